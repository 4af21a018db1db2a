"""The family's own limits: the worked dates of the routes, and that doubt only ever makes a limit earlier."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.assess import assess
from assistant.core.dates import DateSpan, days_after, months_after, months_beginning, on
from assistant.core.limits import appeal_limit
from tests.core.cases import RULES, case_of, day, judged, known_days, span

CALENDAR = RULES.calendar


def limits(as_of: str, *events: str, **rest: Any) -> dict[str, date | None]:
    """The limits of a case by their names."""
    return {own.what: own.by for own in judged(as_of, *events, **rest).your_dates}


# decision, certificate, the safe last day, the same with the weekend rule
APPEALS = [
    ("2025-03-10", None, "2025-05-10", "2025-05-12"),  # a Saturday: Monday is a reserve only
    ("2025-03-10", "2025-03-20", "2025-05-10", "2025-05-12"),
    ("2024-10-01", None, "2024-12-01", "2024-12-02"),
    ("2024-10-01", "2024-11-29", "2025-01-02", "2025-01-02"),  # 29 December moves past New Year
    ("2024-10-25", None, "2025-01-02", "2025-01-02"),  # Christmas Day itself
    ("2024-10-24", None, "2024-12-24", "2024-12-24"),  # the day before does not move
    ("2024-11-01", None, "2025-01-02", "2025-01-02"),  # New Year's Day
    ("2024-11-02", None, "2025-01-02", "2025-01-02"),
    ("2026-06-12", "2026-07-20", "2026-09-01", "2026-09-01"),
    ("2026-05-31", None, "2026-07-31", "2026-07-31"),
    ("2026-06-01", None, "2026-09-01", "2026-09-01"),  # any day in August moves
    ("2024-06-15", None, "2024-09-02", "2024-09-02"),  # 1 September is a Sunday
    ("2025-12-31", None, "2026-02-28", "2026-03-02"),  # no 31 February
    ("2025-02-10", "2025-05-20", "2025-06-20", "2025-06-20"),  # one month from the certificate is later
]


@pytest.mark.parametrize(("decision", "certificate", "safe", "reserve"), APPEALS)
def test_the_limit_of_an_appeal(decision, certificate, safe, reserve):
    found = appeal_limit(span(decision), span(certificate) if certificate else None, CALENDAR)
    assert found == (span(safe), span(reserve))
    events = [f"appealable_decision {decision} kind=contents"]
    events += [f"mediation_certificate {certificate}"] if certificate else []
    assert limits(certificate or decision, *events)["appeal"] == day(safe)


def test_placement_alone_needs_no_certificate_and_takes_no_month_from_one():
    events = ["appealable_decision 2025-02-10 kind=placement", "mediation_certificate 2025-03-30"]
    found = limits("2025-04-01", *events)
    assert found["appeal"] == day("2025-04-10")
    assert "mediation_contact" not in found


def test_mediation_has_its_own_clock_until_there_is_a_certificate():
    decision = "appealable_decision 2025-06-10 kind=contents"
    assert limits("2025-07-01", decision)["mediation_contact"] == day("2025-08-10")  # August moves nothing here
    assert "mediation_contact" not in limits("2025-07-01", decision, "mediation_certificate 2025-06-20")


@pytest.mark.parametrize("kind", ["contents", "placement"])
def test_a_letter_whose_day_nobody_knows_is_to_be_looked_for_today(kind):
    assert limits("2025-07-01", f"appealable_decision unknown kind={kind}")["appeal"] is None


@pytest.mark.parametrize(
    ("events", "rest", "what", "by"),
    [
        # six months beginning with the act, without the August rule
        (["suspended 2026-02-20"], {"problems": ["discrimination"]}, "discrimination_claim", "2026-08-19"),
        (["suspended 2025-08-31"], {"problems": ["discrimination"]}, "discrimination_claim", "2026-02-28"),
        # fifteen school days after the governors' decision, weekdays without bank holidays counted
        (
            ["permanently_excluded 2026-03-02", "governors_decision 2026-03-20 outcome=upheld"],
            {},
            "review_panel",
            "2026-04-14",
        ),
        # twenty working days for a step of a transport appeal
        (["transport_decision 2026-03-02 outcome=refused"], {}, "transport_appeal", "2026-03-30"),
        # twelve months beginning with the first day of knowing: the day after it was due
        (["request_received 2026-01-05", "final_plan_issued not-yet"], {}, "ombudsman", "2027-05-25"),
        # judicial review: the day before three months
        (["request_received 2026-01-05", "final_plan_issued not-yet"], {}, "judicial_review", "2026-08-25"),
    ],
)
def test_other_limits(events, rest, what, by):
    assert limits("2026-06-02", *events, **rest)[what] == day(by)


def test_a_health_complaint_has_twelve_months_to_the_day():
    missing = [{"section": "G", "from": "2026-03-02", "to": "not-yet"}]
    found = limits("2026-06-02", provision_missing=missing, about={"plan": "final"})
    assert found["nhs_complaint"] == day("2027-03-02")


def test_having_known_earlier_makes_the_ombudsmans_limit_earlier():
    late = ["request_received 2025-01-06", "final_plan_issued not-yet"]
    assert limits("2025-09-01", *late)["ombudsman"] == day("2026-05-26")
    assert limits("2025-09-01", *late, "became_aware 2025-03-01")["ombudsman"] == day("2026-02-28")
    assert limits("2025-09-01", *late, "complaint_made 2025-04-01")["ombudsman"] == day("2026-03-31")
    assert limits("2025-09-01", *late, "became_aware 2025-08-01")["ombudsman"] == day("2026-05-26")


@pytest.mark.parametrize("done", ["ombudsman_contacted 2025-08-01", "court_claim_issued 2025-08-01"])
def test_a_step_that_was_taken_has_no_limit_any_more(done):
    late = ["request_received 2025-01-06", "final_plan_issued not-yet"]
    gone = "ombudsman" if done.startswith("ombudsman") else "judicial_review"
    assert gone not in limits("2025-08-10", *late, done)


def test_a_limit_that_has_passed_is_told_as_passed_and_stands_last():
    events = [
        "appealable_decision 2025-03-10 kind=contents",
        "request_received 2025-01-06",
        "final_plan_issued not-yet",
    ]
    found = judged("2025-06-20", *events).your_dates
    assert {own.what for own in found if own.passed} == {"appeal", "mediation_contact"}
    assert [own.passed for own in found] == sorted(own.passed for own in found)
    on_the_day = judged("2025-05-10", events[0]).your_dates
    assert not any(own.passed for own in on_the_day)


@given(known_days, st.none() | st.integers(0, 150))
def test_an_appeals_limit_is_never_before_two_months_nor_on_a_day_that_moves(decision, later):
    certificate = None if later is None else on(decision + timedelta(later))
    safe, reserve = appeal_limit(on(decision), certificate, CALENDAR)
    assert safe.first >= months_after(decision, 2)
    assert safe.first.month != 8
    assert (safe.first.month, safe.first.day) not in [(1, 1), *((12, number) for number in range(25, 32))]
    assert reserve.first == CALENDAR.next_working_day(safe.first)


# ---- doubt only ever makes a limit earlier --------------------------------------------------------------------------

DECIDED = [
    "appealable_decision {} kind=contents",
    "suspended {}",
    "transport_decision {} outcome=refused",
    "request_received {}",
    "last_plan_or_review {}",
    "annual_review_meeting {}",
]
OPEN_ENDED = ["final_plan_issued not-yet", "review_decision not-yet", "annual_review_meeting not-yet"]


@settings(max_examples=300)
@given(st.sampled_from(DECIDED), known_days, st.integers(0, 40), st.integers(0, 40), st.integers(1, 300))
def test_a_familys_limit_is_never_later_because_less_is_known(line, known, before, after, later):
    wide = DateSpan(known - timedelta(before), known + timedelta(after))
    as_of = wide.last + timedelta(later)
    certain = {own.what: own.by for own in assess(RULES, case_of(line.format(known), *OPEN_ENDED), as_of).your_dates}
    vague = limits(f"{as_of}", line.format(f"{wide.first}/{wide.last}"), *OPEN_ENDED)
    for what in certain.keys() & vague.keys() - {"judicial_review"}:
        assert vague[what] <= certain[what]


@given(known_days, st.integers(0, 60), st.none() | st.integers(0, 90), st.integers(0, 30))
def test_an_appeals_limit_is_the_earliest_of_all_readings(first, length, certified, vague):
    decision = DateSpan(first, days_after(first, length))
    certificate = None
    if certified is not None:
        start = days_after(first, certified)
        certificate = DateSpan(start, days_after(start, vague))
    safe = appeal_limit(decision, certificate, CALENDAR)[0].first
    for shift in range(length + 1):
        reading = on(days_after(first, shift))
        for other in range(vague + 1) if certificate else (0,):
            papers = on(days_after(certificate.first, other)) if certificate else None
            assert safe <= appeal_limit(reading, papers, CALENDAR)[0].first


@given(known_days)
def test_six_and_twelve_months_beginning_end_the_day_before_the_anniversary(first):
    assert months_beginning(first, 12) < months_after(first, 12) or first.day == 29
