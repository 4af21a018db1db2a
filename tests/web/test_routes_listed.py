"""Every address of the service, with what may be done there. A new one has to be thought about here first."""

from __future__ import annotations

import re

import pytest

READ, SEND = {"GET"}, {"POST"}
# address -> the methods it takes, and whether it shows or changes what a family said
LISTED = {
    "/": (READ, "open"),
    "/start": (SEND, "begins a case"),
    "/<any(help, privacy, accessibility):name>": (READ, "names the family's own advice service"),
    "/feedback": (READ, "open; takes the kind of a page, and keeps nothing"),
    "/delete": (READ | SEND, "deletes a case, with its token"),
    "/case-file.schema.json": (READ, "open"),
    "/check/": (READ, "needs a case"),
    "/check/<question>": (READ | SEND, "needs a case; changes it, with its token"),
    "/answers": (READ, "needs a case"),
    "/answers/remove": (SEND, "needs a case; changes it, with its token"),
    "/result": (READ, "needs a case"),
    "/letter/<id_>": (READ, "needs a case"),
    "/letters": (READ, "needs a case"),
    "/letter/<id_>.<any(txt, pdf, docx):ending>": (READ, "needs a case"),
    "/letter/<id_>/reading": (READ, "another language's; in English it leads to the letter"),
    "/letter/<id_>/reading.<any(txt, pdf, docx):ending>": (
        READ,
        "another language's; in English it leads to the letter",
    ),
    "/translations": (READ, "open"),
    "/letter/<id_>/large-print.pdf": (READ, "needs a case"),
    "/letter/<id_>/print-pack.pdf": (READ, "needs a case"),
    "/letter/<id_>/change/<path:block>": (READ | SEND, "needs a case; changes it, with its token"),
    "/letter/<id_>/choose": (SEND, "changes a case, with its token"),
    "/letter/<id_>/forget/<int:place>": (SEND, "changes a case, with its token"),
    "/letter/<id_>/sent": (READ | SEND, "needs a case; changes it, with its token"),
    "/letters/sent": (READ, "needs a case"),
    "/letters/sent/<int:number>": (READ, "needs a case"),
    "/letters/sent/<int:number>.<any(txt, pdf, docx):ending>": (READ, "needs a case"),
    "/letters/sent/<int:number>/reply": (READ | SEND, "needs a case; changes it, with its token"),
    "/letters/sent/<int:number>/undo": (READ | SEND, "needs a case; changes it, with its token"),
    "/letters/reason/<need>": (READ | SEND, "needs a case; changes it, with its token"),
    "/dates.ics": (READ, "needs a case"),
    "/routes": (READ, "open"),
    "/routes/<code>": (READ, "open"),
    "/proposals": (READ, "open"),
    "/rules": (READ, "open"),
    "/guides": (READ, "open"),
    "/guides/<name>": (READ, "open"),
    "/words": (READ, "open"),
    "/search": (READ | SEND, "open; its words are neither kept nor put into an address"),
    "/keep": (READ, "needs a case"),
    "/keep/time": (SEND, "needs a case; changes how long it is kept, with its token"),
    "/keep/code": (SEND, "needs a case; gives it a code, with its token"),
    "/keep/move": (SEND, "needs a case; changes its key, with its token"),
    "/keep/answers.json": (READ, "needs a case"),
    "/keep/beside/<any(events, provision_missing, out_of_school, exceptions):name>/<int:place>/remove": (
        SEND,
        "needs a case; changes it, with its token",
    ),
    "/paste": (READ | SEND, "open; what is pasted is read and kept nowhere"),
    "/paste/take": (SEND, "begins a case or changes it, with its token"),
    "/timeline/quick": (READ | SEND, "shows the case there is; begins a case or changes it, with its token"),
    "/summary": (READ, "needs a case"),
    "/summary/note": (READ, "needs a case"),
    "/summary.<any(txt, pdf, docx):ending>": (READ, "needs a case"),
    "/summary/note.<any(txt, pdf, docx):ending>": (READ, "needs a case"),
    "/return": (READ, "open"),
    "/return/code": (SEND, "opens a case, with the token of the one before"),
    "/return/file": (SEND, "opens a case, with the token of the one before"),
    "/how-we-check": (READ, "open"),
    "/decisions": (READ | SEND, "open; filters stand in the address, the words of a search never do"),
    "/decisions/<slug>": (READ, "open"),
    "/decisions/councils": (READ, "open"),
    "/decisions/councils/<gss>": (READ, "open"),
    "/decisions/paid": (READ, "open"),
    "/decisions/asks": (READ, "open"),
    "/keep/lend": (SEND, "needs a case"),
    "/keep/lend/<id_>/end": (SEND, "needs a case"),
    "/decisions/asks/<fault>": (READ, "open"),
    "/language": (SEND, "keeps a language; no case is looked at"),
    "/health": (READ, "open; tells nothing"),
    "/ready": (READ, "open; tells nothing but that answers can be kept"),
    "/static/<path:filename>": (READ, "open"),
}
FILLED = {
    "<question>": "problems",
    "<id_>": "stage1-complaint",
    "<path:block>": "paragraph/clock-1",
    "<int:place>": "0",
    "<int:number>": "1",
    "<need>": "late-reason",
}
PERSONAL = sorted(address for address, (_, what) in LISTED.items() if what.startswith("needs a case"))


def filled(address: str) -> str:
    """An address with something in each of its places."""
    address = re.sub(r"<any\((\w+)[^>]*>", r"\1", address)
    for place, value in FILLED.items():
        address = address.replace(place, value)
    return address


def test_every_address_is_listed(app):
    served: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            continue  # tests/desk/test_who_may.py
        served.setdefault(rule.rule, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    assert served == {address: methods for address, (methods, _) in LISTED.items()}


@pytest.mark.parametrize("address", PERSONAL)
def test_without_a_case_there_is_nothing_to_see(one_app, address):
    send = one_app.test_client().open
    answer = send(filled(address), method="GET" if "GET" in LISTED[address][0] else "POST", base_url="http://localhost")
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"
    assert "There are no answers here" in answer.text


@pytest.mark.parametrize("address", sorted(address for address, (methods, _) in LISTED.items() if "POST" in methods))
def test_what_changes_a_case_needs_its_token(one_app, address):
    client = one_app.test_client()
    client.post("/start", base_url="http://localhost")
    before = client.get_cookie("__Host-case").value
    answer = client.post(filled(address), data={"token": "wrong"}, base_url="http://localhost")
    assert answer.status_code == (302 if address in ("/start", "/language") else 400)
    assert client.get_cookie("__Host-case").value == before
    assert client.get("/check/problems", base_url="http://localhost").status_code == 200


def test_the_style_sheet_may_be_kept_and_nothing_else(one_app):
    client = one_app.test_client()
    with client.get("/static/style.css", base_url="http://localhost") as style:
        assert "max-age=31536000" in style.headers["Cache-Control"]
    for address in ("/", "/help", "/rules", "/case-file.schema.json"):
        assert client.get(address, base_url="http://localhost").headers["Cache-Control"] == "no-store"
