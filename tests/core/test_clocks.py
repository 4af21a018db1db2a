"""What the table of findings says beyond its rows: clocks that end or are replaced, review years, moves, contradictions."""

from __future__ import annotations

import pytest

from tests.core.cases import findings, judged, only, span, verdicts

REQUEST = "request_received 2025-01-06"
MEETING = "annual_review_meeting 2025-03-03"

# ---- clocks that stop or are replaced -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "refusal", ["assess_decision 2025-02-10 outcome=refused", "no_plan_decision 2025-04-20", "no_plan_decision unknown"]
)
def test_a_refusal_ends_the_clock_for_the_plan(refusal):
    assert findings(judged("2026-01-01", REQUEST, refusal, "final_plan_issued not-yet"), "final-plan-late") == []


def test_a_refusal_to_assess_ends_the_clock_for_a_refusal_to_make_a_plan():
    made = judged("2026-01-01", REQUEST, "assess_decision 2025-02-10 outcome=refused", "draft_plan_sent not-yet")
    assert findings(made, "plan-decision-late") == []


def test_a_refusal_ends_the_clocks_of_its_own_cycle_only():
    events = [REQUEST, "assess_decision 2025-02-10 outcome=refused", "request_received 2025-06-02"]
    found = only(judged("2026-01-01", *events, "final_plan_issued not-yet"), "final-plan-late")
    assert (found.due, found.verdict) == (span("2025-10-20"), "breach")


@pytest.mark.parametrize("order", ["tribunal_order", "council_conceded", "mediation_agreement"])
def test_an_order_to_assess_takes_the_place_of_the_first_clocks(order):
    events = [REQUEST, "assess_decision 2025-02-10 outcome=refused", f"{order} 2025-06-02 kind=assess"]
    made = judged("2026-01-01", *events, "final_plan_issued 2025-10-01")
    assert findings(made, "final-plan-late") == findings(made, "plan-decision-late") == []
    assert only(made, "assess-decision-late").verdict == "met"


@pytest.mark.parametrize("order", ["tribunal_order", "council_conceded", "mediation_agreement"])
def test_an_order_to_assess_again_takes_the_place_of_the_clock_from_the_decision(order):
    decided = ("reassessment_decision 2026-05-29 outcome=agreed", "reassessment_final_plan not-yet")
    rules = {
        finding.duty.id for finding in judged("2026-11-21", f"{order} 2026-04-20 kind=reassess", *decided).findings
    }
    assert "RA-FINAL-14W" not in rules
    assert len(rules) > 0
    later = ("reassessment_requested 2026-05-18", *decided)
    both = judged(
        "2026-11-21", f"{order} 2024-04-22 kind=reassess", "reassessment_decision 2024-05-01 outcome=agreed", *later
    )
    assert "RA-FINAL-14W" in {finding.duty.id for finding in both.findings}


def test_a_refusal_that_was_reversed_gives_two_readings_and_neither_is_more_than_likely():
    events = [REQUEST, "assess_decision 2025-02-10 outcome=refused", "assess_decision 2025-05-12 outcome=agreed"]
    made = judged("2026-01-01", *events, "final_plan_issued 2025-12-01")
    assert {f.duty.id: (f.verdict, f.due) for f in findings(made, "final-plan-late")} == {
        "A-FINAL-20W": ("likely", span("2025-05-26")),
        "T-CONCEDE-FINAL-14W": ("likely", span("2025-08-18")),
    }


def test_a_reversed_refusal_met_on_one_reading_says_so():
    events = [REQUEST, "assess_decision 2025-02-10 outcome=refused", "assess_decision 2025-05-12 outcome=agreed"]
    made = judged("2026-01-01", *events, "final_plan_issued 2025-08-18")
    assert sorted(f.verdict for f in findings(made, "final-plan-late")) == ["likely", "met"]


