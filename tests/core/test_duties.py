"""The arithmetic of one duty: clocks against worked dates, verdicts against counting every pair of days one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.core.dates import DateSpan, Unsaid
from assistant.core.definitions import Clock
from assistant.core.duties import STRENGTH, Judgement, count, due_by, due_of, judge, pairs_in_order, weaker
from tests.core.cases import RULES, day, days_of, span, spans, word_for

# ---- clocks ---------------------------------------------------------------------------------------------------------

CALENDAR = RULES.calendar
HALF_TERM = [span("2025-02-17/2025-02-21")]


@pytest.mark.parametrize(
    ("clock", "start", "end"),
    [
        (Clock(weeks=6), "2025-01-06", "2025-02-17"),
        (Clock(weeks=2, way="before"), "2025-03-10", "2025-02-24"),
        (Clock(weeks=0), "2025-03-10", "2025-03-10"),
        (Clock(months=2), "2025-12-31", "2026-02-28"),
        (Clock(months=3, way="beginning"), "2025-09-01", "2025-11-30"),
        (Clock(months=5, way="before"), "2025-09-01", "2025-04-01"),
        (Clock(days=15), "2025-04-28", "2025-05-13"),
        (Clock(days=15, way="beginning"), "2025-06-02", "2025-06-16"),
        (Clock(days=15, way="before"), "2025-05-13", "2025-04-28"),
        (Clock(days=0), "2025-05-13", "2025-05-13"),
        (Clock(working_days=15), "2025-03-03", "2025-03-24"),
        (Clock(working_days=15, way="beginning"), "2025-03-03", "2025-03-21"),
        (Clock(working_days=15, way="before"), "2025-03-24", "2025-03-03"),
        (Clock(school_days=6, way="beginning"), "2025-02-14", "2025-02-28"),
        (Clock(school_days=6), "2025-02-14", "2025-03-03"),
        (Clock(school_days=2), "2025-03-03", "2025-03-05"),
        (Clock(month=2, day=15), "2025-09-01", "2025-02-15"),
        (Clock(years=0, month=3, day=31), "2025-09-01", "2025-03-31"),
        (Clock(years=2, month=3, day=31), "2025-09-01", "2027-03-31"),
        # less so many days
        (Clock(weeks=6, less_days=1), "2025-01-06", "2025-02-16"),
        (Clock(month=3, day=31, less_days=84), "2026-09-01", "2026-01-06"),
        # both ends of an interval are counted
        (Clock(weeks=6), "2025-01-06/2025-01-09", "2025-02-17/2025-02-20"),
        (Clock(weeks=6, less_days=1), "2025-01-06/2025-01-09", "2025-02-16/2025-02-19"),
        (Clock(school_days=2, way="beginning"), "2025-02-13/2025-02-14", "2025-02-14/2025-02-24"),
    ],
)
def test_where_a_clock_ends(clock, start, end):
    assert count(clock, span(start), CALENDAR, HALF_TERM) == span(end)


def test_closures_may_be_read_once_only():
    clock = Clock(school_days=2, way="beginning")
    assert count(clock, span("2025-02-13/2025-02-14"), CALENDAR, iter(HALF_TERM)) == span("2025-02-14/2025-02-24")
    assert count(clock, span("2025-02-14"), CALENDAR) == span("2025-02-17")


CLOCKS = [clock for rows in RULES.duties.values() for row in rows for clock in (*row.due, *row.strict)]
LENGTHS = ("days", "weeks", "months", "working_days", "school_days", "month")


def test_every_clock_has_one_length_and_a_known_way():
    for clock in CLOCKS:
        assert sum(getattr(clock, length) is not None for length in LENGTHS) == 1, clock
        assert (clock.month is None) == (clock.day is None), clock
        assert clock.years is None or clock.month is not None, clock
        ways = ("after", "beginning") if clock.school_days else ("after", "beginning", "before")
        assert clock.way in ways, clock


TWO = (Clock(months=3, of="move"), Clock(months=12, of="review"))
MOVE, REVIEW = span("2025-05-12/2025-05-20"), span("2024-08-16")


@pytest.mark.parametrize(
    ("clocks", "join", "facts", "due"),
    [
        (TWO, "later", {"move": MOVE, "review": REVIEW}, "2025-08-16/2025-08-20"),
        (TWO, "earlier", {"move": MOVE, "review": REVIEW}, "2025-08-12/2025-08-16"),
        (TWO, "earlier", {"review": REVIEW}, "2025-08-16"),
        (TWO, "later", {"move": MOVE}, "2025-08-12/2025-08-20"),
        (TWO, "later", {"trigger": MOVE}, None),
        ((), "later", {"move": MOVE}, None),
        ((Clock(school_days=2, of="move", way="beginning"),), "later", {"move": span("2025-02-14")}, "2025-02-24"),
    ],
)
def test_of_several_clocks_the_earlier_or_the_later_counts(clocks, join, facts, due):
    assert due_by(clocks, join, facts, CALENDAR, HALF_TERM) == (span(due) if due else None)


def test_a_clock_in_school_days_needs_no_closures():
    assert due_by((Clock(school_days=2, way="beginning"),), "later", {"trigger": span("2025-02-14")}, CALENDAR) == span(
        "2025-02-17"
    )


@pytest.mark.parametrize(
    ("due", "strict", "join", "dates"),
    [
        ((Clock(weeks=6),), (), "later", ("2025-02-17", None)),
        ((Clock(weeks=6),), (Clock(days=42, way="beginning"),), "later", ("2025-02-17", "2025-02-16")),
        ((Clock(weeks=6),), (Clock(days=42),), "later", ("2025-02-17", None)),  # the same day: no stricter reading
        ((Clock(weeks=6),), (Clock(weeks=6, of="letter"),), "later", ("2025-02-17", None)),
        ((Clock(weeks=6), Clock(weeks=5)), (Clock(days=41), Clock(days=34)), "later", ("2025-02-17", "2025-02-16")),
        ((Clock(weeks=6), Clock(weeks=5)), (Clock(days=41), Clock(days=34)), "earlier", ("2025-02-10", "2025-02-09")),
        ((Clock(working_days=1),), (Clock(days=1),), "later", ("2025-01-07", None)),
        (
            (Clock(working_days=2),),
            (Clock(working_days=2, way="beginning"),),
            "later",
            ("2025-01-08", "2025-01-07"),
        ),
    ],
)
def test_a_strict_reading_stands_beside_the_due_date_only_where_it_differs(due, strict, join, dates):
    duty = replace(RULES.duties["A-DECIDE-6W"][-1], due=due, strict=strict, join=join)
    found = due_of(duty, {"trigger": span("2025-01-06")}, CALENDAR)
    assert found == tuple(span(text) if text else None for text in dates)


# ---- verdicts -------------------------------------------------------------------------------------------------------

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


@pytest.mark.parametrize(
    ("due", "done", "as_of", "judged"),
    [
        # what is not yet done says so, whatever is known of the due date
        ("2024-03-10", "not-yet", "2024-03-10", Judgement("not-due", None, None, True)),
        ("2024-03-10", "unknown", "2024-03-10", Judgement("not-due", None, None, False)),
        ("2024-03-10", None, "2024-03-10", Judgement("not-due", None, None, False)),
        ("2024-03-10", None, "2024-03-11", Judgement("cannot-tell", None, None, False)),
        ("2024-03-10", "unknown", "2024-03-11", Judgement("cannot-tell", None, None, False)),
        (None, "not-yet", "2024-03-11", Judgement("cannot-tell", None, None, True)),
        (None, "2024-03-05", "2024-03-11", Judgement("cannot-tell", None, None, False)),
        ("2024-03-10", "not-yet", "2024-03-13", Judgement("breach", (3, 3), None, True)),
        ("2024-03-10/2024-03-12", "not-yet", "2024-03-12", Judgement("likely", (0, 2), None, True)),
        ("2024-03-10", "2024-03-12", "2024-03-13", Judgement("breach", (2, 2), span("2024-03-12"), False)),
        # an act is judged by what of it can lie behind us
        ("2024-03-10", "2024-03-12/2024-04-12", "2024-03-13",
         Judgement("breach", (2, 3), span("2024-03-12/2024-03-13"), False)),
        ("2024-03-10", "2024-03-14", "2024-03-13", Judgement("breach", (3, 3), None, True)),
        # an interval of due days longer than 62 carries no share; 62 still do
        ("2024-01-01/2024-03-02", "2024-02-10", "2025-01-01", Judgement("likely", (0, 40), span("2024-02-10"), False)),
        ("2024-01-01/2024-03-03", "2024-02-10", "2025-01-01", Judgement("possible", (0, 40), span("2024-02-10"), False)),
        ("2024-01-01/2024-03-03", "not-yet", "2024-03-01", Judgement("possible", (0, 60), None, True)),
    ],
)  # fmt: skip
def test_everything_a_judgement_says(due, done, as_of, judged):
    when = None if done is None else Unsaid(done) if done in ("not-yet", "unknown") else span(done)
    assert judge(span(due) if due else None, when, day(as_of)) == judged


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


def test_pairs_are_whole_numbers_whatever_their_size():
    long = span("1950-01-01/2149-12-31")
    assert str(pairs_in_order(long, long)) == str(long.days * (long.days - 1) // 2)
    assert str(pairs_in_order(span("2024-01-01/2024-01-03"), span("2024-01-04"))) == "3"


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
    assert [weaker(verdict) for verdict in STRENGTH] == ["breach", "likely", "possible", "cannot-tell"]
    assert [weaker(verdict, "cannot-tell", "likely") for verdict in STRENGTH] == ["cannot-tell"] * 4
