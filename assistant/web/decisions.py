"""Published decisions for anybody to read: the list with its filters, a page each, a page for each council, what was
paid, and what councils were asked to change. Nothing here knows a case; words of a search stay out of addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request

from assistant.core.decisions import OTHER_FAULTS, OUTCOMES, PURPOSES, STAGES, Query
from assistant.core.timeliness import timeliness_line
from assistant.core.vocabulary import FINDINGS
from assistant.core.words import Phrase
from assistant.web.likeness import faults_said, outcome, paid_one, purpose
from assistant.web.paid import strips
from assistant.web.service import service
from assistant.web.tables import gettext

room = Blueprint("decisions", __name__)
A_PAGE, MOST_ASKED = 15, 200
FILTERS = ("fault", "stage", "outcome", "remedy", "body", "year", "council")


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the list: its values with their names, and which is picked."""

    name: str
    label: str
    options: list[tuple[str, str]]
    picked: str


@room.get("/decisions")
def every() -> str:
    """The list, newest first, as far as filters in the address narrow it. A filter of no known value asks for nothing."""
    return _list(_asked(request.args), request.args.get("page", ""))


@room.post("/decisions")
def find() -> Any:
    """Filters go into the address, so that the list can be kept and sent on; words of a search never do."""
    asked = _asked(request.form)
    words = "".join(c if c.isprintable() else " " for c in request.form.get("words", "")[:MOST_ASKED]).strip()
    if words:
        return _list(Query(**asked, words=words), "")
    return redirect(_address(asked))


def _asked(form: Mapping[str, str]) -> Any:
    allowed = {name: {value for value, _ in options} for name, _, options in _filters()}
    return {name: form.get(name, "") for name in FILTERS if form.get(name, "") in allowed[name]}


def _address(asked: Mapping[str, str], page: int = 1) -> str:
    fields = {name: value for name, value in asked.items() if value} | ({"page": page} if page > 1 else {})
    return f"/decisions?{urlencode(fields)}" if fields else "/decisions"


def _list(asked: Any, page: str) -> str:
    query = asked if isinstance(asked, Query) else Query(**asked)
    library = service().definitions.library
    found = library.search(query)
    pages = max(1, -(-len(found) // A_PAGE))
    number = min(int(page), pages) if page.isdecimal() and len(page) < 5 and int(page) else 1
    picked = {name: getattr(query, name) for name in FILTERS}
    return render_template(
        "decisions.html",
        found=found[(number - 1) * A_PAGE : number * A_PAGE],
        many=len(found),
        number=number,
        pages=pages,
        earlier=_address(picked, number - 1) if number > 1 and not query.words else "",
        later=_address(picked, number + 1) if number < pages and not query.words else "",
        asked=query.words,
        unknown=library.unknown(query.words),
        filters=[Filter(name, label, options, picked[name]) for name, label, options in _filters()],
        **_said(),
    )


def _said() -> dict[str, Any]:
    """How templates put a decision into words."""
    words = service().content.words
    return {
        "words": words,
        "outcome": outcome,
        "faults": lambda codes: faults_said(words, codes),
        "sum_": lambda paid: paid_one(words, paid),
    }


def _filters() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    words, definitions = service().content.words, service().definitions
    faults = [(code, words.say(Phrase(f"fault.{code}"))) for code in (*FINDINGS, *OTHER_FAULTS)]
    years = sorted({str(made.year) for made in definitions.library.decisions}, reverse=True)
    councils = [definitions.councils[gss] for gss in definitions.library.by_council]
    yield "fault", gettext("What went wrong"), faults
    yield "stage", gettext("Stage"), list(_stages().items())
    yield "outcome", gettext("How it ended"), [(code, outcome(code)) for code in OUTCOMES]
    yield "remedy", gettext("What it led to"), list(_remedies().items())
    yield "body", gettext("Who was looked at"), [("council", gettext("A council")), ("nhs", gettext("The NHS too"))]
    yield "year", gettext("Year"), [(year, year) for year in years]
    yield "council", gettext("Council"), sorted(((one.gss, one.name) for one in councils), key=lambda pair: pair[1])


def _stages() -> dict[str, str]:
    named = {
        "assessment": gettext("Assessment and first plan"),
        "review": gettext("Review"),
        "moving": gettext("Moving school stage or area"),
        "tribunal": gettext("Tribunal and mediation"),
        "support": gettext("Support, transport and money"),
        "school": gettext("School and education out of school"),
        "complaint": gettext("Complaints, messages and records"),
    }
    return {stage: named[stage] for stage in STAGES}


def _remedies() -> dict[str, str]:
    payments = {code: gettext("A sum %(purpose)s", purpose=purpose(code)) for code in PURPOSES}
    return {"apology": gettext("An apology"), "improvement": gettext("Changes to the service"), **payments}


@room.get("/decisions/<slug>")
def show(slug: str) -> str:
    """One decision."""
    decision = service().definitions.library.by_ref.get(slug) or abort(404)
    return render_template("decision.html", decision=decision, **_said())


@room.get("/decisions/councils")
def councils() -> str:
    """The councils there are decisions about, by name: no numbers, no order of merit."""
    definitions = service().definitions
    named = sorted((definitions.councils[gss] for gss in definitions.library.by_council), key=lambda one: one.name)
    return render_template("decision_councils.html", councils=named)


@room.get("/decisions/councils/<gss>")
def council(gss: str) -> str:
    """What the Ombudsman found at one council, and how many of its new plans come in time."""
    definitions = service().definitions
    named = definitions.councils.get(gss) or abort(404)
    found = definitions.library.by_council.get(gss, ())
    line = timeliness_line(definitions, gss)
    return render_template(
        "decision_council.html",
        council=named,
        found=found[:A_PAGE],
        more=_address({"council": gss}, 2) if len(found) > A_PAGE else "",
        line=service().content.words.say(line) if line else "",
        **_said(),
    )


@room.get("/decisions/paid")
def paid() -> str:
    """What was paid for what: strips of points, each with its table."""
    definitions = service().definitions
    drawn = strips(definitions.library, definitions.ranges)
    return render_template("paid.html", strips=drawn, ranges=definitions.ranges, **_said())


@room.get("/decisions/asks")
def asks() -> str:
    """What to ask a council to change: each ask once, below the first fault it fits."""
    known = service().definitions.asks
    groups = [(code, known.first_about(code)) for code in FINDINGS if known.about(code)]
    return render_template("decision_asks.html", groups=groups, **_said())


@room.get("/decisions/asks/<fault>")
def asks_about(fault: str) -> str:
    """What to ask about one fault: where each ask comes from, and the decisions in which the like was asked."""
    definitions = service().definitions
    fitting = definitions.asks.about(fault) or abort(404)
    by_ref = definitions.library.by_ref
    return render_template(
        "decision_asks_about.html",
        fault=fault,
        asks=[(ask, [by_ref[ref.replace(" ", "-")] for ref in ask.asked_in]) for ask in fitting],
        papers={paper.id: paper for paper in definitions.asks.papers(fitting)},
        **_said(),
    )
