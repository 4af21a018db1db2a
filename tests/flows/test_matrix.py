"""The problem and route matrix: the engine gives each row's family exactly its routes, and a sentence for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.core.assess import assess
from assistant.core.assessment import Assessment
from assistant.core.case import read_case
from assistant.core.checks import cross_references
from assistant.core.content import Content
from assistant.core.definitions import Definitions, MatrixRow
from assistant.core.vocabulary import REASONS, ROUTES
from assistant.core.words import Phrase
from assistant.load import load_definitions
from tests.flows.families import as_of, families, walk

RULES = load_definitions()
BESIDE = ("sendiass", "sar", "foi")  # they stand beside nearly every row, and are named only where one of them is first
# No event of a case opens it: it follows a request for records, and its page and the sentence of that request say so.
NEVER = {"ico"}


def assessed(case: dict[str, Any], definitions: Definitions = RULES) -> Assessment:
    return assess(definitions, read_case(case), as_of(case))


def standings(case: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    return {route.route: (route.status, route.reason) for route in assessed(case).routes}


@pytest.mark.parametrize("row", RULES.matrix.values(), ids=lambda row: row.id)
def test_a_family_of_each_row_is_given_its_routes_and_no_other(row: MatrixRow):
    found = standings(families()[row.id])
    assert {code: stand for code, stand in found.items() if code in row.cells or code not in BESIDE} == row.cells


def test_each_row_has_its_family():
    assert RULES.matrix.keys() == families().keys()


def test_the_rows_name_every_route():
    named = {route for row in RULES.matrix.values() for route in row.cells} | set(BESIDE)
    assert set(ROUTES) - named == NEVER


def test_the_rows_hold_every_state_that_a_route_can_have():
    """Each standing of each route that any family of the walk is given stands in a row that a lawyer can read."""
    rows = {(route, *stand) for row in RULES.matrix.values() for route, stand in row.cells.items()}
    given = {(route.route, route.status, route.reason) for case in walk() for route in assessed(case).routes}
    assert given - rows == {(route, "also", None) for route in BESIDE}


def test_exactly_one_route_is_first_and_none_both_open_and_shut():
    for case in walk():
        routes = assessed(case).routes
        assert [route.status for route in routes].count("first") == 1, case
        assert len({route.route for route in routes}) == len(routes), case
        assert all(route.reason in REASONS for route in routes if route.status == "closed"), case


def test_no_step_leads_to_a_shut_door():
    for case in walk():
        made = assessed(case)
        shut = {route.route for route in made.routes if route.status == "closed"}
        assert not shut & {step.route for step in made.next_steps}, case
        assert 1 <= len(made.next_steps) <= 3, case


def test_after_an_appeal_no_first_step_says_appeal():
    for case in walk():
        made = assessed(case)
        keys = [step.do.key for step in made.next_steps]
        if any(route.why.key == "route.tribunal_sen.live" for route in made.routes):
            assert "step.tribunal_sen" not in keys, case


@pytest.mark.parametrize(("today", "pressed"), [("2026-09-01", False), ("2026-11-25", True)])
def test_nobody_is_told_to_wait_past_their_own_limit(today: str, pressed: bool):
    """A plan late since 30 December 2025: the twelve months end on 29 December 2026, before twelve weeks from November."""
    events = [
        {"event": "annual_review_meeting", "date": "2025-12-01"},
        {"event": "review_decision", "date": "2026-02-09", "outcome": "amend"},
    ]
    made = assessed({"format": "ehcp-case/1", "as_of": today, "events": events, "about": {"plan": "final"}})
    lgsco = next(route for route in made.routes if route.route == "lgsco")
    assert (lgsco.why.key == "route.lgsco.limit-first") is pressed
    assert ("step.lgsco-limit-first" in [step.do.key for step in made.next_steps]) is pressed


@pytest.mark.parametrize(
    ("today", "key", "by"),
    [
        ("2026-05-01", "in-time", "2026-10-05"),  # 84 days later is 28 December
        ("2026-10-05", "in-time", "2026-10-05"),
        ("2026-10-06", "at-once", "None"),
    ],
)
def test_the_complaint_has_a_last_day_on_which_twelve_weeks_are_over_in_time(today: str, key: str, by: str):
    """A plan late since 30 December 2025: the twelve months end on 29 December 2026."""
    events = [
        {"event": "annual_review_meeting", "date": "2025-12-01"},
        {"event": "review_decision", "date": "2026-02-09", "outcome": "amend"},
    ]
    made = assessed({"format": "ehcp-case/1", "as_of": today, "events": events, "about": {"plan": "final"}})
    step = next(step for step in made.next_steps if step.route == "council_complaint")
    assert (step.do.key, str(step.by), step.letter) == (f"step.council_complaint-{key}", by, "stage1-complaint")
    assert ("step.lgsco-limit-first" in [step.do.key for step in made.next_steps]) is (key == "at-once")


def test_nor_while_the_council_has_their_complaint():
    """A plan late since 3 October 2025: the twelve months end on 2 October 2026, before twelve weeks from September."""
    told = {"request_received": "2025-05-15", "final_plan_issued": "not-yet", "complaint_made": "2026-09-01"}
    events = [{"event": event, "date": day} for event, day in told.items()]
    made = assessed({"format": "ehcp-case/1", "as_of": "2026-09-20", "events": events, "about": {"plan": "none"}})
    lgsco = next(route for route in made.routes if route.route == "lgsco")
    assert (lgsco.status, lgsco.why.key) == ("next", "route.lgsco.limit-near")
    step = next(step for step in made.next_steps if step.route == "lgsco")
    assert (step.do.key, str(step.by), step.letter) == ("step.lgsco-limit-near", "2026-10-02", "ombudsman")


@pytest.fixture(scope="module")
def said() -> set[str]:
    """The keys of all sentences about routes and steps that the families of the walk are given."""
    keys = set()
    for case in walk():
        made = assessed(case)
        keys |= {route.why.key for route in made.routes} | {step.do.key for step in made.next_steps}
        keys |= {key for own in made.your_dates for key in phrases(own.sum)}
    return keys


def phrases(said: Phrase) -> Iterator[str]:
    """The keys of a phrase and of the phrases in it."""
    yield said.key
    for value in said.values.values():
        if isinstance(value, Phrase):
            yield from phrases(value)


def written(content: Content, *tables: str) -> set[str]:
    """The keys of a language's sentences in these tables, without the conditions of dates."""
    found = {key for key in content.words.sentences if key.partition(".")[0] in tables}
    return {key for key in found if not key.startswith("route.if-")}


