"""A letter as plain text, to paste into an email or a council's form. Part of the documents."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import wrap

from assistant.core.letters import Block, Letter, Row
from assistant.core.words import Words

WIDTH = 78
_WIDEST_FIRST_COLUMN = 28


def to_text(letter: Letter, words: Words) -> str:
    """The letter in lines of at most 78 characters (a longer word or address keeps its line), the annex below a rule."""
    pieces: list[str] = []
    before: Block | None = None
    for block in letter.blocks:
        if block.annex and not (before and before.annex):
            pieces.append("\n" + "-" * WIDTH)
        text = _SHAPES.get(block.kind, _paragraph)(block)
        pieces.append(text if before and _close(before, block) else "\n" + text)
        before = block
    return "\n".join(pieces).strip("\n") + "\n"


def _close(before: Block, block: Block) -> bool:
    """Does this block stand right under the one before: a list entry, or what follows a heading?"""
    return before.kind == "heading" or (block.kind in ("item", "bullet") and before.kind in (block.kind, "paragraph"))


def _filled(text: str, first: str = "", rest: str = "") -> str:
    made: list[str] = []
    for line in text.split("\n"):
        lead = first if not made else rest
        made += wrap(
            line, WIDTH, initial_indent=lead, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
        ) or [lead.rstrip()]
    return "\n".join(made)


def _paragraph(block: Block) -> str:
    return _filled(block.text)


def _quote(block: Block) -> str:
    return _filled(block.text, "    ", "    ")


def _item(block: Block) -> str:
    return _filled(block.text, f"{block.number:>3}. ", "     ")


def _bullet(block: Block) -> str:
    return _filled(block.text, "  - ", "    ")


def _table(block: Block) -> str:
    """Two columns side by side; of more, the first two stand over the rest."""
    rows = block.rows
    if len(block.head) == 2:
        wide = min(_WIDEST_FIRST_COLUMN, max(len(row.cells[0]) for row in rows)) + 2
        return "\n".join(_row(row, wide) for row in rows)
    return "\n\n".join(_entry(row) for row in rows)


def _row(row: Row, wide: int) -> str:
    left, right = row.cells
    first = wrap(left, wide - 2) or [""]
    second = wrap(right, WIDTH - wide - 2, break_long_words=False) or [""]
    height = max(len(first), len(second))
    first += [""] * (height - len(first))
    second += [""] * (height - len(second))
    return "\n".join(f"  {a:<{wide}}{b}".rstrip() for a, b in zip(first, second, strict=True))


def _entry(row: Row) -> str:
    number, *cells = row.cells
    lead = f"{number} "
    return _filled("\n".join(cells), lead, " " * len(lead))


_SHAPES: dict[str, Callable[[Block], str]] = {
    "quote": _quote,
    "item": _item,
    "bullet": _bullet,
    "table": _table,
}
