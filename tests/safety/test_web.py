"""What strangers on the web try: one test for each way."""

from __future__ import annotations

import io
import json
import re
import socket
import zipfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from icalendar import Calendar

from assistant.settings import Settings
from assistant.store.sealed import CaseStore
from assistant.web.app import create_app
from assistant.web.guards import HEADERS
from assistant.web.serve import LARGEST_REQUEST, listen
from tests.safety.conftest import BY_ID, QUESTIONS
from tests.safety.servers import Browser, running
from tests.web.conftest import TODAY, Family, hidden, open_at
from tests.web.ways import way_to

PUBLIC = Settings(hosts=("plans.example.org",), proxies=1, operator="A charity", contact="help@example.org")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def public(definitions, content, tmp_path_factory) -> Flask:
    """The service as strangers reach it: behind one proxy that speaks https."""
    folder = tmp_path_factory.mktemp("store")
    return create_app(definitions, content, folder / "cases.db", today=lambda: TODAY, settings=PUBLIC)


def ask(app: Flask, address: str = "/", host: str = "plans.example.org", **headers: str):
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get(address, headers={"Host": host, **said})


# ---- hosts and proxies ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "said", "status"),
    [
        ("plans.example.org", {"X_Forwarded_Proto": "https"}, 200),
        ("PLANS.example.org:443", {"X_Forwarded_Proto": "https"}, 200),
        ("plans.example.org", {"X_Forwarded_Proto": "http"}, 403),
        ("plans.example.org", {}, 403),
        ("localhost", {}, 403),
        ("127.0.0.1", {}, 403),
        ("elsewhere.example", {"X_Forwarded_Proto": "https"}, 400),
        ("localhost", {"X_Forwarded_Proto": "https"}, 400),
        ("elsewhere.example", {"X_Forwarded_Proto": "https", "X_Forwarded_Host": "plans.example.org"}, 400),
        ("plans.example.org.elsewhere.example", {"X_Forwarded_Proto": "https"}, 400),
    ],
)
def test_behind_a_proxy_only_https_and_only_our_names_are_answered(public, host, said, status):
    answer = ask(public, host=host, **said)
    assert answer.status_code == status
    assert not answer.headers.getlist("Set-Cookie")


def test_a_name_that_a_proxy_makes_up_is_not_taken(public):
    answer = ask(public, "/check//x", X_Forwarded_Proto="https", X_Forwarded_Host="elsewhere.example")
    assert "elsewhere" not in str(answer.headers)


def test_without_a_proxy_nobody_can_say_that_it_is_https(app):
    answer = ask(app, host="plans.example.org", X_Forwarded_Proto="https")
    assert answer.status_code == 403


def test_a_visitor_cannot_pretend_to_be_many(public):
    """What stands before the proxy's own entry is the visitor's invention."""
    client = public.test_client()
    for number in range(21):
        answer = client.post(
            "/return/code",
            data={"token": "", "code": ""},
            headers={
                "Host": "plans.example.org",
                "X-Forwarded-Proto": "https",
                "X-Forwarded-For": f"10.9.8.{number}, 192.0.2.7",
            },
        )
    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("last", "others", "same"), [("2001:db8::1", "2001:db8::ffff", True), ("2001:db8::1", "2001:db8:0:1::1", False)]
)
def test_a_home_with_many_addresses_counts_as_one(public, last, others, same):
    from assistant.web.limits import visitor

    with public.test_request_context(environ_base={"REMOTE_ADDR": last}):
        first = visitor()
    with public.test_request_context(environ_base={"REMOTE_ADDR": others}):
        assert (visitor() == first) == same


def test_a_library_full_of_families_is_not_locked_out(app):
    for _ in range(40):
        family = Family(app)
        family.start()
        for address in ("/return", "/help", "/answers") * 3:
            assert family.client.get(address, base_url="http://localhost").status_code != 429


# ---- headers and cookies --------------------------------------------------------------------------------------------


def test_nothing_inline_may_run_and_nothing_may_come_from_elsewhere():
    policy = HEADERS["Content-Security-Policy"]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules.pop("default-src") == "'none'"
    assert set(rules.values()) == {"'self'", "'none'"}
    assert (rules["frame-ancestors"], rules["base-uri"], rules["form-action"]) == ("'none'", "'none'", "'self'")
    assert "unsafe" not in policy


