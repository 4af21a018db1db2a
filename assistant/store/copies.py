"""Copies of the store: a backup while the service runs, and putting one back. A copy is as sealed as the store itself.

What a family deletes stays in copies made before, still sealed: how long copies are kept is part of what is promised.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.store.schema import known, migrations, prepare
from assistant.store.sealed import CaseStore


class NoCopy(Exception):
    """A copy could not be made or put back. Says why; nothing was changed."""


def back_up(data: Path, copy: Path) -> int:
    """Writes every case that isn't over, those of the desk among them, to the new file ``copy`` and returns how many.
    Raises NoCopy.

    The service may go on meanwhile. The copy is whole or not there at all, and readable by its owner only.
    """
    if not data.is_file():
        raise NoCopy(f"{data}: there is no such store")
    if copy.exists():
        raise NoCopy(f"{copy}: a file is there already; it is not written over")
    CaseStore(data).purge()
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        counted = _copied(data, part)
        os.link(part, copy)  # fails if somebody made the file meanwhile
    except sqlite3.Error as error:
        raise NoCopy(f"{data}: {error}") from None
    finally:
        part.unlink(missing_ok=True)
    _on_disk(copy.parent)
    return counted


def _copied(data: Path, part: Path) -> int:
    with closing(sqlite3.connect(data)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        _check(target, part)
        counted = _counted(target)
    _on_disk(part)
    return counted


def restore(copy: Path, data: Path, *, replace: bool = False) -> int:
    """Puts a copy in place of the store and returns how many cases it has, without those whose time is over. A store that
    holds cases gives way only if it may be ``replace``-d. Raises NoCopy.

    A copy from an earlier version is brought up to date. It happens in one transaction, so a running service sees either
    the store as it was or the copy.
    """
    if not copy.is_file():
        raise NoCopy(f"{copy}: there is no such file")
    prepare(data)
    try:
        with _read_only(copy) as source, closing(sqlite3.connect(data)) as target:
            _check(source, copy)
            held = _counted(target)
            if held and not replace:
                raise NoCopy(f"{data}: the store holds {held} cases; they would be lost")
            source.backup(target)
        store = CaseStore(data)
        store.purge()
        return _counted(store.db)
    except sqlite3.Error as error:
        raise NoCopy(f"{copy}: {error}") from None


def _counted(db: sqlite3.Connection) -> int:
    """How many cases there are: families' own and those of the adviser's desk. A copy of an earlier version has no desk."""
    desk = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'desk_case'").fetchone()
    tables = ("sealed", "desk_case") if desk else ("sealed",)
    return sum(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)  # noqa: S608 - our own words


@contextmanager
def _read_only(copy: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as source:
        yield source


def _check(db: sqlite3.Connection, path: Path) -> None:
    """Is this a store of ours, whole, and not of a later version than this program? Raises NoCopy."""
    told = db.execute("PRAGMA integrity_check").fetchone()[0]
    if told != "ok":
        raise NoCopy(f"{path}: damaged ({told})")
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'sealed'").fetchone():
        raise NoCopy(f"{path}: this is no store of answers")
    made = {name for (name,) in db.execute(f"SELECT name FROM {migrations.migrations_table}")}  # noqa: S608 - our own word
    if later := made - known():
        raise NoCopy(f"{path}: made by a later version ({', '.join(sorted(later))})")


def _on_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
