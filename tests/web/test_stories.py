"""Whole stories, told page by page: each makes exactly the case it should, and the engine finds in it what it should."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from assistant.core.assess import assess
from assistant.core.case import Case, read_case, write_case
from assistant.core.dates import write_when
from assistant.core.flow import case_from
from assistant.core.refill import OPENING, refill

from .conftest import TODAY, Family
from .stories import STORIES
from .stories_told_late import LATER

ALL = STORIES | LATER


def told(app: Flask, family: Family) -> Case:
    """The case that a family's answers make."""
    service = app.extensions["assistant"]
    cookie = family.client.get_cookie("__Host-case")
    assert cookie
    return case_from(service.questions, service.store.load(cookie.value).answers, TODAY)


@pytest.mark.parametrize("name", ALL)
def test_a_story_makes_its_case_and_finds_its_faults(app: Flask, family: Family, definitions, name: str) -> None:
    story = ALL[name]
    asked = family.walk(story.answers)
    assert set(story.answers) <= set(asked)
    case = told(app, family)
    written: dict[str, Any] = write_case(case)
    assert {key: written[key] for key in written if key not in ("format", "as_of", "about")} == story.case
    assessment = assess(definitions, case, TODAY)
    assert sorted((finding.code, finding.verdict) for finding in assessment.findings) == sorted(story.finds)
    assert next(advice.route for advice in assessment.routes if advice.status == "first") == story.first
    family.get("/result")


def test_one_of_two_complaints_can_be_removed_on_the_list_of_answers(app: Flask, family: Family) -> None:
    story = ALL["complained twice, and a promise not kept"]
    family.walk(story.answers)
    page = family.get("/answers")
    assert "Told more than once" in page
    form = {"token": re.findall(r'name="token" value="([^"]*)"', page)[0], "group": "complaint", "number": "1"}
    page = family.post("/answers/remove", form)
    made = [event for event in told(app, family).events if event.event == "complaint_made"]
    assert [write_when(event.date) for event in made] == ["2026-11-02"]
    assert "An apology" in page
    for wrong in ({"number": "7"}, {"group": "nothing"}, {"number": "x" * 5000}):
        family.post("/answers/remove", form | wrong)
    assert len(told(app, family).events) == 4  # what the council promised in its answer went with that complaint


@pytest.mark.parametrize("name", ALL)
def test_a_story_loaded_from_its_file_is_all_answers_again(app: Flask, name: str) -> None:
    """So that a family that comes back with its file can change what it said, and has no problem it never told of."""
    questions = app.extensions["assistant"].questions
    case = read_case({"format": "ehcp-case/1", **ALL[name].case})
    made = refill(questions, case, TODAY)
    assert made.beside == {}
    again = case_from(questions, made.answers, TODAY)
    assert set(again.problems) & OPENING == set(case.problems) & OPENING
