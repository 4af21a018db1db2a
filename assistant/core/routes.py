"""Which route is open, when, and why: one small function a route, each reading the situation and nothing else.

A status is ``first`` (start here), ``next`` (it opens after another step), ``also`` (beside the first) or ``closed`` with
its reason. Which route is first is decided in one place, ``first_route``, in the order of the contract. A route about
which there is nothing to say in this case is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.core.appeals import decisions
from assistant.core.situation import SCHOOL_KINDS, WAITING_FOR_LETTER, Situation


@dataclass(frozen=True, slots=True)
class Standing:
    """What a route's function answers."""

    status: str
    reason: str | None = None


# what was decided, ordered or agreed and not carried out
DELIVERY = ("tribunal-order-late mediation-outcome-late tribunal-recommendation-not-answered remedy-not-done").split()
ALSO = Standing("also")
NEXT = Standing("next")
Answer = Standing | None
Rule = Callable[[Situation, str], Answer]
ROUTES: dict[str, Rule] = {}


def route(code: str) -> Callable[[Rule], Rule]:
    """Registers the function that answers for a route when it is not first."""

    def register(function: Rule) -> Rule:
        ROUTES[code] = function
        return function

    return register


def closed(reason: str) -> Standing:
    return Standing("closed", reason)


def first_route(place: Situation) -> str:
    """The route to take first, in the order of the contract (section 6)."""
    ladder: list[tuple[str, bool]] = [
        ("lgsco_review", place.review_open),
        ("lgsco_compliance", place.remedy_outstanding),
        ("phso" if place.recommendation == "health" else "lgsco", place.recommendation is not None),
        (exclusion_route(place), _exclusion_first(place)),
        (
            "lgsco" if place.council_panel else "dfe_school",
            place.exclusion is not None and place.panel_decided and not place.open,
        ),
        ("tribunal_dd", place.discrimination and not place.open),
        ("tribunal_sen", bool(place.disputed)),
        ("tribunal_sen", place.live_appeal and not place.open),
        ("transport_appeal", place.transport and place.panel_refused is None and not place.open),
        ("lgsco", place.transport and place.panel_refused is not None and not place.open),
        ("pb_review", place.money and not place.open),
        (social_route(place), place.social_care and not _council_owes(place)),
        ("nhs_complaint", place.health_alone and not _council_owes(place)),
        (ombudsman_route(place), place.complains_of_council and place.complaint_used_up),
        ("council_complaint", place.complains_of_council),
        ("dcs_letter", place.running and not place.late),
    ]
    return next((code for code, holds in ladder if holds), "sendiass")


def _council_owes(place: Situation) -> bool:
    """Is something open that the council owes, apart from social care, what the NHS owes, and how it answered?"""
    apart = ("social-care-fault", "health-provision-not-arranged", "complaint-handling")
    return any(finding.code not in apart for finding in place.open)


def _exclusion_first(place: Situation) -> bool:
    if place.exclusion is None or place.panel_decided:
        return False
    if place.exclusion.event == "permanently_excluded":
        return True
    return not place.discrimination and not place.open


def exclusion_route(place: Situation) -> str:
    """Governors first; after they upheld a permanent exclusion, the review panel."""
    permanent = place.exclusion is not None and place.exclusion.event == "permanently_excluded"
    return "exclusion_irp" if permanent and place.governors_upheld else "exclusion_gb"


def social_route(place: Situation) -> str:
    return "asc_complaint" if place.adult else "csc_complaint"


def ombudsman_route(place: Situation) -> str:
    """The two Ombudsmen together where education and health are one story."""
    return "joint_ombudsman" if place.piece("joint") and not place.piece("ombudsman", "ombudsman-late") else "lgsco"


def standings(place: Situation) -> dict[str, Standing]:
    """Every route there is something to say about, with its status; exactly one is first."""
    first = first_route(place)
    found = {first: Standing("first")}
    for code, rule in ROUTES.items():
        if code != first:
            answer = rule(place, first)
            if answer is not None:
                found[code] = answer
    return found


# ---- council and Ombudsman ------------------------------------------------------------------------------------------


