"""A family lends its case: by a code, to one adviser, for a time, to read or to change; and ends it when it likes."""

from __future__ import annotations

import re

import pytest

from tests.store.clock import Clock
from tests.web.conftest import Family, hidden, open_at

from .office import Adviser, code_on, office_of
from .pages import paste, take
from .test_desk import flat

TOLD = {
    "problems": ["review"],
    "filled_in_by": "parent",
    "council": "E06000001",
    "child": {"name": "Samira"},
    "plan": "final",
    "meeting": "2023-12",
    "review_decision": "2024-02-01",
    "review_outcome": "amend",
    "amended_plan": "not-yet",
}


@pytest.fixture
def home(app) -> Family:
    return open_at(app, TOLD)


def lend(home: Family, **form: str) -> str:
    page = home.get("/keep")
    return code_on(home.post("/keep/lend", {"token": hidden(page, "token"), "lend_hours": "24", **form}))


def end(home: Family) -> str:
    page = home.get("/keep")
    found = re.search(r'action="(/keep/lend/[0-9a-f]+/end)"', page)
    assert found
    return home.post(found[1], {"token": hidden(page, "token")})


def test_the_adviser_reads_and_cannot_change(home, ada):
    page = ada.send("/desk/loan", code=lend(home))
    assert ada.at == "/answers"
    assert "Samira" in page
    assert "To read only" in page
    assert "The family lets you read this" in ada.answer(ada.get("/check/child"), {"name": "Other"}, 403)
    assert "Samira" in home.get("/answers")
    assert "Samira" in ada.get("/letter/stage1-complaint")


def test_allowed_changes_are_marked_as_the_advisers(home, ada):
    ada.send("/desk/loan", code=lend(home, changes="yes"))
    ada.answer(ada.get("/check/meeting"), {"how": "date", "on_year": "2023", "on_month": "12", "on_day": "7"})
    page = home.get("/answers")
    assert "7 December 2023" in page
    assert "From the adviser Ada, 21 November 2026" in page
    home.answer(home.get("/check/meeting"), {"how": "date", "on_year": "2023", "on_month": "12", "on_day": "8"})
    assert "From the adviser" not in home.get("/answers")


def test_the_family_sees_who_opened_it_and_ends_it_at_once(home, ada, app):
    code = lend(home)
    assert "nobody has used yet" in home.get("/keep")
    ada.send("/desk/loan", code=code)
    page = home.get("/keep")
    assert "Ada" in page
    assert "Opened first:" in page
    assert "Ended:" in end(home)
    ada.get("/answers", 410)
    assert "Lent to you" not in ada.get("/desk/")
    office = office_of(app)
    assert not office.loans.of_account(office.accounts.by_name("Ada"))


def test_a_code_works_once_and_for_one_adviser(home, ada, app):
    code = lend(home)
    ada.send("/desk/loan", code=code)
    loan = office_of(app).loans.of_account(office_of(app).accounts.by_name("Ada"))[0]
    ben = Adviser(app, "Ben")
    assert "waits under these words" in ben.send("/desk/loan", 422, code=code)
    ben.send(f"/desk/loan/{loan.address}/open", 404)
    ben.send(f"/desk/loan/{loan.address}/copy", 404)


def test_a_code_that_waits_is_replaced_by_the_next(home, ada):
    first, second = lend(home), lend(home)
    ada.send("/desk/loan", 422, code=first)
    ada.send("/desk/loan", code=second)


@pytest.mark.parametrize(
    ("hours", "lasts"), [("1", 3_600), ("24", 86_400), ("336", 1_209_600), ("99999", 3_600), ("", 3_600)]
)
def test_it_ends_after_the_time_the_family_chose(app, home, ada, hours, lasts, monkeypatch):
    store = app.extensions["assistant"].store
    clock = Clock()
    clock.now = float(store.now)
    monkeypatch.setattr(store, "_clock", clock)
    ada.send("/desk/loan", code=lend(home, lend_hours=hours))
    office = office_of(app)
    account = office.accounts.by_name("Ada")
    (loan,) = office.loans.of_account(account)
    assert loan.ends - store.now == lasts
    clock.now += lasts
    assert not office.loans.of_account(account)
    assert office.loans.ticket(office.accounts.unlock("Ada", "four quiet words here"), loan.id) is None


