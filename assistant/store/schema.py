"""The tables of the store, as recorded migrations. A change is a new function at the end; old ones are never edited."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

migrations = Migrations("store")


@migrations()
def sealed_rows(db: Database) -> None:
    """One row a case: its id, when it ends, how often it was saved, and what only its own key can open."""
    sealed = Table(db, "sealed")
    sealed.create(
        {"id": bytes, "version": int, "expires": int, "nonce": bytes, "box": bytes},
        pk="id",
        not_null={"version", "expires", "nonce", "box"},
    )
    sealed.create_index(["expires"])


@migrations()
def ways_back(db: Database) -> None:
    """How long a family wants its case kept; what its return code opens; and what codes are stretched with."""
    db.execute("ALTER TABLE sealed ADD COLUMN hours INTEGER NOT NULL DEFAULT 24")
    for column in ("code", "code_nonce", "code_box"):
        db.execute(f"ALTER TABLE sealed ADD COLUMN {column} BLOB")
    db.execute("CREATE UNIQUE INDEX sealed_code ON sealed (code) WHERE code IS NOT NULL")
    Table(db, "salt").create({"salt": bytes}, not_null={"salt"})
    Table(db, "salt").insert({"salt": secrets.token_bytes(16)})


@migrations()
def adviser_desk(db: Database) -> None:
    """The adviser's desk: accounts, sessions, sealed cases, what families lent, and who did what."""
    account: dict[str, type] = {
        "id": bytes,
        "name": str,
        "folded": str,
        "role": str,
        "made": int,
        "salt": bytes,
        "box": bytes,
    }
    account |= {"public": bytes, "wrap": bytes, "voucher": bytes, "generation": int, "totp": bytes, "step": int}
    account |= {"wrong": int, "locked": int, "invite": bytes, "invite_ends": int}
    Table(db, "desk_account").create(account, pk="id", not_null={"name", "folded", "role"})
    Table(db, "desk_account").create_index(["folded"], unique=True)
    session = {"id": bytes, "account": bytes, "started": int, "seen": int, "box": bytes, "kind": str, "row": bytes}
    Table(db, "desk_session").create(session, pk="id")
    case = {"id": bytes, "number": int, "version": int, "ends": int, "generation": int, "box": bytes, "brief": bytes}
    Table(db, "desk_case").create(case, pk="id", not_null={"version", "generation"})
    Table(db, "desk_case").create_index(["number"], unique=True)
    Table(db, "desk_seen").create({"account": bytes, "row": bytes, "version": int, "at": int}, pk=("account", "row"))
    lent = {"id": bytes, "family": bytes, "changes": int, "copies": int, "hours": int, "code": bytes, "code_ends": int}
    lent |= {"account": bytes, "box": bytes, "ends": int, "opened": int, "last": int}
    Table(db, "desk_lent").create(lent, pk="id")
    Table(db, "desk_lent").create_index(["family"])
    trail = {"id": int, "at": int, "account": bytes, "who": str, "kind": str, "row": bytes, "chain": bytes}
    Table(db, "desk_trail").create(trail, pk="id")


def known() -> frozenset[str]:
    """The names of all migrations of this version."""
    return frozenset(migration.name for migration in migrations.pending(Database(memory=True)))


def prepare(path: Path) -> None:
    """Makes the file, readable by its owner only, and brings its tables up to date. Safe to repeat, also by several
    processes at once: each migration happens once, and whole or not at all.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone_in(path.parent):
        _make_private(path)
        db = Database(path)
        try:
            db.enable_wal()
            migrations.apply(db)
        finally:
            db.close()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Other processes that prepare a store in this folder wait. The lock ends with the process, however it ends."""
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _make_private(path: Path) -> None:
    """An existing file isn't opened for this: closing it would drop the locks that SQLite holds on it here."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
