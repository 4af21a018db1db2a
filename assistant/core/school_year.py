"""The school year in England, as far as anybody can say it without knowing the school.

Each council, and each academy, fixes its own term dates, so a term is known here by the widest dates that published
term dates show: some counties go back in the last days of August and break up in the first days of July; where Easter
is early or late, some keep to a fixed spring break and some follow Easter. A family that says "autumn term 2023" may
mean any day of that wide interval. Whoever knows the school's own dates can narrow it down. No law fixes these dates,
and no deadline is counted from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.dates import DateSpan, month_end, on

FIRST_GROUP, LAST_GROUP = 0, 14  # Reception; Year 14 is the last that schools speak of

Border = tuple[tuple[int, int], tuple[int, int]]  # the earliest and the latest (month, day)

TERMS: dict[str, tuple[Border, Border]] = {  # first day, last day
    "autumn": (((8, 20), (9, 10)), ((12, 10), (12, 24))),
    "spring": (((1, 1), (1, 10)), ((3, 18), (4, 20))),
    "summer": (((4, 1), (4, 30)), ((7, 1), (7, 31))),
}
# The week or two in the middle of each term. In February the 28th stands for the last day of the month.
HALF_TERMS: dict[str, tuple[Border, Border]] = {
    "autumn": (((10, 10), (11, 2)), ((10, 18), (11, 8))),
    "spring": (((2, 5), (2, 24)), ((2, 9), (2, 28))),
    "summer": (((5, 18), (6, 1)), ((5, 22), (6, 10))),
}
_SUMMER_BREAK: tuple[Border, Border] = (((7, 1), (7, 31)), ((8, 20), (9, 10)))
_CHRISTMAS_BREAK: tuple[Border, Border] = (((12, 10), (12, 24)), ((1, 1), (1, 10)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time that has a name. Its first and its last day may be uncertain too."""

    starts: DateSpan
    ends: DateSpan
    wide: DateSpan | None = None  # what the name covers when it stands alone, where that is more than first to last

    @property
    def span(self) -> DateSpan:
        """Every day that the name may mean."""
        return self.wide or DateSpan(self.starts.first, self.ends.last)


def stretch_of(span: DateSpan) -> Stretch:
    """An interval whose borders are certain."""
    return Stretch(on(span.first), on(span.last))


def term(name: str, year: int) -> Stretch:
    """A term (``autumn``, ``spring``, ``summer``) of a calendar year."""
    return _stretch(TERMS[name], year, year)


def half_term(name: str, year: int) -> Stretch:
    """The half-term break inside a term of a calendar year: October, February or May."""
    return _stretch(HALF_TERMS[name], year, year)


def holidays(name: str, year: int) -> Stretch:
    """The ``summer``, ``easter`` or ``christmas`` holidays that begin in a calendar year."""
    if name == "summer":
        return _stretch(_SUMMER_BREAK, year, year)
    if name == "christmas":
        return _stretch(_CHRISTMAS_BREAK, year, year + 1)
    day = easter(year)
    return Stretch(
        DateSpan(min(day - timedelta(18), date(year, 4, 1)), max(day, date(year, 4, 13))),
        DateSpan(day, max(day + timedelta(18), date(year, 4, 20))),
    )


def school_year(starts: int) -> Stretch:
    """The school year that begins in the autumn of the calendar year ``starts``; it ends with the summer term, but the
    summer holidays still belong to it."""
    first, last = term("autumn", starts), term("summer", starts + 1)
    return Stretch(first.starts, last.ends, DateSpan(first.span.first, date(starts + 1, 8, 31)))


def half_of_term(name: str, year: int, half: int) -> DateSpan:
    """The first or second half of a term: what may lie before, or after, its half-term break."""
    whole, middle = term(name, year), half_term(name, year)
    if half == 1:
        return DateSpan(whole.span.first, middle.starts.last - timedelta(1))
    return DateSpan(middle.ends.first + timedelta(1), whole.span.last)


def _stretch(borders: tuple[Border, Border], first_year: int, last_year: int) -> Stretch:
    starts, ends = borders
    return Stretch(
        DateSpan(_day(first_year, starts[0]), _day(first_year, starts[1])),
        DateSpan(_day(last_year, ends[0]), _day(last_year, ends[1])),
    )


def _day(year: int, month_day: tuple[int, int]) -> date:
    day = date(year, *month_day)
    return month_end(day) if month_day == (2, 28) else day


def group_starts(born: DateSpan, group: int) -> int | None:
    """The calendar year in whose autumn a child is in a year group (0 is Reception), if in the usual one for its age.

    A child starts Reception in the September after its fourth birthday. None if the birthday isn't known closely
    enough, because it lies on both sides of 1 September.
    """
    first, last = (day.year - (day.month < 9) for day in (born.first, born.last))
    return first + 5 + group if first == last else None


def easter(year: int) -> date:
    """Easter Sunday (Western), by the Gregorian computus in its anonymous form."""
    century, golden = year // 100, year % 19
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    place = moon - weekday  # days from 28 March to that Sunday
    return date(year, 3, 28) + timedelta(place)
