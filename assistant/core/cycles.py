"""Which events belong together: each review, request, order or complaint starts a cycle, and later events join one.

The contract (section 5, Cycles) says how: an event with ``cycle`` n belongs to the n-th starter of its stage; else to the
latest starter that is not after it; an event without a known day to the last starter. Events planned for after the day of
assessment count as not yet, and intervals are cut at that day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.core.case import Case, Event
from assistant.core.dates import DateSpan, Unsaid

# stage -> the events that start a cycle in it, and those that can belong to one
STARTERS: dict[str, tuple[str, ...]] = {
    "assessment": ("request_received",),
    "review": ("annual_review_meeting",),
    "phase": ("phase_transfer",),
    "reassessment": ("reassessment_requested",),
    "move": ("moved_on",),
    "order": ("tribunal_order", "council_conceded"),
    "agreement": ("mediation_agreement",),
    "mediation": ("mediation_requested",),
    "complaint": ("complaint_made",),
    "recommendation": ("tribunal_recommendation",),
    "consultation": ("school_consulted",),
    "remedy": ("remedy_agreed",),
}
MEMBERS: dict[str, tuple[str, ...]] = {
    "assessment": (
        "assess_decision",
        "no_plan_decision",
        "draft_plan_sent",
        "family_response_to_draft",
        "final_plan_issued",
    ),
    "review": (
        "last_plan_or_review",
        "review_report_sent",
        "review_decision",
        "amendment_notice_sent",
        "amended_final_plan_issued",
    ),
    "phase": ("transfer_plan_issued",),
    "reassessment": ("reassessment_decision", "reassessment_final_plan"),
    "move": ("old_council_aware", "new_council_told_review_date", "moved_plan_reviewed"),
    "order": ("tribunal_order_done",),
    "agreement": ("mediation_agreement_done",),
    "mediation": ("mediation_held",),
    "complaint": ("complaint_acknowledged", "stage1_response", "stage2_requested", "stage2_response"),
    "recommendation": ("recommendation_answered",),
    "consultation": ("school_consultation_reply",),
    "remedy": ("remedy_done",),
}
STAGE_OF = {kind: stage for table in (STARTERS, MEMBERS) for stage, kinds in table.items() for kind in kinds}
BY_BODY = ("complaint", "recommendation")  # stages whose cycles are kept apart by body
DEFAULT_BODY = {"complaint": "council"}


@dataclass(slots=True)
class Cycle:
    """One starter and the events that belong to it, by kind, in file order. ``starter`` is None before any starter."""

    stage: str
    starter: Event | None
    members: dict[str, list[Event]] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Event]:
        """The members of these kinds, in the order of the kinds and then of the file."""
        return [event for kind in kinds for event in self.members.get(kind, ())]


class Timeline:
    """A case's events as of a day: by kind, and by cycle."""

    def __init__(self, case: Case, as_of: date) -> None:
        self.case, self.as_of = case, as_of
        self.events = tuple(as_seen(event, as_of) for event in case.events)
        self.by_kind: dict[str, list[Event]] = defaultdict(list)
        self._past: dict[str, list[Event]] = {}
        for event in self.events:
            self.by_kind[event.event].append(event)
            if event.date is not Unsaid.NOT_YET:
                self._past.setdefault(event.event, []).append(event)
        self.cycles: dict[str, list[Cycle]] = defaultdict(list)
        stages: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            stage = STAGE_OF.get(event.event)
            if stage:
                stages[stage].append(event)
        for stage, events in stages.items():
            self.cycles[stage] = [cycle for group in _by_body(stage, events) for cycle in _cycles(stage, group)]

    def of(self, *kinds: str) -> list[Event]:
        """All events of these kinds, in the order of the kinds and then of the file."""
        return [event for kind in kinds for event in self.by_kind.get(kind, ())]

    def happened(self, *kinds: str) -> list[Event]:
        """Those that happened, on a known day or not."""
        past = self._past
        return [event for kind in kinds if kind in past for event in past[kind]]

    def cycle_of(self, event: Event) -> Cycle | None:
        """The cycle that an event started or belongs to."""
        for cycle in self.cycles.get(STAGE_OF.get(event.event, ""), ()):
            if cycle.starter is event or event in cycle.members.get(event.event, ()):
                return cycle
        return None


def as_seen(event: Event, as_of: date) -> Event:
    """The event as of a day: an interval is cut at that day, and what lies after it has not happened yet.

    A phase transfer is dated by the move, which its deadline lies before: it counts although it is still to come.
    """
    span = event.span
    if span is None or span.last <= as_of or event.event == "phase_transfer":
        return event
    return replace(event, date=span.until(as_of) or Unsaid.NOT_YET)


def _by_body(stage: str, events: list[Event]) -> Iterable[list[Event]]:
    if stage not in BY_BODY:
        return [events]
    named = {event.body for event in events if event.body}
    unsaid = DEFAULT_BODY.get(stage) or (named.pop() if len(named) == 1 else None)
    groups: dict[str | None, list[Event]] = defaultdict(list)
    for event in events:
        groups[event.body or unsaid].append(event)
    return groups.values()


def _cycles(stage: str, events: list[Event]) -> list[Cycle]:
    starters = [event for event in events if event.event in STARTERS[stage]]
    return pair(stage, starters, [event for event in events if event.event not in STARTERS[stage]])


def pair(stage: str, starters: list[Event], events: list[Event]) -> list[Cycle]:
    """Gives each event to its starter: a cycle for each starter in file order, and one without for what is left over."""
    cycles = {starter.index: Cycle(stage, starter) for starter in starters}
    loose = Cycle(stage, None)
    ordered = _in_time(starters)
    early: list[Event] = []
    taken: set[str] = set()
    for event in events:
        starter = _owner(event, starters, ordered)
        if starter is None:
            early.append(event)
            continue
        taken.add(event.event)
        cycles[starter.index].members.setdefault(event.event, []).append(event)
    for event in early:  # it precedes every starter: the first one's, unless another of its kind has a starter
        home = cycles[ordered[0].index] if ordered and event.event not in taken else loose
        home.members.setdefault(event.event, []).append(event)
    found = list(cycles.values())
    return [*found, loose] if loose.members else found


def owners(events: Iterable[Event], starters: list[Event]) -> Iterator[tuple[Event, Event | None]]:
    """Events of another stage, each with the starter it belongs to: ``cycle`` counts starters of an event's own stage."""
    ordered = _in_time(starters)
    return ((event, _by_date(event, ordered)) for event in events)


def _in_time(starters: list[Event]) -> list[Event]:
    """The starters that happened, in order of time; on one day, and where no day is known, in file order."""
    return sorted((s for s in starters if s.date is not Unsaid.NOT_YET), key=first_day)


def first_day(event: Event) -> date:
    """The first day an event can have been; the earliest of all days where none is known."""
    return event.date.first if isinstance(event.date, DateSpan) else date.min


def _owner(event: Event, starters: list[Event], ordered: list[Event]) -> Event | None:
    if event.cycle is not None:
        return starters[event.cycle - 1] if event.cycle <= len(starters) else None
    return _by_date(event, ordered)


def _by_date(event: Event, ordered: list[Event]) -> Event | None:
    """The latest starter whose first day is not after the event's last; without a known day, the last starter."""
    if not isinstance(event.date, DateSpan):
        return ordered[-1] if ordered else None
    place = bisect_right(ordered, event.date.last, key=first_day)
    # starters of unknown day stand before all others, and own no event of a known one
    return ordered[place - 1] if place and ordered[place - 1].span else None
