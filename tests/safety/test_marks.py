"""A family marks every word it types. Afterwards the marks are nowhere: not in the store, logs, temporary files, addresses
or headers; and not after errors either."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tests.safety.servers import ROOT, Browser, Running, hidden, running

MARK = "Zqxv"  # in no word of ours
COUNCIL = "E06000001"
FILE = {
    "format": "ehcp-case/1",
    "about": {"child": {"name": f"{MARK}child"}},
    "impact": f"{MARK}impact " * 50,
    "events": [
        {"event": "annual_review_meeting", "date": "2023-12", "note": f"{MARK}note"},
        {"event": "amended_final_plan_issued", "date": "not-yet"},
        {"event": "draft_plan_sent", "date": "2023-05-06", "note": f"{MARK}beside"},
    ],
}
DOCUMENTS = (
    "/letter/stage1-complaint.txt",
    "/letter/stage1-complaint.pdf",
    "/letter/stage1-complaint.docx",
    "/letter/stage1-complaint/large-print.pdf",
    "/letter/stage1-complaint/print-pack.pdf",
    "/dates.ics",
    "/keep/answers.json",
)
PAGES = (
    "/answers",
    "/result",
    "/letters",
    "/letter/stage1-complaint",
    "/keep",
    "/return",
    "/help",
    "/search",
    "/delete",
)


def fields_of(page: str) -> dict[str, str]:
    """A form filled in: every box with a marked word, of every group of choices the last, every hidden field as it is."""
    form = {name: unescape(hidden(page, name)) for name in ("token", "seen", "understood") if hidden(page, name)}
    form |= dict(re.findall(r'type="(?:radio|checkbox)" name="(\w+)" value="([^"]*)"', page))
    for name in re.findall(r'<(?:input class="[^"]*"|textarea class="[^"]*") id="\w+" name="(\w+)"', page):
        form[name] = "2024" if name.endswith(("day", "month", "year")) else f"{MARK}{name}"
    if "<select" in page:
        form["answer"] = COUNCIL
    return form


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> tuple[Running, Browser, Path]:
    """The whole way once, on a server whose folder for temporary files can't be used."""
    folder = tmp_path_factory.mktemp("marks")
    no_folder = folder / "no-folder"
    no_folder.write_bytes(b"")
    environ = {"TMPDIR": str(no_folder)}
    with running(folder, "-m", "tests.safety.broken", environ=environ) as server:
        browser = Browser(server.port)
        walk(browser)
        from_file(browser)
        letters(browser)
        come_back(browser)
        go_wrong(browser)
        yield server, browser, folder


def walk(browser: Browser) -> None:
    """Every question that comes, answered with marked words."""
    browser.post("/start", {"token": ""})
    at, asked = "/check/problems", set()
    while at.startswith("/check/") and len(asked) < 150:
        asked.add(at)
        page = browser.get(at).text
        form = fields_of(page)
        if "words" in form:
            form |= {"how": "words", "words": "March 2024"}
        answer = browser.post(at, form)
        if answer.status != 302:  # not to our liking: passed over
            assert answer.status in (200, 422), answer.text
            answer = browser.post(at, form | {"skip": "1"})
        at = answer.headers["Location"] or "/answers"
    assert len(asked) > 10


def from_file(browser: Browser) -> None:
    """Opens a file in place of the answers."""
    token = hidden(browser.get("/return").text, "token")
    body = json.dumps(FILE | {"impact": f"{MARK} " * 9_000, "wanted": [f"{MARK}wanted " * 400] * 50}).encode()
    assert len(body) < 600_000
    wrong = browser.upload("/return/file", {"token": token, "replace": "yes"}, b"{" + body)
    assert wrong.status == 422
    large = browser.upload("/return/file", {"token": token, "replace": "yes"}, body + b" " * 1_300_000)
    assert large.status == 302
    token = hidden(browser.get("/return").text, "token")
    assert browser.upload("/return/file", {"token": token, "replace": "yes"}, json.dumps(FILE).encode()).status == 302
    for question, form in {
        "filled_in_by": {"answer": "parent"},
        "council": {"answer": COUNCIL},
        "problems": {"answer": "review"},
    }.items():
        page = browser.get(f"/check/{question}").text
        fields = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), **form}
        browser.post(f"/check/{question}", fields)


