"""What letters to the council and the Ombudsman say of steps taken so far, and of what each kind of letter needs to cite.

Part of the law engine: conditions and sources beside those about findings. See ``letter_conditions`` for what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from assistant.core.case import Event
from assistant.core.dates import DateSpan, Truth, Unsaid
from assistant.core.letter_bodies import happened, of_body
from assistant.core.letter_conditions import CONDITIONS, Ground, Item, ground_of, register
from assistant.core.letter_due import PLANS, REFUSED, disputed, in_reach, own_words, past_twelve_weeks, said
from assistant.core.letter_scene import Scene, facts_of, printable
from assistant.core.letter_sources import SOURCES, event_rows, once

COMPLAINT = ("complaint_made", "complaint_acknowledged", "stage1_response", "stage2_requested", "stage2_response")
TRANSPORT = ("transport_decision", "transport_appeal_stage1", "transport_appeal_stage2")
APPEAL = ("appealable_decision", "appeal_lodged", "appeal_ended", "tribunal_order", "council_conceded")
REMEDY = ("ombudsman_decision", "remedy_agreed", "remedy_done")

# condition -> provisions that a sentence cites whatever the facts
CITED: dict[str, tuple[str, ...]] = {
    "certificate-law": ("cfa-55", "send-regs-34"),
    "contact-law": ("send-regs-33",),
    "late-appeal-law": ("ipsea-late-appeals",),
    "appeal-time-law": ("tribunal-rules-20",),
    "notice-law": ("send-regs-20-3",),
    "advice-law": ("send-regs-20-4",),
    "yearly-law": ("cfa-44-1",),
    "transport-times": ("dfe-travel",),
    "payment-law": ("cfa-49", "si-2014-1652-7"),
    "records-law": ("uk-gdpr-15",),
    "month-law": ("uk-gdpr-12",),
    "information-law": ("foia-2000-10",),
    "review-law": ("lgsco-review",),
    "compliance-law": ("lgsco-compliance",),
}


def places(events: Iterable[Event], *law: str) -> Ground | None:
    """The ground that some events are, with the law that goes with them; None if there is none."""
    found = tuple(f"events/{event.index}" for event in events)
    return Ground(found, law) if found else None


def _cites(law: tuple[str, ...], scene: Scene) -> Ground | None:
    return Ground(provisions=law)


for _name, _law in CITED.items():
    CONDITIONS[_name] = partial(_cites, _law)


# ---- complaints made so far ---------------------------------------------------------------------------------------------


@register(CONDITIONS, "complained")
def _complained(scene: Scene) -> Ground | None:
    return places(of_body(scene, "council", "complaint_made"))


@register(CONDITIONS, "not-complained")
def _not_complained(scene: Scene) -> Ground | None:
    """Nobody said that there was a complaint to the council; so the letter can say that it is none."""
    return None if _complained(scene) else ground_of(scene.late)


@register(CONDITIONS, "twelve-weeks")
def _twelve_weeks(scene: Scene) -> Ground | None:
    """Twelve weeks have certainly gone since the complaint, and the case knows of no final answer."""
    answered = of_body(scene, "council", "stage2_response")
    return None if answered else places(past_twelve_weeks(scene)[-1:], "lga-1974-26-5", "lgsco-reasonable-time")


@register(CONDITIONS, "no-answer")
def _no_answer(scene: Scene) -> Ground | None:
    """The family says that the answer they wait for has not come."""
    waited = ("stage2_response",) if of_body(scene, "council", "stage2_requested") else ("stage1_response",)
    events = [e for e in scene.case.events if e.event in waited and (e.body or "council") == "council"]
    return places(event for event in events if event.date is Unsaid.NOT_YET)


@register(CONDITIONS, "stage-2-code")
def _stage2_code(scene: Scene) -> Ground | None:
    """The Complaint Handling Code is looked at, and says how long stage 2 takes."""
    rows = scene.context.definitions.duties.get("L-CODE-S2", ())
    return Ground(("as_of",), rows[-1].law) if rows and CONDITIONS["code"](scene) else None


@register(CONDITIONS, "outstanding")
def _outstanding(scene: Scene) -> Ground | None:
    return ground_of([finding for finding in scene.late if scene.goes_on(finding)])


@register(CONDITIONS, "told")
def _told(scene: Scene) -> Ground | None:
    """The council was told of a time that this letter is about."""
    known = [f for f in scene.late if getattr(scene.spell(f), "council_told", None) not in (None, Unsaid.NOT_YET)]
    return ground_of(known)


@register(CONDITIONS, "not-told")
def _not_told(scene: Scene) -> Ground | None:
    """The case does not say that the council was told; so this letter tells it."""
    return None if _told(scene) else ground_of(scene.late)


def _listed(source: str, scene: Scene) -> Ground | None:
    """There is something for a list of papers, so that it may be announced."""
    items = tuple(SOURCES[source](scene, ""))
    return Ground(facts=tuple(dict.fromkeys(fact for item in items for fact in item.ground.facts))) if items else None


CONDITIONS.update({"papers": partial(_listed, "papers"), "papers-asked": partial(_listed, "papers-asked")})


@register(CONDITIONS, "any-papers")
def _any_papers(scene: Scene) -> Ground | None:
    return CONDITIONS["papers"](scene) or CONDITIONS["papers-asked"](scene)


@register(CONDITIONS, "notes")
def _notes(scene: Scene) -> Ground | None:
    """There is something to say of how the law stood at the time."""
    return ground_of([finding for finding in scene.late if finding.notes])


# ---- the Ombudsman ------------------------------------------------------------------------------------------------------


def _reaching(scene: Scene, *kinds: str) -> Ground | None:
    """Late findings of which some stretch is of these kinds, whatever the letter leaves out."""
    return ground_of([f for f in scene.assessment.late if any(piece.reach in kinds for piece in f.reach)])


@register(CONDITIONS, "older-goes-on")
def _older_goes_on(scene: Scene) -> Ground | None:
    """One and the same failing began more than 12 months ago and reaches into the last 12."""
    both = [f for f in scene.late if {"ombudsman-late"} < {p.reach for p in f.reach if p.reach.startswith("omb")}]
    ground = ground_of(both)
    return ground.with_(Ground(provisions=("lga-1974-26b",))) if ground else None


@register(CONDITIONS, "older")
def _older(scene: Scene) -> Ground | None:
    """Something is more than 12 months old, and does not reach into the last 12."""
    ground = None if _older_goes_on(scene) else _reaching(scene, "ombudsman-late")
    return ground.with_(Ground(provisions=("lga-1974-26b",))) if ground else None


@register(SOURCES, "barred-time")
def _barred(scene: Scene, text: str) -> Iterator[Item]:
    """Each stretch that was bound up with an appeal, which the Ombudsman may not look at."""
    appeal = (f"events/{event.index}" for event in happened(scene, *APPEAL))
    ground = Ground(tuple(appeal), ("lga-1974-26-6",))
    barred = [(f, piece) for f in scene.assessment.late for piece in f.reach if piece.reach == "barred"]
    spans: dict[tuple[DateSpan, DateSpan | None], Ground] = {}
    for finding, piece in barred:
        span = piece.start, piece.end if piece.end.last < scene.as_of else None
        spans[span] = spans.get(span, ground).with_(Ground(facts_of([finding])))
    for (start, end), carried in spans.items():
        state = "over" if end else "goes on"
        yield Item((scene.say(f"{text}/{state}", start=start, end=end, law=scene.cite(carried.provisions)),), carried)


@register(CONDITIONS, "decided")
def _decided(scene: Scene) -> Ground | None:
    return places(happened(scene, "ombudsman_decision"))


@register(CONDITIONS, "review-late")
def _review_late(scene: Scene) -> Ground | None:
    """The Ombudsman said that it came too late, and on the dates some of it lies within the 12 months."""
    return places(said(scene, "late"), "lga-1974-26b") if in_reach(scene) else None


@register(CONDITIONS, "review-appealed")
def _review_appealed(scene: Scene) -> Ground | None:
    """The Ombudsman said that it was bound up with an appeal, and on the dates some of it lies outside that time."""
    return places(said(scene, "appealed"), "lga-1974-26-6") if in_reach(scene) else None


@register(CONDITIONS, "decision-note")
def _decision_note(scene: Scene) -> Ground | None:
    return places(own_words(happened(scene, "ombudsman_decision")))


@register(CONDITIONS, "agreed-in-words")
def _agreed_in_words(scene: Scene) -> Ground | None:
    return places(event for event in happened(scene, "remedy_agreed") if (event.what or "").strip())


@register(CONDITIONS, "late-note")
def _late_note(scene: Scene) -> Ground | None:
    return places(own_words(disputed(scene)))


# ---- plans, transport, money, care --------------------------------------------------------------------------------------


@register(CONDITIONS, "plan")
def _plan(scene: Scene) -> Ground | None:
    """There is a final plan."""
    known = Ground(("about/plan",)) if scene.case.about.plan == "final" else None
    return known or places(happened(scene, *PLANS)[-1:])


@register(CONDITIONS, "transport")
def _transport(scene: Scene) -> Ground | None:
    return places(event for event in happened(scene, *TRANSPORT) if event.outcome in REFUSED)


@register(CONDITIONS, "school-age")
def _school_age(scene: Scene) -> Ground | None:
    """Certainly between five and sixteen: of these ages the law on free travel speaks."""
    of_age = scene.aged(5) is Truth.YES and scene.aged(16) is Truth.NO
    return Ground(("about/child/born",), ("ea-1996-508b", "ea-1996-sch-35b")) if of_age else None


@register(CONDITIONS, "payment")
def _payment(scene: Scene) -> Ground | None:
    return places(happened(scene, "direct_payment_decision")[-1:])


@register(CONDITIONS, "adult")
def _adult(scene: Scene) -> Ground | None:
    grown = scene.aged(18) is Truth.YES
    return Ground(("about/child/born",), ("nhs-complaints-2009", "nhs-complaints-2009-13")) if grown else None


@register(CONDITIONS, "not-adult")
def _not_adult(scene: Scene) -> Ground | None:
    """Not certainly 18: the procedure for children's social care."""
    return None if _adult(scene) else Ground(_birthday(scene), ("ca-1989-26", "csc-complaints-2006"))


