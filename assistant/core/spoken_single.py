"""One date in somebody's own words, already written as signs (core/spoken_signs.py): a day, or a time with a name.

Nothing is guessed. What can be read in two ways, or in none, raises ``Unclear`` with a reason and a sentence that says
what would help.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.dates import FIRST_YEAR, LAST_YEAR, DateSpan, month_end, on
from assistant.core.school_year import FIRST_GROUP, LAST_GROUP, Stretch, group_starts, school_year, stretch_of
from assistant.core.spoken_names import BANK_HOLIDAYS, BANK_YEARS, NAMES, Name, school_part, split_part, year_part
from assistant.core.words import Phrase

RECENT = timedelta(92)  # a date without a year is taken for the latest one only if it lies this near
YEARS_TRIED = 5  # a weekday settles the year if it fits in one of the last five only: the same one returns after five


class Unclear(Exception):
    """Words that can't be read as one date: why, in a word that code can compare, and what to do, as a sentence."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.phrase = reason, Phrase(f"spoken.{reason}", **values)


@dataclass(frozen=True, slots=True)
class Now:
    """What relative words are counted from: the day of writing, and the child's birthday as far as it is known."""

    as_of: date
    born: DateSpan | None = None


_YEAR = r"(?P<year>y\d{4}|n\d\d)"
_DAY = re.compile(
    rf"(?:w(?P<weekday>\d) )?(?:[no](?P<day>\d+) m(?P<month>\d+)|m(?P<month2>\d+) [no](?P<day2>\d+))"
    rf"(?: {_YEAR})?(?: w(?P<weekday2>\d))?"
)
_QUALIFIED = re.compile(r"(?P<name>.+?)(?: (?P<by>y\d{4}|n\d\d|s\d{4}|g\d+))?")
_FRONT = re.compile(r"(?P<by>y\d{4}|s\d{4}|g\d+) (?P<rest>[^yg]*)")
_BANK = re.compile(rf"(?:(?P<name>.+) )?bank holiday(?: w0)?(?: (?P<name2>[^y]+?))?(?: {_YEAR})?")
_NUMBERED_TERM = re.compile(r"(?:this |last )?(?:term [no]\d+|[no]\d+ term)(?: .*)?")
_WEEK = re.compile(r"week (?:(?P<kind>commencing|ending) )?(?P<rest>.+)")


def single(text: str, now: Now) -> Stretch:
    """The days that one date may be. Raises Unclear."""
    if week := _WEEK.fullmatch(text):
        return _week(week["kind"] or "", week["rest"], now)
    if found := _DAY.fullmatch(text):
        return _a_day(found, now)
    if turned := _FRONT.fullmatch(text):
        text = f"{turned['rest']} {turned['by']}"
    if bank := _BANK.fullmatch(text):
        return _bank_holiday(bank, now)
    part, rest = split_part(text)
    found = _QUALIFIED.fullmatch(rest)
    assert found is not None  # it takes any text
    return _named(part, found["name"], found["by"] or "", now)


# ---- days -----------------------------------------------------------------------------------------------------------


def _a_day(found: re.Match[str], now: Now) -> Stretch:
    day, month = int(found["day"] or found["day2"]), int(found["month"] or found["month2"])
    weekday = found["weekday"] or found["weekday2"]
    if weekday and found["weekday2"] and found["weekday"]:
        raise Unclear("not-understood")
    if month in range(1, 13) and not found["year"] and _short_year_too(found):
        raise Unclear("two-readings")
    if month > 12 >= day and not found["year"]:
        raise Unclear("two-readings")  # "9/24": September 2024, or the 24th as Americans write it
    wanted = None if weekday is None else int(weekday)
    if found["year"]:
        return stretch_of(on(_checked(calendar_day(year_of(found["year"], now), month, day), wanted)))
    calendar_day(2024, month, day)  # a day that no year has is told as that, and not asked for its year
    return stretch_of(on(_without_year(month, day, wanted, now)))


def _short_year_too(found: re.Match[str]) -> bool:
    """ "Sept 24" may be a day of September, or September 2024."""
    return found["day2"] is not None and f" n{found['day2']}" in found[0] and int(found["day2"]) > 9


