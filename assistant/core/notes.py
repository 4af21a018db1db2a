"""Notes that stand beside a finding or a whole case: law in time, and councils that ended. A note changes no verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.core.assessment import Finding
from assistant.core.bench import Bench
from assistant.core.dates import DateSpan
from assistant.core.definitions import CouncilChange, Definitions
from assistant.core.words import Phrase

DEVON = date(2022, 3, 18)  # R (L, M and P) v Devon CC: what the law always was, disputed before
DEVON_RULES = ("R-AMENDNOTICE-4W", "R-FINAL-12W")
# The Special Educational Needs and Disability (Coronavirus) (Amendment) Regulations 2020, while they were in force
RELAXED = DateSpan(date(2020, 5, 1), date(2020, 9, 24))


def finding_notes(finding: Finding) -> Iterator[Phrase]:
    """What a reader should know of the law at the time of this finding."""
    due = finding.due
    if due is None:
        return
    if finding.duty.id in DEVON_RULES and due.first < DEVON:
        yield Phrase("note.devon")
    if due.overlaps(RELAXED) and finding.force == "statute":
        yield Phrase("note.relaxed-2020")
    if finding.duty.until is not None:
        yield Phrase("note.old-rule", until=finding.duty.until)


def case_notes(bench: Bench) -> Iterator[Phrase]:
    """What a reader should know of the council: that it ended, and who took its place."""
    code = bench.case.about.council
    changes = successors(bench.definitions, code, bench.as_of) if code else ()
    if changes:
        names = [change.new_name for change in changes]
        key = "note.council-ended" if len(names) == 1 else "note.council-split"
        yield Phrase(key, old=changes[0].old_name, ended=changes[0].ended, new=names)


def successors(definitions: Definitions, gss: str, on: date) -> tuple[CouncilChange, ...]:
    """The changes by which a council had ended before a day; empty if it stood then, or if only its code changed."""
    return tuple(
        change
        for change in definitions.council_changes
        if change.old_gss == gss and change.ended < on and change.new_name != change.old_name
    )
