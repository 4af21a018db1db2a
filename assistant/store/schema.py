"""The tables of the store, as recorded migrations. A change is a new function at the end; old ones are never edited."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from sqlite_utils import Database, Migrations

migrations = Migrations("store")


@migrations()
def sealed_rows(db: Database) -> None:
    """One row a case: its id, when it ends, how often it was saved, and what only its own key can open."""
    db["sealed"].create(
        {"id": bytes, "version": int, "expires": int, "nonce": bytes, "box": bytes},
        pk="id",
        not_null={"version", "expires", "nonce", "box"},
    )
    db["sealed"].create_index(["expires"])


@migrations()
def form_key(db: Database) -> None:
    """The key that signs forms, so that a page open during a restart can still be sent. It opens no case."""
    db["form_key"].create({"key": bytes})
    db["form_key"].insert({"key": secrets.token_bytes(32)})


def prepare(path: Path) -> None:
    """Makes the file, readable by its owner only, and brings its tables up to date. Safe to repeat."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    db = Database(path)
    try:
        db.enable_wal()
        migrations.apply(db)
    finally:
        db.close()
