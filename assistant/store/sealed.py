"""Sealed rows. The family's browser holds a ticket, 32 random bytes; the row's id and its key are both derived from it.

The file therefore holds nothing that opens a row, and no way from a row to a family. AES-256-GCM; the sealed text is
bound to the row's id, end, version and hours, so that rows and their ends can't be swapped.

A family that wants to come back on another device gets a return code (store/codes.py). Its row then also holds the
ticket, sealed with a key that only the code gives.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant.store import codes
from assistant.store.expiry import end_loans, expire
from assistant.store.file import PATIENCE, StoreFile

HOURS_KEPT = 24  # unless the family chooses otherwise
PURGE_EVERY = 600  # seconds


class Conflict(Exception):
    """Somebody saved this case after it was read: another tab, most likely. Nothing was overwritten."""


class Gone(Exception):
    """There is no such case any more: deleted, or its time was over."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A case as it was read: its answers, and which save they are from."""

    answers: Mapping[str, Any]
    version: int
    expires: int  # seconds since 1970
    hours: int = HOURS_KEPT  # how long it is kept after the last answer
    has_code: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    id: bytes
    key: bytes


def new_ticket() -> str:
    """A ticket for a new case: 256 random bits, as text for a cookie."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def secret_of(ticket: str) -> bytes | None:
    """The 32 random bytes that keys are derived from; None for what is no ticket."""
    try:
        secret = base64.b64decode(ticket.encode("ascii") + b"=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return secret if len(secret) == 32 else None


def _row(ticket: str) -> _Row | None:
    """Id and key of a ticket's row; None for what is no ticket. One step of HKDF-Expand each: the ticket is random."""
    secret = secret_of(ticket)
    if secret is None:
        return None
    return _Row(
        hmac.digest(secret, b"sealed row: id\x01", "sha256")[:16],
        hmac.digest(secret, b"sealed row: key\x01", "sha256"),
    )


def row_id(ticket: str) -> bytes | None:
    """Where a ticket's row is found; None for what is no ticket."""
    row = _row(ticket)
    return row.id if row else None


def form_token(ticket: str) -> str:
    """What the forms of a case carry, to show that one of our own pages sent them. It opens nothing."""
    return hmac.digest(ticket.encode(), b"form\x01", "sha256")[:16].hex()


def _bound(row: _Row, version: int, expires: int, hours: int) -> bytes:
    kept = b"" if hours == HOURS_KEPT else b"|%d" % hours  # rows older than the choice of hours were bound without them
    return b"%b|%d|%d%b" % (row.id, version, expires, kept)


