"""What PDF and Word settle alike: how wide a table's columns are, and which way words run. Part of the documents."""

from __future__ import annotations

import unicodedata
from math import ceil

from assistant.core.letters import Block

_PAGE = 251.0  # millimetres of text on a page
_LINE, _ROW_LINE = 4.93, 4.2  # from one line to the next, in text and in a table
_AROUND_TABLE, _AROUND_ROW = 1.3, 1.6
_ROW_FITS = 108  # characters in a line of a table
_SHAPES = {  # kind -> characters in a line, and millimetres around the block beyond its lines
    "address": (90, 3.9),
    "date": (90, 3.9),
    "subject": (84, 8.0),
    "heading": (90, 5.0),
    "paragraph": (100, 1.3),
    "item": (93, 0.0),
    "bullet": (95, 0.0),
    "quote": (92, 1.3),
    "closing": (100, 1.3),
    "signature": (90, 13.0),
}
_LONGEST_NUMBER = 5  # "(12)"
RIGHT_TO_LEFT = ("ar", "ckb", "fa", "he", "ps", "ug", "ur", "yi")  # languages
_LONGEST_DATE = 48  # "Between 30 September 2024 and 30 September 2025"


def widths(block: Block) -> tuple[int, ...]:
    """The columns of a table as hundredths of its width. Fixed: a PDF takes far longer if columns fit their cells."""
    first = max((len(row.cells[0]) for row in block.rows), default=0)
    if len(block.head) == 2:
        return (30, 70) if first <= _LONGEST_DATE else (65, 35)
    return (11, 39, 50) if first <= _LONGEST_NUMBER else (27, 25, 48)


def fits_one_page(blocks: tuple[Block, ...]) -> bool:
    """Does it fit one page as it is usually set?"""
    return height(blocks) <= _PAGE


def just_too_long(blocks: tuple[Block, ...]) -> bool:
    """Would the end of a letter stand on a page of its own, and does it fit if the letter is set more tightly?"""
    return _PAGE * 0.94 < height(blocks) < _PAGE * 1.17


def height(blocks: tuple[Block, ...]) -> float:
    """About how many millimetres a letter in print takes before its annex, by how many characters fit in a line.

    To measure it in the setting itself would take as long as to set it.
    """
    return sum(_table(block) if block.kind == "table" else _text(block) for block in blocks if not block.annex)


def _text(block: Block) -> float:
    fit, around = _SHAPES.get(block.kind, _SHAPES["paragraph"])
    return around + _LINE * sum(_lines(line, fit) for line in block.text.split("\n"))


def _table(block: Block) -> float:
    fits = [_ROW_FITS * hundredths / 100 for hundredths in widths(block)]
    rows = [max(_lines(cell, fit) for cell, fit in zip(row.cells, fits, strict=True)) for row in block.rows]
    return _AROUND_TABLE + sum(_AROUND_ROW + _ROW_LINE * lines for lines in (1, *rows))


def _lines(text: str, fit: float) -> int:
    return max(1, ceil(len(text) / fit))


def right_to_left(text: str) -> bool:
    """Does the first letter that has a direction run from right to left?"""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((direction != "L" for direction in strong if direction in ("L", "R", "AL")), False)


def turned(block: Block, language: str) -> bool:
    """Is this block of a letter in ``language`` set from right to left? What a family typed goes by its first letter."""
    if block.own or block.edited:
        return right_to_left(block.text)
    return language.partition("-")[0] in RIGHT_TO_LEFT
