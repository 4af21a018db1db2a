"""On what occasion a letter to the council, the Ombudsman, a mediation adviser or the Tribunal is due.

Part of the law engine: the needs that plans in flows/letters name, beside who writes, for whom, and to which council.
"""

from __future__ import annotations

from datetime import date, timedelta

from assistant.core.case import Event
from assistant.core.letter_bodies import happened, of_body
from assistant.core.letter_conditions import NEEDS, register
from assistant.core.letter_scene import Scene

REASONABLE_TIME = timedelta(84)  # the Ombudsman's twelve weeks for the council to answer
PLANS = ("final_plan_issued", "amended_final_plan_issued", "transfer_plan_issued", "reassessment_final_plan")
REFUSED = ("refused", "partly")


def own_words(events: list[Event]) -> list[Event]:
    """The events at which the family wrote a note."""
    return [event for event in events if (event.note or "").strip()]


def disputed(scene: Scene) -> list[Event]:
    """The decision that a late appeal would be about, and refusals beside it, with the family's notes."""
    return happened(scene, "appealable_decision", "assess_decision", "no_plan_decision", "review_decision")


def complaints(scene: Scene) -> list[Event]:
    """Complaints to the council that can be about what is late: not those certainly made before all of it, and not those
    that the Ombudsman has decided on since, unless only that it was too early."""
    ends = [
        e.span.first for e in happened(scene, "ombudsman_decision") if e.span and e.outcome not in (None, "premature")
    ]
    starts = [span.first for finding in scene.late if (span := finding.due or finding.trigger)]
    made = of_body(scene, "council", "complaint_made")
    over = max([*ends, *([min(starts)] if starts else [])], default=date.min)
    return [event for event in made if event.span is None or event.span.last >= over]


def past_twelve_weeks(scene: Scene) -> list[Event]:
    """Complaints to the council of which twelve weeks have certainly gone."""
    made = of_body(scene, "council", "complaint_made")
    return [event for event in made if event.span and event.span.last + REASONABLE_TIME < scene.as_of]


def in_reach(scene: Scene) -> bool:
    """Can the Ombudsman look at some stretch of what went wrong?"""
    pieces = [piece for finding in scene.assessment.late for piece in finding.reach]
    return any(piece.reach in ("ombudsman", "joint") for piece in pieces)


def said(scene: Scene, *outcomes: str) -> list[Event]:
    """The Ombudsman's latest decision, if it ended in one of these ways."""
    return [event for event in happened(scene, "ombudsman_decision")[-1:] if event.outcome in outcomes]


def _refused(scene: Scene, kind: str, then: str) -> bool:
    """Was something refused, and has the next step not been taken?"""
    return any(e.outcome in REFUSED for e in happened(scene, kind)[-1:]) and not happened(scene, then)


@register(NEEDS, "late-finding")
def _late_finding(scene: Scene) -> bool:
    return bool(scene.late)


@register(NEEDS, "outstanding")
def _outstanding(scene: Scene) -> bool:
    """Something is still to be put right."""
    return any(scene.goes_on(finding) for finding in scene.late)


@register(NEEDS, "overdue")
def _overdue(scene: Scene) -> bool:
    """A step that certainly or probably should have been taken has not been."""
    return any(f.spell is None and f.verdict != "possible" and scene.goes_on(f) for f in scene.late)


@register(NEEDS, "no-complaint-yet")
def _no_complaint(scene: Scene) -> bool:
    return not complaints(scene)


@register(NEEDS, "complaint-open")
def _complaint_open(scene: Scene) -> bool:
    """Nothing else is made for this, and the council's own procedure is not used up."""
    shut = [a.reason for a in scene.assessment.routes if a.route == "council_complaint" and a.status == "closed"]
    return not set(shut) & {"not-needed", "own-procedure", "used-up", "school-internal"}


