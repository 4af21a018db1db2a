"""A Word file is read back and compared with the letter it was made from, block by block."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from assistant.core.letters import printable
from assistant.documents import to_word
from assistant.documents.word import OWN, STYLES

NAMES = ["late-plan", "late-review", "out-of-school", "support-missing"]


def read(made):
    """The file, and its paragraphs and tables in order, without the empty paragraphs below tables."""
    file = docx.Document(BytesIO(made))
    inner = list(file.iter_inner_content())
    below = [after for before, after in pairwise(inner) if isinstance(before, Table)]
    return file, [piece for piece in inner if not any(piece is gap for gap in below)]


def compared(letter, pieces):
    """Fails unless each block stands in its place, in its style, in its words."""
    assert len(pieces) == len(letter.blocks)
    for block, piece in zip(letter.blocks, pieces, strict=True):
        if block.kind == "table":
            rows = [[cell.text for cell in row.cells] for row in piece.rows]
            assert rows == [list(block.head), *([printable(cell) for cell in row.cells] for row in block.rows)]
        else:
            assert piece.text == printable(block.text)
            assert piece.style.name == STYLES.get(block.kind, "Normal")
            assert {run.style.name == OWN for run in piece.runs} == {block.own}


@pytest.mark.parametrize("name", NAMES)
def test_the_words_are_those_of_the_letter(name, golden, context):
    letter = golden(name)[2]
    compared(letter, read(to_word(letter, context.words))[1])


def test_hostile_words_come_out_as_words(hostile, context):
    letter, _, _ = hostile
    made = to_word(letter, context.words)
    compared(letter, read(made)[1])
    inside = ZipFile(BytesIO(made))
    text = inside.read("word/document.xml").decode()
    assert not any(mark in text for mark in ("<w:fld", "<w:instr", "<w:hyperlink", "\u202e", "\x1b"))
    assert 'TargetMode="External"' not in inside.read("word/_rels/document.xml.rels").decode()


def test_table_heads_are_marked_and_repeated(golden, context):
    tables = [piece for piece in read(to_word(golden("late-plan")[2], context.words))[1] if isinstance(piece, Table)]
    assert tables
    for table in tables:
        marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True] + [False] * (len(table.rows) - 1)


def test_title_and_language_are_said_and_nothing_of_the_writer(golden, context):
    letter = golden("late-plan")[2]
    file, _ = read(to_word(letter, context.words))
    core = file.core_properties
    assert (core.title, core.language, core.author, core.last_modified_by) == (letter.title, "en-GB", "", "")
    assert core.created is None
    spoken = file.styles.element.find(qn("w:docDefaults")).find(".//" + qn("w:lang"))
    assert spoken.get(qn("w:val")) == "en-GB"


def test_each_numbered_list_starts_at_one(golden, context):
    letter = golden("late-plan")[2]
    twice = replace(letter, blocks=letter.blocks + letter.blocks)
    file, pieces = read(to_word(twice, context.words))
    items = [p for p in pieces if isinstance(p, Paragraph) and p.style.name == "List Number"]
    numbers = [p._p.pPr.numPr.numId.val for p in items]
    assert len(set(numbers)) == 2
    for number in set(numbers):
        made = file.part.numbering_part.element.num_having_numId(number)
        assert made.find(qn("w:lvlOverride")).find(qn("w:startOverride")).get(qn("w:val")) == "1"


def test_the_annex_starts_a_page(golden, context):
    letter = golden("late-plan")[2]
    pieces = read(to_word(letter, context.words))[1]
    first = next(place for place, block in enumerate(letter.blocks) if block.annex)
    breaks = [isinstance(p, Paragraph) and p.paragraph_format.page_break_before is True for p in pieces]
    assert [place for place, new in enumerate(breaks) if new] == [first]


def test_arabic_runs_from_right_to_left(golden, context):
    letter = golden("late-review")[2]
    blocks = tuple(replace(block, text="لم تصل الخطة") if block.kind == "quote" else block for block in letter.blocks)
    pieces = read(to_word(replace(letter, blocks=blocks), context.words))[1]
    quote = next(p for p in pieces if isinstance(p, Paragraph) and p.style.name == "Quote")
    assert quote._p.pPr.find(qn("w:bidi")) is not None
    assert quote.runs[0].font.rtl
