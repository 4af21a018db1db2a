"""How the council's own procedures, the Ombudsman, courts and the ways to press or to learn more stand. Room: the engine."""

from __future__ import annotations

from assistant.core.appeals import decisions
from assistant.core.situation import Situation
from assistant.core.standing import ALSO, NEXT, PREMATURE, Answer, Standing, closed, route, wording

SHORT_DELAY = 28  # days: the Ombudsman has found delays of a few weeks, put right since, too small to look into


def ombudsman_route(place: Situation) -> str:
    """The two Ombudsmen together where education and health are one story."""
    return "joint_ombudsman" if place.piece("joint") and not place.piece("ombudsman", "ombudsman-late") else "lgsco"


# ---- the council ----------------------------------------------------------------------------------------------------


@route("council_complaint")
def _council_complaint(place: Situation, first: str) -> Answer:
    return _council_shut(place) or _council_beside(place)


def _council_shut(place: Situation) -> Answer:
    if place.remedy_outstanding or (place.recommendation and not place.owes_more_than_an_answer):
        return closed("not-needed", None if place.remedy_outstanding else "recommendation")
    if place.only_social:
        return closed("own-procedure", "social-care")
    if place.complains_of_council and place.complaint_used_up:
        return closed("used-up")
    if place.open and place.ombudsman_done and not place.goes_on:
        return closed("used-up", "decided")
    if place.transport and not place.open:
        return closed("own-procedure")
    return None


def _council_beside(place: Situation) -> Answer:
    if place.open:
        return ALSO
    if place.money or place.exclusion_owes_education or place.no_place_and_right:
        return closed("appealed-linked") if place.live_appeal else ALSO
    if place.health_alone:
        return Standing("also", None, "health")
    if place.live_appeal or (place.late and place.piece("barred")):
        return closed("appealed-linked")
    if place.rights:
        return closed("appeal-right")
    if place.exclusion and place.exclusion.event == "suspended" and place.setting == "pru":
        return Standing("also", None, "unit")  # the council runs the unit, so it owes the education from the sixth day
    if place.discrimination or place.exclusion or place.piece("school"):
        return closed("school-internal")
    return None


@wording("council_complaint")
def _council_words(place: Situation, standing: Standing) -> str | None:
    if standing.status not in ("first", "also"):
        return None
    if place.remedy_by_council:
        return "reopen"
    if standing.status == "also" and place.money and not place.open:
        return "money"
    if standing.status == "also" and place.exclusion_owes_education and place.exclusion_regulated and not place.open:
        return "day-six"
    if place.ombudsman_done and place.complaint is None:
        return "after-ombudsman"
    if place.complaint_state is not None:
        return place.complaint_state
    return "moved" if standing.status == "first" and place.happened("moved_on") else None


@route("transport_appeal")
def _transport(place: Situation, first: str) -> Answer:
    if not place.transport:
        return None
    return closed("used-up") if place.panel_refused else ALSO


@route("pb_review")
def _budget(place: Situation, first: str) -> Answer:
    return ALSO if place.money else None


# ---- the Ombudsman --------------------------------------------------------------------------------------------------


@route("lgsco")
def _lgsco(place: Situation, first: str) -> Answer:
    if place.remedy_outstanding and not place.remedy_by_council and not place.owes_more_than_an_answer:
        return None  # the way back to the Ombudsman is to say that the remedy was not carried out
    if place.open:
        return _lgsco_open(place, first)
    if place.live_appeal and place.money:
        return closed("appealed-linked")
    if place.transport:
        return Standing("next", "premature", "transport")
    if place.money:
        return PREMATURE
    if place.council_run and place.governors_upheld and not place.panel_decided and place.exclusion_owes_education:
        return Standing("next", "premature", "panel")
    shut = _lgsco_shut(place)
    return closed(shut) if shut else None


def _lgsco_open(place: Situation, first: str) -> Standing:
    if place.ombudsman_done:
        return Standing("next", "premature", "again") if place.goes_on else closed("used-up")
    if first == "joint_ombudsman":
        return Standing("also", None, "with-joint")
    if first == "tribunal_sen":
        return NEXT  # the appeal does not wait for it, nor it for the appeal: it takes the delay alone
    if first in ("csc_complaint", "asc_complaint"):
        return Standing("next", "own-procedure")
    return Standing("next", "late-12-months" if place.piece("ombudsman-late") else "premature")