def test_no_sentence_is_missing_and_none_is_never_said(said: set[str], content: Content):
    assert said - written(content, "route", "step", "limit") == set()
    assert written(content, "route", "step", "limit") - said == set()


def test_every_sentence_can_be_said(content: Content):
    for case in walk():
        made = assessed(case)
        for phrase in [
            *(route.why for route in made.routes),
            *(step.do for step in made.next_steps),
            *(own.sum for own in made.your_dates),
            *made.notes,
        ]:
            text = content.words.say(phrase)
            assert text.strip()
            assert "{" not in text


# What is guidance, a code or a practice is never said to be a duty in these sentences.
GUIDANCE = (
    "complaint handling code",
    "the ombudsman's code",
    "guidance",
    "usually",
    "ombudsman wants",
    "ombudsman will",
)


def test_guidance_is_never_worded_as_law(content: Content):
    for key in written(content, "route", "step", "limit"):
        for sentence in re.split(r"(?<=[.!?]) ", content.words.sentences[key]):
            if any(word in sentence.lower() for word in GUIDANCE):
                assert not re.search(r"\b(must|has to|have to|by law)\b", sentence), f"{key}: {sentence}"


def test_a_wrong_row_stops_the_start():
    row = MatrixRow(
        "wrong", "p", "s", ("no-such-law",), "lgsco", ("lgsco:premature",), ("nowhere",), ("sar", "foi:odd")
    )
    made = Definitions({}, {}, {}, RULES.calendar, matrix={"wrong": row})
    said = " ".join(line for line in cross_references(made) if "matrix row wrong" in line)
    for part in (
        "no provision no-such-law",
        "a route stands twice",
        "no route nowhere",
        "sar: a door",
        "no reason odd",
    ):
        assert part in said
