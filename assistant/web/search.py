"""Search over what anybody may read: guides, routes, glossary. SQLite's full-text index, made in memory at start."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database
from sqlite_utils.db import Table

MOST_WORDS, MOST_FOUND = 12, 20
WEIGHTS = (0.0, 10.0, 5.0, 1.0)  # address, title, summary, text
COMMON = frozenset(
    "a about all also am an and any are as at be been but by can could did do does for from get got had has have he her "
    "him his how i if in is it its me my no not of on or our out s she so t than that the their them then there they "
    "long take need want this to us was we were what when where which who why will with would you your".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that can be found."""

    address: str
    title: str
    summary: str
    text: str

    @property
    def part(self) -> str:
        """The part of the prose that it is made from, as content/<language>/sources.toml names it: pages of guides."""
        return f"guide/{self.address.removeprefix('/guides/')}.md"


class Index:
    """All entries. Safe to use from several threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        database = Database(self._db)
        table = Table(database, "entry")
        table.insert_all(
            {"address": e.address, "title": e.title, "summary": e.summary, "text": e.text} for e in entries
        )
        table.enable_fts(["address", "title", "summary", "text"], tokenize="porter unicode61 remove_diacritics 2")

    def find(self, words: str) -> list[Entry]:
        """The entries that fit best, the best first: those with every word, or, where there are none, with any."""
        asked = [word for word in re.findall(r"\w+", words.lower())[:50] if word not in COMMON][:MOST_WORDS]
        if not asked:
            return []
        quoted = [f'"{word}"*' for word in asked]
        return self._match(" AND ".join(quoted)) or self._match(" OR ".join(quoted))

    def _match(self, query: str) -> list[Entry]:
        sql = (
            "SELECT address, title, summary FROM entry_fts WHERE entry_fts MATCH ? "
            "ORDER BY bm25(entry_fts, ?, ?, ?, ?), rowid LIMIT ?"
        )
        with self._lock:
            rows = self._db.execute(sql, (query, *WEIGHTS, MOST_FOUND)).fetchall()
        return [Entry(address, title, summary, text="") for address, title, summary in rows]
