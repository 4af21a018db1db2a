"""Cases on the adviser's desk: sealed rows under the service key, each with a small sealed brief for the list.

What others see in the file: how many cases, how large, how often saved, their running numbers, and when a closed one ends.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.store import keys
from assistant.store.accounts import Account
from assistant.store.file import StoreFile
from assistant.store.keys import ServiceKey
from assistant.store.sealed import Conflict, Gone
from assistant.store.trail import note


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A case as it was read."""

    id: bytes
    number: int
    version: int
    ends: int | None  # seconds since 1970: when a closed case is deleted
    content: Mapping[str, Any]

    @property
    def address(self) -> str:
        """Its id, as it stands in an address."""
        return self.id.hex()


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as it stands on the list."""

    id: bytes
    number: int
    version: int
    ends: int | None
    brief: Mapping[str, Any]

    @property
    def address(self) -> str:
        """Its id, as it stands in an address."""
        return self.id.hex()


class DeskCases:
    """All cases of one advice service."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def create(
        self, key: ServiceKey, content: Mapping[str, Any], brief: Mapping[str, Any], by: Account, kind: str = "case-new"
    ) -> bytes:
        """Seals a new case under the next number and returns its id. Raises Conflict if the key was just changed."""
        id_ = secrets.token_bytes(16)
        boxes = _sealed(key, id_, 1, None, content, brief)
        with self._file.writing() as db:
            _current(db, key)
            number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM desk_case").fetchone()[0]
            db.execute(
                "INSERT INTO desk_case (id, number, version, ends, generation, box, brief) VALUES (?, ?, 1, NULL, ?, ?, ?)",
                (id_, number, key.generation, *boxes),
            )
            note(db, self._file.now, kind, by.who, id_)
        return id_

    def load(self, key: ServiceKey, id_: bytes) -> DeskRow | None:
        """A case; None if there is none, its time is over, it was tampered with, or it is under another key."""
        found = self._file.db.execute(
            "SELECT number, version, ends, box FROM desk_case WHERE id = ? AND (ends IS NULL OR ends > ?)",
            (id_, self._file.now),
        ).fetchone()
        if found is None:
            return None
        number, version, ends, box = found
        plain = keys.unseal(key.row(id_), box, _bound(id_, version, ends, key.generation))
        return DeskRow(id_, number, version, ends, json.loads(plain)) if plain is not None else None

    def save(
        self,
        key: ServiceKey,
        read: DeskRow,
        content: Mapping[str, Any],
        brief: Mapping[str, Any],
        by: Account,
        kind: str = "case-changed",
        ends: int | None = None,
    ) -> None:
        """Seals a case in place of the one ``read``, to be deleted at ``ends`` if it is closed. Raises Conflict or Gone."""
        version = read.version + 1
        boxes = _sealed(key, read.id, version, ends, content, brief)
        with self._file.writing() as db:
            changed = db.execute(
                "UPDATE desk_case SET version = ?, ends = ?, box = ?, brief = ? "
                "WHERE id = ? AND version = ? AND generation = ?",
                (version, ends, *boxes, read.id, read.version, key.generation),
            ).rowcount
            if changed:
                note(db, self._file.now, kind, by.who, read.id)
                db.execute(  # one's own change is no news, unless there was some before
                    "UPDATE desk_seen SET version = ? WHERE account = ? AND row = ? AND version = ?",
                    (version, by.id, read.id, read.version),
                )
        if not changed:
            raise Conflict if self.load(key, read.id) else Gone

    def refresh(self, key: ServiceKey, fresh: Sequence[Listed]) -> None:
        """Writes briefs anew, because the rules or the day have changed. One whose case was saved meanwhile is left."""
        if not fresh:
            return
        boxes = [(_brief(key, row.id, row.version, row.ends, row.brief), row) for row in fresh]
        with self._file.writing() as db:
            db.executemany(
                "UPDATE desk_case SET brief = ? WHERE id = ? AND version = ? AND generation = ?",
                [(box, row.id, row.version, key.generation) for box, row in boxes],
            )

    def delete(self, id_: bytes, by: Account) -> None:
        """Removes a case for good."""
        with self._file.writing() as db:
            db.execute("DELETE FROM desk_case WHERE id = ?", (id_,))
            db.execute("DELETE FROM desk_seen WHERE row = ?", (id_,))
            note(db, self._file.now, "case-deleted", by.who, id_)
        self._file.forget()

    def listed(self, key: ServiceKey) -> list[Listed]:
        """The brief of every case that is not over. All are read as one text, which takes half as long."""
        unsealed, found, texts = keys.opener(key.briefs), [], []
        for id_, number, version, ends, box in self._file.db.execute(
            "SELECT id, number, version, ends, brief FROM desk_case WHERE ends IS NULL OR ends > ?", (self._file.now,)
        ):
            plain = unsealed(box, _bound(id_, version, ends, key.generation))
            if plain is not None:
                found.append((id_, number, version, ends))
                texts.append(plain)
        briefs = json.loads(b"[" + b",".join(texts) + b"]")
        return [Listed(*row, brief) for row, brief in zip(found, briefs, strict=True)]

    def count(self) -> int:
        """How many cases there are."""
        counted: int = self._file.db.execute("SELECT count(*) FROM desk_case").fetchone()[0]
        return counted

    # ---- what somebody has seen --------------------------------------------------------------------------------------

    def seen(self, account: bytes) -> dict[bytes, tuple[int, int]]:
        """For each case this account has looked at: the version it saw, and when."""
        found = self._file.db.execute("SELECT row, version, at FROM desk_seen WHERE account = ?", (account,))
        return {row: (version, at) for row, version, at in found}

    def look(self, row: DeskRow, by: Account, kind: str = "case-opened") -> None:
        """Remembers that the account has seen this version, and tells the trail."""
        with self._file.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO desk_seen (account, row, version, at) VALUES (?, ?, ?, ?)",
                (by.id, row.id, row.version, self._file.now),
            )
            note(db, self._file.now, kind, by.who, row.id)


