"""Dates as intervals, and the law's ways of counting from them.

A family often knows the month and not the day, so every date is a ``DateSpan``: some day between two days, both
included. Nothing here rounds to a convenient day. The counting rules are those of section 0 of the law base: each is
written once as a function of one day, and ``DateSpan.map`` carries it over both ends (every rule is monotone, so the
ends of the result are the results of the ends).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

FIRST_YEAR, LAST_YEAR = 1950, 2149
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
NOTATIONS = (
    "a day (2024-03-05), a month (2024-03), a year (2024), two days (2024-01-10/2024-02-02), 'not-yet' or 'unknown'"
)


class Unsaid(Enum):
    """What stands in a case instead of a date."""

    NOT_YET = "not-yet"  # it has not happened, as of the day of the assessment
    UNKNOWN = "unknown"  # it happened, or may have; nobody knows when


class Truth(Enum):
    """An answer about two uncertain dates."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Some day between ``first`` and ``last``, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"the last day {self.last} is before the first day {self.first}")

    @property
    def days(self) -> int:
        """How many days the interval holds, at least 1."""
        return (self.last - self.first).days + 1

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def map(self, count: Callable[[date], date]) -> DateSpan:
        """The interval that a monotone way of counting makes of this one."""
        first = count(self.first)
        return DateSpan(first, first if self.last == self.first else count(self.last))

    def before(self, other: DateSpan) -> Truth:
        """Is this day earlier than the other, on every reading, on none, or on some?"""
        if self.last < other.first:
            return Truth.YES
        return Truth.NO if self.first >= other.last else Truth.MAYBE

    def overlaps(self, other: DateSpan) -> bool:
        """Could both be the same day?"""
        return self.first <= other.last and other.first <= self.last

    def until(self, day: date) -> DateSpan | None:
        """This interval cut at ``day``; None when all of it lies after that day."""
        if self.last <= day:
            return self
        return DateSpan(self.first, day) if self.first <= day else None


When = DateSpan | Unsaid


def on(day: date) -> DateSpan:
    """The interval of one day."""
    return DateSpan(day, day)


def earlier_of(spans: Iterable[DateSpan]) -> DateSpan:
    """The earlier of several uncertain days: from the earliest first day to the earliest last day."""
    listed = list(spans)
    return DateSpan(min(s.first for s in listed), min(s.last for s in listed))


def later_of(spans: Iterable[DateSpan]) -> DateSpan:
    """The later of several uncertain days: from the latest first day to the latest last day."""
    listed = list(spans)
    return DateSpan(max(s.first for s in listed), max(s.last for s in listed))


# ---- reading and writing -------------------------------------------------------------------------------------------


def read_when(text: str) -> When:
    """Reads one date of a case file, in any of its notations.

    Raises ValueError, in words that say what is allowed, for anything else.
    """
    if text == Unsaid.NOT_YET.value:
        return Unsaid.NOT_YET
    if text == Unsaid.UNKNOWN.value:
        return Unsaid.UNKNOWN
    first, slash, last = text.partition("/")
    if slash:
        return _between(first, last)
    if _DAY.fullmatch(text):
        return on(_day(text))
    if _MONTH.fullmatch(text):
        start = _day(f"{text}-01")
        return DateSpan(start, month_end(start))
    if _YEAR.fullmatch(text):
        start = _day(f"{text}-01-01")
        return DateSpan(start, date(start.year, 12, 31))
    raise ValueError(f"a date is written as {NOTATIONS}")


def _between(first: str, last: str) -> DateSpan:
    if not (_DAY.fullmatch(first) and _DAY.fullmatch(last)):
        raise ValueError(f"a date is written as {NOTATIONS}")
    return DateSpan(_day(first), _day(last))


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no day {text} in the calendar") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def write_when(when: When) -> str:
    """The shortest notation of a date, such that ``read_when`` reads the same interval back."""
    if isinstance(when, Unsaid):
        return when.value
    first, last = when.first, when.last
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == month_end(first):
        return f"{first:%Y-%m}"
    if (first.month, first.day, last) == (1, 1, date(first.year, 12, 31)):
        return f"{first:%Y}"
    return f"{first.isoformat()}/{last.isoformat()}"


# ---- counting calendar days, weeks and months (law base, section 0) --------------------------------------------------


def days_after(day: date, days: int) -> date:
    """'Within N days of': the day itself is day 0, so the last day is ``day`` + N. Calendar days; N may be negative."""
    return day + timedelta(days)


def weeks_after(day: date, weeks: int) -> date:
    """'Within N weeks of': the day itself is day 0, so the last day is ``day`` + 7N."""
    return day + timedelta(7 * weeks)


def days_beginning(day: date, days: int) -> date:
    """'N days beginning with': the day itself is day 1, so the last day is ``day`` + N - 1."""
    return day + timedelta(days - 1)


def months_after(day: date, months: int) -> date:
    """'Within N months after': the corresponding date, or the last day of a month too short to have one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_beginning(day: date, months: int) -> date:
    """'N months beginning with': ends the day before the corresponding date.

    Where the last month has no corresponding date it ends on that month's last day, and no further day is taken off.
    """
    end = months_after(day, months)
    return end - timedelta(1) if end.day == day.day else end


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


# ---- working days and school days -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days in England: Monday to Friday, less the bank holidays of a list."""

    bank_holidays: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Is it a Monday to Friday and no bank holiday?"""
        return day.weekday() < 5 and day not in self.bank_holidays

    def next_working_day(self, day: date) -> date:
        """``day`` itself if it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += timedelta(1)
        return day

    def working_days_after(self, day: date, days: int) -> date:
        """'Within N working days of': the first working day after ``day`` is day 1."""
        for _ in range(days):
            day = self.next_working_day(day + timedelta(1))
        return day

    def working_days_beginning(self, day: date, days: int) -> date:
        """'N working days beginning with': ``day`` is day 1 if it is a working day, else the next one is."""
        return self.working_days_after(self.next_working_day(day), days - 1)

    def working_days_before(self, day: date, days: int) -> date:
        """The day from which N working days fit before ``day``, that day itself not counted."""
        for _ in range(days):
            day -= timedelta(1)
            while not self.is_working_day(day):
                day -= timedelta(1)
        return day

    def school_days_beginning(self, day: date, days: int, closed: Iterable[DateSpan] = ()) -> date:
        """The N-th school day, counting ``day`` as the first if the school is open then.

        A school day is a working day outside the closures given (half terms and holidays, first and last day).
        """
        spans = tuple(closed)
        while True:
            if self.is_working_day(day) and not any(s.first <= day <= s.last for s in spans):
                days -= 1
                if days <= 0:
                    return day
            day += timedelta(1)


# ---- ages (Education Act 1996, section 8) ---------------------------------------------------------------------------


def compulsory_age_starts(born: date) -> date:
    """The first day of compulsory school age: 31 December, 31 March or 31 August on or after the fifth birthday."""
    fifth = months_after(born, 60)
    terms = (date(fifth.year, 3, 31), date(fifth.year, 8, 31), date(fifth.year, 12, 31))
    return next(day for day in terms if day >= fifth)


def compulsory_age_ends(born: date) -> date:
    """The last Friday in June of the academic year (1 September to 31 August) of the sixteenth birthday."""
    sixteenth = months_after(born, 192)
    june = date(sixteenth.year + (sixteenth.month >= 9), 6, 30)
    return june - timedelta((june.weekday() - 4) % 7)
