"""One SQLite file, shared by everything that is stored: connections, transactions, and forgetting what was deleted."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.store.schema import prepare

PATIENCE = 5.0  # seconds to wait while another process or thread writes


class StoreFile:
    """The file as one kind of store sees it. Safe to use from several threads and processes."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time, patience: float = PATIENCE) -> None:
        prepare(path)
        self._path, self._clock, self._patience = path, clock, patience
        self._local = threading.local()
        self._turn = threading.Lock()  # SQLite lets a writer that finds it locked sleep up to a tenth of a second

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return int(self._clock())

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection: one of SQLite's must not be shared between threads."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, timeout=self._patience)
            # FULL: the log is on the disk before an answer is acknowledged. No temporary file, not even a sealed one.
            for pragma in ("secure_delete = ON", "synchronous = FULL", "temp_store = MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
            self._local.connection = connection
        return connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that takes the write lock at once: one that starts by reading can fail as locked. If it can't be
        ended, as on a full disk, it is undone, so that this thread's next one can begin.
        """
        db = self.db
        if not self._turn.acquire(timeout=self._patience):
            raise sqlite3.OperationalError("another thread is writing")
        try:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # SQLite has undone some by itself
                db.execute("ROLLBACK")
            raise
        finally:
            self._turn.release()

    def forget(self) -> None:
        """The write-ahead log keeps old pages until it is cut. If another thread is reading, the next one cuts it."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
