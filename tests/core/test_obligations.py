"""Each row of the contract's table of findings as a small case, and the steps of orders and agreements."""

from __future__ import annotations

import pytest

from assistant.core.dates import days_after, on, weeks_after
from assistant.core.vocabulary import FINDINGS
from tests.core.cases import day, findings, judged, only, span

REQUEST = "request_received 2025-01-06"
MEETING = "annual_review_meeting 2025-03-03"
ORDER = "tribunal_order 2025-03-03 kind="

# events | code | rule | verdict | due, as it stands on 21 November 2026
ROWS = [
    ([REQUEST, "assess_decision 2025-02-18"], "assess-decision-late", "A-DECIDE-6W", "breach", "2025-02-17"),
    ([REQUEST, "assess_decision 2025-02-17"], "assess-decision-late", "A-DECIDE-6W", "met", "2025-02-17"),
    ([REQUEST], "assess-decision-late", "A-DECIDE-6W", "cannot-tell", "2025-02-17"),
    (
        ["advice_requested 2025-02-17 what=health", "advice_received 2025-04-01 what=health"],
        "advice-late",
        "A-ADVICE-6W",
        "breach",
        "2025-03-31",
    ),
    (
        [
            "reassessment_requested 2025-01-06",
            "advice_requested 2025-02-17 what=school",
            "advice_received not-yet what=school",
        ],
        "advice-late",
        "RA-ADVICE-6W",
        "breach",
        "2025-03-31",
    ),
    ([REQUEST, "no_plan_decision 2025-04-29"], "plan-decision-late", "A-NOPLAN-16W", "breach", "2025-04-28"),
    ([REQUEST, "draft_plan_sent 2025-04-28"], "plan-decision-late", "A-NOPLAN-16W", "met", "2025-04-28"),
    (
        ["draft_plan_sent 2025-06-02", "final_plan_issued 2025-06-15"],
        "draft-consultation-short",
        "A-DRAFT-15D",
        "breach",
        "2025-06-16",
    ),
    (
        ["amendment_notice_sent 2025-06-02", "amended_final_plan_issued 2025-06-16"],
        "draft-consultation-short",
        "R-AMEND-15D",
        "met",
        "2025-06-16",
    ),
    ([REQUEST, "final_plan_issued 2025-05-27"], "final-plan-late", "A-FINAL-20W", "breach", "2025-05-26"),
    ([REQUEST, "final_plan_issued unknown"], "final-plan-late", "A-FINAL-20W", "cannot-tell", "2025-05-26"),
    (
        [REQUEST, "assess_decision 2025-02-10 outcome=refused", "appeal_rights_given not-yet outcome=no"],
        "appeal-rights-not-given",
        "A-REFUSE-NOTICE",
        "breach",
        "2025-02-10",
    ),
    (
        ["no_plan_decision 2025-02-10", "appeal_rights_given 2025-02-14 outcome=yes"],
        "appeal-rights-not-given",
        "A-REFUSE-NOTICE",
        "breach",
        "2025-02-10",
    ),
    (
        ["final_plan_issued 2025-02", "appeal_rights_given 2025-02 outcome=yes"],
        "appeal-rights-not-given",
        "A-FINAL-NOTICE",
        "met",
        "2025-02",
    ),
    (
        ["review_decision 2025-02-10 outcome=maintain", "appeal_rights_given 2025-02-11 outcome=no"],
        "appeal-rights-not-given",
        "R-MAINT-NOTICE",
        "breach",
        "2025-02-10",
    ),
    (
        ["reassessment_decision 2025-02-10 outcome=refused", "appeal_rights_given 2025-02-10 outcome=yes"],
        "appeal-rights-not-given",
        "RA-REFUSE-NOTICE",
        "met",
        "2025-02-10",
    ),
    (
        ["last_plan_or_review 2024-01-10", "annual_review_meeting not-yet"],
        "review-not-held",
        "R-12M",
        "breach",
        "2025-01-10",
    ),
    ([MEETING, "review_report_sent 2025-03-18"], "review-report-late", "R-REPORT-2W", "breach", "2025-03-17"),
    ([MEETING, "review_decision 2025-04-01"], "review-decision-late", "R-DECISION-4W", "breach", "2025-03-31"),
    (
        [MEETING, "review_decision 2025-03-31 outcome=amend", "amendment_notice_sent 2025-04-02"],
        "amendment-notice-late",
        "R-AMENDNOTICE-4W",
        "breach",
        "2025-03-31",
    ),
    ([MEETING, "amended_final_plan_issued 2025-05-27"], "amended-plan-late", "R-FINAL-12W", "breach", "2025-05-26"),
    (
        [MEETING, "amendment_notice_sent 2025-03-10", "amended_final_plan_issued 2025-05-06"],
        "amended-plan-late",
        "R-FINAL-12W",
        "breach",
        "2025-05-05",
    ),
    (
        ["amendment_notice_sent 2025-03-10", "amended_final_plan_issued 2025-05-06"],
        "amended-plan-late",
        "R-FINAL-8W",
        "breach",
        "2025-05-05",
    ),
    (["review_letter_without_meeting 2025-03-10"], "false-review-letter", "R-WHO", "likely", "2025-03-10"),
    (
        ["phase_transfer 2025-09 kind=to_secondary", "transfer_plan_issued 2025-02-16"],
        "phase-transfer-late",
        "P-15FEB",
        "breach",
        "2025-02-15",
    ),
    (
        ["phase_transfer 2025-09 kind=to_post16", "transfer_plan_issued 2025-03-31"],
        "phase-transfer-late",
        "P-31MAR",
        "met",
        "2025-03-31",
    ),
    (
        ["phase_transfer 2025-09-01 kind=post16_to_post16", "transfer_plan_issued 2025-04-02"],
        "phase-transfer-late",
        "P-5M",
        "breach",
        "2025-04-01",
    ),
    (
        ["reassessment_requested 2025-04-28", "reassessment_decision 2025-05-14"],
        "reassess-decision-late",
        "RA-DECISION-15D",
        "breach",
        "2025-05-13",
    ),
    (
        ["reassessment_decision 2025-03-03 outcome=agreed", "reassessment_final_plan 2025-06-10"],
        "reassess-plan-late",
        "RA-FINAL-14W",
        "breach",
        "2025-06-09",
    ),
    (
        ["moved_on 2025-03-03", "new_council_told_review_date 2025-04-15"],
        "move-review-late",
        "M-INFORM-6W",
        "breach",
        "2025-04-14",
    ),
    (
        ["last_plan_or_review 2024-01-10", "moved_on 2025-03-03", "moved_plan_reviewed 2025-06-04"],
        "move-review-late",
        "M-REVIEW",
        "breach",
        "2025-06-03",
    ),
    (
        ["mediation_requested 2025-03-03", "mediation_held 2025-04-03"],
        "mediation-outcome-late",
        "D-ARRANGE-30D",
        "breach",
        "2025-04-02",
    ),
    (
        ["mediation_agreement 2025-03-03 kind=other", "mediation_agreement_done 2025-03-18"],
        "mediation-outcome-late",
        "D-AGREEMENT-OTHER-2W",
        "breach",
        "2025-03-17",
    ),
    (
        ["tribunal_recommendation 2025-03-03 body=health", "recommendation_answered 2025-04-08 body=health"],
        "tribunal-recommendation-not-answered",
        "T-RECS-5W",
        "breach",
        "2025-04-07",
    ),
    (
        ["tribunal_recommendation 2025-03-03", "recommendation_answered 2025-04-08 body=health"],
        "tribunal-recommendation-not-answered",
        "T-RECS-5W",
        "breach",
        "2025-04-07",
    ),
    (
        ["school_consulted 2025-03-03", "school_consultation_reply 2025-03-19"],
        "school-consultation-fault",
        "C-SCHOOL-15D",
        "breach",
        "2025-03-18",
    ),
    (["transport_decision 2025-03-03 outcome=refused"], "transport-fault", "H-508B", "cannot-tell", None),
    (["direct_payment_decision 2025-03-03 outcome=refused"], "direct-payment-fault", "B-REFUSE", "cannot-tell", None),
    (
        ["complaint_made 2026-04-01", "stage1_response 2026-04-25"],
        "complaint-handling",
        "L-CODE-S1",
        "breach",
        "2026-04-24",
    ),
    (
        ["complaint_made 2026-04-01", "stage2_requested 2026-05-11", "stage2_response 2026-06-16"],
        "complaint-handling",
        "L-CODE-S2",
        "met",
        "2026-06-16",
    ),
    (
        ["remedy_agreed 2025-03-03 by=2025-05-01", "remedy_done not-yet"],
        "remedy-not-done",
        "L-REMEDY",
        "breach",
        "2025-05-01",
    ),
    (["remedy_agreed 2025-03-03", "remedy_done not-yet"], "remedy-not-done", "L-REMEDY", "cannot-tell", None),
]


