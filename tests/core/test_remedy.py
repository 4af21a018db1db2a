"""What like cases were paid: the sums written out, the terms they rest on, and what is left out of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.dates import read_when
from assistant.core.decisions import check_decisions
from assistant.core.terms import age_at_start, age_band, in_quarters, terms_lost
from assistant.core.timeliness import ENGLAND, share_beside_england, timeliness_line
from assistant.load import load_definitions

RULES = load_definitions()
TODAY = date(2026, 11, 21)
MEETING = "annual_review_meeting"


def remedy(**said: object):
    return assess(RULES, read_case({"format": "ehcp-case/1", **said}), TODAY).remedy


def moved(found) -> set[str]:
    keys = (phrase.key.removeprefix("remedy.") for phrase in found.basis)
    return {key for key in keys if key.startswith(("up.", "down."))}


def out(start: str, end: str, **more: object) -> dict:
    return {"reason": "no_place", "from": start, "to": end, "education_given": "none", "council_told": start, **more}


@pytest.mark.parametrize(
    ("spells", "low", "high"),
    [
        ([out("2026-01-01", "2026-07-31")], 1800, 4800),  # two terms
        ([out("2026-01-01", "2026-08-31")], 1800, 4800),  # August is nobody's term
        ([out("2026-01-01", "2026-07-31"), out("2026-02-01", "2026-05-01")], 1800, 4800),  # shared days count once
        ([out("2026-07-01", "2026-08-31")], 225, 1200),  # a quarter for certain, half at most
        ([out("2026-01", "2026-03-31")], 450, 2400),  # some day in January: half for certain, one at most
    ],
)
def test_terms_by_the_range(spells, low, high):
    found = remedy(out_of_school=spells)
    assert [(part.id, part.low, part.high) for part in found.parts] == [("education", low, high)]


def test_old_time_is_in_the_higher_sum_only_and_nothing_tops_the_highest_known():
    found = remedy(out_of_school=[out("2023-01-01", "2026-07-31")])
    assert found.low == 900 * 2.25  # from 21 November 2025
    assert found.high == RULES.library.highest
    assert {"remedy.old", "remedy.most"} <= {phrase.key for phrase in found.basis}


def test_what_an_appeal_shuts_out_is_worth_nothing():
    spell = out("2026-04-01", "2026-07-31", linked_to_appeal=True)
    events = [
        {"event": "appealable_decision", "date": "2026-03-01", "kind": "contents"},
        {"event": "appeal_lodged", "date": "2026-03-20", "about": ["contents"]},
    ]
    assert remedy(out_of_school=[spell], events=events) is None


@pytest.mark.parametrize(
    ("events", "parts"),
    [
        ([("request_received", "2026-01-05"), ("final_plan_issued", "2026-10-01")], [("assessment-delay", 400, 500)]),
        ([("request_received", "2026-01-05"), ("final_plan_issued", "2026-05-30")], []),  # five days
        (
            [("annual_review_meeting", "2026-01-05"), ("amended_final_plan_issued", "2026-10-01")],
            [("later-delay", 100, 500)],
        ),
        (
            [("annual_review_meeting", "2024-01-05"), ("amended_final_plan_issued", "not-yet")],
            [("long-delay", 100, 2250)],
        ),
    ],
)
def test_delay_is_paid_otherwise(events, parts):
    found = remedy(events=[{"event": kind, "date": day} for kind, day in events])
    assert [(part.id, part.low, part.high) for part in (found.parts if found else ())] == parts


def test_only_the_range_for_a_term_is_called_guidance():
    found = remedy(
        out_of_school=[out("2026-01-01", "2026-07-31")],
        events=[{"event": MEETING, "date": "2024-01-05"}, {"event": "amended_final_plan_issued", "date": "not-yet"}],
    )
    assert [(part.id, part.guidance) for part in found.parts] == [("education", True), ("long-delay", False)]
    assert (found.low, found.high) == (1900, 7050)  # each end is the sum of the ends


def test_social_care_has_no_range():
    assert (
        remedy(about={"plan": "final"}, provision_missing=[{"section": "H1", "from": "2026-01", "to": "not-yet"}])
        is None
    )


def test_what_counts_up_and_down_is_what_the_case_says():
    up = remedy(about={"child": {"born": "2010-10-01"}}, out_of_school=[out("2026-01-01", "2026-03-31")])
    assert moved(up) == {"up.exam-year", "up.nothing", "up.told"}
    down = remedy(out_of_school=[out("2026-01-01", "2026-03-31", education_given="some", council_told="unknown")])
    assert moved(down) == {"down.some-education"}


def test_the_closest_decisions_name_a_sum():
    said = {"format": "ehcp-case/1", "out_of_school": [out("2026-01-01", "2026-07-31")]}
    closest = assess(RULES, read_case(said), TODAY).likes.closest
    assert closest
    assert all(like.decision.paid for like in closest)


def test_the_ranges_are_what_decisions_show():
    per_term = [
        paid.amount / paid.terms
        for made in RULES.library.decisions
        for paid in made.paid
        if paid.terms and paid.of in ("education", "support") and made.ref != "22 007 749"  # given, but unsuitable
    ]
    education = next(range_ for range_ in RULES.ranges if range_.id == "education")
    assert len(per_term) >= 5
    assert all(education.low <= sum_ <= education.high for sum_ in per_term)
    named = [ref for range_ in RULES.ranges for ref in range_.examples]
    assert all(RULES.library.by_ref[ref.replace(" ", "-")].paid for ref in named)


@pytest.mark.parametrize(("number", "written"), [(0.25, "¼"), (1, "1"), (2.5, "2½"), (0, "0"), (4.75, "4¾")])
def test_quarters(number, written):
    assert in_quarters(number) == written


@pytest.mark.parametrize(
    ("born", "day", "age", "band"),
    [
        ("2015-08-31", "2026-09-01", 11, "secondary"),
        ("2015-09-01", "2026-09-01", 10, "primary"),
        ("2022-08-31", "2026-11-21", 4, "primary"),
        ("2010-09-01", "2026-11-21", 15, "secondary"),
        ("2010-08-31", "2026-11-21", 16, "post16"),
    ],
)
def test_school_years(born, day, age, band):
    when = read_when(born)
    assert age_at_start(when.first, date.fromisoformat(day)) == age
    assert age_band(when, date.fromisoformat(day)) == band


def test_no_spell_loses_no_term():
    assert terms_lost([]).most == 0


# ---- the data ----------------------------------------------------------------------------------------------------------


def test_blanks_are_blanks():
    for gss in RULES.councils:
        found = share_beside_england(RULES, gss)
        if found:
            own, england = found
            assert float(own.within) > 0
            assert own.year == england.year
            assert england.gss == ENGLAND
    dorset = share_beside_england(RULES, "E06000059")  # every plan of 2024 counted as an exception: 2023 is the latest
    assert dorset
    assert dorset[0].year == 2023
    assert timeliness_line(RULES, ENGLAND) is None
    assert timeliness_line(RULES, "E99999999") is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ref": "24-1"}, "ref: a reference"),
        ({"outcome": "won"}, "outcome: won is none of"),
        ({"faults": ("late",)}, "faults: late is none of"),
        ({"gss": "E00"}, "gss: E00 is not in"),
        ({"url": "https://example.org/24-013-122"}, "url: the Ombudsman's own"),
        ({"published": False}, "published: what has an address"),
        ({"story": "short"}, "story, not_looked_at"),
        ({"age": "old"}, "age: old is none of"),
    ],
)
def test_a_wrong_entry_is_told(change, told):
    entry = replace(RULES.library.by_ref["24-013-122"], **change)
    assert any(told in problem for problem in check_decisions([entry], RULES.councils))


def test_an_entry_that_stands_twice_is_told():
    entry = RULES.library.decisions[0]
    assert list(check_decisions([entry, entry], RULES.councils)) == [f"decision {entry.ref}: it is written twice"]