def test_no_page_can_be_put_into_a_frame(public):
    answer = ask(public, X_Forwarded_Proto="https")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_browsers_are_told_to_come_back_over_https_only_where_that_is_spoken(public, app):
    assert "max-age=63072000" in ask(public, X_Forwarded_Proto="https").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in ask(app, host="localhost").headers


@pytest.mark.parametrize("address", ["/", "/answers", "/nowhere", "/keep", "/delete", "/health"])
def test_no_page_is_kept_by_a_browser_or_on_the_way(public, address):
    assert ask(public, address, X_Forwarded_Proto="https").headers["Cache-Control"] == "no-store"


def test_the_server_does_not_say_what_it_is(tmp_path):
    with running(tmp_path) as server:
        assert "Server" not in Browser(server.port).get("/").headers


@pytest.mark.parametrize("planted", ["A" * 43, "x", ""])
def test_a_ticket_that_somebody_planted_is_not_taken_on(app, planted):
    """Session fixation: a case begins with a ticket of our own making, and with no other."""
    client = app.test_client()
    client.set_cookie("__Host-case", planted, secure=True)
    client.post("/start", data={"token": ""}, base_url="https://localhost")
    made = client.get_cookie("__Host-case").value
    assert made != planted
    assert len(made) == 43


def test_the_page_of_a_new_code_is_never_kept(writing):
    page = writing.get("/keep")
    answer = writing.client.post("/keep/code", data={"token": hidden(page, "token")}, base_url="http://localhost")
    assert answer.headers["Cache-Control"] == "no-store"


def test_deleting_clears_what_the_browser_holds(writing):
    page = writing.get("/delete")
    answer = writing.client.post("/delete", data={"token": hidden(page, "token")}, base_url="http://localhost")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert writing.client.get_cookie("__Host-case") is None


# ---- addresses and methods ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "//elsewhere.example",
        "//elsewhere.example/check/",
        "/\\elsewhere.example",
        "/check//problems",
        "/check/http://e.example",
    ],
)
def test_no_address_leads_elsewhere(app, address):
    answer = app.test_client().get("/", base_url="http://localhost", environ_overrides={"PATH_INFO": address})
    assert urlsplit(answer.headers.get("Location", "")).netloc in ("", "localhost")


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/style.css%00",
        "/guides/..%2f..%2fpages%2fstart",
        "/letter/..%2fstage1-complaint",
        "/STATIC/style.css",
        "/check/problems/",
        "/.git/config",
    ],
)
def test_no_way_round_a_path(writing, address):
    assert writing.client.get(address, base_url="http://localhost").status_code in (400, 404)


