"""Appeals and rights of appeal in a case: which decision an appeal followed, how long it barred the Ombudsman, and what it
covers (Local Government Act 1974, s26(6)(a); the judgments in *ER* and *Milburn*)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.bench import Bench
from assistant.core.case import Event, MissingProvision, OutOfSchool, Spell
from assistant.core.dates import DateSpan
from assistant.core.spells import stretch_of

# decision events that open an appeal of a kind, beside an appealable_decision of that kind
SUBJECTS: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("assess_decision", "refused"): ("refusal_to_assess",),
    ("no_plan_decision", None): ("refusal_to_issue",),
    ("final_plan_issued", None): ("contents", "placement"),
    ("amended_final_plan_issued", None): ("contents", "placement"),
    ("transfer_plan_issued", None): ("contents", "placement"),
    ("reassessment_final_plan", None): ("contents", "placement"),
    ("review_decision", "maintain"): ("no_amendment",),
    ("review_decision", "cease"): ("cease",),
    ("reassessment_decision", "refused"): ("refusal_to_reassess",),
}
DISPUTING = tuple(key for key in SUBJECTS if key[1] is not None or key[0] == "no_plan_decision")
PLAN_SUBJECTS = frozenset({"contents", "placement"})
LINKED_REASONS = ("no_place", "placement_broke_down", "anxiety")


def subjects_of(event: Event) -> frozenset[str]:
    """What could be appealed because of this event."""
    if event.event == "appealable_decision":
        return frozenset({event.kind}) if event.kind else frozenset(s for row in SUBJECTS.values() for s in row)
    outcome = event.outcome if event.event in ("assess_decision", "review_decision", "reassessment_decision") else None
    return frozenset(SUBJECTS.get((event.event, outcome), ()))


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal that was lodged: what about (empty: not known), and the time it bars."""

    event: Event
    about: frozenset[str]
    decision: DateSpan | None  # None: not known; it bars from the finding's start
    end: DateSpan | None  # None: still running


@dataclass(frozen=True, slots=True)
class Right:
    """A right of appeal that a decision gave and that was not used."""

    event: Event
    about: frozenset[str]
    decision: DateSpan | None


def decisions(bench: Bench) -> list[Event]:
    """All events that opened a right of appeal and happened."""
    kinds = dict.fromkeys(("appealable_decision", *(kind for kind, _ in SUBJECTS)))
    return [event for event in bench.timeline.happened(*kinds) if subjects_of(event)]


def appeals(bench: Bench) -> list[Appeal]:
    """Every appeal of the case."""
    return [_appeal(bench, event) for event in bench.timeline.happened("appeal_lodged")]


def _appeal(bench: Bench, lodged: Event) -> Appeal:
    about = frozenset(lodged.about)
    before = [
        span
        for event in decisions(bench)
        if (span := event.span) is not None
        and (not about or about & subjects_of(event))
        and (lodged.span is None or span.first <= lodged.span.last)
    ]
    decision = max(before, key=lambda span: (span.first, span.last)) if before else None
    return Appeal(lodged, about, decision, _end(bench, lodged))


def _end(bench: Bench, lodged: Event) -> DateSpan | None:
    """When an appeal ended: the day it ended, else that of the order or the concession that followed it."""
    for kinds in (("appeal_ended",), ("tribunal_order", "council_conceded")):
        after = [
            span
            for event in bench.timeline.happened(*kinds)
            if (span := event.span) is not None and (lodged.span is None or span.last >= lodged.span.first)
        ]
        if after:
            return min(after, key=lambda span: (span.first, span.last))
    return None


def ended(bench: Bench, appeal: Appeal) -> bool:
    """Has the appeal ended, on a known day or not?"""
    unknown = [
        e for e in bench.timeline.happened("appeal_ended", "tribunal_order", "council_conceded") if e.span is None
    ]
    return appeal.end is not None or bool(unknown)


def unused_rights(bench: Bench) -> list[Right]:
    """Rights of appeal that certainly arose with a dispute and were not used.

    A final plan alone shows no dispute. A right is used if an appeal about its subject (or about an unknown subject)
    could have followed it.
    """
    lodged = appeals(bench)
    return [
        Right(event, subjects_of(event), event.span)
        for event in decisions(bench)
        if _disputed(event) and not any(_used_by(event, appeal) for appeal in lodged)
    ]


def _disputed(event: Event) -> bool:
    outcome = event.outcome if event.event in ("assess_decision", "review_decision", "reassessment_decision") else None
    return event.event == "appealable_decision" or (event.event, outcome) in DISPUTING


def _used_by(decision: Event, appeal: Appeal) -> bool:
    if appeal.about and not appeal.about & subjects_of(decision):
        return False
    lodged = appeal.event.span
    return decision.span is None or lodged is None or decision.span.first <= lodged.last


# ---- linked or not --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Link:
    """Is a spell bound up with an appeal, how do we know, and is it a question to the family?"""

    linked: bool
    why: str  # key of a sentence
    ask: bool = False


def link(bench: Bench, spell: Spell, about: frozenset[str]) -> Link:
    """Is this spell bound up with an appeal about these subjects (empty: not known)? As the family says, else inferred."""
    if spell.linked_to_appeal is not None:
        return Link(spell.linked_to_appeal, "link.said")
    if about and not about & PLAN_SUBJECTS:
        return Link(False, "link.other-subject")
    if isinstance(spell, OutOfSchool):
        linked = spell.reason in LINKED_REASONS
        return Link(linked, "link.placement" if linked else "link.other-reason", ask=linked and not about)
    if spell.section not in ("F", None):
        return Link(False, "link.other-section")
    if not about:
        return Link(False, "link.subject-unknown", ask=True)
    if "contents" in about:
        return Link(True, "link.section-f")
    overlaps = _out_of_school_beside(bench, spell)
    return Link(overlaps, "link.out-of-school" if overlaps else "link.placement-only", ask=not overlaps)


def _out_of_school_beside(bench: Bench, spell: MissingProvision) -> bool:
    own = _most(bench, spell)
    return own is not None and any(
        (other := _most(bench, absence)) is not None and own.overlaps(other) for absence in bench.case.out_of_school
    )


def _most(bench: Bench, spell: Spell) -> DateSpan | None:
    """The most days a spell can cover, up to the day of assessment."""
    stretch = stretch_of(spell, bench.as_of)
    if stretch is None:
        return None
    end = stretch.end.last if stretch.end else bench.as_of
    start = stretch.start.first if stretch.start else end
    return DateSpan(start, end) if start <= end else None


def lies_in(bench: Bench, spell: Spell, start: DateSpan | None, end: DateSpan | None) -> bool:
    """Does a spell touch the time from ``start`` (not known: always) to ``end`` (not known: until now)?"""
    most = _most(bench, spell)
    if most is None:
        return False
    return not (start is not None and most.last < start.first) and not (end is not None and most.first > end.last)


def spell_named(bench: Bench, name: str) -> Spell:
    """The spell that a finding names, e.g. ``provision_missing/0``."""
    kind, _, place = name.partition("/")
    spells: Iterable[Spell] = bench.case.provision_missing if kind == "provision_missing" else bench.case.out_of_school
    return next(spell for spell in spells if spell.index == int(place))


def appeal_is_live(bench: Bench) -> bool:
    """Is an appeal running on the day of assessment?"""
    return any(not ended(bench, appeal) for appeal in appeals(bench))
