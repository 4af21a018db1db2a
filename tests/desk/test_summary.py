"""The one-page summary: in both voices, on one page, and as true as the assessment it says."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.core.assess import assess
from assistant.core.brand import Brand
from assistant.core.case import read_case
from assistant.core.given import SOURCES
from assistant.core.summary import SIZES, VOICES, compose_summary
from assistant.core.vocabulary import EVENTS
from assistant.documents import to_pdf, to_text
from assistant.documents.setting import fits_one_page, height
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


BRAND = Brand("Leeds Example Advice", "1 Example Street; Leeds; LS1 1AA; 0113 496 0000")


def with_everything() -> dict[str, Any]:
    """200 events, and all the missing support and time out of school, of the published decisions as one case."""
    made: dict[str, Any] = {**LATE, "events": [], "provision_missing": [], "out_of_school": []}
    for case, _ in decisions():
        for part in ("events", "provision_missing", "out_of_school"):
            entries = case.get(part, ())
            made[part] += [{key: value for key, value in entry.items() if key != "cycle"} for entry in entries]
    return {
        **made,
        "events": made["events"][:200],
        **{part: made[part][:20] for part in ("provision_missing", "out_of_school")},
    }


def smallest(case, definitions, content, voice, as_of=AS_OF):
    """As the page makes it: the largest size that fits."""
    read = read_case(case)
    assessment = assess(definitions, read, as_of)
    for size in SIZES:
        letter = compose_summary(read, assessment, definitions, content, voice, BRAND, SOURCES, size)
        if fits_one_page(letter.blocks):
            break
    return letter


@pytest.mark.parametrize("voice", VOICES)
def test_it_fits_one_page_for_every_published_decision_and_for_all_as_one_case(definitions, content, voice):
    for case, day in [*decisions(), (with_everything(), AS_OF)]:
        assert height(smallest(case, definitions, content, voice, day).blocks) <= PAGE


def test_two_hundred_events_are_one_page_in_print_and_say_what_is_left_out(definitions, content):
    letter = smallest(with_everything(), definitions, content, "note")
    pdf = to_pdf(letter, content.words)
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert text.count("\f") == 1
    for words in ("Further dates: ", "There is more in the full result", "Further options: "):
        assert words in text
    assert "october" not in text


def test_a_date_that_hangs_on_a_complaint_says_so(definitions, content):
    case = {**LATE, "events": LATE["events"][:2]}
    text = " ".join(to_text(summary(case, definitions, content, "family"), content.words).split())
    assert "the first answer should have come: Wednesday 16 December 2026. If you complain on 25 November 2026." in text


@pytest.mark.parametrize(
    ("sources", "says", "never"),
    [
        (("family",), "Facts as the family gave them on", "From papers"),
        (("family", "adviser"), "From an adviser of the service.", "Facts as the family gave them on"),
        (("papers",), "From papers that an adviser has read.", "From the family"),
    ],
)
def test_the_note_says_from_whom_the_facts_are(definitions, content, sources, says, never):
    read = read_case(LATE)
    made = compose_summary(read, assess(definitions, read, AS_OF), definitions, content, "note", None, sources)
    text = " ".join(to_text(made, content.words).split())
    assert says in text
    assert never not in text


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
