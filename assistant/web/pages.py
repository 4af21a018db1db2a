"""Pages without answers: start, help, privacy and the like; and deleting everything."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import (
    Blueprint,
    Response,
    abort,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)

from assistant.core.case import case_schema
from assistant.web.page_names import page_name
from assistant.web.service import CASE_COOKIE, give_ticket, has_case, reader, service, take_ticket

FOR_PARENTS = ("privacy", "accessibility")  # pages that speak of "your child", as the start page does

room = Blueprint("pages", __name__)


@room.get("/")
def start() -> str:
    """What this is, and the button that begins."""
    reader()
    return render_template("start.html", page=service().pages["start"], for_parents=True)


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
    advice = _advice()  # looked up first: it also tells whether a young person reads the page
    page = service().pages.get(name) or abort(404)
    return render_template(
        "page.html",
        page=page,
        for_parents=name in FOR_PARENTS,
        advice=advice if name == "help" else None,
        who=service().settings if name in ("privacy", "accessibility") else None,
    )


@room.get("/feedback")
def feedback() -> str:
    """How to tell whoever runs the service what is wrong with it: by a message of the family's own, with nothing of the
    case. Only the kind of page it is about may come with the address.
    """
    kind = page_name(request.args.get("page", ""))
    subject = quote(f"Plan Check: {kind}" if kind else "Plan Check", safe="")
    return render_template("feedback.html", page=service().pages["feedback"], who=service().settings, subject=subject)


def _advice() -> Any:
    """The council a family picked, if it has an advice service on our list."""
    kept = reader()
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
