"""A moment as it is told: day and time in England, in the language of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime

from babel.dates import format_datetime, get_timezone

from assistant.web.service import service


def day_of(seconds: int) -> date:
    """The day in England of seconds since 1970."""
    return datetime.fromtimestamp(seconds, get_timezone("Europe/London")).date()


def moment(seconds: int) -> str:
    """Seconds since 1970 as, say, "3 November 2026, 14:05"."""
    at = datetime.fromtimestamp(seconds, UTC)
    return format_datetime(at, "d MMMM y, HH:mm", tzinfo=get_timezone("Europe/London"), locale=service().tongue.locale)