def _bound(id_: bytes, version: int, ends: int | None, generation: int) -> bytes:
    return b"%b|%d|%d|%d" % (id_, version, ends or 0, generation)


def _json(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def _brief(key: ServiceKey, id_: bytes, version: int, ends: int | None, brief: Mapping[str, Any]) -> bytes:
    return keys.seal(key.briefs, _json(brief), _bound(id_, version, ends, key.generation))


def _sealed(
    key: ServiceKey,
    id_: bytes,
    version: int,
    ends: int | None,
    content: Mapping[str, Any],
    brief: Mapping[str, Any],
) -> tuple[bytes, bytes]:
    box = keys.seal(key.row(id_), _json(content), _bound(id_, version, ends, key.generation))
    return box, _brief(key, id_, version, ends, brief)


def _current(db: sqlite3.Connection, key: ServiceKey) -> None:
    newest = db.execute("SELECT max(generation) FROM desk_account").fetchone()[0]
    if newest != key.generation:
        raise Conflict


def reseal(db: sqlite3.Connection, old: ServiceKey, new: ServiceKey) -> int:
    """Every case under a new key, within one transaction; returns how many. What doesn't open is left as it is. The
    version goes up, so that a save that began under the old key is a Conflict.
    """
    done = 0
    for id_, version, ends, box, brief in db.execute("SELECT id, version, ends, box, brief FROM desk_case").fetchall():
        before, after = _bound(id_, version, ends, old.generation), _bound(id_, version + 1, ends, new.generation)
        content, listed = keys.unseal(old.row(id_), box, before), keys.unseal(old.briefs, brief, before)
        if content is None or listed is None:
            continue
        db.execute(
            "UPDATE desk_case SET version = ?, generation = ?, box = ?, brief = ? WHERE id = ?",
            (
                version + 1,
                new.generation,
                keys.seal(new.row(id_), content, after),
                keys.seal(new.briefs, listed, after),
                id_,
            ),
        )
        db.execute("UPDATE desk_seen SET version = version + 1 WHERE row = ?", (id_,))
        done += 1
    return done