@pytest.mark.parametrize(
    ("came", "verdict", "force"),
    [
        (["no_plan_decision not-yet", "draft_plan_sent not-yet"], "breach", "statute"),
        (["no_plan_decision 2025-05-01"], "breach", "statute"),
        (["draft_plan_sent 2025-05-01"], "possible", "code"),
        (["draft_plan_sent 2025-05-01", "final_plan_issued 2025-06-01"], "possible", "code"),
        (["final_plan_issued 2025-06-01"], "cannot-tell", "statute"),
        (["final_plan_issued 2025-04-01"], "cannot-tell", "statute"),
        (["draft_plan_sent unknown", "final_plan_issued 2025-06-01"], "cannot-tell", "code"),
        (["draft_plan_sent 2025-04-28", "final_plan_issued 2025-06-01"], "met", "code"),
    ],
)
def test_only_a_refusal_has_a_date_in_law_and_a_late_draft_is_at_most_possible(came, verdict, force):
    found = only(judged("2026-01-01", REQUEST, *came), "plan-decision-late")
    assert found.verdict == verdict
    if verdict in ("breach", "possible"):
        assert found.force == force


# ---- the review year ------------------------------------------------------------------------------------------------

LAST = "last_plan_or_review 2024-01-10"


@pytest.mark.parametrize(
    ("events", "verdict"),
    [
        ([LAST, "annual_review_meeting 2025-01-10"], "met"),
        ([LAST, "annual_review_meeting 2025-01-11"], "breach"),
        # a late decision after a timely meeting is review-decision-late only
        ([LAST, "annual_review_meeting 2025-01-08", "review_decision 2025-05-01"], "met"),
        # a meeting whose interval overlaps the last review is that review
        (
            ["last_plan_or_review 2024-01", "annual_review_meeting 2024-01-20", "annual_review_meeting not-yet"],
            "breach",
        ),
        # with no meeting on record, only a decision or a plan meets it
        ([LAST, "review_decision 2024-12-20"], "met"),
        ([LAST, "amended_final_plan_issued 2024-12-20"], "met"),
        ([LAST, "review_decision 2025-01-20"], "breach"),
        ([LAST, "annual_review_meeting unknown"], "cannot-tell"),
        ([LAST], "cannot-tell"),
        # a live appeal does not stop the year, and an ordered plan does not meet it or start another
        ([LAST, "appeal_lodged 2024-05-01 about=contents", "annual_review_meeting not-yet"], "breach"),
        (
            [
                LAST,
                "tribunal_order 2024-09-02 kind=amend_plan",
                "amended_final_plan_issued 2024-09-30",
                "annual_review_meeting not-yet",
            ],
            "breach",
        ),
    ],
)
def test_the_first_review_year(events, verdict):
    found = findings(judged("2025-12-01", *events), "review-not-held")
    assert (found[0].verdict, found[0].due.first.isoformat()[:7]) == (verdict, "2025-01")


def test_a_finished_review_starts_the_next_year_and_its_amended_plan_does_not():
    events = [LAST, "annual_review_meeting 2024-12-02", "review_decision 2024-12-20 outcome=amend"]
    made = judged("2026-03-01", *events, "amended_final_plan_issued 2025-02-20", "annual_review_meeting not-yet")
    assert [(f.due, f.verdict) for f in findings(made, "review-not-held")] == [
        (span("2025-01-10"), "met"),
        (span("2025-12-20"), "breach"),
    ]


def test_an_ordered_plan_starts_no_year():
    events = [LAST, "annual_review_meeting 2024-12-02", "review_decision 2024-12-20 outcome=maintain"]
    events += ["tribunal_order 2025-04-01 kind=amend_plan", "amended_final_plan_issued 2025-04-30"]
    made = judged("2026-06-01", *events, "annual_review_meeting not-yet")
    assert [f.due for f in findings(made, "review-not-held")] == [span("2025-01-10"), span("2025-12-20")]


def test_a_review_that_ended_the_plan_starts_no_year():
    events = [LAST, "annual_review_meeting 2024-12-02", "review_decision 2024-12-20 outcome=cease"]
    assert len(findings(judged("2026-03-01", *events), "review-not-held")) == 1


@pytest.mark.parametrize("plan", ["transfer_plan_issued", "reassessment_final_plan"])
def test_the_plan_of_a_transfer_or_a_reassessment_ends_one_year_and_starts_the_next(plan):
    made = judged("2026-03-01", LAST, f"{plan} 2024-12-20", "annual_review_meeting not-yet")
    assert [(f.due, f.verdict) for f in findings(made, "review-not-held")] == [
        (span("2025-01-10"), "met"),
        (span("2025-12-20"), "breach"),
    ]


