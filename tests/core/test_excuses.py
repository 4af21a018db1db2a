"""Exceptions: which are on a duty's list, and whether their dates fit. They weaken a verdict and move no date."""

from __future__ import annotations

import pytest

from assistant.core.case import Excuse
from assistant.core.excuses import excuse_of, fits
from tests.core.cases import RULES, case_of, judged, only, span

REQUEST = ("request_received 2025-02-03", "assess_decision 2025-04-01")
PERIOD = span("2025-02-03/2025-03-17")
FOUR, ADVISERS, TRIBUNAL = (RULES.exceptions[name] for name in ("E-4W", "E-ADV", "E-TRIB"))


def excuse(kind: str, start: str = "", end: str = "", asked: str = "") -> Excuse:
    first, last, when = (span(text) if text else None for text in (start, end, asked))
    return Excuse(kind, first, last, when)


@pytest.mark.parametrize(
    ("said", "listed", "fitting"),
    [
        # 28 days, both included; 14 on the Tribunal's list
        (excuse("away_four_weeks", "2025-02-10", "2025-03-09"), FOUR, True),
        (excuse("away_four_weeks", "2025-02-10", "2025-03-08"), FOUR, False),
        (excuse("away_two_weeks", "2025-02-10", "2025-02-23"), TRIBUNAL, True),
        (excuse("away_two_weeks", "2025-02-10", "2025-02-22"), TRIBUNAL, False),
        # it has to touch the time from the trigger to the due day
        (excuse("away_four_weeks", "2025-01-01", "2025-02-03"), FOUR, True),
        (excuse("away_four_weeks", "2025-01-01", "2025-02-02"), FOUR, False),
        (excuse("away_four_weeks", "2025-03-17", "2025-04-20"), FOUR, True),
        (excuse("away_four_weeks", "2025-03-18", "2025-04-20"), FOUR, False),
        # dates nobody gave fit; of dates given roughly, some reading has to
        (excuse("away_four_weeks"), FOUR, True),
        (excuse("away_four_weeks", "2025-02", "2025-03-09"), FOUR, True),
        (excuse("missed_appointment", "2025-02-10", "2025-02-10"), ADVISERS, True),
        (excuse("missed_appointment", "2025-04-10", "2025-04-10"), ADVISERS, False),
        (excuse("exceptional_circumstances"), FOUR, True),
        (excuse("exceptional_circumstances", "2025-05-01", "2025-06-01"), FOUR, False),
        # a closure of 28 days, and the advice asked for from a week before it to a week before the school re-opens
        (excuse("school_closed_four_weeks", "2025-07-23", "2025-08-19", "2025-07-16"), FOUR, True),
        (excuse("school_closed_four_weeks", "2025-07-23", "2025-08-18", "2025-07-16"), FOUR, False),
        (excuse("school_closed_four_weeks", "2025-07-23", "2025-09-02", "2025-07-15"), FOUR, False),
        (excuse("school_closed_four_weeks", "2025-07-23", "2025-09-02", "2025-08-27"), FOUR, True),
        (excuse("school_closed_four_weeks", "2025-07-23", "2025-09-02", "2025-08-28"), FOUR, False),
        (excuse("school_closed_four_weeks", "2025-07-23", "2025-09-02"), FOUR, True),
    ],
)
def test_whether_dates_fit(said, listed, fitting):
    assert fits(said, listed, PERIOD) is fitting


@pytest.mark.parametrize(
    ("exceptions", "came"),
    [
        ([], "possible"),
        (["exceptional_circumstances"], "claimed"),
        ([{"kind": "away_four_weeks", "from": "2025-02-10", "to": "2025-03-09"}], "claimed"),
        ([{"kind": "away_four_weeks", "from": "2025-02-10", "to": "2025-02-20"}], "none"),
        # not on the council's list: nothing of the list was said
        (["missed_appointment"], "possible"),
        (["representations"], "possible"),
    ],
)
def test_what_a_case_says_of_a_duty_with_a_list(exceptions, came):
    assert excuse_of(case_of(exceptions=exceptions), FOUR, span("2025-02-03"), span("2025-03-17")) == came


def test_a_duty_without_a_list_knows_no_excuse():
    assert excuse_of(case_of(exceptions=["exceptional_circumstances"]), None, PERIOD, PERIOD) == "none"
    meeting = ("annual_review_meeting 2025-03-03", "review_decision 2025-05-01")
    found = only(judged("2025-12-01", *meeting, exceptions=["exceptional_circumstances"]), "review-decision-late")
    assert (found.verdict, found.excuse) == ("breach", "none")


@pytest.mark.parametrize(
    ("exceptions", "verdict", "said"),
    [([], "breach", "possible"), (["exceptional_circumstances"], "likely", "claimed")],
)
def test_only_a_claimed_excuse_changes_the_verdict_and_none_moves_the_date(exceptions, verdict, said):
    found = only(judged("2025-12-01", *REQUEST, exceptions=exceptions), "assess-decision-late")
    assert (found.verdict, found.excuse, found.due) == (verdict, said, span("2025-03-17"))


def test_the_lists_are_those_of_the_regulations():
    assert {listed.id: listed.absence_days for listed in (FOUR, ADVISERS, TRIBUNAL)} == {
        "E-4W": 28,
        "E-ADV": 28,
        "E-TRIB": 14,
    }
    assert "missed_appointment" not in FOUR.kinds
    assert "school_closed_four_weeks" not in ADVISERS.kinds
    assert "representations" in TRIBUNAL.kinds
