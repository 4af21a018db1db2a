"""The list of letters, each letter as a page with why it says what it says, and every form in which it can be saved."""

from __future__ import annotations

import re
import zipfile
from contextlib import ExitStack
from io import BytesIO

import pikepdf
import pytest
from docx import Document
from icalendar import Calendar

from assistant.core.flow import unroll
from assistant.core.letters import Letter
from assistant.documents import NotSet, turns
from assistant.load import load_definitions
from assistant.web import letter_files

from .conftest import open_at
from .lettered import SAID, STAGE1, lettered, send
from .ways import way_to

DEFINITIONS = load_definitions()
QUESTIONS = unroll(DEFINITIONS.questions)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = [
    (f"{STAGE1}.txt", "text/plain; charset=utf-8", "formal-complaint-stage-1-2026-11-21.txt"),
    (f"{STAGE1}.pdf", "application/pdf", "formal-complaint-stage-1-2026-11-21.pdf"),
    (f"{STAGE1}/large-print.pdf", "application/pdf", "formal-complaint-stage-1-large-print-2026-11-21.pdf"),
    (f"{STAGE1}/print-pack.pdf", "application/pdf", "print-pack-formal-complaint-stage-1-2026-11-21.pdf"),
    (f"{STAGE1}.docx", WORD, "formal-complaint-stage-1-2026-11-21.docx"),
    ("/dates.ics", "text/calendar; charset=utf-8", "dates-of-the-plan-check-2026-11-21.ics"),
]


def fetch(family, address: str, status: int = 200):
    answer = family.client.get(address, base_url="http://localhost")
    assert answer.status_code == status, answer.text
    return answer


@pytest.mark.parametrize(("address", "kind", "name"), FILES)
def test_every_form_of_a_letter_can_be_saved_under_a_name_that_says_what_it_is(one_app, address, kind, name):
    answer = fetch(lettered(one_app), address)
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_all_forms_hold_the_same_letter(one_app):
    family = lettered(one_app)
    wish = "A named person to ring"
    assert wish in fetch(family, f"{STAGE1}.txt").text
    assert wish in "\n".join(p.text for p in Document(BytesIO(fetch(family, f"{STAGE1}.docx").data)).paragraphs)
    page, large, pack = (
        pikepdf.open(BytesIO(fetch(family, address).data))
        for address in (f"{STAGE1}.pdf", f"{STAGE1}/large-print.pdf", f"{STAGE1}/print-pack.pdf")
    )
    assert str(page.docinfo["/Title"]).startswith("Formal complaint, stage 1, about Sam")
    assert str(pack.docinfo["/Title"]) == "Print pack: Formal complaint, stage 1"
    assert len(page.pages) < len(large.pages)
    assert len(page.pages) < len(pack.pages)


def test_the_calendar_names_nobody(one_app):
    made = fetch(lettered(one_app), "/dates.ics")
    assert Calendar.from_ical(made.data).walk("VEVENT")
    assert "Sam" not in made.text


@pytest.mark.parametrize("address", [f"{STAGE1}.pdf", f"{STAGE1}.docx", f"{STAGE1}/print-pack.pdf"])
def test_a_busy_service_says_when_to_come_again(one_app, monkeypatch, address):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0.01)
    family = lettered(one_app)
    with turns.turn():
        answer = fetch(family, address, 503)
    assert answer.headers["Retry-After"] == "10"
    assert "Wait ten seconds" in answer.text
    assert f'href="{address}"' in answer.text
    fetch(family, address)  # nothing is lost


def test_with_the_queue_full_it_is_told_at_once(one_app):
    family = lettered(one_app)
    with ExitStack() as places:
        for _ in range(turns.MOST_WAITING):
            places.enter_context(turns._places)
        assert "Wait ten seconds" in fetch(family, f"{STAGE1}.pdf", 503).text
    fetch(family, f"{STAGE1}.pdf")


