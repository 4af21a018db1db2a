"""The reasons that some letters give in the family's own words: why an appeal comes late, what the Ombudsman got wrong."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request

from assistant.core.sent import LONGEST_REASON, REASONS
from assistant.core.words import Phrase
from assistant.web.forms import Wrong, clean, too_long
from assistant.web.letter_book import Full
from assistant.web.letter_desk import keep
from assistant.web.letter_words import no_room
from assistant.web.service import opened, service

room = Blueprint("letter_reasons", __name__, url_prefix="/letters/reason")


@room.get("/<need>")
def ask(need: str) -> str:
    """The page of one reason."""
    family = opened()
    return _page(_known(need), family.book.reasons.get(need, ""))


@room.post("/<need>")
def take(need: str) -> Any:
    """Keeps the reason, or takes it back if nothing is written; or shows the page again with what was typed."""
    known, typed = _known(need), clean(request.form.get("text", ""))
    try:
        if len(typed) > LONGEST_REASON:
            raise Wrong("text", too_long(len(typed), LONGEST_REASON))
        keep(lambda family: family.book.with_reason(known, typed))
    except Wrong as wrong:
        return _page(known, typed, wrong), 422
    except Full:
        return _page(known, typed, Wrong("text", no_room())), 422
    return redirect("/letters")


def _known(need: str) -> str:
    return need if need in REASONS else abort(404)


def _page(need: str, typed: str, wrong: Wrong | None = None) -> str:
    asked = service().tongue.letters.words.say(Phrase(f"letter/missing/{need}"))
    return render_template("letter_reason.html", need=need, asked=asked, typed=typed, wrong=wrong)
