"""For whoever runs it: settings, refusing to start unsafe, health, copies, upgrades, purging, other servers."""

from __future__ import annotations

import configparser
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from assistant.settings import Settings, Unsafe, check_address, read_settings
from assistant.store.copies import NoCopy, back_up, restore
from assistant.store.office import Office
from assistant.store.sealed import CaseStore
from assistant.web import health
from assistant.web.serve import purge_regularly
from tests.safety.conftest import store_of
from tests.safety.servers import ROOT, Browser, begin, running
from tests.store.clock import Clock

DEPLOY = ROOT / "assistant" / "deploy"
PUBLIC = {
    "ASSISTANT_HOSTS": "plans.example.org",
    "ASSISTANT_PROXIES": "1",
    "ASSISTANT_OPERATOR": "A charity",
    "ASSISTANT_CONTACT": "help@example.org",
}

# ---- settings -------------------------------------------------------------------------------------------------------


def test_without_settings_it_serves_this_machine_only():
    assert read_settings({}) == Settings()
    assert not Settings().public
    check_address(Settings(), "127.0.0.1")


def test_settings_are_read():
    made = read_settings({**PUBLIC, "ASSISTANT_HOSTS": "a.example, B.example:8443", "ASSISTANT_THREADS": "4"})
    assert made.hosts == ("a.example", "b.example:8443")
    assert (made.proxies, made.threads, made.contact) == (1, 4, "help@example.org")
    check_address(made, "0.0.0.0")


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        (PUBLIC | {"ASSISTANT_PROXIES": "0"}, "ASSISTANT_PROXIES: the service speaks http only"),
        (PUBLIC | {"ASSISTANT_PROXIES": "x"}, "ASSISTANT_PROXIES: a number from 0 to 5"),
        (PUBLIC | {"ASSISTANT_PROXIES": "99"}, "ASSISTANT_PROXIES: a number from 0 to 5"),
        (PUBLIC | {"ASSISTANT_CONTACT": ""}, "ASSISTANT_CONTACT: the privacy page must say"),
        (PUBLIC | {"ASSISTANT_OPERATOR": ""}, "ASSISTANT_OPERATOR: the privacy page must say"),
        (PUBLIC | {"ASSISTANT_CONTACT": "javascript:alert(1)"}, "ASSISTANT_CONTACT: an e-mail address is expected"),
        (PUBLIC | {"ASSISTANT_CONTACT": "http://example.org"}, "ASSISTANT_CONTACT: an e-mail address is expected"),
        (PUBLIC | {"ASSISTANT_OPERATOR": "x\ny"}, "ASSISTANT_OPERATOR: at most 200 letters on one line"),
        (PUBLIC | {"ASSISTANT_HOSTS": "*"}, "'*' is not the name of a host"),
        (PUBLIC | {"ASSISTANT_HOSTS": "https://plans.example.org"}, "is not the name of a host"),
        ({"ASSISTANT_THREADS": "0"}, "ASSISTANT_THREADS: a number from 1 to 64"),
    ],
)
def test_what_is_not_safe_is_refused_by_name(environ, says):
    with pytest.raises(Unsafe, match=says.replace("*", r"\*")):
        read_settings(environ)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "plans.example.org"])
def test_it_does_not_listen_to_others_without_knowing_its_name(tmp_path, host):
    called = [sys.executable, "-m", "assistant", "serve", "--host", host, "--data", str(tmp_path / "cases.sqlite")]
    told = subprocess.run(called, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert told.returncode == 1
    assert "Set ASSISTANT_HOSTS" in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "cases.sqlite").exists()


# ---- health ---------------------------------------------------------------------------------------------------------


def test_health_and_readiness_are_told_under_any_name(app):
    for address, said in (("/health", "alive\n"), ("/ready", "ready\n")):
        answer = app.test_client().get(address, base_url="http://10.0.0.7:8000")
        assert (answer.status_code, answer.text) == (200, said)


