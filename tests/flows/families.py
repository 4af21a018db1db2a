"""The families that the problem and route matrix and its sentences are tried on."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

CASES = Path(__file__).with_name("matrix_cases.json")
LATER = (0, 20, 45, 90, 130, 300, 420)  # days after the family first told
SETTINGS = ("maintained", "academy", "independent", "pru", "early_years", "fe_college", "eotas")
SOMETHING_ELSE = {
    "format": "ehcp-case/1",
    "events": [{"event": "court_claim_issued", "date": "2026-06-01"}],
    "provision_missing": [{"section": "F", "provider": "school", "from": "2026-06-01", "to": "not-yet"}],
    "about": {"plan": "final"},
}


@cache
def families() -> dict[str, dict[str, Any]]:
    """A family's case for each row of the matrix, by the row's id."""
    return {entry["row"]: entry["case"] for entry in json.loads(CASES.read_text(encoding="utf-8"))}


def as_of(case: dict[str, Any]) -> date:
    return date.fromisoformat(case["as_of"])


def walk() -> Iterator[dict[str, Any]]:
    """Many families: each of the matrix at later days too, and in other settings."""
    for case in families().values():
        for days in LATER:
            yield {**case, "as_of": (as_of(case) + timedelta(days)).isoformat()}
        for kind in SETTINGS:
            moved = copy.deepcopy(case)
            moved.setdefault("about", {})["setting"] = {"kind": kind}
            yield moved
        yield undated(case)
    yield {**SOMETHING_ELSE, "as_of": "2026-09-01"}


def undated(case: dict[str, Any]) -> dict[str, Any]:
    """The same family, who know no day of anything that happened."""
    made = copy.deepcopy(case)
    for event in made.get("events", []):
        if event["date"] != "not-yet":
            event["date"] = "unknown"
    return made
