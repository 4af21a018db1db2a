"""The sum behind a finding, in words: where the clock started, how long it ran, what is not counted, when it ended."""

from __future__ import annotations

from datetime import date

from assistant.core.assessment import Finding, Start
from assistant.core.dates import DateSpan
from assistant.core.definitions import Clock, Duty
from assistant.core.words import Phrase

UNITS = ("days", "weeks", "months", "working_days", "school_days")


def sum_of(finding: Finding, as_of: date) -> Phrase:
    """The whole sum of a finding as one phrase."""
    if finding.spell is not None:
        return _spell_sum(finding, as_of)
    if finding.due is None:
        return Phrase("sum.no-due", duty=finding.duty.plain)
    parts = {
        "start": start_of(finding),
        "length": length_of(finding),
        "pause": pause_of(finding),
        "due": due_part(finding),
        "result": result_of(finding, as_of),
    }
    return Phrase("sum.whole", **parts)


def start_of(finding: Finding) -> Phrase:
    """Where the clock, or each of two clocks, started."""
    starts = _counted(finding)
    if not starts:
        return Phrase("sum.start-unknown")
    if len(starts) == 1:
        return _start(starts[0])
    return Phrase("sum.starts", first=_start(starts[0]), second=_start(starts[1]))


def _start(start: Start) -> Phrase:
    return Phrase("sum.start", event=Phrase(f"event.{start.event}"), date=start.span)


def _counted(finding: Finding) -> list[Start]:
    """The starts that the rule's clocks use, each once."""
    roles = [clock.of for clock in finding.duty.due] or ["trigger"]
    return [start for start in finding.starts if start.role in roles] or list(finding.starts[:1])


def length_of(finding: Finding) -> Phrase:
    """How long the law gives."""
    if finding.fixed_by:
        return Phrase("length.fixed")
    known = {start.role for start in finding.starts}
    clocks = [clock for clock in finding.duty.due if clock.of in known] or list(finding.duty.due)
    return length(clocks, finding.duty)


def length(clocks: list[Clock], duty: Duty) -> Phrase:
    """The length of a rule's clocks: one, or the earlier or later of two."""
    if not clocks:
        return Phrase("length.at-once")
    if len(clocks) == 1:
        return _length(clocks[0])
    return Phrase(f"length.{duty.join}", first=_length_from(clocks[0]), second=_length_from(clocks[1]))


def _length(clock: Clock) -> Phrase:
    for unit in UNITS:
        number = getattr(clock, unit)
        if number == 0:
            return Phrase("length.at-once")
        if number is not None:
            return Phrase(f"length.{unit}.{clock.way}", n=number)
    return Phrase("length.date.after")


def _length_from(clock: Clock) -> Phrase:
    return Phrase("length.from", length=_length(clock), event=Phrase(f"role.{clock.of}"))


def pause_of(finding: Finding) -> Phrase:
    """What is not counted: nothing ever is. An exception may excuse, but moves no date."""
    return Phrase(f"sum.pause.{finding.excuse}")


def due_part(finding: Finding) -> Phrase:
    """The last day, and the strict reading where the law can be read one day shorter."""
    key = "sum.earliest" if finding.duty.too_early else "sum.due"
    due = Phrase(key, due=finding.due)
    return due if finding.strict_due is None else Phrase("sum.strict", due=due, strict=finding.strict_due)


def result_of(finding: Finding, as_of: date) -> Phrase:
    """What came of it: done in time, late by so many days, not yet, or not known."""
    if finding.verdict == "not-due":
        return Phrase("sum.not-due", as_of=as_of)
    if finding.done is None and not finding.not_yet:
        return Phrase("sum.done-unknown")
    late = finding.late_days or (0, 0)
    maybe = "-maybe" if late[0] == 0 else ""
    kind = "early" if finding.duty.too_early else "late"
    if finding.not_yet:
        key = f"sum.waiting{maybe}" if late[1] else "sum.waiting-in-time"
        return Phrase(key, as_of=as_of, late=late, most=late[1])
    return Phrase(
        f"sum.done-{kind}{maybe}" if late[1] else "sum.done-in-time", done=finding.done, late=late, most=late[1]
    )


def _spell_sum(finding: Finding, as_of: date) -> Phrase:
    start = finding.trigger
    if start is None:
        return Phrase("sum.spell-unknown")
    if finding.not_yet:
        return Phrase("sum.spell-ongoing", start=start, as_of=as_of, days=_days(start, DateSpan(as_of, as_of)))
    if finding.done is None:
        return Phrase("sum.spell-open", start=start)
    return Phrase("sum.spell", start=start, end=finding.done, days=_days(start, finding.done))


def _days(start: DateSpan, end: DateSpan) -> tuple[int, int]:
    return max(0, (end.first - start.last).days + 1), (end.last - start.first).days + 1
