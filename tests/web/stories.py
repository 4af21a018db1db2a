"""Families whose trouble is outside the assessment and the review: what each answers, the case that has to come of it, and
what the engine has to find in that case."""

from __future__ import annotations

from typing import Any, NamedTuple

from .conftest import NOT_YET, UNKNOWN, on, picked


class Story(NamedTuple):
    """One family."""

    answers: dict[str, dict[str, Any]]
    case: dict[str, Any]  # the whole case, but for `format`, `as_of` and `about`
    finds: tuple[tuple[str, str], ...]  # (finding, verdict)
    first: str  # the route that comes first


def event(event: str, date: str, **more: Any) -> dict[str, Any]:
    return {"event": event, "date": date, **more}


STORIES: dict[str, Story] = {
    "excluded from an academy, and the governors agreed": Story(
        {
            "problems": picked("out-of-school"),
            "child": {"name": "Sam", "on_month": "6", "on_year": "2013"},
            "setting": picked("academy"),
            "appealed": picked("no"),
            "out_reason": picked("permanent_exclusion"),
            "excluded": on("2026", "10", "1"),
            "out_from": on("2026", "10", "2"),
            "out_to": NOT_YET,
            "out_told": on("2026", "10", "2"),
            "out_given": picked("none"),
            "governors": on("2026", "11", "9"),
            "governors_outcome": picked("upheld"),
            "panel": NOT_YET,
            "out_more": picked("no"),
            "complained": picked("none"),
        },
        {
            "problems": ["out-of-school"],
            "events": [
                event("permanently_excluded", "2026-10-01"),
                event("governors_decision", "2026-11-09", kind="governing_board", outcome="upheld"),
                event("governors_decision", "not-yet", kind="independent_review_panel"),
            ],
            "out_of_school": [
                {
                    "reason": "permanent_exclusion",
                    "from": "2026-10-02",
                    "to": "not-yet",
                    "council_told": "2026-10-02",
                    "education_given": "none",
                }
            ],
        },
        (("alternative-education-not-arranged", "breach"),),
        "exclusion_irp",
    ),
    "the panel cancelled the exclusion, and the governors gave in": Story(
        {
            "problems": picked("out-of-school"),
            "setting": picked("pru"),
            "out_reason": picked("permanent_exclusion"),
            "excluded": on("2026", "3", "2"),
            "out_from": on("2026", "3", "3"),
            "out_to": on("2026", "6", "30"),
            "out_told": UNKNOWN,
            "out_given": picked("some"),
            "other_education": on("2026", "3", "20"),
            "governors": on("2026", "4", "13"),
            "governors_outcome": picked("upheld"),
            "panel": on("2026", "5", "20"),
            "panel_outcome": picked("quashed"),
            "panel_body": picked("council"),
            "governors_again": on("2026", "6", "10"),
            "governors_again_outcome": picked("reinstated"),
            "out_more": picked("no"),
            "complained": picked("none"),
        },
        {
            "problems": ["out-of-school"],
            "events": [
                event("permanently_excluded", "2026-03-02"),
                event("alternative_education_started", "2026-03-20"),
                event("governors_decision", "2026-04-13", kind="governing_board", outcome="upheld"),
                event(
                    "governors_decision",
                    "2026-05-20",
                    kind="independent_review_panel",
                    outcome="quashed",
                    body="council",
                ),
                event("governors_decision", "2026-06-10", kind="governing_board", outcome="reinstated"),
            ],
            "out_of_school": [
                {
                    "reason": "permanent_exclusion",
                    "from": "2026-03-03",
                    "to": "2026-06-30",
                    "council_told": "unknown",
                    "education_given": "some",
                }
            ],
        },
        (("alternative-education-not-arranged", "possible"),),
        "council_complaint",
    ),
    "suspended because of a disability": Story(
        {
            "problems": picked("discrimination"),
            "setting": picked("maintained"),
            "treated_how": picked("yes"),
            "out_reason": picked("suspension"),
            "suspended": on("2026", "9", "14"),
            "out_from": on("2026", "9", "14"),
            "out_to": on("2026", "9", "16"),
            "out_given": picked("unknown"),
            "governors": NOT_YET,
            "out_more": picked("no"),
            "complained": picked("school"),
            "school_complaint": on("2026", "9", "20"),
            "school_answer": on("2026", "10", "12"),
            "school_final": NOT_YET,
        },
        {
            "problems": ["discrimination"],
            "events": [
                event("suspended", "2026-09-14"),
                event("governors_decision", "not-yet", kind="governing_board"),
                event("complaint_made", "2026-09-20", body="school"),
                event("stage1_response", "2026-10-12", body="school"),
                event("stage2_response", "not-yet", body="school"),
            ],
            "out_of_school": [{"reason": "suspension", "from": "2026-09-14", "to": "2026-09-16"}],
        },
        (("alternative-education-not-arranged", "met"),),
        "tribunal_dd",
    ),
    "transport refused twice": Story(
        {
            "problems": picked("transport"),
            "transport_applied": on("2026", "6"),
            "transport_outcome": picked("refused"),
            "transport_decision": on("2026", "8", "3"),
            "transport_stage1": on("2026", "11", "2"),
            "transport_stage1_outcome": picked("refused"),
            "transport_stage2": NOT_YET,
            "complained": picked("none"),
        },
        {
            "problems": ["transport"],
            "events": [
                event("transport_applied", "2026-06"),
                event("transport_decision", "2026-08-03", outcome="refused"),
                event("transport_appeal_stage1", "2026-11-02", outcome="refused"),
                event("transport_appeal_stage2", "not-yet"),
            ],
        },
        (("transport-fault", "cannot-tell"),),
        "transport_appeal",
    ),
    "transport came to the panel": Story(
        {
            "problems": picked("transport"),
            "transport_outcome": picked("partly"),
            "transport_decision": on("2026", "5"),
            "transport_stage1": on("2026", "7"),
            "transport_stage1_outcome": picked("refused"),
            "transport_stage2": on("2026", "10", "6"),
            "transport_stage2_outcome": picked("refused"),
        },
        {
            "problems": ["transport"],
            "events": [
                event("transport_decision", "2026-05", outcome="partly"),
                event("transport_appeal_stage1", "2026-07", outcome="refused"),
                event("transport_appeal_stage2", "2026-10-06", outcome="refused"),
            ],
        },
        (("transport-fault", "cannot-tell"),),
        "lgsco",
    ),
    "transport runs badly": Story(
        {
            "problems": picked("transport"),
            "transport_applied": on("2026"),
            "transport_outcome": picked("agreed"),
            "transport_decision": on("2026", "8"),
        },
        {
            "problems": ["transport", "transport-fault"],
            "events": [event("transport_applied", "2026"), event("transport_decision", "2026-08", outcome="agreed")],
        },
        (("transport-fault", "cannot-tell"),),
        "transport_appeal",
    ),
    "no answer about a direct payment": Story(
        {"problems": picked("money"), "money_asked": on("2026", "5"), "money_outcome": picked("no")},
        {
            "problems": ["money"],
            "events": [event("direct_payment_requested", "2026-05"), event("direct_payment_decision", "not-yet")],
        },
        (),
        "sendiass",
    ),
    "a direct payment refused": Story(
        {
            "problems": picked("money"),
            "money_asked": on("2026", "5"),
            "money_outcome": picked("refused"),
            "money_decision": on("2026", "10", "19"),
        },
        {
            "problems": ["money"],
            "events": [
                event("direct_payment_requested", "2026-05"),
                event("direct_payment_decision", "2026-10-19", outcome="refused"),
            ],
        },
        (("direct-payment-fault", "cannot-tell"),),
        "pb_review",
    ),
    "nursing missing, and the NHS has answered": Story(
        {
            "problems": picked("health"),
            "plan": picked("final"),
            "missing_what": {"answer": "A nurse each school day"},
            "missing_section": picked("G"),
            "missing_share": picked("all"),
            "missing_from": on("2026", "4", "20"),
            "missing_to": NOT_YET,
            "missing_told": on("2026", "5"),
            "missing_more": picked("no"),
            "complained": picked("nhs"),
            "nhs_complaint": on("2026", "6", "1"),
            "nhs_answer": on("2026", "8", "31"),
        },
        {
            "problems": ["health"],
            "events": [
                event("complaint_made", "2026-06-01", body="nhs"),
                event("stage1_response", "2026-08-31", body="nhs"),
            ],
            "provision_missing": [
                {
                    "what": "A nurse each school day",
                    "section": "G",
                    "share": "all",
                    "from": "2026-04-20",
                    "to": "not-yet",
                    "council_told": "2026-05",
                }
            ],
        },
        (("health-provision-not-arranged", "breach"),),
        "phso",
    ),
    "short breaks missing, at stage 2": Story(
        {
            "problems": picked("social-care"),
            "child": {"name": "Sam", "on_month": "6", "on_year": "2014"},
            "plan": picked("final"),
            "care_what": picked("both"),
            "missing_what": {"answer": "Two short breaks a month"},
            "missing_section": picked("H1"),
            "missing_share": picked("most"),
            "missing_from": on("2026", "1"),
            "missing_to": NOT_YET,
            "missing_told": on("2026", "2", "2"),
            "missing_more": picked("no"),
            "complained": picked("social_care"),
            "care_complaint": on("2026", "3", "2"),
            "care_answer": on("2026", "4", "1"),
            "care_stage2": on("2026", "4", "20"),
            "care_stage2_answer": NOT_YET,
        },
        {
            "problems": ["social-care", "social-care-fault"],
            "events": [
                event("complaint_made", "2026-03-02", body="social_care"),
                event("stage1_response", "2026-04-01", body="social_care"),
                event("stage2_requested", "2026-04-20", body="social_care"),
                event("stage2_response", "not-yet", body="social_care"),
            ],
            "provision_missing": [
                {
                    "what": "Two short breaks a month",
                    "section": "H1",
                    "share": "most",
                    "from": "2026-01",
                    "to": "not-yet",
                    "council_told": "2026-02-02",
                }
            ],
        },
        (("social-care-fault", "likely"),),
        "lgsco",
    ),
    "no place, and two schools were asked": Story(
        {
            "problems": picked("out-of-school"),
            "child": {"name": "Sam", "on_month": "6", "on_year": "2014"},
            "plan": picked("final"),
            "setting": picked("none"),
            "appealed": picked("no"),
            "out_reason": picked("no_place"),
            "out_from": on("2026", "9", "2"),
            "out_to": NOT_YET,
            "out_told": on("2026", "9", "2"),
            "out_given": picked("none"),
            "out_more": picked("no"),
            "consulted": on("2026", "9", "14"),
            "consulted_reply": on("2026", "9", "21"),
            "consulted_more": picked("yes"),
            "consulted-2": on("2026", "9", "14"),
            "consulted_reply-2": NOT_YET,
            "consulted_more-2": picked("no"),
            "complained": picked("none"),
        },
        {
            "problems": ["out-of-school"],
            "events": [
                event("school_consulted", "2026-09-14", cycle=1),
                event("school_consultation_reply", "2026-09-21", cycle=1),
                event("school_consulted", "2026-09-14", cycle=2),
                event("school_consultation_reply", "not-yet", cycle=2),
            ],
            "out_of_school": [
                {
                    "reason": "no_place",
                    "from": "2026-09-02",
                    "to": "not-yet",
                    "council_told": "2026-09-02",
                    "education_given": "none",
                }
            ],
        },
        (
            ("alternative-education-not-arranged", "breach"),
            ("no-school-place", "possible"),
            ("school-consultation-fault", "met"),
            ("school-consultation-fault", "breach"),
        ),
        "council_complaint",
    ),
}
