"""What a family changed in a letter: paragraphs put in their own words, or left out.

Part of the law engine. A change outlives the composing: when the facts change, our words change below it, and the change
is laid on the same paragraph again. It remembers a fingerprint of our words at the time, so that it can be seen if what
the family wrote may no longer fit.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.core.letters import Block, Letter, printable

Matches = Callable[["Edit", Block], bool]
FIXED = ("subject",)  # names the letter and its files: it can be put in other words, but not left out


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. ``block`` is the id of the paragraph, ``of`` the fingerprint of our words when it was made."""

    block: str
    text: str | None  # the family's words; None: left out
    of: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of a letter with what the family made of it."""

    ours: Block
    edit: Edit | None = None

    @property
    def left_out(self) -> bool:
        return self.edit is not None and self.edit.text is None

    @property
    def stale(self) -> bool:
        """Have our words below the family's changed since they wrote theirs?"""
        return self.edit is not None and self.edit.of != fingerprint(self.ours)

    @property
    def block(self) -> Block:
        """The paragraph as it goes out, if it does."""
        if self.edit is None or self.edit.text is None:
            return self.ours
        return replace(self.ours, text=printable(self.edit.text), edited=True)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter with the family's changes. ``loose``: changes to paragraphs that no longer stand in it."""

    id: str
    pieces: tuple[Piece, ...]
    loose: tuple[Edit, ...] = ()

    @property
    def letter(self) -> Letter:
        """The letter as it goes out, its entries counted anew."""
        blocks = tuple(_counted(piece.block for piece in self.pieces if not piece.left_out))
        title = next((block.text for block in blocks if block.kind == "subject"), "")
        return Letter(self.id, " ".join(title.split()), blocks)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All changes, each under the id that its paragraph has now."""
        placed = tuple(replace(piece.edit, block=piece.ours.id) for piece in self.pieces if piece.edit)
        return (*placed, *self.loose)

    def piece(self, block: str) -> Piece | None:
        """The paragraph with this id."""
        return next((piece for piece in self.pieces if piece.ours.id == block), None)

    def changed(self, block: str, text: str | None) -> tuple[Edit, ...]:
        """The changes with one more. Our own words, typed again, are no change. Raises KeyError for an unknown block."""
        piece = self.piece(block)
        if piece is None:
            raise KeyError(block)
        rest = self.restored(block)
        return rest if text == piece.ours.text else (*rest, Edit(block, text, fingerprint(piece.ours)))

    def restored(self, block: str) -> tuple[Edit, ...]:
        """The changes without that of one paragraph: our words stand there again."""
        kept = {piece.ours.id for piece in self.pieces} - {block}
        return (*(edit for edit in self.edits[: len(self.edits) - len(self.loose)] if edit.block in kept), *self.loose)


def fingerprint(block: Block) -> str:
    """A short name for exactly these words of ours."""
    value = [block.kind, block.text, block.head, [row.cells for row in block.rows]]
    # half a surrogate pair, as a browser may send it, can't be encoded otherwise
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:12]


def lay(letter: Letter, edits: Sequence[Edit]) -> Draft:
    """Lays changes on a letter. A paragraph is known by its id; one whose number moved, by our words below the change."""
    found: dict[str, Edit] = {}
    rest = list(edits)
    for match in (_same, _moved, _same_place):
        rest = [edit for edit in rest if not _placed(edit, letter.blocks, found, match)]
    return Draft(letter.id, tuple(Piece(block, found.get(block.id)) for block in letter.blocks), tuple(rest))


def _placed(edit: Edit, blocks: Iterable[Block], found: dict[str, Edit], match: Matches) -> bool:
    block = next((block for block in blocks if block.id not in found and match(edit, block)), None)
    if block is not None:
        found[block.id] = edit
    return block is not None


def _same(edit: Edit, block: Block) -> bool:
    return edit.block == block.id and edit.of == fingerprint(block)


def _moved(edit: Edit, block: Block) -> bool:
    return _stem(edit.block) == _stem(block.id) and edit.of == fingerprint(block)


def _same_place(edit: Edit, block: Block) -> bool:
    return edit.block == block.id


def _stem(id_: str) -> str:
    """The text of a repeated block: "paragraph/clock" of "paragraph/clock-2"."""
    return re.sub(r"-\d+$", "", id_)


def _counted(blocks: Iterable[Block]) -> Iterator[Block]:
    number = 0
    for block in blocks:
        number = number + 1 if block.kind == "item" else 0
        yield replace(block, number=number or None)
