"""Letters to the council and the Ombudsman, each beside the case it was composed from, to be read.

A case whose name begins with ``decision-`` was published by the Ombudsman. EHCP_GOLDEN=write writes the letters anew.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace

import pytest

from assistant.core.dates import on
from assistant.core.letters import compose
from assistant.documents import to_text
from tests.letters.conftest import GOLDEN, case_named
from tests.letters.manners import form_letter, ours, unsupported

LETTERS = {
    "reminder": ("decision-24-012-873", "decision-25-006-336", "late-plan"),
    "stage1-complaint": ("late-plan", "late-review", "out-of-school", "support-missing", "decision-24-016-613"),
    "complaint-reminder": ("complaint-unanswered", "stage2-unanswered"),
    "stage2-complaint": ("complaint-answered", "complaint-unanswered"),
    "ombudsman": ("decision-24-010-539", "decision-25-000-107"),
    "ombudsman-compliance": ("promise-not-kept", "promise-without-day"),
    "ombudsman-review": ("told-too-late", "told-of-appeal"),
    "section-f": ("support-missing", "therapy-stopped"),
    "education": ("decision-24-015-939", "out-of-school"),
    "review-overdue": ("decision-23-009-491", "review-overdue"),
    "review-without-meeting": ("letter-without-meeting", "letter-without-meeting-unnamed"),
    "early-review": ("decision-24-015-939", "therapy-stopped"),
    "plan-after-review": ("decision-19-020-627", "decision-25-006-336", "decision-24-013-870"),
    "phase-transfer": ("decision-24-012-873", "decision-24-016-613"),
    "after-move": ("moved-in", "moved-in-young"),
    "after-tribunal": ("decision-24-000-820", "decision-25-012-582"),
    "mediation-certificate": ("decision-25-004-942", "decision-24-022-780"),
    "late-appeal": ("no-appeal-rights", "appeal-late-words"),
    "transport-appeal": ("transport-no", "transport-young"),
    "transport-panel": ("transport-no-again", "transport-partly"),
    "direct-payment-review": ("payment-refused", "payment-partly"),
    "social-care-complaint": ("decision-22-014-143", "care-adult"),
    "records-request": ("support-missing", "complaint-unanswered"),
    "information-request": ("decision-19-020-627", "out-of-school"),
    "member": ("decision-24-010-539", "promise-not-kept"),
}
PAIRS = [(letter, case) for letter, cases in LETTERS.items() for case in cases]
TO_THE_COUNCIL_OF_A_FAMILY = [pair for pair in PAIRS if pair[0] not in ("information-request",)]


@pytest.mark.parametrize(("letter", "case"), PAIRS)
def test_the_letter_reads_as_before(letter, case, golden, context):
    text, file = to_text(golden(case, letter)[2], context.words), GOLDEN / f"{letter}-{case}.txt"
    if os.environ.get("EHCP_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("writer", ["parent", "young_person", "adviser"])
@pytest.mark.parametrize(("letter", "case"), TO_THE_COUNCIL_OF_A_FAMILY)
def test_everybody_speaks_for_themselves(letter, case, writer, golden, definitions, context):
    case, assessment, _ = golden(case, letter)
    spoken = replace(case, about=replace(case.about, filled_in_by=writer, consent="yes"))
    made = compose(definitions.letters[letter], assessment, spoken, context)
    words = " ".join(text for block, text in ours(made) if not block.annex)
    assert bool(re.search(r"\b(parent|Parent)\b", words)) == (writer == "parent")
    assert ("with their consent" in words) == (writer == "adviser")
    assert not re.search(r"\bI (is|has|needs)\b|\bme’s\b", words)
    assert form_letter(made) == []
    assert unsupported(made) == []


def test_what_is_asked_for_has_one_form(golden):
    """Each of our requests begins with what is to be done."""
    first = {
        b.text.split()[0] for pair in PAIRS for b in golden(*reversed(pair))[2].blocks if b.kind == "item" and not b.own
    }
    nouns = {"A", "An", "The", "That", "How", "Whether", "Which", "Word", "What"}
    assert first & nouns == set()


def test_published_decisions_stand_among_them():
    assert len([case for _, case in PAIRS if case.startswith("decision-")]) >= 10
    assert all(case_named(case).about.council for _, case in PAIRS)


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


def test_at_most_two_changes_to_the_service_are_asked_for_and_none_where_all_is_only_possible(golden):
    for letter, case in PAIRS:
        _, assessment, made = golden(case, letter)
        asked = [block for block in made.blocks if block.id.startswith("item/improvement")]
        assert len(asked) <= 2
        assert not asked or any(finding.verdict in ("breach", "likely") for finding in assessment.late)


def test_how_we_know_a_rule_is_no_matter_for_the_reader_but_that_we_are_not_sure_of_it_is(golden, definitions):
    tables = [b for pair in PAIRS for b in golden(*reversed(pair))[2].blocks if b.id == "table/law"]
    told = {row.provisions[0]: row.cells[2] for table in tables for row in table.rows}
    unsure = {id_ for id_, says in told.items() if says.endswith("The official text decides.")}
    assert unsure == {id_ for id_ in told if "M" in definitions.provisions[id_].sure}
    assert unsure
    cautions = [definitions.provisions[id_].caution for id_ in told]
    assert [caution for caution in cautions if caution and any(caution in says for says in told.values())] == []
