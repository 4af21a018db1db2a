"""Words counted from the day of writing: "two weeks ago", "last month", "on Friday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.core.dates import DateSpan, month_end, months_after, on
from assistant.core.spoken_single import Unclear

ONE = timedelta(1)
_AGO = re.compile(
    r"(?:a )?(?:(?P<exact>exactly) |(?P<about>about|nearly|almost) )?(?P<count>n\d+|an?|(?:a )?couple|half an?) "
    r"(?P<unit>day|week|fortnight|month|year) ago(?P<today> today)?"
)
_WITHIN = re.compile(r"(?:within )?(?:last|past) (?:(?P<count>n\d+|couple) )?(?P<unit>day|week|fortnight|month|year)")
_WEEKDAY = re.compile(
    r"(?:(?P<which>last|this) )?(?:(?P<week>last|this) week )?w(?P<day>\d)(?: (?P<week2>last|this) week)?"
)
_NAMED_DAYS = {"today": 0, "yesterday": 1, "day before yesterday": 2}


def relative(line: str, text: str, as_of: date) -> DateSpan | None:
    """The days that words counted from ``as_of`` may mean; None if these are no such words. Raises Unclear.

    ``line`` is the signs, ``text`` the words: "last week" is Monday to Sunday, "in the last week" the last seven days.
    """
    if line in _NAMED_DAYS:
        return on(as_of - _NAMED_DAYS[line] * ONE)
    if found := _AGO.fullmatch(line):
        return _ago(found, as_of)
    if found := _WEEKDAY.fullmatch(line):
        return on(_weekday(int(found["day"]), found["which"], found["week"] or found["week2"], as_of))
    found = _WITHIN.fullmatch(line)
    if found and (found["count"] or re.search(r"\b(?:the last|past)\b", text)):
        return DateSpan(_back(as_of, *_count(found["count"] or "n1", found["unit"])), as_of)
    return _calendar(line, as_of)


def _calendar(line: str, as_of: date) -> DateSpan | None:
    """A week from Monday to Sunday, or a month, beside the one of ``as_of``."""
    monday, month = as_of - timedelta(as_of.weekday()), as_of.replace(day=1)
    week, end = timedelta(7), timedelta(6)
    before = months_after(month, -1)
    known = {
        "this week": DateSpan(monday, as_of),
        "last week": DateSpan(monday - week, monday - week + end),
        "week before last": DateSpan(monday - 2 * week, monday - 2 * week + end),
        "this month": DateSpan(month, as_of),
        "last month": DateSpan(before, month_end(before)),
        "month before last": DateSpan(months_after(month, -2), before - ONE),
    }
    return known.get(line)


def _ago(found: re.Match[str], as_of: date) -> DateSpan:
    count, unit = _count(found["count"].removeprefix("a ").strip() or "a", found["unit"])
    if found["exact"] or found["today"]:
        return on(_back(as_of, count, unit))
    loose = bool(found["about"]) or "couple" in found["count"]
    if unit == "year" or (unit == "month" and count > 12):
        months = count * (12 if unit == "year" else 1)
        first, last = months_after(as_of, -months - 6), months_after(as_of, 6 - months)
    elif unit == "month" and loose:
        first, last = _back(as_of, count + 1, unit), _back(as_of, count - 1, unit)
    else:
        first, last = _around(_back(as_of, count, unit), _margin(count, unit, loose))
    return DateSpan(first, min(last, as_of))


def _margin(count: int, unit: str, loose: bool) -> int:
    """How many days on either side people may mean when they say so many days, weeks or months ago."""
    if unit == "day":
        return 2 if loose and count <= 10 else 0 if count <= 10 else 5
    if unit == "week":
        return 7 if loose or count > 8 else 3
    return 15


def _around(day: date, days: int) -> tuple[date, date]:
    return day - days * ONE, day + days * ONE


def _count(count: str, unit: str) -> tuple[int, str]:
    """How many of which unit; a fortnight is two weeks, half a year six months."""
    if count.startswith("half"):
        if unit != "year":
            raise Unclear("vague")
        return 6, "month"
    number = 2 if "couple" in count else int(count[1:]) if count[1:].isdigit() else 1
    return (2 * number, "week") if unit == "fortnight" else (number, unit)


def _back(day: date, count: int, unit: str) -> date:
    if unit in ("month", "year"):
        return months_after(day, -count * (12 if unit == "year" else 1))
    return day - timedelta(count * (7 if unit == "week" else 1))


def _weekday(wanted: int, which: str | None, week: str | None, as_of: date) -> date:
    """ "On Tuesday" is the latest one before today. "Last Tuesday" is last week's, or asked about if this week has
    had a Tuesday already."""
    here = as_of + timedelta(wanted - as_of.weekday())
    if week:
        return here if week == "this" else here - timedelta(7)
    if which == "this":
        return here
    if which == "last":
        if here < as_of:
            raise Unclear("two-readings")
        return here - timedelta(7)
    if here == as_of:
        raise Unclear("two-readings")
    return here if here < as_of else here - timedelta(7)
