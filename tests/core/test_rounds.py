"""Taking back one of several reviews, things missing or times out of school: the others move up and lose nothing."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.core.flow import case_from, replay, unroll
from assistant.core.rounds import rounds_told, without

TODAY = date(2026, 11, 21)
THINGS = ("Speech therapy", "A laptop", "A quiet room")


def told(definitions) -> dict[str, object]:
    """A family with three things missing, and nothing else."""
    answers: dict[str, object] = {question.id: None for question in definitions.questions}
    answers |= {"problems": ["plan-not-followed"], "impact": "Tired."}
    for number, thing in enumerate(THINGS, 1):
        end = "" if number == 1 else f"-{number}"
        answers |= {f"missing_what{end}": thing, f"missing_from{end}": f"202{number}", f"missing_share{end}": None}
        answers[f"missing_more{end}"] = "yes" if number < len(THINGS) else "no"
    return answers


@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_thing_is_taken_back_and_the_others_stay_whole(definitions, number: int) -> None:
    questions, answers = unroll(definitions.questions), told(definitions)
    rounds = list(rounds_told(replay(questions, answers)))
    assert [round_.number for round_ in rounds] == [1, 2, 3]
    left = without(questions, answers, rounds[number - 1])
    spells = case_from(questions, left, TODAY).provision_missing
    kept = [(thing, year) for year, thing in enumerate(THINGS, 2021) if year != 2020 + number]
    assert [(spell.what, spell.start.first.year) for spell in spells] == kept
    path = replay(questions, left)
    assert path.aside == ()
    assert left["missing_more-2"] == "no"
    assert not [question for question in path.pages if question.round == 3]
    assert left["impact"] == "Tired."
    (first, second) = rounds_told(path)
    assert [round_.number for round_ in rounds_told(replay(questions, without(questions, left, second)))] == []
    assert (first.group, first.first.id) == ("missing", "missing_what")


def test_what_was_told_once_is_not_taken_back(definitions) -> None:
    answers = told(definitions) | {"missing_more": "no"}
    assert list(rounds_told(replay(unroll(definitions.questions), answers))) == []


def test_the_last_round_there_can_be_is_taken_back_too(definitions) -> None:
    questions, answers = unroll(definitions.questions), told(definitions)
    for number in range(3, 7):
        answers |= {f"missing_what-{number}": f"Thing {number}", f"missing_more-{number}": "yes"}
    rounds = list(rounds_told(replay(questions, answers)))
    assert len(rounds) == 6
    left = without(questions, answers, rounds[5])
    assert left["missing_more-5"] == "no"
    assert len(case_from(questions, left, TODAY).provision_missing) == 5
    again = without(questions, answers, rounds[0])
    assert next(spell.what for spell in case_from(questions, again, TODAY).provision_missing) == "A laptop"
    assert "missing_more-5" not in again  # whether there is one more has never been asked
