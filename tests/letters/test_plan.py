"""The plan of the letter names nothing that does not exist, no text lies unused, and real cases make letters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.letter_conditions import CONDITIONS, NEEDS
from assistant.core.letter_sources import SOURCES
from assistant.core.letters import compose, missing_facts
from assistant.core.vocabulary import EVENTS, FINDINGS
from tests.letters.manners import form_letter, too_exact, unsupported
from tests.replays.score import REPLAYS, replays

SHARED = ("voice", "missing", "fragment", "events")  # texts that are parts of others


def test_every_name_in_the_plan_exists(plan):
    assert {name for block in plan.blocks for name in block.when} <= CONDITIONS.keys()
    assert {block.each for block in plan.blocks if block.each} <= SOURCES.keys()
    assert set(plan.needs) <= NEEDS.keys()


def test_every_condition_source_and_need_is_used(plan):
    assert {name for block in plan.blocks for name in block.when} == CONDITIONS.keys()
    assert {block.each for block in plan.blocks if block.each} == SOURCES.keys()
    assert set(plan.needs) == NEEDS.keys()


def test_every_text_is_used_and_every_finding_and_event_has_its_text(plan, content, context):
    findings = {f"findings/{code}" for code in (*FINDINGS, "any")}
    alone = {block.text for block in plan.blocks if f"letter/{block.text}" in context.words.sentences}
    headed = {block.text for block in plan.blocks if any(text == block.text for text in content.letters)}
    assert set(content.letters) == findings | set(SHARED) | alone | headed
    assert [event for event in EVENTS if f"letter/events/{event}" not in context.words.sentences] == []


@pytest.mark.skipif(not REPLAYS.exists(), reason="the published decisions are not beside this checkout")
def test_published_decisions_make_letters_that_keep_their_manners(plan, context, definitions):
    letters = 0
    for replay in replays():
        case = read_case(replay["case"])
        case = replace(case, about=replace(case.about, filled_in_by="parent", council="E06000001"))
        assessment = assess(definitions, case, case.as_of)
        if missing_facts(plan, assessment, case, context):
            continue
        letter, letters = compose(plan, assessment, case, context), letters + 1
        calendar = definitions.calendar
        reply = calendar.working_days_after(calendar.next_working_day(assessment.as_of), 15)
        assert form_letter(letter) == [], replay["ref"]
        assert unsupported(letter) == [], replay["ref"]
        assert too_exact(letter, case, assessment, reply) == [], replay["ref"]
    assert letters > 100
