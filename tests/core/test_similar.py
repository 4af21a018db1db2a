"""Which decisions are shown for a case, and which as a warning. The table was judged by hand against the law base."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.decisions import OTHER_FAULTS, Library, Query
from assistant.core.similar import refused
from assistant.load import load_definitions
from tests.shared import REPLAYS, need

RULES = load_definitions()
LIBRARY = RULES.library
REAL_CASES = sorted(Path(__file__).with_name("real").glob("*.json"))

# The case of a published decision, a finding of it, a decision, and whether it belongs among the nearest: judged by a
# reader of both, with the reason.
JUDGED = [
    (
        "19 012 131",
        "phase-transfer-late",
        "24 003 881",
        True,
        "after 16, a plan about 22 to 25 weeks late",
    ),
    (
        "19 012 131",
        "phase-transfer-late",
        "24 006 216",
        False,
        "a primary pupil, and a dispute whether a review was due",
    ),
    ("19 020 627", "amended-plan-late", "24 021 786", True, "a review unfinished for more than two years in both"),
    ("19 020 627", "amended-plan-late", "25 008 864", False, "two months late is another matter than two years"),
    ("22 014 684", "amended-plan-late", "24 004 171", True, "one review, a plan about 19 weeks late, little else"),
    ("22 014 684", "amended-plan-late", "24 013 122", False, "false letters and years without support"),
    ("22 016 420", "final-plan-late", "23 017 332", True, "seven months over the twenty weeks in both"),
    ("22 016 420", "final-plan-late", "24 005 620", False, "half as late, and mostly about education"),
    ("22 014 230", "review-decision-late", "25 004 475", True, "no decision for nearly a year after a meeting"),
    ("22 014 143", "social-care-fault", "24 002 335", True, "care hours in the plan missing for years"),
    (
        "22 014 143",
        "social-care-fault",
        "23 000 946a",
        False,
        "night care by an NHS board, which is not part of this case",
    ),
    (
        "24 003 617a",
        "health-provision-not-arranged",
        "24 004 851a",
        True,
        "Sections F and G both missing, NHS and council",
    ),
    (
        "18 010 050",
        "alternative-education-not-arranged",
        "24 015 276",
        True,
        "too ill for school, months without teaching",
    ),
    ("18 010 050", "alternative-education-not-arranged", "23 008 140", False, "an exclusion, not illness"),
    ("23 009 491", "review-not-held", "24 009 995", True, "no review in the year and a late plan after it"),
    ("23 009 491", "review-not-held", "25 007 886", False, "a review five months late and nothing lost"),
    (
        "22 001 211",
        "tribunal-order-late",
        "24 020 329",
        True,
        "a plan about two to three months late after the Tribunal",
    ),
    ("22 001 211", "tribunal-order-late", "24 018 390", False, "a year late, education lost for all of it"),
    ("24 018 658", "no-school-place", "22 013 579", True, "waiting for a school, support and education missing too"),
    ("24 020 138", "no-school-place", "23 019 685", True, "no place for more than a term and no teaching meanwhile"),
    ("25 001 353", "provision-not-secured", "24 007 302", False, "therapy too, but here an appeal shuts all of it out"),
    ("20 006 125", "transport-fault", "19 019 971", True, "refused for one pupil, officers or panel at fault"),
    ("20 006 125", "transport-fault", "23 005 479", False, "a policy that was promised and did not come"),
    ("21 011 785", "transport-fault", "24 023 246", True, "an adult learner, judged by the rules for sixth formers"),
    ("21 011 785", "transport-fault", "19 019 971", False, "nothing says that it was about an adult"),
    ("22 008 408", "direct-payment-fault", "23 017 883", True, "a budget not released, support missing meanwhile"),
    ("22 008 408", "direct-payment-fault", "24 014 773", False, "a refusal that was in order, and a late second look"),
    ("24 019 102", "appeal-rights-not-given", "22 003 403", True, "support missing, and no way to appeal"),
    ("23 009 810", "school-consultation-fault", "23 020 587", True, "other schools asked too late"),
]


def assessed(said: dict, as_of: str = "2026-11-21"):
    return assess(RULES, read_case({"format": "ehcp-case/1", **said}), date.fromisoformat(as_of))


def shown(assessment, code: str) -> list[str]:
    """The decisions shown for the findings of one code."""
    return [like.decision.ref for one in assessment.findings if one.code == code for like in assessment.likes.of(one)]


def without(ref: str) -> Library:
    """The library without the decision whose own facts are put to it."""
    return Library(tuple(made for made in LIBRARY.decisions if made.ref != ref))


@pytest.fixture(scope="module")
def cases() -> dict:
    """The facts of published decisions by reference: the replays, and those of `real/`, whose faults have no replay."""
    lines = need(REPLAYS).read_text(encoding="utf-8").splitlines()
    replays = {replay["ref"]: replay["case"] for replay in map(json.loads, lines) if replay.get("part", 1) == 1}
    return replays | {path.stem.replace("-", " "): json.loads(path.read_text(encoding="utf-8")) for path in REAL_CASES}


@pytest.mark.parametrize(("case", "code", "ref", "fits", "why"), JUDGED, ids=lambda value: str(value)[:40])
def test_a_result_judged_by_hand(cases, case, code, ref, fits, why):
    read = read_case(cases[case])
    found = assess(replace(RULES, library=without(case)), read, read.as_of)
    assert (ref in shown(found, code)) is fits, f"{why}; shown: {shown(found, code)}"


def test_each_fault_with_three_decisions_shows_two_on_a_real_case(cases):
    many = {code for code, made in LIBRARY.by_fault.items() if len(made) >= 3}
    best = Counter[str]()
    for ref, said in cases.items():
        read = read_case(said)
        found = assess(replace(RULES, library=without(ref)), read, read.as_of)
        for code in {finding.code for finding in found.findings}:
            best[code] = max(best[code], len(set(shown(found, code))))
    # no published decision tells the dates of these; invented cases show them below
    assert {code for code in many if best[code] < 2} == {*INVENTED, *OTHER_FAULTS}


INVENTED = {
    "advice-late": {
        "events": [
            {"event": "advice_requested", "date": "2026-03-02", "what": "educational_psychology"},
            {"event": "advice_received", "date": "not-yet", "what": "educational_psychology"},
        ]
    },
    "amendment-notice-late": {
        "events": [
            {"event": "annual_review_meeting", "date": "2026-03-02"},
            {"event": "review_decision", "date": "2026-04-20", "outcome": "amend"},
            {"event": "amendment_notice_sent", "date": "not-yet"},
        ]
    },
    "complaint-handling": {
        "events": [
            {"event": "complaint_made", "date": "2026-05-01"},
            {"event": "stage1_response", "date": "not-yet"},
        ]
    },
    "remedy-not-done": {
        "events": [
            {"event": "remedy_agreed", "date": "2026-01-10", "by": "2026-03-01"},
            {"event": "remedy_done", "date": "not-yet"},
        ]
    },
}


@pytest.mark.parametrize("code", INVENTED)
def test_a_fault_without_a_replay_shows_two_as_well(code):
    assert len(set(shown(assessed(INVENTED[code]), code))) >= 2


def test_no_decision_is_shown_that_was_refused_for_what_the_case_shares(cases):
    seen = 0
    for said in cases.values():
        read = read_case(said)
        found = assess(RULES, read, read.as_of)
        for finding in found.likes.profile.compared:
            shared = found.likes.profile.shares(finding)
            for like in found.likes.of(finding):
                assert finding.code in like.decision.faults
                assert not refused(like.decision, finding.code, shared)
                seen += 1
    assert seen > 200


@pytest.mark.parametrize(
    ("said", "reason", "code"),
    [
        (
            {
                "about": {"plan": "final"},
                "provision_missing": [{"what": "speech therapy", "section": "F", "from": "2023-01", "to": "2023-12"}],
                "events": [{"event": "complaint_made", "date": "2026-06-01"}],
            },
            "late-12-months",
            "provision-not-secured",
        ),
        (
            {"out_of_school": [{"reason": "no_place", "from": "2026-03", "to": "not-yet", "education_given": "none"}]},
            "premature",
            "alternative-education-not-arranged",
        ),
        (
            {
                "events": [
                    {"event": "request_received", "date": "2026-05-01"},
                    {"event": "final_plan_issued", "date": "2026-10-01"},
                ]
            },
            "no-injustice",
            "final-plan-late",
        ),
    ],
)
def test_a_refusal_that_the_case_shares_is_a_warning(said, reason, code):
    warned = [warned for warned in assessed(said).likes.warnings if warned.reason == reason]
    assert [one.code for one in warned] == [code]
    assert any(code in shut.faults and shut.reason == reason for shut in warned[0].decision.shut)


def test_the_own_council_comes_first():
    said = {
        "events": [
            {"event": "request_received", "date": "2026-04-01"},
            {"event": "final_plan_issued", "date": "not-yet"},
        ]
    }
    for gss in ("E10000031", "E08000015"):  # Warwickshire, Wirral: both have decisions on late plans
        first = assessed({**said, "about": {"council": gss}}).likes
        finding = next(one for one in first.profile.late if one.code == "final-plan-late")
        assert first.of(finding)[0].decision.gss == gss


@pytest.mark.parametrize(
    ("query", "many"), [(Query(), 10), (Query(words="zebra"), 0), (Query(fault="false-review-letter"), 10)]
)
def test_a_library_of_ten_times_the_size_finds_the_same(query, many):
    made = tuple(
        replace(one, ref=f"{one.ref[:2]} {number:03} {one.ref[7:]}")
        for number in range(10)
        for one in LIBRARY.decisions
    )
    assert len(Library(made).search(query)) == many * len(LIBRARY.search(query))
