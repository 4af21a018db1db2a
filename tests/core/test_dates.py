"""The counting rules against tables from the law base and against naive counting, day by day."""

from __future__ import annotations

import calendar
import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core import dates
from assistant.core.dates import Calendar, DateSpan, Truth, Unsaid, on, read_when, write_when

LIST = Path(__file__).parents[2] / "content" / "data" / "bank_holidays_england.csv"
with LIST.open(encoding="utf-8", newline="") as file:
    BANK_HOLIDAYS = frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))
ENGLAND = Calendar(BANK_HOLIDAYS)
ONE = timedelta(1)

days = st.dates(date(1995, 1, 1), date(2045, 12, 31))
near = st.dates(date(2019, 1, 1), date(2028, 6, 30))  # the bank holidays listed reach to the end of 2028
short_spans = st.builds(lambda first, extra: DateSpan(first, first + timedelta(extra)), near, st.integers(0, 12))
spans = st.builds(lambda a, b: DateSpan(min(a, b), max(a, b)), days, days)


def each_day(span: DateSpan) -> list[date]:
    return [span.first + timedelta(n) for n in range(span.days)]


def d(text: str) -> date:
    return date.fromisoformat(text)


# ---- notations -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-01-10/2024-02-02", "2024-01-10", "2024-02-02"),
        ("2024-01-10/2024-01-10", "2024-01-10", "2024-01-10"),
        ("1950", "1950-01-01", "1950-12-31"),
        ("2149-12-31", "2149-12-31", "2149-12-31"),
    ],
)
def test_a_date_is_read_as_every_day_it_may_mean(text, first, last):
    assert read_when(text) == DateSpan(d(first), d(last))


def test_not_yet_and_unknown_are_not_dates():
    assert read_when("not-yet") is Unsaid.NOT_YET
    assert read_when("unknown") is Unsaid.UNKNOWN


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a date is written as"),
        ("5/3/2024", "a date is written as"),
        ("05-03-2024", "a date is written as"),
        ("2024-3-5", "a date is written as"),
        ("20240305", "a date is written as"),
        ("2024-W10-2", "a date is written as"),
        (" 2024-03-05", "a date is written as"),
        ("2024-03-05\n", "a date is written as"),
        ("2024-03-05T00:00", "a date is written as"),
        ("٢٠٢٤-٠٣-٠٥", "a date is written as"),
        ("２０２４", "a date is written as"),
        ("2024-03/2024-05", "a date is written as"),
        ("2024-03-05/", "a date is written as"),
        ("/2024-03-05", "a date is written as"),
        ("2024-03-05/2024-03-06/2024-03-07", "a date is written as"),
        ("not yet", "a date is written as"),
        ("Unknown", "a date is written as"),
        ("2023-02-29", "there is no day 2023-02-29"),
        ("2024-13", "there is no day 2024-13-01"),
        ("0000", "there is no day 0000-01-01"),
        ("1949-12-31", "between 1950 and 2149"),
        ("2150", "between 1950 and 2149"),
        ("2024-02-02/2024-01-10", "before the first day"),
    ],
)
def test_what_is_no_date_is_refused_in_words(text, says):
    with pytest.raises(ValueError, match=says):
        read_when(text)


@given(spans)
def test_a_date_written_is_read_back_the_same(span):
    assert read_when(write_when(span)) == span


@given(days)
def test_a_day_a_month_and_a_year_have_their_own_notation(day):
    year = date(day.year, 1, 1)
    assert write_when(on(day)) == day.isoformat()
    assert write_when(DateSpan(day.replace(day=1), dates.month_end(day))) == day.isoformat()[:7]
    assert write_when(DateSpan(year, date(day.year, 12, 31))) == day.isoformat()[:4]


@pytest.mark.parametrize("unsaid", Unsaid)
def test_what_is_unsaid_is_written_and_read_back(unsaid):
    assert read_when(write_when(unsaid)) is unsaid


# ---- intervals -------------------------------------------------------------------------------------------------------


def test_an_interval_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before the first day"):
        DateSpan(d("2024-03-06"), d("2024-03-05"))


@given(short_spans, short_spans)
def test_before_and_overlaps_hold_for_every_reading(one, other):
    readings = {a < b for a in each_day(one) for b in each_day(other)}
    expected = {frozenset({True}): Truth.YES, frozenset({False}): Truth.NO}.get(frozenset(readings), Truth.MAYBE)
    assert one.before(other) is expected
    assert one.overlaps(other) == bool(set(each_day(one)) & set(each_day(other)))


@given(short_spans, near)
def test_an_interval_is_cut_at_a_day(span, day):
    kept = [each for each in each_day(span) if each <= day]
    assert span.until(day) == (DateSpan(kept[0], kept[-1]) if kept else None)