def calendar_day(year: int, month: int, day: int) -> date:
    """That day. Raises Unclear if the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear("no-such-day") from None


def _checked(day: date, weekday: int | None) -> date:
    if weekday is not None and day.weekday() != weekday:
        raise Unclear("weekday", day=day, said=Phrase(f"weekday.{weekday}"))
    return day


def _without_year(month: int, day: int, weekday: int | None, now: Now) -> date:
    years = range(now.as_of.year - YEARS_TRIED + 1, now.as_of.year + 1)
    tried = [date(year, month, day) for year in years if day <= month_end(date(year, month, 1)).day]
    tried = [one for one in tried if one <= now.as_of]
    fits = [one for one in tried if weekday is None or one.weekday() == weekday]
    if weekday is None and (month, day) != (2, 29):
        fits = [one for one in fits if now.as_of - one <= RECENT]
    if len(fits) != 1:
        raise Unclear("year")
    return fits[0]


def year_of(sign: str, now: Now) -> int:
    """The calendar year of a sign, "y2024" or "n24". Two figures are a year of this century, at most the coming one.

    Raises Unclear.
    """
    year = int(sign[1:])
    if sign[0] == "n":
        year += 2000
        if year > now.as_of.year + 1:
            raise Unclear("year")
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise Unclear("year")
    return year


def _week(kind: str, rest: str, now: Now) -> Stretch:
    """The seven days from a day, up to it, or the week from Monday to Sunday that it lies in."""
    if kind == "commencing" and not re.search(r"\bw\d|y\d{4}| n\d\d$", rest):
        rest = _monday(rest, now)
    day = single(rest, now).span
    if not day.is_day:
        raise Unclear("not-understood")
    six = timedelta(6)
    if kind == "ending":
        return stretch_of(DateSpan(day.first - six, day.first))
    first = day.first if kind == "commencing" else day.first - timedelta(day.first.weekday())
    return stretch_of(DateSpan(first, first + six))


def _monday(rest: str, now: Now) -> str:
    """A week begins on a Monday, so that settles a year left out, if it does."""
    try:
        single(f"w0 {rest}", now)
    except Unclear:
        return rest
    return f"w0 {rest}"


# ---- names ----------------------------------------------------------------------------------------------------------


def _named(part: str, name: str, by: str, now: Now) -> Stretch:
    if name[0] in "ysg" and name[1:].isdigit() and not by:
        return _a_year(part, name, now)
    if by[:1] in ("s", "y") and name in ("school year", "school"):
        if by[0] == "y":
            raise Unclear("two-readings")
        return _a_year(part, f"s{by[1:]}", now, said=True)
    before, _, bare = name.partition(" ")
    relative = before if before in ("last", "this") else ""
    meant = NAMES.get(bare if relative else name)
    if meant is None or (relative and by):
        raise _strange(name, by)
    return _of(meant, part, _year(meant, relative, by, now, part))


def _bank_holiday(found: re.Match[str], now: Now) -> Stretch:
    """One of the bank holidays that have no other name than their month or season."""
    meant = BANK_HOLIDAYS.get(found["name"] or found["name2"] or "")
    if meant is None or (found["name"] and found["name2"]):
        raise Unclear("bank-holiday")
    year = _year(meant, "", found["year"] or "", now, "")
    if year not in BANK_YEARS:
        raise Unclear("bank-holiday")
    return meant.of(year)


def _strange(name: str, by: str) -> Unclear:
    """Why a name means nothing to us."""
    words = name.split()
    if _NUMBERED_TERM.fullmatch(name):
        return Unclear("numbered-term")
    if words[-1] in ("spring", "summer", "autumn", "winter"):
        return Unclear("season")
    if name in ("half term", "half term holiday", "last half term", "this half term"):
        return Unclear("which-half-term")
    if name in ("term", "last term", "this term", "school holiday", "last year", "this year"):
        return Unclear("which-term")
    if name[0] == "m" and name[1:].isdigit():
        return Unclear("no-such-day")
    return Unclear("not-understood")


def _of(meant: Name, part: str, year: int) -> Stretch:
    if not part:
        return meant.of(year)
    span = meant.part(part, year)
    if span is None:
        raise Unclear("not-understood")
    return stretch_of(span)


def _year(meant: Name, relative: str, by: str, now: Now, part: str) -> int:
    """The calendar year in which a name is meant."""
    if relative:
        return _relative(meant, relative, now)
    if by[:1] in ("y", "n") and by:
        if by[0] == "n" and meant.kind == "month" and not part and 1 <= int(by[1:]) <= 31:
            raise Unclear("two-readings")
        return year_of(by, now)
    if by:
        return _school_year_of(by, now) + (not meant.autumnal)
    near = [
        year
        for year in (now.as_of.year - 1, now.as_of.year)
        if timedelta(0) <= now.as_of - _of(meant, part, year).span.first <= RECENT
    ]
    if len(near) != 1:
        raise Unclear("year")
    return near[0]


def _relative(meant: Name, relative: str, now: Now) -> int:
    """ "Last March" is last year's if this year's is still to come; else it may be either."""
    if relative == "this":
        return now.as_of.year
    if meant.of(now.as_of.year).span.first <= now.as_of:
        raise Unclear("two-readings")
    return now.as_of.year - 1


def _school_year_of(by: str, now: Now) -> int:
    """The calendar year in which a school year begins: "s2023" itself, "g7" by the child's birthday."""
    number = int(by[1:])
    if by[0] == "s":
        return year_of(f"y{number}", now)
    if not FIRST_GROUP <= number <= LAST_GROUP:
        raise Unclear("not-understood")
    starts = group_starts(now.born, number) if now.born else None
    if starts is None:
        raise Unclear("born")
    return starts


def _a_year(part: str, name: str, now: Now, *, said: bool = False) -> Stretch:
    """A calendar year, or the school year of a year group; "2023/24" alone may be two calendar years as well."""
    if name[0] == "s" and not said:
        raise Unclear("two-readings")
    if name[0] == "y":
        year = year_of(name, now)
        span = year_part(part, year) if part else DateSpan(date(year, 1, 1), date(year, 12, 31))
    else:
        whole = school_year(_school_year_of(name, now))
        span = school_part(part, whole) if part in ("early", "late") else None if part else whole.span
    if span is None:
        raise Unclear("not-understood")
    return stretch_of(span)
