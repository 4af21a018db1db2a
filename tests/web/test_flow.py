"""The questions as shipped: all reachable, all leading somewhere in the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.core import vocabulary as words
from assistant.core.definitions import Asked, Option, Question
from assistant.core.flow import MOST_ROUNDS, case_from, check_questions, replay, unroll

TODAY = date(2026, 11, 21)


def test_nothing_is_wrong_with_the_questions(definitions):
    assert check_questions(definitions.questions) == []


TOLD = ("assessment", "review", "phase", "reassessment", "move", "tribunal", "mediation")


def test_every_event_of_these_stages_can_be_told(definitions):
    told = {question.fills.partition(":")[2].partition(".")[0].partition("/")[0] for question in definitions.questions}
    happened = [kind for question in definitions.questions for kinds in question.happened.values() for kind in kinds]
    told |= {kind.partition("/")[0] for kind in happened}
    for event, stage in words.EVENTS.items():
        if stage in TOLD:
            assert event in told, event


WRONG = Question("a", "dates", "A?", "when", "event:request_received")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (replace(WRONG, fills="event:nothing"), "there is no event nothing"),
        (replace(WRONG, fills="about.nothing"), "no place about.nothing"),
        (replace(WRONG, when=(Asked("later"),)), "no earlier question is called later"),
        (replace(WRONG, needs=(Asked("first", ("maybe",)),)), "can't be reached by maybe"),
        (replace(WRONG, kind="guess"), "there is no kind guess"),
        (replace(WRONG, id="Not good"), "an id has small letters"),
        (replace(WRONG, id="first"), "written twice"),
        (replace(WRONG, kind="choice"), "options belong"),
        (replace(WRONG, kind="choice", fills="about.plan", options=(Option("perhaps", "P"),)), "perhaps is not a word"),
        (replace(WRONG, not_yet={"not-yet": ("nothing",)}), "there is no event nothing"),
        (replace(WRONG, happened={"yes": ("nothing",)}), "`happened`: there is no event nothing"),
        (replace(WRONG, fills="event:assess_decision/maintain"), "of assess_decision there is none called maintain"),
        (replace(WRONG, fills="event:moved_on/agreed"), "of moved_on there is none called agreed"),
    ],
)
def test_a_mistake_in_the_questions_is_named(question, message):
    first = Question("first", "dates", "First?", "choice", options=(Option("yes", "Yes"),))
    found = check_questions([first, question])
    assert any(message in line and question.id in line for line in found), found


def test_one_review_needs_no_cycle_and_two_are_told_apart(definitions):
    questions = unroll(definitions.questions)
    answers = {question.id: None for question in definitions.questions} | {
        "problems": ["review"],
        "meeting": "2023-12",
        "review_decision": "not-yet",
        "another_review": "no",
    }
    (meeting, decision) = case_from(questions, answers, TODAY).events
    assert (meeting.cycle, decision.cycle) == (None, None)
    answers |= {
        "another_review": "yes",
        "meeting-2": "2024-12",
        "review_decision-2": "2025-02-01",
        "another_review-2": "no",
    }
    events = case_from(questions, answers, TODAY).events
    assert [(event.event, event.cycle) for event in events] == [
        ("annual_review_meeting", 1),
        ("review_decision", 1),
        ("annual_review_meeting", 2),
        ("review_decision", 2),
    ]


def test_rounds_come_to_an_end(definitions):
    ids = [question.id for question in unroll(definitions.questions)]
    assert f"missing_what-{MOST_ROUNDS}" in ids
    assert f"missing_more-{MOST_ROUNDS}" not in ids
    assert len(ids) == len(set(ids))


def test_nothing_so_far_says_three_things_have_not_come(definitions):
    answers = {
        "problems": ["waiting"],
        "waiting_for": ["assessment"],
        "request_received": "2026-01-05",
        "assess_decision": "2026-02-01",
        "assess_outcome": "agreed",
        "after_assessment": "nothing",
    }
    case = case_from(unroll(definitions.questions), _passed_over(definitions) | answers, TODAY)
    assert {event.event for event in case.events if event.span is None} == {
        "no_plan_decision",
        "draft_plan_sent",
        "final_plan_issued",
    }


def test_what_a_letter_said_of_appeals_has_the_letter_s_date(definitions):
    answers = {
        "problems": ["refused"],
        "refused_what": ["assess"],
        "request_received": "2026-01-05",
        "assess_decision": "2026-02-01",
        "assess_outcome": "refused",
        "assess_rights": "no",
    }
    case = case_from(unroll(definitions.questions), _passed_over(definitions) | answers, TODAY)
    rights = next(event for event in case.events if event.event == "appeal_rights_given")
    assert rights.outcome == "no"
    assert rights.date == case.events[1].date


def test_no_appeal_and_no_complaint_leave_no_event(definitions):
    answers = {"problems": ["out-of-school"], "appealed": "no", "complained": ["none"], "dispute": "no"}
    case = case_from(unroll(definitions.questions), _passed_over(definitions) | answers, TODAY)
    assert case.events == ()
    assert case.problems == ("out-of-school",)


def test_answers_to_questions_nobody_asks_are_not_counted(definitions):
    questions = unroll(definitions.questions)
    path = replay(questions, {"problems": ["transport"], "meeting": "2024", "no-such": "x"})
    assert path.current is not None
    assert path.current.id == "filled_in_by"
    assert [question.id for question in path.aside] == ["meeting"]
    assert "meeting" not in path.answers


def _passed_over(definitions) -> dict[str, None]:
    return {question.id: None for question in definitions.questions}


def test_passing_over_the_decision_to_assess_hides_no_later_question(definitions):
    """Somebody who skips that page may still have a plan that came too late."""
    questions = unroll(definitions.questions)
    answers = {"problems": ["waiting"], "waiting_for": ["assessment"], "request_received": "2024-03"}
    for said, asked in (({}, True), ({"assess_outcome": "refused", "assess_decision": "2024-05"}, False)):
        path = replay(questions, answers | {"assess_decision": None} | said)
        ids = {question.id for question in (*path.pages, *path.ahead)}
        assert ("after_assessment" in ids) is asked


def test_another_question_sees_every_round(definitions):
    """A second review that ends the plan gives a right of appeal as the first would."""
    questions = unroll(definitions.questions)
    answers = _passed_over(definitions) | {
        "problems": ["review"],
        "meeting": "2024-12",
        "review_outcome": "amend",
        "review_decision": "2025-01-10",
        "another_review": "yes",
        "meeting-2": "2025-12",
        "review_decision-2": "2026-01-12",
        "review_outcome-2": "cease",
    }
    del answers["certificate"]
    ids = {question.id for question in replay(questions, answers).ahead}
    assert "certificate" in ids
    assert "cease_letter" not in ids


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"review_decision": "2026-01", "review_outcome": "amend"}, True),
        ({"review_decision": "2026-01", "review_outcome": "unknown"}, True),
        ({"review_decision": "2026-01", "review_outcome": None}, True),
        ({"review_decision": None}, True),
        ({"review_decision": "not-yet", "change_wanted": "yes"}, True),
        ({"review_decision": "not-yet", "change_wanted": "no"}, False),
        ({"review_decision": "2026-01", "review_outcome": "maintain"}, False),
        ({"review_decision": "2026-01", "review_outcome": "cease"}, False),
        ({"meeting": "not-yet"}, False),
        ({"meeting": "not-yet", "change_wanted": "yes"}, True),
    ],
)
def test_the_changed_plan_is_asked_for_unless_there_will_be_none(definitions, said: dict, asked: bool):
    answers = _passed_over(definitions) | {"problems": ["review"], "meeting": "2025-12"} | said
    path = replay(unroll(definitions.questions), answers)
    assert (path.page("amended_plan") is not None) is asked
    assert (path.page("amendment_notice") is not None) is asked


def test_a_date_that_was_not_fixed_leaves_the_usual_time(definitions):
    questions = unroll(definitions.questions)
    base = _passed_over(definitions) | {
        "problems": ["after-tribunal"],
        "after_what": ["appeal"],
        "appeal_ended": "2026-06-01",
        "appeal_outcome": "order",
        "order_kind": "amend_plan",
    }
    for said, by in (("2026-06-15", date(2026, 6, 15)), ("not-yet", None), ("unknown", None), (None, None)):
        events = case_from(questions, base | {"order_by": said}, TODAY).events
        (order,) = (event for event in events if event.event == "tribunal_order")
        assert (order.by.first if order.by else None) == by