@given(st.lists(short_spans, min_size=1, max_size=2))
def test_the_earlier_and_the_later_of_uncertain_days(listed):
    pairs = [(a, b) for a in each_day(listed[0]) for b in each_day(listed[-1])]
    earlier, later = [min(pair) for pair in pairs], [max(pair) for pair in pairs]
    assert dates.earlier_of(listed) == DateSpan(min(earlier), max(earlier))
    assert dates.later_of(listed) == DateSpan(min(later), max(later))


# ---- days, weeks and months --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "start", "number", "end"),
    [
        (dates.weeks_after, "2025-01-06", 6, "2025-02-17"),
        (dates.weeks_after, "2023-01-18", 6, "2023-03-01"),
        (dates.weeks_after, "2024-01-18", 6, "2024-02-29"),
        (dates.weeks_after, "2025-01-06", 20, "2025-05-26"),
        (dates.days_after, "2025-04-28", 15, "2025-05-13"),
        (dates.days_after, "2025-03-10", -14, "2025-02-24"),
        (dates.days_beginning, "2025-06-02", 15, "2025-06-16"),
        (dates.days_beginning, "2025-06-02", 1, "2025-06-02"),
        (dates.months_after, "2025-12-31", 2, "2026-02-28"),
        (dates.months_after, "2023-12-31", 2, "2024-02-29"),
        (dates.months_after, "2024-02-29", 12, "2025-02-28"),
        (dates.months_after, "2024-02-29", 48, "2028-02-29"),
        (dates.months_after, "2025-09-01", -5, "2025-04-01"),
        (dates.months_beginning, "2025-09-01", 3, "2025-11-30"),
        (dates.months_beginning, "2024-11-30", 3, "2025-02-28"),
        (dates.months_beginning, "2023-11-30", 3, "2024-02-29"),
        (dates.months_beginning, "2025-01-01", 12, "2025-12-31"),
        (dates.months_beginning, "2024-02-29", 12, "2025-02-28"),
        (dates.months_beginning, "2025-03-31", 1, "2025-04-30"),
    ],
)
def test_worked_dates(count, start, number, end):
    assert count(d(start), number) == d(end)