def _lgsco_shut(place: Situation) -> str | None:
    if place.piece("court"):
        return "court"
    if place.appealed:
        return "appealed-linked"
    if place.rights:
        return "appeal-right"
    if place.exclusion or place.discrimination or place.piece("school"):
        return "school-internal"
    if place.piece("nhs") or place.recommendation == "health":
        return "other-body"
    return "not-in-breach" if place.running else None


@wording("lgsco")
def _lgsco_words(place: Situation, standing: Standing) -> str | None:
    if standing.status == "first":
        return _lgsco_first(place)
    if standing.reason == "own-procedure":
        return "adult" if place.adult else None
    if standing.reason == "school-internal" and place.exclusion_owes_education and place.council_run:
        return "council-panel"
    if standing.reason == "school-internal" and place.setting == "pru" and place.exclusion and not place.permanent:
        return "unit"
    if standing.reason == "school-internal" and (place.college or place.nursery):
        return "college"
    if standing.reason == "premature" and place.council_panel:
        return "panel-now"
    if standing.reason == "premature" and place.complaint_state is not None:
        return "waiting"
    return "short" if standing.reason == "premature" and short_delay(place) else None


def _lgsco_first(place: Situation) -> str | None:
    if place.recommendation:
        return "recommendation"
    if place.panel_upheld and not place.open:
        return "panel-decided"
    if place.only_social:
        return "social-care"
    said = place.ombudsman_said
    if said is not None and said.outcome == "premature":
        return "back"
    return "late" if place.piece("ombudsman-late") else None


def short_delay(place: Situation) -> bool:
    """Is all that is open a matter of a few weeks, put right since?"""
    return all(
        finding.spell is None
        and not finding.not_yet
        and finding.late_days is not None
        and finding.late_days[1] <= SHORT_DELAY
        for finding in place.open
    )


@route("joint_ombudsman")
def _joint(place: Situation, first: str) -> Answer:
    if place.ombudsman_done:
        return None
    if place.piece("joint"):
        return NEXT
    if place.late_health_advice:
        return Standing("next", None, "advice")
    return Standing("next", None, "health") if place.health_alone else None


@route("lgsco_review")
def _lgsco_review(place: Situation, first: str) -> Answer:
    said = place.ombudsman_said
    if said is None or (place.remedy_outstanding and said.outcome == "upheld"):
        return None
    if said.outcome == "premature":
        return closed("not-needed")
    return ALSO if place.within_review(said) else closed("out-of-time")


@route("lgsco_compliance")
def _compliance(place: Situation, first: str) -> Answer:
    said = place.ombudsman_said
    return ALSO if said is not None and said.outcome == "upheld" and not place.remedy_finished else None


# ---- court, pressure, papers, help ----------------------------------------------------------------------------------


@route("judicial_review")
def _court(place: Situation, first: str) -> Answer:
    if place.happened("court_claim_issued"):
        return None
    if place.remedy_outstanding and not place.outstanding:
        return closed("does-not-enforce")
    if place.outstanding or place.recommendation or (place.transport and place.panel_refused):
        return ALSO
    if place.no_place_and_right or (place.permanent and place.panel_upheld):
        return ALSO
    return closed("appeal-right") if first == "tribunal_sen" else None


@wording("judicial_review")
def _court_words(place: Situation, standing: Standing) -> str | None:
    if standing.status != "also" or place.outstanding:
        return None
    if place.recommendation:
        return "recommendation"
    return "decided" if place.panel_decided or place.panel_refused else None


@route("dcs_letter")
def _director(place: Situation, first: str) -> Answer:
    return ALSO if any(finding.body == "council" for finding in place.outstanding) else None


@route("mp_councillor")
def _member(place: Situation, first: str) -> Answer:
    return ALSO if place.remedy_outstanding or (place.complaint_used_up and place.late) else None


@route("sos_496_497")
def _secretary(place: Situation, first: str) -> Answer:
    """Against a council that is in breach now; never where the Tribunal has the matter."""
    now = [finding for finding in place.outstanding if finding.body == "council" and finding.verdict == "breach"]
    return ALSO if now and not place.live_appeal and not place.remedy_outstanding else None


@route("sar")
def _papers(place: Situation, first: str) -> Answer:
    return ALSO if place.late or decisions(place.bench) or place.exclusion else None


@route("foi")
def _information(place: Situation, first: str) -> Answer:
    return ALSO if place.late else None


@route("sendiass")
def _help(place: Situation, first: str) -> Answer:
    return ALSO


@wording("sendiass")
def _help_words(place: Situation, standing: Standing) -> str | None:
    if standing.status != "first":
        return None
    if place.late_appeal:
        return "late-appeal"
    return "decided" if place.ombudsman_done else None
