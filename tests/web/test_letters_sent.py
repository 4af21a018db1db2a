"""After sending: the day, what was sent, what came of it. The case follows, the next letter knows, and all can be undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from assistant.core.vocabulary import BODIES, EVENTS
from assistant.load import load_definitions
from assistant.web.app import create_app

from .conftest import hidden, open_at
from .lettered import SAID, STAGE1, day, lettered, send

DEFINITIONS = load_definitions()
SENT, REPLY = f"{STAGE1}/sent", "/letters/sent/1/reply"
EMPTY = day("", "", "")


def test_the_form_offers_today(one_app):
    page = lettered(one_app).get(SENT)
    assert 'value="21"' in page
    assert 'value="11"' in page
    assert 'value="2026"' in page


def test_once_sent_it_is_due_no_more_and_the_next_dates_are_counted_from_that_day(one_app):
    family = lettered(one_app)
    page = send(family, SENT, day())
    assert family.at == "/letters/sent"
    assert "Sent: 20 November 2026." in page
    assert "A reply is expected by 11 December 2026" in page
    assert "You have sent this letter" in family.get(STAGE1)
    assert 'href="/letter/stage1-complaint"' not in family.get("/letters")
    assert "By 11 December 2026" in family.get("/result") or "11 December 2026" in family.get("/result")
    assert 'href="/letters/sent"' in family.get("/answers")


def test_what_was_sent_stays_as_it_was(one_app):
    family = lettered(one_app)
    send(family, f"{STAGE1}/change/closing/talk", {"do": "save", "text": "Please ring me <b>first</b>."})
    send(family, SENT, day())
    family.answer(family.get("/check/meeting"), {"how": "date", "on_year": "2025", "on_month": "11"})
    page = family.get("/letters/sent/1")
    assert "Please ring me &lt;b&gt;first&lt;/b&gt;." in page
    assert "December 2025" in page
    assert "November 2025" not in page
    assert DEFINITIONS.rules_version in page
    assert "20 November 2026" in page  # the day of the letter is the day it went
    text = family.client.get("/letters/sent/1.txt", base_url="http://localhost")
    assert "Please ring me <b>first</b>." in text.text
    assert text.headers["Content-Disposition"] == 'attachment; filename="sent-formal-complaint-stage-1-2026-11-20.txt"'
    for form in ("pdf", "docx"):
        assert family.client.get(f"/letters/sent/1.{form}", base_url="http://localhost").status_code == 200


def test_a_letter_that_reads_differently_today_is_frozen_as_it_read_when_it_went(one_app):
    family = lettered(one_app)
    today = family.client.get(f"{STAGE1}.txt", base_url="http://localhost").text
    send(family, SENT, day(number="18"))
    sent = family.client.get("/letters/sent/1.txt", base_url="http://localhost").text
    assert "241 to 271" in today
    assert "238 to 268" in sent


MISTAKES = [
    (day("2026", "11", "22"), "This day is still to come"),
    (day("2027", "", ""), "This day is still to come"),
    (day("2026", "2", "8"), "The letter speaks of something later"),
    (day("2026", "11", "31"), "November 2026 has only 30 days"),
    (day("26", "11", "20"), "Write the year with four digits"),
    (EMPTY, "Add the year"),
]


@pytest.mark.parametrize(("form", "says"), MISTAKES, ids=[says for _, says in MISTAKES])
def test_a_wrong_day_is_named_and_stays_in_its_box(one_app, form, says):
    family = lettered(one_app)
    page = send(family, SENT, form, 422)
    assert page.count(says) == 2
    for typed in filter(None, form.values()):
        assert f'value="{typed}"' in page
    assert "You have told us of none." in family.get("/letters/sent")


def test_a_month_is_enough(one_app):
    assert "Sent: some day in November 2026." in send(lettered(one_app), SENT, day(number=""))


def test_the_answer_brings_the_next_letter_and_is_kept(one_app):
    family = lettered(one_app)
    send(family, SENT, day())
    page = send(family, REPLY, {"kind": "answer", "said": "No <i>fault</i>.", **day(number="21")})
    assert "Answered: 21 November 2026." in page
    assert "No &lt;i&gt;fault&lt;/i&gt;." in page
    assert "A reply is expected" not in page
    stage2 = family.client.get("/letter/stage2-complaint.txt", base_url="http://localhost").text
    assert "20 November 2026" in stage2
    assert "21 November 2026" in stage2
    assert "fault" not in stage2
    again = family.get(REPLY)
    assert 'value="answer" id="kind-answer" checked' in again
    assert "No &lt;i&gt;fault&lt;/i&gt;." in again


def test_a_receipt_and_nothing_are_answers_too(one_app):
    family = lettered(one_app)
    send(family, SENT, day())
    assert "They said that they have it: 21 November 2026." in send(
        family, REPLY, {"kind": "receipt", **day(number="21")}
    )
    assert "A reply is expected" in family.get("/letters/sent")
    assert "Nothing has come, you told us." in send(family, REPLY, {"kind": "none", **EMPTY})
    assert "Nothing has come" not in send(family, REPLY, {"kind": "forget", **EMPTY})


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"said": "Mine", **EMPTY}, "Pick one of these"),
        ({"kind": "answer", "said": "Mine", **EMPTY}, "Add the year"),
        (
            {"kind": "answer", "said": "Mine", **day(number="19")},
            "That is before the letter was sent (20 November 2026)",
        ),
        ({"kind": "answer", "said": "Mine", **day(number="22")}, "This day is still to come"),
        ({"kind": "none", "said": "x" * 20_001, **EMPTY}, "20,001"),
    ],
)
def test_a_mistake_about_the_answer_is_named_and_nothing_is_lost(one_app, form, says):
    family = lettered(one_app)
    send(family, SENT, day())
    page = send(family, REPLY, form, 422)
    assert page.count(says) == 2
    assert form["said"] in page


def test_what_the_ombudsman_decided_opens_its_review(one_app):
    family = lettered(one_app, complained=["council"], complaint_made="2026-03", stage1_response="2026-04-15",
                      stage2_requested="2026-04-20", stage2_response="2026-05-20")  # fmt: skip
    send(family, "/letter/ombudsman/sent", day("2026", "6", "1"))
    page = family.get(REPLY)
    assert "How did it end?" in page
    assert "It found no fault" in page
    assert "Only a note that they have it" not in page
    page = send(family, REPLY, {"kind": "answer", "outcome": "late", **day("2026", "11", "10")})
    assert "Answered: 10 November 2026. Too late." in page
    wanting = family.get("/letters")
    assert "Request for a review of a decision" in wanting
    if "/letters/reason/review-ground" in wanting:
        send(family, "/letters/reason/review-ground", {"text": "We wrote within a year: see our letter of June."})
    assert "Save as PDF" in family.get("/letter/ombudsman-review")


def test_an_outcome_nobody_could_have_is_left_out(one_app):
    family = lettered(one_app)
    send(family, SENT, day())
    page = send(family, REPLY, {"kind": "answer", "outcome": "upheld<", **day(number="21")})
    assert "Answered: 21 November 2026.</p>" in page
    family.get("/result")


def test_undo_asks_once_and_takes_back_all_that_followed(one_app):
    family = lettered(one_app)
    before = family.get("/result")
    send(family, SENT, day())
    send(family, REPLY, {"kind": "answer", **day(number="21")})
    assert family.get("/result") != before
    assert "Did you not send this letter?" in family.get("/letters/sent/1/undo")
    assert "You have told us of none." in send(family, "/letters/sent/1/undo", {})
    assert family.get("/result") == before
    assert "Save as PDF" in family.get(STAGE1)


def test_a_number_is_not_used_again_while_a_later_letter_stands(one_app):
    family = lettered(one_app)
    send(family, "/letter/records-request/sent", day())
    send(family, SENT, day())
    send(family, "/letters/sent/1/undo", {})
    send(family, "/letter/information-request/sent", day())
    page = family.get("/letters/sent")
    assert [number for number in "123" if f'href="/letters/sent/{number}"' in page] == ["2", "3"]


@pytest.mark.parametrize(
    "address", ["/letters/sent/1", "/letters/sent/9/reply", "/letters/sent/9/undo", "/letters/sent/9.pdf"]
)
def test_a_letter_that_was_not_sent_is_not_found(one_app, address):
    lettered(one_app).get(address, 404)


def test_a_letter_that_is_not_due_cannot_have_been_sent(one_app):
    family = lettered(one_app)
    page = family.get(f"{STAGE1}/change/date/date")
    family.post("/letter/stage2-complaint/sent", {"token": hidden(page, "token"), **day()})
    assert "not due now" in family.get("/letter/stage2-complaint/sent")
    assert "You have told us of none." in family.get("/letters/sent")


def test_weeks_later_the_council_is_late_with_its_answer(definitions, content, tmp_path: Path):
    now = [date(2026, 11, 21)]
    app = create_app(definitions, content, tmp_path / "cases.db", today=lambda: now[0])
    family = open_at(app, SAID)
    send(family, SENT, day())
    now[0] = date(2027, 2, 20)
    send(family, REPLY, {"kind": "none", **EMPTY})
    assert "Formal complaint, stage 2" in family.get("/letters")
    letter = family.client.get("/letter/stage2-complaint.txt", base_url="http://localhost")
    assert letter.status_code == 200
    assert "20 November 2026" in letter.text


@pytest.mark.parametrize("plan", DEFINITIONS.letters.values(), ids=lambda plan: plan.id)
def test_the_events_that_plans_name_are_events_with_their_bodies(plan):
    for place in filter(None, (plan.sent, plan.answered)):
        kind, _, body = place.partition("/")
        assert kind in EVENTS
        assert bool(body) == (kind in BODIES)
        assert not body or body in BODIES[kind]


FIELDS = ["on_day", "on_month", "on_year", "kind", "said", "outcome"]


@pytest.mark.parametrize("address", [SENT, REPLY, "/letters/reason/late-reason"])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=some.dictionaries(
        some.sampled_from([*FIELDS, "text"]),
        some.one_of(
            some.text(max_size=30), some.sampled_from(["1", "11", "2026", "answer", "none", "late", "receipt"])
        ),
    )
)
def test_whatever_is_posted_is_taken_or_shown_again(one_app, address, form):
    family = lettered(one_app)
    send(family, "/letter/records-request/sent", day())
    token = hidden(family.get(REPLY), "token")
    answer = family.client.post(address, data={**form, "token": token}, base_url="http://localhost")
    assert answer.status_code in (302, 422)
    for shown in ("/letters", "/letters/sent", "/result"):
        assert family.client.get(shown, base_url="http://localhost").status_code == 200


# ---- reasons ------------------------------------------------------------------------------------------------------------


def test_a_reason_is_kept_shown_again_and_taken_back(one_app):
    family = lettered(one_app)
    send(family, "/letters/reason/late-reason", {"text": "I was <b>ill</b>."})
    assert family.at == "/letters"
    assert "I was &lt;b&gt;ill&lt;/b&gt;." in family.get("/letters/reason/late-reason")
    send(family, "/letters/reason/late-reason", {"text": ""})
    assert "ill&lt;" not in family.get("/letters/reason/late-reason")


def test_a_late_appeal_is_offered_once_its_reason_is_told(one_app):
    refused = {"problems": ["waiting"], "waiting_for": ["assessment"], "request_received": "2026-02-02",
               "assess_decision": "2026-03-10", "assess_outcome": "refused", "assess_rights": "yes"}  # fmt: skip
    passed = dict.fromkeys(question.id for question in one_app.extensions["assistant"].questions)
    about = {key: SAID[key] for key in ("filled_in_by", "council", "child")}
    family = open_at(one_app, passed | about | refused | {"certificate": "not-yet", "appealed": "no"})
    assert 'href="/letters/reason/late-reason"' in family.get("/letters")
    assert "The letter needs one more thing" in family.get("/letter/late-appeal")
    send(family, "/letters/reason/late-reason", {"text": "I was in hospital with Sam."})
    page = family.get("/letter/late-appeal")
    assert "I was in hospital with Sam." in page
    assert 'href="/letters/reason/late-reason"' in page


def test_a_reason_too_long_is_kept_in_its_box(one_app):
    page = send(lettered(one_app), "/letters/reason/late-reason", {"text": "x" * 2_001}, 422)
    assert page.count("That is 2,001 letters long") == 2
    assert "x" * 2_001 in page


def test_there_is_no_page_for_another_reason(one_app):
    lettered(one_app).get("/letters/reason/nothing", 404)
