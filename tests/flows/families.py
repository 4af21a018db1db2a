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
LATER = (0, 20, 45, 90, 130, 300, 340, 420)  # days after the family first told
SETTINGS = ("maintained", "academy", "independent", "pru", "early_years", "fe_college", "eotas")
MISSING = {"section": "F", "provider": "nhs", "from": "2026-06-01", "to": "not-yet"}
CARE = {"section": "H1", "provider": "council", "from": "2026-06-01", "to": "not-yet"}
UPHELD = {"kind": "governing_board", "outcome": "upheld"}


def several() -> Iterator[dict[str, Any]]:
    """Families with more than one problem, in which a route stands beside another that is first."""
    for born in ("2014-05", "2007-05"):
        yield _family([], provision_missing=[MISSING, CARE], about={"plan": "final", "child": {"born": born}})
    yield _family(
        [("complaint_made", "2026-06-10"), ("complaint_made", "2026-06-10", {"body": "social_care"})],
        provision_missing=[MISSING, CARE],
        about={"plan": "final", "child": {"born": "2007-05"}},
    )
    yield _family([], provision_missing=[{**MISSING, "to": "2026-07-20"}])
    yield _family([], provision_missing=[{**MISSING, "from": "2025-10-01"}])  # the twelve months are nearly over
    late = [("request_received", "2025-05-15"), ("final_plan_issued", "not-yet"), ("complaint_made", "2026-09-01")]
    yield _family(late, about={"plan": "none"})  # and here too, while the council has a complaint
    told = {**MISSING, "provider": "school", "from": "2025-10-01"}
    yield _family([("complaint_made", "2026-09-01")], provision_missing=[told])
    yield _family([("transport_decision", "2026-07-01", {"outcome": "refused"})], provision_missing=[MISSING])
    yield _family(
        [("complaint_made", "2026-06-10", {"body": "nhs"}), ("stage1_response", "2026-07-10", {"body": "nhs"})],
        provision_missing=[MISSING],
    )
    yield _family(
        [
            ("permanently_excluded", "2026-08-20"),
            ("governors_decision", "2026-09-05", UPHELD),
            ("ombudsman_decision", "2026-09-05", {"outcome": "closed"}),
        ]
    )


def _family(events: list[tuple[Any, ...]], **rest: Any) -> dict[str, Any]:
    told = [{"event": event, "date": day, **(more[0] if more else {})} for event, day, *more in events]
    return {"format": "ehcp-case/1", "as_of": "2026-09-20", "about": {"plan": "final"}, "events": told, **rest}


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
    yield from several()


def undated(case: dict[str, Any]) -> dict[str, Any]:
    """The same family, who know no day of anything that happened."""
    made = copy.deepcopy(case)
    for event in made.get("events", []):
        if event["date"] != "not-yet":
            event["date"] = "unknown"
    for spell in [*made.get("provision_missing", []), *made.get("out_of_school", [])]:
        spell["from"] = "unknown"
    return made
