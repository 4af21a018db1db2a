"""The plans of the letters name nothing that does not exist, no text lies unused, and real cases make letters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.core.assess import assess
from assistant.core.assessment import Assessment
from assistant.core.case import Case, read_case
from assistant.core.definitions import LetterPlan
from assistant.core.letter_conditions import CONDITIONS, FACTS, NEEDS
from assistant.core.letter_sources import SOURCES
from assistant.core.letters import KINDS, compose, missing_facts, offered
from assistant.core.vocabulary import EVENTS, FINDINGS
from assistant.load import load_definitions
from tests.letters.conftest import GOLDEN, case_named
from tests.letters.manners import form_letter, too_exact, too_strong, unsupported
from tests.letters.test_golden import LETTERS, PAIRS
from tests.replays.score import REPLAYS, replays

PLANS = load_definitions().letters
SHARED = ("voice", "writer", "missing", "fragment", "events")  # texts that are parts of others
OURS = [PLANS[letter] for letter in LETTERS]


def whens(plans):
    return {name for plan in plans for block in plan.blocks for name in block.when}


def eaches(plans):
    return {block.each for plan in plans for block in plan.blocks if block.each}


def test_every_name_in_the_plans_exists(definitions, context):
    assert whens(PLANS.values()) <= CONDITIONS.keys()
    assert eaches(PLANS.values()) <= SOURCES.keys()
    needs = {need for plan in PLANS.values() for need in plan.needs}
    assert needs <= NEEDS.keys()
    assert {plan.route for plan in PLANS.values()} <= definitions.routes.keys()
    options = {block.option for plan in PLANS.values() for block in plan.blocks if block.option}
    assert [option for option in options if f"letter/option/{option}" not in context.words.sentences] == []
    assert [need for need in needs if f"letter/missing/{need}" not in context.words.sentences] == []


def test_every_condition_source_and_need_is_used():
    parts = {"nhs-answered", "nhs-had-chance", "discrimination"}  # asked by others of the same module
    assert CONDITIONS.keys() - whens(PLANS.values()) <= parts
    assert SOURCES.keys() == eaches(PLANS.values())
    assert NEEDS.keys() == {need for plan in PLANS.values() for need in plan.needs}
    assert NEEDS.keys() >= set(FACTS)


def test_every_text_is_used_and_every_finding_and_event_has_its_text(content, context):
    findings = {f"findings/{code}" for code in (*FINDINGS, "any")}
    named = {block.text for plan in PLANS.values() for block in plan.blocks}
    unused = {text for text in content.letters if text not in named | findings | set(SHARED)}
    assert {text for text in unused if text.partition("/")[0] in KINDS} == set()
    assert findings <= content.letters.keys()
    assert [event for event in EVENTS if f"letter/events/{event}" not in context.words.sentences] == []


def test_each_letter_has_two_golden_texts_and_no_golden_text_is_forgotten():
    assert [letter for letter, cases in LETTERS.items() if len(cases) < 2] == []
    assert {f"{letter}-{case}" for letter, case in PAIRS} == {path.stem for path in GOLDEN.glob("*.txt")}
    assert {case for _, case in PAIRS} == {path.stem for path in GOLDEN.glob("*.json")}


@pytest.mark.parametrize(("letter", "case"), PAIRS)
def test_what_is_offered_can_be_composed(letter, case, definitions, context):
    case = case_named(case)
    assessment = assess(definitions, case, case.as_of)
    offers = {offer.letter: offer for offer in offered(definitions, assessment, case)}
    assert offers.keys() == PLANS.keys()
    assert offers[letter].ready
    for offer in offers.values():
        lacking = missing_facts(PLANS[offer.letter], assessment, case, context)
        assert offer.missing == lacking
        assert all(context.words.say(phrase).endswith(".") for phrase in lacking)


def test_a_letter_that_lacks_only_a_fact_of_the_family_is_due_and_says_which(definitions):
    case = case_named("late-plan")
    silent = replace(case, about=replace(case.about, council=None))
    assessment = assess(definitions, silent, case.as_of)
    stage1 = next(o for o in offered(definitions, assessment, silent) if o.letter == "stage1-complaint")
    assert stage1.due
    assert not stage1.ready
    assert [phrase.key for phrase in stage1.missing] == ["letter/missing/council"]


def test_no_letter_to_the_council_is_due_without_a_fact(definitions):
    empty, assessment = Case(), assess(definitions, Case(), PLANS_DAY)
    due = {offer.letter for offer in offered(definitions, assessment, empty) if offer.due}
    assert due & LETTERS.keys() == set()


PLANS_DAY = case_named("late-plan").as_of


def next_letters(definitions, name, events=None, as_of=None):
    case = case_named(name)
    case = replace(case, events=case.events if events is None else events, as_of=as_of or case.as_of)
    assessment = assess(definitions, case, case.as_of)
    return {offer.letter for offer in offered(definitions, assessment, case) if offer.ready}


def test_the_ladder_goes_up_one_step_at_a_time(definitions):
    case = case_named("complaint-answered")
    before = tuple(event for event in case.events if event.event not in ("complaint_made", "stage1_response"))
    asked = next_letters(definitions, "complaint-answered", events=before)
    assert asked >= {"reminder", "stage1-complaint"}
    assert "stage2-complaint" not in asked
    waiting = tuple(event for event in case.events if event.event != "stage1_response")
    waiting = next_letters(definitions, "complaint-answered", events=waiting, as_of=case.as_of.replace(month=4, day=9))
    assert not waiting & {"reminder", "stage1-complaint", "stage2-complaint", "ombudsman"}
    answered = next_letters(definitions, "complaint-answered")
    assert "stage2-complaint" in answered
    assert not answered & {"reminder", "stage1-complaint", "ombudsman"}
    later = next_letters(definitions, "complaint-answered", as_of=case.as_of.replace(month=9))
    assert "ombudsman" in later


def kept(plan: LetterPlan, case: Case, assessment: Assessment, context) -> None:
    letter = compose(plan, assessment, case, context)
    assert form_letter(letter) == []
    assert unsupported(letter) == []
    assert too_exact(letter, case, assessment, context.definitions) == []
    assert too_strong(letter, assessment, context.definitions) == []


@pytest.mark.skipif(not REPLAYS.exists(), reason="the published decisions are not beside this checkout")
def test_published_decisions_make_letters_that_keep_their_manners(context, definitions):
    made = dict.fromkeys((plan.id for plan in OURS), 0)
    for replay in replays():
        case = read_case(replay["case"])
        case = replace(case, about=replace(case.about, filled_in_by="parent", council="E06000001"))
        assessment = assess(definitions, case, case.as_of)
        for offer in offered(definitions, assessment, case):
            if offer.ready and offer.letter in made:
                kept(PLANS[offer.letter], case, assessment, context)
                made[offer.letter] += 1
    assert made["stage1-complaint"] > 100
    assert made["plan-after-review"] > 10
