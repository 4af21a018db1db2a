"""Another language's prose over the English: what is there and up to date is used, everything else is English."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from assistant.core.dates import DateSpan
from assistant.load import CONTENT, languages, load_content
from assistant.load_language import stamp
from assistant.stamps import write_stamps

HELP, KEY, IN = "pages/help.md", "sentences.toml:month.1", "sentences.toml:date.on.month"
SAID = """
[date]
on.month = "{date}"

[month]
1 = "stycznia"
alone.1 = "styczeń"
in.1 = "w styczniu"

[unit.days]
few = "{n} dni"
"""


@pytest.fixture
def polish(tmp_path: Path) -> Path:
    """A folder of content with the English, and two parts in Polish."""
    shutil.copytree(CONTENT / "en", tmp_path / "content" / "en")
    folder = tmp_path / "content" / "pl"
    (folder / "pages").mkdir(parents=True)
    (folder / HELP).write_text("# Pomoc\n\nTekst.\n", encoding="utf-8")
    (folder / "sentences.toml").write_text(SAID, encoding="utf-8")
    sources = {HELP: (CONTENT / "en" / HELP).read_text(encoding="utf-8"), KEY: "January", IN: "in {date}"}
    lines = [f'"{name}" = "{stamp(text)}"' for name, text in sources.items()]
    (folder / "sources.toml").write_text("[made_from]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "content"


def test_what_is_there_is_used_and_the_rest_is_english(polish):
    made, english = load_content("pl", polish), load_content("en", polish)
    assert made.pages["help"].startswith("# Pomoc")
    assert made.pages["start"] == english.pages["start"]
    assert made.words.sentences["month.1"] == "stycznia"
    assert made.words.sentences["month.2"] == "February"
    assert made.findings == english.findings
    assert HELP not in made.lacks
    assert "pages/start.md" in made.lacks
    assert "sentences.toml:month.2" in made.lacks


def test_a_language_may_have_sentences_that_english_needs_not(polish):
    words = load_content("pl", polish).words
    assert words.sentences["month.alone.1"] == "styczeń"
    assert words.date(DateSpan(date(2024, 1, 1), date(2024, 1, 31)), "on") == "w styczniu 2024"
    assert words.plural(3) == "few"
    assert words.count(3, "days") == "3 dni"


def test_what_was_made_from_other_english_is_not_shown(polish):
    english = polish / "en" / HELP
    english.write_text(english.read_text(encoding="utf-8") + "\nOne thing more.\n", encoding="utf-8")
    made = load_content("pl", polish)
    assert made.pages["help"].endswith("One thing more.")
    assert HELP in made.lacks


def test_english_comes_first_and_others_follow_if_they_say_what_they_are_made_from(polish):
    (polish / "xx").mkdir()
    assert languages(polish) == ["en", "pl"]


@pytest.mark.parametrize(("made_from", "said"), [("Young February", "po polsku"), ("older English", "February")])
def test_a_young_person_is_told_in_the_language_what_is_up_to_date(polish, made_from, said):
    for language, text in (("en", "Young February"), ("pl", "po polsku")):
        (polish / language / "young").mkdir(exist_ok=True)
        (polish / language / "young" / "months.toml").write_text(
            f'[month]\n2 = "{text}"\n1 = "{text}"\n', encoding="utf-8"
        )
    name = "young/months.toml:month.2"
    with (polish / "pl" / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(f'"{name}" = "{stamp(made_from)}"\n')
    made = load_content("pl", polish)
    assert made.young
    assert made.young.words.sentences["month.2"] == said
    assert made.young.words.sentences["month.1"] == "stycznia"  # nobody said what the other words were made from
    assert made.words.sentences["month.2"] == "February"


def test_stamps_are_written_for_what_was_translated_just_now_and_for_nothing_else(polish):
    sources = polish / "pl" / "sources.toml"
    before = sources.read_text(encoding="utf-8")
    (polish / "pl" / "pages" / "start.md").write_text("# Początek\n", encoding="utf-8")
    english = polish / "en" / HELP
    english.write_text(english.read_text(encoding="utf-8") + "\nOne thing more.\n", encoding="utf-8")
    assert write_stamps("pl", ["pages/start"], polish) == 4
    assert {HELP, "pages/start.md"} & load_content("pl", polish).lacks == {HELP}
    assert set(before.splitlines()) <= set(sources.read_text(encoding="utf-8").splitlines())


def test_a_language_just_begun_has_no_plurals_of_its_own_and_says_the_english(tmp_path):
    shutil.copytree(CONTENT / "en", tmp_path / "en")
    (tmp_path / "ro").mkdir()
    assert write_stamps("ro", (), tmp_path) == 0
    made = load_content("ro", tmp_path)
    assert made.words.count(2, "days") == "2 days"
    assert len(made.lacks) == made.parts
