"""The brief of a case on the adviser's desk: what its list shows, small enough to open ten thousand of them at once.

Dates are kept, not what they come to: which of them is nearest is decided on the day somebody looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.core.assessment import Assessment, Finding
from assistant.core.case import Case

MOST_DATES = 8


@dataclass(frozen=True, slots=True)
class Due:
    """A day, and of what: a limit on the family, or the code of a finding whose clock runs."""

    day: date
    what: str


def brief(case: Case, assessment: Assessment) -> dict[str, Any]:
    """The part of a brief that comes from the law, as JSON."""
    own = [(own.by, own.what) for own in assessment.your_dates if own.by is not None and not own.passed]
    body = [(_last(finding), finding.code) for finding in assessment.findings if _runs(finding)]
    return {
        "council": case.about.council or "",
        "own": _kept(own),
        "body": _kept(body),
        "late": sorted({finding.code for finding in assessment.late}),
        "rules": assessment.rules_version,
    }


def _kept(dates: list[tuple[date, str]]) -> list[list[str]]:
    return [[day.isoformat(), what] for day, what in sorted(set(dates))[:MOST_DATES]]


def _runs(finding: Finding) -> bool:
    return finding.verdict == "not-due" and finding.due is not None


def _last(finding: Finding) -> date:
    assert finding.due is not None
    return finding.due.last


def next_due(kept: Mapping[str, Any], side: str, today: date) -> Due | None:
    """The nearest date of a ``side`` ("own" or "body") that is not over yet; None if there is none."""
    for day, what in kept.get(side, ()):
        if day >= today.isoformat():
            return Due(date.fromisoformat(day), what)
    return None


def run_out(kept: Mapping[str, Any], today: date) -> Due | None:
    """The newest date of a body that has passed since the brief was written: somebody should look what came."""
    over = [(day, what) for day, what in kept.get("body", ()) if day < today.isoformat()]
    return Due(date.fromisoformat(over[-1][0]), over[-1][1]) if over else None
