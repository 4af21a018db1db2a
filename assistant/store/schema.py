"""The tables of the store, as recorded migrations. A change is a new function at the end; old ones are never edited."""

from __future__ import annotations

import os
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
