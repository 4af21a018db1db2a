"""Published decisions of the Ombudsman: what one says, and the library in which they can be looked up.

The entries lie in content/data/decisions, one file for each year of reference numbers; README.md there explains the
format. Every index is made once, when the library is read. Room: the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.core.vocabulary import ABSENCE_REASONS, FINDINGS, REASONS

OUTCOMES = ("upheld", "settled", "report", "not-upheld", "closed")
HELPED = ("upheld", "settled", "report")  # a fault was found, or the council agreed that there was one
OTHER_FAULTS = ("communication", "record-keeping")  # faults that no duty of flows/ stands for
PURPOSES = ("education", "support", "delay", "distress", "complaint", "all", "other", "offer")
RECIPIENTS = ("child", "parent", "family")
AGES = ("early", "primary", "secondary", "post16")
BECAUSE = ("slight", "put-right", "no-fault")  # what stands behind the reason no-injustice
SUPPORT: dict[str, tuple[str, ...]] = {  # kinds of support, and how families name them
    "speech": ("speech", "language therap", "salt", "slt"),
    "occupational": ("occupational", "sensory"),
    "physiotherapy": ("physio", "hydrotherapy"),
    "one-to-one": ("one-to-one", "one to one", "1:1", "1-1", "teaching assistant"),
    "mentor": ("mentor",),
}
STAGES: dict[str, tuple[str, ...]] = {
    "assessment": (
        *("assess-decision-late", "advice-late", "plan-decision-late", "draft-consultation-short", "final-plan-late"),
        *("reassess-decision-late", "reassess-plan-late"),
    ),
    "review": (
        *("review-not-held", "review-report-late", "review-decision-late", "amendment-notice-late"),
        *("amended-plan-late", "false-review-letter"),
    ),
    "moving": ("phase-transfer-late", "move-review-late"),
    "tribunal": (
        *("tribunal-order-late", "mediation-outcome-late", "tribunal-recommendation-not-answered"),
        "appeal-rights-not-given",
    ),
    "support": (
        *("provision-not-secured", "health-provision-not-arranged", "social-care-fault", "direct-payment-fault"),
        "transport-fault",
    ),
    "school": ("alternative-education-not-arranged", "no-school-place", "school-consultation-fault"),
    "complaint": ("complaint-handling", "remedy-not-done", *OTHER_FAULTS),
}
_REFERENCE = re.compile(r"\d\d \d{3} \d{3}[a-z]?")
_ADDRESS = re.compile(r"https://www\.lgo\.org\.uk/decisions/[a-z0-9-]+/[a-z0-9-]+/[0-9a-z-]+")
_WORD = re.compile(r"[a-z0-9]+")
LONGEST_STORY = 400  # letters


@dataclass(frozen=True, slots=True)
class Paid:
    """A sum that was paid or offered, in pounds. ``terms``: the terms it was for, where it was for so many terms."""

    amount: int
    of: str  # what for: see PURPOSES; all: several things in one sum; offer: the council's, which was too low
    to: str | None = None
    terms: float | None = None


@dataclass(frozen=True, slots=True)
class Shut:
    """What was not looked at: the reason code of the contract, and the faults it would have been about."""

    reason: str
    faults: tuple[str, ...] = ()
    because: str | None = None  # only of no-injustice: slight | put-right | no-fault


@dataclass(frozen=True, slots=True)
class Decision:
    """One published decision, in our words. A field that is empty says nothing: we saw the first part of most only."""

    ref: str
    outcome: str
    story: str
    council: str = ""
    gss: str = ""  # the council's code today, or that of its successor
    bodies: tuple[str, ...] = ()  # NHS bodies that were looked at with it
    url: str = ""
    published: bool = True  # else it was kept back, and we know of it from another paper
    decided: date | None = None
    faults: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()  # looked at, and no fault found
    not_looked_at: str = ""
    shut: tuple[Shut, ...] = ()
    weeks_late: int | None = None  # how late the plan, the decision or the review was, in whole weeks
    terms: float | None = None  # terms of education or support lost, a school year being three
    age: str | None = None
    support: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()  # why a child was out of school
    paid: tuple[Paid, ...] = ()
    apology: bool | None = None
    improvements: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year of the decision; where its day was not seen, that of the reference number."""
        return self.decided.year if self.decided else 2000 + int(self.ref[:2])

    @property
    def slug(self) -> str:
        """The reference as part of an address."""
        return self.ref.replace(" ", "-")

    @property
    def helped(self) -> bool:
        return self.outcome in HELPED

    @property
    def total(self) -> int:
        """All that was paid, in pounds; 0 where no sum is told."""
        return sum(paid.amount for paid in self.paid)

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages its faults belong to."""
        return tuple(stage for stage, codes in STAGES.items() if not set(codes).isdisjoint(self.faults))

    @property
    def remedies(self) -> tuple[str, ...]:
        """What it led to: an apology, payments by what they were for, changes to the service."""
        made = ["apology"] if self.apology else []
        made += dict.fromkeys(paid.of for paid in self.paid)
        return (*made, *(["improvement"] if self.improvements else []))


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for. An empty field asks for nothing; all that is asked for must hold."""

    words: str = ""
    fault: str = ""
    stage: str = ""
    body: str = ""  # council | nhs
    remedy: str = ""
    year: str = ""
    council: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Library:
    """All decisions, newest first, and what they are looked up by: places in ``decisions``."""

    decisions: tuple[Decision, ...] = ()
    by_ref: Mapping[str, Decision] = field(init=False)
    by_fault: Mapping[str, tuple[Decision, ...]] = field(init=False)  # those in which the fault was found
    by_shut: Mapping[tuple[str, str], tuple[Decision, ...]] = field(init=False)  # by reason and fault
    by_council: Mapping[str, tuple[Decision, ...]] = field(init=False)
    highest: int = field(init=False)  # the highest total in pounds
    _places: Mapping[tuple[str, str], frozenset[int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.decisions, key=_newest))
        put = object.__setattr__
        put(self, "decisions", ordered)
        put(self, "by_ref", {decision.slug: decision for decision in ordered})
        put(self, "by_fault", _grouped((code, made) for made in ordered if made.helped for code in made.faults))
        put(self, "by_council", _grouped((made.gss, made) for made in ordered if made.gss))
        put(self, "by_shut", _grouped(_refusals(ordered)))
        put(self, "highest", max((made.total for made in ordered), default=0))
        put(self, "_places", _index(ordered))

    def search(self, query: Query) -> list[Decision]:
        """The decisions that have all of what is asked for, newest first."""
        asked = [(name, value) for name, value in _terms(query) if value]
        if not asked:
            return list(self.decisions)
        found = [self._places.get(term, frozenset()) for term in asked]
        places = frozenset.intersection(*sorted(found, key=len))
        return [self.decisions[place] for place in sorted(places)]

    def unknown(self, words: str) -> list[str]:
        """The words of a search that stand in no decision."""
        return [word for word in _words(words) if ("word", word) not in self._places]


