"""The one-page summary: as a page, for the family or as a file note, and as a file. What stands in it: core/summary.py."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, make_response, render_template
from markupsafe import Markup

from assistant.core.content import Content
from assistant.core.given import sources_of
from assistant.core.letters import Letter
from assistant.core.summary import SIZES, compose_summary
from assistant.documents import Busy, NotSet, file_name, to_html, to_pdf, to_text, to_word
from assistant.documents.setting import fits_one_page
from assistant.web.english import english_only
from assistant.web.letter_files import PDF, WORD, busy, not_set
from assistant.web.result import judged
from assistant.web.service import opened, service
from assistant.web.tables import gettext

room = Blueprint("summary", __name__)
room.register_error_handler(Busy, busy)
room.register_error_handler(NotSet, not_set)
_MAKE: dict[str, tuple[Callable[[Letter, Content], bytes], str]] = {
    "txt": (lambda letter, content: to_text(letter, content.words).encode(), "text/plain; charset=utf-8"),
    "pdf": (lambda letter, content: to_pdf(letter, content.words, content.language), PDF),
    "docx": (lambda letter, content: to_word(letter, content.words, content.language), WORD),
}


@room.get("/summary")
def family() -> str:
    """The summary for the family."""
    return _page("family")


@room.get("/summary/note")
@english_only
def note() -> str:
    """The same as a file note."""
    return _page("note")


def _page(voice: str) -> str:
    letter, _ = _summary(voice)
    # every word is escaped by the documents
    html = Markup(to_html(letter, service().content.words))  # noqa: S704
    return render_template("summary.html", voice=voice, title=letter.title, html=html)


@room.get("/summary.<any(txt, pdf, docx):ending>")
def family_file(ending: str) -> Response:
    """The summary for the family, as a file."""
    return _file("family", ending)


@room.get("/summary/note.<any(txt, pdf, docx):ending>")
def note_file(ending: str) -> Response:
    """The file note, as a file."""
    return _file("note", ending)


def _file(voice: str, ending: str) -> Response:
    letter, content = _summary(voice)
    make, kind = _MAKE[ending]
    response: Response = make_response(make(letter, content))
    response.headers["Content-Type"] = kind
    called = gettext("where things stand") if voice == "family" else "file note"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(called, service().today(), ending)}"'
    return response


def _summary(voice: str) -> tuple[Letter, Content]:
    """The summary, as much of it as fits one page, with its prose: a family's is in its language, a file note in English."""
    held = opened()
    case, assessment = judged(held)
    content = service().content if voice == "family" else next(iter(service().tongues.values())).content
    sources, made = sources_of(held.kept.answers), service()
    for size in SIZES:
        letter = compose_summary(case, assessment, made.definitions, content, voice, made.brand, sources, size)
        if fits_one_page(letter.blocks):
            break
    return letter, content