def test_a_letter_that_no_pdf_can_hold_is_offered_in_other_forms(one_app, monkeypatch):
    def cannot(letter: Letter) -> bytes:
        raise NotSet

    monkeypatch.setitem(letter_files.FORMS, "pdf", (cannot, "application/pdf"))
    family = lettered(one_app)
    page = family.get(f"{STAGE1}.pdf", 422)
    assert "Your letter and your answers are safe" in page
    assert f'href="{STAGE1}"' in page
    assert "worn out" in fetch(family, f"{STAGE1}.txt").text


@pytest.mark.parametrize("letter", DEFINITIONS.letters)
def test_any_letter_and_any_form_is_there_or_plainly_not(one_app, letter):
    family = lettered(one_app)
    page = family.get(f"/letter/{letter}")
    offered = "Save as PDF" in page
    assert offered or "not due now" in page or "needs one more thing" in page
    for form in (".txt", ".pdf", ".docx", "/large-print.pdf", "/print-pack.pdf"):
        fetch(family, f"/letter/{letter}{form}", 200 if offered else 404)


@pytest.mark.parametrize("address", ["/letter/nowhere", "/letter/nowhere.pdf", f"{STAGE1}.exe", "/letter/nowhere/sent"])
def test_what_there_is_not_is_not_found(one_app, address):
    lettered(one_app).get(address, 404)


def test_without_a_case_nothing_is_shown(one_app):
    family = open_at(one_app, {})
    family.client.delete_cookie("__Host-case")
    for address in ("/letters", STAGE1, f"{STAGE1}.pdf", "/dates.ics", "/letters/sent", f"{STAGE1}/change/date/date"):
        assert family.client.get(address, base_url="http://localhost").status_code == 410


# ---- the list -----------------------------------------------------------------------------------------------------------


def part(page: str, heading: str) -> str:
    """What stands under a heading of the second level."""
    return page.partition(f"<h2>{heading}</h2>")[2].partition("<h2>")[0]


def test_the_list_says_what_is_due_now_and_what_may_come_next(one_app):
    page = lettered(one_app).get("/letters")
    now, then = part(page, "Ready to send"), part(page, "What may come next")
    assert now.index("Formal complaint, stage 1") < now.index("Request for records")
    assert 'href="/letter/stage1-complaint"' in now
    assert "To the council&#39;s complaints team." in now
    assert "Formal complaint, stage 2" in then
    assert 'href="/letter/stage2-complaint"' not in page
    assert "Letters for other things" in page


def test_a_letter_that_wants_one_fact_says_which_and_leads_there(one_app):
    family = lettered(one_app, council=None)
    wanting = part(family.get("/letters"), "One thing is missing")
    assert "Formal complaint, stage 1" in wanting
    assert "Which council the complaint goes to." in wanting
    assert 'href="/check/council"' in wanting
    page = family.get(STAGE1)
    assert "The letter needs one more thing" in page
    assert 'href="/check/council"' in page


def test_with_nothing_said_the_list_leads_to_the_questions(one_app):
    page = open_at(one_app, {}).get("/letters")
    assert "Nothing yet." in part(page, "Ready to send")
    assert 'href="/check/"' in page


def test_the_result_leads_to_the_list(one_app):
    assert 'href="/letters"' in lettered(one_app).get("/result")


@pytest.mark.parametrize("question", QUESTIONS[::7], ids=lambda question: question.id)
def test_the_list_stands_whatever_was_answered(one_app, question):
    open_at(one_app, way_to(QUESTIONS, question)).get("/letters")


# ---- why is this here ---------------------------------------------------------------------------------------------------


def whys(page: str) -> list[str]:
    return re.findall(r'<details id="why-.*?</details>', page, re.DOTALL)


def test_each_paragraph_says_what_it_rests_on(one_app):
    family = lettered(one_app)
    notes = whys(family.get(STAGE1))
    assert len(notes) > 20
    late = next(note for note in notes if "The council has 12 weeks" in note)
    assert 'The annual review meeting: <span dir="auto">some day in December 2025</span>' in late
    assert 'href="/check/meeting"' in late
    assert "SEND Regulations 2014, reg 20(10)" in late
    assert "Our words" in late
    own = next(note for note in notes if ": Sam lost a year." in note)
    assert "Your words, from your answers" in own
    closing = next(note for note in notes if "Yours faithfully" in note)
    assert "It claims nothing." in closing


