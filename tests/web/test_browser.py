"""A real browser: published decisions entered as families would, on a phone and with scripts off; and every kind of page
under axe, narrow and wide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from assistant.web.app import create_app

from .browser import NARROW, WIDE, Visitor, browsing, serving
from .conftest import UNKNOWN, on, picked

ABOUT = {
    "filled_in_by": picked("parent"),
    "council": {"answer": "E06000066"},
    "child": {"name": "Sam", "on_month": "6", "on_year": "2014"},
    "impact": {"answer": "Sam lost a year."},
    "wanted": {"answer": "A named person to ring"},
}
# The facts of three decisions of the Ombudsman; what the letter must say of each
DECISIONS = {
    "24 000 272": (
        {
            "problems": picked("waiting"),
            "waiting_for": picked("assessment"),
            "request_received": on("2023", "7"),
            "assess_decision": UNKNOWN,
            "assess_outcome": picked("agreed"),
            "after_assessment": picked("final"),
            "final_plan_issued": on("2024", "2"),
        },
        ("final plan within 20 weeks", "between 18 November and 18 December 2023", "February 2024, 45 to 103 days"),
    ),
    "24 004 171": (
        {
            "problems": picked("review"),
            "meeting": on("2024", "2"),
            "review_decision": UNKNOWN,
            "review_outcome": picked("amend"),
            "amended_plan": {
                "how": "between",
                "from_day": "1",
                "from_month": "9",
                "from_year": "2024",
                "to_day": "15",
                "to_month": "10",
                "to_year": "2024",
            },
        },
        ("changed plan", "between 25 April and 23 May 2024", "101 to 173 days"),
    ),
    "24 017 604": (
        {
            "problems": picked("plan-not-followed"),
            "plan": picked("final"),
            "missing_what": {"answer": "Speech and language therapy"},
            "missing_section": picked("F"),
            "missing_from": on("2023", "7"),
            "missing_to": UNKNOWN,
        },
        ("Speech and language therapy", "July 2023", "Section F"),
    ),
}
PAGES = ("/", "/help", "/privacy", "/accessibility", "/how-we-check", "/routes", "/routes/lgsco", "/rules", "/nowhere")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as opened:
        yield opened


@pytest.fixture
def base(definitions, content, tmp_path: Path) -> Iterator[str]:
    app = create_app(definitions, content, tmp_path / "cases.db", today=lambda: date(2025, 3, 31))
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("ref", DECISIONS)
def test_a_published_decision_ends_in_a_letter_that_names_the_fault(ref: str, browser: Browser, base: str):
    answers, said = DECISIONS[ref]
    family = Visitor(browser, base)
    family.walk(ABOUT | answers)
    result = family.go("/result")
    assert "What to do now" in result, (family.asked, result)
    letter = " ".join(family.go("/letter/stage1-complaint").split())
    assert "Formal complaint, stage 1" in letter
    for words in said:
        assert words in letter
    assert "Sam lost a year." in letter
    print(f"{ref}: {family.pages} pages, {family.answers} answers, {len(family.asked)} questions")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_axe_finds_nothing(size: tuple[int, int], browser: Browser, base: str):
    family = Visitor(browser, base, size, scripts=True)
    found: list[str] = []

    def look() -> None:
        wrong = Axe().run(family.page).response["violations"]
        found.extend(f"{family.at}: {each['id']}: {each['nodes'][0]['html'][:160]}" for each in wrong)
        wide = family.page.evaluate("document.documentElement.scrollWidth")
        if wide > size[0]:
            found.append(f"{family.at}: {wide} px wide")

    for address in PAGES:
        family.go(address)
        look()
    family.go("/")
    family.press("Start")
    answers = ABOUT | DECISIONS["24 000 272"][0]
    while family.at.startswith("/check/"):
        look()
        family.answer(answers.get(family.at.removeprefix("/check/"), {}))
    for address in ("/answers", "/result", "/letter/stage1-complaint", "/delete"):
        family.go(address)
        look()
    assert found == []


def test_a_question_can_be_answered_by_keyboard_alone(browser: Browser, base: str):
    family = Visitor(browser, base, scripts=True)  # only so that the test can ask what has the focus
    family.go("/")
    family.press("Start")
    keys = family.page.keyboard
    family.page.locator("input[type=checkbox], input[type=radio]").first.focus()
    keys.press("Space")
    for _ in range(40):
        if family.page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        keys.press("Tab")
    with family.page.expect_navigation():
        keys.press("Enter")
    assert family.at != "/check/problems"