def test_a_code_must_be_typed_within_ten_minutes(app, home, ada, monkeypatch):
    code = lend(home)
    store = app.extensions["assistant"].store
    clock = Clock()
    clock.now = store.now + 600.0
    monkeypatch.setattr(store, "_clock", clock)
    ada.send("/desk/loan", 422, code=code)


def test_a_copy_is_kept_only_if_the_family_allows_one(home, ada):
    ada.send("/desk/loan", code=lend(home))
    page = ada.get("/desk/")
    assert "Keep a copy" not in page
    loan = re.search(r"/desk/loan/([0-9a-f]{32})/open", page)
    ada.send(f"/desk/loan/{loan[1]}/copy", 403)
    end(home)
    ada.send("/desk/loan", code=lend(home, copies="yes"))
    loan = re.search(r"/desk/loan/([0-9a-f]{32})/copy", ada.get("/desk/"))
    page = ada.send(f"/desk/loan/{loan[1]}/copy")
    assert "by the code that the family made" in page
    assert "Samira" in page
    end(home)
    assert "1 case" in ada.get("/desk/")


@pytest.mark.parametrize("what", ["move", "delete"])
def test_locking_others_out_and_deleting_end_it_too(home, ada, what):
    ada.send("/desk/loan", code=lend(home))
    page = home.get("/keep")
    home.post("/keep/move" if what == "move" else "/delete", {"token": hidden(page, "token")})
    ada.get("/answers", 410)


def test_another_family_can_not_end_it(home, ada, app):
    ada.send("/desk/loan", code=lend(home))
    loan = office_of(app).loans.of_account(office_of(app).accounts.by_name("Ada"))[0]
    other = open_at(app, TOLD)
    other.post(f"/keep/lend/{loan.address}/end", {"token": hidden(other.get("/keep"), "token")})
    assert "Samira" in ada.get("/answers")


@pytest.mark.parametrize("code", ["", "one two three four five six", "\0", "x" * 5_000, "😢" * 50])
def test_a_wrong_code_opens_nothing(ada, code):
    assert "waits under these words" in ada.send("/desk/loan", 422, code=code)


def test_without_a_desk_families_see_nothing_of_it(definitions, content, tmp_path):
    from assistant.web.app import create_app

    alone = open_at(create_app(definitions, content, tmp_path / "alone.db"), TOLD)
    assert "adviser of this service" not in alone.get("/keep")


def test_facts_of_both_stay_apart_through_a_loan_a_copy_and_the_way_back(app, home, ada):
    """The family lends; the adviser adds a date that no question asks for and changes one; a copy is kept, told on, and
    handed back: at each place it can be seen who gave which.
    """
    ada.send("/desk/loan", code=lend(home, changes="yes", copies="yes"))
    paste_page = paste(ada, "Amendment notice received 3 May 2024\nTribunal recommendation 4 June 2024")
    take(ada, paste_page)
    page = flat(home.get("/answers"))
    marks = page.count("From the adviser Ada, 21 November 2026")
    assert marks >= 2
    assert "Some were added by an adviser." in flat(home.get("/summary"))
    home.answer(home.get("/check/review_decision"), {"how": "date", "on_year": "2024", "on_month": "2", "on_day": "2"})
    loan = re.search(r"/desk/loan/([0-9a-f]{32})/copy", ada.get("/desk/"))
    assert loan
    file = flat(ada.send(f"/desk/loan/{loan[1]}/copy"))
    ours = file[file.index("The adviser (") : file.index("Our work")]
    assert "3 May 2024" in ours
    assert "4 June 2024" in ours
    assert "2 February 2024" not in ours
    case = ada.at.rstrip("/")
    note = flat(ada.send(f"{case}/open", to="note"))
    assert "From the family: not checked against papers. From an adviser of the service." in note
    code = code_on(ada.send(f"{case}/hand-over"))
    other = Family(app)
    form = other.get("/return")
    other.post("/return/code", {"token": hidden(form, "token"), "code": code})
    assert flat(other.get("/answers")).count("From the adviser Ada, 21 November 2026") == marks


def test_what_no_question_asks_for_loses_its_mark_when_it_is_taken_away(home, ada):
    ada.send("/desk/loan", code=lend(home, changes="yes"))
    take(ada, paste(ada, "Tribunal recommendation 4 June 2024"))
    page = home.get("/answers")
    marks = page.count("From the adviser Ada")
    found = re.search(r'action="(/keep/beside/events/\d+/remove)"', page)
    assert found
    assert home.post(found[1], {"token": hidden(page, "token")}).count("From the adviser Ada") == marks - 1
