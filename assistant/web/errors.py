"""Pages for when something goes wrong. They say what happened, what is safe, and what to do now. What somebody wrote is
shown again only to themselves, where it could not be saved, so that nothing is lost; and where one of our forms can be
sent once more just as it was, a button does that."""

from __future__ import annotations

import sqlite3

from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from assistant.store.sealed import Conflict
from assistant.store.sealed import Gone as RowGone
from assistant.web.forms import LONGEST, clean
from assistant.web.guards import Stale, Stranger, from_our_page
from assistant.web.logs import tell_fault
from assistant.web.service import NoCase, held, service, take_ticket
from assistant.web.tables import gettext

WRITTEN = ("answer", "name", "words", "text", "said", "code")  # fields for somebody's own words
SECRET = ("password", "new", "again")  # never written into a page
AGAIN = (409, 429, 500, 503)  # may go well the next time, without a change


def answer(app: Flask) -> None:
    """Registers the pages."""
    app.register_error_handler(NoCase, _no_case)
    app.register_error_handler(RowGone, _no_case)
    app.register_error_handler(Stale, _stale)
    app.register_error_handler(Stranger, _stranger)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(sqlite3.Error, _not_stored)
    app.register_error_handler(HTTPException, _any)
    app.register_error_handler(Exception, _broken)


def _no_case(_: Exception) -> Response:
    response = make_response(render_template("expired.html", has_case=False, typed=typed_words()), 410)
    if held() is None:  # what is gone is this browser's own case
        take_ticket(response)
    return response


def _stale(_: Stale) -> Response:
    return _page(
        400,
        gettext("This page belongs to other answers"),
        gettext(
            "Nothing was saved from it. You may have deleted your answers or started again since you opened it. "
            "Go back, load the page again, and send it once more. Your browser must allow cookies from this site."
        ),
    )


def _stranger(_: Stranger) -> Response:
    return _page(
        400, gettext("This address isn't ours"), gettext("Nothing was changed. Check the address and try again.")
    )


def _conflict(_: Conflict) -> Response:
    return _page(
        409,
        gettext("Your answers are being changed elsewhere"),
        gettext("Another tab saved at the same moment, again and again. Nothing was saved from this page. Try again."),
    )


def _not_stored(error: sqlite3.Error) -> Response:
    """A disk that is full, a store that is locked, damaged or not to be written to."""
    tell_fault(error)
    response = _page(
        503,
        gettext("We can't open or save answers just now"),
        gettext("It wasn't you. What you saved before is still there. Wait a minute, then try again."),
    )
    response.headers["Retry-After"] = "60"
    return response


def _broken(error: Exception) -> Response:
    tell_fault(error)
    return _page(500, *_words()[500])


def _any(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    title, text = _words().get(error.code, (gettext("That didn't work"), gettext("Go back and try again.")))
    return _page(error.code, title, text)


def _page(code: int, title: str, text: str) -> Response:
    # what is too long was never read, and reading it here would fail again
    typed, again = ("", None) if code == 413 else (typed_words(), _again(code))
    back = (request.path, gettext("Try again")) if code in AGAIN and request.method == "GET" else None
    page = render_template("error.html", title=title, text=text, typed=typed, again=again, back=back)
    return make_response(page, code)


# ---- what was typed -------------------------------------------------------------------------------------------------


def typed_words() -> str:
    """What somebody wrote in their own words and we can't save: shown for them to copy, if a page of ours sent it."""
    if request.method != "POST" or not from_our_page():
        return ""
    form = service().forms.get((request.view_args or {}).get("question", ""))
    if form is not None and form.question.kind not in (*LONGEST, "when"):
        return ""  # what was picked from a list has no words of its own
    return clean("\n".join(filter(None, (request.form.get(name, "") for name in WRITTEN))))


def _again(code: int) -> list[tuple[str, str]] | None:
    """The fields of the form that was sent, to send once more; None where that can't help, or the form isn't ours. A file
    has to be picked again by hand.
    """
    if code not in AGAIN or request.method != "POST" or "sent_by_us" not in g or request.files:
        return None
    if any(name in request.form for name in SECRET):
        return None
    return list(request.form.items(multi=True))


def _words() -> dict[int, tuple[str, str]]:
    return {
        400: (gettext("We couldn't read that"), gettext("Nothing was changed. Go back and try again.")),
        403: (gettext("You can't open this page"), gettext("Nothing is wrong with your answers.")),
        404: (gettext("There is no such page"), gettext("The address may be mistyped, or the page has moved.")),
        405: (gettext("That didn't work"), gettext("This page can't be used in that way. Nothing was changed.")),
        413: (
            gettext("That is too long"),
            gettext(
                "What you sent is larger than a page here can hold. Nothing was saved from it. "
                "Go back and shorten it: what you typed should still be there."
            ),
        ),
        429: (gettext("Too many tries"), gettext("Wait a minute, then try again. Your answers are safe.")),
        InternalServerError.code: (
            gettext("Something broke on our side"),
            gettext("It wasn't you. The answers you saved before are still there. Go back and try again in a minute."),
        ),
    }
