"""Pages that are in English only, because they are for lawyers and advisers or read what is typed as English."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g
from flask_babel import force_locale

from assistant.web.service import service
from assistant.web.tables import gettext


def english_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view in English, whatever language was picked; who picked another finds a note in it at the top of the page."""

    @wraps(view)
    def shown(*values: Any, **named: Any) -> Any:
        note_it()
        with force_locale("en"):
            g.language = "en"
            return view(*values, **named)

    return shown


def note_it() -> None:
    """Puts the note at the top of the page, in the language that was picked; in English there is none."""
    tongue = service().tongue
    if tongue.content.language != "en":
        note = gettext("This page is for lawyers and advisers. It is in English only.")
        g.note_in_their_language = note, tongue.content.language, tongue.direction
