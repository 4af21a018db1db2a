"""The pure parts of the adviser's desk: who gave an answer, what is nearest, which consent holds, how long it took."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.desk_brief import MOST_DATES, Due, brief, next_due, run_out
from assistant.core.desk_file import MOST_ENTRIES, consents, minutes, new_file, with_entry
from assistant.core.given import KEY, Giver, with_givers

TODAY = date(2026, 11, 21)
ADA = Giver("adviser", "Ada", TODAY, 3)
MARK = {"by": "adviser", "who": "Ada", "at": "2026-11-21", "version": 3}


@pytest.mark.parametrize(
    ("before", "after", "giver", "given"),
    [
        ({}, {"plan": "final"}, ADA, {"plan": MARK}),
        ({"plan": "final"}, {"plan": "final"}, ADA, {}),
        ({"plan": "draft"}, {"plan": "final"}, None, {}),
        ({"plan": "final", KEY: {"plan": MARK}}, {"plan": "draft", KEY: {"plan": MARK}}, None, {}),
        (
            {"plan": "final", KEY: {"plan": MARK}},
            {"plan": "final", "child": 1, KEY: {"plan": MARK}},
            None,
            {"plan": MARK},
        ),
        ({"plan": "final", KEY: {"plan": MARK}}, {KEY: {"plan": MARK}}, ADA, {}),
        ({}, {"@letters": {"sent": []}}, ADA, {}),
        ({"plan": "final"}, {"plan": None}, ADA, {"plan": MARK}),
    ],
)
def test_each_answer_carries_who_gave_it(before, after, giver, given):
    made = with_givers(before, after, giver)
    assert made.get(KEY, {}) == given
    assert {name: answer for name, answer in made.items() if name != KEY} == {
        name: answer for name, answer in after.items() if name != KEY
    }


KEPT = {
    "own": [["2026-11-01", "appeal"], ["2026-11-21", "ombudsman"], ["2026-12-24", "appeal"]],
    "body": [["2026-10-01", "final-plan-late"], ["2026-11-20", "assess-decision-late"]],
}


@pytest.mark.parametrize(
    ("side", "day", "due"),
    [
        ("own", date(2026, 11, 21), Due(date(2026, 11, 21), "ombudsman")),
        ("own", date(2026, 11, 22), Due(date(2026, 12, 24), "appeal")),
        ("own", date(2027, 1, 1), None),
        ("body", date(2026, 11, 20), Due(date(2026, 11, 20), "assess-decision-late")),
        ("body", TODAY, None),
        ("other", TODAY, None),
    ],
)
def test_the_nearest_date_goes_by_the_day_somebody_looks(side, day, due):
    assert next_due(KEPT, side, day) == due


@pytest.mark.parametrize(
    ("day", "what"),
    [(date(2026, 10, 1), None), (date(2026, 10, 2), "final-plan-late"), (TODAY, "assess-decision-late")],
)
def test_a_date_of_a_body_that_has_passed_is_told(day, what):
    over = run_out(KEPT, day)
    assert (over.what if over else None) == what


def test_a_brief_holds_the_dates_that_run_and_what_is_late(definitions):
    case = read_case(
        {
            "format": "ehcp-case/1",
            "about": {"council": "E06000001"},
            "events": [
                {"event": "request_received", "date": "2026-11-02"},
                {"event": "assess_decision", "date": "not-yet"},
            ],
        }
    )
    made = brief(case, assess(definitions, case, TODAY))
    assert made["council"] == "E06000001"
    assert made["late"] == []
    assert made["body"][0] == ["2026-12-14", "assess-decision-late"]
    assert len(made["body"]) <= MOST_DATES
    assert made["rules"] == definitions.rules_version


def consent(purpose: str, until: str, *, agree: bool = True) -> dict[str, object]:
    return {"purpose": purpose, "given": "2026-05-01", "until": until, "how": "", "agreed": agree}


@pytest.mark.parametrize(
    ("entries", "holds"),
    [
        ([], False),
        ([consent("pattern", "2026-11-21")], True),
        ([consent("pattern", "2026-11-20")], False),
        ([consent("record", "2027-11-20")], False),
        ([consent("pattern", "2027-01-01"), consent("pattern", "2027-01-01", agree=False)], False),
        ([consent("pattern", "2027-01-01", agree=False), consent("pattern", "2027-01-01")], True),
    ],
)
def test_a_consent_holds_until_its_day_or_until_it_is_taken_back(entries, holds):
    told = consents({"consent": entries})
    assert any(one.purpose == "pattern" and not one.over(TODAY) for one in told) is holds


def test_the_last_word_on_a_purpose_counts():
    told = consents({"consent": [consent("speak", "2026-06-01"), consent("speak", "2027-06-01")]})
    assert [one.until for one in told] == [date(2027, 6, 1)]


def test_time_adds_up_and_old_entries_make_room():
    file = new_file("id")
    for number in range(MOST_ENTRIES + 1):
        file = with_entry(file, "time", {"minutes": number})
    assert minutes(file) == sum(range(1, MOST_ENTRIES + 1))
