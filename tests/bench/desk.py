"""The adviser's desk: what its list and the pattern report cost with a thousand cases and with ten thousand."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.store.accounts import Unlocked
from assistant.store.desk import _brief
from assistant.web.app import create_app
from assistant.web.desk_session import DESK_COOKIE

SIZES = (1_000, 10_000)
PASSWORD = "four quiet words here"
DAY = date(2026, 11, 21)


def figures(definitions: Definitions, content: Content) -> Iterator[str]:
    """A line for each size."""
    with TemporaryDirectory() as folder:
        app = create_app(definitions, content, Path(folder) / "cases.sqlite", today=lambda: DAY)
        made = app.extensions["assistant"]
        made.office.accounts.add("Mina", "manager", PASSWORD)
        unlocked = made.office.accounts.unlock("Mina", PASSWORD)
        client = app.test_client()
        client.set_cookie(DESK_COOKIE, made.office.sessions.begin(unlocked), secure=True)
        there = 0
        for size in SIZES:
            fill(made.store, unlocked, definitions, there, size)
            there = size
            for address, what in (("/desk/", "its list"), ("/desk/pattern?year=2025", "its pattern report")):
                taken = min(_opens(client, address) for _ in range(5))
                yield f"desk of {size:>6} cases {taken:6.2f} s to open {what}"


def _opens(client: object, address: str) -> float:
    before = time.perf_counter()
    answer = client.get(address, base_url="http://localhost")  # type: ignore[attr-defined]
    if answer.status_code != 200:
        raise RuntimeError(f"the desk answered {answer.status_code}")
    return time.perf_counter() - before


def fill(store: object, unlocked: Unlocked, definitions: Definitions, start: int, end: int) -> None:
    """Writes cases as the desk does, in one transaction; their briefs only, for the list opens nothing else."""
    key, dice = unlocked.service_key(), random.Random(start)
    assert key
    councils = list(definitions.councils)
    with store.writing() as db:  # type: ignore[attr-defined]
        for number in range(start + 1, end + 1):
            id_ = dice.randbytes(16)
            brief = _a_brief(dice, unlocked, dice.choice(councils), definitions.rules_version)
            box = _brief(key, id_, 1, None, brief)
            db.execute(
                "INSERT INTO desk_case (id, number, version, ends, generation, box, brief) VALUES (?, ?, 1, NULL, 1, ?, ?)",
                (id_, number, b"", box),
            )


def _a_brief(dice: random.Random, unlocked: Unlocked, council: str, rules: str) -> dict[str, object]:
    days = [(DAY + timedelta(dice.randrange(-60, 200))).isoformat() for _ in range(4)]
    return {
        "council": council,
        "own": [[day, "appeal"] for day in sorted(days[:2])],
        "body": [[day, "final-plan-late"] for day in sorted(days[2:])],
        "late": ["amended-plan-late"],
        "rules": rules,
        "called": f"Family {dice.randrange(10_000)}",
        "owner": unlocked.account.address,
        "state": "open",
        "level": "2",
        "pattern": {
            "until": "2027-05-01",
            "to": "9999-12-31",
            "counted": [[2025, "amended-plan-late", 1], [2025, "final-plan-late", 0]],
        },
        "by": unlocked.account.address,
        "at": 1_790_000_000,
    }
