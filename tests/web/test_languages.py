"""Ready for languages: no sentence is left in English, pages turn round for scripts from right to left, and a family's
choice of language keeps its place and its answers."""

from __future__ import annotations

import re
from io import BytesIO

import html5lib
import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from flask import Flask

from assistant.web.app import create_app

from .conftest import TODAY, Family, open_at
from .lettered import SAID, STAGE1, send
from .pseudo import LTR, RTL, left_in_english, pseudo, pseudo_content, write_catalogues
from .test_pages import PROSE, QUESTIONS, SHOWN
from .ways import way_to

NAMES = frozenset(
    "Plan Check English Esperanto Zyx Somerset Council Word".split()
)  # ours, a language's own, and the child's
TOLD = {
    "problems": ["review", "plan-not-followed"],
    "filled_in_by": "parent",
    "child": {"name": "Zyx"},
    "plan": "final",
    "meeting": "2023-12",
    "review_decision": "2024-02-01",
    "review_outcome": "amend",
    "amended_plan": "not-yet",
    "council": SAID["council"],
}


@pytest.fixture(scope="module")
def strange(definitions, content, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("strange")
    write_catalogues(folder)
    others = [pseudo_content(content, code) for code in (LTR, RTL)]
    return create_app(definitions, content, folder / "cases.db", lambda: TODAY, others, folder)


def speaking(app: Flask, code: str, answers: dict | None = None) -> Family:
    family = open_at(app, answers or {})
    family.client.set_cookie("__Host-language", code, secure=True)
    family.speaks = code
    return family


def test_the_made_up_language_keeps_what_translators_keep():
    assert pseudo("Late by {late:days}, see [help](/help) %(by)s") == "Läťë ƀý {late:days}, šëë [ħëļƥ](/help) %(by)s"
    assert left_in_english(f"<p>{pseudo('All good')}</p>") == []
    assert left_in_english('<p lang="en">Kept</p><p aria-label="None">Nöť</p>') == ["None"]


PAGES = (
    *(page for page in PROSE if page != "/rules"),
    *("/nowhere", "/answers", "/result", "/keep", "/letters", STAGE1, f"{STAGE1}/reading", "/letters/sent"),
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("code", [LTR, RTL])
def test_no_sentence_of_a_page_is_left_in_english(strange, code, address):
    family = speaking(strange, code, TOLD)
    page = family.get(address, 404 if address == "/nowhere" else 200)
    assert left_in_english(page, NAMES) == []


@pytest.mark.parametrize("question", SHOWN, ids=lambda question: question.id)
def test_no_sentence_of_a_question_is_left_in_english(strange, question):
    family = speaking(strange, LTR, way_to(QUESTIONS, question))
    page = family.get(f"/check/{question.id}")
    assert left_in_english(without_councils(page), NAMES) == []
    assert left_in_english(without_councils(family.answer(page, {}, 422)), NAMES) == []


def without_councils(page: str) -> str:
    """The page less the names of councils, which no language changes."""
    return re.sub(r'(<option value="E\d+"[^>]*>).*?(?=</option>)', r"\1", page)


IN_ENGLISH = {"/rules": "All rules", "/paste": "Paste a chronology", "/timeline/quick": "The timeline in rows"}


@pytest.mark.parametrize("address", IN_ENGLISH)
@pytest.mark.parametrize("code", [LTR, RTL])
def test_what_is_for_lawyers_and_advisers_is_in_english_and_says_so(strange, code, address):
    family = speaking(strange, code, TOLD)
    family.speaks = "en"
    page = family.get(address)
    assert f'<p class="heard" lang="{code}" dir="{"rtl" if code == RTL else "ltr"}">{pseudo("This page")}' in page
    assert f"<h1>{IN_ENGLISH[address]}</h1>" in page


def test_a_choice_of_language_keeps_place_and_answers(strange):
    family = open_at(strange, TOLD)
    page = family.get("/check/meeting")
    assert 'value="eo"' in page
    family.speaks = RTL
    again = family.post("/language", {"token": "", "language": RTL, "to": "/check/meeting"})
    assert family.at == "/check/meeting"
    assert 'dir="rtl"' in again
    assert 'value="2023"' in again
    family.get("/answers")


@pytest.mark.parametrize(
    "to", ["https://example.org/", "//example.org", "/\\example.org", "/nowhere", "", "http://[x", "/language"]
)
def test_a_choice_of_language_leads_nowhere_else(strange, to):
    family = Family(strange)
    family.speaks = LTR
    family.post("/language", {"token": "", "language": LTR, "to": to})
    assert family.at == "/"


def test_an_unknown_language_changes_nothing(strange):
    family = Family(strange)
    family.post("/language", {"token": "", "language": "tlh", "to": "/help"})
    assert family.at == "/help"


def test_a_browser_that_asks_for_a_language_gets_it(strange):
    page = strange.test_client().get("/", base_url="http://localhost", headers={"Accept-Language": "he, en;q=0.5"}).text
    assert '<html lang="he" dir="rtl">' in page


# ---- reading copies -------------------------------------------------------------------------------------------------


@pytest.fixture
def reader(strange) -> Family:
    family = speaking(strange, RTL, SAID)
    send(family, f"{STAGE1}/change/closing/talk", {"text": "Regards to all", "do": "save"})
    return family


def test_a_reading_copy_has_each_block_of_the_letter_that_goes_out(reader):
    page = html5lib.parse(reader.get(f"{STAGE1}/reading"), namespaceHTMLElements=False)
    text = reader.client.get(f"{STAGE1}.txt", base_url="http://localhost").text
    english = " ".join(text.split())
    blocks = [block for block in page.findall(".//main//ol/li/div[@lang='en']") if block.find("table") is None]
    shown = [" ".join(" ".join(block.itertext()).split()) for block in blocks]
    assert len(shown) > 20
    for block in shown:
        assert " ".join(block.split()[:3]) in english, block


def test_own_and_changed_words_are_not_put_in_other_words(reader):
    page = reader.get(f"{STAGE1}/reading")
    assert '<div dir="auto">Sam lost a year. We were worn out.</div>'.replace(" ", "") in page.replace(
        "\n", ""
    ).replace(" ", "")
    assert "Regards to all" in page
    assert pseudo("You changed this paragraph. It goes out in your words:") in page


@pytest.mark.parametrize("ending", ["pdf", "docx", "txt"])
def test_a_reading_copy_is_a_file_that_says_it_is_not_for_sending(reader, ending):
    answer = reader.client.get(f"{STAGE1}/reading.{ending}", base_url="http://localhost")
    assert f'filename="reading-copy-formal-complaint-stage-1-{TODAY}.{ending}"' in answer.headers["Content-Disposition"]
    note = pseudo("Do not send it.")
    if ending == "txt":
        assert note in answer.text
    elif ending == "docx":
        paper = Document(BytesIO(answer.data))
        assert note in " ".join(paragraph.text for paragraph in paper.paragraphs)
        assert paper.element.findall(".//" + qn("w:bidi"))
    else:
        paper = pikepdf.open(BytesIO(answer.data))
        assert pseudo("Reading copy") in str(paper.docinfo["/Title"])


@pytest.mark.parametrize("address", [f"{STAGE1}/reading", f"{STAGE1}/reading.pdf"])
def test_in_english_there_is_only_the_letter(strange, address):
    family = open_at(strange, SAID)
    answer = family.client.get(address, base_url="http://localhost")
    assert answer.headers["Location"] == address.replace("/reading", "")
