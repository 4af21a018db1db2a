"""The strip of dates as a calendar file: the family's own limits with a reminder, and the days of the bodies.

Part of the documents. The only place that knows of icalendar. An entry names the kind of date and nobody: a calendar is
often shared, or seen on a telephone that lies on a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from assistant.core.letters import printable
from assistant.core.strip import Deadline

_MAKER = "-//EHCP complaint assistant//dates//EN"
_SPACE = UUID("6f1a3c52-6d0f-4f0b-9a52-0a8a5c1f2b7e")  # ours, so that loading a file twice makes no second entry
_WEEK, _DAY = timedelta(7), timedelta(1)
_MORNING = timedelta(hours=9)  # of the day of the reminder


def to_calendar(dates: Iterable[Deadline], as_of: date, label: str = "") -> bytes:
    """The dates still to come, as all-day events in an .ics file. ``label``: a word of the family's own before each name,
    for somebody with two cases; none if they did not ask for it."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    label, seen = " ".join(printable(label).split()), Counter[str]()
    for entry in dates:
        if entry.by is not None and entry.by >= as_of:
            seen[entry.id] += 1
            calendar.add_component(_event(entry, entry.by, as_of, f"{label}/{entry.id}/{seen[entry.id]}", label))
    made: bytes = calendar.to_ical()
    return made


def _event(entry: Deadline, by: date, as_of: date, key: str, label: str) -> Event:
    event = Event()
    name = f"{label}: {entry.what}" if label else entry.what
    event.add("uid", str(uuid5(_SPACE, f"{by}/{key}")))
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", by)
    event.add("dtend", by + _DAY)
    event.add("summary", printable(name))
    if entry.how:
        event.add("description", printable(entry.how))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # the day stays free for other things
    if entry.own:
        event.add_component(_reminder(name, by, as_of))
    return event


def _reminder(name: str, by: date, as_of: date) -> Alarm:
    """In the morning, a week before; where that is over, the day before."""
    before = _WEEK if by - _WEEK > as_of else _DAY
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", printable(name))
    alarm.add("trigger", _MORNING - before)
    return alarm
