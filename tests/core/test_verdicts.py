"""Verdicts: the closed sums against counting every pair of days one by one, alone and for every rule with a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.core.assessment import LATE
from assistant.core.dates import DateSpan, Unsaid, on
from assistant.core.definitions import Duty
from assistant.core.duties import Judgement, judge, pairs_in_order, weaker
from tests.core.cases import RULES, day, days_of, findings, judged, span, spans

UNSAID = st.sampled_from([Unsaid.NOT_YET, Unsaid.UNKNOWN, None])
Reading = Callable[[date, date], bool]


def broken(due: date, done: date) -> bool:
    return done > due


def too_soon(due: date, done: date) -> bool:
    return done < due


def by_counting(due: DateSpan | None, done: DateSpan | Unsaid | None, as_of: date, excused: bool, early: bool) -> str:
    """The table of the contract, in its order, with every reading looked at."""
    if isinstance(done, DateSpan):
        happened = [one for one in days_of(done) if one <= as_of]
        done = DateSpan(happened[0], happened[-1]) if happened else Unsaid.NOT_YET
    if not isinstance(done, DateSpan) and due is not None and as_of <= due.first:
        return "not-due"
    if due is None or done is None or done is Unsaid.UNKNOWN:
        return "cannot-tell"
    reading: Reading = too_soon if early else broken
    if isinstance(done, DateSpan):
        readings = [reading(one, other) for one in days_of(due) for other in days_of(done)]
        longest = max(due.days, done.days)
    else:
        readings = [not early and as_of > one for one in days_of(due)]
        longest = due.days
    return word_for(sum(readings), len(readings), excused, longest > 62)


def word_for(late: int, readings: int, excused: bool, vague: bool) -> str:
    """The verdict that a share of late readings gives."""
    if late == readings:
        return "likely" if excused else "breach"
    if late * 2 > readings and not vague:
        return "likely"
    return "possible" if late else "met"


@given(st.none() | spans(), UNSAID | spans(), st.integers(-80, 80), st.booleans(), st.booleans())
def test_a_verdict_is_what_counting_every_reading_gives(due, done, shift, excused, early):
    near = next((one.last for one in (done, due) if isinstance(one, DateSpan)), day("2024-06-01"))
    as_of = near + timedelta(shift)
    expected = by_counting(due, done, as_of, excused, early)
    assert judge(due, done, as_of, excused=excused, too_early=early).verdict == expected


@given(spans(90), st.integers(-100, 100), st.integers(1, 90), st.booleans(), st.integers(-5, 120))
def test_a_verdict_is_what_counting_gives_where_the_dates_are_close(due, shift, length, early, later):
    first = due.first + timedelta(shift)
    done = DateSpan(first, first + timedelta(length - 1))
    as_of = done.first + timedelta(later)
    assert judge(due, done, as_of, too_early=early).verdict == by_counting(due, done, as_of, False, early)


@pytest.mark.parametrize(
    ("due", "done", "as_of", "verdict"),
    [
        ("2024-03-10", "2024-03-10", "2025-01-01", "met"),
        ("2024-03-10", "2024-03-11", "2025-01-01", "breach"),
        # exactly half of the readings are late: possible; one more, and it is likely
        ("2024-03-10", "2024-03-10/2024-03-11", "2025-01-01", "possible"),
        ("2024-03-10", "2024-03-10/2024-03-12", "2025-01-01", "likely"),
        # not yet: not due on the due day itself, late on the next
        ("2024-03-10", "not-yet", "2024-03-10", "not-due"),
        ("2024-03-10", "not-yet", "2024-03-11", "breach"),
        ("2024-03-10/2024-03-13", "not-yet", "2024-03-12", "possible"),
        ("2024-03-10/2024-03-13", "not-yet", "2024-03-13", "likely"),
        ("2024-03-10/2024-03-13", "not-yet", "2024-03-14", "breach"),
        # planned: not yet; cut at the day of assessment
        ("2024-03-10", "2024-04-01", "2024-03-11", "breach"),
        ("2024-03-10", "2024-03-09/2024-04-30", "2024-03-10", "met"),
        ("2024-03-10", "2024-03-09/2024-03-31", "2024-03-10", "met"),
        # unknown before the due day is not due, after it nobody can tell
        ("2024-03-10", "unknown", "2024-03-10", "not-due"),
        ("2024-03-10", "unknown", "2024-03-11", "cannot-tell"),
        # 62 days still carry a share; of 63 a share says nothing
        ("2024-03-10", "2024-03-10/2024-05-10", "2025-01-01", "likely"),
        ("2024-03-10", "2024-03-10/2024-05-11", "2025-01-01", "possible"),
        ("2024-03-10", "2024-03-11/2024-12-31", "2025-01-01", "breach"),
    ],
)
def test_the_rows_of_the_table(due, done, as_of, verdict):
    when = Unsaid(done) if done in ("not-yet", "unknown") else span(done)
    assert judge(span(due), when, day(as_of)).verdict == verdict


def test_a_claimed_excuse_makes_a_breach_likely_and_nothing_else():
    assert judge(span("2024-03-10"), Unsaid.NOT_YET, day("2024-04-01"), excused=True).verdict == "likely"
    assert judge(span("2024-03-10"), span("2024-03-10/2024-03-11"), day("2025-01-01"), excused=True).verdict == (
        "possible"
    )
    assert judge(span("2024-03-10"), span("2024-03-09"), day("2025-01-01"), excused=True).verdict == "met"


def test_fifteen_days_for_a_draft_are_broken_by_acting_before_them():
    earliest = span("2024-03-15")
    assert judge(earliest, span("2024-03-14"), day("2025-01-01"), too_early=True) == Judgement(
        "breach", (1, 1), span("2024-03-14"), False
    )
    assert judge(earliest, span("2024-03-15"), day("2025-01-01"), too_early=True).verdict == "met"
    assert judge(earliest, Unsaid.NOT_YET, day("2025-01-01"), too_early=True).verdict == "met"


@given(spans(80), spans(80), st.booleans(), st.data())
def test_knowing_more_never_takes_back_a_breach_and_never_accuses_where_all_was_in_time(due, done, early, data):
    as_of = done.last + timedelta(data.draw(st.integers(0, 50)))
    before = judge(due, done, as_of, too_early=early).verdict
    after = judge(narrowed(data, due), narrowed(data, done), as_of, too_early=early).verdict
    if before == "breach":
        assert after == "breach"
    if before == "met":
        assert after == "met"


def narrowed(data: st.DataObject, one: DateSpan) -> DateSpan:
    """An interval within an interval."""
    first = data.draw(st.integers(0, one.days - 1))
    last = data.draw(st.integers(first, one.days - 1))
    return DateSpan(one.first + timedelta(first), one.first + timedelta(last))


@given(spans(40), spans(40))
@example(span("2024-01-01"), span("2024-01-02"))
@example(span("2024-01-01/2024-01-31"), span("2024-01-31/2024-02-10"))
def test_pairs_in_order_is_a_double_loop(first, second):
    assert pairs_in_order(first, second) == sum(b > a for a in days_of(first) for b in days_of(second))


@given(spans(30), st.integers(-40, 40), st.integers(1, 30))
def test_pairs_in_order_is_a_double_loop_where_they_overlap(first, shift, length):
    start = first.first + timedelta(shift)
    second = DateSpan(start, start + timedelta(length - 1))
    assert pairs_in_order(first, second) == sum(b > a for a in days_of(first) for b in days_of(second))


@given(spans(40), spans(40), st.booleans())
def test_late_days_are_the_least_and_the_most_of_all_readings(due, done, early):
    judgement = judge(due, done, done.last, too_early=early)
    sign = -1 if early else 1
    late = [max(0, sign * (one - other).days) for other in days_of(due) for one in days_of(done)]
    assert judgement.late_days == (min(late), max(late))


@given(spans(40), st.integers(1, 90))
def test_late_days_of_what_has_not_come_are_counted_to_the_day_of_assessment(due, later):
    as_of = due.first + timedelta(later)
    late = [max(0, (as_of - one).days) for one in days_of(due)]
    assert judge(due, Unsaid.NOT_YET, as_of).late_days == (min(late), max(late))


def test_a_cap_weakens_and_never_strengthens():
    assert weaker("breach", "likely") == "likely"
    assert weaker("possible", "likely", None) == "possible"
    assert weaker("breach", "likely", "possible") == "possible"
    assert [weaker(calm, "possible") for calm in ("met", "not-due")] == ["met", "not-due"]


# ---- every rule with a date -----------------------------------------------------------------------------------------

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
