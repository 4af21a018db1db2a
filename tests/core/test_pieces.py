"""Cutting time into pieces: borders day by day, and pieces that cover the time with no gap and no overlap."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.assess import assess
from assistant.core.assessment import Piece
from assistant.core.bench import Bench
from assistant.core.dates import DateSpan, on
from assistant.core.reach import Region, finding_time, pieces
from assistant.core.words import Phrase
from tests.core.cases import RULES, border, cases, known_days, span, spans

DAY = timedelta(1)


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


def region(reach: str, start: str = "", end: str = "", why: str = "") -> Region:
    return Region(reach, None, Phrase(why or reach), span(start) if start else None, span(end) if end else None)


@pytest.mark.parametrize(
    ("time", "by", "made"),
    [
        # a region may begin on the first day, or end on the last, or on the day before or after
        ("01-10 01-20", [("court", "01-10", "")], "01-10 01-20 court"),
        ("01-10 01-20", [("court", "01-11", "")], "01-10 01-10 ombudsman, 01-11 01-20 court"),
        ("01-10 01-20", [("court", "01-20", "")], "01-10 01-19 ombudsman, 01-20 01-20 court"),
        ("01-10 01-20", [("court", "01-21", "")], "01-10 01-20 ombudsman"),
        ("01-10 01-20", [("court", "", "01-09")], "01-10 01-20 ombudsman"),
        ("01-10 01-20", [("court", "", "01-10")], "01-10 01-10 court, 01-11 01-20 ombudsman"),
        ("01-10 01-20", [("court", "", "01-19")], "01-10 01-19 court, 01-20 01-20 ombudsman"),
        ("01-10 01-20", [("court", "", "01-20")], "01-10 01-20 court"),
        ("01-10 01-10", [("court", "", "01-10")], "01-10 01-10 court"),
        # of two that hold a day the first wins; one that follows the other at once leaves no gap
        ("01-10 01-20", [("court", "01-12", "01-15"), ("nhs", "01-14", "01-18")],
         "01-10 01-11 ombudsman, 01-12 01-15 court, 01-16 01-18 nhs, 01-19 01-20 ombudsman"),
        ("01-10 01-20", [("court", "", "01-14"), ("nhs", "01-15", "")], "01-10 01-14 court, 01-15 01-20 nhs"),
        ("01-10 01-20", [("court", "", "01-13"), ("court", "01-14", "")], "01-10 01-20 court"),
        # an uncertain border belongs to both, whether something begins or ends there
        ("01-10 01-20", [("court", "01-13/01-15", "")], "01-10 01-13/01-15 ombudsman, 01-13/01-15 01-20 court"),
        ("01-10 01-20", [("court", "", "01-13/01-15")], "01-10 01-13/01-15 court, 01-13/01-15 01-20 ombudsman"),
        ("01-10 01-20", [("court", "01-08/01-10", "")], "01-10 01-20 court"),
        ("01-10 01-20", [("court", "01-19/01-20", "")], "01-10 01-19/01-20 ombudsman, 01-19/01-20 01-20 court"),
        ("01-10 01-20", [("court", "", "01-10/01-11")], "01-10 01-10/01-11 court, 01-10/01-11 01-20 ombudsman"),
        # with no certain day between two borders, the stretch between them falls away
        ("01-10 01-20", [("court", "01-13/01-15", "01-15"), ("nhs", "01-16", "")],
         "01-10 01-13/01-15 ombudsman, 01-13/01-15 01-15 court, 01-16 01-20 nhs"),
        ("01-10 01-20", [("court", "01-12/01-16", "01-14/01-18")],
         "01-10 01-20 ombudsman"),
        ("01-10 01-20", [("court", "01-12/01-16", "01-14/01-18"), ("nhs", "01-17/01-19", "")],
         "01-10 01-12/01-19 ombudsman, 01-12/01-19 01-20 nhs"),
        ("01-10 01-20", [("nhs", "01-13/01-15", ""), ("court", "01-13", "")],
         "01-10 01-13/01-15 ombudsman, 01-13/01-15 01-20 nhs"),
        # what ends with the time at the latest cuts nothing off it
        ("01-10 01-20", [("court", "01-15", ""), ("nhs", "", "01-12/01-20")], "01-10 01-14 nhs, 01-15 01-20 court"),
        # the time itself has uncertain ends
        ("01-08/01-10 01-20/01-25", [("court", "01-10", "")], "01-08/01-10 01-20/01-25 court"),
        ("01-08/01-10 01-20/01-25", [("court", "01-11", "")],
         "01-08/01-10 01-10 ombudsman, 01-11 01-20/01-25 court"),
        ("01-08/01-10 01-20/01-25", [("court", "", "01-20")], "01-08/01-10 01-20/01-25 court"),
        ("01-08/01-10 01-20/01-25", [("court", "", "01-19")],
         "01-08/01-10 01-19 court, 01-20 01-20/01-25 ombudsman"),
        ("01-10/01-20 01-20/01-25", [("court", "01-20", "")], "01-10/01-20 01-20/01-25 court"),
        ("01-10/01-20 01-20/01-25", [("court", "01-21", "")], "01-10/01-20 01-20/01-25 ombudsman"),
        # no day is certain: the middle day tells, the earlier of two
        ("01-10/01-20 01-12/01-21", [("court", "", "01-15")], "01-10/01-20 01-12/01-21 court"),
        ("01-10/01-20 01-12/01-21", [("court", "", "01-14")], "01-10/01-20 01-12/01-21 ombudsman"),
        ("01-10/01-20 01-12/01-21", [("court", "01-15", "")], "01-10/01-20 01-12/01-21 court"),
        ("01-10/01-20 01-12/01-21", [("court", "01-16", "")], "01-10/01-20 01-12/01-21 ombudsman"),
        # a first day that lies after the last is cut back, so that the piece has a day
        ("01-10/01-20 01-12/01-14", [("court", "", "01-12")], "01-10/01-14 01-12/01-14 court"),
        ("01-10 01-05", [], "01-10 01-10 ombudsman"),
        ("01-10 01-05/01-12", [], "01-10 01-10/01-12 ombudsman"),
    ],
)  # fmt: skip
def test_borders_day_by_day(time, by, made):
    first, last = (span(full(text)) for text in time.split())
    found = pieces(first, last, [region(reach, full(start), full(end)) for reach, start, end in by])
    shown = ", ".join(f"{border(piece.start)} {border(piece.end)} {piece.reach}" for piece in found)
    assert shown.replace("2025-", "") == made


def full(text: str) -> str:
    """Days of 2025 written without the year."""
    return "/".join(f"2025-{part}" for part in text.split("/")) if text else ""


def test_pieces_are_joined_only_if_reach_and_reason_are_the_same():
    by = [Region("joint", "a", Phrase("one"), None, span("2025-01-12")), Region("joint", "b", Phrase("two"))]
    made = pieces(span("2025-01-10"), span("2025-01-20"), by)
    assert [(piece.reach, piece.reason, piece.why) for piece in made] == [
        ("joint", "a", Phrase("one")),
        ("joint", "b", Phrase("two")),
    ]


def test_a_joined_piece_gives_the_reason_of_its_first_days():
    by = [region("joint", end="2025-01-12", why="one"), region("joint", why="two")]
    assert [piece.why for piece in pieces(span("2025-01-10"), span("2025-01-20"), by)] == [Phrase("one")]


def test_what_no_region_holds_is_the_ombudsmans():
    assert pieces(span("2025-01-10"), span("2025-01-20"), []) == [
        Piece(span("2025-01-10"), span("2025-01-20"), "ombudsman", None, Phrase("reach.ombudsman"))
    ]


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
