"""Finds, for any question, answers that lead to it: what a family would have to say to be asked it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.core.definitions import Asked, Question
from assistant.core.flow import UNSAID, said

DATE = "2024-03"
GIVEN: Mapping[str, Any] = {"text": "x", "words": "x", "lines": ["x"], "council": "E06000001", "child": {"name": "Sam"}}


class NoWay(Exception):
    """No answers lead to this question."""


def way_to(questions: Sequence[Question], wanted: Question) -> dict[str, Any]:
    """Answers with which ``wanted`` is asked; every other question is passed over. Raises NoWay."""
    return _passed(questions) | _ask({question.id: question for question in questions}, wanted, {})


def _passed(questions: Iterable[Question]) -> dict[str, Any]:
    return {question.id: None for question in questions}


def _ask(known: Mapping[str, Question], wanted: Question, answers: dict[str, Any]) -> dict[str, Any]:
    for asked in wanted.needs:
        answers = _answer(known, asked, answers)
    if not wanted.when:
        return answers
    for asked in wanted.when:
        try:
            return _answer(known, asked, answers)
        except NoWay:
            continue
    raise NoWay(wanted.id)


def _answer(known: Mapping[str, Question], asked: Asked, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers with one more: the first way to answer the question so that the condition holds."""
    question = known[asked.question]
    given = answers.get(question.id)
    if given is not None and (not asked.any or set(said(question, given)) & set(asked.any)):
        return answers
    word = asked.any[0] if asked.any else None
    if given is not None and question.kind != "choices":
        raise NoWay(question.id)
    return _ask(known, question, {**answers, question.id: _said_as(question, word, given)})


def _said_as(question: Question, word: str | None, given: Any) -> Any:
    if question.kind == "when":
        return word if word in UNSAID else DATE
    if question.options:
        picked = word or question.options[0].value
        return [*(given or ()), picked] if question.kind == "choices" else picked
    return GIVEN[question.kind]
