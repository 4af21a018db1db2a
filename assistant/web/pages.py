"""Pages without answers: start, help, privacy and the like; and deleting everything."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, render_template, request, url_for

from assistant.core.case import case_schema
from assistant.web.service import CASE_COOKIE, give_ticket, has_case, held, service, take_ticket

room = Blueprint("pages", __name__)


@room.get("/")
def start() -> str:
    """What this is, and the button that begins."""
    return render_template("start.html", page=service().pages["start"])


@room.post("/start")
def begin() -> Any:
    """Starts a case with nothing in it. A case that this browser holds already is gone on with."""
    if has_case() and service().store.load(request.cookies[CASE_COOKIE]):
        return redirect(url_for("questions.go_on"))
    response = make_response(redirect(url_for("questions.go_on")))
    give_ticket(response, service().store.create({}))
    return response


@room.get("/<any(help, privacy, accessibility):name>")
def prose(name: str) -> str:
    """One of the pages of content/<language>/pages; on help, with the family's own advice service if it is known."""
    page = service().pages.get(name) or abort(404)
    return render_template(
        "page.html",
        page=page,
        advice=_advice() if name == "help" else None,
        who=service().settings if name in ("privacy", "accessibility") else None,
    )


def _advice() -> Any:
    """The council a family picked, if it has an advice service on our list. The way to a person stays open even when no
    case can be opened.
    """
    holder, ticket = held(), request.cookies.get(CASE_COOKIE)
    try:
        kept = holder.load() if holder else service().store.load(ticket) if ticket else None
    except sqlite3.Error:
        kept = None
    council = service().definitions.councils.get(kept.answers.get("council") or "") if kept else None
    return council if council is not None and council.sendiass_site else None


@room.route("/delete", methods=["GET", "POST"])
def delete() -> Any:
    """Asks once, then deletes everything."""
    if request.method == "GET":
        return render_template("delete.html")
    service().store.delete(request.cookies.get(CASE_COOKIE, ""))
    response: Response = make_response(render_template("deleted.html", has_case=False))
    take_ticket(response)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'  # on a shared computer nothing is left
    return response


@room.get("/case-file.schema.json")
def schema() -> Response:
    """The JSON Schema of the case file, for whoever wants to read or write one."""
    return jsonify(case_schema())
