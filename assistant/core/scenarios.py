"""Tables for review: what the assessment says of each rule around its last day, of each worked example, and of every route
in each problem and state. Made by the engine itself, so that a lawyer can check outcomes instead of code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from assistant.core.assess import assess
from assistant.core.assessment import Finding
from assistant.core.case import read_case
from assistant.core.dates import DateSpan, month_end
from assistant.core.definitions import Definitions, Duty
from assistant.core.due import due_date
from assistant.core.orders import OBEYED
from assistant.core.vocabulary import ADVICE, FORMAT, OUTCOMES

START = date(2026, 4, 7)
MOVE = date(2026, 9, 1)  # phase transfers are dated by the move
HEADINGS = (
    "rule",
    "what it asks",
    "start",
    "last day",
    "done the day before",
    "on the day",
    "the day after",
    "not done yet the day after",
    "done in that month",
    "with an exception claimed",
)
OUTCOME = {"review_decision": "amend", "assess_decision": "agreed", "reassessment_decision": "agreed"}


Row = tuple[str, ...]


def tables(definitions: Definitions) -> Iterator[Row]:
    """All tables, each with its headings first and an empty row after it."""
    for made in (table, worked_days, worked_cases, route_states, only_listed):
        yield from made(definitions)
        yield ()


def table(definitions: Definitions) -> Iterator[Row]:
    """Rules with a clock between two events: the verdict for an act done, or not, around the last day."""
    yield HEADINGS
    for duty in _rules(definitions):
        if duty.finding and duty.trigger and duty.done and duty.due and duty.until is None:
            yield from _row(definitions, duty)


def worked_days(definitions: Definitions) -> Iterator[Row]:
    """Each worked example: the day that the facts given lead to."""
    yield ("rule", "what it asks", "given", "day", "to the letter")
    for duty in _rules(definitions):
        for example in duty.examples:
            found = due_date(definitions, duty.id, example.given)
            given = "; ".join(f"{key} {value}" for key, value in example.given.items())
            yield (duty.id, duty.plain, given, _day(found.due), _day(found.strict_due))


def worked_cases(definitions: Definitions) -> Iterator[Row]:
    """Each worked case of a rule without a day: the verdict."""
    yield ("rule", "what it asks", "facts", "as of", "verdict")
    for duty in _rules(definitions):
        for worked in duty.cases:
            case = read_case({"format": FORMAT, **worked.case})
            found = [f.verdict for f in assess(definitions, case, worked.as_of).findings if f.duty is duty]
            yield (duty.id, duty.plain, worked.facts, worked.as_of.isoformat(), ", ".join(found))


def route_states(definitions: Definitions) -> Iterator[Row]:
    """Each problem in each state: the routes that are first, next, open beside, and shut, with the reason."""
    yield ("problem", "state", "first", "next", "also", "closed")
    for row in definitions.matrix.values():
        yield (row.problem, row.state, row.first, ", ".join(row.next), ", ".join(row.also), ", ".join(row.closed))


def only_listed(definitions: Definitions) -> Iterator[Row]:
    """Rules of which nothing is worked out: they are shown, and stand behind others."""
    yield ("rule", "what it asks", "force", "how sure")
    for duty in _rules(definitions):
        if not duty.examples and not duty.cases:
            yield (duty.id, duty.plain, duty.force, duty.sure)


def _rules(definitions: Definitions) -> Iterator[Duty]:
    return (duty for rows in definitions.duties.values() for duty in rows)


def _day(span: DateSpan | None) -> str:
    return span.first.isoformat() if span else ""


def _row(definitions: Definitions, duty: Duty) -> Iterator[tuple[str, ...]]:
    trigger = duty.trigger[0]
    start = MOVE if trigger == "phase_transfer" else START
    found = _judged(definitions, duty, start, "not-yet", date(2029, 1, 1))
    if found is None or found.due is None:
        return
    last = found.due.last
    day = timedelta(1)
    cells = [
        _verdict(definitions, duty, start, last - day, last + day * 90),
        _verdict(definitions, duty, start, last, last + day * 90),
        _verdict(definitions, duty, start, last + day, last + day * 90),
        _verdict(definitions, duty, start, "not-yet", last + day),
        _verdict(definitions, duty, start, DateSpan(last.replace(day=1), month_end(last)), last + day * 90),
        _verdict(definitions, duty, start, "not-yet", last + day, excused=True),
    ]
    yield (duty.id, duty.plain, start.isoformat(), last.isoformat(), *cells)


def _verdict(
    definitions: Definitions, duty: Duty, start: date, done: date | DateSpan | str, as_of: date, excused: bool = False
) -> str:
    found = _judged(definitions, duty, start, done, as_of, excused)
    return found.verdict if found else "–"


def _judged(
    definitions: Definitions, duty: Duty, start: date, done: date | DateSpan | str, as_of: date, excused: bool = False
) -> Finding | None:
    case: dict[str, Any] = {"format": FORMAT, "events": _events(duty, start, done)}
    listed = definitions.exceptions.get(duty.excuses or "")
    if excused and listed:
        case["exceptions"] = [listed.kinds[0]]
    found = assess(definitions, read_case(case), as_of).findings
    return next((finding for finding in found if finding.duty is duty), None)


def _events(duty: Duty, start: date, done: date | DateSpan | str) -> list[dict[str, Any]]:
    trigger = _event(duty.trigger[0], start.isoformat())
    if duty.kinds:
        key = "outcome" if duty.kinds[0] in OUTCOMES.get(duty.trigger[0], ()) else "kind"
        trigger[key] = duty.kinds[0]
    when = f"{done.first}/{done.last}" if isinstance(done, DateSpan) else str(done)
    kinds = ["no_plan_decision", "draft_plan_sent"] if "no_plan_decision" in duty.done else [_fulfilling(duty)]
    return [trigger, *(_event(kind, when if place == 0 else "not-yet") for place, kind in enumerate(kinds))]


def _fulfilling(duty: Duty) -> str:
    """The event that shows this very step done, rather than the whole of an order."""
    return next((kind for kind in duty.done if kind not in OBEYED), duty.done[0])


def _event(kind: str, when: str) -> dict[str, Any]:
    event: dict[str, Any] = {"event": kind, "date": when}
    if kind in ("advice_requested", "advice_received"):
        event["what"] = ADVICE[0]
    if kind in OUTCOME:
        event["outcome"] = OUTCOME[kind]
    if kind == "appeal_rights_given":
        event["outcome"] = "yes"
    return event
