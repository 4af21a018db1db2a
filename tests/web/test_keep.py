"""Coming back: by this browser for as long as the family chose, by a code on another device, and by a file of its own."""

from __future__ import annotations

import io
import json
import re

import pytest
from werkzeug.datastructures import FileStorage

from assistant.core.case import read_case

from .conftest import Family, hidden, open_at, picked

TOLD = {
    "problems": ["review"],
    "filled_in_by": "parent",
    "child": {"name": "Samira"},
    "plan": "final",
    "meeting": "2023-12",
    "review_decision": "2024-02-01",
    "review_outcome": "amend",
    "amended_plan": "not-yet",
}
FILE = {
    "format": "ehcp-case/1",
    "about": {"child": {"name": "Samira"}},
    "events": [
        {"event": "annual_review_meeting", "date": "2023-12"},
        {"event": "amended_final_plan_issued", "date": "not-yet"},
        {"event": "draft_plan_sent", "date": "2023-05-06", "note": "by e-mail"},
    ],
}


@pytest.fixture
def told(app) -> Family:
    return open_at(app, TOLD)


def send(family: Family, address: str, form: dict, status: int = 200) -> str:
    page = family.get("/keep") if address.startswith("/keep") else family.get("/return")
    return family.post(address, {"token": hidden(page, "token"), **form}, status)


def code_of(page: str) -> str:
    found = re.search(r"<strong>((?:[a-z]+ ){5}[a-z]+)</strong>", page)
    assert found, page
    return found[1]


def upload(text: str | bytes, **form: str) -> dict:
    body = text.encode() if isinstance(text, str) else text
    return {"file": FileStorage(io.BytesIO(body), "answers.json"), **form}


# ---- in this browser ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "day"), [("24", "November 2026"), ("2160", ""), ("8760", "2027")])
def test_a_family_chooses_how_long_its_answers_are_kept(told, hours, day):
    page = send(told, "/keep/time", {"hours": hours})
    assert re.search(rf'value="{hours}" id="hours-{hours}" checked', page)
    cookie = told.client.get_cookie("__Host-case")
    assert (cookie.max_age or 24 * 3600) == int(hours) * 3600


@pytest.mark.parametrize("hours", ["0", "-1", "999999", "x", ""])
def test_any_other_time_changes_nothing(told, hours):
    assert re.search(r'id="hours-24" checked', send(told, "/keep/time", {"hours": hours}))


def test_each_answer_renews_the_ticket_of_a_case_that_is_kept_long(told):
    send(told, "/keep/time", {"hours": "8760"})
    page = told.get("/check/child")
    answer = told.client.post(
        "/check/child", data={"token": hidden(page, "token"), "name": "Sam", "seen": hidden(page, "seen")}
    )
    assert "Max-Age=31536000" in answer.headers["Set-Cookie"]


# ---- with a code ----------------------------------------------------------------------------------------------------


def test_a_code_opens_the_answers_on_another_device(told, app):
    page = send(told, "/keep/code", {})
    assert "only this once" in page
    other = Family(app)
    back = send(other, "/return/code", {"code": code_of(page).upper()})
    assert other.at == "/answers"
    assert "Samira" in back
    assert 'id="hours-2160" checked' in other.get("/keep")


def test_the_page_says_that_a_lost_code_is_lost_before_one_is_made(told):
    assert "If you lose the words, nothing can be done" in told.get("/keep").replace("’", "'")


def test_a_code_is_shown_once(told):
    code = code_of(send(told, "/keep/code", {}))
    for address in ("/keep", "/answers", "/result"):
        assert code not in told.get(address)


@pytest.mark.parametrize("code", ["", "one two three four five six", "\0", "x" * 5_000, "😢" * 50])
def test_a_wrong_code_says_what_to_do_and_keeps_what_was_typed(family, code):
    page = send(family, "/return/code", {"code": code}, 422)
    assert "There is a problem" in page
    if code.isascii() and "\0" not in code and len(code) < 200:
        assert f'value="{code}"' in page


