"""Figures and the pattern: nobody can be found in them, and no spreadsheet runs them."""

from __future__ import annotations

import csv
import json
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.figures import FORMULA, LINE_HEAD, CaseFigures, lines_csv, safe, year_csv
from assistant.core.pattern import FEWEST, Counted, cell, counted, pattern, pattern_csv

CASES = [
    CaseFigures(
        date(2026, 2, 3), "E08000035", "closed", "2", ("final-plan-late", "waiting"), "put-right", 90, "school", ""
    ),
    CaseFigures(date(2026, 11, 30), "E08000035", "open", "3", ("waiting",), "", 45, "", "helpline"),
    CaseFigures(date(2025, 5, 5)),
]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_a_line_tells_the_quarter_and_never_the_day():
    lines = table(lines_csv(CASES))
    assert [(line["year"], line["quarter"], line["hours"]) for line in lines] == [
        ("2026", "Q1", "1.50"),
        ("2026", "Q4", "0.75"),
        ("2025", "Q2", "0.00"),
    ]
    assert tuple(lines[0]) == LINE_HEAD
    assert "02-03" not in lines_csv(CASES)


def test_a_year_is_summed_by_each_measure():
    sums = {(row["measure"], row["value"]): (row["cases"], row["hours"]) for row in table(year_csv(CASES, 2026))}
    assert sums["all", "2026"] == ("2", "2.25")
    assert sums["issues", "waiting"] == ("2", "2.25")
    assert sums["issues", "final-plan-late"] == ("1", "1.50")
    assert sums["level", "3"] == ("1", "0.75")
    assert sums["outcome", "not-said"] == ("1", "0.75")


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(text):
    made = safe(text)
    assert not made.startswith(FORMULA)
    assert "\n" not in made


def test_nobodys_own_words_come_out():
    own = CaseFigures(
        date(2026, 1, 1), "E08000035", "Sam Smith", "Sam", ("Sam", "waiting"), "back", 5, "Mrs Smith", "Dr X"
    )
    made = lines_csv([own]) + year_csv([own], 2026)
    assert not any(word in made for word in ("Sam", "Smith", "Dr"))
    assert table(lines_csv([own]))[0]["issues"] == "other waiting"


def test_words_of_a_family_have_no_place_in_a_record():
    said = {"name", "born", "note", "impact", "wanted", "setting", "what", "date", "number", "id"}
    assert not said & set(CaseFigures.__slots__)


def some(number: int, missed: int, code: str = "final-plan-late", year: int = 2025, council: str = "E08000035"):
    return [(Counted(council, year, code, place < missed),) for place in range(number)]


@pytest.mark.parametrize(
    ("missed", "of", "told"),
    [
        (0, 4, (None, None)),
        (3, 20, (None, None)),
        (5, 5, (5, 5)),
        (6, 8, (6, None)),  # two kept it: the difference would tell
        (6, 11, (6, 11)),
        (0, 9, (0, 9)),
    ],
)
def test_small_numbers_are_not_told_and_do_not_follow(missed, of, told):
    made = cell(missed, of)
    assert (made.missed, made.of) == told


def test_a_pattern_counts_each_case_once_a_year_and_duty():
    made = pattern([*some(7, 6), *some(3, 3, "review-decision-late"), *some(9, 5, year=2024)])
    (leeds,) = made
    assert leeds.cases == 19
    lines = {line.code: line for line in leeds.lines}
    assert lines["final-plan-late"].cells[2025].missed == 6
    assert (lines["final-plan-late"].at_least, lines["final-plan-late"].whole) == (11, True)
    assert (lines["review-decision-late"].at_least, lines["review-decision-late"].whole) == (0, False)
    assert "not told" in pattern_csv(made, {"E08000035": "Leeds City Council"})
    assert "Leeds City Council,2025,final-plan-late,6," in pattern_csv(made, {"E08000035": "Leeds City Council"})


GRID = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=8)


@given(GRID, st.data())
def test_what_is_told_is_the_same_whatever_a_hidden_number_is(grid, data):
    """Each number that is not told may be any from 1 to 4: the report, with its sums, would not change by a letter."""
    cells = [(missed, missed + kept) for missed, kept in grid]
    place = data.draw(st.integers(0, len(cells) - 1))
    missed, of = cells[place]
    told = cell(missed, of)
    if told.missed is None and of >= FEWEST:
        other = data.draw(st.integers(1, 4))
        changed = [*cells[:place], (other, of), *cells[place + 1 :]]
        assert report(cells) == report(changed)


def report(cells: list[tuple[int, int]]) -> str:
    cases = [case for year, (missed, of) in enumerate(cells, 2000) for case in some(of, missed, year=year)]
    made = pattern(cases)
    lines = [(line.code, line.at_least, line.whole) for one in made for line in one.lines]
    return pattern_csv(made, {}) + json.dumps([lines, [one.cases for one in made]])


@given(GRID)
def test_no_small_number_stands_in_a_report_or_is_the_difference_of_two(grid):
    for missed, kept in grid:
        made = cell(missed, missed + kept)
        for number in (made.missed, made.of):
            assert number is None or number == 0 or number >= FEWEST
        if made.missed is not None and made.of is not None:
            assert made.of - made.missed == 0 or made.of - made.missed >= FEWEST


def test_what_may_only_be_late_is_not_counted_as_missed(definitions):
    def of(day: str) -> dict[str, bool]:
        case = read_case(
            {
                "format": "ehcp-case/1",
                "about": {"council": "E08000035"},
                "events": [
                    {"event": "request_received", "date": day},
                    {"event": "final_plan_issued", "date": "2025-06-10"},
                ],
            }
        )
        return {one.code: one.missed for one in counted(case, assess(definitions, case, date(2026, 11, 25)))}

    assert of("2025-01-06")["final-plan-late"] is True
    assert (
        of("2025-01-01/2025-01-28")["final-plan-late"] is True
        or of("2025-01-15/2025-02-10")["final-plan-late"] is False
    )
    assert of("2025-03")["final-plan-late"] is False


def test_a_case_without_a_council_adds_nothing(definitions):
    case = read_case({"format": "ehcp-case/1", "events": [{"event": "request_received", "date": "2025-01-06"}]})
    assert counted(case, assess(definitions, case, date(2026, 11, 25))) == ()
