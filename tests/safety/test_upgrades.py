"""A store that an earlier version left is brought up to date, whole or not at all, and loses nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.store.accounts import Accounts
from assistant.store.copies import restore
from assistant.store.schema import migrations
from assistant.store.sealed import CaseStore
from tests.safety.servers import ROOT

FIRST = """
CREATE TABLE [sealed] (
  [id] BLOB PRIMARY KEY, [version] INTEGER NOT NULL, [expires] INTEGER NOT NULL, [nonce] BLOB NOT NULL, [box] BLOB NOT NULL
);
CREATE INDEX [idx_sealed_expires] ON [sealed] ([expires]);
CREATE TABLE [_sqlite_migrations] (
  [id] INTEGER PRIMARY KEY, [migration_set] TEXT, [name] TEXT, [applied_at] TEXT
);
CREATE UNIQUE INDEX [idx__sqlite_migrations_migration_set_name] ON [_sqlite_migrations] ([migration_set], [name]);
INSERT INTO [_sqlite_migrations] (migration_set, name, applied_at) VALUES ('store', 'sealed_rows', '2026-11-01');
"""


def store_of_the_first_version(path: Path) -> str:
    """The file as the first version left it, with a case, and its ticket."""
    ticket = CaseStore(path.with_name("made.db")).create({"a": 1})
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.executescript(FIRST)
        old.execute("ATTACH ? AS made", (str(path.with_name("made.db")),))
        old.execute("INSERT INTO sealed SELECT id, version, expires, nonce, box FROM made.sealed")
    return ticket


SECOND = """
ALTER TABLE sealed ADD COLUMN hours INTEGER NOT NULL DEFAULT 24;
ALTER TABLE sealed ADD COLUMN code BLOB;
ALTER TABLE sealed ADD COLUMN code_nonce BLOB;
ALTER TABLE sealed ADD COLUMN code_box BLOB;
CREATE UNIQUE INDEX sealed_code ON sealed (code) WHERE code IS NOT NULL;
CREATE TABLE [salt] ([salt] BLOB NOT NULL);
INSERT INTO [_sqlite_migrations] (migration_set, name, applied_at) VALUES ('store', 'ways_back', '2026-11-10');
"""


def store_of_the_second_version(path: Path) -> str:
    """The file as it was before there was a desk, with a case that has a return code; and the code."""
    made = CaseStore(path.with_name("made.db"))
    code = made.give_code(made.create({"a": 1}))
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.executescript(FIRST + SECOND)
        old.execute("ATTACH ? AS made", (str(path.with_name("made.db")),))
        for name, columns in (
            ("sealed", "id, version, expires, nonce, box, hours, code, code_nonce, code_box"),
            ("salt", "salt"),
        ):
            old.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM made.{name}")
    return code


def test_every_earlier_version_has_its_test():
    """A new migration needs a file of the version before it here."""
    assert [migration.name for migration in migrations._migrations] == ["sealed_rows", "ways_back", "adviser_desk"]


def test_a_store_of_the_second_version_is_opened_by_its_code_and_gets_a_desk(tmp_path):
    code = store_of_the_second_version(tmp_path / "cases.db")
    store = CaseStore(tmp_path / "cases.db")
    assert store.load(store.by_code(code)).answers == {"a": 1}
    assert Accounts(store).add("Mina", "manager", "four quiet words here").state == "active"


def test_a_store_of_the_first_version_is_opened_saved_and_given_a_code(tmp_path):
    ticket = store_of_the_first_version(tmp_path / "cases.db")
    store = CaseStore(tmp_path / "cases.db")
    read = store.load(ticket)
    assert (read.answers, read.hours) == ({"a": 1}, 24)
    store.save(ticket, read, {"a": 2}, hours=2_160)
    assert store.load(store.by_code(store.give_code(ticket))).answers == {"a": 2}


def test_a_copy_of_the_first_version_is_put_back_and_brought_up_to_date(tmp_path):
    ticket = store_of_the_first_version(tmp_path / "old.db")
    assert restore(tmp_path / "old.db", tmp_path / "cases.db") == 1
    assert CaseStore(tmp_path / "cases.db").load(ticket).answers == {"a": 1}


def test_an_upgrade_that_is_broken_off_happens_whole_the_next_time(tmp_path, monkeypatch):
    ticket = store_of_the_first_version(tmp_path / "cases.db")
    upgrade = migrations._migrations[1]
    whole = upgrade.fn

    def broken(db) -> None:
        whole(db)
        raise KeyboardInterrupt

    monkeypatch.setattr(upgrade, "fn", broken)
    with pytest.raises(KeyboardInterrupt):
        CaseStore(tmp_path / "cases.db")
    monkeypatch.setattr(upgrade, "fn", whole)
    assert CaseStore(tmp_path / "cases.db").load(ticket).answers == {"a": 1}


def test_two_that_start_at_once_upgrade_once(tmp_path):
    ticket = store_of_the_first_version(tmp_path / "cases.db")
    script = "import sys, pathlib; from assistant.store.sealed import CaseStore; CaseStore(pathlib.Path(sys.argv[1]))"
    called = [sys.executable, "-c", script, str(tmp_path / "cases.db")]
    started = [subprocess.Popen(called, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)]
    assert [one.communicate(timeout=60)[1] for one in started] == [b""] * 4
    assert [one.returncode for one in started] == [0] * 4
    assert CaseStore(tmp_path / "cases.db").load(ticket)


def test_a_store_that_others_could_read_is_closed_to_them(tmp_path):
    CaseStore(tmp_path / "cases.db")
    (tmp_path / "cases.db").chmod(0o644)
    CaseStore(tmp_path / "cases.db")
    assert (tmp_path / "cases.db").stat().st_mode & 0o077 == 0
