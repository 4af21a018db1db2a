"""Law in time: a rule to come is a few rows, the version of a deadline's own day applies, and a note says where that is not
today's law; councils that end, and what bodies disputed before a judgment."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.core.assess import assess
from assistant.core.assessment import Finding
from assistant.core.case import read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.due import due_date
from assistant.core.governance import faults
from assistant.web.app import create_app
from tests.web.conftest import check_page

from .spoilt import Copy

# Invented, to prove that it could be added: in 2029 a final plan takes 24 weeks, and Section F is owed less strictly.
LAW_OF_2029 = """
[[provision]]
id = "new-act-1"
kind = "statute"
short = "New Act 2028, section 1"
title = "New Act 2028"
url = ""
says = "A final plan within 24 weeks."
checked = 2026-07-01
sure = "S"
since = 2029-01-01
"""
RULES_OF_2029 = """
[[duty]]
id = "A-FINAL-20W"
finding = "final-plan-late"
plain = "Send the final plan."
find = "final-plan"
trigger = ["request_received"]
done = ["final_plan_issued"]
due = [{ weeks = 24 }]
body = "council"
force = "statute"
sure = "S"
law = ["new-act-1"]
given = { request_received = "trigger" }
since = 2029-01-01
examples = [{ given = { request_received = 2029-01-08 }, due = 2029-06-25 }]

[[duty]]
id = "F-42"
finding = "provision-not-secured"
plain = "Secure everything in Section F of the plan."
find = "section-f"
cap = "likely"
body = "council"
force = "statute"
sure = "S"
law = ["new-act-1"]
since = 2029-01-01
cases = [{ facts = "Missing.", case = { about = { plan = "final" }, provision_missing = [{ from = "2029-02-01", to = "not-yet" }] }, as_of = 2029-03-01, verdict = "likely" }]

