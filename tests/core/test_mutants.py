"""The list of mutants that no test can notice names functions that are there."""

from __future__ import annotations

import importlib
from collections import Counter
from functools import reduce

import pytest

from tests.mutants import LIST, MODULES, function_of, listed, unlisted


@pytest.mark.parametrize(("module", "function"), sorted(set(listed())))
def test_each_place_in_the_list_exists(module, function):
    assert module in MODULES
    found = reduce(getattr, function.split("."), importlib.import_module(f"assistant.core.{module}"))
    assert callable(found)


def test_every_row_is_read_and_gives_its_reason():
    rows = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert len(rows) == len(listed())
    assert all(len(cell.strip()) > 5 for row in rows for cell in row.split(" | ")[2:])


@pytest.mark.parametrize(
    ("mutant", "function"),
    [
        ("assistant.core.duties.x__clamped_sum__mutmut_4", "_clamped_sum"),
        ("assistant.core.duties.x_judge__mutmut_12", "judge"),
        ("assistant.core.dates.xǁDateSpanǁuntil__mutmut_1", "DateSpan.until"),
        ("assistant.core.dates.xǁDateSpanǁ__post_init____mutmut_2", "DateSpan.__post_init__"),
    ],
)
def test_a_mutant_is_of_a_function(mutant, function):
    assert function_of(mutant) == function


def test_living_mutants_beyond_those_in_the_list_are_named():
    alive = ["assistant.core.duties.x_judge__mutmut_1", "assistant.core.duties.x_judge__mutmut_7"]
    assert list(unlisted("duties", alive, Counter({("duties", "judge"): 2}))) == []
    assert list(unlisted("duties", alive, Counter({("duties", "judge"): 1, ("reach", "judge"): 1}))) == alive
