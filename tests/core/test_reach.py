"""Who can look at what: each kind of reach in a small case, and what each piece says of why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.core.dates import months_beginning
from assistant.core.reach import last_day_too_old, with_reach
from assistant.core.words import Phrase
from tests.core.cases import (
    APPEAL,
    SPELL,
    TO_NOW,
    TODAY,
    bench_of,
    border,
    day,
    judged,
    of_missing,
    only,
    written,
)

# ---- a finding's time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "code", "time"),
    [
        # a clock: the day after it was due, to the day it was done, or to today
        (["request_received 2025-01-06", "final_plan_issued 2025-05-30"], "final-plan-late", "2025-05-27 2025-05-30"),
        (["request_received 2025-01-06", "final_plan_issued not-yet"], "final-plan-late", "2025-05-27 2025-06-02"),
        (
            ["request_received 2025-01-01/2025-01-06", "final_plan_issued not-yet"],
            "final-plan-late",
            "2025-05-22/2025-05-27 2025-06-02",
        ),
        # a duty of one day: that day
        (
            ["draft_plan_sent 2025-03-03", "final_plan_issued 2025-03-10"],
            "draft-consultation-short",
            "2025-03-10 2025-03-10",
        ),
        (["review_letter_without_meeting 2025-03-03"], "false-review-letter", "2025-03-03 2025-03-03"),
        (
            ["no_plan_decision 2025-03-03", "appeal_rights_given 2025-03-20 outcome=yes"],
            "appeal-rights-not-given",
            "2025-03-03 2025-03-20",
        ),
    ],
)
def test_the_time_of_a_finding(events, code, time):
    found = only(judged(TODAY, *events), code)
    assert f"{border(found.reach[0].start)} {border(found.reach[-1].end)}" == time


@pytest.mark.parametrize(
    "events",
    [
        ["request_received 2025-01-06", "final_plan_issued 2025-05-26"],
        ["request_received 2025-03-06", "final_plan_issued not-yet"],
        ["request_received 2025-01-06"],
    ],
)
def test_nothing_late_has_no_pieces(events):
    assert only(judged(TODAY, *events), "final-plan-late").reach == ()


# ---- each kind of reach ---------------------------------------------------------------------------------------------


def test_a_court_claim_takes_everything_from_its_day_on():
    assert of_missing(SPELL, "court_claim_issued 2025-03-03") == [
        "2025-01-06 2025-03-02 ombudsman -",
        "2025-03-03 2025-06-02 court court",
    ]


def test_a_court_claim_of_unknown_day_takes_all_of_it():
    assert of_missing(SPELL, "court_claim_issued unknown") == [f"{TO_NOW} court court"]


def test_a_court_claim_about_another_matter_takes_nothing():
    assert of_missing(SPELL, "court_claim_issued 2025-03-03 what=final-plan-late") == [f"{TO_NOW} ombudsman -"]
    assert of_missing(SPELL, "court_claim_issued 2025-03-03 what=provision-not-secured")[-1].endswith("court court")


def test_each_court_claim_is_looked_at():
    elsewhere = "court_claim_issued 2025-02-03 what=final-plan-late"
    assert of_missing(SPELL, elsewhere, "court_claim_issued 2025-03-03")[-1] == "2025-03-03 2025-06-02 court court"
    assert of_missing(SPELL, "court_claim_issued 2025-03-03 what=their-words")[-1].endswith("court court")


def test_the_schools_own_conduct_is_the_schools():
    meeting = ["annual_review_meeting 2025-03-03", "review_report_sent 2025-03-24"]
    assert written(only(judged(TODAY, *meeting), "review-report-late")) == [
        "2025-03-18 2025-03-24 school school-internal"
    ]


def test_lateness_is_never_bound_up_with_an_appeal():
    events = ["request_received 2025-01-06", "final_plan_issued 2025-05-30", "appeal_lodged 2025-05-31 about=contents"]
    assert written(only(judged(TODAY, *events), "final-plan-late")) == ["2025-05-27 2025-05-30 ombudsman -"]


def test_health_alone_is_the_nhs_and_with_education_both_ombudsmen():
    assert of_missing({"section": "G", **SPELL}) == [f"{TO_NOW} nhs other-body"]
    assert of_missing({"provider": "nhs", **SPELL}) == [f"{TO_NOW} joint -"]
    both = [{"section": "F", **SPELL}, {"section": "G", "from": "2025-03-03", "to": "2025-04-01"}]
    made = judged(TODAY, provision_missing=both, about={"plan": "final"})
    assert {f.code: written(f) for f in made.findings} == {
        "provision-not-secured": [
            "2025-01-06 2025-03-02 ombudsman -",
            "2025-03-03 2025-04-01 joint -",
            "2025-04-02 2025-06-02 ombudsman -",
        ],
        "health-provision-not-arranged": ["2025-03-03 2025-04-01 joint -"],
    }


@pytest.mark.parametrize(
    ("body", "looks"),
    [("body=health", "nhs other-body"), ("body=social_care", "ombudsman -"), ("", "ombudsman -")],
)
def test_a_recommendation_that_the_health_service_left_unanswered_is_the_nhs(body, looks):
    events = [f"tribunal_recommendation 2025-03-03 {body}", f"recommendation_answered not-yet {body}"]
    found = only(judged(TODAY, *events), "tribunal-recommendation-not-answered")
    assert written(found) == [f"2025-04-08 2025-06-02 {looks}"]


@pytest.mark.parametrize("body", ["icb", "nhs_trust"])
def test_both_bodies_of_the_health_service_are_the_nhs(body):
    events = ["tribunal_recommendation 2025-03-03 body=health", "recommendation_answered not-yet body=health"]
    bench = bench_of(TODAY, *events)
    found = only(judged(TODAY, *events), "tribunal-recommendation-not-answered")
    assert [piece.reach for piece in with_reach(bench, replace(found, body=body)).reach] == ["nhs"]


def test_a_lateness_of_the_health_service_alone_is_not_the_nhss_for_that():
    events = ["request_received 2025-01-06", "final_plan_issued not-yet"]
    found = replace(only(judged(TODAY, *events), "final-plan-late"), body="icb")
    assert [piece.reach for piece in with_reach(bench_of(TODAY, *events), found).reach] == ["ombudsman"]


@pytest.mark.parametrize(
    ("section", "other"), [("F", "H1"), ("F", "F"), ("H1", "G"), ("H1", "F")], ids=lambda value: f"{value}"
)
def test_only_education_and_health_together_are_both_ombudsmens(section, other):
    both = [{"section": section, **SPELL}, {"section": other, **SPELL}]
    made = judged(TODAY, provision_missing=both, about={"plan": "final"})
    found = next(f for f in made.findings if f.spell == "provision_missing/0")
    assert written(found) == [f"{TO_NOW} ombudsman -"]


def test_support_that_has_not_begun_to_be_missing_is_beside_nothing():
    both = [{"section": "F", **SPELL}, {"section": "G", "from": "2025-07-01", "to": "not-yet"}]
    third = {"section": "G", "from": "2025-03-03", "to": "2025-04-01"}
    made = judged(TODAY, provision_missing=[*both, third], about={"plan": "final"})
    found = next(f for f in made.findings if f.spell == "provision_missing/0")
    assert "2025-03-03 2025-04-01 joint -" in written(found)


def test_other_support_from_nhs_staff_stays_the_ombudsmans():
    assert of_missing({"section": "H1", "provider": "nhs", **SPELL}) == [f"{TO_NOW} ombudsman -"]
    assert of_missing({"section": "G", "provider": "nhs", **SPELL}) == [f"{TO_NOW} nhs other-body"]


def test_days_of_which_twelve_months_had_ended_are_late():
    old = {"from": "2024-01-08", "to": "not-yet"}
    assert of_missing(old) == [
        "2024-01-08 2024-06-02 ombudsman-late late-12-months",
        "2024-06-03 2025-06-02 ombudsman -",
    ]
    assert of_missing(old, "ombudsman_contacted 2025-03-03")[0].startswith("2024-01-08 2024-03-03")


def test_a_family_that_did_not_know_is_not_late():
    old = {"from": "2024-01-08", "to": "not-yet"}
    assert of_missing(old, "became_aware 2025-01-20") == ["2024-01-08 2025-06-02 ombudsman -"]


@pytest.mark.parametrize(
    ("aware", "late"),
    [
        (["2024-06-02"], True),
        (["2024-06-03"], False),
        (["2024-05-01/2024-06-02"], True),
        (["2024-05-01/2024-06-03"], False),
        (["2025-01-20", "2024-02-05"], True),  # the first that they learned counts
        (["2025-01-20", "2024-09-02"], False),
        (["unknown"], True),
        (["not-yet"], True),
    ],
)
def test_they_are_late_if_they_knew_for_twelve_months(aware, late):
    found = of_missing({"from": "2024-01-08", "to": "not-yet"}, *[f"became_aware {when}" for when in aware])
    assert any("ombudsman-late" in piece for piece in found) is late


@pytest.mark.parametrize(
    ("contacted", "last"),
    [
        (["2025-03-03", "2025-01-06"], "2024-01-06"),  # the first contact counts
        (["2025-01-06", "2025-03-03"], "2024-01-06"),
        (["unknown", "2025-03-03"], "2024-03-03"),
        (["unknown"], "2024-06-02"),
        (["2025-03-01/2025-03-10"], "2024-03-01/2024-03-10"),
    ],
)
def test_the_twelve_months_are_counted_from_the_first_contact(contacted, last):
    found = of_missing({"from": "2023-09-04", "to": "not-yet"}, *[f"ombudsman_contacted {one}" for one in contacted])
    assert found[0] == f"2023-09-04 {last} ombudsman-late late-12-months"


def test_the_first_kind_that_fits_wins():
    events = [*APPEAL, "court_claim_issued 2025-04-01"]
    assert of_missing(SPELL, *events) == [
        "2025-01-06 2025-02-02 ombudsman -",
        "2025-02-03 2025-03-31 barred appealed-linked",
        "2025-04-01 2025-06-02 court court",
    ]


def test_a_border_that_is_not_certain_belongs_to_both_pieces():
    events = ["appealable_decision 2025-02 kind=contents", "appeal_lodged 2025-03-03 about=contents"]
    assert of_missing(SPELL, *events) == [
        "2025-01-06 2025-02-01/2025-02-28 ombudsman -",
        "2025-02-01/2025-02-28 2025-06-02 barred appealed-linked",
    ]


def test_where_no_day_is_certain_one_piece_stands_of_the_middle_day():
    assert of_missing({"from": "2025-03", "to": "2025-03"}) == [
        "2025-03-01/2025-03-31 2025-03-01/2025-03-31 ombudsman -"
    ]


@pytest.mark.parametrize("first", [day("2023-02-26"), day("2024-02-26"), day("2025-02-26"), day("2026-11-19")])
def test_the_last_day_too_old_is_the_last_whose_twelve_months_had_ended(first):
    for told in [first + timedelta(number) for number in range(10)]:  # among them both ends of a leap year's February
        too_old = [one for one in [told - timedelta(n) for n in range(370)] if months_beginning(one, 12) < told]
        assert last_day_too_old(told) == max(too_old)


@pytest.mark.parametrize(
    ("spell", "events", "why"),
    [
        (SPELL, [], Phrase("reach.ombudsman")),
        (SPELL, ["court_claim_issued unknown"], Phrase("reach.court")),
        (SPELL, ["appeal_lodged 2025-03-03 about=contents"], Phrase("reach.barred", link=Phrase("link.section-f"))),
        ({"section": "G", **SPELL}, [], Phrase("reach.nhs")),
        ({"provider": "nhs", **SPELL}, [], Phrase("reach.joint-nhs-staff")),
        ({"from": "2023-01-09", "to": "2023-02-06"}, [], Phrase("reach.late")),
    ],
)
def test_each_piece_of_missing_support_says_why(spell, events, why):
    made = judged(TODAY, *events, provision_missing=[{"section": "F", **spell}], about={"plan": "final"})
    found = next(found for found in made.findings if found.spell == "provision_missing/0")
    assert [piece.why for piece in found.reach] == [why]


def test_every_other_piece_says_why():
    both = [{"section": "F", **SPELL}, {"section": "G", **SPELL}]
    made = judged(TODAY, provision_missing=both, about={"plan": "final"})
    assert {piece.why for found in made.findings for piece in found.reach} == {Phrase("reach.joint-f-and-g")}

    absence = [{"reason": "no_place", "education_given": "none", **SPELL}]
    made = judged(TODAY, "appealable_decision 2025-01-06 kind=placement", out_of_school=absence)
    found = only(made, "alternative-education-not-arranged")
    assert [piece.why for piece in found.reach] == [Phrase("reach.unlikely")]

    made = judged(TODAY, "annual_review_meeting 2025-03-03", "review_report_sent 2025-03-24")
    assert [piece.why for piece in only(made, "review-report-late").reach] == [Phrase("reach.school")]

    events = ["tribunal_recommendation 2025-03-03 body=health", "recommendation_answered not-yet body=health"]
    found = only(judged(TODAY, *events), "tribunal-recommendation-not-answered")
    assert [piece.why for piece in found.reach] == [Phrase("reach.nhs-recommendation")]
