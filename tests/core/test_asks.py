"""What to ask a council to change: every ask has its source or says that it has none, and letters ask nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.core.asks import Ask, Asks, Named, check_asks
from assistant.core.vocabulary import FINDINGS
from assistant.load import load_content, load_definitions
from assistant.load_prose import bullets_of

RULES = load_definitions()
ASKS = RULES.asks
LETTERS = load_content().letters
ONE = ASKS.asks[0]


@pytest.mark.parametrize("code", FINDINGS)
def test_what_a_letter_asks_stands_among_the_asks_about_the_same_fault(code):
    said = bullets_of(LETTERS[f"findings/{code}"], "improve")
    assert said
    assert set(said) <= {ask.ask for ask in ASKS.about(code)}


def test_only_what_letters_ask_may_lack_a_source():
    in_letters = {ask for code in FINDINGS for ask in bullets_of(LETTERS[f"findings/{code}"], "improve")}
    assert {ask.ask for ask in ASKS.asks if not ask.sources} <= in_letters


def test_what_was_asked_most_often_comes_first():
    often = [len(ask.asked_in) for ask in ASKS.about("amended-plan-late")]
    assert often == sorted(often, reverse=True)
    assert often[0] > often[-1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"faults": ()}, "faults: at least one"),
        ({"faults": ("late",)}, "faults: at least one"),
        ({"basis": "heard"}, "basis: heard is none of"),
        ({"sources": (Named("paper", "page 1"),)}, "there is no source paper"),
        ({"asked_in": ("99 999 999",)}, "asked_in: 99 999 999 is no decision"),
        ({"asked_in": ("15 011 838",)}, "asked_in: 15 011 838 is no decision"),  # its improvements are not told
    ],
)
def test_a_wrong_ask_is_told(change, told):
    wrong: Ask = replace(ONE, **change)
    problems = list(check_asks(Asks((wrong,), ASKS.sources), RULES.library))
    assert len(problems) == 1
    assert problems[0].startswith(f"ask {ONE.id}: ")
    assert told in problems[0]
