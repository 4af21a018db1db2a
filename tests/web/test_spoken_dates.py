"""A date in words, as a family types it: shown back, confirmed or changed, and only then kept."""

from __future__ import annotations

import html

import pytest

from tests.web.conftest import TODAY, Family, hidden, on, open_at
from tests.web.ways import way_to

START = {"problems": ["waiting"], "waiting_for": ["assessment"], "filled_in_by": "parent"} | dict.fromkeys(
    ("council", "child", "plan", "setting", "setting_name")
)
PLACE = "/check/request_received"


def words(text: str, how: str = "words") -> dict[str, str]:
    return {"how": how, "words": text}


@pytest.fixture
def asked(app) -> Family:
    """A family that is asked when the council got the request."""
    family = open_at(app, START)
    family.get("/check/")
    assert family.at == PLACE
    return family


def kept(family: Family) -> str:
    """What the page of answers says."""
    return html.unescape(family.get("/answers"))


@pytest.mark.parametrize("how", ["words", ""])
def test_words_are_shown_back_before_they_are_kept(asked, how):
    page = asked.answer(asked.get(PLACE), words("early March 2024", how))
    assert asked.at == PLACE
    assert "We understood:" in page
    assert "<strong>between 1 and 10 March 2024</strong>" in page
    assert 'value="early March 2024"' in page
    assert 'value="words" id="how-words" checked' in page
    assert "March 2024" not in kept(asked)
    asked.answer(page, words("early March 2024") | {"understood": hidden(page, "understood")})
    assert asked.at == "/check/assess_decision"
    assert "between 1 and 10 March 2024" in kept(asked)


def test_words_changed_meanwhile_are_shown_back_again(asked):
    page = asked.answer(asked.get(PLACE), words("early March 2024"))
    page = asked.answer(page, words("late March 2024") | {"understood": hidden(page, "understood")})
    assert "<strong>between 21 and 31 March 2024</strong>" in page
    asked.answer(page, on("2024", "4", "2") | {"words": "late March 2024", "understood": hidden(page, "understood")})
    assert asked.at == "/check/assess_decision"
    assert "2 April 2024" in kept(asked)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("5 March 2024", "5 March 2024"),
        ("in March 2024", "some day in March 2024"),
        ("not yet", "Nobody has asked yet"),
    ],
)
def test_what_is_written_in_full_needs_no_further_page(asked, typed, shown):
    asked.answer(asked.get(PLACE), words(typed))
    assert asked.at != PLACE
    assert shown in kept(asked)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write when it was, in your own words"),
        ("spring 2024", "the season or the school term"),
        ("Monday 5 March 2024", "The calendar says Tuesday 5 March 2024, not Monday"),
        ("y7 summer term", "we need the child's month of birth"),
        ("\u202e<script>alert(1)</script> 🎉", "could not read this as a date"),
        ("x" * 10_000, "in a few words"),
    ],
)
def test_a_refusal_says_what_to_do_and_keeps_what_was_typed(asked, typed, says):
    page = asked.answer(asked.get(PLACE), words(typed), 422)
    assert says in html.unescape(page)
    assert '<a href="#words">' in page
    assert f'name="words" value="{html.escape(typed.strip(), quote=True)}"' in page.replace("&#34;", "&quot;")


def test_a_year_group_is_worked_out_from_the_month_of_birth(app):
    family = open_at(app, START | {"child": {"name": "Sam", "born": "2012-10"}})
    page = family.answer(family.get(PLACE), words("y7 summer term"))
    assert "between 1 April and 31 July 2025" in page
    assert "usual school year for their age" in page


def test_a_date_still_to_come_is_asked_about_and_may_be_kept(asked):
    form = on(str(TODAY.year + 1), "3", "5")
    page = asked.answer(asked.get(PLACE), form)
    assert "That is still to come" in page
    assert "Please check this date:" in page
    asked.answer(page, form | {"understood": hidden(page, "understood")})
    assert asked.at == "/check/assess_decision"


def test_a_decision_before_the_request_is_asked_about_where_it_is_answered(asked):
    asked.answer(asked.get(PLACE), on("2024", "3", "5"))
    form = on("2024", "2", "1")
    page = html.unescape(asked.answer(asked.get("/check/assess_decision"), form))
    assert asked.at == "/check/assess_decision"
    assert "Please check two dates" in page
    assert "<title>Please check:" in page
    asked.answer(page, form | {"understood": hidden(page, "understood")})
    assert asked.at == "/check/assess_outcome"


def test_a_date_in_order_is_kept_at_once(asked):
    asked.answer(asked.get(PLACE), on("2024", "3", "5"))
    asked.answer(asked.get("/check/assess_decision"), on("2024", "4", "10"))
    assert asked.at == "/check/assess_outcome"


def test_not_yet_in_words_is_refused_where_it_is_no_answer(app, definitions):
    question = next(q for q in definitions.questions if q.kind == "when" and q.labels.get("not-yet") == "")
    family = open_at(app, way_to(definitions.questions, question))
    page = family.answer(family.get(f"/check/{question.id}"), words("not yet"), 422)
    assert "doesn't fit this question" in html.unescape(page)
