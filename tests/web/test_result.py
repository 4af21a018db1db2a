"""The result page: what stands first, what is folded away, and that it never says more than the verdict."""

from __future__ import annotations

import re
from datetime import date

import pytest

from assistant.core.assessment import OwnDate
from assistant.core.words import Phrase
from assistant.web.deadlines import deadlines

from .conftest import NOT_YET, Family, on, picked
from .test_journeys import ABOUT, JOURNEYS

OWN_APPEAL = {
    "problems": picked("review"),
    "last_plan_or_review": on("2025", "6"),
    "meeting": on("2026", "5"),
    "review_report": on("2026", "6", "10"),
    "review_decision": on("2026", "6", "30"),
    "review_outcome": picked("amend"),
    "amendment_notice": on("2026", "8"),
    "amended_plan": on("2026", "10", "14"),
    "amended_rights": picked("yes"),
    "dispute": picked("contents"),
    "dispute_date": on("2026", "10", "14"),
    "certificate": NOT_YET,
    "appealed": picked("no"),
    "another_review": picked("no"),
}


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def result(family: Family, answers: dict) -> str:
    family.walk({**ABOUT, **answers})
    return family.get("/result")


def test_an_own_deadline_comes_first(family: Family):
    page = result(family, OWN_APPEAL)
    box = page.index('class="mine"')
    assert page.index("<h1>") < box < page.index('class="lead"') < page.index("What to do now")
    assert box < page.index("Appeal by Monday 14 December 2026") < page.index('class="lead"')
    assert box < page.index("Contact the mediation adviser by Monday 14 December 2026") < page.index('class="lead"')
    assert "The Ombudsman: by" in page[page.index("Other time limits") :]
    assert "The Ombudsman: by" not in page[: page.index("Other time limits")]


@pytest.mark.parametrize("name", JOURNEYS)
def test_the_parts_stand_in_their_order(family: Family, name: str):
    page = result(family, JOURNEYS[name][0])
    parts = [
        'class="lead"',
        "What to do now",
        "Your timeline",
        "Each finding",
        "Who can look at what",
        "Where you can go",
    ]
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("name", [*JOURNEYS, "own appeal"])
def test_no_words_are_doubled(family: Family, name: str):
    page = text(result(family, JOURNEYS[name][0] if name in JOURNEYS else OWN_APPEAL))
    assert re.findall(r"\b(\w+) \1\b", page) == []
    assert re.findall(r"(Start|Last day|First day allowed): ", page) == []
    assert ".." not in page
    assert " ." not in page.replace(" . ", ". ")


def test_what_we_cannot_tell_and_what_is_in_time_is_folded(family: Family):
    page = result(family, OWN_APPEAL)
    assert "Not due yet (1)" in page
    open_part = page[page.index("Each finding") : page.index("What else we checked")]
    assert 'class="tag met"' not in open_part
    assert 'class="tag not-due"' not in open_part


def test_a_letter_is_linked_only_if_there_is_one(family: Family, definitions):
    for letter in re.findall(r'href="/letter/([^"]+)"', result(family, JOURNEYS["provision missing"][0])):
        assert letter in definitions.letters


def test_what_is_missing_leads_to_its_question(family: Family):
    page = result(family, OWN_APPEAL)
    asked = page[page.index("What we still don") :]
    assert "the annual review meeting" in asked
    assert 'href="/check/meeting"' in asked


def limit(what: str, by: date | None, *, passed: bool = False) -> OwnDate:
    return OwnDate(what, by, "x", Phrase("list.and", most="a", last="b"), (), "S", passed)


def test_of_several_limits_of_one_kind_the_first_is_told(app, content):
    with app.test_request_context():
        told = deadlines(
            content.words,
            [
                limit("appeal", date(2026, 12, 1)),
                limit("ombudsman", date(2026, 12, 2)),
                limit("ombudsman", date(2027, 1, 5)),
                limit("ombudsman", date(2025, 1, 5), passed=True),
            ],
        )
    assert [one.title for one in told.now] == ["Appeal by Tuesday 1 December 2026"]
    assert [one.title for one in told.other] == ["The Ombudsman: by Wednesday 2 December 2026"]
    assert [one.title for one in told.passed] == ["The Ombudsman's usual twelve months ended on Sunday 5 January 2025"]


def test_a_limit_whose_day_nobody_knows_is_told_too(app, content):
    with app.test_request_context():
        told = deadlines(content.words, [limit("appeal", None), limit("something-new", None)])
    assert [one.title for one in told.now] == ["Appeal: your time is running"]
    assert [one.title for one in told.other] == ["A time limit of your own: find its date today"]
