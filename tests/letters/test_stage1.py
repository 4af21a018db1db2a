"""The complaint at stage 1, made from every published decision that can have one: short, plain, and whole."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from assistant.core.assess import assess
from assistant.core.assessment import Assessment
from assistant.core.case import Case, read_case
from assistant.core.letters import Letter, compose, missing_facts
from assistant.documents import to_pdf
from tests.letters.grade import grade
from tests.replays.score import replays

EFFECT = (
    "He is awake at night and cries before school. He has missed most of the term. I have cut my hours at work, and his "
    "sister gets less of us. We feel that nobody reads what we send. He used to read for fun and now won’t open a book."
)
WISH = "Give us the name of one person who will see this through."
MOST_PAGES, FEWEST_LINES, HARDEST = 2, 8, 8.0
PROSE = ("paragraph", "item", "bullet", "closing")


def told(replay: dict) -> Case:
    """The case of a published decision, as a parent would tell it, with the effect and a wish in words of their own."""
    case = read_case(replay["case"])
    about = replace(case.about, filled_in_by="parent", council="E06000001", child_name="Sam Marlowe")
    return replace(case, about=about, impact=case.impact or EFFECT, wanted=case.wanted or (WISH,))


@pytest.fixture(scope="module")
def letters(definitions, context, plan) -> list[tuple[Case, Assessment, Letter]]:
    made = []
    for case in map(told, replays()):
        assessment = assess(definitions, case, case.as_of)
        if not missing_facts(plan, assessment, case, context):
            made.append((case, assessment, compose(plan, assessment, case, context)))
    return made


def before_annex(letter: Letter) -> Letter:
    return replace(letter, blocks=tuple(block for block in letter.blocks if not block.annex))


def lines_of(page: pikepdf.Page) -> int:
    """About how many lines a page shows: the heights at which something is set on it."""
    heights = set()
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "cm":
            heights.add(round(float(operands[5])))
    return len(heights)


def test_most_published_decisions_make_one(letters):
    assert len(letters) > 100


def test_it_fits_on_two_pages_and_none_is_almost_empty(letters, context):
    pages = []
    for case, _, letter in letters:
        with pikepdf.open(BytesIO(to_pdf(before_annex(letter), context.words))) as pdf:
            pages.append(len(pdf.pages))
            assert len(pdf.pages) <= MOST_PAGES, case
            assert lines_of(pdf.pages[-1]) >= FEWEST_LINES, case
    assert pages.count(1) > len(pages) / 2


def test_it_can_be_read_by_a_tired_parent(letters):
    for case, _, letter in letters:
        ours = [b.text for b in letter.blocks if b.kind in PROSE and not b.own and not b.annex]
        assert grade(ours) <= HARDEST, case


def test_it_names_fault_dates_effect_wish_and_the_day_of_the_answer(letters, context):
    for case, assessment, letter in letters:
        text = " ".join(" ".join(b.text.split()) for b in letter.blocks if not b.annex)
        assert all(named in letter.title for named in ("Formal complaint, stage 1", "Sam Marlowe"))
        assert [b for b in letter.blocks if b.id.startswith(("paragraph/clock", "paragraph/spell"))], case
        assert re.search(r"\b(20\d\d|This still goes on)\b", text), case
        assert case.impact in [b.text for b in letter.blocks if b.own]
        assert set(case.wanted) <= {b.text for b in letter.blocks if b.own}
        assert re.search(r"Please answer by \d{1,2} [A-Z][a-z]+ 20\d\d\.", text), case
        assert assessment.late


def test_the_law_stands_in_one_line_and_the_rest_in_the_annex(letters, definitions):
    named = re.compile(r"\b(Regulations?|Act) \d{4}|\breg \d|\bsection \d|\[\d{4}\]|https?://")
    for case, _, letter in letters:
        assert [b.text for b in before_annex(letter).blocks if not b.own and named.search(b.text)] == [], case
