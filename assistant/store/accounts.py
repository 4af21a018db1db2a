"""Accounts of the adviser's desk, and who holds the service key.

Each account has a pair of keys. The private one is sealed with what Argon2id makes of the password; the service key is
wrapped for the public one. So a new adviser can be let in by one who is signed in, the key can be changed while others
are away, and the file holds nothing that opens a case. An administrator's account never gets the service key.
"""

from __future__ import annotations

import secrets
import sqlite3
import unicodedata
from dataclasses import dataclass
from typing import Any

from assistant.store import codes, keys, totp
from assistant.store.file import StoreFile
from assistant.store.keys import ServiceKey
from assistant.store.trail import note

ROLES = ("adviser", "manager", "administrator")
KEYED = ("adviser", "manager")  # roles that may open cases
LONGEST_NAME, SHORTEST_PASSWORD = 60, 12  # letters
INVITED = 7 * 86_400  # seconds in which an invitation can be taken up
WRONG, LOCKED = 5, 900  # wrong tries in a row; seconds without any
_COLUMNS = "id, name, role, public, wrap, voucher, generation, box IS NOT NULL, totp IS NOT NULL, invite_ends"


class Refused(Exception):
    """Not done. Says why, in a word: name, taken, role, password, in, last, code, key."""

    @property
    def why(self) -> str:
        """The word."""
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Account:
    """An account, as anybody at the desk may know it."""

    id: bytes
    name: str
    role: str
    public: bytes | None
    wrap: bytes | None
    voucher: bytes | None
    generation: int
    joined: bool  # has a password
    one_time: bool  # asks for one-time codes
    invite_ends: int | None

    @property
    def state(self) -> str:
        """invited: has no password yet; waiting: nobody let it in yet; active."""
        if not self.joined:
            return "invited"
        return "waiting" if self.role in KEYED and not self.wrap else "active"

    @property
    def who(self) -> tuple[bytes, str]:
        """As the trail names it."""
        return self.id, self.name

    @property
    def words(self) -> str:
        """Its public key, to compare."""
        return keys.spoken(self.public) if self.public else ""

    @property
    def address(self) -> str:
        """Its id, as it stands in an address."""
        return self.id.hex()


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An account whose password was right: its private key opens what was wrapped for it."""

    account: Account
    private: bytes

    def service_key(self) -> ServiceKey | None:
        """The service key; None for an administrator, or somebody who wasn't let in."""
        account = self.account
        secret = keys.unwrap(self.private, account.wrap, _wrapped_as(account.id, account.generation))
        return ServiceKey(secret, account.generation) if secret else None


def _wrapped_as(id_: bytes, generation: int) -> bytes:
    return b"service key|%b|%d" % (id_, generation)


def folded(name: str) -> str:
    """A name as it is looked up: capitals and blanks don't matter."""
    return " ".join(unicodedata.normalize("NFKC", name[:LONGEST_NAME]).casefold().split())