def naive_months(day: date, months: int) -> tuple[int, int]:
    """Year and month after so many steps of one month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return year, month


@given(days, st.integers(0, 240))
def test_months_after_is_the_corresponding_date_or_the_months_last_day(day, months):
    year, month = naive_months(day, months)
    month_days = [each for each in calendar.Calendar().itermonthdates(year, month) if each.month == month]
    assert dates.months_after(day, months) == [each for each in month_days if each.day <= day.day][-1]


@given(days, st.integers(1, 240))
def test_months_beginning_never_takes_a_day_off_twice(day, months):
    year, month = naive_months(day, months)
    last = calendar.monthrange(year, month)[1]
    expected = date(year, month, day.day) - ONE if day.day <= last else date(year, month, last)
    assert dates.months_beginning(day, months) == expected


@given(days, st.integers(0, 400))
def test_the_first_day_counts_only_where_the_law_says_beginning_with(day, number):
    assert dates.days_beginning(day, number) == dates.days_after(day, number) - ONE
    assert dates.days_after(day, 7 * number) == dates.weeks_after(day, number)


# ---- working days and school days ------------------------------------------------------------------------------------


def test_the_list_of_bank_holidays_is_englands():
    computed = holidays.country_holidays("GB", subdiv="ENG", years=range(2019, 2029))
    # `holidays` also lists a holiday on the weekend that a weekday stands in for.
    assert sorted(BANK_HOLIDAYS) == sorted(day for day in computed if day.weekday() < 5)


@given(near)
def test_working_days_are_monday_to_friday_without_bank_holidays(day):
    open_day = day.strftime("%A") not in ("Saturday", "Sunday") and day not in BANK_HOLIDAYS
    assert ENGLAND.is_working_day(day) == open_day


def working_days(start: date, step: int) -> list[date]:
    """The working days of a hundred days from ``start``, in the direction of ``step``."""
    row = [start + timedelta(step * n) for n in range(100)]
    return [day for day in row if day.weekday() < 5 and day not in BANK_HOLIDAYS]


@given(near, st.integers(1, 40))
def test_working_days_counted_one_by_one(day, number):
    assert ENGLAND.working_days_after(day, number) == working_days(day + ONE, 1)[number - 1]
    assert ENGLAND.working_days_beginning(day, number) == working_days(day, 1)[number - 1]
    assert ENGLAND.working_days_before(day, number) == working_days(day - ONE, -1)[number - 1]
    assert ENGLAND.next_working_day(day) == working_days(day, 1)[0]


@pytest.mark.parametrize(
    ("count", "start", "number", "end"),
    [
        (ENGLAND.working_days_beginning, "2025-03-03", 15, "2025-03-21"),
        (ENGLAND.working_days_after, "2025-04-17", 1, "2025-04-22"),  # over Good Friday and Easter Monday
        (ENGLAND.working_days_after, "2025-12-24", 3, "2025-12-31"),  # over Christmas Day and Boxing Day
        (ENGLAND.working_days_beginning, "2025-05-03", 1, "2025-05-06"),  # a Saturday before a bank holiday
        (ENGLAND.working_days_before, "2025-04-22", 1, "2025-04-17"),
        (ENGLAND.working_days_after, "2022-09-16", 1, "2022-09-20"),  # the State Funeral
    ],
)
def test_worked_working_days(count, start, number, end):
    assert count(d(start), number) == d(end)


@given(near, st.integers(1, 20), st.lists(short_spans, max_size=3))
def test_school_days_leave_out_closures(day, number, closed):
    shut = {each for span in closed for each in each_day(span)}
    school_days = [each for each in working_days(day, 1) if each not in shut]
    assert ENGLAND.school_days_beginning(day, number, closed) == school_days[number - 1]


# ---- ages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "starts", "ends"),
    [
        # five on a prescribed day; sixteen just before the school year ends
        ("2019-08-31", "2024-08-31", "2035-06-29"),
        ("2019-09-01", "2024-12-31", "2036-06-27"),
        ("2019-12-31", "2024-12-31", "2036-06-27"),
        ("2020-01-01", "2025-03-31", "2036-06-27"),
        ("2020-02-29", "2025-03-31", "2036-06-27"),
        ("2020-04-01", "2025-08-31", "2036-06-27"),
        ("2009-06-26", "2014-08-31", "2025-06-27"),
        ("2009-07-15", "2014-08-31", "2025-06-27"),  # sixteen after the last Friday in June, before September
        ("2007-06-30", "2012-08-31", "2023-06-30"),  # the last Friday is the last day
    ],
)
def test_compulsory_school_age(born, starts, ends):
    assert dates.compulsory_age_starts(d(born)) == d(starts)
    assert dates.compulsory_age_ends(d(born)) == d(ends)


@given(days)
def test_compulsory_school_age_day_by_day(born):
    day = dates.months_after(born, 5 * 12)
    while (day.month, day.day) not in ((3, 31), (8, 31), (12, 31)):
        day += ONE
    assert dates.compulsory_age_starts(born) == day

    sixteenth = dates.months_after(born, 16 * 12)
    school_year_ends = sixteenth
    while (school_year_ends.month, school_year_ends.day) != (8, 31):
        school_year_ends += ONE
    fridays = [date(school_year_ends.year, 6, n) for n in range(1, 31)]
    assert dates.compulsory_age_ends(born) == [day for day in fridays if day.strftime("%A") == "Friday"][-1]


# ---- every rule carries an interval ----------------------------------------------------------------------------------

CLOSED = (DateSpan(d("2025-02-17"), d("2025-02-21")), DateSpan(d("2025-07-23"), d("2025-09-02")))
RULES: list[Callable[[date], date]] = [
    lambda day: dates.days_after(day, 15),
    lambda day: dates.weeks_after(day, 20),
    lambda day: dates.days_beginning(day, 15),
    lambda day: dates.months_after(day, 2),
    lambda day: dates.months_after(day, 12),
    lambda day: dates.months_beginning(day, 1),
    lambda day: dates.months_beginning(day, 12),
    lambda day: ENGLAND.working_days_after(day, 15),
    lambda day: ENGLAND.working_days_beginning(day, 15),
    lambda day: ENGLAND.working_days_before(day, 10),
    lambda day: ENGLAND.school_days_beginning(day, 6, CLOSED),
    ENGLAND.next_working_day,
    dates.month_end,
    dates.compulsory_age_starts,
    dates.compulsory_age_ends,
]


def test_of_a_single_day_both_ends_are_counted_at_once():
    counted: list[date] = []
    assert on(d("2025-03-03")).map(lambda day: counted.append(day) or day + ONE) == on(d("2025-03-04"))
    assert counted == [d("2025-03-03")]


@pytest.mark.parametrize("rule", RULES)
@given(span=st.builds(lambda first, n: DateSpan(first, first + timedelta(n)), near, st.integers(0, 62)))
def test_the_ends_of_an_interval_give_the_ends_of_the_result(rule, span):
    results = [rule(day) for day in each_day(span)]
    assert span.map(rule) == DateSpan(min(results), max(results))
