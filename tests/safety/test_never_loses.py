"""What was typed is never lost: a store that can't be written to, two tabs, forms sent twice, and an end in the middle."""

from __future__ import annotations

import re
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape

import pytest

from assistant.store.sealed import CaseStore
from tests.safety.conftest import store_of
from tests.safety.servers import begin, hidden, running
from tests.web.conftest import Family

LETTER = "Dear council, this took me all evening.\nShe <i>cried</i>."
SHOWN = "Dear council, this took me all evening.\nShe &lt;i&gt;cried&lt;/i&gt;."


@contextmanager
def locked(family: Family) -> Iterator[None]:
    """Another process writes and doesn't end."""
    store = store_of(family.client.application)
    store.db.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(store._path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def not_writable(family: Family) -> Iterator[None]:
    """The file may be read and not written to."""
    store_of(family.client.application).db.execute("PRAGMA query_only = ON")
    yield
    store_of(family.client.application).db.execute("PRAGMA query_only = OFF")


@contextmanager
def full(family: Family) -> Iterator[None]:
    """SQLite may take no page more."""
    db = store_of(family.client.application).db
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    yield
    db.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def damaged(family: Family) -> Iterator[None]:
    """The tables are not as they should be."""
    db = store_of(family.client.application).db
    db.execute("ALTER TABLE sealed RENAME TO elsewhere")
    yield
    db.execute("ALTER TABLE elsewhere RENAME TO sealed")


HINDRANCES = {"locked": locked, "not to be written to": not_writable, "full": full, "damaged": damaged}


@pytest.mark.parametrize("name", HINDRANCES)
def test_an_answer_that_cannot_be_saved_stays_on_the_page_and_goes_through_later(writing, name):
    letter = LETTER + "\n" + "Day after day. " * 2_000
    page = writing.get("/check/impact")
    with HINDRANCES[name](writing):
        told = writing.answer(page, {"answer": letter}, 503)
    assert SHOWN in told
    assert "What you saved before is still there" in told
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', told)
    writing.post("/check/impact", {key: unescape(value) for key, value in fields})
    assert SHOWN in writing.get("/check/impact")


@pytest.mark.parametrize("name", ["locked", "not to be written to", "full"])
def test_while_nothing_can_be_saved_pages_can_be_read(writing, name):
    with HINDRANCES[name](writing):
        for address in ("/", "/answers", "/help", "/check/impact", "/keep/answers.json"):
            writing.get(address)


def test_the_way_to_a_person_stays_open_when_no_case_can_be_opened(writing):
    with damaged(writing):
        told = writing.get("/answers", 503)
        assert 'href="/answers">Try again' in told
        writing.get("/help")


def test_a_thread_whose_save_failed_saves_the_next_time(app):
    store = store_of(app)
    ticket = store.create({"a": 1})
    db = store.db
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(sqlite3.OperationalError):
        store.save(ticket, store.load(ticket), {"a": "x" * 100_000})
    db.execute("PRAGMA max_page_count = 1000000")
    store.save(ticket, store.load(ticket), {"a": 2})
    assert store.load(ticket).answers == {"a": 2}


class NoRoomToEnd:
    """A connection on which a transaction can be begun, and not ended."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __getattr__(self, name: str) -> object:
        return getattr(self._db, name)

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        if sql == "COMMIT":
            raise sqlite3.OperationalError("disk I/O error")
        return self._db.execute(sql, *values)


def test_a_save_that_cannot_be_ended_is_undone(app):
    store = store_of(app)
    ticket = store.create({"a": 1})
    real = store.db
    store._local.connection = NoRoomToEnd(real)
    with pytest.raises(sqlite3.OperationalError):
        store.save(ticket, store.load(ticket), {"a": 2})
    store._local.connection = real
    assert store.load(ticket).answers == {"a": 1}
    store.save(ticket, store.load(ticket), {"a": 3})


def test_on_a_full_disk_what_was_acknowledged_stays(tmp_path):
    """A real server whose files may not grow."""
    with running(tmp_path, most_bytes=400_000) as server:
        browser = begin(server.port)
        last, status = "", 302
        for number in range(200):
            page = browser.get("/check/child").text
            form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "name": f"Sam{number} " + "é" * 150}
            answer = browser.post("/check/child", form)
            status = answer.status
            if status != 302:
                break
            last = f"Sam{number} "
        assert status == 503
        assert form["name"] in answer.text
        assert last in browser.get("/check/child").text


# ---- tabs and forms -------------------------------------------------------------------------------------------------


def test_a_form_sent_twice_counts_once(writing):
    page = writing.get("/check/impact")
    writing.answer(page, {"answer": LETTER})
    writing.answer(page, {"answer": LETTER})
    assert writing.get("/check/impact").count(SHOWN) == 1


def test_a_page_gone_back_to_does_not_write_over_what_came_after(writing):
    old = writing.get("/check/impact")
    writing.answer(old, {"answer": LETTER})
    told = writing.answer(old, {"answer": "An older thought"}, 409)
    assert "An older thought" in told
    assert "this took me all evening" in told
    assert SHOWN in writing.get("/check/impact")


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/check/impact", {"answer": LETTER}),
        ("/check/child", {"name": LETTER}),
        ("/check/meeting", {"how": "words", "words": LETTER}),
        ("/letter/stage1-complaint/change/paragraph/clock-1", {"text": LETTER}),
        ("/return/code", {"code": LETTER}),
    ],
)
def test_with_a_form_token_of_the_past_the_text_comes_back(writing, address, form):
    told = writing.post(address, {"token": "0" * 32, **form}, 400)
    assert "Dear council, this took me all evening." in told


def test_the_same_for_eight_tabs_at_once(app):
    """Nobody is told of success whose answer isn't there."""
    store = store_of(app)
    ticket, acknowledged = store.create({}), []

    def save(own: int) -> None:
        client = app.test_client(use_cookies=False)
        cookie = {"Cookie": f"__Host-case={ticket}"}
        page = client.get("/check/problems", base_url="http://localhost", headers=cookie).text
        form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "answer": ["review", "waiting"][own % 2]}
        answer = client.post("/check/problems", data=form, base_url="http://localhost", headers=cookie)
        acknowledged.append((answer.status_code, form["answer"]))

    threads = [threading.Thread(target=save, args=(own,)) for own in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {status for status, _ in acknowledged} <= {302, 409}
    assert store.load(ticket).answers["problems"][0] in {said for status, said in acknowledged if status == 302}


# ---- the end in the middle ------------------------------------------------------------------------------------------


def test_a_server_that_is_told_to_stop_ends_what_it_is_at_first(tmp_path):
    """Somebody else holds the lock, so that the save is under way when the order comes."""
    statuses: list[int] = []
    with (
        running(tmp_path) as server,
        closing(sqlite3.connect(tmp_path / "cases.sqlite", isolation_level=None)) as other,
    ):
        browser = begin(server.port)
        page = browser.get("/check/child").text
        form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "name": "Samira"}
        other.execute("BEGIN IMMEDIATE")
        saving = threading.Thread(target=lambda: statuses.append(browser.post("/check/child", form).status))
        saving.start()
        time.sleep(1)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        other.execute("ROLLBACK")
        saving.join(30)
        assert server.process.wait(30) == 0
    assert statuses == [302]
    assert CaseStore(tmp_path / "cases.sqlite").load(browser.ticket).answers["child"] == {"name": "Samira"}


def test_after_a_restart_a_family_goes_on_where_it_was(tmp_path):
    with running(tmp_path) as server:
        browser = begin(server.port)
        page = browser.get("/check/child").text
    with running(tmp_path) as server:
        browser.port = server.port
        form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "name": "Samira"}
        assert browser.post("/check/child", form).status == 302
        assert 'value="Samira"' in browser.get("/check/child").text
