"""What a family did with its letters: paragraphs changed, letters sent, answers that came. Sealed with the answers.

It lies among the answers under a key that no question can have (a question's id begins with a letter), as JSON:

    edits   letter id -> changes:  {"block", "text" (null: left out), "of"}
    sent    the letters sent, each frozen:  {"id", "letter", "purpose", "date", "rules", "title", "blocks", "reply"}
    chosen  letter id -> what the family wants in it beside what always stands there
    reasons need of a letter -> the reason in the family's own words
    reply   {"kind": "answer" | "receipt" | "none", "date", "said", "outcome"}; a date only with the first two
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.core.dates import DateSpan, Unsaid, read_when
from assistant.core.definitions import LetterPlan
from assistant.core.edits import Edit
from assistant.core.letters import Block, Letter, Row
from assistant.core.sent import ACKNOWLEDGED, Told

KEY = "@letters"
MOST_SENT, MOST_EDITS = 60, 300
LARGEST = 900_000  # characters of JSON, all letters together


class Full(Exception):
    """There is no room for more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a letter that was sent."""

    kind: str  # answer | receipt | none: nothing has come
    date: str = ""  # in the notation of the case file
    said: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was sent, as it was."""

    id: int
    letter: str  # the id of its plan
    purpose: str
    date: str
    rules: str  # the version of the rules it was written by
    title: str
    blocks: tuple[Mapping[str, Any], ...]
    reply: Reply | None = None

    @property
    def text(self) -> Letter:
        """The letter, to be shown and printed again."""
        return Letter(self.letter, self.title, tuple(_block(place, kept) for place, kept in enumerate(self.blocks)))


@dataclass(frozen=True, slots=True)
class Book:
    """All that a family did with its letters."""

    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    sent: tuple[Sent, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def entry(self, id_: int) -> Sent | None:
        """A letter that was sent, by its number."""
        return next((sent for sent in self.sent if sent.id == id_), None)

    def with_edits(self, letter: str, edits: tuple[Edit, ...]) -> Book:
        """The same with other changes to one letter."""
        return replace(self, edits={**self.edits, letter: edits})

    def with_choice(self, letter: str, option: str, *, wanted: bool) -> Book:
        """The same with something added to one letter, or no longer added."""
        rest = tuple(name for name in self.chosen.get(letter, ()) if name != option)
        return replace(self, chosen={**self.chosen, letter: (*rest, option) if wanted else rest})

    def with_sent(self, letter: Letter, purpose: str, date: str, rules: str) -> Book:
        """The same with one more letter sent, frozen as it is."""
        number = max((sent.id for sent in self.sent), default=0) + 1
        entry = Sent(number, letter.id, purpose, date, rules, letter.title, tuple(map(_frozen, letter.blocks)))
        return replace(self, sent=(*self.sent, entry))

    def with_reply(self, id_: int, reply: Reply | None) -> Book:
        """The same with what came of a letter, or with nothing known of it."""
        return replace(self, sent=tuple(replace(s, reply=reply) if s.id == id_ else s for s in self.sent))

    def with_reason(self, need: str, text: str) -> Book:
        """The same with a reason in the family's own words; without it, if the text is empty."""
        rest = {name: said for name, said in self.reasons.items() if name != need}
        return replace(self, reasons={**rest, need: text} if text else rest)

    def without(self, id_: int) -> Book:
        """The same as if this letter had not been sent."""
        return replace(self, sent=tuple(sent for sent in self.sent if sent.id != id_))


def told(book: Book, plans: Mapping[str, LetterPlan]) -> Iterator[Told]:
    """The events of the case that sending these letters was, and their answers, in the order of sending."""
    for sent in book.sent:
        plan, when = plans.get(sent.letter), read_when(sent.date)
        if plan is None or not isinstance(when, DateSpan):
            continue
        if plan.sent:
            yield Told(plan.sent, when)
        if sent.reply is not None:
            yield from _came(plan, sent.reply, when)


def _came(plan: LetterPlan, reply: Reply, since: DateSpan) -> Iterator[Told]:
    kind, slash, body = plan.sent.partition("/")
    if reply.kind == "receipt":
        if kind in ACKNOWLEDGED:
            yield Told(ACKNOWLEDGED[kind] + slash + body, read_when(reply.date), since=since)
    elif plan.answered:
        date = Unsaid.NOT_YET if reply.kind == "none" else read_when(reply.date)
        yield Told(plan.answered, date, reply.outcome or None, since)


# ---- kept among the answers ---------------------------------------------------------------------------------------------


def read_book(answers: Mapping[str, Any]) -> Book:
    """What is kept of the letters among the answers."""
    kept = answers.get(KEY)
    if not kept:
        return Book()
    return Book(
        {letter: tuple(Edit(**edit) for edit in edits) for letter, edits in kept["edits"].items()},
        tuple(Sent(**{**sent, "reply": sent["reply"] and Reply(**sent["reply"])}) for sent in kept["sent"]),
        kept["reasons"],
        {letter: tuple(options) for letter, options in kept["chosen"].items()},
    )


def write_book(book: Book) -> dict[str, Any]:
    """The same as JSON. Raises Full for more than may be kept."""
    value = {
        "edits": {letter: [_members(edit) for edit in edits] for letter, edits in book.edits.items() if edits},
        "sent": [{**_members(sent), "reply": sent.reply and _members(sent.reply)} for sent in book.sent],
        "reasons": dict(book.reasons),
        "chosen": {letter: list(options) for letter, options in book.chosen.items() if options},
    }
    most = max(map(len, book.edits.values()), default=0)
    if len(book.sent) > MOST_SENT or most > MOST_EDITS or len(json.dumps(value, ensure_ascii=False)) > LARGEST:
        raise Full
    return value


def _members(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).__slots__}


def _frozen(block: Block) -> dict[str, Any]:
    """What is needed to print a block again."""
    said = {
        "kind": block.kind,
        "text": block.text,
        "number": block.number,
        "head": list(block.head),
        "rows": [list(row.cells) for row in block.rows],
        "own": block.own,
        "annex": block.annex,
        "edited": block.edited,
    }
    return {key: value for key, value in said.items() if value}


def _block(place: int, kept: Mapping[str, Any]) -> Block:
    rows = tuple(Row(tuple(cells)) for cells in kept.get("rows", ()))
    return Block(**{**kept, "id": f"sent-{place}", "head": tuple(kept.get("head", ())), "rows": rows})
