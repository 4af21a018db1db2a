"""An appointment by keyboard alone: from a blank start page to the printed pack, for a late review, scripts off.

What is counted as an interaction: a box filled, a choice made, a button or a link pressed. Moving with Tab is none, and
neither is reading. Pages: every page shown, the pack itself left out.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from assistant.web.app import create_app

from ..web.browser import NARROW, PHONE, WIDE, Visitor, browsing, serving

DAY = date(2026, 11, 25)
MOST_INTERACTIONS, FARTHEST = 40, 150
TEXT = """AR held 14/11/25 at school
Sept 25 mum asked for EP
LA letter 3 Feb 2026: decided to amend the plan
still no amended plan"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def base(definitions, content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = create_app(definitions, content, tmp_path_factory.mktemp("store") / "cases.db", today=lambda: DAY)
    with serving(app) as number:
        yield f"http://127.0.0.1:{number}"


class Adviser(Visitor):
    """Somebody who has no mouse. Counts what is done."""

    done = 0

    def to(self, name: str) -> None:
        """Moves with Tab to what has this name; for a field of a row its id."""
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            if name in (self.focused(), self.page.evaluate("document.activeElement.id")):
                return
        raise AssertionError(f"{name} can't be reached: {self.text()[:400]}")

    def fill(self, field: str, text: str) -> None:
        """Types into the next field of this name, or picks in a list by typing."""
        self.to(field)
        self.page.keyboard.type(text)
        self.done += 1

    def enter(self, name: str) -> None:
        """Presses a button or a link."""
        self.to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.done += 1
        self.pages += 1

    def unfold(self, name: str) -> None:
        """Opens what is folded."""
        self.to(name)
        self.page.keyboard.press("Enter")
        self.done += 1


def typed_in_rows(adviser: Adviser) -> None:
    adviser.go("/")
    adviser.enter("All dates on one page")
    about = (
        ("by", "an adviser"),
        ("consent", "yes"),
        ("name", "Sam"),
        ("council", "Leeds City Council"),
        ("plan", "final"),
    )
    for field, text in about:
        adviser.fill(field, text)
    dates = ("AR held", "14 Nov 2025"), ("decided to amend the plan", "3 Feb 2026"), ("amended plan issued", "not yet")
    for number, row in enumerate(dates):
        for name, text in zip(("kind", "date"), row, strict=True):
            adviser.fill(f"{name}-{number}", text)
    adviser.enter("Save and work it out")


def test_from_blank_to_the_printed_pack(browser: Browser, base: str, tmp_path: Path):
    adviser = Adviser(browser, base, WIDE)
    typed_in_rows(adviser)
    assert "Late on every reading of your dates" in adviser.text()
    adviser.enter("All letters, ready or for later")
    adviser.enter("Formal complaint, stage 1")
    adviser.unfold("Other ways to take it with you")
    adviser.to("Print pack (PDF)")
    with adviser.page.expect_download() as download:
        adviser.page.keyboard.press("Enter")
    adviser.done += 1
    download.value.save_as(tmp_path / "pack.pdf")
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "pack.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "Leeds City Council" in text
    assert "14 November 2025" in text
    print(f"{adviser.done} interactions, {adviser.pages} pages")
    assert adviser.done <= MOST_INTERACTIONS
    adviser.context.close()


def test_a_pasted_chronology_is_taken_by_keyboard(browser: Browser, base: str):
    adviser = Adviser(browser, base, WIDE)
    adviser.go("/")
    adviser.enter("Paste a chronology")
    adviser.fill("text", TEXT)
    adviser.enter("See what it says")
    adviser.to("take-2")
    adviser.page.keyboard.press("Space")
    adviser.done += 1
    adviser.enter("Take what is ticked")
    assert adviser.at == "/timeline/quick"
    assert "Late on every reading of your dates" in adviser.text()
    print(f"{adviser.done} interactions, {adviser.pages} pages")
    adviser.context.close()


@pytest.mark.parametrize("size", [NARROW, PHONE, WIDE], ids=["320", "390", "1280"])
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, base: str, size: tuple[int, int]):
    adviser = Adviser(browser, base, size, scripts=True)
    found = []

    def look() -> None:
        made = Axe().run(adviser.page).response["violations"]
        found.extend(f"{adviser.at}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in made)
        found.extend([f"{adviser.at}: {adviser.overflow()} px too wide"] if adviser.overflow() else [])

    adviser.go("/paste")
    look()
    adviser.press("See what it says")
    look()
    adviser.page.fill("#text", TEXT)
    adviser.press("See what it says")
    look()
    adviser.page.check("#take-1")
    adviser.press("Take what is ticked")
    look()
    adviser.go("/timeline/quick")
    adviser.page.fill("#kind-0", "AR held")
    adviser.page.fill("#date-0", "31/2/25")
    adviser.press("Save and work it out")
    look()
    adviser.page.fill("#date-0", "14/11/25")
    adviser.page.fill("#council", "Leeds City Council")
    adviser.press("Save and work it out")
    adviser.page.emulate_media(color_scheme="dark")
    for address in ("/timeline/quick", "/summary", "/summary/note", "/paste"):
        adviser.go(address)
        look()
    adviser.context.close()
    assert found == []
