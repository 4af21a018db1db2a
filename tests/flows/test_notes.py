"""Notes on the case: which NHS care board it is, by council and date, and who holds the rights."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions

SOMERSET, WINDSOR, NORTH_YORKSHIRE, MEDWAY, CAMDEN = "E06000066", "E06000040", "E06000065", "E06000035", "E09000007"
GIVEN_BY_NHS = {"section": "F", "provider": "nhs", "from": "2026-05-01", "to": "not-yet"}


def notes(definitions: Definitions, as_of: str, about: dict[str, Any], **rest: Any) -> dict[str, dict[str, Any]]:
    case = read_case({"format": "ehcp-case/1", "about": {"plan": "final", **about}, **rest})
    made = assess(definitions, case, date.fromisoformat(as_of))
    return {note.key.removeprefix("note."): note.values for note in made.notes}


@pytest.mark.parametrize(
    ("council", "as_of", "began", "kinds"),
    [
        (SOMERSET, "2026-10-01", "2026-05-01", {"care-board"}),
        (SOMERSET, "2026-10-01", "2026-02-01", {"care-board"}),  # the board of Somerset did not change
        (CAMDEN, "2026-10-01", "2026-02-01", {"care-board", "care-board-before"}),
        (CAMDEN, "2026-10-01", "2026-04-01", {"care-board"}),
        (CAMDEN, "2026-03-31", "2026-02-01", {"care-board"}),  # the board of that time
        (WINDSOR, "2026-10-01", "2026-05-01", {"care-board-unsure"}),
        (NORTH_YORKSHIRE, "2026-10-01", "2026-05-01", {"care-board-several"}),
        (MEDWAY, "2027-05-01", "2026-05-01", {"care-board", "care-board-merging"}),
        (MEDWAY, "2022-06-30", "2022-05-01", set()),  # before there were such boards
    ],
)
def test_which_board(definitions: Definitions, council: str, as_of: str, began: str, kinds: set[str]):
    found = notes(definitions, as_of, {"council": council}, provision_missing=[{**GIVEN_BY_NHS, "from": began}])
    assert set(found) == kinds


def test_the_boards_of_camden_by_name(definitions: Definitions):
    spell = {**GIVEN_BY_NHS, "section": "G", "from": "2026-02-01"}
    found = notes(definitions, "2026-10-01", {"council": CAMDEN}, provision_missing=[spell])
    assert found["care-board"]["board"] == "NHS West and North London Integrated Care Board"
    assert found["care-board-before"]["boards"] == ["NHS North Central London Integrated Care Board"]


def test_no_board_where_the_nhs_has_no_part(definitions: Definitions):
    spell = {**GIVEN_BY_NHS, "provider": "school"}
    assert notes(definitions, "2026-10-01", {"council": SOMERSET}, provision_missing=[spell]) == {}


def test_late_health_advice_brings_up_the_board(definitions: Definitions):
    events = [
        {"event": "advice_requested", "date": "2026-05-01", "what": "health"},
        {"event": "advice_received", "date": "not-yet", "what": "health"},
    ]
    assert set(notes(definitions, "2026-10-01", {"council": SOMERSET}, events=events)) == {"care-board"}


def test_every_council_has_its_boards(definitions: Definitions):
    assert definitions.care_boards.keys() == definitions.councils.keys()


@pytest.mark.parametrize(
    ("who", "born", "told"),
    [
        ("parent", "2010-01-15", True),  # 16 in the school year that ended in 2026
        ("parent", "2010-09-15", False),
        ("adviser", "2010-01-15", True),
        ("young_person", "2010-01-15", False),
        ("parent", "2010", False),  # not certain
    ],
)
def test_the_young_persons_own_right(definitions: Definitions, who: str, born: str, told: bool):
    found = notes(definitions, "2026-10-01", {"filled_in_by": who, "child": {"born": born}})
    assert ("young-person" in found) is told


def test_every_note_of_the_case_can_be_said(definitions: Definitions, content: Content):
    for key in content.words.sentences:
        if key.startswith(("note.care-board", "note.young-person")):
            assert content.words.sentences[key].strip()
