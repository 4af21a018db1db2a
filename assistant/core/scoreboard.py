"""How often the assistant agrees with published decisions, worked dates and invented families, as tests count it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One thing that tests compare with published decisions, worked dates or invented families: so many of so many."""

    what: str
    met: int
    of: int


@dataclass(frozen=True, slots=True)
class Miss:
    """A published decision with which the assistant does not agree, and in what."""

    ref: str
    what: str


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """How often the assistant agrees. Produced by tests/replays/scoreboard.py, never written by hand."""

    decisions: int = 0
    exact: int = 0  # cases in which the days are told; the others have months, lengths of time or less
    cases: int = 0  # a decision can give two
    unscored: int = 0  # cases that can't say if the Ombudsman may look at it
    untested: tuple[str, ...] = ()  # finding codes that no decision tests
    rows: tuple[ScoreRow, ...] = ()
    misses: tuple[Miss, ...] = ()