@pytest.mark.parametrize(("events", "code", "rule", "verdict", "due"), ROWS)
def test_a_row_of_the_table(events, code, rule, verdict, due):
    found = only(judged("2026-11-21", *events), code, rule)
    assert (found.verdict, found.due) == (verdict, span(due) if due else None)
    assert events[found.events[0]].split()[0] in found.duty.trigger


def test_every_code_of_a_date_has_a_row():
    spells = {"provision-not-secured", "health-provision-not-arranged", "social-care-fault"}
    spells |= {"alternative-education-not-arranged", "no-school-place", "tribunal-order-late"}
    assert {row[1] for row in ROWS} == set(FINDINGS) - spells


STEPS = [
    ("assess", "assess_decision", 2),
    ("assess", "no_plan_decision", 10),
    ("assess", "final_plan_issued", 14),
    ("reassess", "reassessment_decision", 2),
    ("reassess", "reassessment_final_plan", 14),
    ("make_plan", "draft_plan_sent", 5),
    ("make_plan", "final_plan_issued", 11),
    ("amend_plan", "amended_final_plan_issued", 5),
    ("name_school", "amended_final_plan_issued", 2),
    ("continue_and_amend", "amended_final_plan_issued", 5),
]


@pytest.mark.parametrize(("kind", "done", "weeks"), STEPS)
@pytest.mark.parametrize("trigger", ["tribunal_order", "council_conceded", "mediation_agreement"])
def test_the_steps_of_an_order_a_concession_and_an_agreement(trigger, kind, done, weeks):
    code = "mediation-outcome-late" if trigger == "mediation_agreement" else "tribunal-order-late"
    last = weeks_after(day("2025-03-03"), weeks)
    for late, verdict in ((0, "met"), (1, "breach")):
        made = judged("2026-01-01", f"{trigger} 2025-03-03 kind={kind}", f"{done} {days_after(last, late)}")
        found = [f for f in findings(made, code) if done in f.duty.done]
        assert [(f.due, f.verdict) for f in found] == [(on(last), verdict)]


