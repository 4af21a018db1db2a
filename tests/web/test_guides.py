"""The guides, the glossary and the search over them."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from assistant.core.content import Term
from assistant.load import load_content
from assistant.load_guides import read_glossary, read_guide
from assistant.web.glossary import Glossary

from .conftest import TODAY, Family

CONTENT = load_content()
GUIDE = "# Title\nsummary: One sentence.\nwritten: 2026-11-25\nreview by: 2027-05-25\nsources: cfa-42-2\n\nText.\n"


@pytest.mark.parametrize("name", sorted(CONTENT.guides))
def test_each_guide_has_a_page_that_says_what_it_rests_on(family: Family, name, definitions):
    guide, page = CONTENT.guides[name], html.unescape(family.get(f"/guides/{name}"))
    assert f"<h1>{guide.title}</h1>" in page
    for id_ in guide.sources:
        assert definitions.provisions[id_].short in page
    for address in guide.also:
        assert f'href="{address}"' in page


@pytest.mark.parametrize("name", sorted(CONTENT.guides))
def test_each_guide_is_dated_and_of_a_length_that_is_read(name):
    guide = CONTENT.guides[name]
    assert guide.sources
    assert guide.written <= TODAY.replace(day=30)
    assert guide.written < guide.review_by <= date(guide.written.year + 1, guide.written.month, guide.written.day)
    assert 300 <= len(guide.text.split()) <= 900
    assert len(guide.summary.split()) <= 25


@pytest.mark.parametrize("name", sorted(CONTENT.guides))
def test_each_link_inside_a_guide_resolves(family: Family, name):
    for link in re.findall(r"\]\((/[^)#]*)", CONTENT.guides[name].text):
        family.get(link)


def test_the_list_has_every_guide_and_an_unknown_one_is_not_found(family: Family):
    page = family.get("/guides")
    for name in CONTENT.guides:
        assert f'href="/guides/{name}"' in page
    family.get("/guides/nothing", 404)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("# Title", "Title"), "first line must be its heading"),
        (("written: 2026-11-25", "written: soon"), "soon"),
        (("summary:", "sumary:"), "lines after the heading are"),
        (("sources: cfa-42-2\n", ""), "sources"),
    ],
)
def test_a_guide_with_a_wrong_head_is_refused(change, says):
    with pytest.raises((ValueError, KeyError), match=says):
        read_guide("made-up", GUIDE.replace(*change))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("how long does a final plan take 20 weeks", "/guides/ehc-process"),
        ("Ombudsman", "/routes/lgsco"),
        ("sendiass", "/words#sendiass"),
        ("judicial review", "/routes/judicial_review"),
        ("ANNUAL REVIEWS", "/words#annual-review"),
    ],
)
def test_a_search_finds(family: Family, words, first):
    page = family.search(words)
    assert f'href="{first}"' in page
    assert family.at == "/search"  # and not what was searched for


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'; DROP TABLE entry",
        "NEAR(a b)",
        "* OR *",
        "title:x",
        "{",
        "\0",
        "x" * 5_000,
        "a the of",
        "😢",
        "١٢",
        "<b>zzqq</b>",
    ],
)
def test_a_search_for_anything_else_is_answered(family: Family, words):
    page = family.search(words)
    assert "<b>zzqq" not in page


def test_nothing_found_says_what_to_do(family: Family):
    assert "We found nothing with these words" in family.search("qqzzqq")


def test_every_word_of_the_glossary_has_its_place(family: Family):
    page = html.unescape(family.get("/words"))
    for term in CONTENT.glossary:
        assert term.name in page
    assert len({form for term in CONTENT.glossary for form in term.forms}) == sum(
        len(t.forms) for t in CONTENT.glossary
    )


def test_words_are_found_in_a_text_longest_first_and_once():
    plan = Term("EHC plan", ("EHC plan", "plan"), "…")
    short = Term("ICB", ("ICB",), "…")
    glossary = Glossary((plan, short))
    assert glossary.found("The ehc Plan, the plan and the ICB.") == (plan, short)
    assert glossary.found("planning an icb") == ()
    assert Glossary(()).found("EHC plan") == ()


def test_a_glossary_is_read_with_all_forms():
    assert read_glossary("## One | 1\nThe first.\n\n## Two\nThe\nsecond.\n") == (
        Term("One", ("One", "1"), "The first."),
        Term("Two", ("Two",), "The second."),
    )
