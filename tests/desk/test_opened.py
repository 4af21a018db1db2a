"""From the file of a desk case into the pages that work on it, and its lists of outcome and referral."""

from __future__ import annotations

import pytest

from assistant.core.desk_file import chosen
from assistant.core.given import KEY

from .office import PASSWORD, Adviser, office_of
from .pages import paste, rows, save, take
from .test_desk import flat, opened, told

TEXT = """12/3/24 - EHCNA request sent to LA
3rd May 2024: LA refused to assess"""


def kept(app, case: str) -> dict:
    """What the store holds of a case."""
    office = office_of(app)
    key = office.accounts.unlock("Ada", PASSWORD).service_key()
    return dict(office.cases.load(key, bytes.fromhex(case[-32:])).content)


def rewritten(app, case: str, **file: str) -> None:
    """A case whose file says this besides."""
    office, store = office_of(app), office_of(app).cases
    unlocked = office.accounts.unlock("Ada", PASSWORD)
    key = unlocked.service_key()
    row = store.load(key, bytes.fromhex(case[-32:]))
    (listed,) = store.listed(key)
    content = {**row.content, "file": {**row.content["file"], **file}}
    store.save(key, row, content, listed.brief, unlocked.account)


@pytest.mark.parametrize(
    ("to", "address", "shows"),
    [
        ("rows", "/timeline/quick", "The timeline in rows"),
        ("paste", "/paste", "Paste a chronology"),
        ("summary", "/summary", "Samira"),
        ("note", "/summary/note", "Samira"),
        ("letters", "/letters", "Formal complaint"),
    ],
)
def test_the_file_opens_each_page_on_its_case_and_each_leads_back(ada: Adviser, to, address, shows):
    case = told(ada)
    assert f'name="to" value="{to}"' in ada.get(f"{case}/")
    page = opened(ada, case, to)
    assert ada.at == address
    assert shows in page
    assert "Case 1" in flat(page)
    assert 'href="/desk/back"' in page
    ada.get("/desk/back")
    assert ada.at == f"{case}/"


def test_the_print_pack_of_a_desk_case_is_made(ada: Adviser):
    opened(ada, told(ada), "letters")
    answer = ada.client.get("/letter/stage1-complaint/print-pack.pdf", base_url="http://localhost")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")


@pytest.mark.parametrize("telling", ["adviser", "papers", "family"])
def test_what_is_pasted_lands_in_the_desk_case_with_its_giver(app, ada: Adviser, telling):
    case = ada.new_case()
    ada.send(f"{case}/work", telling=telling)
    opened(ada, case, "paste")
    take(ada, paste(ada, TEXT))
    assert ada.at == "/timeline/quick"
    given = kept(app, case)["answers"][KEY]
    for question in ("request_received", "assess_decision", "assess_outcome"):
        assert (given[question]["by"], given[question]["who"]) == (telling, "Ada")
    assert ada.client.get_cookie("__Host-case") is None
    assert app.extensions["assistant"].store.count() == 0


def test_what_is_typed_in_rows_lands_in_the_desk_case(app, ada: Adviser):
    case = ada.new_case()
    ada.send(f"{case}/work", telling="adviser")
    opened(ada, case, "rows")
    save(ada, rows(("AR held", "14 Nov 2025"), name="Noor"))
    answers = kept(app, case)["answers"]
    assert answers["meeting"] == "2025-11-14"
    assert answers[KEY]["meeting"]["by"] == "adviser"


@pytest.mark.parametrize("address", ["/paste", "/timeline/quick"])
def test_what_is_told_to_a_case_that_is_gone_is_no_other_case(app, ada: Adviser, mina: Adviser, address):
    case = ada.new_case()
    opened(ada, case, "rows")
    reading = paste(ada, TEXT)
    mina.send(f"{case}/delete")
    if address == "/paste":
        take(ada, reading, status=410)
    else:
        ada.get(address, 410)
    assert ada.client.get_cookie("__Host-case") is None
    assert app.extensions["assistant"].store.count() == 0


# ---- outcome and referral --------------------------------------------------------------------------------------------


def test_outcome_and_referral_are_picked_with_a_note_beside(app, ada: Adviser):
    case = ada.new_case()
    said = {"outcome": "put-right", "came_from": "school", "sent_to": "lawyer"}
    ada.send(f"{case}/work", **said, outcome_note="plan came", came_from_note="Mr B", sent_to_note="free hour")
    page = flat(ada.get(f"{case}/"))
    for line in (
        "Outcome: Put right plan came",
        "Referred by: School, nursery or college Mr B",
        "Referred to: Lawyer free hour",
    ):
        assert line in page
    ada.send(f"{case}/work", outcome="something of mine", came_from="", sent_to="lawyer")
    file = kept(app, case)["file"]
    assert (file["outcome"], file["came_from"], file["sent_to"]) == ("put-right", "", "lawyer")


def test_words_of_before_there_were_lists_still_stand_and_are_kept(app, ada: Adviser):
    case = ada.new_case()
    rewritten(app, case, outcome="letter sent", came_from="school")
    page = ada.get(f"{case}/")
    assert "Outcome: Something else letter sent" in flat(page)
    assert "Referred by: School" in flat(page)
    assert 'value="letter sent"' in page
    ada.send(f"{case}/work", outcome="other", outcome_note="letter sent", came_from="school")
    assert kept(app, case)["file"]["outcome_note"] == "letter sent"


@pytest.mark.parametrize(
    ("file", "outcome", "note"),
    [
        ({}, "", ""),
        ({"outcome": "put-right"}, "put-right", ""),
        ({"outcome": "put-right", "outcome_note": "at last"}, "put-right", "at last"),
        ({"outcome": "she is happy"}, "other", "she is happy"),
    ],
)
def test_what_was_picked(file, outcome, note):
    made = chosen(file)
    assert (made["outcome"], made["outcome_note"]) == (outcome, note)