def test_a_step_of_a_complaint_leads_to_its_own_question(one_app):
    told = {"complaint_made": "2026-03", "stage1_response": "2026-04-15", "school_complaint": "2026-02"}
    family = lettered(one_app, complained=["council", "school"], **told)
    notes = "".join(whys(family.get("/letter/stage2-complaint")))
    assert 'href="/check/complaint_made"' in notes
    assert 'href="/check/stage1_response"' in notes
    assert 'href="/letters/sent"' not in notes


@pytest.mark.parametrize("letter", DEFINITIONS.letters)
def test_no_fact_is_named_by_its_place_in_a_file(one_app, letter):
    page = lettered(one_app).get(f"/letter/{letter}")
    said = re.sub(r"<[^>]*>", " ", "".join(whys(page)))
    assert not re.search(r"events/\d|about/|provision_missing|out_of_school/|filled_in_by", said)


def test_long_words_of_the_familys_are_cut_in_the_note_and_whole_in_the_letter(one_app):
    page = lettered(one_app, impact="word " * 5_000).get(STAGE1)
    assert page.count("word word") < 6_000
    assert max(map(len, whys(page))) < 4_000


def test_where_to_send_it_stands_beside_the_letter_and_no_address_is_made_up(one_app):
    page = lettered(one_app).get(STAGE1)
    where = page.partition("Where to send it</summary>")[2].partition("</details>")[0]
    assert "To the council's complaints team." in where
    assert "Somerset Council" in where
    assert "look this one up on the official website" in where
    assert not re.search(r"[A-Z]{1,2}\d{1,2} ?\d[A-Z]{2}|@", where)


# ---- hostile words ------------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script> & \"quoted\" ]]> <w:t>",
    "#let x = 1 #eval(\"1+1\") $x^2$ *strong* = Heading\n- a list\n#image(\"/etc/passwd\")",
    "{ DDEAUTO c:\\\\windows\\\\cmd.exe } =SUM(A1) </w:t></w:r><w:fldSimple/>",
    "a\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "{who} {0} {law:on} {{x}} %s % {% raw %}{{ 7*7 }}",
    "safe \u202edesrever\u202c end",
    "لم تصل الخطة في موعدها",
    "so tired 😢👩‍👧",
    "one\x00two\x07three\x1b[31m\x0b\ufffe",
    "w" * 50_000,
    "word " * 9_999 + "end",
]  # fmt: skip


def letters_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_typed_into_forms_come_out_as_text_in_every_form(one_app, words):
    family = lettered(one_app, child=None, impact=None)
    for question, form in (
        ("child", {"name": words[:200]}),
        ("impact", {"answer": words}),
        ("wanted", {"answer": words[:5000]}),
    ):
        family.answer(family.get(f"/check/{question}"), form)
    send(family, f"{STAGE1}/change/closing/talk", {"do": "save", "text": words})
    seen = letters_of("".join(sign for sign in words if sign.isprintable() or sign in "\n "))[:400]
    assert "<script>" not in family.get(STAGE1)
    assert seen in letters_of(fetch(family, f"{STAGE1}.txt").text)
    word = fetch(family, f"{STAGE1}.docx").data
    assert seen in letters_of("\n".join(p.text for p in Document(BytesIO(word)).paragraphs))
    assert b"DDEAUTO" not in b"".join(
        re.findall(rb"<w:instrText.*?</w:instrText>", zipfile.ZipFile(BytesIO(word)).read("word/document.xml"))
    )
    for address in (f"{STAGE1}.pdf", f"{STAGE1}/print-pack.pdf"):
        assert len(pikepdf.open(BytesIO(fetch(family, address).data)).pages) >= 2
    assert len(Calendar.from_ical(fetch(family, "/dates.ics").data).walk("VALARM")) <= 3


def test_said_is_as_it_is_kept():
    assert SAID.keys() <= {question.id for question in QUESTIONS}