def _newest(decision: Decision) -> tuple[int, int, str]:
    day = decision.decided.toordinal() if decision.decided else date(decision.year, 7, 1).toordinal()
    return -day, -int(decision.ref[:2]), decision.ref


def _grouped(pairs: Iterable[tuple[object, Decision]]) -> dict[object, tuple[Decision, ...]]:
    made: dict[object, dict[str, Decision]] = {}
    for key, decision in pairs:
        made.setdefault(key, {})[decision.ref] = decision
    return {key: tuple(found.values()) for key, found in made.items()}


def _refusals(decisions: Iterable[Decision]) -> Iterator[tuple[object, Decision]]:
    for decision in decisions:
        for shut in decision.shut:
            yield from (((shut.reason, code), decision) for code in shut.faults)


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(text.lower())))


def _terms(query: Query) -> Iterator[tuple[str, str]]:
    yield from (("word", word) for word in _words(query.words))
    for name in ("fault", "stage", "body", "remedy", "year", "council", "outcome"):
        yield name, getattr(query, name)


def _index(decisions: tuple[Decision, ...]) -> dict[tuple[str, str], frozenset[int]]:
    made: dict[tuple[str, str], set[int]] = {}
    for place, decision in enumerate(decisions):
        for term in _found_by(decision):
            made.setdefault(term, set()).add(place)
    return {term: frozenset(places) for term, places in made.items()}


