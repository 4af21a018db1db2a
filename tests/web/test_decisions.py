"""The pages of published decisions: found by what they are about, light, with the caution, and no words in addresses."""

from __future__ import annotations

import html
import re

import pytest

from assistant.load import load_definitions

from .conftest import NOT_YET, UNKNOWN, Family, on, picked
from .test_journeys import ABOUT

LONG_LATE = {
    **ABOUT,
    "problems": picked("review"),
    "last_plan_or_review": UNKNOWN,
    "meeting": on("2024", "2", "5"),
    "review_report": UNKNOWN,
    "review_decision": on("2024", "3", "1"),
    "review_outcome": picked("amend"),
    "amendment_notice": on("2024", "3", "1"),
    "amended_plan": NOT_YET,
    "another_review": picked("no"),
    "dispute": picked("no"),
    "complained": picked("none"),
}
LIBRARY, ASKS = load_definitions().library, load_definitions().asks
MOST_BYTES = 30_000


def refs(page: str) -> list[str]:
    """The decisions that a page lists, in order."""
    return re.findall(r'<h3><a href="/decisions/[0-9a-z-]+" dir="ltr">([^<]+)</a>', page)


def searched(app, **fields: str) -> tuple[Family, str]:
    family = Family(app)
    return family, family.post("/decisions", {"token": "", **fields})


@pytest.mark.parametrize("made", LIBRARY.decisions, ids=lambda made: made.slug)
def test_each_decision_has_a_page(one_app, made):
    page = Family(one_app).get(f"/decisions/{made.slug}")
    said = html.unescape(page)
    assert made.story in said
    assert made.not_looked_at in said
    assert all(f"£{paid.amount:,}" in said for paid in made.paid)
    assert (made.url or "https://www.lgo.org.uk/decisions") in page or not made.published
    assert ("We have no address for this one" in page) is (made.published and not made.url)
    assert ("was not published" in page) is (not made.published)
    assert "Read the decision before you quote it" in page
    assert len(page.encode()) < MOST_BYTES


@pytest.mark.parametrize("gss", LIBRARY.by_council)
def test_each_council_has_a_page_with_the_caution(one_app, gss):
    page = Family(one_app).get(f"/decisions/councils/{gss}")
    assert "says nothing about how good a council is" in page
    assert refs(page) == [made.ref for made in LIBRARY.by_council[gss]][:15]
    assert len(page.encode()) < MOST_BYTES


def test_a_council_without_decisions_is_not_praised_for_it(one_app):
    without = next(gss for gss in load_definitions().councils if gss not in LIBRARY.by_council)
    assert "That says nothing about it" in Family(one_app).get(f"/decisions/councils/{without}")


def test_the_list_can_be_read_to_its_end(one_app):
    family, seen, page = Family(one_app), list[str](), Family(one_app).get("/decisions")
    while True:
        assert len(page.encode()) < MOST_BYTES
        seen += refs(page)
        later = re.search(r'<a href="([^"]+)">Older</a>', page)
        if not later:
            break
        page = family.get(html.unescape(later[1]))
    assert seen == [made.ref for made in LIBRARY.decisions]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"fault": "health-provision-not-arranged", "body": "nhs"}, {"18 001 822", "24 003 617a"}),
        ({"council": "E06000052", "fault": "phase-transfer-late"}, {"24 016 613"}),
        ({"remedy": "complaint"}, {"24 015 110", "22 007 749"}),
        ({"stage": "tribunal", "year": "2026"}, {"25 017 385"}),
        ({"outcome": "report", "fault": "false-review-letter"}, {"24 013 122"}),
    ],
)
def test_filters_find_and_stand_in_the_address(one_app, fields, expected):
    page = searched(one_app, **fields)[1]
    assert expected <= set(refs(page))
    for made in (LIBRARY.by_ref[ref.replace(" ", "-")] for ref in refs(page)):
        assert fields.get("fault", "") in ("", *made.faults)
        assert fields.get("council", made.gss) == made.gss
    answer = one_app.test_client().post("/decisions", data={"token": "", **fields}, base_url="http://localhost")
    assert all(f"{name}={value}" in answer.location for name, value in fields.items())


@pytest.mark.parametrize(
    ("words", "ref"), [("hydrotherapy", "24 012 264"), ("24 013 122", "24 013 122"), ("KENT tutors", "22 013 579")]
)
def test_words_find(one_app, words, ref):
    assert ref in refs(searched(one_app, words=words)[1])


def test_the_words_of_a_search_stay_out_of_the_address_and_come_back_typed(one_app):
    family = Family(one_app)
    family.words = {"Zebedee<b>", "Zebedee"}
    page = family.post("/decisions", {"token": "", "words": "Zebedee<b>", "year": "2025"})
    assert 'value="Zebedee&lt;b&gt;"' in page
    assert '<option value="2025" selected>' in page
    assert "These words stand in none of them" in page


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/decisions?page=0",
            "/decisions?page=999",
            "/decisions?page=-1",
            "/decisions?page=%C2%B2",
            "/decisions?page=x",
        ),
        *("/decisions?fault=nothing", "/decisions?year=1&year=2", "/decisions?council=%00", "/decisions?words=secret"),
        "/decisions?page=99999999999999999999",
    ],
)
def test_a_strange_address_is_a_list(one_app, address):
    assert refs(Family(one_app).get(address))


@pytest.mark.parametrize(
    "address", ["/decisions/99-999-999", "/decisions/x%00", "/decisions/councils/E0", "/decisions/é"]
)
def test_a_page_that_is_not_there(one_app, address):
    Family(one_app).get(address, 404)


