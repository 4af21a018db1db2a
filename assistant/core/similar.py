"""Which published decisions are like a family's case, why, and where they differ; and which are a warning.

A decision can only be like a finding in which the same fault was found. It is never shown as one if the Ombudsman left
that fault out for a reason that the family's own case shares: then it is a warning. What is compared is the data of
content/data/decisions: the other faults, how late, how many terms, age, why out of school, which support, the body. A
field that the source does not tell counts for nothing. Worked out only when somebody reads it. Room: the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import islice
from operator import itemgetter

from assistant.core.assessment import Finding
from assistant.core.case import Case
from assistant.core.dates import DateSpan
from assistant.core.decisions import OTHER_FAULTS, SUPPORT, Decision, Library
from assistant.core.terms import PERHAPS, Quantity, age_band, terms_lost
from assistant.core.words import Phrase

MOST_SIMILAR, MOST_WARNINGS = 3, 4
SHORT_DAYS = 56  # a delay that the Ombudsman may call too slight: those refused as such were of some weeks
REASON_OF = {  # a piece's reach -> the reason for which a decision may have been refused
    "barred": "appealed-linked",
    "ombudsman-unlikely": "appeal-right",
    "ombudsman-late": "late-12-months",
    "court": "court",
    "school": "school-internal",
    "nhs": "other-body",
}
MOVES = {  # a change of stage -> the age band it is about
    "to_primary": "early",
    "infant_to_junior": "primary",
    "primary_to_middle": "primary",
    "to_secondary": "primary",
    "to_post16": "post16",
    "post16_to_post16": "post16",
}
# What decisions of these faults are about can't be read from dates: the law sets no day for transport and money, and the day
# for an answer about a place is the school's, while the decisions are about how the council asked. They are shown whatever
# the verdict, so that the family can hold its own story against them.
BEYOND_DATES = frozenset(("transport-fault", "direct-payment-fault", "school-consultation-fault"))
CLOSE, FAR = 0.75, 0.4  # the smaller of two lengths as a share of the larger


@dataclass(frozen=True, slots=True)
class Similar:
    """A decision like a finding or a case: how much, in what, and in what not."""

    decision: Decision
    score: float
    same: tuple[Phrase, ...]
    differ: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Warned:
    """A decision in which a fault was left out for a reason that this case shares."""

    decision: Decision
    reason: str
    code: str  # the fault


@dataclass(frozen=True)
class Profile:
    """What of a case is compared. Made once for a case."""

    case: Case
    findings: tuple[Finding, ...]

    @cached_property
    def late(self) -> tuple[Finding, ...]:
        """What appears or may be late or missing."""
        return tuple(finding for finding in self.findings if finding.late)

    @cached_property
    def compared(self) -> tuple[Finding, ...]:
        """What decisions are held against: what appears or may be late, and what dates can't tell."""
        return tuple(finding for finding in self.findings if finding.late or finding.code in BEYOND_DATES)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The faults that appear in the case."""
        return frozenset(finding.code for finding in self.compared)

    @cached_property
    def age(self) -> str | None:
        """The age band when the first of it went wrong, if it is certain; else that from which the child moved on."""
        born = self.case.about.child_born
        for event in self.case.events:
            if event.event == "phase_transfer" and event.kind in MOVES and not isinstance(born, DateSpan):
                return MOVES[event.kind]
        days = [finding.trigger.first for finding in self.compared if finding.trigger]
        return age_band(born, min(days)) if isinstance(born, DateSpan) and days else None

    @cached_property
    def reasons(self) -> frozenset[str]:
        """Why the child was out of school."""
        return frozenset(spell.reason for spell in self.case.out_of_school if spell.reason)

    @cached_property
    def support(self) -> frozenset[str]:
        """The kinds of support that were missing, read from the family's own words."""
        said = " ".join((spell.what or "").lower() for spell in self.case.provision_missing)
        return frozenset(kind for kind, names in SUPPORT.items() if any(name in said for name in names))

    @cached_property
    def nhs(self) -> bool:
        """Is an NHS body part of it?"""
        return any(piece.reach in ("joint", "nhs") for finding in self.late for piece in finding.reach)

    @cached_property
    def terms(self) -> Quantity:
        """The terms of education or support lost, in all spells together."""
        return terms_lost(finding for finding in self.late if finding.spell)

    @cached_property
    def complained(self) -> bool:
        """Has anybody complained to the council?"""
        return any(e.event == "complaint_made" and (e.body or "council") == "council" for e in self.case.events)

    def shares(self, finding: Finding) -> tuple[str, ...]:
        """The reasons of the case for which the Ombudsman might leave a finding out, at least in part."""
        shared = [REASON_OF[piece.reach] for piece in finding.reach if piece.reach in REASON_OF]
        if finding.spell is None and finding.late_days and finding.late_days[1] < SHORT_DAYS:
            shared.append("no-injustice")
        if not self.complained:
            shared.append("premature")
        return tuple(dict.fromkeys(shared))


