"""Whole journeys, as families make them: what is asked, what is not, and what the result says."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from flask import Flask

from assistant.core.flow import replay, unroll

from .conftest import NOT_YET, UNKNOWN, Family, hidden, on, open_at, picked
from .ways import way_to

ABOUT = {
    "filled_in_by": picked("parent"),
    "council": {"answer": "E06000001"},
    "child": {"name": "Samira", "on_month": "June", "on_year": "2014"},
    "plan": picked("final"),
    "setting": picked("maintained"),
    "setting_name": {"answer": "Oak Tree Primary School"},
    "complained": picked("none"),
    "impact": {"answer": "She <b>stopped</b> sleeping & cries each morning."},
    "wanted": {"answer": "Send the plan\n\nSay sorry"},
}
JOURNEYS = {
    "late assessment": (
        {
            "problems": picked("waiting"),
            "waiting_for": picked("assessment"),
            "request_received": on("2024", "3"),
            "assess_decision": on("2024", "4", "30"),
            "assess_outcome": picked("agreed"),
            "advice_missing": picked("educational_psychology"),
            "advice_asked_educational_psychology": on("2024", "5", "2"),
            "advice_came_educational_psychology": on("2024", "9"),
            "after_assessment": picked("final"),
            "draft_plan_sent": on("2024", "11", "4"),
            "final_plan_issued": on("2024", "12", "20"),
            "final_plan_rights": picked("yes"),
            "exceptions": picked("none"),
            "dispute": picked("no"),
        },
        "The final plan",
        ("meeting", "missing_what", "out_reason", "no_plan_decision"),
    ),
    "late review": (
        {
            "problems": picked("review"),
            "last_plan_or_review": on("2022", "12"),
            "meeting": on("2023", "12"),
            "review_report": UNKNOWN,
            "review_decision": on("2024", "2", "9"),
            "review_outcome": picked("amend"),
            "amendment_notice": UNKNOWN,
            "amended_plan": NOT_YET,
            "another_review": picked("no"),
        },
        "The changed plan",
        ("request_received", "review_rights", "change_wanted", "amended_rights"),
    ),
    "provision missing": (
        {
            "problems": picked("plan-not-followed"),
            "appealed": picked("no"),
            "missing_what": {"answer": "Speech and language therapy, 1 hour a week"},
            "missing_section": picked("F"),
            "missing_provider": picked("nhs"),
            "missing_share": picked("all"),
            "missing_from": on("2025", "9"),
            "missing_to": NOT_YET,
            "missing_told": on("2025", "10", "1"),
            "missing_more": picked("yes"),
            "missing_what-2": {"answer": "A teaching assistant, 20 hours"},
            "missing_section-2": picked("F"),
            "missing_from-2": on("2026"),
            "missing_to-2": NOT_YET,
            "missing_more-2": picked("no"),
        },
        "A teaching assistant, 20 hours",
        ("missing_linked", "meeting", "missing_what-3"),
    ),
    "refused": (
        {
            "problems": picked("refused"),
            "refused_what": picked("assess"),
            "request_received": on("2026", "8"),
            "assess_decision": on("2026", "10", "20"),
            "assess_outcome": picked("refused"),
            "assess_rights": picked("no"),
            "exceptions": picked("none"),
            "certificate": NOT_YET,
            "appealed": picked("no"),
        },
        "Appeal by Sunday 20 December 2026",
        ("advice_missing", "after_assessment", "dispute", "final_plan_issued"),
    ),
    "out of school": (
        {
            "problems": picked("out-of-school"),
            "appealed": picked("yes"),
            "appeal_lodged": on("2025", "6", "2"),
            "appeal_about": picked("contents"),
            "appeal_ended": NOT_YET,
            "out_reason": picked("no_place"),
            "out_from": on("2025", "1"),
            "out_to": NOT_YET,
            "out_told": on("2025", "1", "20"),
            "out_given": picked("none"),
            "out_linked": picked("no"),
            "out_more": picked("no"),
        },
        "out of school",
        ("appeal_outcome", "missing_what"),
    ),
}


NEXT = [
    ("problems", picked("waiting"), "What are you waiting for?"),
    ("problems", picked("not-sure"), "Where are you now?"),
    ("problems", picked("refused"), "What did the council decide?"),
    ("problems", picked("transport"), "Who are you?"),
    (
        "filled_in_by",
        picked("adviser") | {"also": "council", "skip": "1"},
        "Has the family agreed that you act for them?",
    ),
    ("filled_in_by", picked("parent"), "Which council is responsible?"),
    ("request_received", on("2026", "1"), "When did the council tell you whether it will assess?"),
    ("request_received", NOT_YET, "What have you done about it so far?"),
    ("assess_outcome", picked("agreed"), "Were any reports for the assessment late, or are they still missing?"),
    ("assess_outcome", picked("refused"), "Did the letter say how to appeal, and by when?"),
    ("after_assessment", picked("refused"), "When did the council write that there will be no plan?"),
    ("after_assessment", picked("final"), "When did the council send the draft plan?"),
    ("meeting", NOT_YET, "Did the council write that the review is done, although there was no meeting?"),
    ("meeting", on("2025", "3"), "When did the report of the meeting come?"),
    ("review_outcome", picked("amend"), "When did the council send you the changes it wants to make?"),
    ("review_outcome", picked("cease"), "Did the letter say how to appeal, and by when?"),
    ("review_decision", NOT_YET, "Has the council said that it will change the plan?"),
    ("another_review", picked("yes"), "When was the annual review meeting?"),
    ("appealed", picked("yes"), "When did you send the appeal?"),
    ("appeal_ended", on("2025"), "How did it end?"),
    ("missing_more", picked("yes"), "What is missing?"),
    ("out_more", picked("yes"), "Why is, or was, your child out of school?"),
    ("complained", picked("council"), "When did you complain to the council?"),
    ("complained", picked("none"), "What did this do to your child and your family?"),
    ("ombudsman_answered", on("2026", "2"), "What did the Ombudsman say?"),
]


@pytest.mark.parametrize(("id_", "form", "heading"), NEXT)
def test_an_answer_leads_to_the_next_question(one_app: Flask, id_: str, form: dict, heading: str) -> None:
    questions = one_app.extensions["assistant"].questions
    ids = [question.id for question in questions]
    answers = way_to(questions, questions[ids.index(id_)])
    family = open_at(one_app, {earlier: answers[earlier] for earlier in ids[: ids.index(id_)]})
    page = family.answer(family.get(f"/check/{id_}"), form)
    shown = re.search(r"<h1>(?:<label[^>]*>)?(.*?)<", page)
    assert shown
    assert unescape(shown[1]) == heading


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_journey_ends_with_a_result(family: Family, name: str) -> None:
    answers, found, never = JOURNEYS[name]
    asked = family.walk({**ABOUT, **answers})
    assert set(answers) <= set(asked)
    assert not set(never) & set(asked)
    result = family.get("/result")
    assert found in result
    assert 'class="t-late"' in result or 'class="t-maybe"' in result


def test_the_letter_can_be_read_and_taken_along(family: Family) -> None:
    family.walk({**ABOUT, **JOURNEYS["late assessment"][0]})
    assert "/letter/stage1-complaint" in family.get("/result")
    page = family.get("/letter/stage1-complaint")
    assert "She &lt;b&gt;stopped&lt;/b&gt; sleeping" in page
    assert "She <b>stopped</b> sleeping" in family.get("/letter/stage1-complaint.txt")
    pdf = family.client.get("/letter/stage1-complaint.pdf", base_url="http://localhost")
    assert pdf.content_type == "application/pdf"
    assert pdf.data.startswith(b"%PDF-")


def test_without_a_council_the_letter_says_what_is_missing(family: Family) -> None:
    answers = {**ABOUT, **JOURNEYS["late assessment"][0]}
    del answers["council"]
    family.walk(answers)
    assert "The letter needs one more thing" in family.get("/letter/stage1-complaint")
    family.get("/letter/stage1-complaint.pdf", 404)


def test_the_list_of_answers_shows_each_as_it_was_understood(family: Family) -> None:
    family.walk({**ABOUT, **JOURNEYS["late assessment"][0]})
    page = family.get("/answers")
    for line in ("some day in March 2024", "30 April 2024", "Hartlepool Borough Council", "born in June 2014"):
        assert line in page
    assert "She &lt;b&gt;stopped&lt;/b&gt; sleeping &amp; cries" in page
    assert page.index("some day in March 2024") < page.index("30 April 2024") < page.index("20 December 2024")


def test_the_next_page_shows_what_was_understood(family: Family) -> None:
    page = family.start()
    for question in ("problems", "waiting_for", *list(ABOUT)[:6]):
        page = family.answer(page, {**ABOUT, **JOURNEYS["late assessment"][0]}[question])
    assert family.at == "/check/request_received"
    assert "<strong>some day in March 2024</strong>" in family.answer(page, on("2024", "mar"))


def test_a_changed_answer_sets_others_aside_and_loses_nothing(family: Family) -> None:
    family.walk({**ABOUT, **JOURNEYS["late review"][0]})
    family.answer(family.get("/check/review_outcome"), picked("maintain"))
    assert family.at == "/check/review_rights"  # what the change opens is asked next
    page = family.get("/answers")
    assert "Set aside for now" in page
    assert "Changed final plan sent" in page
    family.answer(family.get("/check/review_outcome"), picked("amend"))
    assert "Set aside for now" not in family.get("/answers")


def test_a_page_off_the_path_sends_to_where_the_family_is(family: Family) -> None:
    family.start()
    family.get("/check/amended_plan")
    assert family.at == "/check/problems"
    family.get("/check/no-such-question")
    assert family.at == "/check/problems"
    family.get("/result")
    assert family.at == "/check/problems"


def test_not_sure_leads_to_a_short_question_and_on(family: Family) -> None:
    asked = family.walk({**ABOUT, "problems": picked("not-sure"), "stage": picked("review", "out-of-school")})
    assert asked[1] == "stage"
    assert {"meeting", "out_reason"} <= set(asked)


def test_everything_can_be_skipped_but_what_has_gone_wrong(family: Family) -> None:
    page = family.start()
    assert "Error:" in family.answer(page, {"skip": "1"}, 422)
    family.walk({"problems": picked("not-sure"), "stage": picked("none")})
    assert "We found no time limit to check" in family.get("/result")


def test_each_title_is_the_question(family: Family) -> None:
    page = family.start()
    assert re.search(r"<title>What has gone wrong\? – Plan Check</title>", page)
    wrong = family.answer(page, {}, 422)
    assert re.search(r"<title>Error: What has gone wrong\? – Plan Check</title>", wrong)
    assert '<a href="#answer">Pick at least one of these</a>' in wrong


# ---- several questions on one page


def at_missing(app: Flask, **more: object) -> Family:
    """A family that is asked what is missing."""
    questions = app.extensions["assistant"].questions
    asked = next(question for question in questions if question.id == "missing_what")
    ids = [question.id for question in questions]
    answers = way_to(questions, asked)
    before = {id_: answers[id_] for id_ in ids[: ids.index("missing_what")]}
    return open_at(app, before | more)


ALSO = {"also": ["missing_section", "missing_share"]}
WHAT = {"answer": "Speech therapy"} | ALSO


def test_facts_that_belong_together_stand_on_one_page(one_app: Flask) -> None:
    family = at_missing(one_app)
    page = family.get("/check/missing_what")
    assert re.findall(r"<h2>(.*?)</h2>", page) == [
        "In which section of the plan is it?",
        "How much of it is missing?",
    ]
    picked_too = {"missing_section-answer": "F", "missing_share-answer": "all"}
    family.answer(page, WHAT | picked_too)
    assert family.at == "/check/missing_provider"
    page = family.get("/check/missing_what")
    assert 'value="F" id="missing_section-answer-F" checked' in page
    listed = family.get("/answers")
    assert all(said in listed for said in ("Speech therapy", "F: special educational provision", "All of it"))


@pytest.mark.parametrize(
    ("form", "field", "message"),
    [
        (ALSO, "answer", "Write something here"),
        (ALSO | {"answer": "", "missing_section-answer": "F"}, "answer", "Write something here"),
        (WHAT, "missing_section-answer", "Pick one of these, or skip what is empty"),
        (WHAT | {"missing_section-answer": "F"}, "missing_share-answer", "Pick one of these, or skip what is empty"),
        (WHAT | {"missing_section-answer": "Z\u0000"}, "missing_section-answer", "Pick one of these"),
        (WHAT | {"missing_section-answer": "F", "missing_share-answer": "x" * 900}, "missing_share-answer", "Pick one"),
    ],
)
def test_a_mistake_on_a_page_of_several_keeps_all_of_it(one_app: Flask, form: dict, field: str, message: str) -> None:
    family = at_missing(one_app)
    page = unescape(family.answer(family.get("/check/missing_what"), form, 422))
    assert re.search(f'<a href="#{field}">{message}[^<]*</a>', page)
    assert f'id="{field}-oops"' in page
    assert f'value="{form.get("answer", "")}"' in page
    assert ('id="missing_section-answer-F" checked' in page) == (form.get("missing_section-answer") == "F")


def test_what_is_empty_can_be_skipped_and_the_rest_is_kept(one_app: Flask) -> None:
    family = at_missing(one_app)
    family.answer(family.get("/check/missing_what"), WHAT | {"missing_share-answer": "most", "skip": "1"})
    assert family.at == "/check/missing_provider"
    listed = family.get("/answers")
    assert all(said in listed for said in ("Speech therapy", "Most of it"))
    assert listed.index("Section of the plan") < listed.index("Skipped", listed.index("Section of the plan"))


def test_what_a_page_did_not_show_is_asked_on_its_own(one_app: Flask) -> None:
    """An old page, or a file that says only part of it."""
    family = at_missing(one_app)
    page = family.answer(family.get("/check/missing_what"), {"answer": "Speech therapy"})
    assert family.at == "/check/missing_section"
    assert '<a class="back" href="/check/missing_what">' in page
    family.answer(page, WHAT | picked("G") | {"also": ["missing_share", "problems", "x"], "problems-answer": "moved"})
    assert family.at == "/check/missing_share"


def test_what_hangs_on_an_answer_of_the_page_counts_only_if_it_is_asked(one_app: Flask) -> None:
    """The name of a school, typed by a family that then says there is none."""
    family = at_missing(one_app)
    family.answer(
        family.get("/check/setting"), picked("none") | {"also": "setting_name", "setting_name-answer": "Oak Tree"}
    )
    page = family.get("/answers")
    assert "Oak Tree" in page.partition("Set aside for now")[2]
    assert "Oak Tree" not in page.partition("Set aside for now")[0]


def test_a_page_of_several_that_another_tab_changed_is_asked_about(one_app: Flask) -> None:
    family = at_missing(one_app)
    old = family.get("/check/missing_what")
    both = {"missing_section-answer": "F", "missing_share-answer": "all"}
    family.answer(old, WHAT | both)
    changed = WHAT | both | {"missing_share-answer": "some"}
    page = family.answer(old, changed | {"missing_share-seen": hidden(old, "missing_share-seen")}, 409)
    assert "This answer was changed in another tab" in page
    assert "All of it" in page
    seen = {name: hidden(page, name) for name in ("missing_section-seen", "missing_share-seen")}
    family.answer(page, changed | seen)
    assert "Some of it" in family.get("/answers")


@pytest.mark.parametrize(
    ("since", "asked"),
    [("2025-10", True), ("2025-11", True), ("2025-11-21", False), ("2025-12", False), ("unknown", True)],
)
def test_when_the_family_knew_is_asked_only_if_some_of_it_may_be_more_than_a_year_old(
    definitions, since, asked
) -> None:
    questions = unroll(definitions.questions)
    aware = next(question for question in questions if question.id == "became_aware")
    answers = way_to(questions, aware) | {"missing_what": "x", "missing_from": since, "handling": None}
    del answers["became_aware"]
    path = replay(questions, answers, date(2026, 11, 21))
    assert (path.current == aware) is asked
