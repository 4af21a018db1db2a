"""Questions: one generic view for all of them. Unseal, replay, show the form; or read it, seal, and go on."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext

from assistant.core.definitions import Question
from assistant.core.flow import UNSAID, Path
from assistant.core.spoken_dates import Unclear
from assistant.store.sealed import Conflict
from assistant.web.confirm import ToConfirm, now_of, to_confirm
from assistant.web.forms import AnswerForm, WhenForm, Wrong
from assistant.web.service import Opened, opened, service

room = Blueprint("questions", __name__, url_prefix="/check")
TRIES = 4


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
    form = service().forms[asked.id]()
    form.show(case.kept.answers.get(asked.id))
    return _page(case, asked, form)


@room.post("/<question>")
def take(question: str) -> Any:
    """Reads an answer, seals it and goes on; or shows the page again with everything typed and what is wrong."""
    case = opened()
    asked = case.path.page(question)
    if asked is None:
        return redirect(_place(case.path))
    form = service().forms[asked.id](request.form)
    try:
        answer = None if "skip" in request.form and _may_skip(asked) else _read(case, form)
    except Wrong as wrong:
        return _page(case, asked, form, wrong), 422
    doubt = to_confirm(case, asked, form, answer)
    if doubt and request.form.get("understood") != doubt.stamp:
        return _page(case, asked, form, doubt=doubt)
    if _changed_elsewhere(case, asked, answer):
        return _page(case, asked, form, conflict=True), 409
    return redirect(_place(_save(case, asked, answer).path))


def _read(case: Opened, form: AnswerForm) -> Any:
    """The answer as JSON. Raises Wrong."""
    if not isinstance(form, WhenForm):
        return form.read()
    form.now = now_of(case)
    try:
        return form.read()
    except Unclear as unclear:
        raise Wrong("words", service().content.words.say(unclear.phrase)) from None


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


def _save(case: Opened, question: Question, answer: Any) -> Opened:
    """Seals the answer. If another tab saved a different answer meanwhile, both are kept."""
    for _ in range(TRIES):
        try:
            case.save({**case.kept.answers, question.id: answer})
            return opened()
        except Conflict:
            case = opened()
    raise Conflict


# ---- two tabs -------------------------------------------------------------------------------------------------------


def _stamp(answer: Any) -> str:
    """A short name for an answer: the page carries it, so that we notice if another tab changed it meanwhile."""
    return hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()[:12]


def _changed_elsewhere(case: Opened, question: Question, answer: Any) -> bool:
    kept = case.kept.answers.get(question.id)
    return kept is not None and kept != answer and request.form.get("seen") != _stamp(kept)


# ---- the page -------------------------------------------------------------------------------------------------------


def _page(
    case: Opened,
    question: Question,
    form: AnswerForm,
    wrong: Wrong | None = None,
    conflict: bool = False,
    doubt: ToConfirm | None = None,
) -> str:
    path, wording = case.path, service().wording
    before = path.before(question)
    shown = wording.question(question)
    kept = case.kept.answers.get(question.id)
    return render_template(
        f"kinds/{question.kind}.html",
        question=question,
        shown=shown,
        terms=service().library.glossary.found(f"{shown.text} {shown.hint} {shown.why}"),
        form=form,
        wrong=wrong,
        doubt=doubt,
        conflict=wording.answer(question, kept) or [gettext("Skipped")] if conflict else None,
        seen=_stamp(kept),
        may_skip=_may_skip(question),
        back=address(before) if before else "/",
        heard=_heard(path, before),
        place=_number(path, question),
        adviser=path.answers.get("filled_in_by") == "adviser",
        councils=service().definitions.councils if question.kind == "council" else None,
    )


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
    """The section, and which of about how many questions in it this is."""
    section = [known.id for known in path.pages if known.section == question.section]
    ahead = sum(known.section == question.section for known in path.ahead)
    return question.section, section.index(question.id) + 1, len(section) + ahead
