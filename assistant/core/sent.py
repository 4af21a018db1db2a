"""What follows from a letter that was sent, and from the answer to it: the events of the case that they are; and the
reasons that some letters give in the family's own words, as notes to the event they are about.

Part of the law engine. A letter's plan names the event that sending it is, and the one that its answer is
("complaint_made/council"); here they join the events that the family told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from assistant.core.case import Case, Event
from assistant.core.dates import DateSpan, Unsaid, When
from assistant.core.letters import Letter
from assistant.core.vocabulary import BODIES

# need of a letter -> the events of which the last carries the reason
REASONS: dict[str, tuple[str, ...]] = {
    "review-ground": ("ombudsman_decision",),
    "late-reason": ("appealable_decision", "assess_decision", "no_plan_decision", "review_decision"),
}
LONGEST_REASON = 2_000  # characters: what the note to an event holds
ACKNOWLEDGED = {"complaint_made": "complaint_acknowledged"}  # event -> what a mere receipt for it is


@dataclass(frozen=True, slots=True)
class Told:
    """An event that a letter or its answer is. ``since``: for an answer, when the letter was sent."""

    place: str  # as plans name it: the kind of event, and after a slash the body it has to do with
    date: When
    outcome: str | None = None
    since: DateSpan | None = None

    @property
    def kind(self) -> str:
        return self.place.partition("/")[0]

    @property
    def body(self) -> str | None:
        return self.place.partition("/")[2] or None


def with_told(case: Case, told: Iterable[Told]) -> Case:
    """The case with the events of what was sent and answered. What the family told of the same event stands once; that
    something had not happened yet, or nobody knew when, gives way to a date."""
    events = list(case.events)
    for new in told:
        alike = [event for event in events if event.event == new.kind and _same_body(event, new)]
        if any(_covers(event, new) for event in alike):
            continue
        gone = {event.index for event in alike if not isinstance(event.date, DateSpan)}
        events = [event for event in events if event.index not in gone]
        events.append(Event(len(events), new.kind, new.date, outcome=new.outcome, body=new.body))
        events = [replace(event, index=place) for place, event in enumerate(events)]
    return replace(case, events=tuple(events))


def with_reasons(case: Case, reasons: Mapping[str, str]) -> Case:
    """The case with the family's reasons, by the need they meet, each noted at the last event it can be about."""
    events = list(case.events)
    for need, text in reasons.items():
        about = [event for event in events if event.event in REASONS.get(need, ()) and event.date is not Unsaid.NOT_YET]
        if about:
            last = max(about, key=lambda event: event.span.last if event.span else date.min)
            events[last.index] = replace(last, note=text)
    return replace(case, events=tuple(events))


def _same_body(event: Event, new: Told) -> bool:
    if new.kind not in BODIES:
        return True
    return (event.body or "council") == (new.body or "council")


def _covers(event: Event, new: Told) -> bool:
    """Does the case say this already? An answer that has not come is no news if one came after the letter was sent."""
    if event.span is None:
        return False
    if isinstance(new.date, Unsaid):
        return new.since is None or event.span.last >= new.since.first
    return event.span.first <= new.date.last and new.date.first <= event.span.last


def last_fact(letter: Letter, case: Case) -> Event | None:
    """Of the events with a date that a letter speaks of, the last: it can't have been sent before that."""
    places = {fact for block in letter.blocks for fact in block.facts}
    told = [event for event in case.events if event.span and f"events/{event.index}" in places]
    return max(told, key=lambda event: event.span.first if event.span else date.min, default=None)
