"""Notes that stand beside a finding or a whole case: law in time, and councils that ended. A note changes no verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.core.assessment import Finding
from assistant.core.bench import Bench
from assistant.core.case import Case
from assistant.core.dates import DateSpan, compulsory_age_ends, months_after
from assistant.core.definitions import CareBoards, CouncilChange, Definitions
from assistant.core.words import Phrase

DEVON = date(2022, 3, 18)  # R (L, M and P) v Devon CC: what the law always was, disputed before
DEVON_RULES = ("R-AMENDNOTICE-4W", "R-FINAL-12W")
# The Special Educational Needs and Disability (Coronavirus) (Amendment) Regulations 2020, while they were in force
RELAXED = DateSpan(date(2020, 5, 1), date(2020, 9, 24))

COUNCIL_ENDS_WITHIN = 12  # months before its end from which a family should know of it

BOARDS_BEGAN, BOARDS_MERGED, BOARDS_MAY_MERGE = date(2022, 7, 1), date(2026, 4, 1), date(2027, 4, 1)


def finding_notes(finding: Finding, as_of: date) -> Iterator[Phrase]:
    """What a reader should know of the law at the time of this finding, where it differs from the law of today."""
    due = finding.due
    if due is not None and finding.duty.id in DEVON_RULES and due.first < DEVON:
        yield Phrase("note.devon")
    if due is not None and due.overlaps(RELAXED) and finding.force == "statute":
        yield Phrase("note.relaxed-2020")
    if finding.duty.until is not None and finding.duty.until < as_of:
        yield Phrase("note.old-rule", until=finding.duty.until)
    if finding.duty.since > as_of:
        yield Phrase("note.coming-rule", since=finding.duty.since)


def case_notes(bench: Bench) -> Iterator[Phrase]:
    """What a reader should know of the council, of the NHS care board, and of who holds the rights."""
    code = bench.case.about.council
    changes = successors(bench.definitions, code) if code else ()
    if changes and changes[0].ended < months_after(bench.as_of, COUNCIL_ENDS_WITHIN):
        names, ended = [change.new_name for change in changes], changes[0].ended
        place = "ending" if ended >= bench.as_of else "ended" if len(names) == 1 else "split"
        yield Phrase(f"note.council-{place}", old=changes[0].old_name, ended=ended, new=names)
    if about_health(bench.case):
        yield from _care_board(bench)
    yield from _young_person(bench)


def about_health(case: Case) -> bool:
    """Has the NHS a part in the case: Section G, NHS staff, its advice, a recommendation or a complaint to it?"""
    missing = any(spell.section == "G" or spell.provider == "nhs" for spell in case.provision_missing)
    return missing or any(
        (event.event.startswith("advice_") and event.what == "health") or event.body in ("health", "nhs")
        for event in case.events
    )


def _care_board(bench: Bench) -> Iterator[Phrase]:
    """Which care board it probably is on the day of assessment, and which it was before the boards merged."""
    boards = bench.definitions.care_boards.get(bench.case.about.council or "")
    if boards is None or bench.as_of < BOARDS_BEGAN:
        return
    if bench.as_of < BOARDS_MERGED:
        yield _named(boards.before, boards)
        return
    yield _named(boards.now, boards)
    if _health_began(bench.case) < BOARDS_MERGED and boards.before != boards.now:
        yield Phrase("note.care-board-before", boards=list(boards.before))
    if bench.as_of >= BOARDS_MAY_MERGE:
        yield Phrase("note.care-board-merging")


def _named(names: tuple[str, ...], boards: CareBoards) -> Phrase:
    if len(names) > 1:
        return Phrase("note.care-board-several", boards=list(names))
    return Phrase("note.care-board" if boards.certain else "note.care-board-unsure", board=names[0])


def _health_began(case: Case) -> date:
    """The first day on which the NHS can have had a part in it; a day after the merger if nobody said."""
    spells = [s.start for s in case.provision_missing if s.section == "G" or s.provider == "nhs"]
    events = [e.date for e in case.events if e.what == "health" or e.body in ("health", "nhs")]
    return min((when.first for when in (*spells, *events) if isinstance(when, DateSpan)), default=BOARDS_MERGED)


def _young_person(bench: Bench) -> Iterator[Phrase]:
    """After compulsory school age the rights are the young person's own; until then, the parents' (CFA 2014, s51)."""
    about = bench.case.about
    born = about.child_born
    if not isinstance(born, DateSpan):
        return
    if about.filled_in_by in ("parent", "adviser") and compulsory_age_ends(born.last) < bench.as_of:
        yield Phrase("note.young-person")
    if about.filled_in_by == "young_person" and compulsory_age_ends(born.first) >= bench.as_of:
        yield Phrase("note.not-yet-young")


def successors(definitions: Definitions, gss: str) -> tuple[CouncilChange, ...]:
    """The changes by which a council ended or is to end; empty if it goes on, or if only its code changed."""
    return tuple(
        change for change in definitions.council_changes if change.old_gss == gss and change.new_name != change.old_name
    )