class CaseStore(StoreFile):
    """All cases of one SQLite file. Safe to use from several threads and processes."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time, patience: float = PATIENCE) -> None:
        super().__init__(path, clock, patience)
        self._purged = 0.0

    def create(self, answers: Mapping[str, Any]) -> str:
        """Seals a new case and returns its ticket, which nothing but a return code can bring back if it is lost."""
        if self._clock() - self._purged > PURGE_EVERY:
            self.purge()
        ticket = new_ticket()
        row = _row(ticket)
        assert row is not None
        with self.writing() as db:
            db.execute(
                "INSERT INTO sealed (id, version, expires, nonce, box) VALUES (?, ?, ?, ?, ?)",
                (row.id, 1, *self._seal(row, 1, answers, HOURS_KEPT)),
            )
        return ticket

    def _seal(self, row: _Row, version: int, answers: Mapping[str, Any], hours: int) -> tuple[int, bytes, bytes]:
        expires, nonce = int(self._clock()) + hours * 3600, secrets.token_bytes(12)
        plain = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
        return expires, nonce, AESGCM(row.key).encrypt(nonce, plain, _bound(row, version, expires, hours))

    def load(self, ticket: str) -> Kept | None:
        """The case of a ticket; None if there is none, or its time is over, or it was tampered with."""
        row = _row(ticket)
        if row is None:
            return None
        found = self.db.execute(
            "SELECT version, expires, hours, code IS NOT NULL, nonce, box FROM sealed WHERE id = ? AND expires > ?",
            (row.id, int(self._clock())),
        ).fetchone()
        if found is None:
            return None
        version, expires, hours, has_code, nonce, box = found
        try:
            plain = AESGCM(row.key).decrypt(nonce, box, _bound(row, version, expires, hours))
        except (InvalidTag, ValueError, TypeError):  # the last two: no nonce, no bytes
            return None
        return Kept(json.loads(plain), version, expires, hours, bool(has_code))

    def save(self, ticket: str, read: Kept, answers: Mapping[str, Any], hours: int | None = None) -> None:
        """Seals new answers in place of those ``read``, to be kept from now for as long as before or for ``hours``.
        Raises Conflict, or Gone.
        """
        row, kept = _row(ticket), hours or read.hours
        if row is None:
            raise Gone
        sealed = self._seal(row, read.version + 1, answers, kept)
        with self.writing() as db:
            changed = db.execute(
                "UPDATE sealed SET version = ?, hours = ?, expires = ?, nonce = ?, box = ? WHERE id = ? AND version = ?",
                (read.version + 1, kept, *sealed, row.id, read.version),
            ).rowcount
        if not changed:
            raise Conflict if self.load(ticket) else Gone

    def give_code(self, ticket: str) -> str:
        """A return code for a case; one it had before opens nothing any more. Raises Gone."""
        row, code = _row(ticket), codes.new_code()
        stretched = self._stretched(code)
        nonce = secrets.token_bytes(12)
        box = AESGCM(stretched.key).encrypt(nonce, ticket.encode(), stretched.id)
        with self.writing() as db:
            changed = db.execute(
                "UPDATE sealed SET code = ?, code_nonce = ?, code_box = ? WHERE id = ? AND expires > ?",
                (stretched.id, nonce, box, row.id if row else b"", int(self._clock())),
            ).rowcount
        if not changed:
            raise Gone
        return code

    def by_code(self, code: str) -> str | None:
        """The ticket that a return code opens; None for a wrong code or a case that is over. A wrong code takes as long."""
        stretched = self._stretched(code)
        found = self.db.execute(
            "SELECT code_nonce, code_box FROM sealed WHERE code = ? AND expires > ?", (stretched.id, int(self._clock()))
        ).fetchone()
        if found is None:
            return None
        try:
            nonce, box = found
            return AESGCM(stretched.key).decrypt(nonce, box, stretched.id).decode()
        except (InvalidTag, ValueError, TypeError):
            return None

    def _stretched(self, code: str) -> codes.Stretched:
        """Read each time: a copy that was put back has the salt of its own codes."""
        return codes.stretch(code, self.db.execute("SELECT salt FROM salt").fetchone()[0])

    def move(self, ticket: str) -> str:
        """The same case under a new ticket and key: the old ticket, and a return code, open nothing any more. Raises
        Gone.
        """
        kept, old = self.load(ticket), _row(ticket)
        if kept is None or old is None:
            raise Gone
        fresh = new_ticket()
        row = _row(fresh)
        assert row is not None
        with self.writing() as db:
            db.execute("DELETE FROM sealed WHERE id = ?", (old.id,))
            end_loans(db, old.id)
            db.execute(
                "INSERT INTO sealed (id, version, hours, expires, nonce, box) VALUES (?, ?, ?, ?, ?, ?)",
                (row.id, kept.version + 1, kept.hours, *self._seal(row, kept.version + 1, kept.answers, kept.hours)),
            )
        self.forget()
        return fresh

    def delete(self, ticket: str) -> None:
        """Removes a case for good; nothing happens if it is gone already."""
        row = _row(ticket)
        if row is not None:
            with self.writing() as db:
                db.execute("DELETE FROM sealed WHERE id = ?", (row.id,))
                end_loans(db, row.id)
            self.forget()

    def purge(self) -> int:
        """Removes every case whose time is over; returns how many. Whatever was deleted or written over before leaves
        the write-ahead log too.
        """
        self._purged = self._clock()
        with self.writing() as db:
            removed = db.execute("DELETE FROM sealed WHERE expires <= ?", (int(self._clock()),)).rowcount
            removed += expire(db, int(self._clock()))
        self.forget()
        return removed

    def count(self) -> int:
        """How many cases there are, with those that are over and not purged yet."""
        counted: int = self.db.execute("SELECT count(*) FROM sealed").fetchone()[0]
        return counted

    def check(self) -> None:
        """Raises sqlite3.Error if cases can't be read and written just now: locked, damaged, or not to be written to."""
        with self.writing() as db:
            db.execute("SELECT id FROM sealed LIMIT 1").fetchone()
            db.execute("UPDATE salt SET salt = salt")
