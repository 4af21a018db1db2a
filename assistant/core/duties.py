"""Due dates and verdicts: the arithmetic of one obligation. What is compared, and which law applies, is decided elsewhere.

A duty of a body is late only after the last day that anybody could fairly defend (``due``); the literal reading, where it
is one day stricter, is carried beside it and never used to accuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.dates import (
    Calendar,
    DateSpan,
    Unsaid,
    When,
    days_after,
    days_beginning,
    earlier_of,
    later_of,
    months_after,
    months_beginning,
    weeks_after,
)
from assistant.core.definitions import Clock, Duty

IGNORANCE_DAYS = 62  # an interval longer than this says that nobody knows; a share of its days is no likelihood
STRENGTH = ("breach", "likely", "possible", "cannot-tell")


# ---- counting -------------------------------------------------------------------------------------------------------


def count(clock: Clock, span: DateSpan, calendar: Calendar, closed: Iterable[DateSpan] = ()) -> DateSpan:
    """Where a clock started on ``span`` ends. ``closed`` holds the school's closures, for clocks in school days."""
    end, less = span.map(_counter(clock, calendar, closed)), timedelta(clock.less_days)
    return DateSpan(end.first - less, end.last - less)


def _counter(clock: Clock, calendar: Calendar, closed: Iterable[DateSpan]) -> Callable[[date], date]:
    beginning, sign = clock.way == "beginning", -1 if clock.way == "before" else 1
    if clock.weeks is not None:
        weeks = sign * clock.weeks
        return lambda day: weeks_after(day, weeks)
    if clock.months is not None:
        months = sign * clock.months
        return lambda day: (months_beginning if beginning else months_after)(day, months)
    if clock.working_days is not None:
        working = clock.working_days
        ways = {"beginning": calendar.working_days_beginning, "before": calendar.working_days_before}
        return lambda day: ways.get(clock.way, calendar.working_days_after)(day, working)
    if clock.school_days is not None:
        school, spans = clock.school_days, tuple(closed)
        skipped = timedelta(0 if beginning else 1)
        return lambda day: calendar.school_days_beginning(day + skipped, school, spans)
    if clock.month is not None and clock.day is not None:
        years, month, of_month = clock.years or 0, clock.month, clock.day
        return lambda day: date(day.year + years, month, of_month)
    days = sign * (clock.days or 0)
    return lambda day: (days_beginning if beginning else days_after)(day, days)


def due_by(
    clocks: tuple[Clock, ...],
    join: str,
    facts: Mapping[str, DateSpan],
    calendar: Calendar,
    closed: Iterable[DateSpan] = (),
) -> DateSpan | None:
    """The due date of clocks whose starts are ``facts`` (by role); None when no start is known.

    Of several clocks the earlier or the later counts, as ``join`` says; a clock whose start is not known is left out.
    """
    ends = [count(clock, facts[clock.of], calendar, closed) for clock in clocks if clock.of in facts]
    if not ends:
        return None
    if len(ends) == 1:
        return ends[0]
    return earlier_of(ends) if join == "earlier" else later_of(ends)


def due_of(duty: Duty, facts: Mapping[str, DateSpan], calendar: Calendar) -> tuple[DateSpan | None, DateSpan | None]:
    """The due date of a duty and, only where it differs, its strict reading."""
    due = due_by(duty.due, duty.join, facts, calendar)
    strict = due_by(duty.strict, duty.join, facts, calendar)
    return due, strict if strict != due else None


# ---- verdicts (contract, section 5) ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, how many days late (at least, at most), and the date of doing as it was judged."""

    verdict: str
    late_days: tuple[int, int] | None
    done: DateSpan | None
    not_yet: bool


def judge(
    due: DateSpan | None, done: When | None, as_of: date, *, excused: bool = False, too_early: bool = False
) -> Judgement:
    """Judges a duty due on ``due`` and done on ``done`` (None: nobody said), as of a day.

    ``excused``: an exception of the duty's own list is claimed. ``too_early``: the duty is broken by acting before its
    day, and ``late_days`` then counts days too early. The table of the contract, row by row.
    """
    when = done.until(as_of) or Unsaid.NOT_YET if isinstance(done, DateSpan) else done
    if due is not None and as_of <= due.first and not isinstance(when, DateSpan):
        return Judgement("not-due", None, None, when is Unsaid.NOT_YET)
    if due is None or when is None or when is Unsaid.UNKNOWN:
        return Judgement("cannot-tell", None, None, when is Unsaid.NOT_YET)
    if isinstance(when, DateSpan):
        late, readings = _late_readings(due, when, too_early)
        judged, not_yet = when, False
    else:
        late, readings = 0 if too_early else min((as_of - due.first).days, due.days), due.days
        judged, not_yet = DateSpan(as_of, as_of), True
    vague = due.days > IGNORANCE_DAYS or (not not_yet and judged.days > IGNORANCE_DAYS)
    verdict = _verdict(late, readings, excused, vague)
    return Judgement(verdict, _lateness(due, judged, too_early), None if not_yet else judged, not_yet)


def _late_readings(due: DateSpan, done: DateSpan, too_early: bool) -> tuple[int, int]:
    first, second = (done, due) if too_early else (due, done)
    return pairs_in_order(first, second), due.days * done.days


def pairs_in_order(first: DateSpan, second: DateSpan) -> int:
    """In how many pairs, of one day of each, the second day is after the first. A closed sum, not a loop."""
    most, reach = second.days, (second.last - first.first).days
    return _clamped_sum(reach, most) - _clamped_sum(reach - first.days, most)


def _clamped_sum(upto: int, most: int) -> int:
    """The sum of min(i, most) for i from 1 to ``upto``."""
    if upto <= 0:
        return 0
    if upto <= most:
        return upto * (upto + 1) // 2
    return most * (most + 1) // 2 + (upto - most) * most


def _verdict(late: int, readings: int, excused: bool, vague: bool) -> str:
    if late == 0:
        return "met"
    if late == readings:
        return "likely" if excused else "breach"
    return "likely" if 2 * late > readings and not vague else "possible"


def _lateness(due: DateSpan, done: DateSpan, too_early: bool) -> tuple[int, int]:
    if too_early:
        return max(0, (due.first - done.last).days), max(0, (due.last - done.first).days)
    return max(0, (done.first - due.last).days), max(0, (done.last - due.first).days)


def weaker(verdict: str, *caps: str | None) -> str:
    """The verdict, but no stronger than any of the caps; ``met`` and ``not-due`` accuse nobody and stay."""
    if verdict not in STRENGTH:
        return verdict
    return max((verdict, *(cap for cap in caps if cap)), key=STRENGTH.index)
