"""The desk is in English: whoever has chosen another language reads every page of it all the same, with a note in theirs."""

from __future__ import annotations

import re

import pytest

from assistant.load import load_content
from assistant.web.app import create_app
from assistant.web.service import LANGUAGE_COOKIE
from tests.web.conftest import TODAY

from .office import Adviser, staffed
from .test_desk import told
from .test_who_may import LISTED

PAGES = sorted(
    address for address, (methods, _) in LISTED.items() if "GET" in methods and not re.search(r"\.\w+$", address)
)
OF_AN_OPEN_CASE = ("/paste", "/timeline/quick", "/summary", "/summary/note", "/answers", "/result", "/letters")
NOTES = {"pl": 'lang="pl" dir="ltr"', "ur": 'lang="ur" dir="rtl"'}


@pytest.fixture
def app(definitions, content, tmp_path):
    """The service in its languages, with a staffed desk."""
    others = [load_content(language) for language in NOTES]
    made = create_app(definitions, content, tmp_path / "cases.db", lambda: TODAY, others)
    staffed(made)
    return made


def choose(adviser: Adviser, language: str) -> None:
    adviser.client.set_cookie(LANGUAGE_COOKIE, language, secure=True)


@pytest.mark.parametrize("language", NOTES)
def test_every_page_of_the_desk_is_in_english_with_a_note(app, mina: Adviser, olu: Adviser, language):
    case = told(mina).rpartition("/")[2]
    for who in (mina, olu, Adviser(app)):
        choose(who, language)
        for address in PAGES:
            answer = who.client.get(address.replace("<id_>", case), base_url="http://localhost")
            assert answer.status_code in (200, 302, 403, 404), address
            if answer.status_code == 200:
                assert '<html lang="en" dir="ltr">' in answer.text, address
                assert f'<p class="heard" {NOTES[language]}>' in answer.text, address


def test_in_english_there_is_no_note(mina: Adviser):
    assert not re.search(r'<p class="heard" lang=', mina.get("/desk/"))


@pytest.mark.parametrize("language", NOTES)
def test_an_open_case_is_read_in_any_language(mina: Adviser, language):
    case = told(mina)
    mina.send(f"{case}/open", to="answers")
    choose(mina, language)
    for address in OF_AN_OPEN_CASE:
        assert mina.client.get(address, base_url="http://localhost").status_code == 200, address
