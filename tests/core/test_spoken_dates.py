"""Dates in people's own words: samples, refusals, and what holds for all of them."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core import school_year
from assistant.core.dates import DateSpan, Unsaid, month_end, months_after, on, read_when, write_when
from assistant.core.spoken_dates import Unclear, hear

FOLDER = Path(__file__).parent / "spoken"
BANK_HOLIDAYS = Path(__file__).parents[2] / "content" / "data" / "bank_holidays_england.csv"
SAMPLES = [
    sample
    for path in sorted(FOLDER.glob("*.toml"))
    for sample in tomllib.loads(path.read_text(encoding="utf-8"))["sample"]
]
AS_OF = "2026-11-25"
TODAY, LAST, ONE = date.fromisoformat(AS_OF), date(2148, 12, 31), timedelta(1)


def heard_as(sample: dict[str, Any]) -> str:
    """The interval understood, or "refused: " and the reason."""
    born = read_when(sample["born"]) if "born" in sample else None
    assert born is None or isinstance(born, DateSpan)
    try:
        heard = hear(sample["words"], date.fromisoformat(sample.get("as_of", AS_OF)), born)
    except Unclear as unclear:
        return f"refused: {unclear.reason}"
    return write_when(heard.when)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["words"][:40] or "nothing")
def test_a_sample_is_read_as_it_was_meant_or_asked_about(sample):
    expected = f"refused: {sample['refused']}" if "refused" in sample else write_when(read_when(sample["date"]))
    assert heard_as(sample) == expected


def test_there_are_enough_samples_and_none_twice():
    assert len(SAMPLES) >= 150
    assert sum("refused" in sample for sample in SAMPLES) >= 20
    keys = [(sample["words"], sample.get("as_of"), sample.get("born")) for sample in SAMPLES]
    assert len(set(keys)) == len(keys)


def test_each_refusal_has_a_sample_and_a_sentence(content):
    said = {key.removeprefix("spoken.") for key in content.words.sentences if key.startswith("spoken.")}
    refused = {sample["refused"] for sample in SAMPLES if "refused" in sample}
    assert said - {"note-school", "note-group", "ahead"} == refused | {"too-long"}


def test_too_many_words_are_refused_before_they_are_read():
    with pytest.raises(Unclear) as unclear:
        hear("March " * 2_000, TODAY)
    assert unclear.value.reason == "too-long"


# ---- what holds for all ---------------------------------------------------------------------------------------------

days = st.dates(date(1950, 1, 1), date(2148, 12, 31))
whole_months = days.map(lambda day: DateSpan(day.replace(day=1), month_end(day)))
whole_years = st.integers(1950, 2148).map(lambda year: DateSpan(date(year, 1, 1), date(year, 12, 31)))
any_two = st.tuples(days, days).map(lambda two: DateSpan(min(two), max(two)))
near_two = st.tuples(days, st.integers(1, 70)).map(lambda two: DateSpan(two[0], min(two[0] + two[1] * ONE, LAST)))
spans = st.one_of(days.map(on), whole_months, whole_years, any_two, near_two)


@given(
    span=spans,
    as_of=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    form=st.sampled_from(["", "on", "range", "weekday"]),
)
def test_what_we_show_back_is_read_as_the_same_interval(content, span, as_of, form):
    """Every way in which a date of a case is shown to the family can be typed in again."""
    assert hear(content.words.date(span, form), as_of).when == span


@given(span=st.one_of(days.map(on), whole_months, whole_years))
def test_the_notation_of_the_case_file_is_read_too(span):
    words = write_when(span)
    if len(words) == 7 and span.last.year % 100 == span.last.month - 1:  # 2011-12 is a month and a school year
        with pytest.raises(Unclear):
            hear(words, TODAY)
    else:
        assert hear(words, TODAY).when == span


@pytest.mark.parametrize("words", ["Not yet", "It hasn't happened yet", "not-yet"])
def test_not_yet_is_heard_as_the_page_says_it(words):
    assert hear(words, TODAY).when is Unsaid.NOT_YET


@pytest.mark.parametrize("words", ["Don't know when", "I don't know", "unknown"])
def test_not_known_is_heard_as_the_page_says_it(words):
    assert hear(words, TODAY).when is Unsaid.UNKNOWN


PIECES = (
    "early mid late start end of the March Febuary may 5 3rd 31 2024 24 '24 2023/24 03/09/24 between and to or - / term "
    "half spring autumn summer holidays Christmas Easter just before after week w/c last this next ago two a year 7 y7 "
    "months days Tuesday reception school in about not yet know don't ٣ ² 🎉 ? . , ' \u202e"
).split()


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)), st.none() | spans)
def test_whatever_is_typed_is_understood_or_refused(content, words, born):
    for as_of in (TODAY, date(2024, 2, 29), date(2026, 1, 1)):
        refusal, heard = None, None
        try:
            heard = hear(words, as_of, born)
        except Unclear as unclear:
            refusal = unclear.phrase
        assert heard is None or read_when(write_when(heard.when)) == heard.when
        assert refusal is None or len(content.words.say(refusal)) > 20


def slow_days(keep) -> list[date]:
    """Every day of some years that fits, found by looking at each."""
    start = date(2022, 1, 1)
    return [day for day in (start + n * ONE for n in range(366 * 4)) if keep(day)]


MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
BRUTE = [
    case
    for year in (2023, 2024)
    for number, month in enumerate(MONTHS, 1)
    for case in [
        (f"{month} {year}", lambda d, m=number, y=year: (d.year, d.month) == (y, m)),
        (f"early {month[:3]} {year}", lambda d, m=number, y=year: (d.year, d.month) == (y, m) and d.day <= 10),
        (f"mid-{month} {year}", lambda d, m=number, y=year: (d.year, d.month) == (y, m) and 10 < d.day <= 20),
        (f"late {month} {year}", lambda d, m=number, y=year: (d.year, d.month) == (y, m) and d.day > 20),
        (f"second half of {month} {year}", lambda d, m=number, y=year: (d.year, d.month) == (y, m) and d.day > 15),
        (
            f"between 3 and 10 {month} {year}",
            lambda d, m=number, y=year: (d.year, d.month) == (y, m) and 3 <= d.day <= 10,
        ),
        (f"28/{number}/{year}", lambda d, m=number, y=year: d == date(y, m, 28)),
        (
            f"the week of 28 {month} {year}",
            lambda d, m=number, y=year: d.isocalendar()[:2] == date(y, m, 28).isocalendar()[:2],
        ),
    ]
]


@pytest.mark.parametrize(("words", "keep"), BRUTE, ids=lambda value: value if isinstance(value, str) else "")
def test_no_day_outside_the_words_is_taken_in_and_none_inside_left_out(words, keep):
    span = hear(words, TODAY).when
    assert isinstance(span, DateSpan)
    fitting = slow_days(keep)
    assert (span.first, span.last, span.days) == (fitting[0], fitting[-1], len(fitting))


@given(day=st.dates(date(2000, 1, 1), date(2030, 12, 31)), weekday=st.sampled_from(WEEKDAYS))
def test_a_wrong_weekday_is_always_asked_about(day, weekday):
    words = f"{weekday} {day.day} {MONTHS[day.month - 1]} {day.year}"
    if WEEKDAYS[day.weekday()] == weekday:
        assert hear(words, TODAY).when == on(day)
    else:
        with pytest.raises(Unclear) as unclear:
            hear(words, TODAY)
        assert unclear.value.reason == "weekday"


@given(as_of=st.dates(date(2020, 1, 1), date(2030, 12, 31)), count=st.integers(1, 60))
def test_so_long_ago_holds_the_exact_day_and_never_a_day_to_come(as_of, count):
    exact = {"days": as_of - count * ONE, "weeks": as_of - 7 * count * ONE, "months": months_after(as_of, -count)}
    for unit, day in exact.items():
        for about in ("", "about "):
            span = hear(f"{about}{count} {unit} ago", as_of).when
            assert isinstance(span, DateSpan)
            assert span.first <= day <= span.last <= as_of


# ---- the school year ------------------------------------------------------------------------------------------------


def test_easter_falls_where_the_tables_say():
    known = ["2016-03-27", "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"]
    assert [school_year.easter(int(day[:4])).isoformat() for day in known] == known


# First and last days as councils and schools of different kinds published them.
PUBLISHED = [
    ("autumn term 2024", "2024-08-27", "2024-12-20"),  # Leicester
    ("autumn term 2023", "2023-09-04", "2023-12-20"),  # a school in Nottingham
    ("spring term 2024", "2024-01-04", "2024-03-27"),
    ("spring term 2025", "2025-01-06", "2025-04-11"),  # Solihull
    ("summer term 2025", "2025-04-28", "2025-07-21"),
    ("summer term 2024", "2024-04-08", "2024-07-26"),
    ("summer term 2023", "2023-04-17", "2023-07-06"),  # ends in Leicester
    ("autumn half term 2024", "2024-10-21", "2024-10-25"),
    ("autumn half term 2023", "2023-10-16", "2023-11-03"),
    ("spring half term 2025", "2025-02-17", "2025-02-21"),
    ("summer half term 2025", "2025-05-26", "2025-05-30"),
    ("Easter holidays 2025", "2025-04-07", "2025-04-25"),
    ("Easter holidays 2024", "2024-03-25", "2024-04-12"),
    ("Christmas holidays 2024", "2024-12-20", "2025-01-07"),
    ("summer holidays 2023", "2023-07-07", "2023-09-03"),
]


@pytest.mark.parametrize(("words", "first", "last"), PUBLISHED)
def test_published_term_dates_lie_within_what_we_understand(words, first, last):
    span = hear(words, TODAY).when
    assert isinstance(span, DateSpan)
    assert span.first <= date.fromisoformat(first)
    assert date.fromisoformat(last) <= span.last


@given(born=st.dates(date(2000, 1, 1), date(2022, 12, 31)), group=st.integers(0, 14))
def test_a_child_turns_the_age_of_its_year_group_within_that_school_year(born, group):
    starts = school_year.group_starts(on(born), group)
    assert starts is not None
    birthday = months_after(born, 12 * (group + 5))
    assert date(starts, 9, 1) <= birthday <= date(starts + 1, 8, 31) or (born.month, born.day) == (2, 29)


def test_bank_holidays_are_those_of_the_list() -> None:
    """Each Monday holiday in each year that the list covers; so a day that is moved is noticed."""
    said = {"Early May": "early May", "Spring": "spring", "Summer": "August"}
    rows = list(csv.DictReader(BANK_HOLIDAYS.read_text(encoding="utf-8").splitlines()))
    told = [
        (row, words) for row in rows for name, words in said.items() if row["name"].startswith(f"{name} bank holiday")
    ]
    assert len(told) == 30
    for row, words in told:
        day = date.fromisoformat(row["date"])
        heard = hear(f"{words} bank holiday {day.year}", date(2029, 1, 1)).when
        assert heard == DateSpan(day, day), row
