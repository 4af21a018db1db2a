"""Which route is first, what stands beside it, and that everything said in any case can be said."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from assistant.core.assess import assess
from assistant.core.report import assessment_json
from assistant.core.vocabulary import PROBLEMS
from tests.core.cases import RULES, cases, day, judged, known_days

TODAY = "2026-11-21"
LATE = ["request_received 2026-01-05", "final_plan_issued not-yet"]
DISPUTE = ["appealable_decision 2026-10-20 kind=contents"]
MISSING_F = {"provision_missing": [{"section": "F", "from": "2026-09-01", "to": "not-yet"}], "about": {"plan": "final"}}
MISSING_G = {"provision_missing": [{"section": "G", "from": "2026-09-01", "to": "not-yet"}], "about": {"plan": "final"}}
MISSING_H = {
    "provision_missing": [{"section": "H1", "from": "2026-09-01", "to": "not-yet"}],
    "about": {"plan": "final"},
}
NHS_STAFF = {
    "provision_missing": [{"section": "F", "provider": "nhs", "from": "2026-01-05", "to": "not-yet"}],
    "about": {"plan": "final"},
}
USED_UP = ["complaint_made 2026-06-01", "stage2_response 2026-08-03"]

LADDER: list[tuple[str, list[str], dict[str, Any]]] = [
    (
        "lgsco_review",
        ["ombudsman_decision 2026-11-01 outcome=not_upheld", "remedy_agreed 2026-06-01 by=2026-07-01"],
        {},
    ),
    ("lgsco_compliance", ["remedy_agreed 2026-06-01 by=2026-07-01", "remedy_done not-yet"], {}),
    ("lgsco_compliance", [], {"problems": ["remedy-not-done"]}),
    ("phso", ["tribunal_recommendation 2026-06-01 body=health", "recommendation_answered not-yet body=health"], {}),
    ("lgsco", ["recommendation_answered 2026-06-01 body=social_care outcome=refused"], {}),
    ("exclusion_gb", ["permanently_excluded 2026-11-02", *LATE], {}),
    ("exclusion_irp", ["permanently_excluded 2026-10-02", "governors_decision 2026-11-10 outcome=upheld"], {}),
    ("tribunal_dd", [], {"problems": ["discrimination"]}),
    ("tribunal_dd", ["suspended 2026-11-02"], {"problems": ["discrimination"]}),
    ("exclusion_gb", ["suspended 2026-11-02"], {}),
    ("tribunal_sen", DISPUTE, {}),
    ("tribunal_sen", [*DISPUTE, *LATE], {}),
    ("tribunal_sen", [*DISPUTE, "appeal_lodged 2026-11-10 about=contents"], {}),
    ("council_complaint", [*LATE, "appeal_lodged 2026-11-10 about=contents"], {}),
    ("transport_appeal", ["transport_decision 2026-11-02 outcome=refused"], {}),
    (
        "lgsco",
        ["transport_decision 2026-09-02 outcome=refused", "transport_appeal_stage2 2026-11-02 outcome=refused"],
        {},
    ),
    ("pb_review", ["direct_payment_decision 2026-11-02 outcome=refused"], {}),
    ("csc_complaint", [], MISSING_H),
    ("asc_complaint", [], {**MISSING_H, "about": {"plan": "final", "child": {"born": "2008-01-02"}}}),
    ("nhs_complaint", [], MISSING_G),
    ("council_complaint", LATE, {}),
    ("council_complaint", [], MISSING_F),
    ("council_complaint", [], NHS_STAFF),
    ("lgsco", [*LATE, *USED_UP], {}),
    ("lgsco", [*LATE, "complaint_made 2026-08-28"], {}),  # 85 days: twelve weeks are over
    ("council_complaint", [*LATE, "complaint_made 2026-08-29"], {}),
    ("joint_ombudsman", USED_UP, NHS_STAFF),
    ("dcs_letter", ["request_received 2026-11-02"], {}),
    ("sendiass", [], {}),
]


@pytest.mark.parametrize(("route", "events", "rest"), LADDER)
def test_which_route_is_first(route, events, rest):
    advice = judged(TODAY, *events, **rest).routes
    assert (advice[0].route, advice[0].status) == (route, "first")


CLOSED = [
    ("tribunal_sen", "no-decision-yet", LATE, {}),
    ("tribunal_sen", "does-not-enforce", [], MISSING_F),
    ("tribunal_sen", "out-of-time", ["appealable_decision 2026-08-20 kind=contents"], {}),
    ("tribunal_sen", "own-procedure", ["transport_decision 2026-11-02 outcome=refused"], {}),
    ("tribunal_sen", "other-body", [], MISSING_H),
    ("mediation", "not-needed", ["appealable_decision 2026-10-20 kind=placement"], {}),
    ("lgsco", "appeal-right", DISPUTE, {}),
    ("lgsco", "appealed-linked", [*DISPUTE, "appeal_lodged 2026-11-10 about=contents"], {}),
    ("lgsco", "other-body", [], MISSING_G),
    ("lgsco", "not-in-breach", ["request_received 2026-11-02"], {}),
    ("council_complaint", "used-up", [*LATE, *USED_UP], {}),
    ("council_complaint", "not-needed", ["remedy_agreed 2026-06-01 by=2026-07-01", "remedy_done not-yet"], {}),
    ("transport_appeal", "used-up", ["transport_appeal_stage2 2026-11-02 outcome=refused"], {}),
]


@pytest.mark.parametrize(("route", "reason", "events", "rest"), CLOSED)
def test_a_shut_route_names_its_reason(route, reason, events, rest):
    standing = {one.route: (one.status, one.reason) for one in judged(TODAY, *events, **rest).routes}
    assert standing[route] == ("closed", reason)


def test_the_ombudsman_before_the_council_has_answered_is_premature_and_comes_next():
    standing = {one.route: (one.status, one.reason) for one in judged(TODAY, *LATE).routes}
    assert standing["lgsco"] == ("next", "premature")


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_problem_alone_opens_a_route_only_where_it_says_what_is_wrong(problem):
    opening = {
        "discrimination": "tribunal_dd",
        "transport-fault": "transport_appeal",
        "direct-payment-fault": "pb_review",
        "social-care-fault": "csc_complaint",
        "complaint-handling": "council_complaint",
        "remedy-not-done": "lgsco_compliance",
    }
    assert judged(TODAY, problems=[problem]).routes[0].route == opening.get(problem, "sendiass")


def test_a_date_of_a_step_not_yet_taken_says_that_it_is_counted_from_today(content):
    made = assessment_json(judged(TODAY, *LATE), content)
    dates = {route["route"]: route["dates"] for route in made["routes"]}["council_complaint"]
    assert [(when["what"], when["by"]) for when in dates] == [
        ("acknowledgement", "2026-11-30"),  # made on a Saturday: it arrives on Monday the 23rd
        ("stage1_reply", "2026-12-14"),
    ]
    assert all("21 November 2026" in when["if"] for when in dates)


# ---- any case -------------------------------------------------------------------------------------------------------

REASONS = (
    "appeal-right appealed-linked late-12-months school-internal premature court no-injustice other-body no-decision-yet "
    "does-not-enforce needs-certificate out-of-time own-procedure used-up not-needed not-in-breach"
).split()


@settings(max_examples=400)
@given(cases(), known_days)
def test_any_case_has_one_first_route_and_every_route_once(case, as_of):
    advice = assess(RULES, case, as_of).routes
    assert [one.status for one in advice].count("first") == 1
    assert advice[0].status == "first"
    assert len({one.route for one in advice}) == len(advice)
    for one in advice:
        assert one.route in RULES.routes
        assert one.reason is None or one.reason in REASONS
        assert (one.reason is not None) if one.status == "closed" else True


@settings(max_examples=400)
@given(cases(), known_days)
def test_everything_said_of_any_case_can_be_said_in_english(content, case, as_of):
    made = assessment_json(assess(RULES, case, as_of), content)
    text = json.dumps(made)
    assert "{" not in json.dumps(list(sentences(made)))
    assert json.loads(text) == made
    assert len(made["next_steps"]) in (1, 2, 3)


def sentences(value: Any) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        return [value]
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for member in members for text in sentences(member)]


@given(cases())
def test_the_same_case_always_gives_the_same_assessment(case):
    assert assess(RULES, case, day(TODAY)) == assess(RULES, case, day(TODAY))


@settings(max_examples=200)
@given(cases(), known_days)
def test_guidance_is_never_called_law(content, case, as_of):
    for found in assess(RULES, case, as_of).findings:
        rests_on = {RULES.provisions[id_].kind for id_ in found.duty.law}
        assert found.force != "statute" or rests_on & {"statute", "regulation", "judgment"}
