"""A family at a real browser, with scripts off: fills in the same forms as ``Family`` in conftest.py."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import waitress
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from .conftest import sheet

PHONE, NARROW, WIDE = (390, 844), (320, 700), (1280, 900)
LONGEST_JOURNEY = 100


@contextmanager
def serving(app: Flask) -> Iterator[int]:
    """Serves an app as the product does, on a free port of this machine."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(5)


@contextmanager
def browsing(path: str) -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """One window. Counts the pages it was shown and the answers it gave."""

    def __init__(self, browser: Browser, base: str, size: tuple[int, int] = PHONE, *, scripts: bool = False) -> None:
        viewport: Any = {"width": size[0], "height": size[1]}
        self.context = browser.new_context(viewport=viewport, java_script_enabled=scripts, base_url=base)
        self.page: Page = self.context.new_page()
        self.pages, self.answers, self.asked = 0, 0, list[str]()

    @property
    def at(self) -> str:
        """The path of the page shown."""
        return "/" + self.page.url.split("/", 3)[3]

    def go(self, address: str) -> str:
        """Opens an address; returns the text of its main part."""
        self.page.goto(address)
        self.pages += 1
        return self.text()

    def text(self) -> str:
        """The main part of the page, as read."""
        return self.page.inner_text("main")

    def press(self, name: str) -> None:
        """Presses a button or follows a link by its name."""
        found = self.page.locator("main").get_by_role("button", name=name, exact=True)
        link = self.page.locator("main").get_by_role("link", name=name, exact=True)
        found.or_(link).first.click()
        self.page.wait_for_load_state()
        self.pages += 1

    def answer(self, form: dict[str, Any], whole: bool = True) -> None:
        """Fills in the form of the page as a person would and presses Continue, or skips what is left empty."""
        for name, value in form.items():
            for one in value if isinstance(value, list) else [value]:
                self._fill(name, one)
        self.answers += bool(form)
        self.press("Continue" if form and whole else self._skip())

    def _skip(self) -> str:
        """The name of the button that passes over what is empty."""
        return self.page.locator('[name="skip"]').inner_text()

    def answer_page(self, answers: dict[str, dict[str, Any]]) -> None:
        """Answers the question of the page and those beside it, as far as ``answers`` has them."""
        question = self.at.removeprefix("/check/")
        assert len(self.asked) < LONGEST_JOURNEY
        assert question not in self.asked, f"{question}: {self.text()}"
        hidden = self.page.locator('[name="also"]').all()
        also = [field.get_attribute("value") or "" for field in hidden]
        self.asked += [question, *(other for other in also if other in answers)]
        form = sheet(question, also, answers)
        typed = {name: value for name, value in form.items() if name not in ("also", "skip")}
        self.answer(typed, whole="skip" not in form)

    def _fill(self, name: str, value: str) -> None:
        field = self.page.locator(f'[name="{name}"]').first
        if field.get_attribute("type") in ("radio", "checkbox"):
            self.page.check(f'[name="{name}"][value="{value}"]')
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def focused(self) -> str:
        """What the keyboard is at: the text of the link or button, or the label of the field."""
        shown = "document.activeElement.labels?.[0] ?? document.activeElement"
        return str(self.page.evaluate(f"({shown}).innerText")).strip()

    def overflow(self) -> int:
        """By how many px the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def walk(self, answers: dict[str, dict[str, Any]]) -> None:
        """From the start page to the list of answers; what is not in ``answers`` is skipped."""
        self.walk_to("", answers)

    def walk_to(self, end: str, answers: dict[str, dict[str, Any]]) -> None:
        """The same, but no further than the question ``end``."""
        self.go("/")
        self.press("Start")
        while self.at.startswith("/check/") and self.at != f"/check/{end}":
            self.answer_page(answers)
