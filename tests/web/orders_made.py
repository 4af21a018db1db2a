"""What must come of the stories in orders_typed.py: the case they make, and what is found in it."""

from __future__ import annotations

# name -> the events of the case: kind, day, and what else is said of it
MADE: dict[str, list[str]] = {
    "a new assessment": [
        "reassessment_requested 2026-02-02",
        "reassessment_decision 2026-03-10 outcome=agreed",
        "reassessment_final_plan not-yet",
        "advice_requested 2026-03-16 what=health",
        "advice_received 2026-06-01 what=health",
    ],
    "a new assessment refused, and asked for again": [
        "reassessment_requested 2025-03-03 cycle=1",
        "reassessment_decision 2025-03-17 cycle=1 outcome=refused",
        "appeal_rights_given 2025-03-17 outcome=no",
        "reassessment_requested 2026-09 cycle=2",
        "reassessment_decision not-yet cycle=2",
        "mediation_certificate not-yet",
        "mediation_requested not-yet",
    ],
    "two moves to the next stage": [
        "phase_transfer 2021-09 cycle=1 kind=to_secondary",
        "transfer_plan_issued 2021-03-01 cycle=1",
        "phase_transfer 2026-09 cycle=2 kind=to_post16",
        "transfer_plan_issued not-yet cycle=2",
    ],
    "a move in the middle of a stage": [],
    "moved": [
        "moved_on 2026-01-12",
        "old_council_aware 2026-01-12",
        "new_council_told_review_date 2026-05-01",
        "moved_plan_reviewed not-yet",
        "last_plan_or_review 2025-03",
    ],
    "ordered to change the plan": [
        "appeal_lodged 2025-11 about=contents",
        "appeal_ended 2026-06-01 outcome=order",
        "tribunal_order 2026-06-01 kind=amend_plan",
        "tribunal_order_done 2026-08-03",
        "recommendation_answered not-yet body=health",
        "recommendation_answered 2026-06-20 body=social_care outcome=partly",
        "tribunal_recommendation 2026-06-01 body=health",
        "tribunal_recommendation 2026-06-01 body=social_care",
    ],
    "ordered by a date, and a family away for two weeks": [
        "appeal_lodged 2025-11 about=contents",
        "appeal_ended 2026-06-01 outcome=order",
        "tribunal_order 2026-06-01 by=2026-06-30 kind=name_school",
        "tribunal_order_done not-yet",
    ],
    "an order nobody remembers": [
        "appeal_lodged 2025-11 about=contents",
        "appeal_ended 2026-06-01 outcome=order",
        "tribunal_order_done not-yet",
        "tribunal_order 2026-06-01",
    ],
    "the council gave in, then a second appeal": [
        "appeal_lodged 2025-02 about=contents",
        "appeal_ended 2025-05 outcome=conceded",
        "council_conceded 2025-04-22 cycle=1 kind=amend_plan",
        "tribunal_order_done 2025-08-18 cycle=1",
        "appeal_lodged 2025-10 about=placement",
        "appeal_ended not-yet",
    ],
    "refused, and ordered to assess": [
        "request_received 2025-09-01",
        "assess_decision 2025-10-10 outcome=refused",
        "appeal_rights_given 2025-10-10 outcome=yes",
        "mediation_certificate not-yet",
        "mediation_requested not-yet",
        "appeal_lodged 2025-11 about=refusal_to_assess",
        "appeal_ended 2026-06-01 outcome=order",
        "tribunal_order 2026-06-01 kind=assess",
        "assess_decision 2026-06-12 outcome=agreed",
        "no_plan_decision not-yet",
        "draft_plan_sent not-yet",
        "final_plan_issued not-yet",
    ],
    "ordered to make a plan": [
        "appeal_lodged 2025-11 about=refusal_to_issue",
        "appeal_ended 2026-06-01 outcome=order",
        "tribunal_order 2026-06-01 kind=make_plan",
        "draft_plan_sent 2026-07-20",
        "final_plan_issued 2026-09-21",
        "appeal_rights_given 2026-09-21 outcome=no",
        "appealable_decision 2026-09-21 kind=placement",
    ],
    "mediation that was not arranged": [
        "mediation_requested 2026-09-01",
        "mediation_held not-yet",
    ],
    "agreed to assess again": [
        "mediation_requested 2026-04-01",
        "mediation_held 2026-04-20",
        "mediation_agreement 2026-04-20 kind=reassess",
        "reassessment_decision 2026-05-29 outcome=agreed",
        "reassessment_final_plan not-yet",
    ],
    "something else agreed, by a date": [
        "mediation_requested unknown",
        "mediation_held 2026-04",
        "mediation_agreement 2026-05-04 by=2026-07-01 kind=other",
        "mediation_agreement_done 2026-07-20",
    ],
    "the plan ended without a review": [
        "last_plan_or_review unknown",
        "annual_review_meeting not-yet",
        "appealable_decision 2026-10-30 kind=cease",
        "mediation_certificate not-yet",
        "mediation_requested not-yet",
    ],
    "changes without a meeting": [
        "last_plan_or_review 2026-02",
        "annual_review_meeting not-yet",
        "amendment_notice_sent 2026-06-01",
        "amended_final_plan_issued 2026-09-30",
        "appeal_rights_given 2026-09-30 outcome=yes",
    ],
}

