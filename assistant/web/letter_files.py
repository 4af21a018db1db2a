"""Letters as files: plain text, PDF (in large print too), Word, the print pack; and the dates as a calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request

from assistant.core.dates import DateSpan, read_when
from assistant.core.letters import Letter
from assistant.core.pack import compose_pack
from assistant.core.strip import strip
from assistant.documents import Busy, NotSet, file_name, to_calendar, to_pack, to_pdf, to_text, to_word
from assistant.web.letter_desk import desk
from assistant.web.result import judged
from assistant.web.service import opened, service
from assistant.web.tables import gettext

room = Blueprint("letter_files", __name__)
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RETRY = "10"  # seconds after which a busy service may be asked again

# ending -> how a letter is made into that kind of file, and what a browser calls it
FORMS: dict[str, tuple[Callable[[Letter], bytes], str]] = {
    "txt": (lambda letter: to_text(letter, service().letters.words).encode(), "text/plain; charset=utf-8"),
    "pdf": (lambda letter: to_pdf(letter, service().letters.words), PDF),
    "docx": (lambda letter: to_word(letter, service().letters.words), WORD),
}


@room.get("/letter/<id_>.<any(txt, pdf, docx):ending>")
def letter(id_: str, ending: str) -> Response:
    """A letter as a file."""
    at = desk(id_)
    make, kind = FORMS[ending]
    return as_file(make(at.letter), kind, file_name(at.plan.purpose, at.assessment.as_of, ending))


@room.get("/letter/<id_>/large-print.pdf")
def large(id_: str) -> Response:
    """The letter as a PDF in large print."""
    at = desk(id_)
    made = to_pdf(at.letter, service().letters.words, large=True)
    return as_file(made, PDF, file_name(f"{at.plan.purpose} large print", at.assessment.as_of, "pdf"))


@room.get("/letter/<id_>/print-pack.pdf")
def pack(id_: str) -> Response:
    """The letter with a sheet of what to do, the timeline, the law, the papers and the dates, as one PDF."""
    at, context = desk(id_), service().letters
    english = next(iter(service().tongues.values())).content  # as the letter is: a pack is in one language
    made = compose_pack(at.letter, at.plan, at.assessment, at.case, context, english, service().brand)
    name = file_name(f"print pack {at.plan.purpose}", at.assessment.as_of, "pdf")
    return as_file(to_pack(made, context.words), PDF, name)


@room.get("/letters/sent/<int:number>.<any(txt, pdf, docx):ending>")
def sent(number: int, ending: str) -> Response:
    """A letter that was sent, as it was, as a file."""
    entry = opened().book.entry(number) or abort(404)
    make, kind = FORMS[ending]
    when = read_when(entry.date)
    day = when.first if isinstance(when, DateSpan) else service().today()
    return as_file(make(entry.text), kind, file_name(f"sent {entry.purpose}", day, ending))


@room.get("/dates.ics")
def dates() -> Response:
    """The dates still to come, for a calendar. Names nobody."""
    _, assessment = judged(opened())
    made = to_calendar(strip(assessment, service().content), assessment.as_of)
    name = file_name("dates of the plan check", assessment.as_of, "ics")
    return as_file(made, "text/calendar; charset=utf-8", name)


def as_file(body: bytes, kind: str, name: str) -> Response:
    """An answer that a browser saves."""
    response: Any = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@room.errorhandler(Busy)
def busy(_: Busy) -> Response:
    """Too many documents are asked for at once."""
    response = make_response(
        render_template(
            "error.html",
            title=gettext("Too many files are being made just now"),
            text=gettext("Nothing is wrong with your letter. Wait ten seconds and ask for the file again."),
            back=(request.path, gettext("Try again")),
        ),
        503,
    )
    response.headers["Retry-After"] = RETRY
    return response


@room.errorhandler(NotSet)
def not_set(_: NotSet) -> tuple[str, int]:
    """There is something in the letter that can't be set as a PDF."""
    id_ = (request.view_args or {}).get("id_", "")
    page = render_template(
        "error.html",
        title=gettext("We couldn't make a PDF of this letter"),
        text=gettext(
            "Your letter and your answers are safe. Open the letter and save it for Word or as plain text: "
            "both hold the same words."
        ),
        back=(f"/letter/{id_}" if id_ else "/letters/sent", gettext("Back to the letter")),
    )
    return page, 422
