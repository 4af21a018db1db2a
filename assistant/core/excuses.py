"""Exceptions: the listed reasons for which a body need not keep a limit. Asked, never assumed; they move no date."""

from __future__ import annotations

from datetime import timedelta

from assistant.core.case import Case, Excuse
from assistant.core.dates import DateSpan, When
from assistant.core.definitions import ExceptionList

CLOSURE_DAYS = 28  # "not less than 4 weeks"
ABSENCES = ("away_four_weeks", "away_two_weeks")
WEEK = timedelta(7)


def excuse_of(case: Case, listed: ExceptionList | None, trigger: DateSpan | None, due: DateSpan | None) -> str:
    """``claimed`` if the case names an exception of the duty's list and its dates fit; ``possible`` if the duty has a
    list and nothing of it was said; else ``none`` (SEND Regulations 2014, regs 5(4), 8(2), 10(4), 13(3), 27(3), 44(3))."""
    if listed is None:
        return "none"
    said = [excuse for excuse in case.exceptions if excuse.kind in listed.kinds]
    if not said:
        return "possible"
    period = DateSpan(trigger.first, due.last) if trigger and due and trigger.first <= due.last else None
    return "claimed" if any(fits(excuse, listed, period) for excuse in said) else "none"


def fits(excuse: Excuse, listed: ExceptionList, period: DateSpan | None) -> bool:
    """Do the dates of an exception fit, on some reading of them? ``period`` runs from the trigger to the due date.

    Dates that nobody gave fit, so that a body is never accused because of them.
    """
    if excuse.kind == "school_closed_four_weeks":
        return _long_enough(excuse, CLOSURE_DAYS) and _asked_in_window(excuse)
    if excuse.kind in ABSENCES and not _long_enough(excuse, listed.absence_days):
        return False
    return _touches(excuse, period)


def _span(when: When | None) -> DateSpan | None:
    return when if isinstance(when, DateSpan) else None


def _long_enough(excuse: Excuse, days: int) -> bool:
    start, end = _span(excuse.start), _span(excuse.end)
    return start is None or end is None or (end.last - start.first).days + 1 >= days


def _touches(excuse: Excuse, period: DateSpan | None) -> bool:
    start, end = _span(excuse.start), _span(excuse.end)
    if period is None:
        return True
    return not (start is not None and start.first > period.last) and not (end is not None and end.last < period.first)


def _asked_in_window(excuse: Excuse) -> bool:
    """Was advice asked for between one week before the closure and one week before the school re-opens?

    ``end`` is the last closed day, so the school re-opens on the day after it.
    """
    start, end, asked = _span(excuse.start), _span(excuse.end), _span(excuse.advice_asked)
    if asked is None:
        return True
    too_soon = start is not None and asked.last < start.first - WEEK
    too_late = end is not None and asked.first > end.last + timedelta(1) - WEEK
    return not too_soon and not too_late
