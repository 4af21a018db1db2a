"""How the Tribunal, and what leads to it or stands beside it, are open in a case. Room: the engine."""

from __future__ import annotations

from assistant.core.appeals import decisions
from assistant.core.situation import WAITING_FOR_LETTER, Situation
from assistant.core.standing import ALSO, Answer, Standing, closed, route, wording

# what was decided, ordered or agreed and not carried out
DELIVERY = ("tribunal-order-late mediation-outcome-late tribunal-recommendation-not-answered remedy-not-done").split()


@route("tribunal_sen")
def _tribunal(place: Situation, first: str) -> Answer:
    if place.live_appeal or place.disputed:
        return ALSO
    if place.transport or place.money:
        return closed("own-procedure")
    if place.only_social:
        return closed("other-body")
    return ALSO if place.plain_plans else _tribunal_shut(place)


def _tribunal_shut(place: Situation) -> Answer:
    if any(finding.not_yet and finding.code in WAITING_FOR_LETTER for finding in place.late):
        return closed("no-decision-yet")
    if any(f.spell or f.code in DELIVERY for f in place.late) or place.exclusion or place.recommendation:
        return closed("does-not-enforce")
    if place.rights or decisions(place.bench):
        return closed("out-of-time")
    if place.late_code(*WAITING_FOR_LETTER):
        return closed("no-decision-yet")
    if place.late or place.remedy_outstanding:
        return closed("does-not-enforce")
    return closed("no-decision-yet") if place.running else None


@wording("tribunal_sen")
def _tribunal_words(place: Situation, standing: Standing) -> str | None:
    if standing.status in ("first", "also") and place.live_appeal and not place.disputed:
        return "live"
    if standing.status == "first" and place.disputed and all(r.decision is None for r in place.disputed):
        return "undated"
    if standing.reason != "does-not-enforce":
        return None
    return "remedy" if place.remedy_outstanding else "exclusion" if place.exclusion else None


@route("mediation")
def _mediation(place: Situation, first: str) -> Answer:
    if place.disputed:
        return closed("not-needed") if place.placement_only else ALSO
    if first in ("tribunal_dd", "county_court"):
        return closed("not-needed", "claim")
    if place.plain_plans:
        return ALSO
    waits = _tribunal_shut(place) if not place.appealed and not place.transport and not place.money else None
    return closed("no-decision-yet") if waits is not None and waits.reason == "no-decision-yet" else None


@wording("mediation")
def _mediation_words(place: Situation, standing: Standing) -> str | None:
    had = standing.status == "also" and any(place.certificate(r) for r in (*place.disputed, *place.plain_plans))
    return "certificate" if had else None


@route("disagreement_resolution")
def _disagreement(place: Situation, first: str) -> Answer:
    if not place.late_code("provision-not-secured", "health-provision-not-arranged"):
        return None
    return Standing("also", None, "health") if place.health_alone else ALSO
