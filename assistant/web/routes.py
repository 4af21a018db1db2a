"""The routes: one page each, with what it can decide, its limits and where to send it; the list of them all; and the page
of what is only proposed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, abort, render_template
from markupsafe import Markup

from assistant.core.content import RouteProse
from assistant.core.definitions import Provision, Route
from assistant.core.strength import PARTS
from assistant.web.prose import as_html
from assistant.web.rules import sure_of
from assistant.web.service import reader, service
from assistant.web.tables import gettext

room = Blueprint("routes", __name__)

GROUPS: dict[str, tuple[str, ...]] = {
    "council": ("council_complaint", "dcs_letter", "transport_appeal", "pb_review", "csc_complaint", "asc_complaint"),
    "ombudsmen": ("lgsco", "lgsco_review", "lgsco_compliance", "joint_ombudsman", "phso", "nhs_complaint"),
    "tribunal": ("tribunal_sen", "mediation", "disagreement_resolution", "tribunal_dd"),
    "school": (
        *("school_complaint", "dfe_school", "ofsted_school", "exclusion_gb", "exclusion_irp"),
        *("admissions_appeal", "fe_complaint", "early_years_complaint"),
    ),
    "court": ("judicial_review", "county_court", "sos_496_497"),
    "papers": ("sar", "foi", "ico"),
    "help": ("sendiass", "mp_councillor"),
}
_html = lru_cache(maxsize=512)(as_html)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a route's page: heading, prose, and what it rests on where it has a source of its own."""

    heading: str
    body: Markup
    sources: str
    sure: str


@room.get("/routes")
def every() -> str:
    """All routes, in groups, each with what it is for."""
    prose, named = service().content.routes, _groups()
    groups = [(named[group], [_listed(prose[code]) for code in codes]) for group, codes in GROUPS.items()]
    return render_template("routes.html", groups=groups)


def _listed(prose: RouteProse) -> tuple[str, str, Markup]:
    """A route in the list: its code, its title, and the first paragraph of what it can decide."""
    return prose.route, prose.title, _html(next(iter(prose.parts.values())).partition("\n\n")[0])


def _groups() -> dict[str, str]:
    return {
        "council": gettext("The council"),
        "ombudsmen": gettext("The Ombudsmen and the NHS"),
        "tribunal": gettext("The Tribunal and mediation"),
        "school": gettext("Schools and colleges"),
        "court": gettext("Courts and the Secretary of State"),
        "papers": gettext("Getting papers"),
        "help": gettext("Help and pressure"),
    }


@room.get("/proposals")
def proposals() -> str:
    """What is only proposed and not law, on one dated page that only the list of routes links to."""
    return render_template("page.html", page=service().pages["proposals"], advice=None)


@room.get("/routes/<code>")
def show(code: str) -> str:
    """The page of one route."""
    route = service().definitions.routes.get(code) or abort(404)
    reader()
    prose = service().content.routes[code]
    return render_template(
        "route.html",
        route=route,
        title=prose.title,
        parts=_parts(route, prose),
        binds=None if code in (*GROUPS["papers"], *GROUPS["help"]) else route.binding,
        before=[(other, service().content.routes[other].title) for other in route.first],
        provisions=_provisions(route),
        words=service().content.words,
        terms=service().library.glossary.found(" ".join((prose.title, *prose.parts.values()))),
    )


def _parts(route: Route, prose: RouteProse) -> list[Part]:
    """The parts in the order of their headings; the last, how sure it is, rests on all of them."""
    resting, known = {part.part: part for part in route.parts}, service().definitions.provisions
    made = []
    for code, (heading, text) in zip((*PARTS, "sure"), prose.parts.items(), strict=False):
        part = resting.get(code)
        sources = "; ".join(known[id_].short for id_ in part.law) if part else ""
        made.append(Part(heading, _html(text), sources, sure_of(part.sure) if part else ""))
    return made


def _provisions(route: Route) -> list[Provision]:
    """Every source the page rests on, once."""
    cited = [
        *route.law,
        *(id_ for part in route.parts for id_ in part.law),
        *(i for lim in route.limits for i in lim.law),
    ]
    return [service().definitions.provisions[id_] for id_ in dict.fromkeys(cited)]