def test_a_transfer_plan_after_a_decision_is_that_reviews_plan():
    events = [LAST, "annual_review_meeting 2024-12-02", "review_decision 2024-12-20 outcome=amend"]
    made = judged("2026-03-01", *events, "transfer_plan_issued 2025-02-10")
    assert [f.due for f in findings(made, "review-not-held")] == [span("2025-01-10"), span("2025-12-20")]


def test_a_plan_that_ceased_is_reviewed_no_more():
    made = judged("2025-12-01", LAST, "annual_review_meeting not-yet", about={"plan": "ceased"})
    assert only(made, "review-not-held").verdict == "cannot-tell"


# ---- after the meeting ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["maintain", "cease"])
def test_no_notice_and_no_changed_plan_is_owed_where_nothing_changes(outcome):
    made = judged("2025-12-01", MEETING, f"review_decision 2025-03-20 outcome={outcome}")
    assert not {"amendment-notice-late", "amended-plan-late"} & set(verdicts(made))


@pytest.mark.parametrize("outcome", ["", " outcome=amend"])
def test_a_notice_and_a_changed_plan_are_owed_where_it_changes_or_is_not_known(outcome):
    events = [MEETING, f"review_decision 2025-03-20{outcome}", "amendment_notice_sent not-yet"]
    made = verdicts(judged("2025-12-01", *events, "amended_final_plan_issued not-yet"))
    assert (made["amendment-notice-late"], made["amended-plan-late"]) == ("breach", "breach")


def test_of_two_clocks_for_the_changed_plan_the_earlier_counts_end_by_end():
    made = judged("2025-12-01", "annual_review_meeting 2025-03", "amendment_notice_sent 2025-03-25/2025-04-10")
    assert only(made, "amended-plan-late").due == span("2025-05-20/2025-06-05")


def test_only_a_meeting_within_twelve_months_speaks_for_a_letter_about_a_review():
    letter = "review_letter_without_meeting 2025-03-10"
    near = only(judged("2026-01-01", letter, "annual_review_meeting 2024-03-10"), "false-review-letter")
    far = only(judged("2026-01-01", letter, "annual_review_meeting 2024-03-09"), "false-review-letter")
    undated = only(judged("2026-01-01", "review_letter_without_meeting unknown"), "false-review-letter")
    assert (near.verdict, far.verdict, undated.verdict) == ("possible", "likely", "possible")


def test_the_report_is_the_councils_where_the_child_attends_nothing():
    at_home = judged("2025-12-01", MEETING, about={"setting": {"kind": "home_educated"}})
    at_school = judged("2025-12-01", MEETING, about={"setting": {"kind": "academy"}})
    assert [only(made, "review-report-late").body for made in (at_home, at_school)] == ["council", "school"]


# ---- transfers and moves --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "verdict"),
    [
        ("final_plan_issued 2024-07-01", "met"),  # exactly fourteen months before the move
        ("amended_final_plan_issued 2025-02-16", "breach"),
        ("final_plan_issued 2024-06-30", "cannot-tell"),  # older than that, it says nothing of the transfer
    ],
)
def test_a_plan_of_the_fourteen_months_before_stands_for_the_transfer_plan(plan, verdict):
    made = judged("2026-01-01", "phase_transfer 2025-09-01 kind=to_secondary", plan)
    assert only(made, "phase-transfer-late").verdict == verdict


def test_a_transfer_of_unknown_kind_lies_between_both_dates():
    made = judged("2026-01-01", "phase_transfer 2025-09", "transfer_plan_issued 2025-04-01")
    found = only(made, "phase-transfer-late")
    assert (found.due, found.verdict) == (span("2025-02-15/2025-03-31"), "breach")


def test_a_transfer_still_to_come_has_its_deadline():
    made = judged("2025-03-01", "phase_transfer 2025-09 kind=to_secondary", "transfer_plan_issued not-yet")
    assert only(made, "phase-transfer-late").verdict == "breach"


