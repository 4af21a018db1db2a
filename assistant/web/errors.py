"""Pages for when something goes wrong. They say what happened, what is safe, and what to do now. What somebody wrote is
shown again only to themselves, where it could not be saved, so that nothing is lost."""

from __future__ import annotations

from flask import Flask, Response, make_response, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, InternalServerError

from assistant.store.sealed import Conflict
from assistant.store.sealed import Gone as RowGone
from assistant.web.forms import LONGEST, clean
from assistant.web.guards import Stale, from_our_page
from assistant.web.service import NoCase, service, take_ticket


def answer(app: Flask) -> None:
    """Registers the pages."""
    app.register_error_handler(NoCase, _no_case)
    app.register_error_handler(RowGone, _no_case)
    app.register_error_handler(Stale, _stale)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(HTTPException, _any)


def _no_case(_: Exception) -> Response:
    response = make_response(render_template("expired.html", has_case=False, typed=_typed()), 410)
    take_ticket(response)
    return response


def _stale(_: Stale) -> tuple[str, int]:
    return _page(
        400,
        gettext("This page belongs to other answers"),
        gettext(
            "Nothing was saved from it. You may have deleted your answers or started again since you opened it. "
            "Go back, load the page again, and send it once more. Your browser must allow cookies from this site."
        ),
        _typed(),
    )


def _conflict(_: Conflict) -> tuple[str, int]:
    return _page(
        409,
        gettext("Your answers are being changed elsewhere"),
        gettext("Another tab saved at the same moment, again and again. Nothing was saved from this page. Try again."),
        _typed(),
    )


def _typed() -> str:
    """What somebody wrote in their own words and we can't save: shown for them to copy, if a page of ours sent it."""
    if (
        request.blueprint in ("letter_words", "letter_sent", "letter_reasons")
        and request.method == "POST"
        and from_our_page()
    ):
        return clean(request.form.get("text", "") or request.form.get("said", ""))
    form = service().forms.get((request.view_args or {}).get("question", ""))
    if request.method != "POST" or form is None or form.question.kind not in LONGEST or not from_our_page():
        return ""
    return clean(request.form.get("answer", "") or request.form.get("name", ""))


def _any(error: HTTPException) -> Response | tuple[str, int]:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    title, text = _words().get(error.code, (gettext("That didn't work"), gettext("Go back and try again.")))
    return _page(error.code, title, text)


def _page(code: int, title: str, text: str, typed: str = "") -> tuple[str, int]:
    return render_template("error.html", title=title, text=text, typed=typed), code


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
