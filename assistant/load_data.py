"""Reads the plain data of content/data: bank holidays, councils, care boards, figures. Part of the loader."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from assistant.core import definitions as records
from assistant.core.dates import Calendar
from assistant.core.scoreboard import Scoreboard


def load_calendar(path: Path) -> Calendar:
    """England's bank holidays from the data file (column ``date``)."""
    with path.open(encoding="utf-8", newline="") as file:
        return Calendar(frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file)))


def load_councils(path: Path) -> dict[str, records.Council]:
    """The councils in England with education duties, by GSS code."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {
            row["gss"]: records.Council(
                row["gss"], row["name"], row["council_name"], row["region"], row["sendiass"], row["sendiass_site"]
            )
            for row in rows
        }


def load_changes(path: Path) -> tuple[records.CouncilChange, ...]:
    """Councils that ended or changed their code since 2014, and those planned to, with what took their place."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            records.CouncilChange(
                row["old_gss"],
                row["old_name"],
                date.fromisoformat(row["ended"]),
                row["new_gss"],
                row["new_name"],
                row["area"],
            )
            for row in csv.DictReader(file)
        )


def load_care_boards(data: Path, problems: list[str]) -> dict[str, records.CareBoards]:
    """The NHS care boards of each council's area; a board of today that is not on the list of boards is a problem."""
    with (data / "icbs.csv").open(encoding="utf-8", newline="") as file:
        known = {row["name"] for row in csv.DictReader(file)}
    with (data / "council_icb.csv").open(encoding="utf-8", newline="") as file:
        made = {row["gss"]: _care_boards(row) for row in csv.DictReader(file)}
    for boards in made.values():
        problems += [
            f"council_icb.csv: {boards.gss}: no such board: {name}" for name in boards.now if name not in known
        ]
    return made


def _care_boards(row: Mapping[str, str]) -> records.CareBoards:
    now, before = (tuple(row[name].split("; ")) for name in ("boards", "boards_to_march_2026"))
    return records.CareBoards(row["gss"], now, before, certain=row["confidence"] == "high")


def load_timeliness(path: Path) -> dict[str, tuple[records.Timeliness, ...]]:
    """How many new plans came within 20 weeks, by council and for England, the latest year last. Left out are blanks, and
    shares that count plans for which the rules allow more time."""
    made: dict[str, tuple[records.Timeliness, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (row["gss"], row["year"]))
    for row in rows:
        if row["percent"] and row["without_exceptions"] == "yes":
            plans = int(row["plans"]) if row["plans"] else None
            share = records.Timeliness(row["gss"], int(row["year"]), row["percent"], row["source"], plans)
            made[share.gss] = (*made.get(share.gss, ()), share)
    return made


def load_scoreboard(path: Path) -> Scoreboard:
    """The figures of "How we check"; none before `make replays` has written them."""
    return TypeAdapter(Scoreboard).validate_json(path.read_bytes()) if path.is_file() else Scoreboard()