@pytest.mark.parametrize("trigger", ["tribunal_order", "council_conceded"])
def test_an_order_without_its_kind_has_no_due_date(trigger):
    found = only(judged("2026-01-01", f"{trigger} 2025-03-03", "tribunal_order_done not-yet"), "tribunal-order-late")
    assert (found.due, found.verdict) == (None, "cannot-tell")


def test_the_date_fixed_in_an_order_replaces_the_length_and_is_for_the_whole_of_it():
    made = judged("2026-01-01", ORDER + "assess by=2025-08-01", "final_plan_issued 2025-08-02")
    found = only(made, "tribunal-order-late")
    assert (found.due, found.verdict, found.fixed_by) == (span("2025-08-01"), "breach", True)


def test_the_date_fixed_in_an_agreement_has_a_rule_of_its_own():
    events = ["mediation_agreement 2025-03-03 kind=amend_plan by=2025-08-01", "amended_final_plan_issued 2025-08-01"]
    found = only(judged("2026-01-01", *events), "mediation-outcome-late")
    assert (found.duty.id, found.due, found.verdict) == ("D-AGREEMENT-AGREEDDATE", span("2025-08-01"), "met")


def test_that_everything_was_done_does_not_tell_when_the_earlier_steps_were():
    made = judged("2026-01-01", ORDER + "make_plan", "tribunal_order_done 2025-05-19")
    assert {f.duty.id: f.verdict for f in findings(made, "tribunal-order-late")} == {
        "T-MAKE-DRAFT-5W": "cannot-tell",
        "T-MAKE-FINAL-11W": "met",
    }
