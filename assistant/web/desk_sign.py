"""Signing in and out of the adviser's desk, taking up an invitation, and one's own account."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for

from assistant.store import totp
from assistant.store.accounts import LOCKED, ROLES, SHORTEST_PASSWORD, Refused
from assistant.store.sessions import SignedIn
from assistant.web.desk_session import give_session, needs, signed_in, take_session
from assistant.web.forms import clean
from assistant.web.limits import limited
from assistant.web.service import service
from assistant.web.tables import gettext

room = Blueprint("desk_sign", __name__, url_prefix="/desk")


@room.get("/sign-in")
def ask() -> Any:
    """Name, password, and a one-time code if the account asks for it."""
    return redirect(url_for("desk.show")) if signed_in() else render_template("desk/sign_in.html")


@room.post("/sign-in")
@limited("60 per 15 minutes")
@limited("300 per hour", together=True)
def enter() -> Any:
    """Signs in. What was wrong isn't told: name, password, code, or a lock."""
    name = request.form.get("name", "")
    try:
        unlocked = service().office.accounts.unlock(
            name, request.form.get("password", ""), request.form.get("code", "")
        )
    except Refused:
        said = gettext(
            "The name, the password or the one-time code isn't right. After several wrong tries an account is locked for "
            "%(minutes)s minutes",
            minutes=LOCKED // 60,
        )
        return render_template("desk/sign_in.html", wrong="name", message=said, name=clean(name[:200])), 422
    response = make_response(redirect(url_for("desk.show")))
    give_session(response, service().office.sessions.begin(unlocked))
    return response


@room.post("/sign-out")
@needs(*ROLES)
def leave(signed: SignedIn) -> Any:
    """Ends the session."""
    service().office.sessions.end(signed)
    response = make_response(redirect(url_for("desk_sign.ask")))
    take_session(response)
    return response


@room.get("/wait")
@needs(*ROLES)
def wait(signed: SignedIn) -> Any:
    """Why an account that was just made sees no case yet, and the words by which a colleague knows it."""
    if signed.account.state != "waiting":
        return redirect(url_for("desk.show"))
    return render_template("desk/wait.html", account=signed.account, signed=signed)


# ---- an invitation --------------------------------------------------------------------------------------------------


@room.get("/join")
def invited() -> Any:
    """Where the code of an invitation is typed and a password chosen."""
    return render_template("desk/join.html", shortest=SHORTEST_PASSWORD)


@room.post("/join")
@limited("20 per 15 minutes; 60 per day")
@limited("200 per hour", together=True)
def join() -> Any:
    """Takes up an invitation."""
    code, password = request.form.get("code", ""), request.form.get("password", "")
    if password != request.form.get("again", ""):
        return _not_joined("password", gettext("The two passwords aren't the same")), 422
    try:
        service().office.accounts.join(code, password)
    except Refused as refused:
        if refused.why == "code":
            return _not_joined("code", gettext("No invitation waits under these words. They end after seven days")), 422
        return _not_joined("password", weak()), 422
    return redirect(url_for("desk_sign.ask"))


def _not_joined(field: str, message: str) -> str:
    code = clean(request.form.get("code", "")[:200])
    return render_template("desk/join.html", wrong=field, message=message, code=code, shortest=SHORTEST_PASSWORD)


def weak() -> str:
    """What a password needs."""
    return gettext(
        "Choose a password of at least %(letters)s letters that isn't your name. Four words that only you would put "
        "together are good",
        letters=SHORTEST_PASSWORD,
    )


# ---- one's own account ----------------------------------------------------------------------------------------------


@room.get("/account")
@needs(*ROLES)
def account(signed: SignedIn) -> str:
    """Password and one-time codes."""
    return _account(signed)


def _account(signed: SignedIn, secret: bytes = b"", **more: Any) -> str:
    shown = totp.shown(secret) if secret else ""
    return render_template(
        "desk/account.html", signed=signed, account=signed.account, secret=shown, shortest=SHORTEST_PASSWORD, **more
    )


@room.post("/account/password")
@needs(*ROLES)
@limited("20 per hour")
def password(signed: SignedIn) -> Any:
    """Changes the password, after the old one. All sessions of the account end."""
    new = request.form.get("new", "")
    if new != request.form.get("again", ""):
        return _account(signed, wrong="new", message=gettext("The two passwords aren't the same")), 422
    try:
        unlocked = _again(signed)
    except Refused:
        return _account(signed, wrong="password", message=_not_right()), 422
    try:
        service().office.accounts.change_password(unlocked, new)
    except Refused:
        return _account(signed, wrong="new", message=weak()), 422
    return redirect(url_for("desk_sign.ask"))


def _again(signed: SignedIn) -> Any:
    """The same account, by its password once more: an unattended screen is not enough."""
    accounts = service().office.accounts
    return accounts.unlock(signed.account.name, request.form.get("password", ""), request.form.get("code", ""))


def _not_right() -> str:
    return gettext("The password or the one-time code isn't right")


@room.post("/account/one-time")
@needs(*ROLES)
@limited("20 per hour")
def one_time(signed: SignedIn) -> Any:
    """Shows a new secret for an app, then takes its first code."""
    secret = _secret(request.form.get("secret", ""))
    if not secret:
        return _account(signed, totp.new_secret())
    try:
        service().office.accounts.ask_one_time(signed.unlocked, secret, request.form.get("first", ""))
    except Refused:
        return _account(
            signed, secret, wrong="first", message=gettext("This code isn't the one your app shows now")
        ), 422
    return redirect(url_for("desk_sign.account"))


def _secret(typed: str) -> bytes:
    try:
        made = base64.b32decode(typed[:64])
    except (binascii.Error, ValueError):
        return b""
    return made if len(made) == 20 else b""
