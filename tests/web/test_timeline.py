"""The drawn timeline: nothing surer than its verdict, and who can look told without colour, as the table tells it."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from assistant.core.assessment import Finding, Piece
from assistant.core.dates import DateSpan, months_after
from assistant.web.reach import who
from assistant.web.timeline import LOOK, MONTH_NAME, YEAR_NAME, Scale, axis, lane, letters_of
from tests.core.cases import RULES, span

from .conftest import Family
from .test_journeys import JOURNEYS
from .test_result import result


@pytest.mark.parametrize(("verdict", "hatched"), [("breach", True), ("likely", False), ("possible", False)])
def test_only_what_is_sure_is_drawn_as_sure(definitions, verdict: str, hatched: bool):
    duty = definitions.duties["A-FINAL-20W"][0]
    start, due, done = (DateSpan(day, day) for day in (date(2024, 1, 1), date(2024, 5, 20), date(2024, 8, 1)))
    finding = Finding("final-plan-late", duty, verdict, "council", "statute", trigger=start, due=due, done=done)
    drawn = lane(finding, Scale(start.first, done.last), done.last, {})
    assert ('class="t-hatch"' in drawn) == hatched
    assert 'class="t-maybe"' in drawn


def pieces_of(*stretches: tuple[str, str, str]) -> tuple[Piece, ...]:
    return tuple(Piece(span(first), span(last), reach) for first, last, reach in stretches)


THREE = pieces_of(
    ("2024-01-01/2024-01-31", "2024-06-30", "ombudsman"),
    ("2024-07-01", "2024-07-01", "nhs"),
    ("2024-07-02", "2024-12-31", "barred"),
)
YEAR = Scale(date(2024, 1, 1), date(2024, 12, 31))


def drawn_pieces(reach: tuple[Piece, ...]) -> list[tuple[float, float, str, str]]:
    """Where each piece of the strip begins and ends, in per cent, its pattern and its letter."""
    finding = Finding(
        "x", RULES.duties["F-42"][0], "breach", "council", "statute", trigger=span("2024-01"), reach=reach
    )
    drawn = lane(finding, YEAR, YEAR.last, letters_of([finding]))
    found = re.findall(
        r'<rect class="t-who[^"]*" fill="([^"]+)" x="([\d.]+)%" width="([\d.]+)%"[^>]*/>(?:<text[^>]*>(.)</text>)?',
        drawn,
    )
    return [(float(x), round(float(x) + float(wide), 2), fill, letter) for fill, x, wide, letter in found]


def test_who_can_look_is_drawn_by_letter_and_pattern_and_not_by_colour_alone():
    ombudsman, nhs, barred = drawn_pieces(THREE)
    assert [fill for _, _, fill, _ in (ombudsman, nhs, barred)] == ["none", "url(#dots)", "url(#shut)"]
    assert [letter for *_, letter in (ombudsman, nhs, barred)] == ["A", "", "C"]  # a day has no room for its letter


def test_the_strip_goes_to_the_end_of_each_last_day_and_an_unsure_border_stands_in_the_middle():
    ombudsman, nhs, barred = drawn_pieces(THREE)
    assert ombudsman[:2] == (round(YEAR.at(date(2024, 1, 16)), 2), round(YEAR.at(date(2024, 7, 1)), 2))
    assert nhs[0] == ombudsman[1]
    assert nhs[1] - nhs[0] >= 1  # a day stays visible
    assert barred[1] == 98


@pytest.mark.parametrize("reach", sorted(LOOK))
def test_every_kind_of_reach_is_drawn_and_named(app, reach: str):
    with app.test_request_context():
        assert who(reach) != reach
    assert len(drawn_pieces(pieces_of(("2024-02-01", "2024-11-30", reach)))) == 1


def test_the_table_says_what_the_strip_draws(family: Family):
    page = result(family, JOURNEYS["provision missing"][0])
    key = page[page.index('class="key"') : page.index("</figure>")]
    table = page[page.index("The same as a table") : page.index("Each finding")]
    told = re.findall(r"</svg> ([^<]+)</li>", key)
    assert told
    assert all(f": {name}" in table for name in told)


@pytest.mark.parametrize("months", range(1, 130))
def test_the_names_on_the_scale_do_not_run_into_each_other_on_a_phone(months: int):
    first = date(2020, 3, 10)
    scale = Scale(first, months_after(first, months))
    drawn = axis(scale, [(tick, "September 2020") for tick in scale.ticks()])
    named = [float(x) for x in re.findall(r'<text x="([\d.]+)%"', drawn)]
    assert all(after - before >= YEAR_NAME for before, after in pairwise(named))
    if not any(tick.year for tick in scale.ticks()):
        assert all(after - before >= MONTH_NAME for before, after in pairwise(named))
