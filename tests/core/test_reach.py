"""Who can look at what: each kind of reach in a small case, and pieces that cover the time with no gap."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.assess import assess
from assistant.core.assessment import Finding, Piece
from assistant.core.bench import Bench
from assistant.core.dates import DateSpan, months_after, on
from assistant.core.reach import Region, finding_time, last_day_too_old, pieces
from assistant.core.words import Phrase
from tests.core.cases import RULES, cases, judged, known_days, only, spans

TODAY = "2025-06-02"
DAY = timedelta(1)


def written(found: Finding) -> list[str]:
    """The pieces on one line each: first border, last border, reach, reason."""
    return [f"{_border(p.start)} {_border(p.end)} {p.reach} {p.reason or '-'}" for p in found.reach]


def _border(one: DateSpan) -> str:
    return f"{one.first}" if one.is_day else f"{one.first}/{one.last}"


def of_missing(spell: dict[str, Any], *events: str, as_of: str = TODAY, **more: Any) -> list[str]:
    made = judged(as_of, *events, provision_missing=[{"section": "F", **spell}], about={"plan": "final"}, **more)
    return written(next(found for found in made.findings if found.spell == "provision_missing/0"))


def of_absence(spell: dict[str, Any], *events: str, as_of: str = TODAY, **more: Any) -> list[str]:
    made = judged(as_of, *events, out_of_school=[{"education_given": "none", **spell}], **more)
    return written(only(made, "alternative-education-not-arranged"))


SPELL = {"from": "2025-01-06", "to": "not-yet"}
APPEAL = ["appealable_decision 2025-02-03 kind=contents", "appeal_lodged 2025-03-03 about=contents"]
TO_NOW = "2025-01-06 2025-06-02"


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
    assert f"{_border(found.reach[0].start)} {_border(found.reach[-1].end)}" == time


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


def test_the_schools_own_conduct_is_the_schools():
    meeting = ["annual_review_meeting 2025-03-03", "review_report_sent 2025-03-24"]
    assert written(only(judged(TODAY, *meeting), "review-report-late")) == [
        "2025-03-18 2025-03-24 school school-internal"
    ]


@pytest.mark.parametrize(
    "end", ["appeal_ended 2025-05-05 outcome=withdrawn", "tribunal_order 2025-05-05 kind=amend_plan"]
)
def test_an_appeal_bars_from_the_decision_it_followed_until_it_ended(end):
    assert of_missing(SPELL, *APPEAL, end) == [
        "2025-01-06 2025-02-02 ombudsman -",
        "2025-02-03 2025-05-05 barred appealed-linked",
        "2025-05-06 2025-06-02 ombudsman -",
    ]


def test_a_live_appeal_bars_until_today():
    assert of_missing(SPELL, *APPEAL)[-1] == "2025-02-03 2025-06-02 barred appealed-linked"


def test_an_appeal_of_unknown_decision_bars_from_the_start():
    assert of_missing(SPELL, APPEAL[1]) == [f"{TO_NOW} barred appealed-linked"]


def test_the_end_of_an_appeal_goes_before_its_order():
    events = [*APPEAL, "tribunal_order 2025-05-05 kind=amend_plan", "appeal_ended 2025-05-12 outcome=order"]
    assert "2025-02-03 2025-05-12 barred appealed-linked" in of_missing(SPELL, *events)


def test_the_latest_decision_of_its_kind_before_the_appeal_is_the_one_it_followed():
    events = ["final_plan_issued 2025-01-20", "review_decision 2025-02-10 outcome=maintain"]
    assert of_missing(SPELL, *events, "appeal_lodged 2025-03-03 about=contents")[-1].startswith("2025-01-20")
    assert of_missing(SPELL, *events, "final_plan_issued 2025-04-01", "appeal_lodged 2025-03-03 about=contents")[
        -1
    ].startswith("2025-01-20")


@pytest.mark.parametrize(
    ("reason", "about", "barred"),
    [
        ("no_place", "contents", True),
        ("placement_broke_down", "placement", True),
        ("anxiety", "placement", True),
        ("illness", "contents", False),
        ("permanent_exclusion", "placement", False),
        ("anxiety", "refusal_to_assess", False),
        ("anxiety", "", True),
        ("illness", "", False),
    ],
)
def test_which_absences_are_bound_up_with_an_appeal(reason, about, barred):
    appeal = "appeal_lodged 2025-03-03" + (f" about={about}" if about else "")
    found = of_absence({"reason": reason, **SPELL}, appeal)
    assert any("barred" in piece for piece in found) is barred


@pytest.mark.parametrize(
    ("about", "section", "beside", "barred"),
    [
        ("contents", "F", False, True),
        ("contents", "G", False, False),
        ("placement", "F", False, False),
        ("placement", "F", True, True),
        ("", "F", False, False),
        ("cease", "F", False, False),
    ],
)
def test_which_missing_provision_is_bound_up_with_an_appeal(about, section, beside, barred):
    appeal = "appeal_lodged 2025-03-03" + (f" about={about}" if about else "")
    absence = [{"reason": "illness", "from": "2025-01", "to": "2025-02"}] if beside else []
    missing = [{"section": section, **SPELL}]
    made = judged(TODAY, appeal, provision_missing=missing, out_of_school=absence, about={"plan": "final"})
    found = next(f for f in made.findings if f.spell == "provision_missing/0")
    assert any(piece.reach == "barred" for piece in found.reach) is barred


@pytest.mark.parametrize(("said", "barred"), [(True, True), (False, False)])
def test_what_the_family_says_goes_before_what_is_inferred(said, barred):
    spell = {"reason": "illness" if said else "anxiety", "linked_to_appeal": said, **SPELL}
    assert any("barred" in piece for piece in of_absence(spell, *APPEAL)) is barred


@pytest.mark.parametrize("about", ["", " about=placement"])
def test_where_the_link_is_not_clear_the_family_is_asked(about):
    made = judged(TODAY, f"appeal_lodged 2025-03-03{about}", provision_missing=[{"section": "F", **SPELL}])
    assert "missing.link" in [missing.ask.key for missing in made.missing]


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
    ("decision", "unlikely"),
    [
        ("appealable_decision 2025-03-03 kind=placement", True),
        ("final_plan_issued 2025-03-03", False),  # a plan alone shows no dispute
        ("review_decision 2025-03-03 outcome=maintain", False),  # not about the place
        ("appealable_decision not-yet kind=placement", False),
    ],
)
def test_a_right_of_appeal_not_used_takes_what_it_would_have_settled(decision, unlikely):
    found = of_absence({"reason": "no_place", **SPELL}, decision)
    assert ("2025-03-03 2025-06-02 ombudsman-unlikely appeal-right" in found) is unlikely
    assert not any("unlikely" in piece for piece in of_missing(SPELL, decision))


def test_a_right_that_was_used_is_barred_and_not_unlikely():
    events = ["appealable_decision 2025-03-03 kind=placement", "appeal_lodged 2025-04-01 about=placement"]
    found = of_absence({"reason": "no_place", **SPELL}, *events)
    assert not any("unlikely" in piece for piece in found)


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


@given(known_days)
def test_the_last_day_too_old_is_the_last_whose_twelve_months_had_ended(told):
    last = last_day_too_old(told)
    assert months_after(last, 12) <= told < months_after(last + DAY, 12)


# ---- no gap, no overlap ---------------------------------------------------------------------------------------------


def assert_covered(made: tuple[Piece, ...] | list[Piece], start: DateSpan, end: DateSpan) -> None:
    """The pieces go from start to end in order; a border is shared if it is uncertain, else the next day follows."""
    assert (made[0].start, made[-1].end) == (start, end)
    for one, following in pairwise(made):
        if following.start.is_day:
            assert one.end == on(following.start.first - DAY)
        else:
            assert one.end == following.start
        assert (one.reach, one.reason) != (following.reach, following.reason)
        assert one.start.last <= following.start.last
        assert one.start.first <= following.start.first
    for piece in made:
        assert piece.start.first <= piece.end.last


REACHES = [("court", "court"), ("barred", "appealed-linked"), ("joint", None), ("ombudsman-late", "late-12-months")]


@st.composite
def regions(draw: st.DrawFn) -> list[Region]:
    made = []
    for reach, reason in draw(st.lists(st.sampled_from(REACHES), max_size=3)):
        start, end = draw(st.none() | spans(30)), draw(st.none() | spans(30))
        if start and end and start.last > end.first:
            start, end = (end, start) if end.last <= start.first else (start, None)
        made.append(Region(reach, reason, Phrase("reach.ombudsman"), start, end))
    return made


@given(spans(20), st.integers(0, 900), st.integers(0, 20), regions())
def test_pieces_of_any_regions_cover_the_time(start, length, vague, cut_by):
    first = start.first + timedelta(length)
    end = DateSpan(first, first + timedelta(vague))
    made = pieces(start, end, cut_by)
    if start.last <= end.first:
        assert_covered(made, start, end)
    else:
        assert len(made) == 1


@given(known_days, st.integers(0, 900), st.data())
def test_pieces_of_certain_borders_give_each_day_the_first_region_that_holds_it(first, length, data):
    regions_ = []
    for reach, reason in data.draw(st.lists(st.sampled_from(REACHES), max_size=3)):
        one, other = sorted([data.draw(known_days), data.draw(known_days)])
        regions_.append(Region(reach, reason, Phrase("reach.ombudsman"), on(one), on(other)))
    last = first + timedelta(length)
    made = pieces(on(first), on(last), regions_)
    assert_covered(made, on(first), on(last))
    for number in range(length + 1):
        one = first + timedelta(number)
        expected = next((region.reach for region in regions_ if region.holds(one)), "ombudsman")
        assert [p.reach for p in made if p.start.first <= one <= p.end.last] == [expected]


@given(cases(), known_days)
def test_the_pieces_of_any_case_cover_each_findings_time(case, as_of):
    bench = Bench(RULES, case, as_of)
    for found in assess(RULES, case, as_of).findings:
        time = finding_time(bench, found)
        if found.late or found.spell:
            assert time is not None or found.trigger is None
        if not found.reach:
            assert not found.late or time is None
            continue
        assert time is not None
        if time[0].last <= time[1].first:
            assert_covered(found.reach, *time)
        else:
            assert found.reach[0].start.first <= found.reach[-1].end.last
