"""The languages there are: everything a family meets is said in them, means what the English means as far as a machine can
see, and each page stands in each of them."""

from __future__ import annotations

import re
import tomllib
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from assistant.core.letter_scene import sections
from assistant.load import languages, load_content
from assistant.web.app import create_app

from .conftest import TODAY, Family, open_at
from .lettered import SAID, STAGE1
from .pseudo import ROOT, found_by_babel, texts_in
from .test_pages import PROSE, QUESTIONS, SHOWN
from .ways import way_to

OTHERS = languages()[1:]
GUIDES = {  # the guides that are translated; the others are in English and say so
    *(
        "complaining",
        "ehc-process",
        "getting-help",
        "late-assessment",
        "late-review",
        "out-of-school",
        "provision-missing",
    ),
    "which-door",
}
OTHER_GUIDES = {path.stem for path in (ROOT / "content" / "en" / "guide").glob("*.md")} - GUIDES
ENGLISH_ONLY = ("chronology.toml", "pattern.toml")  # said on the desk and on the pages for advisers alone
MANY_TERMS = 120
AFTER_ANSWERS = ("/answers", "/result", "/keep", "/letters", STAGE1, f"{STAGE1}/reading", "/letters/sent", "/summary")
NAMES = {
    "Child Law Advice",
    "Children's Wellbeing and Schools Act 2026",
    "SEND reform: putting children and young people first",
}
SENTENCE = re.compile(
    r"[A-Za-z’']+ [a-z’']+ [A-Za-z’']+|[A-Za-z’']+ [A-Za-z’']+ [a-z’']+"
)  # three words in a row, not a name
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
KEYS_IN_CODE = re.compile(r"^## .*", re.MULTILINE)


@pytest.fixture(scope="module")
def spoken(definitions, content, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The service in all its languages."""
    folder = tmp_path_factory.mktemp("spoken")
    others = [load_content(language) for language in OTHERS]
    return create_app(definitions, content, folder / "cases.db", lambda: TODAY, others)


def speaking(app: Flask, code: str, answers: dict | None = None) -> Family:
    family = open_at(app, answers or {})
    family.client.set_cookie("__Host-language", code, secure=True)
    family.speaks = code
    return family


@pytest.mark.parametrize("code", OTHERS)
def test_every_short_sentence_is_translated_and_keeps_its_placeholders(code):
    with (ROOT / "translations" / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file)
    wrong = []
    for message, context in dict.fromkeys(found_by_babel()):
        ids = _forms(message)
        made = catalogue.get(ids[0], context)
        said = _forms(made.string) if made else ("",)
        if not all(said) or made.fuzzy:
            wrong.append(f"not there: {ids[0][:60]}")
        elif any(set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(" ".join(ids))) for text in said) or (
            len(ids) == 1 and set(PLACEHOLDER.findall(ids[0])) != set(PLACEHOLDER.findall(said[0]))
        ):
            wrong.append(f"other placeholders: {ids[0][:60]}")
    assert wrong == []


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


@pytest.mark.parametrize("code", OTHERS)
def test_all_prose_is_translated_from_the_english_that_stands_there_now(code):
    lacks = {part for part in load_content(code).lacks if not part.startswith(ENGLISH_ONLY)}
    assert {part for part in lacks if part.removeprefix("guide/").removesuffix(".md") not in OTHER_GUIDES} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_sentences_keep_their_placeholders(content, code):
    made = load_content(code).words.sentences
    wrong = [key for key, text in content.words.sentences.items() if _named(made[key]) != _named(text)]
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_letters_keep_their_headings_and_placeholders(content, code):
    made, english = sections(load_content(code).letters), sections(content.letters)
    assert sorted(made) == sorted(english)
    assert [key for key, text in english.items() if _named(made[key]) != _named(text)] == []


@pytest.mark.parametrize("code", OTHERS)
def test_findings_say_every_verdict_and_keep_their_placeholders(content, code):
    made = load_content(code).findings
    for name, prose in content.findings.items():
        assert sorted(made[name].sentences) == sorted(prose.sentences), name
        for key, text in prose.sentences.items():
            assert _named(made[name].sentences[key]) == _named(text), (name, key)
        assert len(made[name].would_change) == len(prose.would_change), name
        assert len(made[name].they_may_say) == len(prose.they_may_say), name
        assert len(made[name].evidence) == len(prose.evidence), name
    assert [
        r for r, prose in content.routes.items() if len(load_content(code).routes[r].parts) != len(prose.parts)
    ] == []


def _named(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_terms_are_listed_each_with_its_reason(code):
    terms = tomllib.loads((ROOT / "translations" / code / "terms.toml").read_text(encoding="utf-8"))["term"]
    assert len(terms) >= MANY_TERMS
    assert all(term["english"] and term["chosen"] and term["why"] for term in terms)


@pytest.mark.parametrize("address", [page for page in (*PROSE, *AFTER_ANSWERS) if page != "/rules"])
@pytest.mark.parametrize("code", OTHERS)
def test_each_page_stands_in_each_language(spoken, code, address):
    page = speaking(spoken, code, SAID).get(address)
    assert f'<html lang="{code}"' in page


@pytest.mark.parametrize("address", [*(page for page in PROSE if page != "/rules"), *AFTER_ANSWERS, "/search?q=school"])
@pytest.mark.parametrize("code", OTHERS)
def test_what_stays_english_on_a_page_is_marked_as_english(spoken, code, address):
    english, theirs = (set(texts_in(speaking(spoken, each, SAID).get(address), each)) for each in ("en", code))
    typed = {text for said in SAID.values() for text in _typed(said)}
    same = {text for text in english & theirs - typed - NAMES if SENTENCE.search(text)}
    assert same == set()


def _typed(said: object) -> list[str]:
    """The texts that the family typed, which stay as they were typed."""
    if isinstance(said, list | dict):
        return [text for each in (said.values() if isinstance(said, dict) else said) for text in _typed(each)]
    return [said] if isinstance(said, str) else []


@pytest.mark.parametrize("question", SHOWN, ids=lambda question: question.id)
@pytest.mark.parametrize("code", OTHERS)
def test_each_question_stands_in_each_language(spoken, code, question):
    family = speaking(spoken, code, way_to(QUESTIONS, question))
    family.answer(family.get(f"/check/{question.id}"), {}, 422)


@pytest.mark.parametrize("name", sorted(GUIDES | {"moving"}))
@pytest.mark.parametrize("code", OTHERS)
def test_a_guide_is_in_the_language_or_says_that_it_is_not(spoken, code, name):
    page = speaking(spoken, code).get(f"/guides/{name}")
    assert ('<h1 lang="en"' in page) is (name not in GUIDES)
    assert ('href="/translations">' in page.partition("<footer>")[0]) is (name not in GUIDES)


@pytest.mark.parametrize("code", OTHERS)
def test_a_letter_goes_out_in_english_whatever_the_family_reads(spoken, code):
    files = [
        speaking(spoken, each, SAID).client.get(f"{STAGE1}.txt", base_url="http://localhost").text
        for each in ("en", code)
    ]
    assert files[0] == files[1]
    assert "Formal complaint, stage 1" in files[0]


@pytest.mark.parametrize("code", OTHERS)
def test_a_page_grows_by_its_text_only(spoken, code):
    tags = [re.sub(r">[^<]*<|\"[^\"]*\"", "", speaking(spoken, each, SAID).get("/result")) for each in ("en", code)]
    assert len(tags[1]) < 1.1 * len(tags[0])
