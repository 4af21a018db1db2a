"""The reading copy: a letter that goes out in English, block by block in the family's own language. Room: the engine.

A body reads English. The family reads along: each block of the letter has a number, and beside it stands what it says.
The copy is composed from the same case and plan as the letter itself, never translated from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.core.edits import Draft
from assistant.core.letters import Block, Letter
from assistant.core.words import Phrase, Words

BEGINS = 8  # words of the English by which a paragraph is found again on paper
_LISTS = ("item", "bullet")


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the letter. ``read``: the same in the family's language; None where it is said in no other words."""

    number: int  # from 1, in the order of the letter
    sent: Block  # as it goes out
    read: Block | None

    @property
    def whose(self) -> str:
        """ours | own (the family's words, as written) | changed (ours, put in other words) | english (no other yet)"""
        if self.read is not None:
            return "ours"
        return "own" if self.sent.own else "changed" if self.sent.edited else "english"


def passages(draft: Draft, other: Letter) -> tuple[Passage, ...]:
    """Every block that goes out, in order, each with that of ``other``: the same letter composed in another language."""
    same = _paired([piece.ours for piece in draft.pieces], other.blocks)
    going = [piece for piece in draft.pieces if not piece.left_out]
    return tuple(
        Passage(number, block, None if piece.edit or block.own else same.get(piece.ours.id))
        for number, (piece, block) in enumerate(zip(going, draft.letter.blocks, strict=True), 1)
    )


def _paired(english: Iterable[Block], other: Iterable[Block]) -> dict[str, Block]:
    """The blocks of the other language by their id, without those that are still in English."""
    by_id = {block.id: block for block in other}
    return {
        block.id: by_id[block.id] for block in english if block.id in by_id and _said(by_id[block.id]) != _said(block)
    }


def _said(block: Block) -> tuple[object, ...]:
    return block.text, block.head, [row.cells for row in block.rows]


def reading_letter(found: Iterable[Passage], title: str, words: Words) -> Letter:
    """The reading copy as a document of its own, which says first that it isn't for sending. ``words``: the family's."""
    said = words.say(Phrase("reading.title", letter=title))
    head = [Block("reading/title", "subject", said), Block("reading/note", "quote", words.say(Phrase("reading.note")))]
    blocks = [block for passage in found for block in _set(passage, words)]
    return Letter("reading-copy", said, tuple(head + blocks))


def _set(passage: Passage, words: Words) -> Iterator[Block]:
    """One passage: its number and words, then what tells where it stands in the letter."""
    block, number = passage.read or passage.sent, f"{passage.number}. "
    name = f"reading/{passage.number}"
    if block.kind == "table":
        yield Block(f"{name}/at", "paragraph", number + words.say(Phrase("reading.table")))
        yield replace(block, id=name, annex=False)
        return
    text = block.text
    if passage.read is None:
        text = f"{words.say(Phrase(f'reading.{passage.whose}'))}\n{text}"
    yield Block(name, "heading" if block.kind in ("subject", "heading") else "paragraph", number + text)
    if passage.read is not None and block.kind in ("paragraph", *_LISTS):
        yield Block(f"{name}/begins", "quote", words.say(Phrase("reading.begins", begins=begins(passage.sent.text))))


def begins(text: str) -> str:
    """The first words of a paragraph."""
    first = text.split()
    return " ".join(first[:BEGINS]) + (" …" if len(first) > BEGINS else "")