[[duty]]
id = "L-OMBUDSMAN-12M"
plain = "Go to the Ombudsman within 24 months."
find = "listed"
due = [{ months = 24 }]
body = "family"
force = "statute"
sure = "S"
law = ["new-act-1"]
given = { parent_knew = "trigger" }
since = 2029-01-01
examples = [{ given = { parent_knew = 2028-02-01 }, due = 2030-02-01 }]
"""  # noqa: E501 (an inline table stands on one line)


@pytest.fixture(scope="module")
def of_2029(tmp_path_factory: pytest.TempPathFactory) -> tuple[Definitions, Content]:
    copy = Copy(tmp_path_factory.mktemp("rules"))
    copy.change("flows/duties/assessment.toml", 'id = "A-FINAL-20W"', 'id = "A-FINAL-20W"\nuntil = 2028-12-31')
    copy.change("flows/duties/provision.toml", 'id = "F-42"', 'id = "F-42"\nuntil = 2028-12-31')
    copy.change("flows/duties/limits.toml", 'id = "L-OMBUDSMAN-12M"', 'id = "L-OMBUDSMAN-12M"\nuntil = 2028-12-31')
    copy.add("flows/law/other-acts.toml", LAW_OF_2029)
    copy.add("flows/duties/assessment.toml", RULES_OF_2029)
    return copy.load()


def findings(definitions: Definitions, as_of: str, code: str, case: dict[str, Any]) -> list[Finding]:
    made = assess(definitions, read_case({"format": "ehcp-case/1", **case}), date.fromisoformat(as_of))
    return [finding for finding in made.findings if finding.code == code]


def asked(day: str) -> dict[str, Any]:
    return {"events": [{"event": "request_received", "date": day}, {"event": "final_plan_issued", "date": "not-yet"}]}


def test_a_rule_of_2029_is_a_few_rows(of_2029: tuple[Definitions, Content]):
    definitions, content = of_2029
    assert list(faults(definitions, content, definitions.law_checked)) == []
    days = [due_date(definitions, "A-FINAL-20W", {"request_received": day}) for day in ("2028-05-01", "2029-01-08")]
    assert [found.due.first for found in days] == [date(2028, 9, 18), date(2029, 6, 25)]
    assert [found.rule.law == ("new-act-1",) for found in days] == [False, True]


@pytest.mark.parametrize(
    ("requested", "as_of", "due", "notes"),
    [
        ("2028-05-01", "2028-12-01", "2028-09-18", []),  # the law of the day, and of today
        ("2028-05-01", "2029-03-01", "2028-09-18", ["note.old-rule"]),  # the law of the day, not of today
        ("2029-01-08", "2029-12-01", "2029-06-25", []),
        ("2028-12-01", "2028-12-20", "2029-05-18", ["note.coming-rule"]),  # the deadline falls under the law to come
    ],
)
def test_the_version_in_force_when_the_deadline_fell_applies(
    of_2029: tuple[Definitions, Content], requested: str, as_of: str, due: str, notes: list[str]
):
    (found,) = findings(of_2029[0], as_of, "final-plan-late", asked(requested))
    assert found.due is not None
    assert found.due.first == date.fromisoformat(due)
    assert [note.key for note in found.notes] == notes
    assert all(of_2029[1].words.say(note) for note in found.notes)


@pytest.mark.parametrize(
    ("end", "as_of", "verdict"),
    [
        ("2028-11-30", "2029-06-01", "breach"),
        ("2029-03-31", "2029-06-01", "likely"),
        ("not-yet", "2028-10-01", "breach"),
    ],
)
def test_a_spell_is_judged_by_the_law_of_its_last_day(
    of_2029: tuple[Definitions, Content], end: str, as_of: str, verdict: str
):
    spell = {"section": "F", "provider": "council", "from": "2028-09-01", "to": end}
    case = {"about": {"plan": "final"}, "provision_missing": [spell]}
    assert [f.verdict for f in findings(of_2029[0], as_of, "provision-not-secured", case)] == [verdict]


@pytest.mark.parametrize(("requested", "by"), [("2027-01-04", "2028-05-24"), ("2028-01-03", "2030-05-22")])
def test_a_limit_of_the_family_changes_by_rows_too(of_2029: tuple[Definitions, Content], requested: str, by: str):
    case = read_case({"format": "ehcp-case/1", **asked(requested)})
    own = assess(of_2029[0], case, date(2028, 7, 1)).your_dates
    (limit,) = [limit for limit in own if limit.what == "ombudsman"]
    assert limit.by == date.fromisoformat(by)
    assert ("new-act-1" in limit.law) is (limit.by.year == 2030)


def test_the_page_of_all_rules_shows_both_versions(of_2029: tuple[Definitions, Content], tmp_path: Path):
    app = create_app(*of_2029, tmp_path / "cases.db", today=lambda: date(2026, 11, 25))
    page = app.test_client().get("/rules", base_url="http://localhost").text
    check_page(page)
    assert page.count("<h3>A-FINAL-20W</h3>") == 2
    for part in ("1 September 2014 to 31 December 2028", "from 1 January 2029 on", "New Act 2028, section 1"):
        assert part in page


# ---- what changed already -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("meeting", "plan", "notes"),
    [
        ("2019-01-10", "2019-09-01", ["note.devon"]),
        ("2020-03-02", "2020-09-01", ["note.devon", "note.relaxed-2020"]),
        ("2021-12-23", "2022-09-01", ["note.devon"]),  # due on 17 March 2022
        ("2021-12-24", "2022-09-01", []),  # due on the day of the judgment
        ("2024-01-10", "2024-09-01", []),
    ],
)
def test_a_judgment_says_what_the_law_always_was_and_a_note_that_it_was_disputed(
    definitions: Definitions, meeting: str, plan: str, notes: list[str]
):
    events = [{"event": "annual_review_meeting", "date": meeting}, {"event": "amended_final_plan_issued", "date": plan}]
    (found,) = findings(definitions, "2026-11-25", "amended-plan-late", {"events": events})
    assert found.verdict == "breach"
    assert [note.key for note in found.notes] == notes


def test_the_relaxed_rules_of_2020_are_a_note_and_no_rule(definitions: Definitions):
    rows = [row for versions in definitions.duties.values() for row in versions]
    assert not [row.id for row in rows if row.since.year == 2020 or (row.until and row.until.year == 2020)]
    for requested, noted in (("2019-12-02", False), ("2020-01-06", True), ("2020-05-11", False)):
        (found,) = findings(definitions, "2026-11-25", "final-plan-late", asked(requested))
        assert ("note.relaxed-2020" in [note.key for note in found.notes]) is noted


SURREY, NORTHAMPTONSHIRE, TAUNTON, SHEFFIELD = "E10000030", "E10000021", "E10000027", "E08000019"


@pytest.mark.parametrize(
    ("council", "as_of", "key", "new"),
    [
        (SURREY, "2026-03-30", None, []),  # more than a year before
        (SURREY, "2026-11-25", "note.council-ending", ["East Surrey Council", "West Surrey Council"]),
        (SURREY, "2027-03-31", "note.council-ending", ["East Surrey Council", "West Surrey Council"]),
        (SURREY, "2027-04-01", "note.council-split", ["East Surrey Council", "West Surrey Council"]),
        (NORTHAMPTONSHIRE, "2026-11-25", "note.council-split", None),
        (TAUNTON, "2026-11-25", "note.council-ended", ["Somerset Council"]),
        (SHEFFIELD, "2026-11-25", None, []),  # the same council with a new code
    ],
)
def test_councils_that_end(definitions: Definitions, content: Content, council: str, as_of: str, key: str, new: Any):
    case = read_case({"format": "ehcp-case/1", "about": {"council": council}})
    notes = [n for n in assess(definitions, case, date.fromisoformat(as_of)).notes if n.key.startswith("note.council")]
    assert [note.key for note in notes] == ([key] if key else [])
    for note in notes:
        assert new is None or note.values["new"] == new
        assert content.words.say(note)
