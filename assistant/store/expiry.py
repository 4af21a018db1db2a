"""What ends by itself besides families' cases: closed cases of the desk, sessions, loans. Part of ``CaseStore.purge``."""

from __future__ import annotations

import sqlite3

from assistant.store.trail import note

SESSION = 43_200  # seconds after which any session is over


def expire(db: sqlite3.Connection, now: int) -> int:
    """Within a transaction: deletes whatever is over and tells the trail of each case; returns how many cases."""
    over = db.execute("SELECT id FROM desk_case WHERE ends <= ?", (now,)).fetchall()
    for (id_,) in over:
        db.execute("DELETE FROM desk_case WHERE id = ?", (id_,))
        db.execute("DELETE FROM desk_seen WHERE row = ?", (id_,))
        note(db, now, "case-deleted-by-rule", row=id_)
    db.execute("DELETE FROM desk_session WHERE started <= ?", (now - SESSION,))
    db.execute("DELETE FROM desk_account WHERE box IS NULL AND invite_ends <= ?", (now,))
    db.execute(
        "UPDATE desk_lent SET box = NULL, code = NULL WHERE box IS NOT NULL AND coalesce(ends, code_ends) <= ?", (now,)
    )
    db.execute("DELETE FROM desk_lent WHERE family NOT IN (SELECT id FROM sealed)")
    return len(over)


def end_loans(db: sqlite3.Connection, family: bytes) -> None:
    """Within a transaction: whatever a family lent is over, because its case is gone or has another key."""
    db.execute("DELETE FROM desk_lent WHERE family = ?", (family,))
