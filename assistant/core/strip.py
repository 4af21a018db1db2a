"""The strip of dates: the family's own limits first, then the days by which a body should answer.

Part of the law engine. The print pack shows it, the calendar file carries it. Its names of dates name no child.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.core.assessment import Assessment, OwnDate, RouteAdvice, RouteDate
from assistant.core.content import Content
from assistant.core.words import Phrase, Words


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date of the strip, in words. ``by`` is None where the family has to find the day on a letter."""

    id: str  # the kind of date and its route: "appeal", "council_complaint/stage1_reply"
    what: str
    by: date | None
    how: str  # how it was counted, or on what condition; may be empty
    own: bool
    passed: bool = False
    law: tuple[str, ...] = ()


def strip(assessment: Assessment, content: Content) -> tuple[Deadline, ...]:
    """All dates of a case: the family's own, those still running first; then those of the bodies, in order of time."""
    own = [_own(limit, content.words) for limit in assessment.your_dates]
    theirs = [entry for advice in assessment.routes for entry in _theirs(advice, assessment.as_of, content)]
    return (*own, *sorted(theirs, key=lambda entry: (entry.by or date.max, entry.id)))


def _named(words: Words, table: str, what: str) -> Phrase:
    """The name of a kind of date; a kind without a name of its own is called the plainest thing it can be."""
    key = f"{table}.{what}"
    return Phrase(key if key in words.sentences else f"{table}.other")


def _own(limit: OwnDate, words: Words) -> Deadline:
    what, how = words.say(_named(words, "pack.own-date", limit.what)), words.say(limit.sum)
    return Deadline(limit.what, what, limit.by, how, own=True, passed=limit.passed, law=limit.law)


def _theirs(advice: RouteAdvice, as_of: date, content: Content) -> Iterator[Deadline]:
    words, title = content.words, content.routes[advice.route].title
    for dated in advice.dates:
        what = words.say(Phrase("pack.dates.of-route", route=title, what=_named(words, "pack.their-date", dated.what)))
        id_ = f"{advice.route}/{dated.what}"
        yield Deadline(id_, what, dated.by, _condition(dated, words), own=False, passed=dated.by < as_of)


def _condition(dated: RouteDate, words: Words) -> str:
    return words.ended(words.say(dated.condition)) if dated.condition else ""
