"""How often which duty was missed by which council in which year, from cases whose families agreed to be counted.

For the Ombudsman's power to look at others affected, for councillors' scrutiny, for an inspection of an area. Nobody may be
found in it: a number from 1 to 4 is not told, and no number that is told has one of these in it, so that nothing comes out
by taking away. What is told of a line with something left out is the sum of what is shown: "at least".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.core.assessment import Assessment, Finding
from assistant.core.case import Case
from assistant.core.dates import DateSpan, When
from assistant.core.figures import csv_of

FEWEST = 5
MISSED = ("breach", "likely")  # what may only be late is not counted as missed
TESTED = (*MISSED, "possible", "met")
HIDDEN = "not told"
HEAD = ("council", "year", "duty", "missed", "of")


@dataclass(frozen=True, slots=True)
class Counted:
    """One duty of one case, as far as it is counted. ``year``: in which it was due, or in which a time without it began."""

    council: str
    year: int
    code: str
    missed: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """How many cases missed a duty, of how many in which it was tested; None: not told."""

    missed: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One duty over the years. ``at_least``: the sum of the years that are told; ``whole``: is that all?"""

    code: str
    cells: Mapping[int, Cell]
    at_least: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One council's lines. ``cases``: how many stand behind them; None if fewer than FEWEST."""

    council: str
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    cases: int | None


def counted(case: Case, assessment: Assessment) -> tuple[Counted, ...]:
    """What one case adds: each duty of its council once a year, missed if any of its findings of that year is. What a
    school or a health body owes is not laid at the council's door, nor what began before a family moved into its area.
    """
    made: dict[tuple[int, str], bool] = {}
    moved = max(
        (event.span.last for event in case.events if event.event == "moved_on" and event.span), default=date.min
    )
    for finding in assessment.findings:
        year = _year(finding)
        if year is None or finding.body != "council" or not case.about.council or _earlier(finding, moved):
            continue
        if finding.verdict in TESTED:
            made[year, finding.code] = made.get((year, finding.code), False) or finding.verdict in MISSED
    council = case.about.council or ""
    return tuple(Counted(council, year, code, missed) for (year, code), missed in sorted(made.items()))


def _earlier(finding: Finding, day: date) -> bool:
    """May it have begun before a day?"""
    span = finding.trigger or finding.due
    return span is not None and span.first < day


def kept(case: Case, assessment: Assessment) -> dict[str, Any]:
    """What ``counted`` makes of a case as JSON, and the last day on which it says the same if nobody changes the case."""
    told = [[one.year, one.code, int(one.missed)] for one in counted(case, assessment)]
    return {"counted": told, "to": min(_turns(case, assessment), default=date.max).isoformat()}


def from_kept(part: Mapping[str, Any], council: str, today: date) -> tuple[Counted, ...] | None:
    """What ``kept`` told; None from the day on which it may say something else."""
    if today.isoformat() > part["to"]:
        return None
    return tuple(Counted(council, year, code, bool(missed)) for year, code, missed in part["counted"])


def _turns(case: Case, assessment: Assessment) -> Iterator[date]:
    """The days after which passing time alone may change what is counted."""
    today = assessment.as_of
    for finding in assessment.findings:
        if finding.verdict == "not-due":
            yield finding.due.first if finding.due else today
        elif finding.verdict == "possible" and finding.done is None:
            yield today
    told: list[When | None] = [event.date for event in case.events]
    told += [when for lack in case.provision_missing for when in (lack.start, lack.end)]
    told += [when for away in case.out_of_school for when in (away.start, away.end)]
    told += [when for excuse in case.exceptions for when in (excuse.start, excuse.end)]
    if any(isinstance(when, DateSpan) and when.last >= today for when in told):
        yield today


def _year(finding: Finding) -> int | None:
    """The one calendar year it was due in, or began in; None if the dates leave two."""
    span = finding.due or finding.trigger
    return span.first.year if span is not None and span.first.year == span.last.year else None


def pattern(cases: Iterable[Sequence[Counted]]) -> tuple[Pattern, ...]:
    """The pattern of each council, from what each case adds. Only cases whose families agreed may be given."""
    missed: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
    tested: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
    number: Counter[str] = Counter()
    for case in cases:
        for council in {one.council for one in case}:
            number[council] += 1
        for one in case:
            tested[one.council][one.code, one.year] += 1
            missed[one.council][one.code, one.year] += one.missed
    return tuple(_council(council, missed[council], tested[council], number[council]) for council in sorted(tested))


def _council(council: str, missed: Counter[tuple[str, int]], tested: Counter[tuple[str, int]], number: int) -> Pattern:
    years = tuple(sorted({year for _, year in tested}))
    lines = []
    for code in sorted({code for code, _ in tested}):
        cells = {year: cell(missed[code, year], tested[code, year]) for year in years if tested[code, year]}
        told = [one.missed for one in cells.values() if one.missed is not None]
        lines.append(Line(code, cells, sum(told), len(told) == len(cells)))
    return Pattern(council, years, tuple(lines), number if number >= FEWEST else None)


def cell(missed: int, of: int) -> Cell:
    """One cell: a number from 1 to 4 is not told, nor one from which it, or the number that kept the duty, would follow."""
    if of < FEWEST or 0 < missed < FEWEST:
        return Cell(None, None)
    return Cell(missed, None if 0 < of - missed < FEWEST else of)


def of_year(cases: Iterable[Sequence[Counted]], year: int) -> tuple[Pattern, ...]:
    """The pattern of one year as it may be shown: without the lines of which nothing is told, and without councils that
    have no other. A council is never named because of fewer than FEWEST cases.
    """
    whole = pattern([one for one in case if one.year == year] for case in cases)
    shown = (
        replace(one, lines=tuple(line for line in one.lines if line.cells[year].missed is not None)) for one in whole
    )
    return tuple(one for one in shown if one.lines)


def pattern_csv(patterns: Iterable[Pattern], names: Mapping[str, str]) -> str:
    """The patterns as CSV; ``names``: of councils, by code."""
    rows = (
        [
            names.get(one.council, one.council),
            str(year),
            line.code,
            *(_told(number) for number in (told.missed, told.of)),
        ]
        for one in patterns
        for line in one.lines
        for year, told in line.cells.items()
    )
    return csv_of(HEAD, rows)


def _told(number: int | None) -> str:
    return HIDDEN if number is None else str(number)
