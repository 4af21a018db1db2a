"""The figures that visitors are shown are those that the code produces."""

from __future__ import annotations

from tests.replays.scoreboard import BOARD, NEEDED, board, written
from tests.shared import need


def test_the_figures_shown_are_what_the_code_produces(definitions, content):
    for path in NEEDED:
        need(path)
    assert BOARD.read_text(encoding="utf-8") == written(board(definitions, content)), "run: make replays"


def test_each_disagreement_shown_has_its_argument(definitions, content):
    argued = {key.removeprefix("argued.") for key in content.words.sentences if key.startswith("argued.")}
    assert {miss.ref for miss in definitions.scoreboard.misses} <= argued
