"""Every page there is: each question's, and those without answers. The client checks each as it is fetched."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from flask import Flask

from assistant.core.flow import replay, unroll
from assistant.load import load_definitions
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.page_names import page_name

from .conftest import Family, open_at
from .ways import way_to

QUESTIONS = unroll(load_definitions().questions)
SHOWN = [question for question in QUESTIONS if question.round < 3]  # later rounds differ in their number only
PROSE = (
    *("/", "/help", "/privacy", "/accessibility", "/how-we-check", "/routes", "/rules", "/proposals", "/delete"),
    *("/guides", "/words", "/search", "/return", "/translations", "/feedback"),
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


def feedback(definitions, content, tmp_path: Path, contact: str, address: str = "/feedback") -> str:
    settings = Settings(operator="Oak Advice", contact=contact)
    return Family(create_app(definitions, content, tmp_path / "cases.db", settings=settings)).get(address)


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("help@oak.example", 'Oak Advice <a href="mailto:help@oak.example?subject=Plan%20Check" dir="ltr">'),
        ("https://oak.example/contact", '<a href="https://oak.example/contact" rel="noreferrer noopener" dir="ltr">'),
        ("", "has named no address"),
    ],
)
def test_feedback_goes_to_whoever_runs_the_service(definitions, content, tmp_path: Path, contact: str, shown: str):
    page = feedback(definitions, content, tmp_path, contact)
    assert shown in page
    assert "it is a complaint" in page
    assert 'href="mailto:' not in page or contact == "help@oak.example"


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("questions.show", "Plan%20Check%3A%20a%20question"),
        ("pages.start", "Plan%20Check%3A%20the%20start%20page"),
        ("guides.words", "Plan%20Check%3A%20what%20the%20words%20mean"),
        ("health.alive", "Plan%20Check"),
        ("nothing", "Plan%20Check"),
        ("Sam%26body=x", "Plan%20Check"),
        ("%00&page=result.show", "Plan%20Check"),
    ],
)
def test_only_the_kind_of_a_page_comes_with_feedback(definitions, content, tmp_path: Path, kind: str, subject: str):
    page = feedback(definitions, content, tmp_path, "help@oak.example", f"/feedback?page={kind}")
    assert f'href="mailto:help@oak.example?subject={subject}"' in page


def test_every_kind_of_page_has_a_name_in_plain_words(app: Flask):
    with app.test_request_context("/"):
        for room in set(app.blueprints) - {"health"}:
            assert page_name(f"{room}.show"), room


def test_every_page_leads_to_feedback_and_names_its_kind_only(family: Family):
    family.start()
    assert 'href="/feedback?page=questions.show"' in family.get("/check/problems")
    assert 'href="/feedback?page=routes.show"' in family.get("/routes/lgsco")
    assert 'href="/feedback"' in family.get("/nowhere", 404)


def test_a_page_explains_the_words_that_it_uses_and_no_others(family: Family, content):
    for address in ("/routes/lgsco", "/routes/sar", "/routes/tribunal_sen"):
        page = family.get(address)
        told = set(re.findall(r"<dt>(.*?)</dt><dd>", page.partition("What the words mean")[2]))
        assert told
        prose = content.routes[address.rpartition("/")[2]]
        text = " ".join((prose.title, *prose.parts.values())).lower()
        for term in content.glossary:
            if html.escape(term.name) in told:
                assert any(form.lower() in text for form in term.forms), term.name
