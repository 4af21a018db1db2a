"""The reading copy of a letter: block by block in the family's language, on a page and as a file that isn't for sending."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template

from assistant.core.reading import reading_letter
from assistant.documents import file_name, to_pdf, to_text, to_word
from assistant.web.letter_desk import Desk, desk, passages_of
from assistant.web.letter_files import PDF, WORD, as_file
from assistant.web.service import service

room = Blueprint("letter_reading", __name__)


@room.get("/letter/<id_>/reading")
def show(id_: str) -> Any:
    """The letter in the family's language beside the English; in English there is only the letter."""
    if service().tongue.content.language == "en":
        return redirect(f"/letter/{id_}")
    at = desk(id_)
    return render_template("letter_reading.html", plan=at.plan, passages=passages_of(at))


@room.get("/letter/<id_>/reading.<any(txt, pdf, docx):ending>")
def saved(id_: str, ending: str) -> Any:
    """The reading copy as a file of its own."""
    if service().tongue.content.language == "en":
        return redirect(f"/letter/{id_}.{ending}")
    at = desk(id_)
    body, kind = _made(at, ending)
    return as_file(body, kind, file_name(f"reading copy {at.plan.purpose}", at.assessment.as_of, ending))


def _made(at: Desk, ending: str) -> tuple[bytes, str]:
    tongue = service().tongue
    words, language = tongue.letters.words, tongue.content.language
    copy = reading_letter(passages_of(at), tongue.wording.of_letter(at.plan.id, at.plan.purpose), words)
    if ending == "pdf":
        return to_pdf(copy, words, language), PDF
    if ending == "docx":
        return to_word(copy, words, language), WORD
    return to_text(copy, words).encode(), "text/plain; charset=utf-8"
