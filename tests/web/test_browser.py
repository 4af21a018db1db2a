"""A real browser: published decisions entered as families would, on a phone with scripts off; every kind of page under axe,
narrow and wide; a question by keyboard alone; and the one cookie."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from assistant.web.app import create_app

from .browser import NARROW, WIDE, Visitor, browsing, serving
from .conftest import on
from .decisions import ABOUT, DECISIONS
from .decisions_elsewhere import ELSEWHERE

DAY = date(2025, 3, 31)  # the day as of which the decisions are told
PAGES = (
    "/",
    "/help",
    "/privacy",
    "/accessibility",
    "/how-we-check",
    "/feedback?page=result.show",
    "/decisions",
    "/decisions/24-013-122",
    "/decisions/councils/E06000046",
    "/decisions/paid",
    "/decisions/asks",
    "/decisions/asks/review-not-held",
    "/routes",
    "/routes/lgsco",
    "/rules",
    "/nowhere",
    "/answers",
)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with browsing(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def port(definitions, content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    app = create_app(definitions, content, tmp_path_factory.mktemp("store") / "cases.db", today=lambda: DAY)
    with serving(app) as number:
        yield number


@pytest.fixture(scope="module")
def base(port: int) -> str:
    return f"http://127.0.0.1:{port}"


@pytest.fixture
def visitor(browser: Browser, base: str) -> Iterator[Visitor]:
    opened = Visitor(browser, base)
    yield opened
    opened.context.close()


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("ref", DECISIONS)
def test_a_published_decision_ends_in_a_letter_that_names_the_fault(visitor: Visitor, ref: str):
    answers, said = DECISIONS[ref]
    visitor.walk(ABOUT | answers)
    assert set(answers) <= set(visitor.asked)
    visitor.press("See the result")
    assert "Send the complaint to the council" in visitor.text()
    assert visitor.overflow() == 0
    visitor.press("Open the letter")
    letter = words(visitor.text())
    for part in (*said, "Formal complaint, stage 1", "Sam lost a year. We were worn out.", "A named person to ring"):
        assert part in letter
    assert visitor.overflow() == 0
    print(f"{ref}: {visitor.pages} pages, {visitor.answers} answers")


@pytest.mark.parametrize("ref", ELSEWHERE)
def test_a_decision_about_school_money_health_or_care_ends_in_its_letter(visitor: Visitor, ref: str):
    answers, step, said = ELSEWHERE[ref]
    visitor.walk(ABOUT | answers)
    assert set(answers) <= set(visitor.asked)
    visitor.press("See the result")
    assert step in visitor.text()
    assert visitor.overflow() == 0
    visitor.press("Open the letter")
    letter = words(visitor.text())
    for part in (*said, "Sam lost a year. We were worn out.", "A named person to ring"):
        assert part in letter
    assert visitor.overflow() == 0
    print(f"{ref}: {visitor.pages} pages, {visitor.answers} answers")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_browser_takes_the_cookie_on_this_machine(browser: Browser, port: int, host: str):
    visitor = Visitor(browser, f"http://{host}:{port}")
    visitor.go("/")
    visitor.press("Start")
    assert visitor.at == "/check/problems"
    (cookie,) = visitor.context.cookies()
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"], cookie["path"]) == ("__Host-case", True, True, "/")
    visitor.context.close()


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_axe_finds_nothing_on_any_page(browser: Browser, base: str, size: tuple[int, int]):
    visitor, found = Visitor(browser, base, size, scripts=True), list[str]()
    for address in PAGES:
        visitor.go(address)
        found += faults(visitor)
    visitor.go("/")
    visitor.press("Start")
    visitor.press("Continue")  # nothing picked: the page with its error
    answers = ABOUT | DECISIONS["24 000 272"][0]
    while visitor.at.startswith("/check/"):
        found += faults(visitor)
        visitor.answer_page(answers)
    visitor.go("/check/request_received")
    visitor.answer(on("2023", "2", "31"))
    found += faults(visitor)
    visitor.go("/check/request_received")
    visitor.answer({"how": "words", "words": "early July 2023"})  # the page that shows what was understood
    found += faults(visitor)
    for address in (
        *("/check/setting", "/check/impact", "/check/exceptions", "/answers", "/result", "/letters"),
        *("/letter/stage1-complaint", "/delete"),
    ):
        found += opened(visitor, address)
    visitor.page.emulate_media(color_scheme="dark")
    for address in ("/result", "/check/request_received", "/letter/stage1-complaint"):
        visitor.go(address)
        found += faults(visitor)
    visitor.context.close()
    assert found == []


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_axe_finds_nothing_on_the_pages_of_a_letter(browser: Browser, base: str, size: tuple[int, int]):
    visitor, found = Visitor(browser, base, size, scripts=True), list[str]()
    visitor.walk(ABOUT | DECISIONS["24 000 272"][0])
    letter = "/letter/stage1-complaint"
    visitor.go(f"{letter}/change/paragraph/clock-1")
    visitor.page.fill("#text", "")
    visitor.press("Save")  # nothing typed: the page with its error
    found += faults(visitor)
    visitor.page.fill("#text", "We waited.")
    visitor.press("Save")
    visitor.go(f"{letter}/change/item/apology")
    visitor.press("Leave this paragraph out")
    visitor.go("/check/request_received")
    visitor.answer(on("2023", "6"))
    for address in (letter, f"{letter}/change/paragraph/clock-1", f"{letter}/change/table/dates", f"{letter}/sent"):
        found += opened(visitor, address)
    visitor.press("Save")
    found += faults(visitor)
    for address in ("", "/reply", "/undo"):
        found += opened(visitor, f"/letters/sent/1{address}")
    for address in (letter, "/letters", "/letters/reason/late-reason", "/letter/stage2-complaint"):
        found += opened(visitor, address)
    visitor.page.emulate_media(color_scheme="dark")
    for address in ("/letters", "/letters/sent", "/letter/records-request"):
        found += opened(visitor, address)
    visitor.context.close()
    assert found == []


def opened(visitor: Visitor, address: str) -> list[str]:
    """What axe has to say of a page, with all that can be unfolded on it unfolded."""
    visitor.go(address)
    visitor.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    return faults(visitor)


def test_a_letter_is_changed_sent_and_answered_without_scripts(visitor: Visitor):
    visitor.walk(ABOUT | DECISIONS["24 000 272"][0])
    visitor.press("See the result")
    visitor.press("All letters, ready or for later")
    visitor.press("Formal complaint, stage 1")
    note = visitor.page.locator("details.why", has=visitor.page.locator('a[href$="/change/paragraph/clock-1"]'))
    note.locator("summary").click()
    assert "The council got the request for an assessment" in visitor.text()
    note.get_by_role("link", name="Change or leave out").click()
    visitor.page.fill("#text", "Sam waited and waited.")
    visitor.press("Save")
    assert "Sam waited and waited." in visitor.text()
    visitor.press("I have sent this")
    visitor.press("Save")
    assert "Sent: 31 March 2025." in visitor.text()
    visitor.page.get_by_role("link", name="Say what came back").click()
    visitor.page.check('[name="kind"][value="none"]')
    visitor.press("Save")
    assert "Nothing has come, you told us." in visitor.text()
    assert visitor.overflow() == 0


def faults(visitor: Visitor) -> list[str]:
    """What axe has to say of the page, and whether it is wider than the window."""
    found = [
        f"{visitor.at}: {violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in Axe().run(visitor.page).response["violations"]
    ]
    return found + ([f"{visitor.at}: {visitor.overflow()} px too wide"] if visitor.overflow() else [])


def test_a_question_can_be_answered_by_keyboard_alone(visitor: Visitor):
    visitor.go("/")
    visitor.press("Start")
    keys = visitor.page.keyboard
    keys.press("Tab")
    assert visitor.focused() == "Skip to the main part"
    keys.press("Enter")
    while visitor.focused() != "We are waiting":
        keys.press("Tab")
    assert visitor.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    keys.press("Space")
    while visitor.focused() != "Continue":
        keys.press("Tab")
    keys.press("Enter")
    visitor.page.wait_for_url("**/check/waiting_for")


def test_a_mistake_is_one_press_from_its_box(visitor: Visitor):
    visitor.walk_to("request_received", ABOUT | DECISIONS["24 000 272"][0])
    visitor.answer(on("2023", "2", "31"))
    visitor.press("February 2023 has only 28 days")
    assert visitor.page.evaluate("document.activeElement.id") == "on_day"
    assert visitor.page.input_value("#on_day") == "31"


def test_printed_there_is_the_letter_and_nothing_around_it(visitor: Visitor):
    visitor.walk(ABOUT | DECISIONS["24 000 272"][0])
    visitor.go("/letter/stage1-complaint")
    visitor.page.emulate_media(media="print")
    printed = visitor.page.inner_text("body")
    assert printed.lstrip().startswith("Complaints team")
    assert "Leave this site" not in printed
    assert "Rather talk" not in printed
