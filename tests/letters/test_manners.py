"""Every golden letter, whoever it goes to: each sentence names what carries it, and says no more than that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from assistant.core.dates import on
from assistant.core.letters import Block, Letter
from assistant.documents import to_html, to_pdf, to_text
from tests.letters.conftest import case_file
from tests.letters.grade import grade
from tests.letters.manners import form_letter, ours, too_exact, too_strong, unfounded, unsupported
from tests.letters.test_golden import PAIRS
from tests.letters.test_others import NAMES
from tests.letters.test_stage1 import HARDEST, MOST_PAGES, PROSE

EVERY = [*PAIRS, *((name.partition(".")[0], f"others/{name}") for name in NAMES)]
each_letter = pytest.mark.parametrize(("letter", "case"), EVERY)


@each_letter
def test_each_sentence_has_its_ground_and_no_form_shows_through(letter, case, golden, definitions):
    made = golden(case, letter)[2]
    assert form_letter(made) == []
    assert unsupported(made) == []
    assert unfounded(made, case_file(case), definitions) == []


@each_letter
def test_no_day_is_more_exact_than_the_case(letter, case, golden, definitions):
    told, assessment, made = golden(case, letter)
    assert too_exact(made, told, assessment, definitions) == []


@each_letter
def test_nothing_is_said_more_strongly_than_it_is_known(letter, case, golden, definitions):
    _, assessment, made = golden(case, letter)
    assert too_strong(made, assessment, definitions) == []


@each_letter
def test_no_list_is_announced_and_then_empty(letter, case, golden):
    blocks = golden(case, letter)[2].blocks
    for block, after in zip(blocks, (*blocks[1:], Block("end", "end")), strict=True):
        leads_on = block.kind == "heading" or (block.kind == "paragraph" and block.text.endswith(":"))
        assert not leads_on or after.kind in ("paragraph", "table", "item", "bullet", "quote"), block.text
        assert not block.text.endswith(":") or after.kind in ("bullet", "quote", "table"), block.text


@each_letter
def test_it_is_short_and_plain_before_the_annex(letter, case, golden, context):
    made = golden(case, letter)[2]
    body = tuple(block for block in made.blocks if not block.annex)
    with pikepdf.open(BytesIO(to_pdf(replace(made, blocks=body), context.words))) as pdf:
        assert len(pdf.pages) <= MOST_PAGES
    assert grade(b.text for b in body if b.kind in PROSE and not b.own) <= HARDEST
    lines = to_text(made, context.words).splitlines()
    assert [line for line in lines if len(line) > 78 and "https://" not in line] == []


@each_letter
def test_nothing_is_in_one_form_and_not_in_the_other(letter, case, golden, context):
    made = golden(case, letter)[2]
    html, text = to_html(made, context.words), " ".join(to_text(made, context.words).split())
    for block in made.blocks:
        assert " ".join(block.text.split()) in text
    assert html.count("<li") == sum(block.kind in ("item", "bullet") for block in made.blocks)
    assert html.count("<h1") == 1


# ---- the checks themselves notice what is wrong ---------------------------------------------------------------------------


def spoilt(letter: Letter, place: int, **changes: object) -> Letter:
    """The letter with one block changed."""
    blocks = list(letter.blocks)
    blocks[place] = replace(blocks[place], **changes)  # type: ignore[arg-type]
    return replace(letter, blocks=tuple(blocks))


def argued(letter: Letter) -> int:
    return next(place for place, block in enumerate(letter.blocks) if block.id == "paragraph/clock-1")


@pytest.mark.parametrize(
    "text", ["Please {do} it.", "The [plan] is late.", "This and/or that.", "Late  again.", "Since ___"]
)
def test_the_marks_of_a_form_are_noticed(text, golden):
    letter = golden("late-plan")[2]
    assert form_letter(spoilt(letter, argued(letter), text=text)) == [text]


def test_a_bare_sentence_and_a_fact_that_is_not_in_the_case_are_noticed(golden, definitions):
    letter = golden("late-plan")[2]
    assert unsupported(spoilt(letter, argued(letter), facts=(), provisions=())) == ["paragraph/clock-1"]
    wrong = spoilt(letter, argued(letter), facts=("events/99",), provisions=("no-such-law",))
    assert unfounded(wrong, case_file("late-plan"), definitions) == [
        "paragraph/clock-1: events/99",
        "paragraph/clock-1: no-such-law",
    ]


def test_a_day_that_nobody_named_is_noticed(golden, definitions):
    case, assessment, letter = golden("late-review")
    text = "The meeting took place on 3 December 2025."
    assert too_exact(spoilt(letter, argued(letter), text=text), case, assessment, definitions) == [text]
    known = replace(case, events=(*case.events, replace(case.events[0], date=on(date(2025, 12, 3)))))
    assert too_exact(spoilt(letter, argued(letter), text=text), known, assessment, definitions) == []


def test_words_that_are_too_strong_are_noticed(golden, definitions):
    _, assessment, letter = golden("late-plan")
    reply = next(place for place, block in enumerate(letter.blocks) if block.id == "paragraph/reply")
    assert too_strong(spoilt(letter, reply, text="The council must answer."), assessment, definitions)
    doubted = replace(assessment, findings=tuple(replace(f, verdict="likely") for f in assessment.findings))
    assert too_strong(letter, doubted, definitions)
    assert all(text for _, text in ours(letter) if text.strip())
