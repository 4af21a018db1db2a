"""Who said what: facts from the family, from an adviser and from papers stay apart.

It lies among the answers under a key that no question can have: question -> {"by", "who", "at", "version"}. An answer
without an entry is the family's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

KEY = "@given"
SOURCES = ("family", "adviser", "papers")


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives the answers of one request: the source, and the adviser who typed them."""

    by: str
    who: str
    at: date
    version: int  # the save it came with

    @property
    def entry(self) -> dict[str, Any]:
        """As it is kept."""
        return {"by": self.by, "who": self.who, "at": self.at.isoformat(), "version": self.version}


def with_givers(before: Mapping[str, Any], after: Mapping[str, Any], giver: Giver | None) -> dict[str, Any]:
    """The answers ``after``, each that differs from ``before`` marked with its giver; without one it is the family's own."""
    given = dict(after.get(KEY, {}))
    for question in {*before, *after}:
        if question.startswith("@") or before.get(question) == after.get(question):
            continue
        given.pop(question, None)
        if giver is not None and question in after:
            given[question] = giver.entry
    rest = {name: answer for name, answer in after.items() if name != KEY}
    return {**rest, KEY: given} if given else rest
