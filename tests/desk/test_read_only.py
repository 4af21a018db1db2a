"""A loan to be read only, and one that the family ends: no form of any page gets through, and long words are shown again."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.web.conftest import Family, hidden, on, open_at
from tests.web.test_routes_listed import LISTED, filled

from .office import Adviser, office_of
from .test_loans import TOLD, end, lend

FORMS = sorted(address for address, (methods, _) in LISTED.items() if "POST" in methods)
# Each would change something if it were let through.
CHANGES: dict[str, dict[str, str]] = {
    "/check/<question>": {"answer": "complaint"},
    "/timeline/quick": {"kind-0": "AR held", "date-0": "3 May 2024"},
    "/paste/take": {"text": "AR held 3/5/24", "kind-0": "Annual review meeting", "date-0": "3 May 2024", "take": "0"},
    "/keep/time": {"hours": "2160"},
    "/letter/<id_>/sent": {"answer": "yes", "how": "date", "on_year": "2026", "on_month": "11", "on_day": "3"},
}


def kept(app: Flask, home: Family) -> Any:
    """What the store holds of the family: answers, version, hours."""
    read = app.extensions["assistant"].store.load(home.client.get_cookie("__Host-case").value)
    assert read
    return read


@pytest.fixture
def home(app: Flask) -> Family:
    return open_at(app, TOLD)


@pytest.mark.parametrize("address", FORMS)
def test_no_form_changes_a_case_that_was_lent_to_be_read(app: Flask, home: Family, ada: Adviser, address: str):
    ada.send("/desk/loan", code=lend(home))
    before, page = kept(app, home), ada.get("/check/child")
    form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), **CHANGES.get(address, {})}
    answer = ada.client.post(filled(address), data=form, base_url="http://localhost")
    assert answer.status_code < 500
    assert kept(app, home) == before
    assert len(office_of(app).loans.of_family(home.client.get_cookie("__Host-case").value)) == 1


@pytest.mark.parametrize("changes", ["", "yes"])
def test_what_is_sent_after_the_family_ended_it_changes_nothing(app, home, ada, changes):
    ada.send("/desk/loan", code=lend(home, changes=changes))
    page = ada.get("/check/meeting")
    end(home)
    before = kept(app, home)
    ada.answer(page, on("2023", "12", "7"), 410)
    assert kept(app, home) == before
    ada.get("/answers", 410)
    assert "Lent to you" not in ada.get("/desk/")


@pytest.mark.parametrize("address", ["/timeline/quick", "/paste", "/paste/take"])
def test_long_words_for_a_case_that_is_gone_are_shown_again(app, home, ada, address):
    ada.send("/desk/loan", code=lend(home, changes="yes"))
    page = ada.get("/timeline/quick")
    end(home)
    form = {"token": hidden(page, "token"), "text": "AR held 3/5/24", "note-0": "by the window"}
    form |= CHANGES.get(address, {}) if address == "/paste/take" else {}
    form["text"] += " by the window"
    answer = ada.client.post(address, data=form, base_url="http://localhost")
    assert answer.status_code == 410
    assert "by the window" in answer.text
