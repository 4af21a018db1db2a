"""The questions of one page: the page's own, and those that are asked on it too; each with its words and its form.

The fields of the page's own question have plain names. Those of the others begin with the question's id, and the page
carries these ids (``also``), so that an old page never answers what it didn't show.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from assistant.core.definitions import Question
from assistant.core.flow import replay
from assistant.core.sheets import PICKED
from assistant.core.spoken_dates import Unclear
from assistant.web.confirm import now_of
from assistant.web.forms import AnswerForm, WhenForm, Wrong
from assistant.web.service import Opened, service
from assistant.web.tables import gettext
from assistant.web.wording import Shown

_written = json.JSONEncoder(sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Part:
    """One question as it stands on a page."""

    question: Question
    shown: Shown
    before: str  # what the names of its fields begin with; empty for the page's own
    made: type[AnswerForm]
    answer: Any  # that it has

    @property
    def seen(self) -> str:
        """A short name for that answer: the page carries it, so that we notice if another tab changed it meanwhile."""
        return hashlib.sha256(_written(self.answer).encode()).hexdigest()[:12]

    @property
    def typed(self) -> Mapping[str, Any]:
        """What stands in its fields, by their names without what they begin with."""
        return self.made.typed(self.answer)


@dataclass(frozen=True, slots=True)
class Sent(Part):
    """One question as it came back."""

    form: AnswerForm

    @property
    def typed(self) -> Mapping[str, Any]:
        """What stands in its fields, exactly as somebody typed it."""
        return self.form.data

    @property
    def filled(self) -> bool:
        """Was anything typed or picked?"""
        return any(field.data for field in self.form)

    def read(self, case: Opened) -> Any:
        """The answer as JSON. Raises Wrong, which names the field as the page has it."""
        if isinstance(self.form, WhenForm):
            self.form.now = now_of(case)
        try:
            return self.form.read()
        except Unclear as unclear:
            raise Wrong(f"{self.before}words", service().content.words.say(unclear.phrase)) from None
        except Wrong as wrong:
            raise Wrong(self.before + wrong.field, wrong.message) from None


def parts_shown(case: Opened, question: Question) -> list[Part]:
    """The questions of a page, with the answers they have."""
    tongue, answers = service().tongue, case.kept.answers
    return [
        Part(one, tongue.wording.question(one, before), before, tongue.forms[one.id], answers.get(one.id))
        for one, before in ((question, ""), *((other, f"{other.id}-") for other in case.beside(question)))
    ]


def parts_sent(case: Opened, question: Question, sent: MultiDict[str, str]) -> list[Sent]:
    """The questions that a page showed, as they came back."""
    shown = set(sent.getlist("also"))
    others = (_sent(case, other, f"{other.id}-", sent) for other in case.beside(question) if other.id in shown)
    return [_sent(case, question, "", sent), *others]


def _sent(case: Opened, question: Question, before: str, sent: MultiDict[str, str]) -> Sent:
    made, shown = service().forms[question.id], service().wording.question(question, before)
    return Sent(question, shown, before, made, case.kept.answers.get(question.id), made(sent, prefix=before))


def read_parts(case: Opened, parts: Sequence[Sent], skip: bool) -> dict[str, Any]:
    """The answers by id; null for a question that was passed over. Raises Wrong."""
    filled = [part for part in parts if part.filled and not (skip and len(parts) == 1)]
    needed = set() if skip else {asked.question for part in filled for asked in part.question.needs}
    if not filled and not skip:
        filled = [parts[0]]
    wanted = [part for part in parts if part in filled or part.question.id in needed]
    answers = dict.fromkeys(part.question.id for part in parts) | {part.question.id: part.read(case) for part in wanted}
    if not skip:
        _see_overlooked(case, [part for part in parts if part not in wanted], answers)
    return answers


def _see_overlooked(case: Opened, empty: Sequence[Sent], answers: dict[str, Any]) -> None:
    """Raises Wrong for a question that was shown, is asked after these answers, and in which nothing was picked."""
    left = {part.question.id: part for part in empty if part.question.kind in PICKED}
    if not left:
        return
    said = {id_: answer for id_, answer in {**case.kept.answers, **answers}.items() if id_ not in left}
    path = replay(service().questions, said, service().today())
    for question in (*path.pages, *path.ahead):
        if part := left.get(question.id):
            raise Wrong(f"{part.before}answer", gettext("Pick one of these, or skip what is empty"))
