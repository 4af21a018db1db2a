"""A letter, or the print pack around it, as a tagged PDF, set by typst. Part of the documents.

The words go in as JSON and are placed as values, never as markup. PDF/UA-1 makes a missing glyph an error, and the text
of that error quotes the letter: it is thrown away, and the letter is set again without the standard.
"""

from __future__ import annotations

import json
import logging
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from assistant.core.letters import Block, Letter, printable
from assistant.core.pack import Pack
from assistant.core.words import Words
from assistant.documents.setting import just_too_long, turned, widths
from assistant.documents.turns import turn

_LOOK = Path(__file__).with_name("letter.typ")
_LISTS = ("item", "bullet")
_log = logging.getLogger(__name__)


class NotSet(Exception):
    """The letter could not be set. Says nothing of what stands in it."""


@cache
def _compiler() -> typst.Compiler:
    """One for the whole process: reading the fonts takes ten times as long as setting a letter."""
    return typst.Compiler(_LOOK)


def to_pdf(letter: Letter, words: Words, language: str = "en", *, large: bool = False) -> bytes:
    """The letter on A4, tagged, with title and language; ``large``: in letters of 18 points. Raises NotSet and Busy."""
    return _document(letter.title, language, [_sheet(letter.blocks, language)], large)


def to_pack(pack: Pack, words: Words, language: str = "en", *, large: bool = False) -> bytes:
    """The print pack as one PDF, each sheet with its own count of pages. Raises NotSet and Busy."""
    return _document(pack.title, language, [_sheet(sheet.blocks, language, sheet.foot) for sheet in pack.sheets], large)


def _document(title: str, language: str, sheets: list[dict[str, Any]], large: bool) -> bytes:
    value = {"title": printable(title), "language": language, "large": large, "sheets": sheets}
    inputs = {"made": json.dumps(value)}
    with turn():
        try:
            return _set(inputs, ["ua-1"])
        except typst.TypstError:
            _log.warning("a letter was set without PDF/UA-1")
        try:
            return _set(inputs, [])
        except typst.TypstError:
            raise NotSet from None


def _set(inputs: dict[str, str], standards: list[typst.PDFStandard]) -> bytes:
    made = _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=standards)
    if not isinstance(made, bytes):
        raise NotSet
    return made


def _sheet(blocks: tuple[Block, ...], language: str, foot: str = "") -> dict[str, Any]:
    return {"foot": printable(foot), "parts": _parts(blocks, language), "tight": just_too_long(blocks)}


def _parts(blocks: tuple[Block, ...], language: str) -> list[dict[str, Any]]:
    """The blocks as plain values; entries that follow each other are one list."""
    parts: list[dict[str, Any]] = []
    for (kind, annex), group in groupby(blocks, key=lambda block: (block.kind, block.annex)):
        made = [_part(block, language) for block in group]
        parts += [{"kind": kind, "annex": annex, "entries": made}] if kind in _LISTS else made
    return parts


def _part(block: Block, language: str) -> dict[str, Any]:
    text = printable(block.text)
    return {
        "kind": block.kind,
        "annex": block.annex,
        "own": block.own,
        "number": block.number,
        "text": text,
        "rtl": turned(block, language),
        "head": list(block.head),
        "rows": [[printable(cell) for cell in row.cells] for row in block.rows],
        "widths": widths(block) if block.head else (),
    }
