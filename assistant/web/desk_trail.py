"""The trail, as a manager reads it: who, when, what kind, which row. No word of a case."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from assistant.store.sessions import SignedIn
from assistant.store.trail import PAGE
from assistant.web.desk_session import needs
from assistant.web.moments import moment
from assistant.web.service import service
from assistant.web.tables import gettext

room = Blueprint("desk_trail", __name__, url_prefix="/desk")


@room.route("/trail", methods=["GET", "POST"])
@needs("manager")
def show(signed: SignedIn) -> Any:
    """The newest lines; older ones by a button. By another all lines are checked, which takes time when there are many."""
    page = min(max(request.form.get("page", 0, type=int), 0), 10_000)
    trail = service().office.trail
    lines = trail.lines(page)
    return render_template(
        "desk/trail.html",
        lines=lines,
        more=len(lines) == PAGE,
        page=page,
        checked="check" in request.form,
        broken=trail.broken() if "check" in request.form else None,
        head=trail.head(),
        said=moment,
        kinds=kinds(),
    )


def kinds() -> dict[str, str]:
    """What each kind of line means."""
    return {**_of_people(), **_of_cases(), **_of_numbers()}


def _of_people() -> dict[str, str]:
    return {
        "account-added": gettext("account made on the command line"),
        "account-invited": gettext("account made and invited"),
        "account-joined": gettext("invitation taken up"),
        "account-let-in": gettext("key passed to a colleague"),
        "account-removed": gettext("account removed"),
        "key-changed": gettext("service key changed"),
        "sign-in": gettext("signed in"),
        "sign-in-failed": gettext("sign-in failed"),
        "sign-in-while-locked": gettext("sign-in while locked"),
        "sign-out": gettext("signed out"),
        "password-changed": gettext("password changed"),
        "one-time-on": gettext("one-time codes set up"),
    }


def _of_cases() -> dict[str, str]:
    return {
        "case-new": gettext("case begun"),
        "case-copied": gettext("copy kept of a case that a family lent"),
        "case-opened": gettext("case opened"),
        "case-answered": gettext("answers changed"),
        "case-changed": gettext("file changed"),
        "case-reassigned": gettext("case given to another adviser"),
        "case-exported": gettext("saved as a file"),
        "case-handed-over": gettext("copy given to the family"),
        "case-deleted": gettext("case deleted"),
        "case-deleted-by-rule": gettext("closed case deleted, its time was over"),
        "loan-taken": gettext("family’s code used"),
        "loan-opened": gettext("family’s case opened"),
        "loan-changed": gettext("family’s case changed"),
        "loan-exported": gettext("family’s case saved as a file"),
        "loan-ended-by-family": gettext("ended by the family"),
    }


def _of_numbers() -> dict[str, str]:
    return {
        "figures-opened": gettext("figures of a year opened"),
        "figures-exported": gettext("figures of a year saved as a file"),
        "pattern-opened": gettext("pattern report opened"),
        "pattern-exported": gettext("pattern report saved as a file"),
    }
