"""How an assessment agrees with what a published decision found: the rules of comparison, and the table.

The decisions lie beside the checkout, in ``../shared/replays``; ``EHCP_REPLAYS`` names another file.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.report import assessment_json

REPLAYS = Path(os.environ.get("EHCP_REPLAYS", Path(__file__).parents[3] / "shared" / "replays" / "dev.jsonl"))
LATE, ACCUSED = ("breach", "likely", "possible"), ("breach", "likely")
IN_REACH = ("ombudsman", "joint", "ombudsman-late")
BY_STATUS = ("lgsco", "joint_ombudsman", "lgsco_compliance")
SPELLS = ("out_of_school", "provision_missing")


def replays() -> list[dict[str, Any]]:
    """All published decisions with what must be found."""
    return [json.loads(line) for line in REPLAYS.read_text(encoding="utf-8").splitlines()]


@dataclass
class Score:
    """What one replay gave. Each miss says what was expected and what came."""

    ref: str
    misses: list[str] = field(default_factory=list)
    checked: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)

    def check(self, kind: str, holds: bool, miss: str) -> None:
        self.checked[kind] += 1
        self.met[kind] += holds
        if not holds:
            self.misses.append(f"{self.ref}: {kind}: {miss}")


def score(replay: dict[str, Any], definitions: Definitions, content: Content) -> Score:
    """Assesses the replay's case and compares."""
    case = read_case(replay["case"])
    assert case.as_of is not None
    found = assessment_json(assess(definitions, case, case.as_of), content)
    part = f" part {replay['part']}" if replay.get("part", 1) > 1 else ""
    made, expected = Score(replay["ref"] + part), replay["expect"]
    verdicts = [(finding["code"], finding["verdict"]) for finding in found["findings"]]
    for kind, wanted in (("findings_late", LATE), ("findings_breach", ACCUSED)):
        for codes in expected[kind]:
            held = any(code in codes.split("|") and verdict in wanted for code, verdict in verdicts)
            made.check(kind, held, f"{codes}; came {verdicts}")
    for code in expected["findings_clear"]:
        held = not any(found_code == code and verdict in ACCUSED for found_code, verdict in verdicts)
        made.check("findings_clear", held, f"{code} accused; came {verdicts}")
    if expected["lgsco"] is not None:
        came = may_look(found)
        wanted_status = (expected["lgsco"], expected["lgsco_reason"])
        made.check("lgsco", came == wanted_status, f"{wanted_status}; came {came}")
    for stretch in expected["reach"]:
        right, days = agreement(found, stretch)
        made.checked["reach days"] += days
        made.met["reach days"] += right
        made.check("reach pieces", right >= 0.9 * days, f"{stretch}: {right} of {days} days")
    return made


def may_look(found: dict[str, Any]) -> tuple[str | None, str | None]:
    """May the Ombudsman look (contract, section 5)? ``open``, ``split`` or ``closed``, and the reason of what is shut."""
    late = [finding for finding in found["findings"] if finding["verdict"] in LATE]
    pieces = [piece for finding in late for piece in finding["reach"]]
    if not late:
        routes = {route["route"]: route for route in found["routes"]}
        opens = any(routes[route]["status"] != "closed" for route in BY_STATUS if route in routes)
        return ("open", None) if opens else ("closed", routes.get("lgsco", {}).get("reason"))
    inside = [piece for piece in pieces if piece["reach"] in IN_REACH]
    shut = [piece["reason"] for piece in pieces if piece["reach"] not in IN_REACH]
    if inside and not shut:
        return "open", None
    return ("split" if inside else "closed"), next(iter(shut), None)


def agreement(found: dict[str, Any], stretch: dict[str, Any]) -> tuple[int, int]:
    """On how many of the days stated the reach is as stated, taking the finding that agrees best."""
    first, last = date.fromisoformat(stretch["from"]), date.fromisoformat(stretch["to"])
    days = (last - first).days + 1
    candidates = [finding for finding in found["findings"] if _is_of(finding, stretch["of"])]
    covered = (sum(_covered(piece, stretch["reach"], first, last) for piece in f["reach"]) for f in candidates)
    return min(max(covered, default=0), days), days


def _is_of(finding: dict[str, Any], of: str) -> bool:
    return (finding["spell"] or "").startswith(of) if of in SPELLS else finding["code"] == of


def _covered(piece: dict[str, Any], reach: str, first: date, last: date) -> int:
    """Days from first to last that certainly lie in the piece."""
    if piece["reach"] != reach:
        return 0
    start, end = _latest(piece["from"]), _earliest(piece["to"])
    return max(0, (min(end, last) - max(start, first)).days + 1)


def _latest(border: str | list[str]) -> date:
    return date.fromisoformat(border if isinstance(border, str) else border[1])


def _earliest(border: str | list[str]) -> date:
    return date.fromisoformat(border if isinstance(border, str) else border[0])


def table(scores: list[Score]) -> Iterator[str]:
    """The agreement as lines of text."""
    checked = sum((score.checked for score in scores), Counter[str]())
    met = sum((score.met for score in scores), Counter[str]())
    for kind, number in checked.items():
        yield f"{kind:<16} {met[kind]:>6} of {number:>6}   {100 * met[kind] / number:5.1f} %"
    yield from (miss for score in scores for miss in score.misses)


if __name__ == "__main__":
    from assistant.load import load_content, load_definitions

    loaded, prose = load_definitions(), load_content()
    print("\n".join(table([score(replay, loaded, prose) for replay in replays()])))
