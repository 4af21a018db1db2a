"""Letters: shown as a page, to print, as plain text to paste, as PDF. What stands in them is core/letters.py's business."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template

from assistant.core.assessment import Assessment
from assistant.core.case import Case
from assistant.core.definitions import LetterPlan
from assistant.core.letters import Letter, compose, missing_facts
from assistant.documents import to_html, to_pdf, to_text
from assistant.web.result import judged
from assistant.web.service import opened, service

room = Blueprint("letters", __name__, url_prefix="/letter")


@room.get("/<id_>")
def show(id_: str) -> str:
    """The letter as a page; or, if a fact it needs is missing, which one."""
    plan, case, assessment = _asked_for(id_)
    missing = missing_facts(plan, assessment, case, service().letters)
    say = service().letters.words.say
    if missing:
        return render_template("letter_missing.html", missing=[say(fact) for fact in missing])
    letter = _composed(plan, assessment, case)
    return render_template("letter.html", letter=to_html(letter, service().letters.words), id=id_)


@room.get("/<id_>.txt")
def text(id_: str) -> Response:
    """The letter as plain text."""
    letter = to_text(_composed(*_ready(id_)), service().letters.words)
    return _file(letter.encode(), "text/plain; charset=utf-8", f"{id_}.txt")


@room.get("/<id_>.pdf")
def pdf(id_: str) -> Response:
    """The letter as a tagged PDF."""
    return _file(to_pdf(_composed(*_ready(id_)), service().letters.words), "application/pdf", f"{id_}.pdf")


def _asked_for(id_: str) -> tuple[LetterPlan, Case, Assessment]:
    plan = service().definitions.letters.get(id_) or abort(404)
    return plan, *judged(opened())


def _ready(id_: str) -> tuple[LetterPlan, Assessment, Case]:
    plan, case, assessment = _asked_for(id_)
    if missing_facts(plan, assessment, case, service().letters):
        abort(404)
    return plan, assessment, case


def _composed(plan: LetterPlan, assessment: Assessment, case: Case) -> Letter:
    return compose(plan, assessment, case, service().letters)


def _file(body: bytes, kind: str, name: str) -> Response:
    response: Any = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
