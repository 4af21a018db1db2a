"""What was paid, as strips of points with a table: one strip for each thing that sums are for. SVG made on the server.

Across, everything is in per cent; words stand in the HTML around it. A point is a ring, a range is dashed: nothing rests
on colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from assistant.core.decisions import Decision, Library, Paid
from assistant.core.definitions import RemedyRange
from assistant.web.tables import gettext

STEP, RADIUS, BOTTOM = 12, 5, 22  # pixels: between points that lie on one place, of a point, below the line
APART = 2.2  # per cent: points nearer than this are put one above the other
STEPS = (100, 200, 500, 1000, 2000, 5000)  # pounds between two ticks
MOST_STEPS = 3  # so that the sums below the line fit across a phone
LONGER = "long-delay"  # the range for delay of more than a year
FIRST_PLAN = frozenset(("assess-decision-late", "advice-late", "plan-decision-late", "final-plan-late"))
RANGE_OF = {  # strip -> the range drawn beside it
    "term": "education",
    "whole-term": "education",
    "first-delay": "",
    "delay": "later-delay",
    "distress": "",
    "complaint": "complaint",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One sum of one decision, in pounds; per term where the strip is of terms."""

    decision: Decision
    paid: Paid
    sum: int


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip: what it is of, its points from the lowest to the highest, and the range beside it."""

    id: str
    title: str
    note: str
    points: Sequence[Point]
    low: int
    high: int
    drawing: Markup


def strips(library: Library, ranges: Iterable[RemedyRange], only: Mapping[str, str] = RANGE_OF) -> list[Strip]:
    """The strips, or only some of them, each with the range to draw beside it; none for which there is no sum."""
    known = {range_.id: range_ for range_ in ranges}
    made = (_strip(id_, library, known.get(beside)) for id_, beside in only.items())
    return [strip for strip in made if strip.points]


def _titled(id_: str, beside: str) -> tuple[str, str]:
    match id_:
        case "term":
            note = gettext("Sums that were for education or support alone, divided by the terms they were for.")
            return gettext("For a term without education or support"), note
        case "whole-term":
            note = gettext("These sums hold distress and other things too: they are the most that a term came to.")
            return gettext("Everything in one sum, for each term lost"), note
        case "first-delay":
            note = gettext("One sum for all of the delay, however long. Several come to about £100 for each month.")
            return gettext("For delay with the first plan"), note
        case "delay":
            note = gettext("One sum for all of the delay, however long. The range is for delay of up to about a year.")
            if beside == LONGER:
                note = gettext(
                    "One sum for all of the delay, however long. The range is for delay of more than a year. "
                    "Its upper end is one decision: two sums together, for 28 months."
                )
            return gettext("For delay after a review"), note
        case "distress":
            return gettext("For distress"), gettext("Beside other sums, or alone.")
        case _:
            note = gettext("Three decisions are few.")
            return gettext("For how a complaint was handled, or time and trouble"), note


def _strip(id_: str, library: Library, range_: RemedyRange | None) -> Strip:
    points = sorted(_points(id_, library), key=lambda point: (point.sum, point.decision.ref))
    title, note = _titled(id_, range_.id if range_ else "")
    low, high = (range_.low, range_.high) if range_ else (0, 0)
    return Strip(id_, title, note, points, low, high, _drawing(tuple(point.sum for point in points), low, high))


def _points(id_: str, library: Library) -> Iterator[Point]:
    for decision in library.decisions:
        for paid in decision.paid:
            if id_ in ("term", "whole-term"):
                wanted = ("education", "support") if id_ == "term" else ("all",)
                if paid.terms and paid.of in wanted:
                    yield Point(decision, paid, round(paid.amount / paid.terms))
            elif id_ in (paid.of, "first-delay") and _is_of(id_, decision, paid):
                yield Point(decision, paid, paid.amount)


def _is_of(id_: str, decision: Decision, paid: Paid) -> bool:
    if paid.of != "delay":
        return id_ == paid.of
    about = {*decision.faults, *(code for shut in decision.shut for code in shut.faults)}
    return (id_ == "first-delay") == (not FIRST_PLAN.isdisjoint(about))


@lru_cache(maxsize=32)
def _drawing(sums: tuple[int, ...], low: int, high: int) -> Markup:
    top = max([*sums, high, 1])
    step = next((step for step in STEPS if top / step <= MOST_STEPS), STEPS[-1])
    most = -(-top // step) * step
    rows = list(_stacked([_at(sum_, most) for sum_ in sums]))
    height = STEP * (max((row for _, row in rows), default=0) + 1) + BOTTOM + RADIUS
    line = height - BOTTOM
    shapes = [f'<line class="t-line" x1="0" x2="100%" y1="{line}" y2="{line}"/>']
    if high:
        left, right = _at(low, most), _at(high, most)
        across = f'x="{left:.1f}%" width="{right - left:.1f}%"'
        shapes.append(f'<rect class="t-due" {across} y="1" height="{line - 1}" rx="2"/>')
    for x, row in rows:
        shapes.append(f'<circle class="t-done" cx="{x:.1f}%" cy="{line - 9 - STEP * row}" r="{RADIUS}"/>')
    for tick in range(0, most + 1, step):
        x, anchor = _at(tick, most), "start" if tick == 0 else "end" if tick == most else "middle"
        shapes.append(f'<text x="{x:.1f}%" y="{height - 5}" text-anchor="{anchor}">£{tick}</text>')
    attributes = f'class="lane" width="100%" height="{height}" aria-hidden="true" focusable="false"'
    return Markup(f"<svg {attributes}>{''.join(shapes)}</svg>")  # noqa: S704 (numbers and fixed class names only)


def _at(sum_: int, most: int) -> float:
    return 1 + 98 * sum_ / most


def _stacked(places: Sequence[float]) -> Iterator[tuple[float, int]]:
    """Each place with the row it is drawn in, so that no two points cover each other. The places come in order."""
    ends: list[float] = []
    for place in places:
        row = next((row for row, end in enumerate(ends) if place - end >= APART), len(ends))
        ends[row:row] = [] if row < len(ends) else [0.0]
        ends[row] = place
        yield place, row
