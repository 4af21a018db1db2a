"""A client that checks every page any test of the web fetches, so that no page is left unchecked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from assistant.web.app import create_app
from assistant.web.guards import HEADERS

TODAY = date(2026, 11, 21)
UNLABELLED = ("hidden", "submit")


class Marks(HTMLParser):
    """What the checks look at: start tags with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def check_page(html: str, speaks: str = "en") -> None:
    """What holds for every page: well-formed, titled, one heading, each field labelled, nothing inline, no dead hints."""
    html5lib.HTMLParser(strict=True).parse(html)
    marks = Marks(html)
    root = marks.all("html")[0]
    assert root["lang"] == speaks
    assert root["dir"] == ("rtl" if speaks in ("he", "ur") else "ltr")
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert title
    assert title[1].endswith(" – Plan Check") or speaks != "en"
    assert len(title[1]) > 15
    assert len(marks.all("h1")) == 1
    ids = [attributes["id"] for _, attributes in marks.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    check_fields(marks, set(ids))
    check_forms(html, marks)
    for tag, attributes in marks.tags:
        assert tag != "script"
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert tag == "a" or not (attributes.get("src") or "").startswith("http")


def check_forms(html: str, marks: Marks) -> None:
    """Each form is posted to an address of ours and carries the token."""
    forms = marks.all("form")
    for form in forms:
        assert form["method"] == "post"
        assert re.fullmatch(r"/[a-z0-9_/-]*", form["action"] or "")
    assert html.count('name="token"') == len(forms)


def check_fields(marks: Marks, ids: set[str | None]) -> None:
    """Each field has its label; what a label or a description names is there."""
    labelled = {label.get("for") for label in marks.all("label")}
    for field in marks.all("input") + marks.all("select") + marks.all("textarea"):
        if field.get("type") not in UNLABELLED:
            assert field["id"] in labelled, field
    for _, attributes in marks.tags:
        for name in (attributes.get("aria-describedby") or "").split():
            assert name in ids, name
    assert labelled <= ids


def open_at(app: Flask, answers: dict[str, Any]) -> Family:
    """A family that has given these answers already, as they are kept."""
    family = Family(app)
    ticket = app.extensions["assistant"].store.create(answers)
    family.client.set_cookie("__Host-case", ticket, secure=True)
    return family


class Family:
    """A family at its browser: asks for pages, fills in forms, and is shown nothing unchecked."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.words: set[str] = set()  # what it typed: must never stand in an address
        self.speaks = "en"
        self.pages = 0  # of questions, on its last walk

    def get(self, address: str, status: int = 200) -> str:
        return self._checked(self.client.get(address, base_url="http://localhost"), status)

    def post(self, address: str, form: Any, status: int = 200) -> str:
        kind = None
        if any(isinstance(value, FileStorage) for value in form.values()):
            boundary, form = encode_multipart(form)  # in memory: a large form of the client's own leaves a file open
            kind = f"multipart/form-data; boundary={boundary}"
        answer = self.client.post(
            address, data=form, content_type=kind, base_url="http://localhost", follow_redirects=True
        )
        return self._checked(answer, status)

    def search(self, words: str) -> str:
        """Types words into the search of the guides."""
        self.get("/search")
        return self.post("/search", {"token": "", "words": words})

    def _checked(self, answer: TestResponse, status: int) -> str:
        assert answer.status_code in (status, 302), answer.text
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
        assert answer.headers["Cache-Control"] == "no-store"
        address = answer.location or answer.request.path
        assert not any(word in address for word in self.words)
        self.at = answer.request.path
        if answer.status_code == 302:
            return self.get(answer.location, status)
        if answer.content_type.startswith("text/html"):
            check_page(answer.text, self.speaks)
        return answer.text

    def start(self) -> str:
        """From the start page to the first question."""
        self.get("/")
        return self.post("/start", {"token": ""})

    def answer(self, page: str, answer: dict[str, Any], status: int = 200) -> str:
        """Fills in the form of a question's page and sends it."""
        fields = {name: hidden(page, name) for name in ("token", "seen")}
        self.words |= {value for value in answer.values() if isinstance(value, str) and len(value) > 12}
        action = re.search(r'<form method="post" action="(/check/[^"]+)"', page)
        assert action
        return self.post(action[1], fields | answer, status)

    def walk(self, answers: dict[str, dict[str, Any]]) -> list[str]:
        """Answers page after page to the list of answers, and returns the ids of the questions asked. What is not in
        ``answers`` is skipped; if it was asked beside another question, it is not named."""
        page, asked = self.start(), []
        self.pages = 0
        while self.at.startswith("/check/"):
            question = self.at.removeprefix("/check/")
            also = re.findall(r'name="also" value="([^"]+)"', page)
            asked += [question, *(other for other in also if other in answers)]
            self.pages += 1
            assert self.pages < 100
            page = self.answer(page, sheet(question, also, answers))
        assert self.at == "/answers"
        return asked


def sheet(question: str, also: list[str], answers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The form of a page, filled in: its own question, those beside it, and the button that skips what is empty."""
    form = dict(answers.get(question, {}))
    for other in also:
        form |= {f"{other}-{name}": value for name, value in answers.get(other, {}).items() if name != "skip"}
    if not {question, *also} <= set(answers):
        form["skip"] = "1"
    return form | ({"also": also} if also else {})


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def picked(*values: str) -> dict[str, Any]:
    """The form of a choice, or of several."""
    return {"answer": list(values)}


def on(year: str = "", month: str = "", day: str = "") -> dict[str, str]:
    """The form of a date question with the first of its answers."""
    return {"how": "date", "on_year": year, "on_month": month, "on_day": day}


NOT_YET, UNKNOWN = {"how": "not-yet"}, {"how": "unknown"}


@pytest.fixture
def app(definitions, content, tmp_path: Path) -> Iterator[Flask]:
    """The service over an empty store, on a fixed day."""
    return create_app(definitions, content, tmp_path / "cases.db", today=lambda: TODAY)


@pytest.fixture(scope="module")
def one_app(definitions, content, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The same, but one for all tests of a module: for tests that don't look into the store."""
    return create_app(definitions, content, tmp_path_factory.mktemp("store") / "cases.db", today=lambda: TODAY)


@pytest.fixture
def family(app: Flask) -> Family:
    return Family(app)
