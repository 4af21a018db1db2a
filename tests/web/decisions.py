"""Three published decisions of the Ombudsman, as the family would have typed its story; and what their letter must say."""

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
BETWEEN = {
    "how": "between",
    "from_day": "1",
    "from_month": "9",
    "from_year": "2024",
    "to_day": "15",
    "to_month": "10",
    "to_year": "2024",
}
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
            "amended_plan": BETWEEN,
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
}
