"""Paragraphs in the family's own words, left out and put back: kept, printed in every form, flagged when facts change."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from assistant.core.definitions import Timeliness
from assistant.web import letter_book
from assistant.web.app import create_app
from assistant.web.letter_book import KEY, Book, Full, read_book, write_book
from assistant.web.service import CASE_COOKIE

from .conftest import TODAY, hidden
from .lettered import STAGE1, day, lettered, send

CLOCK, SORRY, TABLE = (f"{STAGE1}/change/{block}" for block in ("paragraph/clock-1", "item/apology", "table/dates"))
SUBJECT, WORDS = f"{STAGE1}/change/subject/stage1", f"{STAGE1}/change/quote/impact-1"
LATE = {"problems": ["waiting"], "waiting_for": ["assessment"], "request_received": "2025-01-06",
        "assess_decision": "2025-02-10", "assess_outcome": "agreed",
        "after_assessment": "final", "final_plan_issued": "2026-02-09"}  # fmt: skip
MINE = "We waited two years.\nNobody told us why."
OURS = "The council must review a plan every 12 months"


def text(family) -> str:
    return family.client.get(f"{STAGE1}.txt", base_url="http://localhost").text


def test_own_words_stand_in_the_letter_and_in_every_form(one_app):
    family = lettered(one_app)
    page = send(family, CLOCK, {"do": "save", "text": MINE})
    assert family.at == STAGE1
    assert "We waited two years.<br>Nobody told us why." in page
    assert "Changed by you" in page
    assert MINE in text(family)
    assert OURS not in text(family)
    word = Document(BytesIO(family.client.get(f"{STAGE1}.docx", base_url="http://localhost").data))
    assert MINE in [paragraph.text for paragraph in word.paragraphs]


def test_ours_again(one_app):
    family = lettered(one_app)
    send(family, CLOCK, {"do": "save", "text": MINE})
    page = family.get(CLOCK)
    assert OURS in page  # beside the field
    assert "Changed by you" not in send(family, CLOCK, {"do": "ours", "text": MINE})
    assert OURS in text(family)


def test_left_out_and_put_back(one_app):
    family = lettered(one_app)
    before = text(family)
    page = send(family, SORRY, {"do": "out", "text": ""})
    assert "Apologise to Sam" not in text(family)
    assert "  4. Give the reasons" in text(family)  # the next one counts on
    assert "Left out by you" in page
    assert f'href="{SORRY}"' in page
    assert "You left this paragraph out." in family.get(SORRY)
    assert "Left out by you" not in send(family, SORRY, {"do": "back"})
    assert text(family) == before


def test_a_table_can_be_left_out_but_not_typed_over(one_app):
    family = lettered(one_app)
    assert "<textarea" not in family.get(TABLE)
    assert "change your answers" in send(family, TABLE, {"do": "save", "text": "x"}, 422)
    send(family, TABLE, {"do": "out"})
    assert "The annual review meeting took place" not in text(family)


def test_a_subject_line_is_needed(one_app):
    family = lettered(one_app)
    assert "Leave this paragraph out" not in family.get(SUBJECT)
    assert "A letter needs its subject line" in send(family, SUBJECT, {"do": "out"}, 422)
    send(family, SUBJECT, {"do": "save", "text": "Complaint, stage 1"})
    assert "Complaint, stage 1\n" in text(family)


def test_changing_own_words_here_leaves_the_answer_alone(one_app):
    family = lettered(one_app)
    send(family, WORDS, {"do": "save", "text": "It was hard."})
    assert "It was hard." in text(family)
    assert "Sam lost a year." in family.get("/answers")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "To do without this paragraph, leave it out"),
        (" \n\x00 ", "Write something here"),
        ("x" * 50_001, "50,001"),
    ],
)
def test_what_cannot_be_kept_is_shown_again(one_app, typed, says):
    family = lettered(one_app)
    page = send(family, CLOCK, {"do": "save", "text": typed}, 422)
    assert says in page
    assert typed.strip(" \n\x00") in page
    assert OURS in text(family)


def test_when_the_facts_change_own_words_stay_and_are_flagged(one_app):
    family = lettered(one_app)
    send(family, CLOCK, {"do": "save", "text": MINE})
    assert "Read these paragraphs again" not in family.get(STAGE1)
    family.answer(family.get("/check/meeting"), {"how": "date", "on_year": "2025", "on_month": "11"})
    page = family.get(STAGE1)
    assert MINE in text(family)
    assert "Read these paragraphs again" in page
    assert "We would write now: The council must review a plan every 12 months" in page
    assert "Does it still fit?" in family.get(CLOCK)
    assert "Read these paragraphs again" not in send(family, CLOCK, {"do": "save", "text": MINE})


def test_figures_stand_in_the_letter_only_if_the_family_puts_them_there(definitions, content, tmp_path):
    figures = {"E06000066": (Timeliness("E06000066", 2025, "44.3", "a table of figures"),)}
    app = create_app(replace(definitions, timeliness=figures), content, tmp_path / "cases.db", today=lambda: TODAY)
    family = lettered(app, **LATE)
    page = family.get(STAGE1)
    assert "You can add" in page
    before = text(family)
    form = {"token": hidden(page, "token"), "option": "timeliness"}
    page = family.post(f"{STAGE1}/choose", {**form, "do": "add"})
    assert "Leave it out again" in page
    assert "44.3" in page.partition("You can add")[2]
    assert "44.3" not in before
    assert "44.3" in text(family)
    family.post(f"{STAGE1}/choose", {**form, "option": "no-such", "do": "add"})
    assert "Leave it out again" not in family.post(f"{STAGE1}/choose", {**form, "do": "remove"})
    assert text(family) == before


def test_when_a_paragraph_goes_own_words_are_kept_aside_and_can_be_dropped(one_app):
    family = lettered(one_app)
    send(family, WORDS, {"do": "save", "text": "It was <b>hard</b>."})
    page = family.get("/check/impact")
    family.answer(page, {"skip": "1"})
    page = family.get(STAGE1)
    assert "No longer in the letter" in page
    assert "It was &lt;b&gt;hard&lt;/b&gt;." in page
    assert "hard" not in text(family)
    forget = {"token": hidden(page, "token"), "seen": hidden(page, "seen")}
    assert "No longer in the letter" in family.post(f"{STAGE1}/forget/0", {**forget, "seen": "another"})
    assert "No longer in the letter" in family.post(f"{STAGE1}/forget/7", forget)
    assert "No longer in the letter" not in family.post(f"{STAGE1}/forget/0", forget)


def test_what_is_typed_while_the_paragraph_goes_is_shown_to_be_copied(one_app):
    family = lettered(one_app)
    page = family.get(WORDS)
    form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "do": "save", "text": MINE}
    family.answer(family.get("/check/impact"), {"skip": "1"})
    assert "Nobody told us why." in family.post(WORDS, form, 409)
    assert family.get(WORDS)
    assert family.at == STAGE1


def test_two_tabs_that_change_one_paragraph_are_told_of_each_other(one_app):
    family = lettered(one_app)
    page = family.get(CLOCK)
    old = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "do": "save", "text": "From the second tab."}
    send(family, CLOCK, {"do": "save", "text": MINE})
    shown = family.post(CLOCK, old, 409)
    assert "This paragraph was changed in another tab" in shown
    assert "From the second tab.</textarea>" in shown
    assert MINE in text(family)
    family.post(CLOCK, {**old, "seen": hidden(shown, "seen")})
    assert "From the second tab." in text(family)


def test_a_case_that_is_gone_shows_what_was_typed(one_app):
    family = lettered(one_app)
    page = family.get(CLOCK)
    form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "do": "save", "text": MINE}
    cookie = family.client.get_cookie(CASE_COOKIE)
    assert cookie
    one_app.extensions["assistant"].store.delete(cookie.value)
    assert "Nobody told us why." in family.post(CLOCK, form, 410)


def test_a_form_of_nobodys_changes_nothing(one_app):
    family = lettered(one_app)
    family.post(CLOCK, {"token": "forged", "do": "save", "text": MINE}, 400)
    assert OURS in text(family)


def test_there_is_an_end_to_what_is_kept_and_nothing_is_lost(one_app, monkeypatch):
    family = lettered(one_app)
    send(family, CLOCK, {"do": "save", "text": MINE})
    monkeypatch.setattr(letter_book, "LARGEST", 400)
    page = send(family, SORRY, {"do": "save", "text": "s" * 400}, 422)
    assert "There is no room left" in page
    assert "s" * 400 in page
    assert "There is no room left" in send(family, f"{STAGE1}/sent", day(), 422)
    assert MINE in text(family)


def test_what_is_kept_lies_where_no_question_can_have_its_answer(one_app):
    family = lettered(one_app)
    send(family, CLOCK, {"do": "save", "text": MINE})
    cookie = family.client.get_cookie(CASE_COOKIE)
    assert cookie
    kept = one_app.extensions["assistant"].store.load(cookie.value)
    assert KEY in kept.answers
    assert not KEY[0].isalpha()
    assert write_book(read_book(kept.answers)) == kept.answers[KEY]


def test_an_empty_book_is_read_from_nothing_and_a_full_one_is_refused():
    assert read_book({}) == Book()
    with pytest.raises(Full):
        write_book(Book(reasons={"late-reason": "x" * letter_book.LARGEST}))


@pytest.mark.parametrize(
    "address", [CLOCK, TABLE, SUBJECT, f"{STAGE1}/change/no/such", "/letter/stage2-complaint/change/date/date"]
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=some.dictionaries(
        some.sampled_from(["do", "text", "seen"]),
        some.one_of(some.text(max_size=60), some.sampled_from(["out", "ours", "back", "save"])),
    )
)
def test_whatever_is_posted_is_taken_or_shown_again(one_app, address, form):
    family = lettered(one_app)
    token = hidden(family.get(CLOCK), "token")
    answer = family.client.post(address, data={**form, "token": token}, base_url="http://localhost")
    assert answer.status_code in (302, 409, 422)
    for shown in (STAGE1, f"{STAGE1}.txt"):
        assert family.client.get(shown, base_url="http://localhost").status_code == 200
