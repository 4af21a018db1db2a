"""What a tired parent mistypes, and what a stranger may send: clear pages, nothing typed is lost, never a 500."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from assistant.core.flow import unroll
from assistant.load import load_definitions

from .conftest import Family, hidden, on, open_at, picked
from .ways import way_to

QUESTIONS = unroll(load_definitions().questions)
ONE_OF_EACH = list({question.kind: question for question in reversed(QUESTIONS)}.values())
BY_ID = {question.id: question for question in QUESTIONS}
FIELDS = [
    "answer",
    "how",
    "name",
    "skip",
    "seen",
    *(f"{s}_{p}" for s in ("on", "from", "to") for p in ("day", "month", "year")),
]
TYPED = some.one_of(
    some.text(max_size=60),
    some.sampled_from(
        ["date", "between", "not-yet", "unknown", "none", "0", "31", "2", "2024", "1", "F", "yes", "E06000001"]
    ),
)
LETTER = "Dear council, this took me all evening.\nShe <i>cried</i>."


@pytest.mark.parametrize("question", ONE_OF_EACH, ids=lambda question: question.kind)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=some.dictionaries(some.sampled_from(FIELDS), some.lists(TYPED, max_size=3), max_size=12))
def test_whatever_is_posted_is_taken_or_shown_again(one_app, question, form: dict[str, Any]):
    family = open_at(one_app, way_to(QUESTIONS, question))
    page = family.get(f"/check/{question.id}")
    sent = {"token": hidden(page, "token"), **form}
    answer = family.client.post(f"/check/{question.id}", data=sent, base_url="http://localhost")
    assert answer.status_code in (302, 409, 422)
    for address in ("/answers", "/result"):
        assert family.client.get(address, base_url="http://localhost").status_code in (200, 302)


MISTAKES = [
    ("request_received", on("23", "3", "5"), "Write the year with four digits, like 2024", ('value="23"', 'value="5"')),
    (
        "request_received",
        on("2023", "", "5"),
        "Add the month, or leave the day empty too",
        ('value="2023"', 'value="5"'),
    ),
    ("request_received", on("2023", "13"), "Write the month as a number from 1 to 12, or its name", ('value="13"',)),
    ("request_received", {}, "Say when, or pick one of the other answers", ()),
    ("child", {"name": "Sam", "on_month": "6"}, "Add the year. If you only know that, it is enough", ('value="Sam"',)),
    ("council", {"answer": ""}, "Pick one of these, or skip this question", ()),
    ("missing_what", {"answer": "x" * 301}, "That is 301 letters long; at most 300 fit here", ("x" * 301,)),
    ("refused_what", {}, "Pick at least one of these", ()),
    ("exceptions", picked("none", "away_four_weeks"), "You picked the last one and others too", ('-none" checked',)),
]


@pytest.mark.parametrize(("id_", "form", "says", "kept"), MISTAKES)
def test_a_mistake_is_named_and_everything_typed_stays(one_app, id_, form, says, kept):
    family = open_at(one_app, way_to(QUESTIONS, BY_ID[id_]))
    wrong = family.answer(family.get(f"/check/{id_}"), form, 422)
    assert wrong.count(says) == 2  # in the summary, and at the field
    for text in kept:
        assert text in wrong


def written(one_app) -> Family:
    return open_at(one_app, way_to(QUESTIONS, BY_ID["impact"]))


def test_a_form_of_older_answers_keeps_what_was_written(one_app):
    told = written(one_app).post("/check/impact", {"token": "old", "answer": LETTER}, 400)
    assert "This page belongs to other answers" in told
    assert "She &lt;i&gt;cried&lt;/i&gt;." in told


def test_what_was_written_outlives_the_answers(one_app):
    family = written(one_app)
    page = family.get("/check/impact")
    one_app.extensions["assistant"].store.delete(family.client.get_cookie("__Host-case").value)
    told = family.answer(page, {"answer": LETTER}, 410)
    assert "There are no answers here" in told
    assert "Dear council, this took me all evening." in told
    assert 'href="/answers"' not in told


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://[x"}]
)
def test_what_another_site_sent_is_not_shown(one_app, headers):
    family = written(one_app)
    form = {"token": hidden(family.get("/check/impact"), "token"), "answer": LETTER}
    answer = family.client.post("/check/impact", data=form, headers=headers, base_url="http://localhost")
    assert answer.status_code == 400
    assert "Dear council" not in answer.text


ADDRESSES = (
    "/",
    "/start",
    "/check/",
    "/check/problems",
    "/answers",
    "/result",
    "/letter/stage1-complaint",
    "/delete",
    "/rules",
)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW"])
def test_odd_methods_break_nothing(one_app, method):
    for address in ADDRESSES:
        answer = one_app.test_client().open(address, method=method, base_url="http://localhost")
        assert answer.status_code < 500


@given(cookie=some.text(some.characters(min_codepoint=32, max_codepoint=255), max_size=80))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_cookies_break_nothing(one_app, cookie):
    client = one_app.test_client(use_cookies=False)
    for address in ("/", "/check/problems", "/result", "/help"):
        answer = client.get(address, headers={"Cookie": f"__Host-case={cookie}"}, base_url="http://localhost")
        assert answer.status_code in (200, 302, 410)


@pytest.mark.parametrize(
    "host", ["", ":", "a b", "[::1", "localhost:x", "localhost:99999999", "x" * 300, "localhost@elsewhere", "é"]
)
def test_odd_hosts_start_no_case(one_app, host):
    answer = one_app.test_client().post("/start", data={"token": ""}, environ_overrides={"HTTP_HOST": host})
    assert 400 <= answer.status_code < 500
    assert not answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"answer=%ff%00", b"answer" * 1000, b"&" * 5000, b"=" * 5000])
@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/json",
        "",
    ],
)
def test_odd_bodies_break_nothing(one_app, body, kind):
    family = written(one_app)
    answer = family.client.post("/check/impact", data=body, content_type=kind, base_url="http://localhost")
    assert 400 <= answer.status_code < 500


def test_a_huge_body_is_refused(one_app):
    family = written(one_app)
    form = {"token": hidden(family.get("/check/impact"), "token"), "answer": "x" * 1_000_000}
    assert "That is too long" in family.post("/check/impact", form, 413)
