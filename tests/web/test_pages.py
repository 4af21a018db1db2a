"""Every page there is: each question's, and those without answers. The client checks each as it is fetched."""

from __future__ import annotations

import re

import pytest

from assistant.core.flow import replay, unroll
from assistant.load import load_definitions

from .conftest import Family, open_at
from .ways import way_to

QUESTIONS = unroll(load_definitions().questions)
SHOWN = [question for question in QUESTIONS if question.round < 3]  # later rounds differ in their number only
PROSE = (
    *("/", "/help", "/privacy", "/accessibility", "/how-we-check", "/routes", "/rules", "/proposals", "/delete"),
    *("/guides", "/words", "/search", "/return", "/translations"),
    *("/decisions", "/decisions/paid", "/decisions/asks", "/decisions/councils"),
)


def title(page: str) -> str:
    found = re.search(r"<title>(.*?)</title>", page)
    assert found
    return found[1]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_can_be_reached(question):
    assert replay(QUESTIONS, way_to(QUESTIONS, question)).page(question.id)


@pytest.mark.parametrize("question", SHOWN, ids=lambda question: question.id)
def test_every_question_has_a_page(one_app, question):
    family = open_at(one_app, way_to(QUESTIONS, question))
    page = family.get(f"/check/{question.id}")
    assert family.at == f"/check/{question.id}"
    assert f'action="/check/{question.id}"' in page


@pytest.mark.parametrize("question", SHOWN, ids=lambda question: question.id)
def test_an_empty_form_is_answered_with_what_to_do(one_app, question):
    family = open_at(one_app, way_to(QUESTIONS, question))
    page = family.get(f"/check/{question.id}")
    wrong = family.answer(page, {}, 422)
    assert title(wrong).startswith("Error: ")
    assert "There is a problem" in wrong
    named = re.search(r'<a href="#([^"]+)">', wrong)
    assert named
    assert f'id="{named[1]}"' in wrong


def test_the_titles_of_pages_differ(family: Family):
    titles = [title(family.get(address)) for address in PROSE]
    assert len(titles) == len(set(titles))


def test_each_route_has_a_page(family: Family, definitions):
    for route in definitions.routes:
        family.get(f"/routes/{route}")
    family.get("/routes/nowhere", 404)


def test_every_page_leads_to_a_person_to_deleting_and_away(family: Family):
    for address in PROSE:
        page = family.get(address)
        for way in ('href="/help"', 'href="/delete"', ">Leave this site<", 'href="#main"'):
            assert way in page


def test_the_pages_tell_of_nothing_that_is_not_there(family: Family):
    links = {link for address in PROSE for link in re.findall(r'href="(/[^"#?]*)"', family.get(address))}
    for link in sorted(links - {"/static/style.css"}):
        family.get(link)
