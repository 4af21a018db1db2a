"""Who is signed in at the adviser's desk, and which case the pages of questions, result and letters work on.

For whoever adds a page to the desk: ``@needs(*KEYED)`` puts the ``SignedIn`` first among a view's arguments;
``desk_cases.case_at`` reads the case of an address; ``desk_cases.change`` seals what is changed of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Response, g, redirect, request, url_for
from flask_babel import refresh
from werkzeug.exceptions import BadRequest, Forbidden

from assistant.store.keys import ServiceKey
from assistant.store.sessions import SignedIn
from assistant.web.english import note_it
from assistant.web.service import service

DESK_COOKIE = "__Host-desk"
# Pages of a family's own browser: they make no sense for a case of the desk, and lead back to its file.
FAMILYS_OWN = frozenset(
    (
        *("keep.show", "keep.keep_for", "keep.give_code", "keep.move", "hand_over.lend", "hand_over.end"),
        *("keep.by_code", "keep.by_file", "keep.ask", "pages.delete", "pages.begin"),
    )
)
NO_CASE_NEEDED = frozenset(("static", "health.alive", "health.ready"))


class NotSignedIn(Exception):
    """Nobody is signed in, or no longer."""


class SignedOut(BadRequest):
    """A form of the desk that was sent after its session had ended."""


def find() -> Any:
    """Before each request: who is at the desk. Pages of the desk are in English and have forms of their own; the others
    work on the case that is open, whose forms are good for this case only: a tab left behind can't save into another.
    """
    if request.endpoint in NO_CASE_NEEDED:
        return None
    at_desk = (request.blueprint or "").startswith("desk")
    if at_desk:
        note_it()
        g.pop("language")
        refresh()  # the language that the note was said in
        g.english = g.desk_token = ""
    cookie = request.cookies.get(DESK_COOKIE)
    signed = _signed(cookie) if cookie else None
    if signed is None:
        return None
    g.signed = signed
    if at_desk:
        g.desk_token = signed.token()
    elif signed.kind:
        return _open(signed)
    return None


def _signed(cookie: str) -> SignedIn | None:
    try:
        return service().office.sessions.find(cookie)
    except sqlite3.Error:
        if request.endpoint == "pages.prose":  # the way to a person stays open even when nothing can be read
            return None
        raise


def _open(signed: SignedIn) -> Any:
    from assistant.web.desk_holders import holder_of  # needs pages that need this module

    if request.endpoint in FAMILYS_OWN:
        return redirect(url_for("desk_cases.back"))
    g.holder = holder_of(signed)
    g.desk_token = signed.token(signed.row)
    return None


def signed_out() -> bool:
    """Is this a page of the desk, and nobody signed in?"""
    return "english" in g and signed_in() is None


def signed_in() -> SignedIn | None:
    """Who is at the desk; None for anybody else."""
    return cast("SignedIn | None", g.get("signed"))


def needs(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A page of the desk for some roles only. The view gets the ``SignedIn`` first. Others are sent to sign in, or told
    that it isn't theirs; who may open cases and was not let in yet sees why it has to wait.
    """

    def made(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(**values: Any) -> Any:
            signed = signed_in()
            if signed is None:
                raise NotSignedIn
            if signed.account.role not in roles:
                raise Forbidden
            if signed.account.state == "waiting" and request.endpoint not in ("desk_sign.wait", "desk_sign.leave"):
                return redirect(url_for("desk_sign.wait"))
            return view(signed, **values)

        return guarded

    return made


def key_of(signed: SignedIn) -> ServiceKey:
    """The service key of somebody who was let in. Forbidden for anybody else."""
    if signed.key is None:
        raise Forbidden
    return signed.key


def give_session(response: Response, cookie: str) -> None:
    """Hands the browser its session. It forgets it when it is closed, and never sends it along from another site."""
    response.set_cookie(DESK_COOKIE, cookie, secure=True, httponly=True, samesite="Strict", path="/")


def take_session(response: Response) -> None:
    """Makes the browser forget its session."""
    response.delete_cookie(DESK_COOKIE, secure=True, httponly=True, samesite="Strict", path="/")
