"""A case file that is loaded again: every fact of it is there afterwards, in an answer or beside the answers."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core import vocabulary as words
from assistant.core.assess import assess
from assistant.core.case import Case, read_case, write_case
from assistant.core.fills import case_of
from assistant.core.flow import replay, unroll
from assistant.core.refill import LISTS, Refilled, joined, refill
from assistant.core.report import assessment_json
from assistant.load import load_content, load_definitions
from tests.replays.score import REPLAYS, replays

DEFINITIONS, CONTENT = load_definitions(), load_content()
QUESTIONS = unroll(DEFINITIONS.questions)
AS_OF = date(2026, 11, 21)
EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "event": st.sampled_from(sorted(words.EVENTS)),
            "date": st.sampled_from(["2023-01", "2024-03-05", "2024-06-01/2024-07-02", "2025", "not-yet", "unknown"]),
        },
        optional={"note": st.just("n")},
    ),
    max_size=12,
)


def again(case: Case, as_of: date) -> tuple[Refilled, Case]:
    made = refill(QUESTIONS, case, as_of)
    return made, joined(case_of(replay(QUESTIONS, made.answers).answered, as_of), made.beside)


def told(case: Case) -> dict[str, list[str]]:
    """The lists of a case, without what follows from the rest."""
    written = write_case(case)
    return {name: sorted(entry(item) for item in written.get(name, ())) for name in LISTS}


def entry(item: dict) -> str:
    kept = {key: value for key, value in item.items() if key != "cycle" and (key, value) != ("body", "council")}
    return json.dumps(kept, sort_keys=True)


def judged(case: Case, as_of: date) -> list[tuple]:
    made = assessment_json(assess(DEFINITIONS, case, as_of), CONTENT)
    keys = ("code", "rule", "verdict", "due", "done", "late_days")
    return sorted([str(tuple(found[key] for key in keys)) for found in made["findings"]])


@pytest.mark.parametrize("number", range(len(replays()) if REPLAYS.is_file() else 0))
def test_a_published_decision_is_judged_the_same_after_it(number):
    case = read_case(replays()[number]["case"])
    as_of = case.as_of or AS_OF
    assert judged(again(case, as_of)[1], as_of) == judged(case, as_of)


@settings(max_examples=60)
@given(EVENTS)
def test_no_fact_is_lost_and_none_is_made_up(events):
    case = read_case({"format": "ehcp-case/1", "events": events})
    assert told(again(case, AS_OF)[1]) == told(case)


@pytest.mark.parametrize("part", ["about", "impact", "wanted", "problems"])
def test_the_rest_comes_back_as_answers(part):
    case = {
        "format": "ehcp-case/1",
        "about": {"child": {"name": "Sam", "born": "2014-06"}, "council": "E06000066", "plan": "final"},
        "problems": ["review"],
        "impact": "We were worn out.",
        "wanted": ["A named person", "An apology"],
        "events": [{"event": "annual_review_meeting", "date": "2023-12"}],
    }
    made, back = again(read_case(case), AS_OF)
    assert write_case(back)[part] == case[part]
    assert made.beside == {}


def test_two_reviews_come_back_as_two_rounds_of_questions():
    events = [
        {"event": "annual_review_meeting", "date": "2022-12"},
        {"event": "annual_review_meeting", "date": "2023-12"},
        {"event": "review_decision", "date": "2024-02-01", "outcome": "amend"},
    ]
    made, back = again(read_case({"format": "ehcp-case/1", "events": events}), AS_OF)
    assert made.beside == {}
    assert made.answers["meeting-2"] == "2023-12"
    assert made.answers["review_decision-2"] == "2024-02-01"
    assert [event.cycle for event in back.events] == [1, 2, 2]
