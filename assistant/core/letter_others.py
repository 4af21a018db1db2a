"""Needs and conditions of the letters to schools, the NHS, review panels, solicitors and directors.

Part of the law engine: no files, no network, no clock. Registered beside those of the letters to the council; what these
letters are repeated for is in ``letter_other_sources``. A body is told about its own part only, so most of these look at
the findings and times that this body has to do with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial

from assistant.core.assessment import Finding
from assistant.core.case import Event
from assistant.core.letter_bodies import (
    FOUND,
    NHS,
    SETTINGS,
    absences,
    exclusion,
    happened,
    health_advice,
    late_of,
    nhs_findings,
    of_body,
    part_time,
    reports,
    running,
    section_g,
    setting,
    staff,
    suspensions,
    with_school,
)
from assistant.core.letter_conditions import CONDITIONS, NEEDS, Ground, ground_of, register
from assistant.core.letter_scene import Scene, facts_of, law_of

RECOMMENDATIONS = ("si-2017-1306-7",)
REASONABLE_TIME = timedelta(84)  # the Ombudsman's twelve weeks for the council to answer
Law = Mapping[str, tuple[str, ...]]  # by the names of SETTINGS: ids of provisions
COMPLAINTS: Law = {
    "maintained": ("ea-2002-29",),
    "academy": ("independent-school-standards-part-7",),
    "private": ("independent-school-standards-part-7",),
    "college": ("dfe-fe-complaints",),
    "nursery": ("eyfs-complaints",),
}
SCHOOLS = ("maintained", "academy", "private", "unit")
GOVERNORS: Law = {"maintained": ("exclusion-regs-2012-6",), "academy": ("exclusion-regs-2012-24",)}
DEPARTMENT: Law = {
    "maintained": ("ea-1996-496", "ea-1996-497"),
    "academy": ("dfe-academy-complaints",),
    "private": ("dfe-complain-school",),
}


def places(events: Iterable[Event]) -> Ground | None:
    """The ground that some events are; None if there is none."""
    found = tuple(f"events/{event.index}" for event in events)
    return Ground(found) if found else None


def stands(scene: Scene, *statuses: str) -> bool:
    """Does the route of this letter stand so on the day of the letter?"""
    return any(advice.route == scene.plan.route and advice.status in statuses for advice in scene.assessment.routes)


# ---- needs --------------------------------------------------------------------------------------------------------------


def _school_matter(scene: Scene) -> Ground | None:
    """What a school, college or nursery can be asked about: its own part."""
    found = ground_of([*with_school(scene), *absences(scene), *reports(scene)])
    return found or CONDITIONS["discrimination"](scene)


def _nhs_matter(scene: Scene) -> Ground | None:
    return ground_of(nhs_findings(scene))


def _unanswered(scene: Scene) -> Ground | None:
    """A recommendation on health that nobody appears to have answered in time."""
    late = late_of(scene, "tribunal-recommendation-not-answered", *NHS)
    ground = ground_of([finding for finding in late if finding.verdict != "possible"])
    return ground.with_(Ground(provisions=RECOMMENDATIONS)) if ground else None


def _turned_down(scene: Scene) -> Ground | None:
    answers = [event for event in happened(scene, "recommendation_answered") if event.body == "health"]
    ground = None if _unanswered(scene) else places(a for a in answers if a.outcome in ("refused", "partly"))
    return ground.with_(Ground(provisions=RECOMMENDATIONS)) if ground else None


def _recommended(scene: Scene) -> Ground | None:
    """A recommendation on health came to nothing, or not to all of what it said."""
    return _unanswered(scene) or _turned_down(scene)


def _nhs_had_chance(scene: Scene) -> Ground | None:
    """A recommendation came to nothing; or the NHS answered a complaint, and it left out what it should have done."""
    answered = CONDITIONS["nhs-answered"](scene) if _nhs_matter(scene) else None
    return _recommended(scene) or answered


def _both_matter(scene: Scene) -> Ground | None:
    """What the council and the NHS both had a part in."""
    joint = [f for f in scene.assessment.late if any(piece.reach == "joint" for piece in f.reach)]
    return ground_of([*joint, *health_advice(scene)])


def _council_had_chance(scene: Scene) -> bool:
    """The council's final answer came, or certainly twelve weeks have gone since the complaint."""
    made = [event.span for event in of_body(scene, "council", "complaint_made") if event.span]
    waited = any(span.last + REASONABLE_TIME < scene.as_of for span in made)
    return waited or bool(of_body(scene, "council", "stage2_response"))


@register(NEEDS, "school-answer")
def _school_answered(scene: Scene) -> bool:
    """The school's procedure has come to its end: its last answer, or the decision of an academy's review panel."""
    return CONDITIONS["school-answered"](scene) is not None


