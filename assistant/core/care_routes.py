"""How complaints to the NHS and about social care stand, and the health Ombudsman. Room: the engine."""

from __future__ import annotations

from assistant.core.situation import Situation
from assistant.core.standing import ALSO, PREMATURE, Answer, Standing, closed, route, wording


def social_route(place: Situation) -> str:
    """The statutory procedure for a child's social care, or the single stage for an adult's."""
    return "asc_complaint" if place.adult else "csc_complaint"


@route("nhs_complaint")
def _nhs(place: Situation, first: str) -> Answer:
    if place.recommendation == "health":
        return closed("not-needed")
    if place.nhs_answered and place.health_alone:
        return closed("used-up")
    if any(s.provider == "nhs" or s.section == "G" for s in place.bench.case.provision_missing):
        return ALSO
    if place.late_health_advice:
        return Standing("also", None, "advice")
    return Standing("also", None, "moved") if place.happened("moved_on") and place.late else None


@wording("nhs_complaint")
def _nhs_words(place: Situation, standing: Standing) -> str | None:
    if standing.status not in ("first", "also"):
        return None
    if place.nhs_complained:
        return "answered" if place.nhs_answered else "waiting"
    if standing.status == "also" and place.late_code("health-provision-not-arranged"):
        return "section-g"
    return None


@route("phso")
def _phso(place: Situation, first: str) -> Answer:
    if place.late_code("health-provision-not-arranged"):
        return closed("other-body") if place.piece("joint") else PREMATURE
    if place.late_health_advice or any(spell.provider == "nhs" for spell in place.bench.case.provision_missing):
        return closed("other-body")
    return closed("no-decision-yet") if place.disputed and not place.placement_only else None


@wording("phso")
def _phso_words(place: Situation, standing: Standing) -> str | None:
    if standing.status != "first":
        return None
    return "recommendation" if place.recommendation else None


@route("csc_complaint")
def _children(place: Situation, first: str) -> Answer:
    if place.recommendation == "social_care":
        return closed("not-needed")
    return ALSO if place.social_care and not place.adult else None


@wording("csc_complaint")
def _children_words(place: Situation, standing: Standing) -> str | None:
    return place.social_step if standing.status in ("first", "also") else None


@route("asc_complaint")
def _adults(place: Situation, first: str) -> Answer:
    return ALSO if place.social_care and place.adult else None


@wording("asc_complaint")
def _adults_words(place: Situation, standing: Standing) -> str | None:
    return "answered" if standing.status == "also" and place.social_done else None
