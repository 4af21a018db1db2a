"""One case, one day, one assessment. The order of work; each step lives in its own module."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.core.advice import LETTERS, advise
from assistant.core.assessment import Assessment, Finding
from assistant.core.bench import Bench
from assistant.core.case import Case
from assistant.core.definitions import Definitions
from assistant.core.letters import StepLetters
from assistant.core.likes import Likes
from assistant.core.missing import missing_facts
from assistant.core.notes import case_notes, finding_notes
from assistant.core.obligations import find_all
from assistant.core.owndates import own_dates
from assistant.core.reach import with_reach
from assistant.core.situation import Situation


def assess(definitions: Definitions, case: Case, as_of: date) -> Assessment:
    """What the law makes of a case on a day. ``as_of`` is the day of assessment; the case's own is not looked at.

    Pure: no clock, no file. The same case, day and definitions always give the same assessment.
    """
    bench = Bench(definitions, case, as_of)
    findings = tuple(with_reach(bench, _with_notes(finding, as_of)) for finding in _found(bench))
    place = Situation(bench, findings)
    dates = own_dates(place)
    routes, steps = advise(place, dates)
    return Assessment(
        as_of=as_of,
        findings=findings,
        your_dates=dates,
        routes=routes,
        steps=steps,
        missing=missing_facts(bench, findings),
        law_checked=definitions.law_checked,
        rules_version=definitions.rules_version,
        notes=tuple(case_notes(bench)),
        likes=Likes(definitions, case, findings),
        letters=StepLetters(LETTERS, definitions, case),
    )


def verdicts(definitions: Definitions, case: Case, as_of: date) -> list[Finding]:
    """The findings alone, in order of time: nothing of who can look at them, of steps or of limits."""
    return _found(Bench(definitions, case, as_of))


def _found(bench: Bench) -> list[Finding]:
    return sorted(_one_each(find_all(bench)), key=_in_time)


def _with_notes(finding: Finding, as_of: date) -> Finding:
    notes = tuple(finding_notes(finding, as_of))
    return replace(finding, notes=notes) if notes else finding


def _one_each(findings: list[Finding]) -> list[Finding]:
    """Where two rules fix one act from one event, the one whose due date is earlier stands."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.duty.done, finding.events[:1], finding.spell, finding.duty.find)
        other = kept.get(key)
        if other is None or (finding.due and other.due and finding.due.last < other.due.last):
            kept[key] = finding
    return list(kept.values())


def _in_time(finding: Finding) -> tuple[date, str]:
    start = finding.trigger or finding.due
    return (start.first if start else date.max), finding.duty.id
