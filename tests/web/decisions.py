"""Eight published decisions of the Ombudsman, as the family would have typed its story; and what their letter must say."""

from __future__ import annotations

from typing import Any

from .conftest import NOT_YET, UNKNOWN, on, picked

ABOUT: dict[str, dict[str, Any]] = {
    "filled_in_by": picked("parent"),
    "child": {"name": "Sam", "on_month": "6", "on_year": "2014"},
    "plan": picked("final"),
    "setting": picked("maintained"),
    "setting_name": {"answer": "Oak Tree Primary School"},
    "impact": {"answer": "Sam lost a year. We were worn out."},
    "wanted": {"answer": "A named person to ring"},
}


def between(first: str, last: str) -> dict[str, str]:
    """The form of a date question with two dates, each written year-month-day."""
    form = {"how": "between"}
    for name, written in (("from", first), ("to", last)):
        form |= zip((f"{name}_year", f"{name}_month", f"{name}_day"), written.split("-"), strict=True)
    return form


# reference -> the answers, and what stands in the letter: the council, the fault, its dates
DECISIONS: dict[str, tuple[dict[str, dict[str, Any]], tuple[str, ...]]] = {
    "24 000 272": (
        {
            "council": {"answer": "E10000030"},
            "problems": picked("waiting"),
            "waiting_for": picked("assessment"),
            "request_received": on("2023", "July"),
            "assess_decision": UNKNOWN,
            "assess_outcome": picked("agreed"),
            "advice_missing": picked("none"),
            "after_assessment": picked("final"),
            "draft_plan_sent": UNKNOWN,
            "final_plan_issued": on("2024", "Feb"),
            "final_plan_rights": picked("yes"),
            "exceptions": picked("none"),
            "dispute": picked("no"),
            "complained": picked("none"),
        },
        (
            "Surrey County Council",
            "20 weeks",
            "July 2023",
            "between 18 November and 18 December 2023",
            "February 2024",
            "45 to 103 days",
        ),
    ),
    "24 004 171": (
        {
            "council": {"answer": "E06000066"},
            "problems": picked("review"),
            "last_plan_or_review": UNKNOWN,
            "meeting": on("2024", "2"),
            "review_report": UNKNOWN,
            "review_decision": UNKNOWN,
            "review_outcome": picked("amend"),
            "amendment_notice": UNKNOWN,
            "amended_plan": between("2024-9-1", "2024-10-15"),
            "amended_rights": picked("yes"),
            "another_review": picked("no"),
            "dispute": picked("no"),
            "complained": picked("none"),
        },
        ("Somerset Council", "February 2024", "between 25 April and 23 May 2024", "101 to 173 days"),
    ),
    "24 017 604": (
        {
            "council": {"answer": "E10000025"},
            "problems": picked("plan-not-followed"),
            "appealed": picked("no"),
            "missing_what": {"answer": "Occupational therapy and part of the speech therapy"},
            "missing_section": picked("F"),
            "missing_provider": picked("unknown"),
            "missing_share": picked("most"),
            "missing_from": on("2023", "7"),
            "missing_to": NOT_YET,
            "missing_told": UNKNOWN,
            "missing_more": picked("no"),
            "complained": picked("none"),
        },
        ("Oxfordshire County Council", "Section F", "Occupational therapy and part of the speech therapy", "July 2023"),
    ),
    "24 016 613": (
        {
            "council": {"answer": "E06000052"},
            "problems": picked("transfer"),
            "transfer_kind": picked("to_post16"),
            "transfer_when": on("2024", "9"),
            "transfer_plan": NOT_YET,
            "transfer_more": picked("no"),
            "transfer_review": picked("no"),
            "complained": picked("none"),
        },
        ("Cornwall Council", "31 March 2024", "September 2024", "365 days"),
    ),
    "24 020 138": (
        {
            "council": {"answer": "E06000066"},
            "problems": picked("moved", "out-of-school"),
            "moved_on": on("2024", "10"),
            "old_council_aware": UNKNOWN,
            "new_council_told": UNKNOWN,
            "moved_plan_reviewed": UNKNOWN,
            "moved_more": picked("no"),
            "last_plan_or_review": UNKNOWN,
            "appealed": picked("no"),
            "out_reason": picked("no_place"),
            "out_from": on("2024", "10"),
            "out_to": between("2025-2-11", "2025-3-13"),
            "out_told": UNKNOWN,
            "out_given": picked("none"),
            "out_more": picked("no"),
            "complained": picked("none"),
        },
        ("Somerset Council", "October 2024", "between 11 February and 13 March 2025", "Sam had no school place"),
    ),
    "24 020 329": (
        {
            "council": {"answer": "E06000062"},
            "problems": picked("after-tribunal"),
            "after_what": picked("appeal"),
            "appeal_lodged": UNKNOWN,
            "appeal_about": picked("contents"),
            "appeal_ended": on("2024", "5"),
            "appeal_outcome": picked("order"),
            "order_kind": picked("amend_plan"),
            "order_by": NOT_YET,
            "order_done": on("2024", "8"),
            "recommended": picked("none"),
            "appeal_more": picked("no"),
            "order_exceptions": picked("none"),
            "complained": picked("none"),
        },
        ("West Northamptonshire Council", "May 2024", "between 5 June and 5 July 2024", "August 2024", "27 to 87 days"),
    ),
    "25 012 582": (
        {
            "council": {"answer": "E08000035"},
            "problems": picked("waiting", "after-tribunal"),
            "waiting_for": picked("assessment"),
            "after_what": picked("mediation"),
            "plan": picked("none"),
            "request_received": on("2024", "7", "23"),
            "assess_decision": between("2024-7-23", "2025-1-13"),
            "assess_outcome": picked("refused"),
            "assess_rights": picked("unknown"),
            "certificate": NOT_YET,
            "mediation_requested": UNKNOWN,
            "mediation_held": on("2025", "1", "14"),
            "agreement_on": on("2025", "1", "14"),
            "agreement_kind": picked("assess"),
            "agreement_by": NOT_YET,
            "mediation_more": picked("no"),
            "appealed": picked("no"),
            "new_assess_decision": on("2025", "1", "14"),
            "new_result": picked("nothing"),
            "exceptions": picked("none"),
            "order_exceptions": picked("none"),
            "complained": picked("none"),
        },
        ("Leeds City Council", "14 January 2025", "25 March 2025", "agreement in mediation", "6 days after that"),
    ),
    "24 007 521": (
        {
            "council": {"answer": "E10000029"},
            "problems": picked("waiting"),
            "waiting_for": picked("reassessment"),
            "reassess_requested": UNKNOWN,
            "reassess_decision": on("2023", "11", "15"),
            "reassess_outcome": picked("agreed"),
            "reassess_plan": NOT_YET,
            "advice_missing": picked("none"),
            "exceptions": picked("none"),
            "complained": picked("none"),
        },
        ("Suffolk County Council", "15 November 2023", "21 February 2024", "within 14 weeks", "404 days"),
    ),
}
