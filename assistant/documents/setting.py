"""What PDF and Word settle alike: how wide a table's columns are, and which way words run. Part of the documents."""

from __future__ import annotations

import unicodedata

from assistant.core.letters import Block

_LONGEST_NUMBER = 5  # "(12)"
_LONGEST_DATE = 40  # "between 10 January and 2 February 2024"


def widths(block: Block) -> tuple[int, ...]:
    """The columns of a table as hundredths of its width. Fixed: a PDF takes far longer if columns fit their cells."""
    first = max((len(row.cells[0]) for row in block.rows), default=0)
    if len(block.head) == 2:
        return (30, 70) if first <= _LONGEST_DATE else (65, 35)
    return (11, 39, 50) if first <= _LONGEST_NUMBER else (27, 25, 48)


def right_to_left(text: str) -> bool:
    """Does the first letter that has a direction run from right to left?"""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((direction != "L" for direction in strong if direction in ("L", "R", "AL")), False)