def test_what_was_paid_is_drawn_and_told(one_app):
    page = Family(one_app).get("/decisions/paid")
    drawn = sum(len(re.findall(r'class="t-done"', svg)) for svg in re.findall(r"<svg.*?</svg>", page))
    rows = re.findall(
        r'<tr><th scope="row"><a href="/decisions/[^"]+" dir="ltr">([^<]+)</a>, \d{4}</th><td>£([\d,]+)', page
    )
    assert drawn == len(rows) > 20
    assert ("24 015 110", "1,500") in rows  # 3,000 for two terms
    assert ("23 019 685", "2,400") in rows
    assert "none is a promise" in page
    assert len(page.encode()) < MOST_BYTES


def test_the_list_of_asks_says_each_of_them_once(one_app):
    page = html.unescape(Family(one_app).get("/decisions/asks"))
    assert ASKS.asks
    assert all(page.count(f"<li>{ask.ask}</li>") == 1 for ask in ASKS.asks)
    assert all(f'"/decisions/asks/{fault}"' in page for ask in ASKS.asks for fault in ask.faults)
    assert len(page.encode()) < MOST_BYTES


@pytest.mark.parametrize("fault", sorted({fault for ask in ASKS.asks for fault in ask.faults}))
def test_each_ask_says_where_it_comes_from_and_how_often_it_was_asked(one_app, fault):
    page = html.unescape(Family(one_app).get(f"/decisions/asks/{fault}"))
    cards = re.findall(r'<article class="card">.*?</article>', page, re.DOTALL)
    assert len(cards) == sum(fault in ask.faults for ask in ASKS.asks)
    for ask, card in zip(ASKS.about(fault), cards, strict=True):
        assert ask.ask in card
        assert all(ASKS.sources[named.of].short in card and named.at in card for named in ask.sources)
        assert ("no source" in card) is (not ask.sources)
        assert ("Nobody asked for it" in card) is (ask.basis == "drawn")
        assert re.findall(r'<a href="/decisions/[^"]+" dir="ltr">([^<]+)</a>', card) == list(ask.asked_in)
        assert (f"agreed: {len(ask.asked_in)}<" in card) is bool(ask.asked_in)
    assert len(page.encode()) < MOST_BYTES


def test_no_asks_about_what_is_no_fault(one_app):
    Family(one_app).get("/decisions/asks/weather", 404)


def test_a_council_is_shown_beside_england_with_year_and_source(one_app):
    page = Family(one_app).get("/decisions/councils/E06000059")  # Dorset: all plans of 2024 were classed as exceptions
    assert re.search(r"In 2023, Dorset Council issued 60\.2% .* In England it was 50\.3%", page)
    assert "Department for Education" in page


@pytest.mark.parametrize(
    ("gss", "line"),
    [
        ("E06000063", "In 2024, Cumberland Council issued 42.6% of its new plans"),  # it began in April 2023
        ("E06000016", "In 2024, Leicester City Council issued 51.5%"),  # 2023 is a blank
        ("E06000046", "a share of only 7 plans, so it shows little"),
        ("E09000001", "a share of only 5 plans"),  # 2024: no plan without an exception, so 2023 is the latest
    ],
)
def test_a_blank_is_never_a_figure_and_a_share_of_few_says_so(one_app, gss, line):
    page = html.unescape(Family(one_app).get(f"/decisions/councils/{gss}"))
    assert line in page
    assert page.count("within 20 weeks") == 1
    assert "In England it was" in page
    assert "Open Government Licence v.3.0" in page


def test_a_council_that_ended_has_no_figure_of_its_own(one_app):
    definitions = load_definitions()
    ended = {change.old_gss for change in definitions.council_changes if change.old_gss not in definitions.councils}
    assert "E10000027" in ended  # Somerset County Council, until March 2023
    assert not ended & (definitions.timeliness.keys() | LIBRARY.by_council.keys())
    for gss in ended:
        Family(one_app).get(f"/decisions/councils/{gss}", 404)


def test_each_part_of_the_sum_has_its_line_and_the_strip_its_own_range(one_app):
    family = Family(one_app)
    family.walk(LONG_LATE)
    part = html.unescape(family.get("/result").partition('id="remedy"')[2])
    before_details = part.partition("<details")[0]
    assert "between £100 and £2,250 in all" in before_details
    lines = re.findall(r"<li><strong>By ([^<]+)\.</strong> (.*?)</li>", before_details)
    assert [who for who, _ in lines] == ["published decisions"]
    assert "one case: £2,250 in all, for 28 months" in lines[0][1]
    figure = re.search(r"<figcaption>(.*?)</figcaption>", part, re.DOTALL)
    assert figure
    assert "Dashed: the range from £100 to £2,250." in figure[1]
    assert "up to about a year" not in figure[1]
    assert "no promise" in before_details


def test_how_we_check_tells_its_figures_what_it_gets_wrong_and_what_nothing_tests(one_app):
    board = load_definitions().scoreboard
    page = html.unescape(Family(one_app).get("/how-we-check"))
    rows = re.findall(r'<tr><th scope="row">.*?</th><td>([\d,]+)</td><td>([\d,]+)</td></tr>', page)
    assert rows == [(f"{row.met:,}", f"{row.of:,}") for row in board.rows]
    assert board.misses
    assert all(
        f'<a href="/decisions/{miss.ref.replace(" ", "-")}" dir="ltr">{miss.ref}</a>: ' in page for miss in board.misses
    )
    assert "We haven't settled why" not in page
    assert f"in {board.exact} of {board.cases} cases" in page
    assert f"that leaves out {board.unscored} cases" in page
    assert "No decision tests what we say about the following" in page
    assert "a letter about a review that was not held" in page