class Near:
    """The decisions near one case. Nothing is compared before somebody asks."""

    def __init__(self, library: Library, case: Case, findings: tuple[Finding, ...]) -> None:
        self.library, self.profile = library, Profile(case, findings)
        self._fits: dict[int, list[tuple[float, Decision]]] = {}

    def of(self, finding: Finding) -> tuple[Similar, ...]:
        """The decisions most like a finding, the nearest first. None for what is not late, and none where the Ombudsman
        is shut out of all of it: there only the warnings are true. Faults that dates can't tell have theirs all the same."""
        return tuple(self._similar(finding, fit) for fit in self._scored(finding)[:MOST_SIMILAR])

    def _scored(self, finding: Finding) -> list[tuple[float, Decision]]:
        """All decisions that may be shown for a finding, the nearest first."""
        if finding.code not in BEYOND_DATES and not self._within_reach(finding):
            return []
        if id(finding) not in self._fits:
            shared, made = self.profile.shares(finding), self.library.by_fault.get(finding.code, ())
            fits = [fit for fit in made if not fit.shut or not refused(fit, finding.code, shared)]
            scored = [(likeness(self.profile, finding, fit), fit) for fit in fits]
            self._fits[id(finding)] = sorted(scored, key=itemgetter(0), reverse=True)
        return self._fits[id(finding)]

    def _within_reach(self, finding: Finding) -> bool:
        return finding.late and any(piece.reach in PERHAPS for piece in finding.reach)

    def _similar(self, finding: Finding, fit: tuple[float, Decision]) -> Similar:
        score, made = fit
        return Similar(made, score, *compared(self.profile, finding, made))

    def paid(self, findings: Iterable[Finding], purposes: tuple[str, ...]) -> tuple[Similar, ...]:
        """The decisions nearest to any of the findings in which something was paid for one of the purposes."""
        found: dict[str, tuple[Finding, tuple[float, Decision]]] = {}
        for finding in _one_a_code(findings):
            paid = (fit for fit in self._scored(finding) if any(paid.of in purposes for paid in fit[1].paid))
            for fit in islice(paid, MOST_SIMILAR):
                known = found.get(fit[1].ref)
                if known is None or known[1][0] < fit[0]:
                    found[fit[1].ref] = finding, fit
        nearest = nlargest(MOST_SIMILAR, found.values(), key=lambda pair: pair[1][0])
        return tuple(self._similar(finding, fit) for finding, fit in nearest)

    @cached_property
    def whole(self) -> tuple[Similar, ...]:
        """The decisions most like the whole case: those like its findings, the more of its faults the better."""
        found: dict[str, Similar] = {}
        shut = {finding.code: self.profile.shares(finding) for finding in self.profile.late}
        for finding in _one_a_code(self.profile.late):
            for similar in self.of(finding):
                made = similar.decision
                if not any(refused(made, code, shared) for code, shared in shut.items()):
                    found.setdefault(made.ref, similar)
        return tuple(nlargest(MOST_SIMILAR, found.values(), key=lambda similar: similar.score))

    @cached_property
    def warnings(self) -> tuple[Warned, ...]:
        """Decisions that were refused for what this case shares: one for each reason, the nearest."""
        made: dict[str, Warned] = {}
        for finding in _one_a_code(self.profile.late):
            for reason in self.profile.shares(finding):
                refusals = self.library.by_shut.get((reason, finding.code), ())
                fits = [decision for decision in refusals if refused(decision, finding.code, (reason,))]
                if fits and reason not in made:
                    nearest = max(fits, key=lambda fit: likeness(self.profile, finding, fit))
                    made[reason] = Warned(nearest, reason, finding.code)
        return tuple(made.values())[:MOST_WARNINGS]


def _one_a_code(findings: Iterable[Finding]) -> Iterator[Finding]:
    seen = set()
    for finding in findings:
        if finding.late and finding.code not in seen:
            seen.add(finding.code)
            yield finding


def refused(decision: Decision, code: str, reasons: tuple[str, ...]) -> bool:
    """Was a fault left out of a decision for one of these reasons? ``no-injustice`` only where it was too slight."""
    return any(
        code in shut.faults and shut.reason in reasons and shut.because in (None, "slight") for shut in decision.shut
    )


# ---- how like ---------------------------------------------------------------------------------------------------------


