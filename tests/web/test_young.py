"""A young person who asks for themselves is spoken to as such, from the page on that says so; and whose right it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.content import Content
from assistant.load import WrongData, load_content
from assistant.web.wording import Wording

from .conftest import TODAY, Family, on, open_at, picked
from .test_stories import told
from .ways import way_to

SOMEBODY_ELSE = re.compile(r"\b(?:(?:your|my|the) child\b|the parents)", re.IGNORECASE)
ABOUT = {
    "problems": picked("plan-not-followed"),
    "filled_in_by": picked("young_person"),
    "child": {"name": "Sam", "on_month": "6", "on_year": "2008"},
    "plan": picked("final"),
    "setting": picked("fe_college"),
    "missing_what": {"answer": "A sign language interpreter"},
    "missing_section": picked("F"),
    "missing_from": on("2026", "1"),
}


def test_no_question_speaks_of_a_child_to_a_young_person(definitions, content: Content) -> None:
    wording = Wording(content.words, definitions.councils, young=True)
    for question in definitions.questions:
        shown = wording.question(question)
        said = [shown.text, shown.short, shown.hint, shown.why, *shown.labels.values()]
        said += [part for _, label, hint in shown.options for part in (label, hint)]
        if question.id != "consent_of_young":
            assert not [text for text in said if SOMEBODY_ELSE.search(text)], question.id


def test_other_words_belong_to_options_and_answers_of_their_question(definitions) -> None:
    for question in definitions.questions:
        values = {option.value for option in question.options}
        assert {*question.young.options, *question.young.hints} <= values, question.id
        assert set(question.young.labels) <= {"not-yet", "unknown"}, question.id


def test_no_finding_speaks_of_a_child_to_a_young_person(content: Content) -> None:
    assert content.young
    for code, prose in content.young.findings.items():
        said = [*prose.would_change, *(part for pair in prose.they_may_say for part in pair)]
        assert not [text for text in said if SOMEBODY_ELSE.search(text)], code
        plain = content.findings[code]
        assert len(prose.would_change) == len(plain.would_change), code
        assert len(prose.they_may_say) == len(plain.they_may_say), code
        assert prose.evidence == plain.evidence


def test_no_sentence_speaks_of_a_child_to_a_young_person(content: Content) -> None:
    assert content.young
    for key, text in content.young.words.sentences.items():
        if key.partition(".")[0] in ("why", "link", "missing", "limit", "reach", "sum"):
            assert not SOMEBODY_ELSE.search(text), key


@pytest.mark.parametrize(
    ("who", "word"), [("young_person", "you"), ("parent", "your child"), ("adviser", "your child")]
)
def test_a_page_speaks_to_who_reads_it(one_app: Flask, who: str, word: str) -> None:
    questions = one_app.extensions["assistant"].questions
    asked = next(question for question in questions if question.id == "out_given")
    page = open_at(one_app, way_to(questions, asked) | {"filled_in_by": who}).get("/check/out_given")
    assert f"What teaching did {word} get in that time?" in page


def test_the_result_and_the_list_of_answers_speak_to_a_young_person(family: Family) -> None:
    family.walk(ABOUT)
    for address in ("/answers", "/result"):
        page = family.get(address)
        assert not SOMEBODY_ELSE.search(page.partition("</header>")[2]), address
    assert "I am " not in family.get("/result")


def test_no_page_of_a_young_person_speaks_of_a_child(app: Flask, definitions, family: Family) -> None:
    """Routes, letters and what goes with them; of letters also those that are not due."""
    family.walk(ABOUT)
    for address in (
        *("/result", "/answers", "/letters", "/letters/sent", "/keep", "/help", "/feedback", "/delete"),
        *(f"/routes/{route}" for route in definitions.routes),
        *(f"/letter/{letter}" for letter in definitions.letters),
    ):
        main = family.get(address).partition("<main")[2].partition("</main>")[0]
        assert not re.search(r"\byour child\b", main, re.IGNORECASE), address


NOTE = "This page is written for parents. You can use it too: where it says “your child”, read “you”."


def test_pages_written_for_parents_say_so_to_a_young_person_and_to_nobody_else(
    app: Flask, family: Family, content: Content
):
    pages = ["/guides", *(f"/guides/{name}" for name in content.guides)]
    pages += [f"/{name}" for name, text in content.pages.items() if "your child" in text and name != "start"] + ["/"]
    for address in pages:
        assert NOTE not in Family(app).get(address), address
    family.walk(ABOUT)
    for address in pages:
        assert NOTE in family.get(address), address
    assert NOTE not in family.get("/help")


def test_a_parent_of_a_young_person_is_asked_for_their_agreement(app: Flask, family: Family) -> None:
    answers = {**ABOUT, "filled_in_by": picked("parent_of_young"), "consent_of_young": picked("not-needed")}
    assert "consent_of_young" in family.walk(answers)
    about = told(app, family).about
    assert (about.filled_in_by, about.consent) == ("parent", "not-needed")
    assert "a parent can act for them" in family.get("/result")


@pytest.mark.parametrize(
    ("who", "born", "note"),
    [
        ("parent", "2010-07", "note.young-person"),
        ("parent", "2011-01", None),
        ("young_person", "2010-07", None),
        ("young_person", "2011-01", "note.not-yet-young"),
        ("young_person", "2010", None),  # born in September 2010 still of school age, born in June no longer
        ("adviser", "2010-07", "note.young-person"),
        ("young_person", None, None),
    ],
)
def test_whose_right_it_is(definitions, who: str, born: str | None, note: str | None) -> None:
    child = {"child": {"born": born}} if born else {}
    case = read_case({"format": "ehcp-case/1", "about": {"filled_in_by": who, **child}})
    notes = [said.key for said in assess(definitions, case, TODAY).notes]
    assert notes == ([note] if note else [])


WRONG = [
    ("young/sentences.toml", "[why]\nnothing = 'x'\n", "there is no sentence why.nothing"),
    ("young/findings/nothing.md", "## They may say\n", "there is no such finding"),
    ("young/findings/transport-fault.md", "## Never\nx\n", "there is no part never"),
    ("young/routes/nothing.md", "## Who may use it\nYou\n", "there is no such route"),
    ("young/glossary.md", "## nonsense\nx\n", "there is no term nonsense"),
]


@pytest.mark.parametrize(("file", "text", "message"), WRONG)
def test_other_words_for_what_nobody_says_stop_the_start(tmp_path: Path, file: str, text: str, message: str) -> None:
    folder = tmp_path / "en"
    for name in ("findings/transport-fault.md", "sentences.toml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text((Path("content/en") / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(WrongData, match=message):
        load_content("en", tmp_path)
