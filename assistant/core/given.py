"""Who said what: facts from the family, from an adviser and from papers stay apart.

It lies among the answers under a key that no question can have: question -> {"by", "who", "at", "version"}; for a fact that
no question asks for, ``beside_key`` stands in the question's place. What has no entry is the family's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

KEY = "@given"
BESIDE = "@beside"  # among the answers: list of the case file -> facts in it that no question asks for
SOURCES = ("family", "adviser", "papers")
NO_FACTS = ("filled_in_by", "consent")  # answers that an adviser gives about themselves


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
    was, now = _facts(before), _facts(after)
    for fact in {*was, *now}:
        if was.get(fact) == now.get(fact):
            continue
        given.pop(fact, None)
        if giver is not None and fact in now:
            given[fact] = giver.entry
    rest = {name: answer for name, answer in after.items() if name != KEY}
    return {**rest, KEY: given} if given else rest


def beside_key(kind: str, entry: Mapping[str, Any]) -> str:
    """What stands in place of a question for a fact that none asks for: it is known by its words, for its place changes."""
    return f"{BESIDE}/{kind}/{json.dumps(entry, sort_keys=True, ensure_ascii=False)}"


def _facts(answers: Mapping[str, Any]) -> dict[str, Any]:
    asked = {question: answer for question, answer in answers.items() if not question.startswith("@")}
    listed = answers.get(BESIDE, {}).items()
    return asked | {beside_key(kind, entry): entry for kind, entries in listed for entry in entries}


def sources_of(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """From whom the answers are, in the order of SOURCES. Who tells (an adviser) is an answer of theirs, and no fact."""
    given = answers.get(KEY, {})
    found = {given.get(fact, {"by": "family"})["by"] for fact in _facts(answers) if fact not in NO_FACTS}
    return tuple(source for source in SOURCES if source in found)
