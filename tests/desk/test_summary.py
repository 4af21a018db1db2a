"""The one-page summary: in both voices, on one page, and as true as the assessment it says."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from assistant.core.assess import assess
from assistant.core.brand import Brand
from assistant.core.case import read_case
from assistant.core.summary import VOICES, compose_summary
from assistant.core.vocabulary import EVENTS
from assistant.documents import to_pdf, to_text
from assistant.documents.setting import height
from assistant.web.app import create_app

from ..replays.score import REPLAYS
from ..shared import need
from ..web.conftest import open_at
from .pages import rows, save

PAGE = 251.0  # millimetres of text
LATE = {
    "format": "ehcp-case/1",
    "about": {"child": {"name": "Sam"}, "council": "E08000035", "filled_in_by": "adviser"},
    "events": [
        {"event": "annual_review_meeting", "date": "2025-11-14"},
        {"event": "amended_final_plan_issued", "date": "not-yet"},
        {"event": "complaint_made", "date": "2026-06"},
    ],
}
AS_OF = date(2026, 11, 25)


def summary(case, definitions, content, voice, brand=None, as_of=AS_OF):
    read = read_case(case)
    return compose_summary(read, assess(definitions, read, as_of), definitions, content, voice, brand)


@pytest.mark.parametrize("voice", VOICES)
def test_it_says_all_its_parts_in_order(definitions, content, voice):
    text = to_text(summary(LATE, definitions, content, voice), content.words)
    parts = [
        "Sam",
        "Leeds City Council",
        "Nearest dates",
        "14 November 2025",
        "What the dates show",
        "late on every reading",
        "Options, and why",
        "Next step",
        "If that does not put it right",
        "Information, not legal advice.",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_file_note_speaks_of_the_family_and_not_for_it(definitions, content):
    text = to_text(summary(LATE, definitions, content, "note"), content.words)
    said = " ".join(text.split())
    assert "The complaint was made" in text
    assert "Facts as the family gave them" in text
    assert "have not been checked against papers" in said
    table = text[text.index("Facts given") : text.index("What the dates show")]
    assert not any(f" {word} " in table.lower() for word in ("we", "our", "you", "your"))


@pytest.mark.parametrize("voice", VOICES)
def test_every_event_has_a_name_that_is_nobodys_own(definitions, content, voice):
    for event in EVENTS:
        case = {"format": "ehcp-case/1", "events": [{"event": event, "date": "2025-01"}]}
        table = next(block for block in summary(case, definitions, content, voice).blocks if block.kind == "table")
        assert not {"we", "our", "us"} & set(table.rows[0].cells[1].lower().split()), event


def test_nothing_is_said_to_be_late_that_is_not(definitions, content):
    case = {**LATE, "events": [{"event": "annual_review_meeting", "date": "2026-11-14"}]}
    text = to_text(summary(case, definitions, content, "family"), content.words)
    assert "nothing is certainly late" in text
    assert "late on every" not in text


def test_the_service_stands_at_its_head(definitions, content):
    letter = summary(LATE, definitions, content, "note", Brand("Leeds Example Advice", "1 Example Street; Leeds"))
    assert letter.blocks[0].text == "Leeds Example Advice\n1 Example Street\nLeeds"
    assert letter.title == "File note: Sam"


def decisions():
    for line in need(REPLAYS).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)["case"]
        yield case, date.fromisoformat(case["as_of"])


def test_it_fits_one_page_for_nearly_all_published_decisions(definitions, content):
    heights = [height(summary(case, definitions, content, "family", as_of=day).blocks) for case, day in decisions()]
    fitting = sum(tall <= PAGE for tall in heights)
    print(f"{fitting} of {len(heights)} summaries fit one page")
    assert fitting >= 0.98 * len(heights)


def test_set_in_type_the_longest_that_should_fit_do(definitions, content):
    made = [summary(case, definitions, content, "note", as_of=day) for case, day in decisions()]
    tallest = sorted((one for one in made if height(one.blocks) <= PAGE), key=lambda one: -height(one.blocks))
    for letter in (*tallest[:3], tallest[len(tallest) // 2]):
        pdf = to_pdf(letter, content.words)
        text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
        assert text.count("\f") == 1


def test_a_case_with_everything_says_how_much_more_there_is(definitions, content):
    events = [{"event": "complaint_made", "date": f"2025-{month:02}"} for month in range(1, 13)]
    text = to_text(summary({**LATE, "events": events}, definitions, content, "family"), content.words)
    assert "Further dates: 3." in text


@pytest.mark.parametrize("address", ["/summary", "/summary/note"])
def test_it_is_a_page_and_three_files(family, address):
    save(family, rows(("AR held", "14 Nov 2025"), ("The changed plan came", "not yet"), name="Sam", council="Leeds"))
    page = family.get(address)
    assert "Leeds City Council" in page
    assert "late on every reading" in page
    for ending, start in (("txt", "Where" if address == "/summary" else "File"), ("pdf", "%PDF"), ("docx", "PK")):
        answer = family.client.get(f"{address}.{ending}", base_url="http://localhost")
        assert answer.data.startswith(start.encode())
        assert "Sam" not in answer.headers["Content-Disposition"]


def test_papers_carry_the_name_of_the_service_if_it_has_one(definitions, content, tmp_path):
    app = create_app(definitions, content, tmp_path / "cases.db", today=lambda: AS_OF)
    service = app.extensions["assistant"]
    named = replace(service.settings, advice_service="Leeds Example Advice", advice_address="1 Example Street; Leeds")
    app.extensions["assistant"] = replace(service, settings=named)
    family = open_at(app, {})
    save(
        family,
        rows(
            ("AR held", "14 Nov 2025"), ("The changed plan came", "not yet"), name="Sam", council="Leeds", by="parent"
        ),
    )
    assert "Leeds Example Advice<br>1 Example Street" in family.get("/summary")
    pack = family.client.get("/letter/stage1-complaint/print-pack.pdf", base_url="http://localhost").data
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pack, capture_output=True, check=True
    ).stdout.decode()
    sheets = text.split("\f")
    assert "Leeds Example Advice" in sheets[0]
    letter = next(sheet for sheet in sheets if "Formal complaint, stage 1" in sheet and "For you to keep" not in sheet)
    assert "Leeds Example Advice" not in letter