def test_guessing_is_stopped(app):
    family = Family(app)
    page = family.get("/return")
    form = {"token": hidden(page, "token"), "code": ""}
    for _ in range(20):
        family.post("/return/code", form, 422)
    assert "Too many tries" in family.post("/return/code", form, 429)


def test_others_can_be_locked_out(told, app):
    code = code_of(send(told, "/keep/code", {}))
    other = Family(app)
    send(other, "/return/code", {"code": code})
    assert "Other browsers can" in send(told, "/keep/move", {})
    other.get("/answers", 410)
    send(Family(app), "/return/code", {"code": code}, 422)
    assert "Samira" in told.get("/answers")


# ---- with a file ----------------------------------------------------------------------------------------------------


def test_a_file_brings_everything_back(told, app):
    answer = told.client.get("/keep/answers.json")
    assert re.fullmatch(r'attachment; filename="answers-2026-11-21\.json"', answer.headers["Content-Disposition"])
    read_case(answer.json)
    other = Family(app)
    page = send(other, "/return/file", upload(answer.text))
    assert other.at == "/answers"
    assert "Samira" in page
    assert other.client.get("/keep/answers.json").json == answer.json


def test_what_no_question_asks_for_is_shown_counts_and_can_be_removed(family):
    page = send(family, "/return/file", upload(json.dumps(FILE)))
    assert "From your file" in page
    assert "6 May 2023" in page
    assert FILE["events"][2] in family.client.get("/keep/answers.json").json["events"]
    family.post("/keep/beside/events/0/remove", {"token": hidden(page, "token")})
    assert "6 May 2023" not in family.get("/answers")
    family.post("/keep/beside/events/7/remove", {"token": hidden(page, "token")})


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ("", "choose the file first"),
        ("{", "not JSON"),
        ("[]", "/"),
        (json.dumps(FILE | {"problem": []}), "/problem"),
        (json.dumps(FILE | {"events": [{"event": "party", "date": "2024"}]}), "/events/0/event"),
        (b"\xff\xfe\x00", "isn't a file of answers"),
        (b"\x89PNG\r\n", "isn't a file of answers"),
        ("[" * 50_000, "nested"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(family, sent, says):
    page = send(family, "/return/file", upload(sent), 422)
    assert says in page.replace("&#39;", "'")


def test_a_file_of_the_largest_size_is_taken_and_a_larger_one_refused_kindly(family):
    full = FILE | {"impact": "é" * 50_000, "wanted": ["x" * 5_000] * 50, "events": [FILE["events"][0]] * 500}
    send(family, "/return/file", upload(json.dumps(full)))
    assert family.at == "/answers"
    send(family, "/return/file", upload("x" * 2_100_000, replace="yes"), 413)


@pytest.mark.parametrize("way", ["code", "file"])
def test_answers_that_are_there_are_not_replaced_unasked(told, app, way):
    other = open_at(app, {"child": {"name": "Other"}})
    form = upload(json.dumps(FILE)) if way == "file" else {"code": code_of(send(other, "/keep/code", {}))}
    page = send(told, f"/return/{way}", form, 422)
    assert "Tick the box" in page
    assert "Samira" in told.get("/answers")
    form = upload(json.dumps(FILE)) if way == "file" else form
    send(told, f"/return/{way}", {**form, "replace": "yes"})
    assert told.at == "/answers"


def test_answers_without_a_code_of_their_own_are_deleted_when_they_are_replaced(told, app):
    before = told.client.get_cookie("__Host-case").value
    send(told, "/return/file", upload(json.dumps(FILE), replace="yes"))
    assert app.extensions["assistant"].store.load(before) is None


def test_a_file_is_loaded_again_after_a_question_was_answered_otherwise(family):
    page = send(family, "/return/file", upload(json.dumps(FILE)))
    assert "Samira" in page
    family.answer(family.get("/check/filled_in_by"), picked("parent"))
    assert "Samira" in family.get("/answers")
