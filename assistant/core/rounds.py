"""Taking back one round of a group of questions: one review, one thing missing, one time out of school.

The rounds after it move up, so that a family's second review is asked about as the second whatever was taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.core.definitions import Question
from assistant.core.fills import AGAIN
from assistant.core.flow import Answers, Path


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a group, with the question that it began with."""

    group: str
    number: int
    first: Question


def rounds_told(path: Path) -> Iterator[Round]:
    """The rounds of each group that a family has told of more than once, in order."""
    told: dict[str, dict[int, Question]] = {}
    for question, answer in path.answered:
        if question.group and answer is not None:
            told.setdefault(question.group, {}).setdefault(question.round, question)
    for group, rounds in told.items():
        if len(rounds) > 1:
            yield from (Round(group, number, first) for number, first in rounds.items())


def without(questions: Sequence[Question], answers: Answers, taken: Round) -> dict[str, Any]:
    """The answers less one round, those after it moved up. ``questions`` are the unrolled ones; what was set aside in
    other groups stays."""
    members = [question for question in questions if question.group == taken.group]
    names = {(question.round, question.id.partition("-")[0]): question.id for question in members}
    kept = {id_: answer for id_, answer in answers.items() if id_ not in names.values()}
    told = _by_round(members, answers)
    last = told.pop(taken.number, {})
    more = next(question.id for question in members if question.fills == AGAIN)
    for number, (_, round_) in enumerate(sorted(told.items()), 1):
        kept |= {names[number, base]: answer for base, answer in round_.items()}
    if taken.number > len(told) and told:
        kept[names[len(told), more]] = last.get(more, "no")  # nobody asked for a round after the new last one
    return kept


def _by_round(members: Sequence[Question], answers: Answers) -> dict[int, dict[str, Any]]:
    told: dict[int, dict[str, Any]] = {}
    for question in members:
        if question.id in answers:
            told.setdefault(question.round, {})[question.id.partition("-")[0]] = answers[question.id]
    return told