@pytest.mark.parametrize("headers", [{"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "DELETE"}])
def test_a_method_is_what_it_says(writing, headers):
    """No header and no field turns a page that is read into one that changes something."""
    for address in ("/delete?_method=POST", "/delete"):
        assert writing.client.get(address, headers=headers, base_url="http://localhost").status_code == 200
    writing.get("/answers")


@pytest.mark.parametrize(
    "address", ["/check/x%0d%0aSet-Cookie:%20a=b", "/guides/%0d%0aX-Evil:1", "/decisions?fault=%0d%0aX-Evil:1"]
)
def test_no_header_can_be_slipped_in_by_an_address(writing, address):
    answer = writing.client.get(address, base_url="http://localhost")
    assert "X-Evil" not in answer.headers
    assert "a=b" not in str(answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("field", ["to", "language"])
def test_no_header_can_be_slipped_in_by_a_form(app, field):
    form = {"token": "", "to": "/", "language": "en"} | {field: "/help\r\nX-Evil: 1"}
    answer = app.test_client().post("/language", data=form, base_url="http://localhost")
    assert answer.status_code < 500
    assert "X-Evil" not in answer.headers


# ---- what is sent and what is made ----------------------------------------------------------------------------------

NASTY = (
    '"; filename=evil.exe\r\nX-Evil: 1 {{ 7*7 }} {% raw %} <script>alert(1)</script> #import "x" $x$ <w:p/> &amp; %s'
)


@pytest.fixture
def nasty(app) -> Family:
    """A family whose every word is an attack."""
    told = way_to(QUESTIONS, BY_ID["impact"]) | {
        "problems": ["review"],
        "filled_in_by": "parent",
        "council": "E06000001",
        "child": {"name": NASTY},
        "meeting": "2023-12",
        "review_decision": "2024-02-01",
        "review_outcome": "amend",
        "amended_plan": "not-yet",
        "impact": NASTY,
    }
    return open_at(app, told)


def test_words_stay_words_on_every_page(nasty):
    for address in ("/answers", "/result", "/letter/stage1-complaint", "/check/impact", "/check/child"):
        page = nasty.get(address)
        assert "<script" not in page
        assert "49 " not in re.sub(r"\s+", " ", page[page.find("evil.exe") :][:60])


@pytest.mark.parametrize("ending", ["txt", "docx", "pdf"])
def test_a_file_is_named_by_us(nasty, ending):
    answer = nasty.client.get(f"/letter/stage1-complaint.{ending}", base_url="http://localhost")
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.\w+"', answer.headers["Content-Disposition"])
    assert "X-Evil" not in answer.headers


def test_words_stay_words_in_a_word_file(nasty):
    made = nasty.client.get("/letter/stage1-complaint.docx", base_url="http://localhost").data
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        document = parts.read("word/document.xml").decode()
        links = parts.read("word/_rels/document.xml.rels").decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in document
    assert "fldSimple" not in document
    assert "instrText" not in document
    assert 'TargetMode="External"' not in links


def test_words_stay_words_in_a_calendar(nasty):
    made = nasty.client.get("/dates.ics", base_url="http://localhost").data
    assert b"X-Evil" not in made
    assert Calendar.from_ical(made)


def test_words_stay_words_in_the_familys_file(nasty):
    made = nasty.client.get("/keep/answers.json", base_url="http://localhost")
    assert json.loads(made.data)["impact"].startswith('"; filename=evil.exe')
    assert made.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("size", [LARGEST_REQUEST + 1, 10**12])
def test_a_body_too_large_is_refused_before_it_is_read(tmp_path, size):
    with running(tmp_path) as server, socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(b"POST /return/file HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\nabc" % size)
        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_slow_clients_keep_nobody_else_waiting(tmp_path):
    """Sixty connections that say half a request and then nothing."""
    with running(tmp_path) as server, ExitStack() as slow:
        for _ in range(60):
            line = slow.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            line.sendall(b"POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc")
        assert Browser(server.port, timeout=5).get("/").status == 200


def test_a_silent_connection_is_closed(app):
    server = listen(app, Settings(), "127.0.0.1", 0)
    try:
        assert server.adj.channel_timeout <= 30
        assert server.adj.max_request_body_size == LARGEST_REQUEST
        assert server.adj.clear_untrusted_proxy_headers is True
    finally:
        server.close()


def test_the_privacy_page_names_who_runs_the_service(public, app):
    told = ask(public, "/privacy", X_Forwarded_Proto="https").text
    assert "A charity" in told
    assert 'href="mailto:help@example.org"' in told
    assert "Who runs this service" not in ask(app, "/privacy", host="localhost").text


def test_a_page_as_contact_is_linked_as_it_is(definitions, content, tmp_path):
    settings = replace(PUBLIC, contact="https://example.org/contact")
    made = create_app(definitions, content, tmp_path / "cases.db", settings=settings)
    assert 'href="https://example.org/contact"' in ask(made, "/privacy", X_Forwarded_Proto="https").text


def test_a_fault_tells_a_visitor_nothing(app, monkeypatch):
    def broken(*_: object) -> None:
        raise ValueError("secret words at /etc/place")

    ticket = app.extensions["assistant"].store.create({})
    monkeypatch.setattr(CaseStore, "load", broken)
    client = app.test_client(use_cookies=False)
    answer = client.get("/answers", headers={"Cookie": f"__Host-case={ticket}"}, base_url="http://localhost")
    assert answer.status_code == 500
    for word in ("secret words", "ValueError", "Traceback", "/etc/place"):
        assert word not in answer.text
