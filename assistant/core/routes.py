"""Which route is open, when, and why: one small function a route, each reading the situation and nothing else.

A status is ``first`` (start here), ``next`` (it opens after another step), ``also`` (beside the first) or ``closed`` with
its reason. Which route is first is decided in one place, ``first_route``, in the order of the contract. How the others
stand is decided in the modules of routes, which register here by being read. A route about which there is nothing to say
in this case is left out.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.core import care_routes, council_routes, school_routes, tribunal_routes
from assistant.core.care_routes import social_route
from assistant.core.council_routes import ombudsman_route
from assistant.core.school_routes import discrimination_route, exclusion_first, exclusion_route, setting_route
from assistant.core.situation import Situation
from assistant.core.standing import FIRST, RULES, WORDINGS, Standing
from assistant.core.vocabulary import ROUTES

MODULES = (council_routes, tribunal_routes, school_routes, care_routes)  # read for what they register


def first_route(place: Situation) -> str:
    """The route to take first, in the order of the contract (section 6)."""
    ladder: list[tuple[str, bool]] = [
        ("lgsco_review", place.review_open),
        ("council_complaint", place.remedy_by_council),
        ("lgsco_compliance", place.remedy_outstanding),
        ("phso" if place.recommendation == "health" else "lgsco", place.recommendation is not None),
        (exclusion_route(place), exclusion_first(place)),
        ("lgsco" if place.council_panel else "dfe_school", place.panel_upheld and not place.open),
        (discrimination_route(place), place.discrimination and not place.open),
        ("tribunal_sen", bool(place.disputed)),
        ("tribunal_sen", place.live_appeal and not place.open),
        ("transport_appeal", place.transport and place.panel_refused is None and not place.open),
        ("lgsco", place.transport and place.panel_refused is not None and not place.open),
        ("pb_review", place.money and not place.open),
        ("lgsco" if place.social_done else social_route(place), place.only_social),
        ("phso" if place.nhs_answered else "nhs_complaint", place.health_alone and not place.council_owes),
        (ombudsman_route(place), place.complains_of_council and place.complaint_used_up),
        ("council_complaint", place.complains_of_council and (not place.ombudsman_done or place.goes_on)),
        (setting_route(place), place.piece("school") and not place.open),
        ("dcs_letter", place.running and not place.late),
    ]
    return next((code for code, holds in ladder if holds), "sendiass")


def standings(place: Situation) -> dict[str, Standing]:
    """Every route there is something to say about, with its status and its sentence; exactly one is first."""
    first = first_route(place)
    found = {first: FIRST}
    for code, rule in RULES.items():
        if code != first:
            answer = rule(place, first)
            if answer is not None:
                found[code] = answer
    return {code: _worded(place, code, found[code]) for code in ROUTES if code in found}


def _worded(place: Situation, code: str, standing: Standing) -> Standing:
    pick = WORDINGS.get(code)
    words = pick(place, standing) if pick and standing.words is None else None
    return replace(standing, words=words) if words else standing
