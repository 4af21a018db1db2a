"""A new decision put to the test: do the engine and the library make of its facts what the Ombudsman did?

For whoever adds one to content/data/decisions. Room: the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.core.assess import assess
from assistant.core.assessment import Assessment
from assistant.core.case import Case
from assistant.core.decisions import OTHER_FAULTS, Decision, Library
from assistant.core.definitions import Definitions


def trial(definitions: Definitions, decision: Decision, case: Case, as_of: date) -> Iterator[str]:
    """What the assessment of a decision's own facts says of each of its faults, and how the decision is then shown."""
    others = tuple(made for made in definitions.library.decisions if made.ref != decision.ref)
    found = assess(replace(definitions, library=Library((*others, decision))), case, as_of)
    for code in decision.faults:
        if code in OTHER_FAULTS:
            yield f"{code}: no rule looks for this"
        else:
            yield f"{code}: {_verdict(found, code)}, {_shown(found, decision, code)}"
    if found.likes and any(warned.decision.ref == decision.ref for warned in found.likes.warnings):
        yield "shown as a warning"


def _verdict(found: Assessment, code: str) -> str:
    verdicts = sorted({finding.verdict for finding in found.findings if finding.code == code})
    return " and ".join(verdicts) if verdicts else "NOT FOUND"


def _shown(found: Assessment, decision: Decision, code: str) -> str:
    of_it = [finding for finding in found.findings if finding.code == code]
    likes = [like for finding in of_it if found.likes for like in found.likes.of(finding)]
    return "shown as like" if any(like.decision.ref == decision.ref for like in likes) else "not among the nearest"
