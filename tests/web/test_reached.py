"""Every rule that can be broken can be told of: for each event that starts or fulfils it, some answers lead to a page that
asks for it, and the case they make has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from assistant.core.cycles import STAGE_OF
from assistant.core.definitions import Definitions, Duty, Question
from assistant.core.flow import case_from, replay, unroll

from .ways import DATE, GIVEN, way_to

TODAY = date(2026, 11, 21)
STAGES = (
    "assessment",
    "review",
    "phase",
    "reassessment",
    "move",
    "order",
    "agreement",
    "mediation",
    "recommendation",
)


def answers_to(question: Question) -> Iterator[Any]:
    if question.kind == "when":
        yield DATE
    elif question.options:
        for option in question.options:
            yield [option.value] if question.kind == "choices" else option.value
    else:
        yield GIVEN[question.kind]


@pytest.fixture(scope="module")
def told(definitions: Definitions) -> set[tuple[str, str | None]]:
    """Every event that some answers make, with each kind and outcome it can have."""
    questions = unroll(definitions.questions)
    found: set[tuple[str, str | None]] = set()
    for question in (one for one in questions if one.round == 1):
        way = way_to(questions, question)
        for answer in answers_to(question):
            answers = way | {question.id: answer}
            assert replay(questions, answers).page(question.id), question.id
            for event in case_from(questions, answers, TODAY).events:
                found |= {(event.event, word) for word in (None, event.kind, event.outcome, event.body)}
    return found


def needed(duty: Duty) -> Iterator[tuple[str, str | None]]:
    for trigger in duty.trigger:
        yield from ((trigger, kind) for kind in duty.kinds or (None,))
    yield from ((done, None) for done in duty.done)


def test_every_event_of_a_rule_can_be_told(definitions: Definitions, told: set[tuple[str, str | None]]) -> None:
    checked, unreachable = 0, set()
    for duty in (row for rows in definitions.duties.values() for row in rows):
        if duty.finding and any(STAGE_OF.get(trigger) in STAGES for trigger in duty.trigger):
            checked += 1
            unreachable |= {(duty.id, *pair) for pair in needed(duty) if pair not in told}
    assert checked > 40
    assert not unreachable


def test_every_question_can_be_reached_in_every_round(definitions: Definitions) -> None:
    questions = unroll(definitions.questions)
    for question in questions:
        answers = way_to(questions, question)
        del answers[question.id]
        assert replay(questions, answers).current == question, question.id
