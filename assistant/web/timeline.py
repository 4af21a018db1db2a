"""The timeline as a drawing: one lane a finding, all on one scale of time. Plain SVG with classes, made on the server.

All words stand in the HTML around the lanes, so that they wrap at any width, grow with the reader's letters and are
read aloud; across, everything is in per cent. Colour is never alone: late time is hatched, due days are dashed, and who
can look at a stretch is told by a letter and a pattern on a strip of its own below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from assistant.core.assessment import Finding, Piece
from assistant.core.dates import DateSpan

HEIGHT, MIDDLE = 30, 15
STRIP, TALL = 18, 52  # of the strip below a lane: its height, and that of both
STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)  # months between two ticks
MOST_TICKS = {6: 3, 12: 6}  # the most ticks so many months apart; else two
MONTH_NAME, YEAR_NAME = 36, 14  # per cent: what the name of a month, or a year, takes across a phone
NARROWEST = 1.2  # per cent: a day must stay visible
LETTER = 4.0  # per cent: narrower pieces have no room for their letter; the table tells
LETTERS = "ABCDEFGH"  # one for each kind of reach
LOOK = {  # who can look -> how its pieces are drawn: an open door, one to be asked for, a shut one, another body's
    "ombudsman": 'class="t-who" fill="none"',
    "joint": 'class="t-who" fill="none"',
    "ombudsman-late": 'class="t-who t-ask" fill="none"',
    "ombudsman-unlikely": 'class="t-who" fill="url(#shut)"',
    "barred": 'class="t-who" fill="url(#shut)"',
    "court": 'class="t-who" fill="url(#shut)"',
    "nhs": 'class="t-who" fill="url(#dots)"',
    "school": 'class="t-who" fill="url(#dots)"',
}


@dataclass(frozen=True, slots=True)
class Tick:
    """A month, or a year, named on the scale."""

    month: date
    year: bool
    at: float  # per cent


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to per cent of the width."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day lies, in per cent."""
        return 2 + 96 * (day - self.first).days / max(1, (self.last - self.first).days)

    def ticks(self) -> list[Tick]:
        """A few first days of months or years, evenly spaced, whose names all fit across a phone."""
        for step in STEPS:
            months = list(self._months(step))
            if len(months) <= MOST_TICKS.get(min(step, 12), 2):
                return [Tick(month, step >= 12, self.at(month)) for month in months]
        return []

    def _months(self, step: int) -> Iterator[date]:
        # Counted from January of year 0, so that ticks fall on round months: January, April, July, October.
        number = self.first.year * 12 + self.first.month - 1
        number += -number % step
        while (month := date(number // 12, number % 12 + 1, 1)) <= self.last:
            if month >= self.first:
                yield month
            number += step


def scale_of(findings: Iterable[Finding], as_of: date) -> Scale | None:
    """A scale that holds all days of the findings; None if there is nothing to draw."""
    days: list[date] = []
    for finding in findings:
        days += [
            day for span in (finding.trigger, finding.due, finding.done) if span for day in (span.first, span.last)
        ]
        days += [day for piece in finding.reach for day in (piece.start.first, piece.end.last)]
        if finding.not_yet:
            days.append(as_of)
    return Scale(min(days), max(days)) if days and min(days) < max(days) else None


def letters_of(findings: Iterable[Finding]) -> dict[str, str]:
    """A letter for each kind of reach, in the order they appear."""
    kinds = dict.fromkeys(piece.reach for finding in findings for piece in finding.reach)
    return dict(zip(kinds, LETTERS, strict=False))


def lane(finding: Finding, scale: Scale, as_of: date, letters: Mapping[str, str]) -> Markup:
    """The drawing of one finding: its time, and below it who can look at which stretch."""
    end = finding.done or (DateSpan(as_of, as_of) if finding.not_yet else None)
    shapes: list[str] = [f'<line class="t-line" x1="0" x2="100%" y1="{MIDDLE}" y2="{MIDDLE}"/>']
    if finding.spell is not None:
        shapes += _stretch(finding, end, scale)
    else:
        shapes += _clock(finding, end, scale)
    if finding.done is not None:
        shapes.append(_done(finding.done, scale))
    elif finding.not_yet:
        x = scale.at(as_of)
        shapes.append(f'<line class="t-today" x1="{x:.2f}%" x2="{x:.2f}%" y1="1" y2="{HEIGHT - 1}"/>')
    for piece in finding.reach:
        shapes += _piece(piece, scale, letters[piece.reach])
    return _svg(shapes, TALL if finding.reach else HEIGHT)


def _piece(piece: Piece, scale: Scale, letter: str) -> Iterator[str]:
    """A stretch on the strip, to the end of its last day. A border that is not certain stands in the middle of its days."""
    left, right = scale.at(_middle(piece.start)), scale.at(min(_middle(piece.end) + timedelta(1), scale.last))
    yield _stamp(LOOK[piece.reach], letter if right - left >= LETTER else "", left, max(right - left, NARROWEST))


def _middle(span: DateSpan) -> date:
    return span.first + (span.last - span.first) / 2


def _stamp(look: str, letter: str, left: float, wide: float) -> str:
    top = TALL - STRIP - 2
    across = f'x="{left:.2f}%" width="{wide:.2f}%"'
    drawn = f'<rect {look} {across} y="{top}" height="{STRIP}" rx="3"/>'
    if letter:
        drawn += (
            f'<text class="t-letter" x="{left + wide / 2:.2f}%" y="{top + 14}" text-anchor="middle">{letter}</text>'
        )
    return drawn


def swatch(reach: str, letter: str) -> Markup:
    """A piece as the key shows it."""
    return _svg(
        [_stamp(LOOK[reach], letter, 2, 96)], TALL, f'class="swatch" viewBox="0 {TALL - STRIP - 4} 30 {STRIP + 4}"'
    )


def _done(span: DateSpan, scale: Scale) -> str:
    if not span.is_day:
        return _box("t-done", span, scale, 7)
    return f'<circle class="t-done" cx="{scale.at(span.first):.2f}%" cy="{MIDDLE}" r="7"/>'


def _svg(shapes: Sequence[str], height: int = HEIGHT, as_: str = "") -> Markup:
    drawn = "".join(shapes)
    attributes = as_ or f'class="lane" width="100%" height="{height}"'
    attributes += ' aria-hidden="true" focusable="false"'
    return Markup(f"<svg {attributes}>{drawn}</svg>")  # noqa: S704 (numbers and fixed class names only)


def _clock(finding: Finding, end: DateSpan | None, scale: Scale) -> Iterator[str]:
    """The time allowed, the last day, and what was late, surely and perhaps."""
    due = finding.due
    if finding.trigger is not None:
        yield _box("t-start", finding.trigger, scale, 6)
        if due is not None and due.first > finding.trigger.last:
            yield _box("t-allowed", DateSpan(finding.trigger.last, due.first), scale, 3)
    if due is None:
        return
    if end is not None and finding.late and not finding.duty.too_early:
        yield from _late(finding, due, end, scale)
    yield _box("t-due", due, scale, 11)


def _late(finding: Finding, start: DateSpan, end: DateSpan, scale: Scale) -> Iterator[str]:
    """From the first possible day to the last: perhaps. Between the certain ones: surely, if the finding is sure."""
    if end.last > start.first:
        yield _box("t-maybe", DateSpan(start.first, end.last), scale, 6)
    if end.first > start.last and finding.verdict == "breach":
        yield _box("t-late", DateSpan(start.last, end.first), scale, 6)
        yield _box("t-hatch", DateSpan(start.last, end.first), scale, 6)


def _stretch(finding: Finding, end: DateSpan | None, scale: Scale) -> Iterator[str]:
    """A time in which something was missing."""
    if finding.trigger is not None and end is not None and finding.late:
        yield from _late(finding, finding.trigger, end, scale)


def _box(kind: str, span: DateSpan, scale: Scale, half: int) -> str:
    left, right = scale.at(span.first), scale.at(span.last)
    wide = max(right - left, NARROWEST)
    left = min(left, 100 - wide)
    radius = half if kind == "t-done" else 2
    across = f'x="{left:.2f}%" width="{wide:.2f}%"'
    return f'<rect class="{kind}" {across} y="{MIDDLE - half}" height="{2 * half}" rx="{radius}"/>'


PATTERNS = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="t-stroke" x1="0" x2="0" y1="0" y2="7"/></pattern>'
    '<pattern id="shut" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<line class="t-bars" x1="0" x2="0" y1="0" y2="4" stroke-width="2"/></pattern>'
    '<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><circle class="t-bars" cx="2" cy="2" r=".7"/>'
    "</pattern></defs>"
)


def axis(scale: Scale, named: Iterable[tuple[Tick, str]]) -> Markup:
    """The scale with its months, and the patterns that all lanes use."""
    shapes = [PATTERNS]
    free = 0.0
    for tick, name in named:
        anchor = "start" if tick.at < 20 else "end" if tick.at > 80 else "middle"
        shapes.append(f'<line class="t-tick" x1="{tick.at:.2f}%" x2="{tick.at:.2f}%" y1="21" y2="29"/>')
        if tick.at >= free:
            shapes.append(f'<text x="{tick.at:.2f}%" y="16" text-anchor="{anchor}">{Markup.escape(name)}</text>')
            free = tick.at + (YEAR_NAME if tick.year else MONTH_NAME)
    return _svg(shapes)
