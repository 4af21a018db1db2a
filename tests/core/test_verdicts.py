"""Verdicts of every rule with a date, against those of its cases day by day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from assistant.core.assessment import LATE
from assistant.core.dates import DateSpan, on
from assistant.core.definitions import Duty
from assistant.core.duties import weaker
from tests.core.cases import RULES, days_of, findings, judged, span, word_for

TRIGGER = span("2026-05-11/2026-05-14")  # Monday to Thursday, with no bank holiday near its deadlines
SAID: dict[str, str] = {"advice_requested": " what=health", "reassessment_decision": " outcome=agreed"}
BEFORE: dict[str, tuple[str, ...]] = {
    "RA-ADVICE-6W": ("reassessment_requested 2026-04-01",),
    "M-REVIEW": ("last_plan_or_review 2024-01-10",),
}
OWN_TESTS = ("rights", "letter", "remedy", "no-clock", "section-f", "section-g", "social-care", "out-of-school")
DATED = [
    (row, trigger, done)
    for rows in RULES.duties.values()
    for row in rows
    if row.finding and row.due and row.find not in (*OWN_TESTS, "listed", "no-place")
    for trigger in row.trigger
    for done in row.done
    if trigger != done
]


def line(kind: str, when: DateSpan | str, said: str = "") -> str:
    written = when if isinstance(when, str) else f"{when.first}/{when.last}"
    more = said or SAID.get(kind, "")
    return f"{kind} {written}{more}" if kind != "advice_received" else f"{kind} {written} what=health"


def verdict_of(row: Duty, trigger: str, done: str, when: DateSpan, came: DateSpan | str, as_of: date) -> str | None:
    """The verdict of this rule's finding in a case of two events; None if there is no such finding."""
    said = f" kind={row.kinds[0]}" if row.kinds else ""
    made = judged(f"{as_of}", *BEFORE.get(row.id, ()), line(trigger, when, said), line(done, came))
    place = len(BEFORE.get(row.id, ()))
    found = [
        f for f in findings(made, row.finding or "", row.id) if f.events[:1] == (place,) and f.duty.done == row.done
    ]
    assert len(found) <= 1
    return found[0].verdict if found else None


def due_for(row: Duty, trigger: str) -> DateSpan | None:
    """Where the rule's date falls for the triggers of these tests, read off a case in which nothing came."""
    said = f" kind={row.kinds[0]}" if row.kinds else ""
    made = judged("2026-05-20", *BEFORE.get(row.id, ()), line(trigger, TRIGGER, said))
    place = len(BEFORE.get(row.id, ()))
    found = [
        f for f in findings(made, row.finding or "", row.id) if f.events[:1] == (place,) and f.duty.done == row.done
    ]
    return found[0].due if found else None


def name(entry: object) -> str:
    return entry.id if isinstance(entry, Duty) else str(entry)


@pytest.mark.parametrize(("row", "trigger", "done"), DATED, ids=name)
@pytest.mark.parametrize("shift", [-3, 0, 2, 6])
def test_each_rules_verdict_is_that_of_its_cases_day_by_day(row, trigger, done, shift):
    due = due_for(row, trigger)
    assert due is not None
    first = max(due.first, TRIGGER.last) + timedelta(shift)
    first = max(first, TRIGGER.last + timedelta(1))
    came = DateSpan(first, first + timedelta(4))
    as_of = max(came.last, due.last) + timedelta(1)
    whole = verdict_of(row, trigger, done, TRIGGER, came, as_of)
    singles = Counter(
        verdict_of(row, trigger, done, on(t), on(c), as_of) for t in days_of(TRIGGER) for c in days_of(came)
    )
    assert whole == together(singles)


@pytest.mark.parametrize(("row", "trigger", "done"), [one for one in DATED if not one[0].too_early], ids=name)
@pytest.mark.parametrize("shift", [-1, 0, 2, 3, 4, 9])
def test_each_rules_verdict_before_anything_came_is_that_of_its_days(row, trigger, done, shift):
    due = due_for(row, trigger)
    assert due is not None
    as_of = max(due.first + timedelta(shift), TRIGGER.last)
    whole = verdict_of(row, trigger, done, TRIGGER, "not-yet", as_of)
    singles = Counter(verdict_of(row, trigger, done, on(t), "not-yet", as_of) for t in days_of(TRIGGER))
    if as_of > due.first:  # a day that is not due yet is a reading that is not late
        singles["met"] += singles.pop("not-due", 0)
    assert whole == together(singles)


def together(singles: Counter[str | None]) -> str | None:
    """The verdict that single-day cases, each one reading, make together."""
    singles = +singles
    if len(singles) == 1:
        return next(iter(singles))
    if "cannot-tell" in singles:  # nobody said whether it was done, whatever the day
        return "cannot-tell"
    late = [verdict for verdict in LATE if singles[verdict]]
    assert len(late) <= 1, singles
    assert set(singles) <= {"met", *late}, singles
    share = word_for(singles[late[0]] if late else 0, singles.total(), False, False)
    return weaker(share, late[0]) if late else share


def test_every_rule_with_a_date_is_among_them():
    tested = {row.id for row, trigger, _ in DATED if due_for(row, trigger) is not None}
    dated = {r.id for rows in RULES.duties.values() for r in rows if r.finding and r.due and r.find not in OWN_TESTS}
    assert dated - tested == {"R-FINAL-8W"} - tested
