"""The languages of the service: what each says, made once at start; and which of them this request is in.

A family picks a language; the choice stands in a cookie of its own and in no address. Whatever a language has not got
is said in English, marked as English (``Content.lacks``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from babel.support import Translations
from flask import Blueprint, current_app, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from assistant.core.content import Content
from assistant.core.definitions import Definitions, Question
from assistant.core.letter_scene import Context, letter_context
from assistant.web.findings import Cards
from assistant.web.forms import AnswerForm, form_for
from assistant.web.guides import Library
from assistant.web.prose import Page, read_pages
from assistant.web.service import LANGUAGE_COOKIE, reader, service
from assistant.web.wording import Speaker, Wording

YEAR = 31_536_000  # seconds

room = Blueprint("tongues", __name__)


@dataclass(frozen=True)
class Tongue:
    """Everything the web says in one language."""

    definitions: Definitions  # with duties and law said in it
    content: Content
    locale: Locale
    pages: Mapping[str, Page]
    wording: Wording
    cards: Cards
    forms: Mapping[str, type[AnswerForm]]  # by the question's id
    library: Library
    speaker: Speaker  # what templates call as `_`
    letters: Context  # what its reading copies of letters are composed from
    young: Tongue | None = None  # the same, as it speaks to a young person who asks for themselves

    @property
    def name(self) -> str:
        """What its speakers call the language."""
        said = self.locale.get_display_name() or self.content.language
        return said[:1].upper() + said[1:]

    def speaks(self, part: str) -> str:
        """The language that a part of the prose is said in: its own, or English as long as it lacks that part."""
        return "en" if part in self.content.lacks else self.content.language

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return str(self.locale.text_direction)


def tongue_of(definitions: Definitions, content: Content, questions: Sequence[Question], translations: Path) -> Tongue:
    """One language, made ready. ``translations``: the folder of the catalogues."""
    wording, told = Wording(content.words, definitions.councils), _told(definitions, content.language, translations)
    months, councils = wording.months(), frozenset(definitions.councils)
    tongue = Tongue(
        definitions=told,
        content=content,
        locale=Locale.parse(content.language),
        pages=read_pages(content.pages),
        wording=wording,
        cards=Cards(definitions, content),
        forms={question.id: form_for(question, councils, months) for question in questions},
        library=Library(definitions, content),
        speaker=Speaker(),
        letters=letter_context(told, content.words, content.letters),
    )
    other = content.young or content
    wording = Wording(other.words, definitions.councils, young=True)
    young = replace(
        tongue,
        content=other,
        wording=wording,
        cards=Cards(definitions, other),
        library=tongue.library.explained(other.glossary),
    )
    return replace(tongue, young=young)


def _told(definitions: Definitions, language: str, translations: Path) -> Definitions:
    """The definitions with their own sentences in another language: each duty, and what each provision says in short."""
    catalogue = Translations.load(str(translations), [language])
    if not isinstance(catalogue, Translations):  # there is none: English
        return definitions

    def say(id_: str, text: str | None) -> str:
        return str(catalogue.pgettext(id_, text)) if text else ""

    said = {
        id_: replace(law, says=say(id_, law.says), caution=say(id_, law.caution) or law.caution)
        for id_, law in definitions.provisions.items()
    }
    duties = {
        id_: tuple(replace(duty, plain=say(id_, duty.plain)) for duty in versions)
        for id_, versions in definitions.duties.items()
    }
    return replace(definitions, provisions=said, duties=duties)


@room.get("/translations")
def translations() -> str:
    """How translations are made and checked, and how far each has come."""
    reader()
    others = [tongue for tongue in service().tongues.values() if tongue.content.language != "en"]
    return render_template(
        "translations.html",
        page=service().pages["translations"],
        others=others,
        words=service().content.words,
        for_parents=True,
    )


@room.post("/language")
def choose() -> Any:
    """Keeps the choice and goes back to the page it was made on. Any other address leads to the start."""
    response = make_response(redirect(_ours(request.form.get("to", ""))))
    language = request.form.get("language", "")
    if language in service().tongues:
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=YEAR, secure=True, httponly=True, samesite="Lax", path="/"
        )
    return response


def _ours(address: str) -> str:
    """The address if it is a page of ours that can be asked for; the start page for anything else."""
    try:
        path = urlsplit(address).path
        current_app.url_map.bind("").match(path, method="GET")
    except (ValueError, HTTPException):
        return "/"
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
