"""The accounts of the desk. An administrator invites and removes; whoever holds the service key lets a newcomer in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from assistant.store.accounts import KEYED, ROLES, Refused
from assistant.store.sessions import SignedIn
from assistant.web.desk_cases import row_of
from assistant.web.desk_session import key_of, needs
from assistant.web.forms import clean
from assistant.web.limits import limited
from assistant.web.service import service
from assistant.web.tables import gettext

room = Blueprint("desk_people", __name__, url_prefix="/desk/people")


@room.get("")
@needs(*ROLES)
def show(signed: SignedIn) -> str:
    """Who has an account, with which role."""
    return _page()


def _page(**more: Any) -> str:
    return render_template("desk/people.html", people=service().office.accounts.all(), roles=_roles(), **more)


def _roles() -> dict[str, str]:
    return {
        "adviser": gettext("Adviser: cases"),
        "manager": gettext("Manager: cases, reassigning, deleting, the trail"),
        "administrator": gettext("Administrator: accounts, no case"),
    }


@room.post("/invite")
@needs("administrator")
@limited("60 per hour")
def invite(signed: SignedIn) -> Any:
    """Makes an account without a password, and shows its invitation this once."""
    name, role = clean(request.form.get("name", "")), request.form.get("role", "")
    try:
        code = service().office.accounts.invite(name, role, signed.account)
    except Refused as refused:
        said = {
            "taken": gettext("There is an account of this name already"),
            "role": gettext("Choose one of the roles"),
        }.get(refused.why, gettext("Give a name of up to 60 letters"))
        return _page(wrong="role" if refused.why == "role" else "name", message=said, name=name[:200]), 422
    return _page(code=code, invited=name)


@room.post("/<id_>/let-in")
@needs(*KEYED)
def let_in(signed: SignedIn, id_: str) -> Any:
    """Passes the service key to a colleague who waits."""
    try:
        service().office.accounts.let_in(row_of(id_), signed.account, key_of(signed))
    except Refused:
        said = gettext("This account doesn't wait any more, or it was removed")
        return _page(wrong="people", message=said), 422
    return redirect(url_for("desk_people.show"))


@room.route("/<id_>/remove", methods=["GET", "POST"])
@needs("administrator")
def remove(signed: SignedIn, id_: str) -> Any:
    """Asks once, then removes an account and all that it can open."""
    account = service().office.accounts.by_id(row_of(id_))
    if account is None:
        return redirect(url_for("desk_people.show"))
    if request.method == "GET":
        return render_template("desk/remove.html", account=account)
    try:
        service().office.accounts.remove(account.id, signed.account.who)
    except Refused:
        said = gettext("This is the last account that can open cases. Without it they would be lost")
        return _page(wrong="people", message=said), 422
    return redirect(url_for("desk_people.show"))