def test_it_is_not_ready_while_the_store_cannot_be_written_to(app):
    store = store_of(app)
    store.db.execute("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(store._path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        client = app.test_client()
        assert client.get("/ready").status_code == 503
        assert client.get("/health").status_code == 200
    assert client.get("/ready").status_code == 200


def test_it_is_not_ready_when_the_disk_is_nearly_full(app, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)
    assert app.test_client().get("/ready").status_code == 503


# ---- purging --------------------------------------------------------------------------------------------------------


def test_cases_whose_time_is_over_are_deleted_though_nobody_comes(tmp_path):
    clock = Clock()
    store = CaseStore(tmp_path / "cases.db", clock=clock)
    store.create({"a": 1})
    clock.now += 25 * 3600
    over = purge_regularly(store, every=0.01)
    for _ in range(500):
        if not store.count():
            break
        time.sleep(0.01)
    over.set()
    assert store.count() == 0


def test_purging_goes_on_after_a_time_in_which_it_could_not(tmp_path):
    clock = Clock()
    store = CaseStore(tmp_path / "cases.db", clock=clock, patience=0.01)
    store.create({"a": 1})
    clock.now += 25 * 3600
    with closing(sqlite3.connect(tmp_path / "cases.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        over = purge_regularly(store, every=0.01)
        time.sleep(0.1)
        other.execute("ROLLBACK")
    for _ in range(500):
        if not store.count():
            break
        time.sleep(0.01)
    over.set()
    assert store.count() == 0


# ---- copies ---------------------------------------------------------------------------------------------------------


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    called = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(called, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_the_drill_a_copy_of_a_store_at_work_opens_with_the_same_ticket_and_code(tmp_path):
    data, copy, other = tmp_path / "cases.sqlite", tmp_path / "copy.sqlite", tmp_path / "new" / "cases.sqlite"
    with running(tmp_path) as server:
        ticket = begin(server.port).ticket
        code = CaseStore(data).give_code(ticket)
        made = command("backup", "--data", str(data), str(copy))
        assert (made.returncode, made.stdout) == (0, "1 cases copied\n")
    data.unlink()
    put = command("restore", "--data", str(other), str(copy))
    assert (put.returncode, put.stdout) == (0, "1 cases put back\n")
    store = CaseStore(other)
    assert store.load(ticket).answers["problems"] == ["review"]
    assert store.by_code(code) == ticket
    assert [path.stat().st_mode & 0o077 for path in (copy, other)] == [0, 0]


def test_a_copy_made_while_eight_write_is_whole(tmp_path):
    store, over = CaseStore(tmp_path / "cases.db"), threading.Event()
    tickets = [store.create({"n": 0}) for _ in range(8)]

    def write(ticket: str) -> None:
        while not over.is_set():
            read = store.load(ticket)
            store.save(ticket, read, {"n": read.answers["n"] + 1})

    threads = [threading.Thread(target=write, args=(ticket,)) for ticket in tickets]
    for thread in threads:
        thread.start()
    try:
        assert back_up(tmp_path / "cases.db", tmp_path / "copy.db") == 8
    finally:
        over.set()
        for thread in threads:
            thread.join()
    restore(tmp_path / "copy.db", tmp_path / "other.db")
    assert all(CaseStore(tmp_path / "other.db").load(ticket) for ticket in tickets)


def test_what_is_over_is_neither_copied_nor_put_back(tmp_path):
    clock = Clock()
    clock.now = time.time() - 23.999 * 3600
    old = CaseStore(tmp_path / "cases.db", clock=clock)
    old.create({"a": 1})
    clock.now -= 3600
    old.create({"a": 2})
    assert back_up(tmp_path / "cases.db", tmp_path / "copy.db") == 1
    with closing(sqlite3.connect(tmp_path / "copy.db", isolation_level=None)) as copy:
        copy.execute("UPDATE sealed SET expires = 1")
    assert restore(tmp_path / "copy.db", tmp_path / "other.db") == 0


def test_cases_of_the_desk_are_counted_with_those_of_families(tmp_path):
    store = CaseStore(tmp_path / "cases.db")
    office = Office(store)
    mina = office.accounts.add("Mina", "manager", "four quiet words here")
    key = office.accounts.unlock("Mina", "four quiet words here").service_key()
    office.cases.create(key, {"answers": {}, "file": {}}, {}, mina)
    office.cases.create(key, {"answers": {}, "file": {}}, {}, mina)
    store.create({"a": 1})
    assert back_up(tmp_path / "cases.db", tmp_path / "copy.db") == 3
    assert restore(tmp_path / "copy.db", tmp_path / "other.db") == 3
    with pytest.raises(NoCopy, match="holds 3 cases"):
        restore(tmp_path / "copy.db", tmp_path / "cases.db")


def test_a_store_that_holds_cases_gives_way_only_if_that_is_meant(tmp_path):
    store = CaseStore(tmp_path / "cases.db")
    kept = store.create({"a": 1})
    back_up(tmp_path / "cases.db", tmp_path / "copy.db")
    later = store.create({"a": 2})
    with pytest.raises(NoCopy, match="holds 2 cases"):
        restore(tmp_path / "copy.db", tmp_path / "cases.db")
    assert store.load(later)
    assert restore(tmp_path / "copy.db", tmp_path / "cases.db", replace=True) == 1
    assert store.load(kept).answers == {"a": 1}  # a service at work sees the copy
    assert store.load(later) is None
    store.create({"a": 3})


@pytest.mark.parametrize("what", ["nothing", "text", "another database", "damaged", "later"])
def test_what_is_no_copy_is_not_put_back(tmp_path, what):
    store, copy = CaseStore(tmp_path / "cases.db"), tmp_path / "copy.db"
    ticket = store.create({"a": 1})
    spoil(store, copy, what)
    with pytest.raises(NoCopy):
        restore(copy, tmp_path / "cases.db", replace=True)
    assert store.load(ticket).answers == {"a": 1}


def spoil(store: CaseStore, copy: Path, what: str) -> None:
    if what == "text":
        copy.write_text("no database " * 1_000)
    elif what != "nothing":
        with closing(sqlite3.connect(copy, isolation_level=None)) as other:
            if what == "another database":
                other.execute("CREATE TABLE x (y)")
                return
            for number in range(200):
                store.create({"a": "x" * 500, "n": number})
            store.db.backup(other)
            other.execute("PRAGMA journal_mode = DELETE")
            if what == "later":
                other.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('store', 'of_next_year')")
        if what == "damaged":
            body = bytearray(copy.read_bytes())
            body[8_192:40_000] = b"\xff" * (40_000 - 8_192)
            copy.write_bytes(body)


def test_a_copy_is_never_written_over_another(tmp_path):
    CaseStore(tmp_path / "cases.db")
    (tmp_path / "copy.db").write_text("here")
    with pytest.raises(NoCopy, match="not written over"):
        back_up(tmp_path / "cases.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "here"
    told = command("backup", "--data", str(tmp_path / "none.db"), str(tmp_path / "b.db"))
    assert (told.returncode, "there is no such store" in told.stderr) == (1, True)


# ---- another server, and what stands around it ----------------------------------------------------------------------


def test_gunicorn_serves_the_same_behind_a_proxy_and_stops_in_good_order(tmp_path):
    config = str(DEPLOY / "gunicorn_settings.py")
    start = (
        "import sys; port = sys.argv.pop(); sys.argv[0] = 'gunicorn'; sys.argv += ['-b', '127.0.0.1:' + port]\n"
        "from gunicorn.app.wsgiapp import run; run()"
    )
    command_ = ("-c", start, "-c", config, "assistant.web.wsgi:service()")
    with running(tmp_path, *command_, environ=PUBLIC) as server:
        browser = Browser(server.port, extra={"Host": "plans.example.org", "X-Forwarded-Proto": "https"})
        assert browser.get("/").status == 200
        assert browser.post("/start", {"token": ""}).status == 302
        assert browser.get("/check/problems").status == 200
        browser.extra = {"Host": "plans.example.org"}
        assert browser.get("/").status == 403
        browser.extra = {"Host": "elsewhere.example", "X-Forwarded-Proto": "https"}
        assert browser.get("/").status == 400
        os.kill(server.process.pid, signal.SIGTERM)
        assert server.process.wait(30) == 0
        lines = [json.loads(line) for line in server.written().decode().splitlines()]
    assert {line["event"] for line in lines} == {"request", "purge"}
    assert b"127.0.0.1" not in server.written()


def test_another_server_is_not_started_without_our_names():
    script = "import assistant.web.wsgi as w; w.service()"
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert told.returncode == 1
    assert "ASSISTANT_HOSTS" in told.stderr


def test_the_unit_for_systemd_keeps_the_service_to_itself():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment]
    unit.read_string((DEPLOY / "plan-check.service").read_text(encoding="utf-8"))
    service = dict(unit["Service"])
    for name, value in {
        "DynamicUser": "yes",
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "LimitCORE": "0",
        "UMask": "0077",
        "MemorySwapMax": "0",
    }.items():
        assert service[name] == value
    named = {line.split("=")[0] for line in (DEPLOY / "settings.conf").read_text().splitlines() if line[:1].isalpha()}
    assert named == set(PUBLIC) | {"ASSISTANT_DATA", "ASSISTANT_DESK_DAYS"}
    read_settings({**PUBLIC, "ASSISTANT_DATA": "x"})


def test_the_proxy_passes_on_what_is_needed_and_writes_nothing_down():
    told = " ".join((DEPLOY / "nginx.conf").read_text(encoding="utf-8").split())
    for line in (
        "access_log off;",
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-Proto https;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_request_buffering off;",
        "proxy_max_temp_file_size 0;",
        "client_max_body_size 3m;",
    ):
        assert line in told
