"""Which events belong together, sentence by sentence of the contract's paragraph on cycles."""

from __future__ import annotations

import pytest
from hypothesis import given

from assistant.core.cycles import MEMBERS, STAGE_OF, STARTERS, Timeline
from assistant.core.dates import Unsaid
from assistant.core.vocabulary import EVENTS
from tests.core.cases import cases, days_of, findings, judged, span, timeline_of


def owners(as_of: str, *events: str) -> dict[int, int | None]:
    """The starter of each event that belongs to a cycle, both by their places in the file."""
    timeline = timeline_of(as_of, *events)
    return {
        member.index: cycle.starter.index if cycle.starter else None
        for cycles in timeline.cycles.values()
        for cycle in cycles
        for members in cycle.members.values()
        for member in members
    }


FIRST, SECOND = "annual_review_meeting 2023-03-06", "annual_review_meeting 2024-03-04"


@pytest.mark.parametrize(
    ("decision", "owner"),
    [
        ("review_decision 2023-04-03", 0),
        ("review_decision 2024-03-03", 0),
        ("review_decision 2024-03-04", 1),
        ("review_decision 2024-05", 1),
        # an interval belongs to the latest starter whose first day is not after its last day
        ("review_decision 2024-02-01/2024-03-04", 1),
        ("review_decision 2024-02-01/2024-03-03", 0),
        # the family's own number goes before all dates
        ("review_decision 2024-05 cycle=1", 0),
        ("review_decision 2023-04-03 cycle=2", 1),
        # without a known day: the last starter of its stage
        ("review_decision unknown", 1),
        ("review_decision not-yet", 1),
        # before every starter: the first one's, for no other decision has a starter
        ("review_decision 2022-01-01", 0),
    ],
)
def test_an_event_belongs_to_its_starter(decision, owner):
    assert owners("2025-01-01", FIRST, SECOND, decision)[2] == owner


def test_the_order_in_the_file_does_not_matter_where_days_differ():
    assert owners("2025-01-01", SECOND, "review_decision 2023-04-03", FIRST)[1] == 2


def test_two_starters_on_one_day_keep_the_order_of_the_file():
    assert owners("2025-01-01", FIRST, FIRST, "review_decision 2023-04-03")[2] == 1
    assert owners("2025-01-01", FIRST, FIRST, "review_decision 2023-04-03 cycle=1")[2] == 0


def test_an_event_before_every_starter_belongs_to_none_if_another_of_its_kind_has_one():
    found = owners("2025-01-01", FIRST, "review_decision 2022-01-01", "review_decision 2023-04-03")
    assert found == {1: None, 2: 0}


def test_a_number_that_no_starter_has_is_no_cycle_of_another():
    found = owners("2025-01-01", FIRST, "review_decision 2023-04-03 cycle=2", "review_decision 2023-04-04")
    assert found == {1: None, 2: 0}


def test_not_yet_never_closes_an_earlier_cycle_which_then_cannot_be_told():
    made = judged("2025-01-01", FIRST, SECOND, "review_decision not-yet")
    assert [f.verdict for f in findings(made, "review-decision-late")] == ["cannot-tell", "breach"]


def test_complaints_are_kept_apart_by_body_and_without_one_are_the_councils():
    found = owners(
        "2026-11-01",
        "complaint_made 2026-05-01",
        "complaint_made 2026-06-01 body=nhs",
        "stage1_response 2026-07-01",
        "stage1_response 2026-07-01 body=nhs",
        "stage1_response 2026-07-01 body=council",
    )
    assert found == {2: 0, 3: 1, 4: 0}


@pytest.mark.parametrize(("answer", "body"), [("health", "icb"), ("social_care", "council")])
def test_a_recommendation_is_for_the_body_that_had_to_answer_it(answer: str, body: str):
    made = judged("2026-11-25", "tribunal_recommendation 2026-08-01", f"recommendation_answered not-yet body={answer}")
    assert [(finding.verdict, finding.body) for finding in made.findings] == [("breach", body)]


def test_recommendations_are_kept_apart_by_body():
    found = owners(
        "2026-11-01",
        "tribunal_recommendation 2026-05-01 body=health",
        "tribunal_recommendation 2026-06-01 body=social_care",
        "recommendation_answered 2026-07-01 body=health",
    )
    assert found == {2: 0}


def test_what_is_planned_for_after_the_day_has_not_happened():
    timeline = timeline_of("2024-03-03", FIRST, SECOND, "review_decision 2024-02-20/2024-04-02")
    assert timeline.events[1].date is Unsaid.NOT_YET
    assert timeline.events[2].date == span("2024-02-20/2024-03-03")
    assert owners("2024-03-03", FIRST, SECOND, "review_decision 2024-04-02") == {2: 0}


def test_a_transfer_still_to_come_counts_by_its_own_day():
    assert timeline_of("2025-01-01", "phase_transfer 2025-09").events[0].date == span("2025-09")


def test_the_tables_know_only_events_of_the_case_file_and_each_once():
    listed = [kind for table in (STARTERS, MEMBERS) for kinds in table.values() for kind in kinds]
    assert len(listed) == len(set(listed)) == len(STAGE_OF)
    assert set(listed) <= set(EVENTS)
    assert STARTERS.keys() == MEMBERS.keys()


@given(cases())
def test_every_event_is_in_one_cycle_and_none_is_lost(case):
    timeline = Timeline(case, days_of(span("2026-11-21"))[0])
    placed = [
        event.index
        for cycles in timeline.cycles.values()
        for cycle in cycles
        for event in (*([cycle.starter] if cycle.starter else []), *cycle.of(*cycle.members))
    ]
    assert sorted(placed) == [event.index for event in timeline.events if event.event in STAGE_OF]