def likeness(profile: Profile, finding: Finding, made: Decision) -> float:
    """How like a decision is to a finding of a case; more is nearer. What one side does not tell counts for nothing."""
    same = sum(code in profile.codes for code in made.faults)
    score = 1.5 * min(same, 4) - 0.4 * (len(made.faults) - same)
    if finding.spell is None:
        score += _length_score(weeks_of(finding), made.weeks_late) if made.weeks_late else 0
    else:
        score += _length_score(profile.terms.middle, made.terms) if made.terms else 0
        score += _overlap_score(profile.reasons, made.reasons) if made.reasons else 0
        score += _overlap_score(profile.support, made.support) if made.support else 0
    if made.age and profile.age:
        score += 1.5 if profile.age == made.age else -1
    if made.gss and made.gss == profile.case.about.council:
        score += 3  # who answers complaints there knows it: of decisions much alike, the council's own comes first
    if made.bodies:
        score += 1.5 if profile.nhs else -1.5
    # sums and ways of looking at things change: the newer, the nearer
    return score + (0.7 if made.paid else 0) + (0.3 if made.url else 0) + 0.05 * (int(made.ref[:2]) - 20)


def _length_score(ours: float | None, theirs: float | None) -> float:
    if not ours or not theirs:
        return 0
    ratio = min(ours, theirs) / max(ours, theirs)
    return 3 * ratio if ratio >= FAR else -1


def _overlap_score(ours: frozenset[str], theirs: tuple[str, ...]) -> float:
    if not ours or not theirs:
        return 0
    return -0.7 if ours.isdisjoint(theirs) else 2


def weeks_of(finding: Finding) -> float | None:
    """How late a finding is in weeks: the middle of the readings. None for a spell or where nobody can say."""
    low, high = finding.late_days or (0, 0)
    return (low + high) / 14 if high and finding.spell is None else None


def compared(profile: Profile, finding: Finding, made: Decision) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """In what a decision is like a finding, and in what it differs."""
    same, differ = [Phrase("similar.fault", fault=Phrase(f"fault.{finding.code}"))], list[Phrase]()
    for alike, phrase in _points(profile, finding, made):
        (same if alike else differ).append(phrase)
    return tuple(same), tuple(differ)


def _points(profile: Profile, finding: Finding, made: Decision) -> Iterator[tuple[bool, Phrase]]:
    yield from _lengths(profile, finding, made)
    also = [code for code in made.faults if code in profile.codes and code != finding.code]
    more = [code for code in made.faults if code not in profile.codes]
    if also:
        yield True, Phrase("similar.also", faults=[Phrase(f"fault.{code}") for code in also])
    if profile.age and made.age:
        yield profile.age == made.age, Phrase(f"similar.age.{made.age}")
    if finding.spell is not None:
        for ours, theirs, name in (
            (profile.reasons, made.reasons, "reason"),
            (profile.support, made.support, "support"),
        ):
            yield from _kinds(ours, theirs, name)
    if made.gss and made.gss == profile.case.about.council:
        yield True, Phrase("similar.council")
    if made.bodies:
        yield profile.nhs, Phrase("similar.nhs")
    if more:
        yield False, Phrase("similar.more", faults=[Phrase(f"fault.{code}") for code in _first_known(more)])
    if finding.body == "school":
        yield False, Phrase("similar.of-council")
    if made.not_looked_at:
        yield False, Phrase("similar.part-shut")


def _first_known(codes: list[str]) -> list[str]:
    """At most three faults, those of the law before poor messages and poor records."""
    return sorted(codes, key=lambda code: code in OTHER_FAULTS)[:3]


def _lengths(profile: Profile, finding: Finding, made: Decision) -> Iterator[tuple[bool, Phrase]]:
    if finding.spell is None:
        ours, theirs = weeks_of(finding), made.weeks_late
        if ours and theirs:
            yield min(ours, theirs) / max(ours, theirs) >= CLOSE, Phrase("similar.late", weeks=theirs)
    elif made.terms:
        ours = profile.terms.middle
        alike = bool(ours) and min(ours, made.terms) / max(ours, made.terms) >= CLOSE
        yield alike, Phrase("similar.terms", terms=Quantity(made.terms, made.terms).phrase)


def _kinds(ours: frozenset[str], theirs: tuple[str, ...], name: str) -> Iterator[tuple[bool, Phrase]]:
    if ours and theirs:
        shown = [kind for kind in theirs if kind in ours] or list(theirs)
        yield (
            not ours.isdisjoint(theirs),
            Phrase(f"similar.{name}s", kinds=[Phrase(f"similar.{name}.{kind}") for kind in shown]),
        )
