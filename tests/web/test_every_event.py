"""Nothing that the law needs is out of reach: for every event, word and fact of the case file there is a way of answering
that puts it into the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from assistant.core import vocabulary as words
from assistant.core.case import write_case
from assistant.core.definitions import Question
from assistant.core.flow import case_from, replay, unroll
from assistant.load import load_definitions

from .ways import DATE, GIVEN, NoWay, way_to

TODAY = date(2026, 11, 21)
EVENTS = list(words.EVENTS)
SPELLS = {
    "provision_missing": "what section provider share from to council_told linked_to_appeal".split(),
    "out_of_school": "reason education_given from to council_told linked_to_appeal".split(),
}


@cache
def told() -> list[dict[str, Any]]:
    """A case for each way of answering each question, every other one passed over that doesn't lead to it."""
    questions = unroll(load_definitions().questions)
    return [case for question in questions if question.round == 1 for case in _cases(questions, question)]


def _cases(questions: tuple[Question, ...], question: Question) -> Iterator[dict[str, Any]]:
    try:
        answers = way_to(questions, question)
    except NoWay:
        pytest.fail(f"no way leads to {question.id}")
    assert replay(questions, answers).page(question.id), f"{question.id} is not asked on its own way"
    for answer in _answers(question):
        yield write_case(case_from(questions, {**answers, question.id: answer}, TODAY))


def _answers(question: Question) -> Iterable[Any]:
    if question.kind == "when":
        return (DATE, *(word for word in ("not-yet", "unknown") if question.labels.get(word) != ""))
    if question.options:
        return [[option.value] if question.kind == "choices" else option.value for option in question.options]
    return (GIVEN[question.kind],)


def events() -> Iterator[dict[str, Any]]:
    return (event for case in told() for event in case.get("events", ()))


@pytest.mark.parametrize("kind", EVENTS)
def test_every_event_can_be_told_with_its_date(kind: str) -> None:
    assert any(event["event"] == kind and event["date"] == DATE for event in events())


@pytest.mark.parametrize("member", ["outcome", "kind", "body"])
def test_every_word_that_may_be_said_of_an_event_can_be_told(member: str) -> None:
    table = {"outcome": words.OUTCOMES, "kind": words.KINDS, "body": words.BODIES}[member]
    said = {(event["event"], event.get(member)) for event in events()}
    for kind in EVENTS:
        missing = {word for word in table.get(kind, ()) if (kind, word) not in said}
        assert not missing - UNUSED.get((kind, member), set()), (kind, member)


# Words that the contract allows and no page needs: an application for transport is not yet decided, nobody agrees to half
# an assessment, and of complaints to others than the council only those steps are asked about that open a door.
UNUSED: dict[tuple[str, str], set[str]] = {
    ("transport_applied", "outcome"): set(words.DECISION),
    ("assess_decision", "outcome"): {"partly"},
    ("reassessment_decision", "outcome"): {"partly"},
    # refusals are told as the decisions they were
    ("appealable_decision", "kind"): {
        "refusal_to_assess",
        "refusal_to_issue",
        "no_amendment",
        "refusal_to_amend",
        "refusal_to_reassess",
    },
    # nobody complains that a plan lived too long
    ("tribunal_order", "kind"): {"cease_plan"},
    ("council_conceded", "kind"): {"cease_plan"},
    ("mediation_agreement", "kind"): {"cease_plan"},
    ("complaint_acknowledged", "body"): {"school", "nhs", "social_care"},
    ("stage2_requested", "body"): {"school", "nhs"},
    ("stage2_response", "body"): {"nhs"},
}


def test_every_event_that_a_rule_turns_on_can_be_told() -> None:
    """What starts each clock, of each kind that has one of its own, and what stops it."""
    said = {(event["event"], event.get(member)) for event in events() for member in ("kind", "outcome")}
    said |= {(event["event"], None) for event in events()}
    rules = [row for rows in load_definitions().duties.values() for row in rows if row.finding]
    for rule in rules:
        needed = {(trigger, kind) for trigger in rule.trigger for kind in rule.kinds or (None,)}
        assert needed | {(done, None) for done in rule.done} <= said, rule.id
    assert len(rules) > 60


def test_every_question_can_be_reached_in_every_round() -> None:
    questions = unroll(load_definitions().questions)
    for question in questions:
        answers = way_to(questions, question)
        del answers[question.id]
        assert replay(questions, answers).current == question, question.id


@pytest.mark.parametrize(("spell", "key"), [(spell, key) for spell, keys in SPELLS.items() for key in keys])
def test_every_fact_of_a_spell_can_be_told(spell: str, key: str) -> None:
    assert any(key in one for case in told() for one in case.get(spell, ()))


def test_every_reason_and_share_and_section_can_be_told() -> None:
    spells = [spell for case in told() for name in SPELLS for spell in case.get(name, ())]
    for key, allowed in (
        ("reason", words.ABSENCE_REASONS),
        ("education_given", words.EDUCATION),
        ("section", words.SECTIONS),
        ("provider", words.PROVIDERS),
        ("share", words.SHARES),
    ):
        assert {spell[key] for spell in spells if key in spell} == set(allowed), key


@pytest.mark.parametrize("group", words.PROBLEM_GROUPS)
def test_every_group_of_problems_can_be_picked(group: str) -> None:
    assert any(group in case.get("problems", ()) for case in told())


@pytest.mark.parametrize(
    "problem",
    ["transport-fault", "direct-payment-fault", "social-care-fault", "complaint-handling", "remedy-not-done"],
)
def test_every_problem_that_opens_a_route_by_itself_can_be_told(problem: str) -> None:
    assert any(problem in case.get("problems", ()) for case in told())


@pytest.mark.parametrize("place", ["filled_in_by", "consent", "plan", "setting"])
def test_every_word_about_the_family_can_be_told(place: str) -> None:
    allowed = {
        "filled_in_by": words.FILLED_IN_BY,
        "consent": words.CONSENT,
        "plan": words.PLAN,
        "setting": tuple(words.SETTINGS),
    }[place]
    said = [case.get("about", {}).get(place) for case in told()]
    assert {word["kind"] if isinstance(word, dict) else word for word in said if word} >= set(allowed)


def test_a_family_that_is_not_sure_comes_to_the_dates() -> None:
    """Each answer of the triage leads on to a question about a date, but for those that say that there is none to ask."""
    questions = unroll(load_definitions().questions)
    stage = next(question for question in questions if question.id == "stage")
    passed: dict[str, Any] = dict.fromkeys(question.id for question in questions) | {"complained": ["council"]}
    plain = {page.id for page in replay(questions, passed | {"problems": ["not-sure"]}).pages}
    for option in stage.options:
        path = replay(questions, passed | {"problems": ["not-sure"], "stage": [option.value], "plan": "final"})
        assert {page.id for page in path.pages} > plain, option.value