def _birthday(scene: Scene) -> tuple[str, ...]:
    return ("about/child/born",) if scene.case.about.child_born is not None else ()


@register(CONDITIONS, "care-times")
def _care_times(scene: Scene) -> Ground | None:
    return None if _adult(scene) else Ground(("as_of",), ("csc-stages",))


@register(CONDITIONS, "own-agreement")
def _own_agreement(scene: Scene) -> Ground | None:
    """A parent asks for the records of a child who may be old enough to be asked."""
    asked = scene.voice == "parent" and scene.aged(12) is not Truth.NO
    return Ground((*_birthday(scene), "about/filled_in_by"), ("right-to-information",)) if asked else None


# ---- what a block is repeated for ---------------------------------------------------------------------------------------


def _steps(kinds: tuple[str, ...], scene: Scene, text: str) -> Iterator[Item]:
    """Rows of a table: the steps of these kinds that are the council's or the Ombudsman's, with what has not come."""
    wanted = [e for e in scene.case.events if e.event in kinds and (e.body or "council") == "council"]
    yield from event_rows(scene, text, wanted)


def _in_own_words(events: Callable[[Scene], list[Event]], member: str, scene: Scene, text: str) -> Iterator[Item]:
    for event in events(scene):
        words = printable(getattr(event, member) or "").strip()
        if words:
            yield Item((words,), Ground((f"events/{event.index}",)), own=True)


def _decision(limit: str, scene: Scene, text: str) -> Iterator[Item]:
    """The decision from which one of the family's own limits is counted."""
    found = scene.dated.get(f"{limit}_decision", (None, ()))[1]
    yield from event_rows(scene, text, [e for e in scene.case.events if f"events/{e.index}" in found])


@register(SOURCES, "figures")
def _figures(scene: Scene, text: str) -> Iterator[Item]:
    """Figures and policies about the council's service, of which nothing names the child."""
    yield from once(scene, "figures", scene.late)


SOURCES.update(
    {
        "complaint-steps": partial(_steps, COMPLAINT),
        "remedy-steps": partial(_steps, REMEDY),
        "transport-steps": partial(_steps, TRANSPORT),
        "payment-steps": partial(_steps, ("direct_payment_requested", "direct_payment_decision")),
        "decision-to-mediate": partial(_decision, "mediation_contact"),
        "decision-to-appeal": partial(_decision, "appeal"),
        "agreed": partial(_in_own_words, lambda scene: happened(scene, "remedy_agreed"), "what"),
        "decision-note": partial(_in_own_words, lambda scene: happened(scene, "ombudsman_decision"), "note"),
        "late-note": partial(_in_own_words, disputed, "note"),
    }
)
