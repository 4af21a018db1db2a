"""Four letters, each beside the case it was composed from, to be read. EHCP_GOLDEN=write writes them anew."""

from __future__ import annotations

import os

import pytest

from assistant.core.dates import on
from assistant.documents import to_html, to_text
from tests.letters.conftest import GOLDEN
from tests.letters.manners import form_letter, too_exact, unsupported

NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_the_letter_reads_as_before(name, golden, context):
    text, file = to_text(golden(name)[2], context.words), GOLDEN / f"{name}.txt"
    if os.environ.get("EHCP_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_it_keeps_its_manners(name, golden, definitions):
    case, assessment, letter = golden(name)
    calendar = definitions.calendar
    reply = calendar.working_days_after(calendar.next_working_day(assessment.as_of), 15)
    assert form_letter(letter) == []
    assert unsupported(letter) == []
    assert too_exact(letter, case, assessment, reply) == []


@pytest.mark.parametrize("name", NAMES)
def test_it_is_short_before_the_annex(name, golden, context):
    letter = golden(name)[2]
    words = sum(len(block.text.split()) for block in letter.blocks if not block.annex and not block.own)
    assert words < 700, "two pages hold about 900 words, and the family's own are not counted"
    assert max(map(len, to_text(letter, context.words).splitlines())) < 160


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_in_one_form_and_not_in_the_other(name, golden, context):
    letter = golden(name)[2]
    html, text = to_html(letter, context.words), " ".join(to_text(letter, context.words).split())
    for block in letter.blocks:
        assert " ".join(block.text.split()) in text
    assert html.count("<li") == sum(block.kind in ("item", "bullet") for block in letter.blocks)
    assert html.count("<h1") == 1


def test_a_month_stays_a_month(golden):
    _, _, letter = golden("late-review")
    table = next(block for block in letter.blocks if block.id == "table/dates")
    assert table.rows[0].cells[0] == "December 2025"
    assert "The meeting took place in December 2025." in " ".join(block.text for block in letter.blocks)


def test_the_answer_is_expected_in_fifteen_working_days_even_from_a_day_off(golden, definitions):
    saturday = on(golden("late-review")[1].as_of)
    assert not definitions.calendar.is_working_day(saturday.first)
    reply = next(block for block in golden("late-review")[2].blocks if block.id == "paragraph/reply")
    assert "Please answer by 29 June 2026." in reply.text
    assert reply.provisions == ("complaint-code-stage-1",)
