"""The desk as an adviser uses it: a case from its first question to its letter, its file, the list, two tabs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.web.conftest import hidden, on, picked

from .office import Adviser, code_on, office_of

LATE = {
    "problems": picked("review"),
    "consent": picked("yes"),
    "council": {"answer": "E06000001"},
    "child": {"name": "Samira"},
    "plan": picked("final"),
    "meeting": on("2023", "12", "4"),
    "review_decision": on("2024", "2", "1"),
    "review_outcome": picked("amend"),
    "amended_plan": {"how": "not-yet"},
}


def walk(adviser: Adviser, answers: dict[str, dict[str, Any]]) -> None:
    """Answers the open case's questions to the list of answers."""
    page = adviser.get("/check/")
    for _ in range(100):
        if not adviser.at.startswith("/check/"):
            return
        question = adviser.at.removeprefix("/check/")
        page = adviser.answer(page, answers.get(question, {"skip": "1"}))
    raise AssertionError(adviser.at)


def told(adviser: Adviser, answers: dict[str, dict[str, Any]] = LATE) -> str:
    """A new case with these answers; its address."""
    case = adviser.new_case()
    adviser.send(f"{case}/open")
    walk(adviser, answers)
    adviser.get("/desk/back")
    return case


def opened(adviser: Adviser, case: str, to: str) -> str:
    return adviser.send(f"{case}/open", to=to)


def flat(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_case_is_walked_to_its_letter_in_the_advisers_voice(ada: Adviser):
    case = told(ada)
    page = opened(ada, case, "result")
    assert "Case 1" in flat(page)
    assert 'href="/delete"' not in page
    assert "The council" in page
    letters = ada.get("/letters")
    assert "/letter/stage1-complaint" in letters
    assert "Samira" in ada.get("/letter/stage1-complaint")
    assert "for a family" in flat(ada.get("/answers"))


def test_the_cookie_of_a_family_in_the_same_browser_is_left_alone(ada: Adviser, app):
    ada.start()
    ticket = ada.client.get_cookie("__Host-case").value
    before = app.extensions["assistant"].store.load(ticket)
    told(ada)
    assert ada.client.get_cookie("__Host-case").value == ticket
    assert app.extensions["assistant"].store.load(ticket) == before


def test_what_only_a_familys_browser_can_do_leads_back_to_the_file(ada: Adviser):
    case = told(ada)
    for address in ("/keep", "/delete", "/return"):
        opened(ada, case, "answers")
        ada.get(address)
        assert ada.at == f"{case}/"


def test_a_tab_of_one_case_cannot_save_into_another(ada: Adviser):
    first, second = told(ada), told(ada)
    opened(ada, first, "answers")
    page = ada.get("/check/child")
    opened(ada, second, "answers")
    form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "name": "Other child"}
    assert "other answers" in ada.post("/check/child", form, 400)
    for case in (first, second):
        assert "Other child" not in opened(ada, case, "answers")


def test_two_advisers_at_one_case_lose_nothing(ada: Adviser, app):
    case, ben = told(ada), Adviser(app, "Ben")
    opened(ada, case, "answers")
    opened(ben, case, "answers")
    mine, theirs = ada.get("/check/child"), ben.get("/check/child")
    ada.answer(mine, {"name": "Ines"})
    assert "changed in another tab" in ben.answer(theirs, {"name": "Noor"}, 409)
    assert "Ines" in ada.get("/answers")


def test_facts_of_the_family_and_of_the_adviser_stay_apart(ada: Adviser):
    case = told(ada)
    ada.send(f"{case}/work", telling="papers", called="S")
    opened(ada, case, "answers")
    ada.answer(ada.get("/check/meeting"), on("2023", "12", "5"))
    assert "Read in papers by Ada, 21 November 2026" in flat(ada.get("/answers"))
    page = ada.get(f"{case}/")
    assert re.search(r"Papers that the adviser has read \(1\)", page)
    assert re.search(r"The family \(\d\)", page)


def test_the_file_keeps_work_time_consent_and_notes(ada: Adviser):
    case = told(ada)
    form = {"called": "S. family", "level": "2", "state": "inactive", "needs": ["reading", "english"]}
    ada.send(f"{case}/work", **form, outcome="partly-put-right", came_from="school", telling="family")
    ada.send(f"{case}/time", minutes="45", what="first appointment")
    ada.send(f"{case}/time", minutes="30")
    ada.send(f"{case}/consent", purpose="speak", given="3 May 2026", until="", how="in writing", agreed="yes")
    ada.send(f"{case}/note", of="family", text="Mum rang.\nShe is worn out.")
    ada.send(f"{case}/note", of="adviser", text="We think R-FINAL-12W.")
    page = flat(ada.get(f"{case}/"))
    for part in (
        "S. family",
        "Level 2: also help",
        "1 h 15 min",
        "Ask again: it ran out on 2 November 2026",
        "Mum rang.",
    ):
        assert part in page
    assert "What the family told us 21 November 2026, Ada Mum rang. She is worn out." in page
    assert "What we added 21 November 2026, Ada We think" in page
    ada.send(f"{case}/consent", purpose="speak", agreed="no")
    assert "None recorded yet" in ada.get(f"{case}/")


