"""A family that reads no English, at a phone: from the start page to the reading copy of its letter, in each language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from babel.support import Translations
from playwright.sync_api import Browser

from assistant.load import languages, load_content
from assistant.web.app import create_app

from .browser import PHONE, WIDE, Visitor, browsing, serving
from .decisions import ABOUT, DECISIONS
from .pseudo import ROOT
from .test_browser import DAY, faults

OTHERS = languages()[1:]


class Reader(Visitor):
    """A visitor who reads another language: buttons are named in English here, and pressed by their names there."""

    def __init__(self, browser: Browser, base: str, code: str, size: tuple[int, int]) -> None:
        super().__init__(browser, base, size, scripts=True)
        self.said = Translations.load(str(ROOT / "translations"), [code])
        self.go("/")
        self.page.click(f'button[name="language"][value="{code}"]')

    def press(self, name: str) -> None:
        super().press(self.said.gettext(name))


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(definitions, content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("store")
    others = [load_content(code) for code in OTHERS]
    app = create_app(definitions, content, folder / "cases.db", lambda: DAY, others)
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["390", "1280"])
@pytest.mark.parametrize("code", OTHERS)
def test_a_family_comes_to_the_reading_copy_of_its_letter(
    browser: Browser, base: str, code: str, size: tuple[int, int]
):
    reader, found = Reader(browser, base, code, size), list[str]()
    reader.walk(ABOUT | DECISIONS["24 000 272"][0])
    found += faults(reader)
    reader.press("See the result")
    found += faults(reader)
    assert reader.overflow() == 0
    reader.press("Open the letter")
    found += faults(reader)
    reader.press("Open the reading copy")
    found += faults(reader)
    assert reader.overflow() == 0
    assert reader.said.gettext("This copy is for you to read. Do not send it.") in reader.text()
    for address in (
        *("/", "/check/request_received", "/check/impact", "/answers", "/letters"),
        *("/routes/lgsco", "/guides/late-review", "/guides/moving"),
    ):
        reader.go(address)
        found += faults(reader)
        assert reader.overflow() == 0, address
    reader.context.close()
    assert found == []
