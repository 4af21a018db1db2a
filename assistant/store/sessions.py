"""Sessions at the desk. The browser holds 32 random bytes; the row's id and its key are both derived from them. The row
seals the account's private key, so a stolen file opens nothing, and an account whose key was taken away opens nothing
from its next request on.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property

from assistant.store import keys
from assistant.store.accounts import Account, Accounts, Unlocked
from assistant.store.file import StoreFile
from assistant.store.keys import ServiceKey
from assistant.store.trail import note

IDLE, LONGEST = 1_800, 43_200  # seconds without a request; seconds in all
SEEN_EVERY = 60  # seconds; not each request is worth a write


@dataclass
class SignedIn:
    """Somebody at the desk, for one request."""

    secret: bytes  # what the browser holds
    unlocked: Unlocked
    kind: str  # what is open in the pages of questions and letters: "case", "loan" or nothing
    row: bytes  # its id

    @property
    def account(self) -> Account:
        """Whose session it is."""
        return self.unlocked.account

    @cached_property
    def key(self) -> ServiceKey | None:
        """The service key, if this account was let in."""
        return self.unlocked.service_key()

    def token(self, row: bytes = b"") -> str:
        """What forms carry: those of the desk itself, or those of the case that is open. It opens nothing."""
        return keys.derive(self.secret, b"form|" + row)[:16].hex()


class Sessions:
    """All sessions of one installation."""

    def __init__(self, file: StoreFile, accounts: Accounts) -> None:
        self._file, self._accounts = file, accounts

    def begin(self, unlocked: Unlocked) -> str:
        """A new session; returns what the browser keeps."""
        secret = secrets.token_bytes(32)
        id_, now = _id(secret), self._file.now
        box = keys.seal(keys.derive(secret, b"session key"), unlocked.private, _bound(id_, unlocked.account.id, now))
        with self._file.writing() as db:
            db.execute("DELETE FROM desk_session WHERE seen <= ? OR started <= ?", (now - IDLE, now - LONGEST))
            db.execute(
                "INSERT INTO desk_session (id, account, started, seen, box, kind, row) VALUES (?, ?, ?, ?, ?, '', ?)",
                (id_, unlocked.account.id, now, now, box, b""),
            )
            note(db, now, "sign-in", unlocked.account.who, unlocked.account.id)
        return secret.hex()

    def find(self, cookie: str) -> SignedIn | None:
        """Who holds this; None if nobody does, or the session was idle too long or is over."""
        try:
            secret = bytes.fromhex(cookie)
        except ValueError:
            return None
        now, id_ = self._file.now, _id(secret)
        row = self._file.db.execute(
            "SELECT account, started, seen, box, kind, row FROM desk_session WHERE id = ? AND seen > ? AND started > ?",
            (id_, now - IDLE, now - LONGEST),
        ).fetchone()
        if row is None:
            return None
        of, started, seen, box, kind, open_row = row
        account = self._accounts.by_id(of)
        private = keys.unseal(keys.derive(secret, b"session key"), box, _bound(id_, of, started))
        if account is None or private is None:
            return None
        if now - seen >= SEEN_EVERY:
            self._change("UPDATE desk_session SET seen = ? WHERE id = ?", now, id_)
        return SignedIn(secret, Unlocked(account, private), kind, open_row)

    def set_open(self, signed: SignedIn, kind: str, row: bytes) -> None:
        """Which case the pages of questions, result and letters work on from now; nothing for ``kind`` "" ."""
        self._change("UPDATE desk_session SET kind = ?, row = ? WHERE id = ?", kind, row, _id(signed.secret))

    def end(self, signed: SignedIn) -> None:
        """Signs out."""
        with self._file.writing() as db:
            db.execute("DELETE FROM desk_session WHERE id = ?", (_id(signed.secret),))
            note(db, self._file.now, "sign-out", signed.account.who, signed.account.id)

    def _change(self, sql: str, *values: object) -> None:
        with self._file.writing() as db:
            db.execute(sql, values)


def _id(secret: bytes) -> bytes:
    return keys.derive(secret, b"session id")[:16]


def _bound(id_: bytes, account: bytes, started: int) -> bytes:
    return b"session|%b|%b|%d" % (id_, account, started)