# name -> what is found: code, rule, verdict, and the day it was due
FOUND: dict[str, list[str]] = {
    "a new assessment": [
        "reassess-decision-late RA-DECISION-15D breach 2026-02-17",
        "reassess-plan-late RA-FINAL-14W breach 2026-06-16",
        "advice-late RA-ADVICE-6W breach 2026-04-27",
    ],
    "a new assessment refused, and asked for again": [
        "reassess-decision-late RA-DECISION-15D met 2025-03-18",
        "appeal-rights-not-given RA-REFUSE-NOTICE breach 2025-03-17",
        "reassess-decision-late RA-DECISION-15D breach 2026-10-15",
    ],
    "two moves to the next stage": [
        "appeal-rights-not-given A-FINAL-NOTICE cannot-tell 2021-03-01",
        "review-not-held R-12M cannot-tell 2022-03-01",
        "phase-transfer-late P-15FEB breach 2021-02-15",
        "phase-transfer-late P-31MAR breach 2026-03-31",
    ],
    "a move in the middle of a stage": [],
    "moved": [
        "move-review-late M-INFORM-6W breach 2026-03-13",
        "move-review-late M-REVIEW breach 2026-04-30",
    ],
    "ordered to change the plan": [
        "tribunal-order-late T-AMEND-5W breach 2026-07-06",
        "tribunal-recommendation-not-answered T-RECS-5W breach 2026-07-06",
        "tribunal-recommendation-not-answered T-RECS-5W met 2026-07-06",
    ],
    "ordered by a date, and a family away for two weeks": [
        "tribunal-order-late T-NAME-2W likely 2026-06-30",
    ],
    "an order nobody remembers": [
        "tribunal-order-late T-AMEND-5W cannot-tell",
    ],
    "the council gave in, then a second appeal": [
        "tribunal-order-late T-CONCEDE-AMEND-5W breach 2025-05-27",
    ],
    "refused, and ordered to assess": [
        "assess-decision-late A-DECIDE-6W met 2025-10-13",
        "appeal-rights-not-given A-REFUSE-NOTICE met 2025-10-10",
        "tribunal-order-late T-ASSESS-FINAL-14W breach 2026-09-07",
        "tribunal-order-late T-ASSESS-NOPLAN-10W breach 2026-08-10",
        "tribunal-order-late T-ASSESS-NOTIFY-2W met 2026-06-15",
    ],
    "ordered to make a plan": [
        "tribunal-order-late T-MAKE-DRAFT-5W breach 2026-07-06",
        "tribunal-order-late T-MAKE-FINAL-11W breach 2026-08-17",
        "draft-consultation-short A-DRAFT-15D met 2026-08-03",
        "appeal-rights-not-given A-FINAL-NOTICE breach 2026-09-21",
        "review-not-held R-12M not-due 2027-09-21",
    ],
    "mediation that was not arranged": [
        "mediation-outcome-late D-ARRANGE-30D breach 2026-10-01",
    ],
    "agreed to assess again": [
        "mediation-outcome-late D-ARRANGE-30D met 2026-05-01",
        "mediation-outcome-late D-AGREEMENT-TRIBUNALTYPE breach 2026-05-04",
        "mediation-outcome-late D-AGREEMENT-TRIBUNALTYPE cannot-tell 2026-06-29",
        "mediation-outcome-late D-AGREEMENT-TRIBUNALTYPE breach 2026-07-27",
    ],
    "something else agreed, by a date": [
        "mediation-outcome-late D-AGREEMENT-AGREEDDATE breach 2026-07-01",
        "mediation-outcome-late D-ARRANGE-30D cannot-tell",
    ],
    "the plan ended without a review": [
        "review-not-held R-12M cannot-tell",
    ],
    "changes without a meeting": [
        "review-not-held R-12M met 2027-02-28",
        "draft-consultation-short R-AMEND-15D met 2026-06-15",
        "amended-plan-late R-FINAL-8W breach 2026-07-27",
        "appeal-rights-not-given A-FINAL-NOTICE met 2026-09-30",
        "review-not-held R-12M not-due 2027-09-30",
    ],
}
