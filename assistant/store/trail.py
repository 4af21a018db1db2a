"""The trail: who did what, when, to which row. No word of a case. Each line carries a sum over itself and the line before,
so that a line changed or taken out shows; whoever can write the file could work all sums out anew, unless somebody has
noted an earlier sum.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.store.file import StoreFile

PAGE = 200  # lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail."""

    id: int
    at: int  # seconds since 1970
    who: str  # the account's name; empty if nobody was signed in
    kind: str
    row: bytes  # of which case, account or loan; empty if none


def note(db: sqlite3.Connection, at: int, kind: str, who: tuple[bytes, str] = (b"", ""), row: bytes = b"") -> None:
    """Writes a line within the transaction of what it tells of. ``who`` is an account's id and name."""
    last = db.execute("SELECT chain FROM desk_trail ORDER BY id DESC LIMIT 1").fetchone()
    chain = _chain(last[0] if last else b"", (at, *who, kind, row))
    db.execute(
        "INSERT INTO desk_trail (at, account, who, kind, row, chain) VALUES (?, ?, ?, ?, ?, ?)",
        (at, *who, kind, row, chain),
    )


def _chain(before: bytes, told: Sequence[object]) -> bytes:
    return hashlib.sha256(before + repr(tuple(told)).encode()).digest()


class Trail:
    """The trail as a manager reads it."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def note(self, kind: str, who: tuple[bytes, str] = (b"", ""), row: bytes = b"") -> None:
        """Writes a line by itself, for what changes nothing: an opening, an export, a sign-in that failed."""
        with self._file.writing() as db:
            note(db, self._file.now, kind, who, row)

    def lines(self, page: int = 0, row: bytes | None = None) -> list[Line]:
        """The newest lines first, so many a page; of one row only, if it is given."""
        where, values = ("WHERE row = ? ", [row]) if row is not None else ("", [])
        found = self._file.db.execute(
            f"SELECT id, at, who, kind, row FROM desk_trail {where}ORDER BY id DESC LIMIT ? OFFSET ?",  # noqa: S608
            (*values, PAGE, page * PAGE),
        )
        return [Line(*line) for line in found]

    def begun(self) -> dict[bytes, int]:
        """When each case of the desk came to it, in seconds since 1970, by its row."""
        return dict(
            self._file.db.execute(
                "SELECT row, min(at) FROM desk_trail WHERE kind IN ('case-new', 'case-copied') GROUP BY row"
            )
        )

    def broken(self) -> int | None:
        """The number of the first line whose sum is wrong; None if all are right."""
        before = b""
        for id_, chain, *told in self._file.db.execute(
            "SELECT id, chain, at, account, who, kind, row FROM desk_trail ORDER BY id"
        ):
            before = _chain(before, told)
            if before != chain:
                return int(id_)
        return None

    def head(self) -> str:
        """The newest sum, short enough to note down."""
        last = self._file.db.execute("SELECT chain FROM desk_trail ORDER BY id DESC LIMIT 1").fetchone()
        return str(last[0].hex()[:16]) if last else ""