def letters(browser: Browser) -> None:
    """Every document, and a paragraph in words of the family's own."""
    for address in (*PAGES, *DOCUMENTS):
        assert browser.get(address).status == 200, address
    change = re.search(r'href="(/letter/stage1-complaint/change/[^"]+)"', browser.get("/letter/stage1-complaint").text)
    assert change
    page = browser.get(change[1]).text
    browser.post(change[1], fields_of(page))
    browser.post("/letter/stage1-complaint/sent", fields_of(browser.get("/letter/stage1-complaint/sent").text))
    browser.post("/search", {"token": hidden(browser.get("/search").text, "token"), "words": f"{MARK}search"})
    browser.post("/decisions", {"token": hidden(browser.get("/decisions").text, "token"), "words": f"{MARK}decision"})


def come_back(browser: Browser) -> None:
    """A return code, a wrong one, and a new key."""
    token = hidden(browser.get("/keep").text, "token")
    assert browser.post("/keep/code", {"token": token}).status == 200
    form = {"token": token, "replace": "yes", "code": f"{MARK}code one two three"}
    assert browser.post("/return/code", form).status == 422
    assert browser.post("/keep/move", {"token": token}).status == 200


def go_wrong(browser: Browser) -> None:
    """Forms that are refused, and a fault that quotes everything."""
    for address in ("/check/impact", "/check/child", "/nowhere", "/delete"):
        assert 400 <= browser.post(address, {"token": "0" * 32, "answer": f"{MARK}stale"}).status < 500
    browser.extra = {"X-Break": "1"}
    told = browser.get("/result")
    assert told.status == 500
    assert "Something broke on our side" in told.text
    browser.extra = {}


def test_the_marks_are_shown_to_the_family_itself(journey):
    assert f"{MARK}child" in journey[1].get("/answers").text


def test_no_mark_lies_in_any_file(journey):
    """Store, log ahead of it, output and anything else that came to be in the folder."""
    _, _, folder = journey
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"cases.sqlite", "cases.sqlite-wal", "written.log"} <= {path.name for path in files}
    for path in files:
        for word in (MARK, COUNCIL, journey[1].ticket):
            assert word.encode() not in path.read_bytes(), path.name


def test_no_mark_stands_in_an_address_or_a_header(journey):
    seen = [line for line in journey[1].seen if "Set-Cookie" not in line]
    assert len(seen) > 300
    assert [line for line in seen if MARK in line or COUNCIL in line] == []


def test_the_fault_is_told_by_its_kind_and_place(journey):
    lines = [json.loads(line) for line in journey[0].written().decode().splitlines() if line.startswith("{")]
    faults = [line for line in lines if line["event"] == "fault"]
    assert [(line["error"], line["rule"]) for line in faults] == [("ValueError", "/result")]
    assert any(place.startswith("judged:") for place in faults[0]["places"])
    requests = [line for line in lines if line["event"] == "request"]
    facts = {"time", "level", "event", "method", "rule", "status", "ms"}
    assert [line for line in requests if set(line) != facts] == []
    assert {line["rule"] for line in requests} >= {"/check/<question>", "/letter/<id_>", "none"}
    others = [line for line in journey[0].written().decode().splitlines() if not line.startswith("{")]
    assert len(others) == 1  # the greeting


def test_no_temporary_file_is_made(tmp_path):
    """Python tells of each before it makes it. The letters are set with no folder to make one in: see ``journey``."""
    script = (
        "import os, sys\n"
        "def hook(event, args):\n"
        "    nameless = event == 'open' and args[2] & os.O_TMPFILE == os.O_TMPFILE\n"
        "    if nameless or event in ('tempfile.mkstemp', 'tempfile.mkdtemp'): print('MADE', event, flush=True)\n"
        "sys.addaudithook(hook)\n"
        "import runpy; sys.argv = ['broken', sys.argv[1]]\n"
        "runpy.run_module('tests.safety.broken', run_name='__main__')\n"
    )
    with running(tmp_path, "-c", script) as server:
        browser = Browser(server.port)
        browser.post("/start", {"token": ""})
        from_file(browser)
        letters(browser)
        assert b"MADE" not in server.written()


def test_no_picture_of_the_memory_is_left_after_a_crash():
    script = (
        "import ctypes, resource\n"
        "from assistant.web.serve import leave_no_core\n"
        "leave_no_core()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "(0, 0) 0\n"
