"""What a letter says only if the family chooses it: a sum of money, and the council's figures."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from assistant.core.assessment import Remedy
from assistant.core.definitions import Timeliness
from assistant.core.letters import choices, compose, letter_context
from tests.letters.manners import form_letter, unsupported

REMEDY = Remedy(low=900, high=2400, basis=(), sure="X")
OWN, ENGLAND = "E06000001", "E92000001"
SOURCE = "the Department for Education (June 2025)"
FIGURES = {
    OWN: (Timeliness(OWN, 2023, "44.3", SOURCE), Timeliness(OWN, 2024, "51.0", SOURCE)),
    ENGLAND: (Timeliness(ENGLAND, 2023, "50.3", SOURCE), Timeliness(ENGLAND, 2024, "46.4", SOURCE)),
}


@pytest.fixture
def known(definitions, content):
    """What letters are composed with, once the figures of councils are known."""
    return letter_context(replace(definitions, timeliness=FIGURES), content.words, content.letters)


def paid(assessment, remedy):
    """The assessment, as if like cases had been paid this."""
    return replace(assessment, likes=SimpleNamespace(remedy=remedy))


@pytest.fixture
def story(golden):
    """A family whose plan is late, and what it may get."""
    case, assessment, _ = golden("late-plan")
    return paid(assessment, REMEDY), case


def added(plan, story, context) -> dict[str, str]:
    return {c.option: " ".join(b.text for b in c.adds) for c in choices(plan, *story, context)}


def test_nothing_is_added_that_nobody_chose(plan, story, known):
    letter = compose(plan, *story, known)
    assert [block for block in letter.blocks if block.option] == []
    assert "£" not in " ".join(block.text for block in letter.blocks)


def test_what_can_be_chosen_says_beforehand_what_it_adds(plan, story, known):
    found = added(plan, story, known)
    assert "it could lie between £900 and £2,400" in found["remedy-range"]
    assert "As I understand" in found["remedy-range"]
    assert found["timeliness"] == (
        "In 2024, 51.0 per cent of new plans of this council came within 20 weeks. In England it was 46.4 per cent. "
        f"The figures come from {SOURCE}."
    )
    assert all(choice.asked for choice in choices(plan, *story, known))


@pytest.mark.parametrize("option", ["remedy-range", "timeliness"])
def test_what_is_chosen_stands_in_the_letter_and_keeps_its_manners(option, plan, story, known):
    letter = compose(plan, *story, known, [option])
    assert {block.option for block in letter.blocks if block.option} == {option}
    assert added(plan, story, known)[option] in [block.text for block in letter.blocks]
    assert form_letter(letter) == []
    assert unsupported(letter) == []
    numbers = [block.number for block in letter.blocks if block.kind == "item"]
    assert numbers == list(range(1, len(numbers) + 1))


def test_one_sum_is_said_as_one(plan, story, known):
    assessment, case = story
    assessment = paid(assessment, replace(REMEDY, low=2400))
    assert "it could be about £2,400" in added(plan, (assessment, case), known)["remedy-range"]


def test_figures_without_those_of_england_stand_alone(plan, story, definitions, content):
    alone = replace(definitions, timeliness={OWN: FIGURES[OWN]})
    context = letter_context(alone, content.words, content.letters)
    assert "England" not in added(plan, story, context)["timeliness"]


def test_a_share_of_a_handful_of_plans_is_not_offered(plan, story, definitions, content):
    handful = {**FIGURES, OWN: (Timeliness(OWN, 2024, "28.6", SOURCE, plans=7),)}
    context = letter_context(replace(definitions, timeliness=handful), content.words, content.letters)
    assert "timeliness" not in added(plan, story, context)


def test_nothing_can_be_chosen_where_the_case_does_not_carry_it(plan, story, golden, known, definitions, content):
    assessment, case = story
    bare = letter_context(replace(definitions, timeliness={}), content.words, content.letters)
    assert added(plan, (paid(assessment, None), case), bare) == {}
    possible = tuple(replace(f, verdict="possible") if f.late else f for f in assessment.findings)
    assert added(plan, (replace(assessment, findings=possible), case), known) == {}
    other, told, _ = golden("late-review")
    assert "timeliness" not in added(plan, (told, other), known), "the figure is about new plans, not about reviews"


def test_every_letter_that_asks_for_a_remedy_can_name_a_sum(definitions):
    asking = {"stage1-complaint", "stage2-complaint", "ombudsman"}
    able = {p.id for p in definitions.letters.values() if any(b.option == "remedy-range" for b in p.blocks)}
    assert able == asking
