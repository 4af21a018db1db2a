"""The conditions, needs and repetitions that letter plans in flows/letters name.

A condition answers with the ground a sentence stands on, or with None, and then the sentence is left out. So no block of
a letter can stand without saying which facts and provisions carry it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from assistant.core.assessment import Finding
from assistant.core.dates import Unsaid
from assistant.core.letter_scene import Scene, facts_of, law_of
from assistant.core.words import Phrase


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence rests on: places in the case ("events/2") and ids of provisions."""

    facts: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.facts or self.provisions)

    def with_(self, other: Ground) -> Ground:
        """Both grounds together, nothing twice."""
        return Ground(
            tuple(dict.fromkeys((*self.facts, *other.facts))),
            tuple(dict.fromkeys((*self.provisions, *other.provisions))),
        )


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph, list entry or table row that a repetition yields. ``own``: the family's words, as written."""

    cells: tuple[str, ...]
    ground: Ground
    own: bool = False


Condition = Callable[[Scene], Ground | None]
Need = Callable[[Scene], bool]
Source = Callable[[Scene, str], Iterator[Item]]  # the second argument is the text id of the block
CONDITIONS: dict[str, Condition] = {}
NEEDS: dict[str, Need] = {}
Registered = TypeVar("Registered")
FACTS = ("writer", "consent", "council", "review-ground", "late-reason")  # needs that a family can still answer
REMEDIES = "lgsco-remedies"  # the provision for what puts things right


def register(table: dict[str, Registered], name: str) -> Callable[[Registered], Registered]:
    """Enters a function into a table under the name by which plans ask for it."""

    def enter(function: Registered) -> Registered:
        table[name] = function
        return function

    return enter


# ---- needs: without these facts no letter is offered; on what occasion which is due says letter_due -----------------------


def missing(scene: Scene) -> tuple[Phrase, ...]:
    """What is missing for this letter, a phrase for each need of its plan that is not met (letter/missing/<need>)."""
    return tuple(Phrase(f"letter/missing/{need}") for need in scene.plan.needs if not NEEDS[need](scene))


@register(NEEDS, "writer")
def _writer(scene: Scene) -> bool:
    return scene.case.about.filled_in_by is not None


@register(NEEDS, "consent")
def _consent(scene: Scene) -> bool:
    """An adviser writes only with the family's consent."""
    return scene.voice != "adviser" or scene.case.about.consent == "yes"


@register(NEEDS, "council")
def _council(scene: Scene) -> bool:
    return scene.council is not None


# ---- conditions ---------------------------------------------------------------------------------------------------------


def ground_of(findings: tuple[Finding, ...] | list[Finding]) -> Ground | None:
    """The facts that some findings rest on; None if there is no finding."""
    return Ground(facts_of(findings)) if findings else None


@register(CONDITIONS, "writer")
def _written_by(scene: Scene) -> Ground | None:
    """Somebody said who writes; an adviser's letter rests on the family's consent too."""
    return Ground(("about/filled_in_by", *(["about/consent"] if scene.voice == "adviser" else [])))


@register(CONDITIONS, "late")
def _late(scene: Scene) -> Ground | None:
    return ground_of(scene.late)


@register(CONDITIONS, "clocks")
def _clocks(scene: Scene) -> Ground | None:
    """A time limit, or an act on one day, is argued on the first pages."""
    return ground_of([finding for finding in scene.shown if finding.spell is None])


@register(CONDITIONS, "spells")
def _spells(scene: Scene) -> Ground | None:
    """A time without support or without education is argued on the first pages."""
    return ground_of([finding for finding in scene.shown if finding.spell is not None])


@register(CONDITIONS, "further-dates")
def _further_dates(scene: Scene) -> Ground | None:
    """There are dates beside those in the tables of the first page; a time alone has its dates in its paragraph."""
    spells = tuple(dict.fromkeys(finding.spell for finding in scene.late if finding.spell))
    events = (f"events/{e.index}" for e in scene.case.events if scene.past(e))
    new = [place for place in events if place not in scene.tabled]
    return Ground((*new, *spells)) if new or len(spells) > 1 else None


@register(CONDITIONS, "dates-in-question")
def _dates_in_question(scene: Scene) -> Ground | None:
    """A finding of the first pages rests on an event with a date, so there is something for the table."""
    places = [f"events/{i}" for f in scene.shown for i in f.events if scene.past(scene.case.events[i])]
    return Ground(tuple(dict.fromkeys(places))) if places else None


@register(CONDITIONS, "sure")
def _sure(scene: Scene) -> Ground | None:
    """Something certainly or probably went wrong; so the letter may ask for an apology."""
    return ground_of([finding for finding in scene.late if finding.verdict != "possible"])


@register(CONDITIONS, "only-possible")
def _only_possible(scene: Scene) -> Ground | None:
    """Nothing is more than possible; so the letter asks for a check first, and for the rest only if it shows a fault."""
    return None if _sure(scene) else ground_of(scene.late)


@register(CONDITIONS, "more")
def _more(scene: Scene) -> Ground | None:
    """There are findings that only the annex names."""
    return ground_of(scene.more)


@register(CONDITIONS, "stretched")
def _stretched(scene: Scene) -> Ground | None:
    """A time limit of the law, certainly passed, whose list of exceptions (if any) knows no shortage of staff."""
    shown = [finding for finding in scene.late if finding in scene.shown]
    passed = [
        f for f in shown if f.verdict == "breach" and f.force == "statute" and f.late_days and not f.duty.too_early
    ]
    sure = [f for f in passed if f.duty.sure != "M"]
    return Ground(facts_of(sure), law_of(sure[:1])) if sure else None


@register(CONDITIONS, "remedy")
def _remedy(scene: Scene) -> Ground | None:
    """The Ombudsman's guidance suggests remedies for what went wrong, or for what may have gone wrong."""
    return Ground(facts_of(scene.late), (REMEDIES,)) if scene.late else None


@register(CONDITIONS, "impact")
def _impact(scene: Scene) -> Ground | None:
    return Ground(("impact",)) if (scene.case.impact or "").strip() else None


@register(CONDITIONS, "appeal")
def _appeal(scene: Scene) -> Ground | None:
    """The family appealed, or has a decision it may appeal against."""
    kinds = ("appealable_decision", "appeal_lodged")
    places = [f"events/{e.index}" for e in scene.case.events if e.event in kinds and e.date is not Unsaid.NOT_YET]
    return Ground(tuple(places)) if places else None


@register(CONDITIONS, "code")
def _code(scene: Scene) -> Ground | None:
    """The Ombudsman's Complaint Handling Code is looked at for complaints made since its duty's first day."""
    rows = scene.context.definitions.duties.get("L-CODE-S1", ())
    held = [row for row in rows if row.since <= scene.as_of and (row.until is None or scene.as_of <= row.until)]
    return Ground(("as_of",), held[-1].law) if held else None


@register(CONDITIONS, "before-code")
def _before_code(scene: Scene) -> Ground | None:
    return None if _code(scene) else Ground(("as_of",))


@register(CONDITIONS, "law")
def _law(scene: Scene) -> Ground | None:
    """Something has been cited by now. For the annex: the blocks before it have all been composed."""
    return Ground(provisions=tuple(scene.cited)) if scene.cited else None
