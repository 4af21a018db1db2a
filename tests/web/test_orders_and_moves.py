"""Walks through the web whose case must be exactly this one, and its assessment exactly these findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from assistant.core.assess import assess
from assistant.core.case import write_case
from assistant.core.fills import case_of
from assistant.core.flow import replay
from assistant.core.refill import joined, refill
from assistant.web.app import create_app

from .conftest import TODAY, Family
from .decisions import ABOUT as DECIDED
from .decisions import DECISIONS
from .decisions_elsewhere import ELSEWHERE
from .orders_made import FOUND, MADE
from .orders_typed import TYPED
from .test_journeys import ABOUT
from .test_stories import told


def line(event: dict[str, Any]) -> str:
    more = {key: value for key, value in sorted(event.items()) if key not in ("event", "date")}
    said = [f"{key}={','.join(value) if isinstance(value, list) else value}" for key, value in more.items()]
    return " ".join([event["event"], event["date"], *said])


@pytest.mark.parametrize("name", TYPED)
def test_what_was_typed_makes_exactly_this_case(one_app: Flask, definitions, name: str) -> None:
    family = Family(one_app)
    asked = family.walk({**ABOUT, **TYPED[name]})
    assert set(TYPED[name]) <= set(asked)
    case = told(one_app, family)
    assert [line(event) for event in write_case(case).get("events", [])] == MADE[name]
    found = [
        f"{finding.code} {finding.duty.id} {finding.verdict}" + (f" {finding.due.last}" if finding.due else "")
        for finding in assess(definitions, case, TODAY).findings
    ]
    assert found == FOUND[name]
    family.get("/result")


def test_an_absence_of_two_weeks_is_told_with_its_dates(one_app: Flask) -> None:
    family = Family(one_app)
    family.walk({**ABOUT, **TYPED["ordered by a date, and a family away for two weeks"]})
    assert write_case(told(one_app, family))["exceptions"] == [
        {"kind": "away_two_weeks", "from": "2026-06-08", "to": "2026-06-24", "claimed_by": "council"}
    ]


@pytest.mark.parametrize("name", TYPED)
def test_few_pages_are_enough(one_app: Flask, name: str) -> None:
    family = Family(one_app)
    family.walk({**ABOUT, **TYPED[name]})
    assert family.pages <= 22


@pytest.mark.parametrize("ref", DECISIONS | ELSEWHERE)
def test_a_published_decision_is_told_on_25_pages_at_most(definitions, content, tmp_path: Path, ref: str) -> None:
    """From the first page to the letter: besides the questions the start, the answers, the result, the letter."""
    family = Family(create_app(definitions, content, tmp_path / "cases.db", today=lambda: date(2025, 3, 31)))
    family.walk(DECIDED | (DECISIONS | ELSEWHERE)[ref][0])
    assert family.pages + 4 <= 25


def test_a_second_round_can_be_taken_back(one_app: Flask) -> None:
    family = Family(one_app)
    family.walk({**ABOUT, **TYPED["two moves to the next stage"]})
    family.answer(family.get("/check/transfer_more"), {"answer": ["no"]})
    assert [event.kind for event in told(one_app, family).events] == ["to_secondary", None]
    family.answer(family.get("/check/transfer_more"), {"answer": ["yes"]})
    assert [event.kind for event in told(one_app, family).events] == ["to_secondary", None, "to_post16", None]


@pytest.mark.parametrize("name", TYPED)
def test_a_file_of_it_loses_nothing_when_it_is_loaded_again(one_app: Flask, name: str) -> None:
    family, questions = Family(one_app), one_app.extensions["assistant"].questions
    family.walk({**ABOUT, **TYPED[name]})
    made = refill(questions, told(one_app, family), TODAY)
    again = joined(case_of(replay(questions, made.answers).answered, TODAY), made.beside)
    events = [{**event, "cycle": None} for event in write_case(again).get("events", [])]
    assert sorted(line(event) for event in events) == sorted(
        line({**event, "cycle": None}) for event in write_case(told(one_app, family)).get("events", [])
    )
    assert len(made.beside.get("events", [])) <= 2