@route("council_complaint")
def _council_complaint(place: Situation, first: str) -> Answer:
    if place.remedy_outstanding:
        return closed("not-needed")
    if place.complains_of_council and place.complaint_used_up:
        return closed("used-up")
    if place.open:
        return ALSO
    if place.transport:
        return closed("own-procedure")
    if place.money or place.exclusion_owes_education or _no_place_and_right(place):
        return closed("appealed-linked") if place.live_appeal else ALSO
    if place.late and place.piece("barred"):
        return closed("appealed-linked")
    if place.late and place.piece("ombudsman-unlikely"):
        return closed("appeal-right")
    if place.exclusion and place.exclusion.event == "suspended" and place.bench.case.about.setting_kind == "pru":
        return ALSO  # the council runs the unit, so it owes the education from the sixth day
    if place.discrimination or place.exclusion or place.piece("school"):
        return closed("school-internal")
    return None


def _no_place_and_right(place: Situation) -> bool:
    """Without any school place the council may be told of the missing education whatever becomes of an appeal."""
    return bool(place.disputed) and any(spell.reason == "no_place" for spell in place.bench.case.out_of_school)


@route("lgsco")
def _lgsco(place: Situation, first: str) -> Answer:
    if place.open:
        return Standing("next", _lgsco_reason(place, first))
    if place.live_appeal and place.money:
        return closed("appealed-linked")
    if place.transport or place.money:
        return Standing("next", "premature")
    if place.social_care and place.late:
        return Standing("next", "own-procedure")
    shut = _lgsco_shut(place)
    return closed(shut) if shut else None


def _lgsco_reason(place: Situation, first: str) -> str | None:
    if first == "tribunal_sen":
        return None  # the appeal does not wait for it, nor it for the appeal: it takes the delay alone
    if first in ("csc_complaint", "asc_complaint"):
        return "own-procedure"
    return "late-12-months" if place.piece("ombudsman-late") else "premature"


def _lgsco_shut(place: Situation) -> str | None:
    if place.piece("court"):
        return "court"
    if place.appealed:
        return "appealed-linked"
    if place.rights:
        return "appeal-right"
    if place.exclusion or place.discrimination or place.piece("school"):
        return "school-internal"
    if place.piece("nhs"):
        return "other-body"
    return "not-in-breach" if place.running else None


@route("joint_ombudsman")
def _joint(place: Situation, first: str) -> Answer:
    return NEXT if place.piece("joint") else None


@route("lgsco_review")
def _lgsco_review(place: Situation, first: str) -> Answer:
    return closed("out-of-time") if place.happened("ombudsman_decision") else None


# ---- the Tribunal and what leads to it ------------------------------------------------------------------------------


@route("tribunal_sen")
def _tribunal(place: Situation, first: str) -> Answer:
    if place.live_appeal or place.disputed:
        return ALSO
    if place.transport or place.money:
        return closed("own-procedure")
    if place.social_care and not _council_owes(place):
        return closed("other-body")
    if place.plain_plans:
        return ALSO
    if any(finding.not_yet and finding.code in WAITING_FOR_LETTER for finding in place.late):
        return closed("no-decision-yet")
    if any(f.spell or f.code in DELIVERY for f in place.late) or place.exclusion or place.recommendation:
        return closed("does-not-enforce")
    if place.rights or decisions(place.bench):
        return closed("out-of-time")
    if place.late or place.remedy_outstanding:
        return closed("does-not-enforce")
    return closed("no-decision-yet") if place.running else None


@route("mediation")
def _mediation(place: Situation, first: str) -> Answer:
    if place.disputed:
        return closed("not-needed") if place.placement_only else ALSO
    return closed("not-needed") if first == "tribunal_dd" else None


@route("tribunal_dd")
def _discrimination(place: Situation, first: str) -> Answer:
    return ALSO if place.exclusion or place.discrimination else None


@route("disagreement_resolution")
def _disagreement(place: Situation, first: str) -> Answer:
    return ALSO if place.late_code("provision-not-secured", "health-provision-not-arranged") else None


