"""Cases that families lend to an adviser. The family makes a code; the adviser who types it gets the family's ticket
wrapped for their own account, for as long as the family said. The family sees who opened it and ends it when it likes.
"""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass
from typing import Any

from assistant.store import codes, keys
from assistant.store.accounts import Account, Unlocked
from assistant.store.file import StoreFile
from assistant.store.sealed import Gone, row_id
from assistant.store.trail import note

TO_BE_TYPED = 600  # seconds in which the code must be used
MOST = 20  # loans of one case that are remembered
_READ = "SELECT l.id, a.name, l.changes, l.copies, l.hours, l.code_ends, l.ends, l.opened, l.last, l.box IS NOT NULL"
_FROM = " FROM desk_lent l LEFT JOIN desk_account a ON a.id = l.account "


@dataclass(frozen=True, slots=True)
class Loan:
    """One loan. Times in seconds since 1970."""

    id: bytes
    adviser: str  # who has it; empty while the code waits, or once that account is gone
    changes: bool
    copies: bool  # the service may keep a copy in its own records
    hours: int
    code_ends: int
    ends: int | None
    opened: int | None
    last: int | None
    held: bool  # something can still be opened, if its time isn't over

    @property
    def address(self) -> str:
        """Its id, as it stands in an address."""
        return self.id.hex()

    def running(self, now: int) -> bool:
        """Can an adviser open it, or its code be typed?"""
        return self.held and (self.ends or self.code_ends) > now


class Loans:
    """All loans of one installation."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    # ---- the family --------------------------------------------------------------------------------------------------

    def offer(self, ticket: str, hours: int, *, changes: bool, copies: bool) -> str:
        """A code for one adviser, to be typed within ten minutes. Raises Gone."""
        family = row_id(ticket)
        if family is None:
            raise Gone
        code, id_ = codes.new_code(), secrets.token_bytes(16)
        stretched = self._stretched(code)
        box = keys.seal(stretched.key, ticket.encode(), b"loan|" + id_)
        with self._file.writing() as db:
            _keep_few(db, family)
            db.execute(
                "INSERT INTO desk_lent (id, family, changes, copies, hours, code, code_ends, box) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (id_, family, changes, copies, hours, stretched.id, self._file.now + TO_BE_TYPED, box),
            )
        return code

    def of_family(self, ticket: str) -> list[Loan]:
        """What this family lent, the newest first: running, ended, and never taken."""
        found = self._file.db.execute(f"{_READ}{_FROM}WHERE l.family = ? ORDER BY l.code_ends DESC", (row_id(ticket),))
        return [_loan(row) for row in found]

    def end(self, ticket: str, id_: bytes) -> None:
        """Ends a loan at once. Nothing happens if it isn't this family's."""
        with self._file.writing() as db:
            changed = db.execute(
                "UPDATE desk_lent SET box = NULL, code = NULL, ends = min(coalesce(ends, ?), ?) "
                "WHERE id = ? AND family = ? AND box IS NOT NULL",
                (self._file.now, self._file.now, id_, row_id(ticket)),
            ).rowcount
            if changed:
                note(db, self._file.now, "loan-ended-by-family", row=id_)
        self._file.forget()

    # ---- the adviser -------------------------------------------------------------------------------------------------

    def take(self, code: str, by: Account) -> bytes | None:
        """Takes up a family's code and returns the loan's id; None for a wrong one, or one that is over. A wrong code takes
        as long.
        """
        stretched = self._stretched(code)
        with self._file.writing() as db:
            found = db.execute(
                "SELECT id, hours, box FROM desk_lent WHERE code = ? AND code_ends > ?", (stretched.id, self._file.now)
            ).fetchone()
            ticket = keys.unseal(stretched.key, found[2], b"loan|" + found[0]) if found else None
            if ticket is None or by.public is None:
                return None
            id_, hours, _ = found
            now = self._file.now
            db.execute(
                "UPDATE desk_lent SET code = NULL, account = ?, box = ?, ends = ? WHERE id = ?",
                (by.id, keys.wrap(by.public, ticket, _bound(id_, by.id)), now + hours * 3600, id_),
            )
            note(db, now, "loan-taken", by.who, id_)
        loan_id: bytes = id_
        return loan_id

    def of_account(self, account: Account) -> list[Loan]:
        """What this adviser can open now, what ends first at the top."""
        found = self._file.db.execute(
            f"{_READ}{_FROM}WHERE l.account = ? AND l.box IS NOT NULL AND l.ends > ? ORDER BY l.ends",
            (account.id, self._file.now),
        )
        return [_loan(row) for row in found]

    def ticket(self, unlocked: Unlocked, id_: bytes) -> tuple[Loan, str] | None:
        """A loan and the ticket of its case; None if it isn't this adviser's, or is over."""
        found = self._file.db.execute(
            f"{_READ}, l.box{_FROM}WHERE l.id = ? AND l.account = ? AND l.ends > ?",
            (id_, unlocked.account.id, self._file.now),
        ).fetchone()
        if found is None:
            return None
        plain = keys.unwrap(unlocked.private, found[-1], _bound(id_, unlocked.account.id))
        return (_loan(found[:-1]), plain.decode()) if plain is not None else None

    def look(self, id_: bytes, by: Account) -> None:
        """Remembers, for the family too, that it was opened."""
        with self._file.writing() as db:
            now = self._file.now
            db.execute(
                "UPDATE desk_lent SET opened = coalesce(opened, ?), last = ? WHERE id = ? AND account = ?",
                (now, now, id_, by.id),
            )
            note(db, now, "loan-opened", by.who, id_)

    def _stretched(self, code: str) -> codes.Stretched:
        return codes.stretch(code, self._file.db.execute("SELECT salt FROM salt").fetchone()[0])


def _keep_few(db: sqlite3.Connection, family: bytes) -> None:
    """The newest loans of a case are enough, and a code that waits is replaced by the next."""
    db.execute("DELETE FROM desk_lent WHERE family = ? AND code IS NOT NULL", (family,))
    db.execute(
        "DELETE FROM desk_lent WHERE family = ? AND box IS NULL AND id NOT IN "
        "(SELECT id FROM desk_lent WHERE family = ? ORDER BY code_ends DESC LIMIT ?)",
        (family, family, MOST),
    )


def _loan(row: tuple[Any, ...]) -> Loan:
    values = (row[0], row[1] or "", bool(row[2]), bool(row[3]), *row[4:9], bool(row[9]))
    return Loan(*values)


def _bound(id_: bytes, account: bytes) -> bytes:
    return b"loan|%b|%b" % (id_, account)