@register(NEEDS, "clock")
def _clock(scene: Scene) -> bool:
    """A clock runs against the council, and nothing of the council's is late."""
    return bool(running(scene)) and not any(finding.body == "council" for finding in scene.assessment.late)


NEEDS.update(
    {
        "school": lambda scene: setting(scene) in SCHOOLS,
        "college": lambda scene: setting(scene) == "college",
        "nursery": lambda scene: setting(scene) == "nursery",
        "school-of-department": lambda scene: setting(scene) in DEPARTMENT,
        "school-matter": lambda scene: _school_matter(scene) is not None,
        "not-complained-to-school": lambda scene: not of_body(scene, "school", "complaint_made"),
        "nhs-matter": lambda scene: _nhs_matter(scene) is not None,
        "not-complained-to-nhs": lambda scene: not of_body(scene, "nhs", "complaint_made"),
        "complained-to-nhs": lambda scene: bool(of_body(scene, "nhs", "complaint_made")),
        "nhs-had-chance": lambda scene: _nhs_had_chance(scene) is not None,
        "phso-open": lambda scene: stands(scene, "first", "next", "also"),
        "both-matter": lambda scene: _both_matter(scene) is not None,
        "council-had-chance": _council_had_chance,
        "exclusion": lambda scene: exclusion(scene) is not None,
        "governors-open": lambda scene: stands(scene, "first", "also"),
        "panel-open": lambda scene: stands(scene, "first"),
        "any-finding": lambda scene: bool(scene.assessment.late),
    }
)


# ---- conditions ---------------------------------------------------------------------------------------------------------


def _at(name: str, scene: Scene) -> Ground | None:
    return Ground(("about/setting/kind",)) if setting(scene) == name else None


def _law_by_setting(law: Law, scene: Scene) -> Ground | None:
    """What the law says of this kind of school; None for kinds it does not reach."""
    found = law.get(setting(scene))
    return Ground(("about/setting/kind",), found) if found else None


def _grounds(find: Callable[[Scene], list[Finding]], scene: Scene) -> Ground | None:
    return ground_of(find(scene))


def _still(find: Callable[[Scene], list[Finding]], scene: Scene) -> Ground | None:
    return ground_of([finding for finding in find(scene) if scene.goes_on(finding)])


def _with_law(find: Callable[[Scene], list[Finding]], scene: Scene) -> Ground | None:
    """The findings, with the law of the first: to be said once for all of them."""
    found = find(scene)
    return Ground(facts_of(found), law_of(found[:1])) if found else None


def _cites(law: tuple[str, ...], scene: Scene) -> Ground | None:
    return Ground(provisions=law)


def _excluded(event: str, law: tuple[str, ...], scene: Scene) -> Ground | None:
    found = exclusion(scene)
    return Ground((f"events/{found.index}",), law) if found and found.event == event else None


def _duty_law(duty: str, event: str, scene: Scene) -> Ground | None:
    """An exclusion or suspension, with the law on the education owed meanwhile; not where that law doesn't reach."""
    rows = scene.context.definitions.duties.get(duty, ())
    ground = _excluded(event, rows[-1].law if rows else (), scene)
    return ground if ground and setting(scene) in ("maintained", "academy") else None


def _governors_law(scene: Scene) -> Ground | None:
    """What the governors must do, as long as they have not decided."""
    return None if happened(scene, "governors_decision") else _law_by_setting(GOVERNORS, scene)


@register(CONDITIONS, "discrimination")
def _discrimination(scene: Scene) -> Ground | None:
    return Ground(("problems",)) if "discrimination" in scene.case.problems else None


def _complaint_answered(scene: Scene) -> Ground | None:
    """The school's last answer to a complaint."""
    return places(of_body(scene, "school", "stage2_response"))


@register(CONDITIONS, "panel-answered")
def _panel_answered(scene: Scene) -> Ground | None:
    """An academy's review panel decided, and that is what there is to write about."""
    panels = [e for e in happened(scene, "governors_decision") if e.kind == "independent_review_panel"]
    of_academy = [e for e in panels if e.body == "academy" or (e.body is None and setting(scene) == "academy")]
    return None if _complaint_answered(scene) else places(of_academy)


@register(CONDITIONS, "school-answered")
def _answered_by_school(scene: Scene) -> Ground | None:
    return _complaint_answered(scene) or _panel_answered(scene)


@register(CONDITIONS, "to-board")
def _to_board(scene: Scene) -> Ground | None:
    """The care board answers for Section G and for health advice; where only NHS staff are the matter, their trust."""
    return ground_of([*section_g(scene), *health_advice(scene)])


@register(CONDITIONS, "to-trust")
def _to_trust(scene: Scene) -> Ground | None:
    return None if _to_board(scene) else ground_of(staff(scene))


