"""Two dates in one: "between 3 and 10 May 2024", "March or April 2024". What one of them leaves out, the other says."""

from __future__ import annotations

import re
from datetime import timedelta

from assistant.core.dates import DateSpan
from assistant.core.school_year import Stretch
from assistant.core.spoken_names import split_part
from assistant.core.spoken_single import Now, Unclear, single

_PAIRS = (
    re.compile(r"(?P<word>between) (?P<left>.+?) (?:and|to) (?P<right>.+)"),
    re.compile(r"(?P<word>from) (?P<left>.+?) to (?P<right>.+)"),
    re.compile(r"(?P<left>.+?) (?P<word>to) (?P<right>.+)"),
    re.compile(r"(?:either )?(?P<left>.+?) (?P<word>or) (?P<right>.+)"),
)
_HALF_A_YEAR = timedelta(184)
_YEAR = re.compile(r"\b(?:y\d{4}|s\d{4}|g\d+)\b")
_MONTH = re.compile(r"\bm\d+\b")
_DAY_OR_YEAR = re.compile(r"m\d+ n\d\d")  # "Dec 24": the day, or the year?
_BARE_DAY = re.compile(r"(?P<day>(?:w\d )?[no]\d+)(?P<year> y\d{4})?")


def pair(line: str, now: Now) -> DateSpan | None:
    """From the first day of one date to the last day of another; None if there are not two. Raises Unclear.

    Of "either … or" the two must follow on each other: otherwise days between them, which nobody meant, would be in.
    """
    found = next((found for way in _PAIRS if (found := way.fullmatch(line))), None)
    if found is None:
        return None
    left, right = _days_completed(found["left"], found["right"])
    first, last = _both(left, right, now)
    if first.first > last.first or first.last > last.last:
        raise Unclear("order")
    if found["word"] == "or" and first.last + timedelta(1) < last.first:
        raise Unclear("two-readings")
    return DateSpan(first.first, last.last)


def _days_completed(left: str, right: str) -> tuple[str, str]:
    """ "3 and 10 May" and "May 3 to 10": the month that one of them has belongs to both; "early" and "mid" likewise."""
    month_left, month_right = _MONTH.search(left), _MONTH.search(right)
    if month_right and not month_left and _BARE_DAY.fullmatch(left):
        left = f"{left} {month_right[0]}"
    elif month_left and not month_right and (bare := _BARE_DAY.fullmatch(right)):
        right = f"{bare['day']} {month_left[0]}{bare['year'] or ''}"
        left = re.sub(r"^(m\d+) (n\d+)$", r"\2 \1", left)  # "May 13 to 20": 13 can only be the day
    elif left in ("early", "mid", "late"):
        left = f"{left} {split_part(right)[1]}"
    return left, right


def _both(left: str, right: str, now: Now) -> tuple[DateSpan, DateSpan]:
    if _DAY_OR_YEAR.fullmatch(left) or _DAY_OR_YEAR.fullmatch(right):
        raise Unclear("two-readings")
    year_left, year_right = _YEAR.search(left), _YEAR.search(right)
    if year_left and not year_right:
        right = f"{right} {year_left[0]}"
    last = single(right, now).span
    if year_left:
        return single(left, now).span, last
    if year_right and year_right[0][0] != "y":
        return single(f"{left} {year_right[0]}", now).span, last
    return _earlier(left, last, now).span, last


def _earlier(left: str, last: DateSpan, now: Now) -> Stretch:
    """The first date in the year of the second one; in the year before, if it then lies half a year before it at most.

    So "28 December to 3 January 2024" is understood, and "10 to 3 May 2024" is a slip.
    """
    year = last.last.year
    try:
        same = single(f"{left} y{year}", now)
        if same.span.first <= last.first:
            return same
    except Unclear as unclear:
        if unclear.reason not in ("no-such-day", "weekday"):
            raise
    before = single(f"{left} y{year - 1}", now)
    if last.first - before.span.first > _HALF_A_YEAR:
        raise Unclear("order")
    return before