def _found_by(decision: Decision) -> Iterator[tuple[str, str]]:
    text = " ".join((decision.ref, decision.council, *decision.bodies, decision.story, decision.not_looked_at))
    yield from (("word", word) for word in _words(f"{text} {' '.join(decision.improvements)}"))
    yield from (("fault", code) for code in decision.faults)
    yield from (("stage", stage) for stage in decision.stages)
    yield from (("remedy", remedy) for remedy in decision.remedies)
    yield "body", "nhs" if decision.bodies else "council"
    yield "year", str(decision.year)
    yield "council", decision.gss
    yield "outcome", decision.outcome


# ---- what must hold of an entry ---------------------------------------------------------------------------------------


def check_decisions(decisions: Iterable[Decision], councils: Iterable[str]) -> Iterator[str]:
    """What is wrong with entries, one sentence each, naming the reference and what is allowed."""
    known, seen = frozenset(councils), set[str]()
    for decision in decisions:
        if decision.ref in seen:
            yield f"decision {decision.ref}: it is written twice"
        seen.add(decision.ref)
        yield from (f"decision {decision.ref}: {problem}" for problem in _problems(decision, known))


def _problems(made: Decision, councils: frozenset[str]) -> Iterator[str]:
    if not _REFERENCE.fullmatch(made.ref):
        yield "ref: a reference such as 24 013 122 is expected"
    if made.gss and made.gss not in councils:
        yield f"gss: {made.gss} is not in local_authorities.csv"
    if made.url and not made.published:
        yield "published: what has an address is published"
    if made.url and not (_ADDRESS.fullmatch(made.url) and made.url.endswith(made.slug)):
        yield "url: the Ombudsman's own address of this decision is expected, or none"
    if not 20 <= len(made.story) <= LONGEST_STORY or len(made.not_looked_at) > LONGEST_STORY:
        yield f"story, not_looked_at: at most {LONGEST_STORY} letters, and a story of at least 20"
    yield from _strangers(made)
    yield from (f"paid: {paid.amount} is not a sum" for paid in made.paid if paid.amount <= 0)
    if made.helped and not made.faults:
        yield f"faults: a decision that is {made.outcome} names at least one"
    if made.shut and not made.not_looked_at and not made.helped:
        yield "not_looked_at: what is in shut must be said there in a sentence"


def _strangers(made: Decision) -> Iterator[str]:
    faults = (*FINDINGS, *OTHER_FAULTS)
    for name, values, allowed in (
        ("outcome", [made.outcome], OUTCOMES),
        ("faults", made.faults, faults),
        ("cleared", made.cleared, faults),
        ("shut.reason", [shut.reason for shut in made.shut], REASONS),
        ("shut.faults", [code for shut in made.shut for code in shut.faults], faults),
        ("shut.because", [shut.because for shut in made.shut if shut.because], BECAUSE),
        ("paid.of", [paid.of for paid in made.paid], PURPOSES),
        ("paid.to", [paid.to for paid in made.paid if paid.to], RECIPIENTS),
        ("age", [made.age] if made.age else [], AGES),
        ("support", made.support, SUPPORT),
        ("reasons", made.reasons, ABSENCE_REASONS),
    ):
        yield from (f"{name}: {value} is none of {', '.join(allowed)}" for value in values if value not in allowed)
