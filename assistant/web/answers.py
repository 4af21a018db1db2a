"""Check your answers: everything said, the dates in order of time, each with a link to change it, and what is set aside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from assistant.core.dates import DateSpan, Unsaid, read_when
from assistant.core.definitions import Question
from assistant.core.given import BESIDE, KEY, beside_key
from assistant.core.rounds import Round, rounds_told, without
from assistant.core.words import Phrase
from assistant.web.questions import address
from assistant.web.service import Opened, opened, service
from assistant.web.tables import gettext

room = Blueprint("answers", __name__)
_LAST = {Unsaid.UNKNOWN: date(9998, 1, 1), Unsaid.NOT_YET: date(9999, 1, 1)}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    id: str
    name: str
    lines: list[str]  # empty: passed over
    change: str


@room.get("/answers")
def show() -> Any:
    """The list. Before all is answered, it sends to where the family is only if nothing was answered at all."""
    case = opened()
    path = case.path
    pairs = list(path.answered)
    if not pairs:
        return redirect(url_for("questions.go_on"))
    dated = sorted((pair for pair in pairs if pair[0].kind == "when" and pair[1]), key=lambda pair: _when(pair[1]))
    rest = [pair for pair in pairs if pair[0].kind != "when" or not pair[1]]
    return render_template(
        "answers.html",
        parts=[(name, rows) for name, rows in _parts(rest, dated) if rows],
        beside=_beside(case),
        rounds=[(round_, _named(round_, path.answers)) for round_ in rounds_told(path)],
        aside=[_row(question, case.kept.answers[question.id]) for question in path.aside],
        given={question: _given(entry) for question, entry in case.kept.answers.get(KEY, {}).items()},
        sent=bool(case.book.sent),
        current=path.current and service().wording.question(path.current).text,
    )


def _beside(case: Opened) -> list[tuple[str, str, str, str]]:
    """Facts that no question asks for: what they are, when, who gave them, and where each can be taken away."""
    given, found = case.kept.answers.get(KEY, {}), []
    for name, entries in case.kept.answers.get(BESIDE, {}).items():
        for place, entry in enumerate(entries):
            said, when = beside_said(name, entry)
            mark = given.get(beside_key(name, entry))
            found.append((said, when[0], _given(mark) if mark else "", f"/keep/beside/{name}/{place}/remove"))
    return found


def beside_said(name: str, entry: Mapping[str, Any]) -> tuple[str, list[str]]:
    """In words: a fact of this list of the case file, and when it was."""
    when = (service().wording.when(entry[key]) for key in ("date", "from", "to") if entry.get(key))
    return _entry_name(name, entry), [" – ".join(when)]


def _entry_name(name: str, entry: Mapping[str, Any]) -> str:
    words = service().wording.words
    if name == "events":
        return words.say(Phrase(f"event.{entry['event']}"))
    if name == "exceptions":
        return gettext("A reason the council may give")
    if name == "out_of_school":
        return gettext("Out of school")
    return entry.get("what") or gettext("Support that was missing")


@room.post("/answers/remove")
def remove() -> Any:
    """Takes back one of several reviews, things missing, … An old page that names one no longer there changes nothing."""
    case = opened()
    wanted = request.form.get("group", ""), request.form.get("number", "")
    for round_ in rounds_told(case.path):
        if (round_.group, str(round_.number)) == wanted:
            case.save(without(service().questions, case.kept.answers, round_))
    return redirect(url_for("answers.show"))


def _named(round_: Round, answers: Mapping[str, Any]) -> Row:
    """A round by its first answer: "Missing (number 2): speech therapy"."""
    return _row(round_.first, answers[round_.first.id])


def _parts(rest: list[tuple[Question, Any]], dated: list[tuple[Question, Any]]) -> Iterator[tuple[str, list[Row]]]:
    yield gettext("What has gone wrong"), _rows(rest, "problems")
    yield gettext("Who it is about"), _rows(rest, "about")
    yield gettext("The dates, in order of time"), [_row(*pair) for pair in dated]
    yield gettext("More about these"), _rows(rest, "dates")
    yield gettext("In your own words"), _rows(rest, "words")


def _rows(pairs: list[tuple[Question, Any]], section: str) -> list[Row]:
    return [_row(*pair) for pair in pairs if pair[0].section == section]


def _given(entry: Mapping[str, str]) -> str:
    """Who gave an answer; nothing if the family did."""
    if entry["by"] == "family":
        return ""
    when = service().wording.when(entry["at"])
    if entry["by"] == "papers":
        return gettext("Read in papers by %(name)s, %(day)s", name=entry["who"], day=when)
    return gettext("From the adviser %(name)s, %(day)s", name=entry["who"], day=when)


def _row(question: Question, answer: Any) -> Row:
    wording = service().wording
    name = wording.question(question).short
    if question.round > 1:
        name = gettext("%(name)s (number %(round)s)", name=name, round=question.round)
    change = address(question)
    return Row(question.id, name, wording.answer(question, answer), change)


def _when(answer: str) -> tuple[date, date]:
    when = read_when(answer)
    if isinstance(when, DateSpan):
        return when.first, when.last
    return _LAST[when], _LAST[when]
