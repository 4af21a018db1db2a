"""Paragraphs that the family put in other words: set like ours, in the direction of their script; notes beside them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import html5lib
import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.core.edits import lay
from assistant.documents import to_html, to_pdf, to_text, to_word

ARABIC = "لم تصل الخطة في موعدها"


@pytest.fixture
def edited(golden):
    """A letter with its first argument put in Arabic words, and one wish left out."""
    _, _, letter = golden("late-plan")
    draft = lay(letter, lay(letter, ()).changed("paragraph/clock-1", ARABIC))
    return lay(letter, draft.changed("item/apology", None)).letter


def test_a_changed_paragraph_is_set_in_the_direction_of_its_script(edited, context):
    assert f'<p dir="auto">{ARABIC}</p>' in to_html(edited, context.words)
    assert ARABIC in to_text(edited, context.words)
    paper = Document(BytesIO(to_word(edited, context.words)))
    found = next(paragraph for paragraph in paper.paragraphs if paragraph.text == ARABIC)
    assert found._p.pPr.find(qn("w:bidi")) is not None
    assert "Own words" not in {
        run.style.name for run in found.runs
    }  # slanted letters would tell the reader which is which
    assert len(pikepdf.open(BytesIO(to_pdf(edited, context.words))).pages) >= 1


def test_what_was_left_out_is_in_no_form(edited, golden, context):
    _, _, letter = golden("late-plan")
    apology = next(block.text for block in letter.blocks if block.id == "item/apology")
    assert apology not in to_text(edited, context.words)
    assert apology not in to_html(edited, context.words)


def test_a_note_stands_after_its_paragraph_or_inside_its_entry(golden, context):
    _, _, letter = golden("late-plan")
    html = to_html(letter, context.words, lambda block: f'<em class="{block.kind}">{block.id}</em>')
    page = html5lib.HTMLParser(strict=True).parseFragment(html)
    notes = ["".join(note.itertext()) for note in page.iter("{http://www.w3.org/1999/xhtml}em")]
    assert notes == [block.id for block in letter.blocks]
    for entries in ("ol", "ul"):
        for found in page.iter(f"{{http://www.w3.org/1999/xhtml}}{entries}"):
            assert {child.tag.rpartition("}")[2] for child in found} == {"li"}


def test_without_notes_nothing_is_added(golden, context):
    _, _, letter = golden("late-plan")
    assert to_html(letter, context.words) == to_html(replace(letter), context.words, lambda block: "")
