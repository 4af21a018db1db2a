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
    safe = end.map(lambda day: _holiday_rule(day, calendar))
    return safe, safe.map(calendar.next_working_day)


def _holiday_rule(day: date, calendar: Calendar) -> date:
    """August ends on the first working day of September; 25 December to 1 January on the first one after 1 January."""
    if day.month == 8:
        return calendar.next_working_day(date(day.year, 9, 1))
    if (day.month, day.day) >= (12, 25):
        return calendar.next_working_day(date(day.year + 1, 1, 2))
    if (day.month, day.day) == (1, 1):
        return calendar.next_working_day(date(day.year, 1, 2))
    return day
