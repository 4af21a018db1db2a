"""What a family reads is plain: how hard it is, which words it leaves alone, and that each link leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import mean

import pytest
from flask.testing import FlaskClient

from assistant.core.definitions import Question
from assistant.load import load_content, load_definitions
from assistant.web.app import create_app

from .letters.grade import grade
from .web.conftest import TODAY
from .web.pseudo import found_by_babel
from .words import RULES, Rule, longest_sentence, paragraphs, skipped_headings

ROOT = Path(__file__).parents[1]
CONTENT = load_content()
QUESTIONS = load_definitions().questions
MOST_AT_ALL, MOST_ON_AVERAGE, MOST_WORDS = 10, 8, 34
BINDING = ("statute", "regulation", "judgment", "practice")  # practice tells what a body says about the law

PROSE: Mapping[str, str] = {
    **{f"guide/{name}": guide.text for name, guide in CONTENT.guides.items()},
    **{f"pages/{name}": text.partition("\n")[2] for name, text in CONTENT.pages.items()},
}
TERMS = {f"glossary: {term.name}": term.means for term in CONTENT.glossary}


def said(question: Question) -> list[str]:
    """The texts of a question that are sentences."""
    return [text for text in (question.text, question.hint, question.why) if text]


GRADES = {
    "guides": {name: grade(paragraphs(text)) for name, text in PROSE.items() if name.startswith("guide/")},
    "pages": {name: grade(paragraphs(text)) for name, text in PROSE.items() if name.startswith("pages/")},
    "questions": {question.id: grade(said(question)) for question in QUESTIONS},
}


@pytest.mark.parametrize("kind", GRADES)
def test_texts_are_read_after_eight_years_of_school_on_average_and_none_needs_more_than_ten(kind):
    assert {name: round(found, 1) for name, found in GRADES[kind].items() if found > MOST_AT_ALL} == {}
    assert mean(GRADES[kind].values()) <= MOST_ON_AVERAGE


def test_what_the_glossary_says_is_as_plain_as_a_guide():
    assert grade(TERMS.values()) <= MOST_ON_AVERAGE


@pytest.mark.parametrize("name", PROSE)
def test_no_sentence_is_longer_than_a_breath(name):
    found = longest_sentence(PROSE[name])
    assert len(found.split()) <= MOST_WORDS, found


@pytest.mark.parametrize("name", PROSE)
def test_headings_go_down_one_level_at_a_time(name):
    assert skipped_headings(PROSE[name]) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.caught)
def test_a_rule_catches_what_it_is_for_and_not_what_is_near(rule: Rule):
    assert rule.found_in(rule.caught)
    assert not rule.found_in(rule.passes)


def texts() -> Iterator[tuple[str, str]]:
    """Every text that is ours and read by a family, with where it stands."""
    for path in sorted((ROOT / "content" / "en").rglob("*.*")):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for message, context in found_by_babel():
        for text in (message,) if isinstance(message, str) else message:
            yield f"sentence {context or ''}", text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.caught)
def test_no_text_has_a_word_we_leave_alone(rule: Rule):
    found = {(place, hit) for place, text in TEXTS for hit in rule.found_in(text)}
    assert found == set(), rule.reason


TEXTS = tuple(texts())


def test_what_is_not_law_never_says_must(definitions):
    told = [law for law in definitions.provisions.values() if law.kind not in BINDING]
    assert told
    assert [law.id for law in told if re.search(r"\b(must|has to|have to)\b", law.says)] == []


# ---- links ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def client(definitions, content, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    app = create_app(definitions, content, tmp_path_factory.mktemp("links") / "cases.db", today=lambda: TODAY)
    return app.test_client()


def page(client: FlaskClient, address: str) -> str:
    """A page that is there, at its own address or where it sends one on."""
    answer = client.get(address, base_url="http://localhost", follow_redirects=True)
    assert answer.status_code == 200, address
    return answer.text


def test_each_link_on_the_pages_of_prose_leads_to_a_page_and_to_a_place_on_it(client: FlaskClient):
    read = [*(f"/guides/{name}" for name in CONTENT.guides), *(f"/routes/{code}" for code in CONTENT.routes)]
    read += ["/", "/guides", "/routes", "/words", "/rules", "/search", "/proposals"]
    read += ["/help", "/privacy", "/accessibility", "/how-we-check"]
    links = {
        (address, link)
        for address in read
        for link in re.findall(r'<a [^>]*?href="([/#][^"]*)"', page(client, address))
    }
    assert len(links) > len(read)
    targets = {link if link.startswith("/") else address + link for address, link in links}
    for target in sorted(targets):
        there, _, place = target.partition("#")
        html = page(client, there)
        assert not place or f'id="{place}"' in html, target


def test_each_link_in_prose_is_inside_or_to_a_secure_address():
    texts = {**PROSE, **{code: "\n".join(prose.parts.values()) for code, prose in CONTENT.routes.items()}}
    links = {(name, link) for name, text in texts.items() for link in re.findall(r"\]\(([^)]*)\)", text)}
    assert links
    assert [found for found in links if not re.match(r"/|https://", found[1])] == []


@pytest.mark.parametrize("name", CONTENT.guides)
def test_each_guide_begins_with_a_question_and_ends_with_where_to_go(name):
    text = CONTENT.guides[name].text
    assert "?" in text.partition("\n\n")[0]
    last = text[text.index("## What to do next") :]
    assert re.search(r"\]\(/(?:routes|guides|\))", last)