@register(NEEDS, "no-meeting-since")
def _no_meeting(scene: Scene) -> bool:
    """No review meeting has been held since the letter that says there was one."""
    letters = [e.span.first for e in happened(scene, "review_letter_without_meeting") if e.span]
    met = happened(scene, "annual_review_meeting")
    return not any(letters and (e.span is None or e.span.last >= min(letters)) for e in met)


@register(NEEDS, "stage-1-over")
def _stage1_over(scene: Scene) -> bool:
    """The council answered once, or is late with its answer by the Code; and nobody has asked for another look."""
    late = any(f.duty.id == "L-CODE-S1" and f.not_yet for f in scene.assessment.late)
    answered = complaints(scene) and of_body(scene, "council", "stage1_response")
    return bool(answered or late) and not of_body(scene, "council", "stage2_requested", "stage2_response")


@register(NEEDS, "route-open")
def _route_open(scene: Scene) -> bool:
    """The route of this letter is one to take now; or the family's own time for it ends before it opens."""
    here = [advice for advice in scene.assessment.routes if advice.route == scene.plan.route]
    pressed = any(advice.why.key.endswith(".limit-near") for advice in here)
    return pressed or any(advice.status in ("first", "also") for advice in here)


@register(NEEDS, "remedy-agreed")
def _remedy(scene: Scene) -> bool:
    """The case says what was agreed, or that; and its day, if it has one, is over."""
    waiting = any(f.code == "remedy-not-done" and f.verdict in ("not-due", "met") for f in scene.assessment.findings)
    return bool(happened(scene, "remedy_agreed")) and not waiting


@register(NEEDS, "review-ground")
def _review_ground(scene: Scene) -> bool:
    """A fact that speaks against the Ombudsman's reason, or the family's own words about one."""
    against = bool(said(scene, "late", "appealed")) and in_reach(scene)
    return against or bool(own_words(happened(scene, "ombudsman_decision")))


@register(NEEDS, "plan-in-force")
def _in_force(scene: Scene) -> bool:
    """There is a final plan, and no review of it is overdue or under way."""
    reviews = [f for f in scene.assessment.findings if f.code.startswith(("review-", "amend")) and f.not_yet]
    return (scene.case.about.plan == "final" or bool(happened(scene, *PLANS))) and not any(
        f.verdict in ("breach", "likely", "possible") or f.duty.id != "R-12M" for f in reviews
    )


@register(NEEDS, "certificate")
def _certificate(scene: Scene) -> bool:
    """The time to contact the mediation adviser runs, and no certificate has come."""
    return any(own.what == "mediation_contact" and not own.passed for own in scene.assessment.your_dates)


@register(NEEDS, "appeal-late")
def _appeal_late(scene: Scene) -> bool:
    """The time for an appeal is over, no other runs, and nobody has appealed."""
    limits = [own for own in scene.assessment.your_dates if own.what == "appeal" and own.by]
    return bool(limits) and all(own.passed for own in limits) and not happened(scene, "appeal_lodged")


@register(NEEDS, "late-reason")
def _late_reason(scene: Scene) -> bool:
    """The letter did not tell of the right of appeal, or the family says in its own words why the appeal is late."""
    return bool(scene.late or own_words(disputed(scene)))


@register(NEEDS, "transport-refused")
def _transport(scene: Scene) -> bool:
    return _refused(scene, "transport_decision", "transport_appeal_stage1")


@register(NEEDS, "transport-refused-again")
def _transport_again(scene: Scene) -> bool:
    return _refused(scene, "transport_appeal_stage1", "transport_appeal_stage2")


@register(NEEDS, "payment-refused")
def _payment(scene: Scene) -> bool:
    return any(e.outcome in REFUSED for e in happened(scene, "direct_payment_decision")[-1:])


@register(NEEDS, "no-care-complaint-yet")
def _no_care_complaint(scene: Scene) -> bool:
    return not of_body(scene, "social_care", "complaint_made")
