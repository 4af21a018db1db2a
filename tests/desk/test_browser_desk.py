"""The desk in a real browser: every page under axe, on a phone and wide; and its parts without scripts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.web.browser import NARROW, PHONE, WIDE, Visitor, browsing, serving
from tests.web.test_browser import faults

from .office import PASSWORD, Adviser, office_of
from .test_desk import told
from .test_numbers import AGREED, put


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as opened:
        yield opened


def sign_in(visitor: Visitor, name: str) -> None:
    visitor.go("/desk/sign-in")
    visitor.page.fill("#name", name)
    visitor.page.fill("#password", PASSWORD)
    visitor.press("Sign in")


def look(visitor: Visitor, name: str) -> list[str]:
    """What axe says of the page as it stands, all unfolded; a picture of it if somebody wants to see."""
    visitor.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    if folder := os.environ.get("PICTURES"):
        width = visitor.page.viewport_size["width"]
        visitor.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    return faults(visitor)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_axe_finds_nothing_on_any_page_of_the_desk(app: Flask, browser: Browser, size: tuple[int, int]):
    case = told(Adviser(app, "Ada"))
    told(Adviser(app, "Ben"))
    Adviser(app, "Ada").send(f"{case}/work", called="S. family", level="2", state="closed", telling="papers")
    Adviser(app, "Ada").send(f"{case}/note", of="family", text="Mum rang. She is worn out.")
    Adviser(app, "Ada").send(f"{case}/consent", purpose="speak", given="3 May 2026", how="in writing")
    office_of(app).accounts.add("Noor", "adviser", PASSWORD)
    with serving(app) as port:
        visitor, found = Visitor(browser, f"http://127.0.0.1:{port}", size, scripts=True), list[str]()
        for address in ("/desk/sign-in", "/desk/join"):
            visitor.go(address)
            found += look(visitor, address.rpartition("/")[2])
        for name, addresses in (
            ("Noor", ("/desk/wait",)),
            ("Olu", ("/desk/people",)),
            ("Mina", ("/desk/", f"{case}/", f"{case}/delete", "/desk/people", "/desk/trail", "/desk/account")),
        ):
            visitor.context.clear_cookies()
            sign_in(visitor, name)
            for address in addresses:
                visitor.go(address)
                found += look(visitor, f"{name}{address.replace(case, '/case').replace('/', '-')}")
        visitor.go(f"{case}/")
        visitor.page.get_by_role("button", name="Answers", exact=True).click()
        for address in ("/answers", "/timeline/quick", "/paste", "/summary", "/summary/note", "/result"):
            visitor.go(address)
            found += look(visitor, f"case{address.replace('/', '-')}")
        visitor.go(f"{case}/")
        visitor.press("Make the family’s code")
        found += look(visitor, "handed")
        visitor.context.close()
    assert found == []


@pytest.mark.parametrize("size", [NARROW, PHONE, WIDE], ids=["320", "390", "1280"])
def test_axe_finds_nothing_on_figures_pattern_and_trail(app: Flask, browser: Browser, size: tuple[int, int]):
    put(app, 6, AGREED)
    with serving(app) as port:
        visitor, found = Visitor(browser, f"http://127.0.0.1:{port}", size, scripts=True), list[str]()
        sign_in(visitor, "Mina")
        for address in ("/desk/figures", "/desk/pattern?year=2024", "/desk/pattern?year=x", "/desk/trail"):
            visitor.go(address)
            found += look(visitor, address.rpartition("/")[2])
        visitor.press("Check every line")
        found += look(visitor, "checked")
        visitor.context.close()
    assert found == []


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_a_family_lends_its_case_without_scripts(app: Flask, browser: Browser, size: tuple[int, int]):
    with serving(app) as port:
        base = f"http://127.0.0.1:{port}"
        home, desk = Visitor(browser, base, size), Visitor(browser, base, WIDE)
        home.go("/")
        home.press("Start")
        home.go("/keep")
        home.press("Make a code for an adviser")
        code = home.page.locator(".lead strong").inner_text()
        sign_in(desk, "Ada")
        desk.page.locator("summary", has_text="Open a case with").click()
        desk.page.fill("#code", code)
        desk.press("Open")
        assert "A case that a family lent you" in desk.page.inner_text("body")
        home.go("/keep")
        assert "Ada" in home.text()
        assert home.overflow() == 0
        if folder := os.environ.get("PICTURES"):
            home.page.screenshot(path=Path(folder) / f"keep-{size[0]}.png", full_page=True)
        home.press("End it now Ada")
        assert "Ended:" in home.text()
        home.context.close()
        desk.context.close()