@register(CONDITIONS, "nhs-sure")
def _nhs_sure(scene: Scene) -> Ground | None:
    """The NHS certainly or probably fell short of what it owes itself."""
    return ground_of([f for f in [*section_g(scene), *health_advice(scene)] if f.verdict != "possible"])


@register(CONDITIONS, "nhs-not-sure")
def _nhs_not_sure(scene: Scene) -> Ground | None:
    return None if _nhs_sure(scene) else _nhs_matter(scene)


@register(CONDITIONS, "wishes")
def _wishes(scene: Scene) -> Ground | None:
    found = tuple(f"wanted/{place}" for place, wish in enumerate(scene.case.wanted) if wish.strip())
    return Ground(found) if found else None


@register(CONDITIONS, "excluded")
def _excluded_at_all(scene: Scene) -> Ground | None:
    found = exclusion(scene)
    return places([found]) if found else None


@register(CONDITIONS, "not-academy")
def _not_academy(scene: Scene) -> Ground | None:
    """An exclusion whose review the council arranges, so far as the family said what kind of school it is."""
    return None if setting(scene) == "academy" else _excluded_at_all(scene)


@register(CONDITIONS, "straight-to-ombudsman")
def _straight(scene: Scene) -> Ground | None:
    """A recommendation came to nothing, and the NHS has had no complaint."""
    ground = None if of_body(scene, "nhs", "complaint_made") else _recommended(scene)
    return Ground(ground.facts, ("lgsco-recommendations",)) if ground else None


@register(CONDITIONS, "plan-final")
def _plan_final(scene: Scene) -> Ground | None:
    return Ground(("about/plan",)) if scene.case.about.plan == "final" else None


@register(CONDITIONS, "answer-in-time")
def _answer_in_time(scene: Scene) -> Ground | None:
    """The usual day for an answer comes before the first day on which something falls due."""
    due = [finding.due.first for finding in running(scene) if finding.due]
    reply = scene.values["reply"]
    return ground_of(running(scene)) if due and reply.last < min(due) else None


@register(CONDITIONS, "answer-sooner")
def _answer_sooner(scene: Scene) -> Ground | None:
    return None if _answer_in_time(scene) else ground_of(running(scene))


for _name in SETTINGS:
    CONDITIONS[f"at-{_name}"] = partial(_at, _name)
for _name in ("with-school", "nhs-staff", "running", "review-overdue"):
    CONDITIONS[_name] = partial(_grounds, FOUND[_name])
for _name in ("with-school", "nhs-staff", "health-advice", "absence", "report"):
    CONDITIONS[f"{_name}, now"] = partial(_still, FOUND[_name])
CONDITIONS.update(
    {
        "school-matter": _school_matter,
        "nhs-matter": _nhs_matter,
        "recommended": _recommended,
        "unanswered": _unanswered,
        "turned-down": _turned_down,
        "complaint-answered": _complaint_answered,
        "part-time": partial(_grounds, part_time),
        "school-told": lambda scene: ground_of([*with_school(scene), *absences(scene)]),
        "nhs-support": lambda scene: ground_of([*section_g(scene), *staff(scene)]),
        "nhs-goes-on": lambda scene: ground_of([f for f in nhs_findings(scene) if scene.goes_on(f)]),
        "nhs-had-chance": _nhs_had_chance,
        "board": lambda scene: _to_board(scene) or _recommended(scene),
        "trust": lambda scene: None if _recommended(scene) else _to_trust(scene),
        "both-matter": _both_matter,
        "something-open": lambda scene: ground_of([f for f in scene.assessment.late if scene.goes_on(f)]),
        "any-finding": lambda scene: ground_of(scene.assessment.late),
        "with-school, law": partial(_with_law, with_school),
        "nhs-staff, law": partial(_with_law, staff),
        "suspension, law": partial(_with_law, suspensions),
        "complaints-law": partial(_law_by_setting, COMPLAINTS),
        "governors-law": _governors_law,
        "department": partial(_law_by_setting, DEPARTMENT),
        "nhs-answered": lambda scene: places(of_body(scene, "nhs", "stage1_response", "stage2_response")),
        "complained-to-council": lambda scene: places(of_body(scene, "council", "complaint_made")),
        "permanent": partial(_excluded, "permanently_excluded", ()),
        "suspended": partial(_excluded, "suspended", ()),
        "permanent, education": partial(_duty_law, "S-PEX-6TH", "permanently_excluded"),
        "suspended, education": partial(_duty_law, "S-SUSP-6TH", "suspended"),
        "panel-law": partial(_excluded, "permanently_excluded", ("exclusion-regs-2012-sch-1",)),
        "panel-powers": partial(_excluded, "permanently_excluded", ("irp-powers",)),
        "acknowledge": partial(_cites, ("nhs-complaints-2009-13",)),
        "joint": partial(_cites, ("lgsco-joint-team",)),
        "court-limit": partial(_cites, ("cpr-54-5",)),
    }
)
