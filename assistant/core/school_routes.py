"""How complaints about a school, college or nursery stand, by kind of setting; exclusion and discrimination. Room: the
engine."""

from __future__ import annotations

from assistant.core.situation import Situation
from assistant.core.standing import ALSO, NEXT, Answer, Standing, closed, route, wording


def setting_route(place: Situation) -> str:
    """The complaint that fits the kind of setting; a school's, if nobody said."""
    return "fe_complaint" if place.college else "early_years_complaint" if place.nursery else "school_complaint"


def discrimination_route(place: Situation) -> str:
    """Claims against a school go to the Tribunal, those against a college to the county court (Equality Act 2010, s114)."""
    return "county_court" if place.college else "tribunal_dd"


def exclusion_first(place: Situation) -> bool:
    """Does the procedure about an exclusion come before everything else? A suspension does not, beside other things."""
    if place.exclusion is None or place.reinstated or (place.panel_decided and not place.panel_sent_back):
        return False
    if exclusion_route(place) == "exclusion_irp" and place.panel_expired:
        return False
    return place.permanent or (not place.discrimination and not place.open)


def exclusion_route(place: Situation) -> str:
    """Governors first; after they upheld a permanent exclusion, the review panel; the setting's own procedure where the
    law on exclusions does not reach (independent schools, colleges, nurseries)."""
    if not place.exclusion_regulated:
        return setting_route(place)
    upheld = place.permanent and place.governors_upheld and not place.panel_sent_back
    return "exclusion_irp" if upheld else "exclusion_gb"


# ---- the setting's own procedure, and after it ----------------------------------------------------------------------


def _inside(place: Situation) -> str | None:
    """What the setting itself has to answer for beside anybody else: the key of its sentence; None for nothing."""
    if place.piece("school") or place.discrimination or (place.exclusion and not place.exclusion_regulated):
        return "own"
    delivers = any(spell.provider == "school" for spell in place.bench.case.provision_missing)
    if delivers and place.late_code("provision-not-secured"):
        return "delivery"
    if place.late_code("review-not-held"):
        return "review"
    absent = any(s.reason not in ("no_place", "permanent_exclusion") for s in place.bench.case.out_of_school)
    return "attendance" if absent and place.late_code("alternative-education-not-arranged") else None


@route("school_complaint")
def _school(place: Situation, first: str) -> Answer:
    inside = _inside(place) if place.school else None
    return Standing("also", None, inside) if inside else None


@route("fe_complaint")
def _college(place: Situation, first: str) -> Answer:
    return ALSO if place.college and _inside(place) in ("own", "delivery") else None


@route("early_years_complaint")
def _nursery(place: Situation, first: str) -> Answer:
    return ALSO if place.nursery and _inside(place) in ("own", "delivery") else None


@route("dfe_school")
def _department(place: Situation, first: str) -> Answer:
    if place.exclusion is not None and place.exclusion_regulated and not place.panel_decided:
        over = place.council_run or place.reinstated or place.panel_expired
        return None if over else Standing("next", None, "panel")
    return NEXT if place.school and _inside(place) in ("own", "delivery") and not place.panel_decided else None


@wording("dfe_school")
def _department_words(place: Situation, standing: Standing) -> str | None:
    if standing.status != "next":
        return None
    return {
        "academy": "academy",
        "academy_special": "academy",
        "independent": "independent",
        "non_maintained_special": "independent",
    }.get(place.setting or "")


@route("ofsted_school")
def _inspector(place: Situation, first: str) -> Answer:
    return NEXT if place.school and _inside(place) == "delivery" else None


@route("admissions_appeal")
def _admissions(place: Situation, first: str) -> Answer:
    if not any(spell.reason == "no_place" for spell in place.bench.case.out_of_school):
        return None
    plan = place.bench.case.about.plan
    return closed("own-procedure") if plan == "final" else ALSO if plan == "none" else None


# ---- exclusion ------------------------------------------------------------------------------------------------------


@route("exclusion_gb")
def _governors(place: Situation, first: str) -> Answer:
    if place.exclusion is None or not place.exclusion_regulated:
        return None
    return closed("used-up") if place.governors_decided or place.panel_decided else ALSO


@wording("exclusion_gb")
def _governors_words(place: Situation, standing: Standing) -> str | None:
    if standing.status == "first" and place.panel_sent_back:
        return "again"
    if standing.reason == "used-up" and place.reinstated:
        return "reinstated"
    return "permanent" if standing.status == "first" and place.permanent else None


@route("exclusion_irp")
def _panel(place: Situation, first: str) -> Answer:
    if place.exclusion is None or not place.exclusion_regulated:
        return None
    if not place.permanent:
        return closed("own-procedure")
    if place.reinstated:
        return closed("not-needed")
    if place.panel_decided:
        return closed("used-up")
    if place.governors_upheld:
        return closed("out-of-time") if place.panel_expired else ALSO
    return Standing("next", "premature")


@wording("exclusion_irp")
def _panel_words(place: Situation, standing: Standing) -> str | None:
    return "perhaps-late" if standing.status == "first" and place.panel_perhaps_late else None


# ---- discrimination -------------------------------------------------------------------------------------------------


@route("tribunal_dd")
def _claim(place: Situation, first: str) -> Answer:
    if not (place.exclusion or place.discrimination):
        return None
    return closed("other-body") if place.college else ALSO


@wording("tribunal_dd")
def _claim_words(place: Situation, standing: Standing) -> str | None:
    return "nursery" if standing.status == "first" and place.nursery else None


@route("county_court")
def _claim_in_court(place: Situation, first: str) -> Answer:
    if not (place.exclusion or place.discrimination):
        return None
    return ALSO if place.college else Standing("also", None, "nursery") if place.nursery else None
