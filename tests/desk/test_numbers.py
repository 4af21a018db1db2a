"""What a manager reads: the figures, the pattern report and the trail. True, of the right cases, and noted in the trail."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from flask import Flask

from assistant.core.assess import assess
from assistant.core.brand import Brand
from assistant.core.case import read_case
from assistant.core.desk_file import new_file, with_entry
from assistant.core.pattern import Counted, counted, from_kept, kept, of_year
from assistant.core.pattern_report import compose_pattern
from assistant.documents import to_text
from assistant.store.trail import PAGE
from assistant.web.moments import day_of

from ..replays.score import replays
from .office import PASSWORD, Adviser, office_of
from .test_desk import flat, told

LATE_2024 = {
    "problems": ["review"],
    "council": "E06000001",
    "plan": "final",
    "meeting": "2023-12-04",
    "review_outcome": "amend",
    "amended_plan": "not-yet",
}
BRIEF = {"council": "E06000001", "late": ["amended-plan-late"], "rules": "", "by": "", "at": 0}
AGREED = {"purpose": "pattern", "given": "2026-11-01", "until": "2027-05-01", "how": "", "agreed": True}


def this_year(app: Flask) -> int:
    return day_of(app.extensions["assistant"].store.now).year


def put(app: Flask, number: int, *consents: dict[str, Any], **file: Any) -> None:
    """So many cases of a late changed plan, with what their files say."""
    office = office_of(app)
    unlocked = office.accounts.unlock("Ada", PASSWORD)
    made = {**new_file(unlocked.account.address), **file}
    for consent in consents:
        made = with_entry(made, "consent", consent)
    for _ in range(number):
        content = {"answers": LATE_2024, "file": made}
        office.cases.create(unlocked.service_key(), content, {**BRIEF, **made}, unlocked.account)


def fetched(who: Adviser, address: str) -> str:
    """A file as it is downloaded."""
    answer = who.client.get(address, base_url="http://localhost")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.get_data(as_text=True)


def kinds(app: Flask) -> list[str]:
    return [line.kind for line in office_of(app).trail.lines()]


# ---- figures ---------------------------------------------------------------------------------------------------------


def test_the_figures_of_a_year_are_a_table_and_two_files(app, ada: Adviser, mina: Adviser):
    case, year = told(ada), this_year(app)
    form = {"called": "=Quennell", "level": "3", "outcome": "put-right", "came_from": "school", "state": "open"}
    ada.send(f"{case}/work", **form, outcome_note="=HYPERLINK()", telling="family")
    ada.send(f"{case}/time", minutes="90", what="first appointment")
    put(app, 2, outcome="my own words", time=[{"minutes": 30}])
    page = flat(mina.get("/desk/figures"))
    for line in (
        "All cases that came in this year 3 2.50",
        "Level 3: as your service defines it 1 1.50",
        "Put right 1 1.50",
        "Something else 2 1.00",
        "School, nursery or college 1 1.50",
        "The changed plan 3 2.50",
    ):
        assert line in page
    sums = {
        (row["measure"], row["value"]): row["cases"]
        for row in csv.DictReader(StringIO(fetched(mina, f"/desk/figures/sums.csv?year={year}")))
    }
    assert sums["all", str(year)] == "3"
    assert (sums["outcome", "put-right"], sums["outcome", "other"]) == ("1", "2")
    lines = list(csv.DictReader(StringIO(fetched(mina, f"/desk/figures/cases.csv?year={year}"))))
    assert [line["outcome"] for line in lines] == ["put-right", "other", "other"]
    assert lines[0]["council"] == "E06000001"
    assert lines[0]["issues"].split()[0] == "review"
    assert kinds(app)[:3] == ["figures-exported", "figures-exported", "figures-opened"]


def test_no_word_of_a_family_and_no_formula_is_in_the_files(app, ada: Adviser, mina: Adviser):
    case = told(ada)
    said = {"called": "=Quennell", "outcome": "=1+1", "outcome_note": "=1+1 Quennell", "sent_to_note": "@Quennell"}
    ada.send(f"{case}/work", **said, telling="family")
    put(app, 1, outcome="=cmd|Quennell", came_from="+44 Quennell")
    for name in ("sums", "cases"):
        made = fetched(mina, f"/desk/figures/{name}.csv?year={this_year(app)}")
        for cell in (cell for row in csv.reader(StringIO(made)) for cell in row):
            assert not cell.startswith(("=", "+", "-", "@"))
        for word in ("Quennell", "Samira", "cmd", "2023-12"):
            assert word not in made
    assert "Quennell" not in mina.get("/desk/figures")


def test_a_desk_without_cases_has_figures_too(app, mina: Adviser):
    assert "All cases that came in this year 0 0.00" in flat(mina.get("/desk/figures"))


@pytest.mark.parametrize("address", ["/desk/figures", "/desk/pattern"])
@pytest.mark.parametrize("year", ["x", "1", "9" * 5_000, "-1", "٢٠٢٥", "%00"])
def test_a_year_that_is_not_in_the_list_is_told(app, ada: Adviser, mina: Adviser, address, year):
    told(ada)
    assert "Pick a year of the list" in mina.get(f"{address}?year={year}", 422)
    ending = "/sums.csv" if address.endswith("figures") else ".csv"
    assert mina.client.get(f"{address}{ending}?year={year}", base_url="http://localhost").status_code == 404
    assert not {"figures-opened", "figures-exported", "pattern-opened", "pattern-exported"} & {*kinds(app)}


def test_only_a_manager_sees_the_way_there(ada: Adviser, mina: Adviser, olu: Adviser):
    for address in ("/desk/figures", "/desk/pattern"):
        assert f'href="{address}"' in mina.get("/desk/")
        assert f'href="{address}"' not in ada.get("/desk/")
        assert f'href="{address}"' not in olu.get("/desk/people")


# ---- the pattern -----------------------------------------------------------------------------------------------------


def test_a_pattern_stands_on_the_page_in_text_and_print_and_in_the_trail(app, mina: Adviser):
    put(app, 6, AGREED)
    page = flat(mina.get("/desk/pattern?year=2024"))
    assert "Hartlepool" in page
    assert "The changed plan appears missed in all 6 cases" in page
    assert "What it can't show" in page.replace("&#39;", "'").replace("&#x27;", "'")
    assert "to ask if more families were affected" in page
    text = fetched(mina, "/desk/pattern.txt?year=2024")
    assert "appears missed in all 6 cases" in text
    assert "amended-plan-late,6,6" in fetched(mina, "/desk/pattern.csv?year=2024")
    answer = mina.client.get("/desk/pattern.pdf?year=2024", base_url="http://localhost")
    assert answer.data.startswith(b"%PDF")
    assert kinds(app)[:4] == ["pattern-exported"] * 3 + ["pattern-opened"]


@pytest.mark.parametrize(
    "consents",
    [
        [],
        [{**AGREED, "purpose": "record"}],
        [{**AGREED, "until": "2026-11-20"}],
        [AGREED, {**AGREED, "agreed": False}],
    ],
    ids=["none", "for something else", "ran out", "taken back"],
)
def test_a_case_without_a_consent_that_holds_today_is_not_counted(app, mina: Adviser, consents):
    put(app, 6, *consents)
    put(app, 4, AGREED)
    for address in ("/desk/pattern.txt?year=2024", "/desk/pattern.csv?year=2024"):
        assert "Hartlepool" not in fetched(mina, address)
    assert "There is nothing to tell of 2024" in flat(mina.get("/desk/pattern?year=2024"))


def test_what_the_briefs_tell_is_what_the_cases_tell_also_later(app, mina: Adviser, monkeypatch):
    put(app, 6, AGREED)
    first = fetched(mina, "/desk/pattern.csv?year=2024")
    rows = office_of(app).cases.listed(office_of(app).accounts.unlock("Mina", PASSWORD).service_key())
    assert [row.brief["pattern"]["until"] for row in rows] == ["2027-05-01"] * 6
    monkeypatch.setattr("assistant.web.desk_pattern.anew", lambda *_: pytest.fail("worked out again"))
    assert fetched(mina, "/desk/pattern.csv?year=2024") == first


def test_a_consent_that_is_taken_back_leaves_the_pattern_at_once(app, ada: Adviser, mina: Adviser):
    put(app, 4, AGREED)
    case = told(ada)
    ada.send(f"{case}/consent", purpose="pattern", given="1 November 2026", how="in writing")
    assert "amended-plan-late,5,5" in fetched(mina, "/desk/pattern.csv?year=2024")
    ada.send(f"{case}/consent", purpose="pattern", given="2 November 2026", how="by phone", agreed="no")
    assert "amended-plan-late" not in fetched(mina, "/desk/pattern.csv?year=2024")


@pytest.mark.parametrize("days", [0, 1, 40, 400, 2_000])
def test_what_is_kept_of_a_case_holds_to_the_day_it_names(definitions, days):
    compared = 0
    for replay in replays():
        about = {**replay["case"].get("about", {}), "council": "E08000035"}
        case = read_case({**replay["case"], "about": about})
        asked = case.as_of
        assert asked
        part = kept(case, assess(definitions, case, asked))
        later = asked + timedelta(days)
        told_then = from_kept(part, "E08000035", later)
        if told_then is not None:
            assert told_then == counted(case, assess(definitions, case, later)), replay["ref"]
            compared += bool(told_then)
    assert compared > 20


def test_what_runs_is_kept_to_its_day_only(definitions):
    told = {"format": "ehcp-case/1", "about": {"council": "E08000035"}}
    case = read_case({**told, "events": [{"event": "request_received", "date": "2026-10-01"}]})
    part = kept(case, assess(definitions, case, date(2026, 11, 25)))
    assert part["to"] < "2027-02-28"
    assert from_kept(part, "E08000035", date(2027, 3, 1)) is None


def test_what_began_before_a_family_moved_is_not_laid_at_the_new_councils_door(definitions):
    events = [{"event": "request_received", "date": "2024-01-08"}, {"event": "final_plan_issued", "date": "2024-11-08"}]
    moved = {"event": "moved_on", "date": "2025-02-01"}
    codes = []
    for listed in (events, [*events, moved]):
        case = read_case({"format": "ehcp-case/1", "about": {"council": "E08000035"}, "events": listed})
        codes.append({one.code for one in counted(case, assess(definitions, case, date(2026, 11, 25)))})
    assert "final-plan-late" in codes[0]
    assert "final-plan-late" not in codes[1]


def test_a_year_that_still_runs_is_not_offered(mina: Adviser):
    page = mina.get("/desk/pattern")
    assert "cases have in common: 2025" in flat(page)
    assert "year=2026" not in page
    assert "year=2024" in page
    mina.get("/desk/pattern?year=2026", 422)


def some(of: int, missed: int, code: str = "final-plan-late", council: str = "E08000035") -> list[tuple[Counted, ...]]:
    return [(Counted(council, 2025, code, place < missed), Counted(council, 2024, code, True)) for place in range(of)]


@pytest.mark.parametrize(
    ("of", "missed", "says"),
    [
        (12, 6, "6 of 12 cases"),
        (6, 6, "all 6 cases"),
        (7, 0, "none of 7 cases"),
        (8, 6, "6 cases; the others are too few to tell"),
        (20, 3, ""),
        (4, 4, ""),
    ],
)
def test_the_report_says_what_may_be_told(definitions, content, of, missed, says):
    made = compose_pattern(of_year(some(of, missed), 2025), 2025, date(2026, 11, 25), definitions, content)
    text = to_text(made, content.words)
    assert says in text
    assert ("Leeds City Council" in text) == bool(says)
    assert ("There is nothing to tell of 2025" in text) == (not says)


def test_a_duty_of_guidance_is_never_called_law_and_the_service_is_named(definitions, content):
    cases = some(9, 9, "remedy-not-done")
    brand = Brand("Northtown SENDIASS", "1 High Street; Northtown")
    made = compose_pattern(of_year(cases, 2025), 2025, date(2026, 11, 25), definitions, content, brand)
    text = " ".join(to_text(made, content.words).split())
    assert "(asked by guidance or a code, not by law)" in text
    assert "From the cases of Northtown SENDIASS." in text


def test_what_a_school_owes_is_not_laid_at_the_councils_door(definitions):
    case = read_case(
        {
            "format": "ehcp-case/1",
            "about": {"council": "E08000035", "setting": {"kind": "academy"}},
            "events": [
                {"event": "school_consulted", "date": "2025-01-06"},
                {"event": "school_consultation_reply", "date": "2025-06-10"},
                {"event": "request_received", "date": "2025-01-06"},
                {"event": "final_plan_issued", "date": "2025-09-10"},
            ],
        }
    )
    assessment = assess(definitions, case, date(2026, 11, 25))
    bodies = {finding.code: finding.body for finding in assessment.findings}
    assert "school" in bodies.values()
    codes = {one.code for one in counted(case, assessment)}
    assert "final-plan-late" in codes
    assert not {code for code, body in bodies.items() if body == "school"} & codes


# ---- the trail ---------------------------------------------------------------------------------------------------------


def test_the_trail_is_paged_and_checked_when_asked(app, mina, tmp_path):
    trail = office_of(app).trail
    for _ in range(PAGE + 20):
        trail.note("case-exported")
    first = mina.get("/desk/trail")
    assert first.count("<tr>") == PAGE + 1  # and its head
    assert "Older" in first
    older = mina.send("/desk/trail", page="1")
    assert 20 < older.count("<tr>") < PAGE
    assert "Newer" in older
    assert "Older" not in older
    assert "Every line fits" not in first + older
    assert "Every line fits" in mina.send("/desk/trail", check="1")
