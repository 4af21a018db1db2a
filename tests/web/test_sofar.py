"""What we know so far, on the pages of questions: nothing before two dates, then a line that grows, and that never says more
than the result does."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from .conftest import open_at

ASKED: dict[str, Any] = {
    "problems": ["waiting"],
    "waiting_for": ["assessment"],
    "filled_in_by": "parent",
} | dict.fromkeys(("council", "child", "plan", "setting", "setting_name"))
ASSESSED = {"request_received": "2024-01-08", "assess_decision": "2024-02-19", "assess_outcome": "agreed"}
WAITING = {"advice_missing": ["none"], "after_assessment": "nothing"}


def line(app: Any, address: str, answers: dict[str, Any]) -> str:
    """The line on a page, as read; empty if there is none."""
    page = open_at(app, ASKED | answers).get(address)
    found = re.search(r'<p class="note">So far: (.*?) <a href="/result">See what we know so far</a></p>', page)
    return html.unescape(found[1]) if found else ""


@pytest.mark.parametrize(
    ("address", "answers", "said"),
    [
        ("/check/request_received", {}, ""),
        ("/check/assess_decision", {"request_received": "2024-01-08"}, ""),
        ("/check/advice_missing", {"request_received": "2024-01-08", "assess_decision": "unknown"}, ""),
        (
            "/check/advice_missing",
            ASSESSED,
            "The final plan: the last day was 27 May 2024. We have no date for it yet.",
        ),
        (
            "/check/exceptions",
            ASSESSED | WAITING,
            "The final plan has not come. The last day for it fell on 27 May 2024. It is 908 days late so far.",
        ),
    ],
)
def test_it_begins_with_two_dates_and_grows(one_app, address, answers, said):
    assert line(one_app, address, answers).startswith(said)
    assert bool(line(one_app, address, answers)) is bool(said)


def test_it_changes_with_the_answers_although_it_is_remembered(one_app):
    store, answers = one_app.extensions["assistant"].store, ASKED | ASSESSED | WAITING
    family = open_at(one_app, answers)
    first, again = family.get("/check/exceptions"), family.get("/check/exceptions")
    assert first == again
    assert "908 days late" in first
    kept = family.client.get_cookie("__Host-case")
    assert kept
    ticket = kept.value
    store.save(ticket, store.load(ticket), answers | {"request_received": "2024-01-09"})
    assert "907 days late" in family.get("/check/exceptions")


def test_a_date_that_nobody_gave_is_never_called_late(one_app):
    for word in ("late", "breach", "missed"):
        assert word not in line(one_app, "/check/advice_missing", ASSESSED)


def test_it_tells_how_many_more_there_are(one_app):
    late = ASSESSED | {"assess_decision": "2024-04-30"} | WAITING
    assert "Other things that are or may be late: 2." in line(one_app, "/check/exceptions", late)
