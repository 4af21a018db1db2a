"""Questions: one generic view for all of them. Unseal, replay, show the page; or read it, seal, and go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from assistant.core.definitions import Question
from assistant.core.flow import UNSAID, Path
from assistant.store.sealed import Conflict
from assistant.web.confirm import ToConfirm, to_confirm
from assistant.web.fields import fields_of
from assistant.web.forms import Wrong
from assistant.web.service import Opened, opened, service
from assistant.web.sheet import Part, parts_sent, parts_shown, read_parts
from assistant.web.sofar import so_far
from assistant.web.tables import gettext

room = Blueprint("questions", __name__, url_prefix="/check")
TRIES = 4
TELLING = ("dates", "words")  # sections whose pages tell what we know so far


@room.get("/")
def go_on() -> Any:
    """Where the family is."""
    return redirect(_place(opened().path))


@room.get("/<question>")
def show(question: str) -> Any:
    """The page of a question. One that isn't on the family's path sends them to where they are."""
    case = opened()
    asked = case.path.page(question)
    if asked is None:
        return redirect(_place(case.path))
    return _page(case, parts_shown(case, asked))


@room.post("/<question>")
def take(question: str) -> Any:
    """Reads the answers, seals them and goes on; or shows the page again with everything typed and what is wrong."""
    case = opened()
    asked = case.path.page(question)
    if asked is None:
        return redirect(_place(case.path))
    parts = parts_sent(case, asked, request.form)
    try:
        answers = read_parts(case, parts, "skip" in request.form and _may_skip(asked))
    except Wrong as wrong:
        return _page(case, parts, wrong), 422
    doubt = to_confirm(case, asked, parts[0].form, answers[asked.id])
    if doubt and request.form.get("understood") != doubt.stamp:
        return _page(case, parts, doubt=doubt)
    if any(_changed_elsewhere(case, part, answers[part.question.id]) for part in parts):
        return _page(case, parts, conflict=True), 409
    saved = _save(case, answers)
    if saved.path.current and saved.path.current.section in TELLING:
        so_far(saved)  # worked out now, so that the page that comes next and tells it is there at once
    return redirect(_place(saved.path))


def _place(path: Path) -> str:
    """The address of the next page: the first question without an answer, else the list of answers."""
    if path.current is None:
        return url_for("answers.show")
    return address(path.current)


def address(question: Question) -> str:
    """The address of a question's page. Put together by hand: looking it up costs as much as unsealing the case."""
    return f"/check/{question.id}"


def _may_skip(question: Question) -> bool:
    return question.section != "problems"


def _save(case: Opened, answers: dict[str, Any]) -> Opened:
    """Seals the answers. If another tab saved different ones meanwhile, both are kept."""
    for _ in range(TRIES):
        try:
            case.save({**case.kept.answers, **answers})
            return opened()
        except Conflict:
            case = opened()
    raise Conflict


# ---- two tabs -------------------------------------------------------------------------------------------------------


def _changed_elsewhere(case: Opened, part: Part, answer: Any) -> bool:
    kept = case.kept.answers.get(part.question.id)
    return kept is not None and kept != answer and request.form.get(f"{part.before}seen") != part.seen


# ---- the page -------------------------------------------------------------------------------------------------------


def _page(
    case: Opened,
    parts: Sequence[Part],
    wrong: Wrong | None = None,
    conflict: bool = False,
    doubt: ToConfirm | None = None,
) -> str:
    question, path = parts[0].question, case.path
    before = path.before(question)
    return render_template(
        "question.html",
        question=question,
        parts=parts,
        shown=parts[0].shown,
        wrong=wrong,
        doubt=doubt,
        conflict=_kept_lines(case, parts) if conflict else None,
        fields=fields_of(parts, wrong),
        may_skip=_may_skip(question),
        back=address(before) if before else "/",
        heard=_heard(path, before),
        so_far=so_far(case) if question.section in TELLING else None,
        place=_number(path, question),
        adviser=path.answers.get("filled_in_by") == "adviser",
    )


def _kept_lines(case: Opened, parts: Sequence[Part]) -> list[str]:
    """What another tab saved, in words."""
    answers = [(part.question, case.kept.answers.get(part.question.id)) for part in parts]
    return [
        line for asked, answer in answers for line in service().wording.answer(asked, answer) or [gettext("Skipped")]
    ]


def _heard(path: Path, before: Question | None) -> dict[str, str] | None:
    """What we understood of the date on the page before, to be seen at once and put right."""
    if before is None or before.kind != "when":
        return None
    answer = path.answers.get(before.id)
    if not answer or answer in UNSAID:
        return None
    wording = service().wording
    return {
        "short": wording.question(before).short,
        "date": wording.when(answer),
        "change": address(before),
    }


def _number(path: Path, question: Question) -> tuple[str, int, int]:
    """The section, and which of about how many pages in it this is."""
    section = [
        known.id
        for known in path.pages
        if known.section == question.section and not (known.page and path.page(known.page))
    ]
    ahead = sum(known.section == question.section and not known.page for known in path.ahead)
    own = question.id if question.id in section else question.page
    return question.section, section.index(own) + 1, len(section) + ahead