def test_a_move_without_a_known_review_has_its_review_between_three_and_twelve_months():
    made = judged("2026-06-01", "moved_on 2025-03-03", "moved_plan_reviewed not-yet")
    found = only(made, "move-review-late", "M-REVIEW")
    assert (found.due, found.verdict) == (span("2025-06-03/2026-03-03"), "breach")


def test_the_later_of_twelve_months_from_the_review_and_three_from_the_move_counts():
    made = judged("2026-06-01", "last_plan_or_review 2024-11-01", "moved_on 2025-03-03")
    assert only(made, "move-review-late", "M-REVIEW").due == span("2025-11-01")


# ---- complaints, advice, appeal rights ------------------------------------------------------------------------------


@pytest.mark.parametrize("complaint", ["complaint_made 2026-03-31", "complaint_made 2026-03-31/2026-04-05"])
def test_the_complaint_code_binds_only_complaints_made_since_april_2026(complaint):
    assert findings(judged("2026-11-21", complaint, "stage1_response not-yet"), "complaint-handling") == []


@pytest.mark.parametrize("body", ["school", "nhs", "social_care"])
def test_the_complaint_code_is_for_councils(body):
    made = judged("2026-11-21", f"complaint_made 2026-05-11 body={body}", f"stage1_response not-yet body={body}")
    assert findings(made, "complaint-handling") == []


def test_the_complaint_code_is_never_called_law():
    found = only(judged("2026-11-21", "complaint_made 2026-05-11", "stage1_response not-yet"), "complaint-handling")
    assert (found.verdict, found.force) == ("breach", "code")


def test_advice_is_paired_with_the_same_adviser_and_owed_by_whoever_was_asked():
    events = ["advice_requested 2025-02-17 what=health", "advice_requested 2025-02-17 what=educational_psychology"]
    events += ["advice_received 2025-03-01 what=educational_psychology", "advice_received 2025-06-01 what=health"]
    made = findings(judged("2026-01-01", *events), "advice-late")
    assert {f.body: f.verdict for f in made} == {"icb": "breach", "council": "met"}


def test_a_recommendation_for_health_is_not_owed_by_the_council():
    events = ["tribunal_recommendation 2025-03-03 body={}", "recommendation_answered not-yet body={}"]
    bodies = [
        only(judged("2026-01-01", *(e.format(b) for e in events)), "tribunal-recommendation-not-answered").body
        for b in ("health", "social_care")
    ]
    assert bodies == ["icb", "council"]


def test_nothing_is_said_of_appeal_rights_that_nobody_spoke_of():
    made = judged("2026-01-01", "final_plan_issued 2025-02-10")
    assert {f.verdict for f in findings(made, "appeal-rights-not-given")} == {"cannot-tell"}


# ---- what is not known or can't be ----------------------------------------------------------------------------------


def test_what_was_done_before_its_trigger_becomes_a_question_and_accuses_nobody():
    made = judged("2026-01-01", REQUEST, "assess_decision 2025-01-05 cycle=1")
    assert only(made, "assess-decision-late").verdict == "cannot-tell"
    assert [missing.ask.key for missing in made.missing][:1] == ["missing.order"]


def test_a_trigger_of_unknown_day_cannot_be_judged():
    found = only(judged("2026-01-01", "request_received unknown", "final_plan_issued 2025-05-01"), "final-plan-late")
    assert (found.verdict, found.due) == ("cannot-tell", None)


def test_a_trigger_that_is_planned_starts_nothing():
    assert judged("2024-12-01", REQUEST).findings == ()


def test_a_trigger_is_cut_at_the_day_of_assessment():
    made = judged("2025-01-15", "request_received 2025-01")
    assert only(made, "assess-decision-late").trigger == span("2025-01-01/2025-01-15")


def test_nobody_is_accused_of_what_the_family_did_not_speak_of():
    meeting = "annual_review_meeting 2025-01-08"
    made = judged("2026-01-01", REQUEST, meeting, LAST, "reassessment_requested 2025-01-06", "moved_on 2023-01-01")
    assert {f.code for f in made.findings if f.verdict not in ("cannot-tell", "met")} == set()


def test_a_question_about_a_clock_still_running_is_not_due():
    made = judged("2025-01-20", REQUEST)
    assert set(verdicts(made).values()) == {"not-due"}
