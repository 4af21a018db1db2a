"""Times in which something owed was not given, sentence by sentence of the contract's paragraph on spells."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from assistant.core.assess import assess
from assistant.core.assessment import Assessment
from assistant.core.spells import stretch_of
from tests.core.cases import RULES, case_of, cases, day, findings, judged, only, span

TODAY = "2025-06-02"
FINAL = {"plan": "final"}
PLAN = "final_plan_issued 2024-01-10"


def missing(start: str = "2024-09", end: str = "not-yet", **more: Any) -> dict[str, Any]:
    return {"from": start, "to": end, "section": "F", **more}


def absent(reason: str, **more: Any) -> dict[str, Any]:
    told = {"council_told": "2024-09-10", "education_given": "none", "from": "2024-09-02", "to": "not-yet"}
    return {"reason": reason, **told, **more}


def with_missing(spell: dict[str, Any], *events: str, about: dict[str, Any] | None = None) -> Assessment:
    return judged(TODAY, *events, provision_missing=[spell], about=FINAL if about is None else about)


def with_absence(spell: dict[str, Any], *events: str, born: str = "2014-06", **about: Any) -> Assessment:
    return judged(TODAY, *events, out_of_school=[spell], about={"child": {"born": born}, **about})


# ---- the days of a spell --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "certain", "ongoing"),
    [
        ("2024-09-02", "2024-11-01", "2024-09-02/2024-11-01", False),
        # from the last possible first day to the first possible last day
        ("2024-09", "2024-11", "2024-09-30/2024-11-01", False),
        ("2024-09", "2024-09", None, False),
        ("2024-09", "not-yet", "2024-09-30/2025-06-02", True),
        # planned to end after the day of assessment: it still stands
        ("2024-09", "2025-07-01", "2024-09-30/2025-06-02", True),
        ("2024-09", "2025-05-20/2025-07-01", "2024-09-30/2025-05-20", False),
        # an unknown last day: certainly only its first day
        ("2024-09-02", "unknown", "2024-09-02", False),
        ("unknown", "2024-11-01", None, False),
    ],
)
def test_when_a_spell_certainly_stands(start, end, certain, ongoing):
    case = case_of(provision_missing=[missing(start, end)])
    stretch = stretch_of(case.provision_missing[0], day(TODAY))
    assert stretch is not None
    assert (stretch.certain, stretch.ongoing) == (span(certain) if certain else None, ongoing)


@pytest.mark.parametrize("start", ["2025-06-03", "not-yet"])
def test_a_spell_that_has_not_begun_is_no_finding(start):
    assert with_missing(missing(start)).findings == ()


# ---- sections of a plan ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "about", "spell", "verdict"),
    [
        ([], FINAL, missing(), "breach"),
        ([PLAN], {}, missing(), "breach"),
        (["moved_on 2024-08-01"], {}, missing(), "breach"),
        ([], {}, missing(), "possible"),
        # a plan not certainly before the spell
        (["final_plan_issued 2024-09"], {}, missing(), "possible"),
        (["final_plan_issued 2024-10-01"], {}, missing(), "possible"),
        # the plan is final today, but it was made on a request in the case and not certainly before the spell
        (["request_received 2024-05-01", "final_plan_issued 2024-09-20"], FINAL, missing(), "possible"),
        (["request_received 2023-05-01", PLAN], FINAL, missing(), "breach"),
        ([], FINAL, missing("2024-09", "2024-09"), "possible"),
        ([], FINAL, missing("unknown"), "possible"),
        ([], FINAL, missing("2024-09-02", "unknown"), "breach"),
        ([PLAN], {"plan": "draft"}, missing(), "cannot-tell"),
        ([PLAN], {"plan": "none"}, missing(), "cannot-tell"),
        # a suitable arrangement of the family's own
        ([PLAN], {"plan": "final", "setting": {"kind": "home_educated"}}, missing(), "cannot-tell"),
        # nobody said of which section it is
        ([PLAN], FINAL, {"from": "2024-09", "to": "not-yet"}, "possible"),
    ],
)
def test_section_f_is_owed_while_a_plan_certainly_was_in_force(events, about, spell, verdict):
    found = only(with_missing(spell, *events, about=about), "provision-not-secured")
    assert (found.verdict, found.body, found.events, found.spell) == (verdict, "council", (), "provision_missing/0")


@pytest.mark.parametrize(
    ("section", "code", "body", "verdict"),
    [
        ("F", "provision-not-secured", "council", "breach"),
        ("G", "health-provision-not-arranged", "icb", "breach"),
        ("H1", "social-care-fault", "council", "likely"),
        ("H2", "social-care-fault", "council", "possible"),
    ],
)
def test_each_section_has_its_code_its_body_and_its_strongest_verdict(section, code, body, verdict):
    found = only(with_missing(missing(section=section)), code)
    assert (found.verdict, found.body) == (verdict, body)


def test_what_cannot_be_told_says_why():
    found = only(with_missing(missing(), about={"plan": "draft"}), "provision-not-secured")
    assert found.why is not None
    assert found.why.key == "why.no-final-plan"


# ---- out of school --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spell", "events", "born", "verdict"),
    [
        (absent("anxiety", education_given="full"), [], "2014-06", "met"),
        (absent("anxiety", education_given="some"), [], "2014-06", "possible"),
        (absent("anxiety", education_given=None), [], "2014-06", "possible"),
        (absent("anxiety", council_told=None), [], "2014-06", "possible"),
        (absent("anxiety", council_told="not-yet"), [], "2014-06", "possible"),
        (absent("anxiety", council_told="unknown"), [], "2014-06", "possible"),
        # told only after it was over
        (absent("anxiety", to="2024-11-01", council_told="2024-12-01"), [], "2014-06", "possible"),
        (absent("suspension"), [], "2014-06", "possible"),
        (absent("illness"), [], "2014-06", "possible"),
        (absent("anxiety"), [], "2014-06", "likely"),
        (absent("placement_broke_down"), [], "2014-06", "likely"),
        (absent("part_time_timetable"), [], "2014-06", "likely"),
        (absent("other"), [], "2014-06", "likely"),
        (absent("no_place"), [], "2014-06", "breach"),
        (absent("permanent_exclusion"), [], "2014-06", "breach"),
        # a place was offered
        (absent("permanent_exclusion"), ["alternative_education_started 2024-10-01"], "2014-06", "likely"),
        # compulsory school age is not certain, or is certainly over
        (absent("no_place"), [], "2020", "likely"),
        (absent("no_place"), [], "unknown", "likely"),
        (absent("no_place"), [], "2006-01-05", "cannot-tell"),
        # no day is certain
        (absent("no_place", **{"from": "2024-09", "to": "2024-09"}), [], "2014-06", "possible"),
        # the first five school days of an exclusion: Monday to Friday, then the Monday after
        (absent("permanent_exclusion", **{"from": "2024-09-09", "to": "2024-09-13"}), [], "2014-06", "met"),
        (
            absent("permanent_exclusion", **{"from": "2024-09-09", "to": "2024-09-16", "council_told": "2024-09-09"}),
            [],
            "2014-06",
            "breach",
        ),
        (absent("suspension", **{"from": "2024-09-09", "to": "2024-09-13"}), [], "2014-06", "met"),
    ],
)
def test_how_far_education_out_of_school_was_owed(spell, events, born, verdict):
    spell = {key: value for key, value in spell.items() if value is not None}
    found = only(with_absence(spell, *events, born=born), "alternative-education-not-arranged")
    assert (found.verdict, found.spell, found.events) == (verdict, "out_of_school/0", ())


@pytest.mark.parametrize(
    ("reason", "rule", "body"),
    [
        ("suspension", "S-SUSP-6TH", "school"),
        ("permanent_exclusion", "S-PEX-6TH", "council"),
        ("illness", "S-HEALTH-15", "council"),
        ("anxiety", "S-19", "council"),
        ("no_place", "S-19", "council"),
    ],
)
def test_each_reason_has_one_rule_and_a_suspension_is_the_schools(reason, rule, body):
    found = only(with_absence(absent(reason)), "alternative-education-not-arranged")
    assert (found.duty.id, found.body) == (rule, body)


def test_no_place_with_a_plan_in_force_is_a_second_finding_at_most_possible():
    found = only(with_absence(absent("no_place"), plan="final"), "no-school-place")
    assert (found.verdict, found.spell) == ("possible", "out_of_school/0")


@pytest.mark.parametrize(("reason", "about"), [("no_place", {}), ("no_place", {"plan": "draft"}), ("anxiety", FINAL)])
def test_without_a_plan_or_for_another_reason_there_is_no_second_finding(reason, about):
    assert findings(with_absence(absent(reason), **about), "no-school-place") == []


@given(cases())
def test_each_spell_that_has_begun_is_one_finding_whatever_its_verdict(case):
    as_of = day("2026-11-21")
    made = assess(RULES, case, as_of)
    begun = [f"provision_missing/{s.index}" for s in case.provision_missing if stretch_of(s, as_of)]
    begun += [f"out_of_school/{s.index}" for s in case.out_of_school if stretch_of(s, as_of)]
    assert sorted(f.spell for f in made.findings if f.spell and f.code != "no-school-place") == sorted(begun)
    assert all(f.reach for f in made.findings if f.spell)
