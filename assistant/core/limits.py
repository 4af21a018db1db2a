"""The family's own limits, counted to the safe side: the earliest day that is right on every reading.

Each function takes intervals and gives intervals; the safe day is the first one. What a later day on another reading is
worth is told in the sum, as a reserve.
"""

from __future__ import annotations

from datetime import date

from assistant.core.dates import Calendar, DateSpan, later_of, months_after


def appeal_limit(decision: DateSpan, certificate: DateSpan | None, calendar: Calendar) -> tuple[DateSpan, DateSpan]:
    """The last day for an appeal to reach the SEND Tribunal, and the same with the weekend rule.

    Two months after the decision was sent, or one month from the mediation certificate, whichever is later (Tribunal
    rules 2008, rule 20(1)(c)); moved on in August and over Christmas (rule 12(3)), which the limit applies. That any
    other day that is no working day moves on too (rule 12(2)) is only a reserve: the second interval.
    """
    end = decision.map(lambda day: months_after(day, 2))
    if certificate is not None:
        end = later_of((end, certificate.map(lambda day: months_after(day, 1))))
    safe = _moved(end, calendar)
    return safe, safe.map(calendar.next_working_day)


def _moved(end: DateSpan, calendar: Calendar) -> DateSpan:
    """The interval of the day once August and Christmas are over.

    The rule is not monotone: 31 August can move to Monday 2 September, while 1 September stays where it is. So an
    interval that begins in such a time and ends after it has its earliest day where that time ends.
    """
    over = _over(end.first)
    first, last = (_after_holidays(day, calendar) for day in (end.first, end.last))
    earliest = over if over is not None and over <= end.last else first
    return DateSpan(earliest, max(first, last))


def _after_holidays(day: date, calendar: Calendar) -> date:
    """August ends on the first working day of September; 25 December to 1 January on the first one after 1 January."""
    over = _over(day)
    return day if over is None else calendar.next_working_day(over)


def _over(day: date) -> date | None:
    """The day on which August, or the time from 25 December to 1 January, is over; None for a day outside them."""
    if day.month == 8:
        return date(day.year, 9, 1)
    if (day.month, day.day) >= (12, 25):
        return date(day.year + 1, 1, 2)
    return date(day.year, 1, 2) if (day.month, day.day) == (1, 1) else None
