"""The words of the case file: kinds of event, their stages, and what may be said of each. The contract with the outside.

Adding an event: one row in EVENTS with its stage; then, if more can be said of it than a date, a row in OUTCOMES or KINDS.
"""

from __future__ import annotations

from collections.abc import Sequence

FORMAT = "ehcp-case/1"

FILLED_IN_BY = ("parent", "young_person", "adviser")
CONSENT = ("yes", "no", "not-needed")
PLAN = ("none", "draft", "final", "ceased")
SETTINGS = (
    "maintained academy maintained_special academy_special non_maintained_special independent early_years fe_college "
    "sixth_form_college specialist_post16 pru eotas home_educated none"
).split()
SECTIONS = ("F", "G", "H1", "H2")
PROVIDERS = ("school", "council", "nhs", "unknown")
SHARES = ("all", "most", "some")
EDUCATION = ("none", "some", "full")
ABSENCE_REASONS = (
    "permanent_exclusion suspension illness anxiety no_place placement_broke_down part_time_timetable other"
).split()
EXCEPTIONS = (
    "school_closed_four_weeks away_four_weeks away_two_weeks missed_appointment exceptional_circumstances representations"
).split()

# event -> stage; in the order of the contract
EVENTS: dict[str, str] = {
    kind: stage
    for stage, kinds in {
        "assessment": "request_received assess_decision advice_requested advice_received no_plan_decision draft_plan_sent "
        "family_response_to_draft final_plan_issued",
        "review": "last_plan_or_review annual_review_meeting review_report_sent review_decision amendment_notice_sent "
        "amended_final_plan_issued review_letter_without_meeting",
        "phase": "phase_transfer transfer_plan_issued",
        "reassessment": "reassessment_requested reassessment_decision reassessment_final_plan",
        "move": "moved_on old_council_aware new_council_told_review_date moved_plan_reviewed",
        "tribunal": "appealable_decision appeal_rights_given mediation_certificate appeal_lodged appeal_ended "
        "council_conceded tribunal_order tribunal_order_done tribunal_recommendation recommendation_answered",
        "mediation": "mediation_requested mediation_held mediation_agreement mediation_agreement_done",
        "complaint": "complaint_made complaint_acknowledged stage1_response stage2_requested stage2_response "
        "ombudsman_contacted ombudsman_decision remedy_agreed remedy_done court_claim_issued",
        "other": "transport_applied transport_decision transport_appeal_stage1 transport_appeal_stage2 "
        "direct_payment_requested direct_payment_decision school_consulted school_consultation_reply permanently_excluded "
        "suspended governors_decision alternative_education_started became_aware",
    }.items()
    for kind in kinds.split()
}

DECISION = ("agreed", "refused", "partly")
OUTCOMES: dict[str, tuple[str, ...]] = {
    "assess_decision": DECISION,
    "reassessment_decision": DECISION,
    "transport_applied": DECISION,
    "transport_decision": DECISION,
    "transport_appeal_stage1": DECISION,
    "transport_appeal_stage2": DECISION,
    "direct_payment_decision": DECISION,
    "recommendation_answered": DECISION,
    "review_decision": ("maintain", "amend", "cease"),
    "appeal_rights_given": ("yes", "no"),
    "appeal_ended": ("order", "conceded", "withdrawn", "dismissed"),
    "ombudsman_decision": ("premature", "late", "appealed", "closed", "upheld", "not_upheld"),
    "governors_decision": ("upheld", "reinstated", "recommended", "quashed"),
}

APPEAL_SUBJECTS = (
    "refusal_to_assess",
    "refusal_to_issue",
    "contents",
    "placement",
    "no_amendment",
    "refusal_to_amend",  # read as no_amendment
    "refusal_to_reassess",
    "cease",
)
ORDER_KINDS = (
    "assess reassess make_plan amend_plan name_school continue_plan continue_and_amend reconsider cease_plan"
).split()
_KINDS: dict[str, Sequence[str]] = {
    "appealable_decision": APPEAL_SUBJECTS,
    "tribunal_order": tuple(ORDER_KINDS),
    "council_conceded": tuple(ORDER_KINDS),
    "mediation_agreement": (*ORDER_KINDS, "other"),
    "phase_transfer": ("to_primary infant_to_junior primary_to_middle to_secondary to_post16 post16_to_post16").split(),
    "governors_decision": ("governing_board", "independent_review_panel"),
}
KINDS: dict[str, tuple[str, ...]] = {event: tuple(kinds) for event, kinds in _KINDS.items()}

COMPLAINT_BODIES = ("council", "school", "nhs", "social_care")
BODIES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        "complaint_made complaint_acknowledged stage1_response stage2_requested stage2_response".split(),
        COMPLAINT_BODIES,
    ),
    "tribunal_recommendation": ("health", "social_care"),
    "recommendation_answered": ("health", "social_care"),
    "governors_decision": ("council", "academy"),
}
ADVICE = ("educational_psychology", "health", "social_care", "school", "other")
DATED_WITHIN = ("tribunal_order", "council_conceded", "mediation_agreement", "remedy_agreed")  # may carry `by`
DATED_AHEAD = ("phase_transfer",)  # what is told before it happens: its date is usually still to come

FINDINGS = (
    "assess-decision-late advice-late plan-decision-late draft-consultation-short final-plan-late appeal-rights-not-given "
    "review-not-held review-report-late review-decision-late amendment-notice-late amended-plan-late false-review-letter "
    "phase-transfer-late reassess-decision-late reassess-plan-late move-review-late tribunal-order-late "
    "mediation-outcome-late tribunal-recommendation-not-answered provision-not-secured health-provision-not-arranged "
    "social-care-fault alternative-education-not-arranged no-school-place school-consultation-fault transport-fault "
    "direct-payment-fault complaint-handling remedy-not-done"
).split()
PROBLEM_GROUPS = (
    "waiting refused plan-not-followed out-of-school review transfer moved after-tribunal transport money health "
    "social-care complaint discrimination not-sure"
).split()
PROBLEMS = (*FINDINGS, *PROBLEM_GROUPS)
ROUTES = (
    "council_complaint lgsco lgsco_review lgsco_compliance tribunal_sen tribunal_dd mediation disagreement_resolution "
    "nhs_complaint phso joint_ombudsman school_complaint dfe_school ofsted_school exclusion_gb exclusion_irp "
    "admissions_appeal csc_complaint asc_complaint transport_appeal pb_review judicial_review sos_496_497 sar foi ico "
    "county_court fe_complaint early_years_complaint dcs_letter mp_councillor sendiass"
).split()
REASONS = (
    "appeal-right appealed-linked late-12-months school-internal premature court no-injustice other-body no-decision-yet "
    "does-not-enforce needs-certificate out-of-time own-procedure used-up not-needed not-in-breach"
).split()
