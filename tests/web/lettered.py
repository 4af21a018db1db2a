"""A family whose annual review went wrong, as its answers are kept: several letters are due to it."""

from __future__ import annotations

from typing import Any

from .conftest import Family, hidden, open_at

STAGE1 = "/letter/stage1-complaint"
SAID: dict[str, Any] = {
    "problems": ["review"],
    "filled_in_by": "parent",
    "council": "E06000066",
    "child": {"name": "Sam", "born": "2014-06"},
    "plan": "final",
    "setting": "maintained",
    "setting_name": "Oak Tree School",
    "last_plan_or_review": "2022-12",
    "meeting": "2025-12",
    "review_report": None,
    "review_decision": "2026-02-09",
    "review_outcome": "amend",
    "amendment_notice": None,
    "amended_plan": "not-yet",
    "another_review": "no",
    "impact": "Sam lost a year. We were worn out.",
    "wanted": ["A named person to ring"],
}


def lettered(app: Any, **more: Any) -> Family:
    """This family, with further answers."""
    return open_at(app, SAID | more)


def send(family: Family, address: str, form: dict[str, Any], status: int = 200) -> str:
    """Fills in the form of a page about letters and sends it, with what the page hides in it."""
    page = family.get(address)
    fields = {name: hidden(page, name) for name in ("token", "seen") if f'name="{name}"' in page}
    return family.post(address, fields | form, status)


def day(year: str = "2026", month: str = "11", number: str = "20") -> dict[str, str]:
    """The three boxes of a day."""
    return {"on_year": year, "on_month": month, "on_day": number}