@pytest.mark.parametrize(
    ("part", "form", "says"),
    [
        ("time", {"minutes": "0"}, "from 1 to 1440"),
        ("time", {"minutes": "x", "what": "kept"}, "from 1 to 1440"),
        ("note", {"text": ""}, "Write a note"),
        ("note", {"text": "x" * 10_001}, "Write a note"),
        ("consent", {"purpose": "speak", "given": "some time in May", "how": "kept"}, "Give one day"),
        ("consent", {"purpose": "speak", "given": "2026"}, "Give one day"),
        ("consent", {"purpose": "pattern", "given": "1 May 2030"}, "This day is still to come"),
        (
            "consent",
            {"purpose": "pattern", "given": "1 May 2026", "until": "1 April 2026"},
            "It would end before it began",
        ),
        ("consent", {"purpose": "anything"}, "what the consent is for"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(ada: Adviser, part, form, says):
    case = told(ada)
    page = ada.send(f"{case}/{part}", 422, **form)
    assert "There is a problem" in page
    assert says in page
    assert "kept" not in form.values() or 'value="kept"' in page


# ---- the list --------------------------------------------------------------------------------------------------------


def test_the_nearest_deadline_stands_first(ada: Adviser):
    """The family's own before the body's; what has none comes last."""
    none = told(ada, {"problems": picked("complaint")})
    waiting = {"problems": picked("waiting"), "waiting_for": picked("assessment"), "plan": picked("none")}
    not_yet = {"assess_decision": {"how": "not-yet"}}
    body = told(ada, waiting | not_yet | {"request_received": on("2026", "11", "2")})
    refused = {"assess_decision": on("2026", "11", "2"), "assess_outcome": picked("refused"), "appealed": picked("no")}
    own = told(ada, waiting | refused | {"request_received": on("2026", "10", "1")})
    page = ada.get("/desk/")
    places = [page.index(f'href="{case}/"') for case in (own, body, none)]
    assert places == sorted(places)


def test_search_and_filters_are_posted(ada: Adviser, app):
    case = told(ada)
    ada.send(f"{case}/work", called="Quennell", level="3", state="open", telling="family")
    told(Adviser(app, "Ben"))
    found = {
        ("words", "quenn"): "1 case",
        ("words", "1"): "1 case",
        ("words", "hartlepool"): "2 cases",
        ("words", "nobody"): "0 cases",
        ("who", "mine"): "1 case",
        ("level", "3"): "1 case",
        ("state", "closed"): "0 cases",
        ("what", "late"): "2 cases",
        ("what", "changed"): "1 case",
    }
    for (name, value), says in found.items():
        page = ada.send("/desk/", **{name: value})
        assert f"<h2>{says}</h2>" in page, name
        assert ada.at == "/desk/"


def test_what_somebody_else_changed_is_marked_until_one_looks(ada: Adviser, app):
    case = told(ada)
    ben = Adviser(app, "Ben")
    assert "new to you" in ben.get("/desk/")
    ben.get(f"{case}/")
    assert "new to you" not in ben.get("/desk/")
    opened(ada, case, "answers")
    ada.answer(ada.get("/check/child"), {"name": "Ines"})
    assert "changed since you looked" in ben.get("/desk/")
    assert "Changed since you looked:" in ben.get(f"{case}/")
    assert "since you looked" not in ben.get("/desk/")


def test_a_brief_of_older_rules_is_written_anew(ada: Adviser, app):
    case = told(ada)
    office, store = office_of(app), app.extensions["assistant"].store
    key = office.accounts.unlock("Ada", "four quiet words here").service_key()
    (row,) = office.cases.listed(key)
    office.cases.refresh(key, [replace(row, brief={**row.brief, "rules": "older", "late": []})])
    assert "may be late" in flat(ada.get("/desk/"))
    (row,) = office.cases.listed(key)
    assert row.brief["rules"] == app.extensions["assistant"].definitions.rules_version
    assert case.endswith(row.address)
    assert store.count() == 0


# ---- to the family ---------------------------------------------------------------------------------------------------


def test_the_family_gets_its_case_by_a_code(ada: Adviser, app):
    case = told(ada)
    ada.send(f"{case}/note", of="adviser", text="for us only")
    code = code_on(ada.send(f"{case}/hand-over"))
    assert code not in ada.get(f"{case}/")
    home = Adviser(app)
    home.get("/return")
    page = home.post("/return/code", {"token": "", "code": code})
    assert "Samira" in page
    assert "for us only" not in page
    assert "adviser" not in flat(page).lower().replace("rather talk", "")
    home.answer(home.get("/check/filled_in_by"), picked("parent"))
    assert "Samira" in opened(ada, case, "answers")


def test_a_manager_reassigns_and_deletes(ada: Adviser, mina: Adviser, app):
    case = told(ada)
    ben = office_of(app).accounts.by_name("Ben")
    mina.send(f"{case}/reassign", owner=ben.address)
    assert "Ben has this case" in flat(ada.get(f"{case}/"))
    assert "Delete it" in mina.get(f"{case}/delete")
    mina.send(f"{case}/delete")
    ada.get(f"{case}/", 404)


def test_a_case_deleted_while_it_is_open_says_so(ada: Adviser, mina: Adviser):
    case = told(ada)
    opened(ada, case, "answers")
    mina.send(f"{case}/delete")
    assert "There are no answers here" in ada.get("/answers", 410)
    ada.get("/desk/back", 404)
    assert "0 cases" in ada.get("/desk/")


def test_the_desk_speaks_english_whatever_language_was_picked(ada: Adviser):
    ada.client.set_cookie("__Host-language", "ur", secure=True)
    assert '<html lang="en" dir="ltr">' in ada.get("/desk/")