class Accounts:
    """All accounts of one installation."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    # ---- who there is ------------------------------------------------------------------------------------------------

    def all(self) -> list[Account]:
        """Every account, by name."""
        found = self._file.db.execute(f"SELECT {_COLUMNS} FROM desk_account ORDER BY folded")  # noqa: S608
        return [_account(row) for row in found]

    def by_name(self, name: str) -> Account | None:
        """An account by its name."""
        return self._one("folded = ?", folded(name))

    def by_id(self, id_: bytes) -> Account | None:
        """An account by its id."""
        return self._one("id = ?", id_)

    def _one(self, where: str, value: object) -> Account | None:
        found = self._file.db.execute(f"SELECT {_COLUMNS} FROM desk_account WHERE {where}", (value,)).fetchone()  # noqa: S608
        return _account(found) if found else None

    @property
    def open(self) -> bool:
        """Is there anybody who can open cases?"""
        return bool(self._file.db.execute("SELECT 1 FROM desk_account WHERE wrap IS NOT NULL LIMIT 1").fetchone())

    # ---- coming ------------------------------------------------------------------------------------------------------

    def add(self, name: str, role: str, password: str) -> Account:
        """A new account with its password. The first one that may open cases makes the service key; any later one waits
        until somebody lets it in. Raises Refused.
        """
        check_password(password, name)
        with self._file.writing() as db:
            id_ = _insert(db, name, role, self._file.now)
            _give_password(db, id_, password)
            account = _read(db, id_)
            if role in KEYED and not _holders(db) and not _any_case(db):
                wrap_key(db, account, keys.new_service_key(1))
            note(db, self._file.now, "account-added", account.who, id_)
            return _read(db, id_)

    def invite(self, name: str, role: str, by: Account) -> str:
        """A new account without a password, and the code of six words with which its owner chooses one. Raises Refused."""
        code = codes.new_code()
        stretched = codes.stretch(code, _salt(self._file.db))
        with self._file.writing() as db:
            id_ = _insert(db, name, role, self._file.now)
            ends = self._file.now + INVITED
            db.execute("UPDATE desk_account SET invite = ?, invite_ends = ? WHERE id = ?", (stretched.id, ends, id_))
            note(db, self._file.now, "account-invited", by.who, id_)
        return code

    def join(self, code: str, password: str) -> Account:
        """Takes up an invitation. Raises Refused."""
        stretched = codes.stretch(code, _salt(self._file.db))
        with self._file.writing() as db:
            found = db.execute(
                f"SELECT {_COLUMNS} FROM desk_account WHERE invite = ? AND invite_ends > ?",  # noqa: S608
                (stretched.id, self._file.now),
            ).fetchone()
            if not found:
                raise Refused("code")
            account = _account(found)
            check_password(password, account.name)
            _give_password(db, account.id, password)
            note(db, self._file.now, "account-joined", account.who, account.id)
            return _read(db, account.id)

    def let_in(self, newcomer: bytes, by: Account, key: ServiceKey) -> None:
        """Wraps the service key for an account that has a password and waits. Raises Refused."""
        with self._file.writing() as db:
            account = _read(db, newcomer)
            if account.state != "waiting":
                raise Refused("in")
            wrap_key(db, account, key)
            note(db, self._file.now, "account-let-in", by.who, newcomer)

    # ---- signing in --------------------------------------------------------------------------------------------------

    def unlock(self, name: str, password: str, code: str = "") -> Unlocked:
        """The account of a name, its password and, if it asks for them, a one-time code. Raises Refused("password") for
        anything that is wrong and for an account that is locked; each takes as long as the other.
        """
        account = self.by_name(name)
        held = self._held(account)
        private = keys.unseal(codes.stretch_password(password, held.salt), held.box, b"private key|" + held.id)
        step = _one_time(held, private, code, self._file.now)
        with self._file.writing() as db:
            if account is None:
                note(db, self._file.now, "sign-in-failed")
            elif held.locked > self._file.now:
                note(db, self._file.now, "sign-in-while-locked", account.who, account.id)
            elif private is not None and step is not None:
                return _welcome(db, account, private, step)
            else:
                _count_wrong(db, account, self._file.now)
        raise Refused("password")

    def _held(self, account: Account | None) -> _Held:
        row = None
        if account is not None and account.joined:
            row = self._file.db.execute(
                "SELECT id, salt, box, totp, step, locked FROM desk_account WHERE id = ?", (account.id,)
            ).fetchone()
        return _Held(*row) if row else _Held(b"", bytes(16), None, None, 0, 0)

    # ---- changing ----------------------------------------------------------------------------------------------------

    def change_password(self, unlocked: Unlocked, password: str) -> None:
        """A new password over the same keys; other sessions end. Raises Refused."""
        check_password(password, unlocked.account.name)
        salt, id_ = secrets.token_bytes(16), unlocked.account.id
        box = keys.seal(codes.stretch_password(password, salt), unlocked.private, b"private key|" + id_)
        with self._file.writing() as db:
            db.execute("UPDATE desk_account SET salt = ?, box = ? WHERE id = ?", (salt, box, id_))
            db.execute("DELETE FROM desk_session WHERE account = ?", (id_,))
            note(db, self._file.now, "password-changed", unlocked.account.who, id_)

    def ask_one_time(self, unlocked: Unlocked, secret: bytes, code: str) -> None:
        """From now on the account asks for one-time codes of this secret, if the first one is right. Raises Refused."""
        step = totp.step_of(secret, code, self._file.now, 0)
        if step is None:
            raise Refused("code")
        id_ = unlocked.account.id
        box = keys.seal(keys.derive(unlocked.private, b"one-time"), secret, b"one-time|" + id_)
        with self._file.writing() as db:
            db.execute("UPDATE desk_account SET totp = ?, step = ? WHERE id = ?", (box, step, id_))
            note(db, self._file.now, "one-time-on", unlocked.account.who, id_)

    def remove(self, id_: bytes, by: tuple[bytes, str]) -> None:
        """The account, what it can open, its sessions and its loans are gone. Raises Refused for the last one that can
        open cases, while there are any.
        """
        with self._file.writing() as db:
            account = _read(db, id_)
            if account.wrap and _holders(db) == 1 and _any_case(db):
                raise Refused("last")
            db.execute("DELETE FROM desk_session WHERE account = ?", (id_,))
            db.execute("DELETE FROM desk_seen WHERE account = ?", (id_,))
            db.execute("UPDATE desk_lent SET box = NULL, ends = min(ends, ?) WHERE account = ?", (self._file.now, id_))
            db.execute("DELETE FROM desk_account WHERE id = ?", (id_,))
            note(db, self._file.now, "account-removed", by, id_)
        self._file.forget()


@dataclass(frozen=True, slots=True)
class _Held:
    """What a sign-in is held against. Without an account: a salt and nothing that opens."""

    id: bytes
    salt: bytes
    box: bytes | None
    totp: bytes | None
    step: int
    locked: int


def check_password(password: str, name: str) -> None:
    """Raises Refused for a password that is too short, of one letter, or the name itself."""
    if len(password) < SHORTEST_PASSWORD or len(set(password)) < 5 or folded(password) == folded(name):
        raise Refused("password")


def _account(row: tuple[Any, ...]) -> Account:
    values = (*row[:7], bool(row[7]), bool(row[8]), row[9])
    return Account(*values)


def _read(db: sqlite3.Connection, id_: bytes) -> Account:
    found = db.execute(f"SELECT {_COLUMNS} FROM desk_account WHERE id = ?", (id_,)).fetchone()  # noqa: S608 - our own words
    if not found:
        raise Refused("name")
    return _account(found)


def _salt(db: sqlite3.Connection) -> bytes:
    salt: bytes = db.execute("SELECT salt FROM salt").fetchone()[0]
    return salt


def _insert(db: sqlite3.Connection, name: str, role: str, now: int) -> bytes:
    shown, id_ = " ".join(name.split()), secrets.token_bytes(16)
    if role not in ROLES:
        raise Refused("role")
    if not shown or not shown.isprintable() or len(shown) > LONGEST_NAME:
        raise Refused("name")
    if db.execute("SELECT 1 FROM desk_account WHERE folded = ?", (folded(shown),)).fetchone():
        raise Refused("taken")
    db.execute(
        "INSERT INTO desk_account (id, name, folded, role, made, generation, step, wrong, locked) "
        "VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0)",
        (id_, shown, folded(shown), role, now),
    )
    return id_


def _give_password(db: sqlite3.Connection, id_: bytes, password: str) -> None:
    salt = secrets.token_bytes(16)
    private, public = keys.new_pair()
    box = keys.seal(codes.stretch_password(password, salt), private, b"private key|" + id_)
    db.execute(
        "UPDATE desk_account SET salt = ?, box = ?, public = ?, invite = NULL, invite_ends = NULL WHERE id = ?",
        (salt, box, public, id_),
    )


def wrap_key(db: sqlite3.Connection, account: Account, key: ServiceKey) -> None:
    """Lets an account in, within a transaction: the key wrapped for it, and the mark that it was let in."""
    assert account.public is not None
    db.execute(
        "UPDATE desk_account SET wrap = ?, voucher = ?, generation = ? WHERE id = ?",
        (
            keys.wrap(account.public, key.secret, _wrapped_as(account.id, key.generation)),
            key.voucher(account.id, account.role, account.public),
            key.generation,
            account.id,
        ),
    )


def _holders(db: sqlite3.Connection) -> int:
    counted: int = db.execute("SELECT count(*) FROM desk_account WHERE wrap IS NOT NULL").fetchone()[0]
    return counted


def _any_case(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT 1 FROM desk_case LIMIT 1").fetchone())


def _one_time(held: _Held, private: bytes | None, code: str, now: int) -> int | None:
    """The step of the code, or the last one if no code is asked for; None if the code is wrong."""
    if private is None or held.totp is None:
        return held.step
    secret = keys.unseal(keys.derive(private, b"one-time"), held.totp, b"one-time|" + held.id)
    return totp.step_of(secret, code, now, held.step) if secret else None


def _welcome(db: sqlite3.Connection, account: Account, private: bytes, step: int) -> Unlocked:
    """A one-time code counts once, also if it is sent twice at the same moment."""
    changed = db.execute(
        "UPDATE desk_account SET wrong = 0, locked = 0, step = ? WHERE id = ? AND (totp IS NULL OR step < ?)",
        (step, account.id, step),
    ).rowcount
    if not changed:
        raise Refused("password")
    return Unlocked(account, private)


def _count_wrong(db: sqlite3.Connection, account: Account, now: int) -> None:
    db.execute("UPDATE desk_account SET wrong = wrong + 1 WHERE id = ?", (account.id,))
    db.execute(
        "UPDATE desk_account SET locked = ?, wrong = 0 WHERE id = ? AND wrong >= ?", (now + LOCKED, account.id, WRONG)
    )
    note(db, now, "sign-in-failed", account.who, account.id)