# ---- schools --------------------------------------------------------------------------------------------------------


@route("school_complaint")
def _school(place: Situation, first: str) -> Answer:
    inside = place.piece("school") or place.discrimination or place.late_code("review-not-held")
    delivers = any(spell.provider == "school" for spell in place.bench.case.provision_missing)
    return ALSO if inside or (delivers and place.late_code("provision-not-secured")) else None


@route("dfe_school")
def _dfe(place: Situation, first: str) -> Answer:
    if place.exclusion is not None and not place.council_panel:
        return NEXT if place.bench.case.about.setting_kind not in SCHOOL_KINDS else None
    return NEXT if place.piece("school") else None


@route("exclusion_gb")
def _governors(place: Situation, first: str) -> Answer:
    if place.exclusion is None:
        return None
    return closed("used-up") if place.governors_upheld or place.panel_decided else ALSO


@route("exclusion_irp")
def _panel(place: Situation, first: str) -> Answer:
    if place.exclusion is None or place.exclusion.event != "permanently_excluded":
        return None
    return closed("used-up") if place.panel_decided else Standing("next", "premature")


@route("admissions_appeal")
def _admissions(place: Situation, first: str) -> Answer:
    no_place = any(spell.reason == "no_place" for spell in place.bench.case.out_of_school)
    return closed("own-procedure") if no_place and place.bench.case.about.plan == "final" else None


# ---- the NHS and social care ----------------------------------------------------------------------------------------


@route("nhs_complaint")
def _nhs(place: Situation, first: str) -> Answer:
    staffed = any(s.provider == "nhs" or s.section == "G" for s in place.bench.case.provision_missing)
    return ALSO if staffed or (place.happened("moved_on") and place.late) else None


@route("phso")
def _phso(place: Situation, first: str) -> Answer:
    if place.late_code("health-provision-not-arranged"):
        return closed("other-body") if place.piece("joint") else Standing("next", "premature")
    if any(spell.provider == "nhs" for spell in place.bench.case.provision_missing):
        return closed("other-body")
    return closed("no-decision-yet") if place.disputed else None


@route("csc_complaint")
def _children(place: Situation, first: str) -> Answer:
    if place.recommendation == "social_care":
        return closed("not-needed")
    return ALSO if place.social_care and not place.adult else None


@route("asc_complaint")
def _adults(place: Situation, first: str) -> Answer:
    return ALSO if place.social_care and place.adult else None


# ---- procedures of their own ----------------------------------------------------------------------------------------


@route("transport_appeal")
def _transport(place: Situation, first: str) -> Answer:
    if not place.transport:
        return None
    return closed("used-up") if place.panel_refused else ALSO


@route("pb_review")
def _budget(place: Situation, first: str) -> Answer:
    return ALSO if place.money else None


# ---- court, pressure, papers, help ----------------------------------------------------------------------------------


@route("judicial_review")
def _court(place: Situation, first: str) -> Answer:
    if place.remedy_outstanding and not place.outstanding:
        return closed("does-not-enforce")
    if place.outstanding or place.recommendation or (place.transport and place.panel_refused):
        return ALSO
    if _no_place_and_right(place):
        return ALSO
    return closed("appeal-right") if first == "tribunal_sen" and not place.live_appeal else None


@route("dcs_letter")
def _director(place: Situation, first: str) -> Answer:
    return ALSO if any(finding.body == "council" for finding in place.outstanding) else None


@route("mp_councillor")
def _member(place: Situation, first: str) -> Answer:
    return ALSO if place.remedy_outstanding or (place.complaint_used_up and place.late) else None


@route("sos_496_497")
def _secretary(place: Situation, first: str) -> Answer:
    return ALSO if any(finding.code == "tribunal-order-late" for finding in place.outstanding) else None


@route("sar")
def _papers(place: Situation, first: str) -> Answer:
    return ALSO if place.late else None


@route("foi")
def _information(place: Situation, first: str) -> Answer:
    return ALSO if place.late else None


@route("sendiass")
def _help(place: Situation, first: str) -> Answer:
    return ALSO
