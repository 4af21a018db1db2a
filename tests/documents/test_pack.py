"""The print pack: what is to be sent stands apart from what is to be kept, nothing unsupported, tagged, and quick."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from assistant.core.assess import assess
from assistant.core.assessment import VERDICTS, Assessment
from assistant.core.case import Case, read_case
from assistant.core.letters import KINDS, compose
from assistant.core.pack import compose_pack
from assistant.core.vocabulary import FINDINGS
from assistant.documents import to_pack, to_pdf
from tests.letters.manners import form_letter
from tests.letters.test_findings import DUTIES, case_of, made

NAMES = ["late-plan", "late-review", "out-of-school", "support-missing"]
ORDER = ["cover", "letter", "timeline", "law", "papers", "dates"]


def sheet(pack, id_):
    return next(sheet for sheet in pack.sheets if sheet.id == id_)


def texts(blocks):
    """All words of some blocks."""
    return "\n".join(cell for b in blocks for cell in (b.text, *b.head, *(c for row in b.rows for c in row.cells)))


@pytest.mark.parametrize("name", NAMES)
def test_the_letter_stands_in_it_unchanged_and_alone_has_no_foot(name, golden, packed):
    pack = packed(name)
    assert [sheet.id for sheet in pack.sheets] == ORDER
    assert sheet(pack, "letter").blocks == golden(name)[2].blocks
    assert [sheet.id for sheet in pack.sheets if not sheet.foot] == ["letter"]
    assert all(block.kind in KINDS for sheet in pack.sheets for block in sheet.blocks)
    assert all(sheet.blocks[0].kind == "subject" for sheet in pack.sheets if sheet.id != "letter")


@pytest.mark.parametrize("name", NAMES)
def test_its_own_words_keep_the_manners_of_a_letter(name, golden, packed):
    for part in packed(name).sheets:
        assert form_letter(replace(golden(name)[2], blocks=part.blocks)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_number_in_the_letter_is_explained(name, packed):
    pack = packed(name)
    cited = {int(n) for group in re.findall(r"\((\d+(?:, \d+)*)\)", texts(sheet(pack, "letter").blocks)[:-1])
             for n in group.split(", ")}  # fmt: skip
    rows = [row for block in sheet(pack, "law").blocks for row in block.rows]
    numbers = [int(row.cells[0].strip("()")) for row in rows]
    assert numbers == list(range(1, len(rows) + 1))
    assert cited & set(range(1, 20)) <= set(numbers)
    assert len({row.provisions for row in rows}) == len(rows)


def test_the_law_of_the_letter_keeps_its_numbers(golden, packed):
    annex = next(block for block in golden("late-plan")[2].blocks if block.id == "table/law")
    rows = [row for block in sheet(packed("late-plan"), "law").blocks for row in block.rows]
    assert [row.provisions for row in rows[: len(annex.rows)]] == [row.provisions for row in annex.rows]


def test_the_familys_own_limit_comes_first_of_all(definitions, plan, context, content):
    case = read_case(
        {
            "format": "ehcp-case/1",
            "about": {"filled_in_by": "parent", "child": {"name": "Sam"}, "council": "E06000001", "plan": "final"},
            "events": [
                {"event": "request_received", "date": "2025-09-01"},
                {"event": "final_plan_issued", "date": "2026-05-20"},
                {"event": "appealable_decision", "date": "2026-05-20", "kind": "contents"},
            ],
        }
    )
    assessment = assess(definitions, case, date(2026, 6, 5))
    pack = compose_pack(compose(plan, assessment, case, context), plan, assessment, case, context, content)
    headings = [block.text for block in sheet(pack, "cover").blocks if block.kind in ("heading", "subject")]
    assert headings[1] == "First: your own time limit"
    assert "Monday 20 July 2026" in texts(sheet(pack, "cover").blocks)
    dates = [block for block in sheet(pack, "dates").blocks if block.kind == "table"]
    assert dates[0].rows[0].cells[0] == "Monday 20 July 2026"
    assert len(dates) == 2


def test_every_finding_is_told_no_stronger_than_its_verdict(plan, context, content, packed):
    assert {duty.finding for duty in DUTIES} <= set(FINDINGS)
    for duty in DUTIES:
        for verdict in VERDICTS:
            said = told(duty, verdict, plan, context, content)
            assert ("May " in said) == (verdict == "possible"), said
            assert ("Appears" in said) == (verdict == "likely"), said
            assert ("not on law" in said) == (duty.force != "statute"), said


def told(duty, verdict, plan, context, content):
    """How the timeline says where one finding stands."""
    case, judged = case_of(duty, True), made(duty, verdict, True)
    letter = compose(plan, Assessment(case.as_of, (made(DUTIES[0], "breach", True),)), case, context)
    pack = compose_pack(letter, plan, Assessment(case.as_of, (judged,)), case, context, content)
    table = next(block for block in sheet(pack, "timeline").blocks if block.id == "pack/timeline.due-head")
    return table.rows[0].cells[2]


def test_where_to_send_it_is_known_for_every_route(definitions, content):
    for plan in definitions.letters.values():
        parts = content.routes[plan.route].parts
        assert {"Where to send it", "What comes next"} <= parts.keys()
    wanted = [
        prose.parts[part] for prose in content.routes.values() for part in ("Where to send it", "What comes next")
    ]
    marked = [text for text in wanted for mark in ("**", "](", "\n- ", "`") if mark in text]
    assert marked == [], "it is printed as plain words"


def test_a_case_without_council_or_dates_makes_a_pack_too(golden, plan, context, content):
    letter = golden("late-plan")[2]
    assessment = Assessment(golden("late-plan")[1].as_of, ())
    pack = compose_pack(letter, plan, assessment, Case(), context, content)
    assert "Your area’s SENDIASS" in texts(sheet(pack, "cover").blocks)
    assert "no time limit of your own" in texts(sheet(pack, "dates").blocks)
    assert to_pack(pack, context.words)


# ---- the PDF ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True])
def test_the_pack_is_tagged_and_says_its_title_and_language(packed, context, large):
    pack = packed("late-plan")
    with pikepdf.open(BytesIO(to_pack(pack, context.words, large=large))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en"
        assert pdf.docinfo["/Title"] == pack.title
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        marks = {str(element.get("/S")) for element in pdf.objects if isinstance(element, pikepdf.Dictionary)}
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI"} <= marks


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_the_letter_in_it_has_the_pages_it_has_alone(golden, packed, context):
    alone = pages(to_pdf(golden("late-plan")[2], context.words))
    together = pages(to_pack(packed("late-plan"), context.words))
    assert together[1 : 1 + len(alone)] == alone
    kept = together[:1] + together[1 + len(alone) :]
    assert all("For you to keep" in page for page in kept)
    assert not any("For you to keep" in page for page in alone)


def pages(pdf):
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return read.split("\f")[:-1]


def test_hostile_words_stay_words(hostile, context, caplog):
    _, pack, words = hostile
    with caplog.at_level(logging.DEBUG):
        made = to_pack(pack, context.words)
    assert len(pikepdf.open(BytesIO(made)).pages) >= len(ORDER)
    assert words[:20] not in caplog.text


def test_large_print_holds_the_same_words_in_larger_letters(golden, context):
    letter = golden("late-plan")[2]
    usual, large = to_pdf(letter, context.words), to_pdf(letter, context.words, large=True)
    assert len(pikepdf.open(BytesIO(large)).pages) > len(pikepdf.open(BytesIO(usual)).pages)
    if shutil.which("pdftotext"):
        said = "".join("".join(pages(large)).split())
        for block in letter.blocks:
            # page numbers stand between the lines of what runs over a page: the first words are enough
            assert "".join(block.text.split())[:40] in said
