"""The route scenarios: invented families, and which doors must be open to them and shut."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.report import assessment_json
from tests.replays.score import REPLAYS

SCENARIOS = Path(REPLAYS).parent.parent / "vectors" / "routes.json"


def scenarios() -> list[dict[str, Any]]:
    """All scenarios with what is expected of each."""
    loaded: list[dict[str, Any]] = json.loads(SCENARIOS.read_text(encoding="utf-8"))
    return loaded


def disagreements(scenario: dict[str, Any], definitions: Definitions, content: Content) -> Iterator[str]:
    """Where the assessment of a scenario differs from what is expected, one line each."""
    case = read_case(scenario["case"])
    assert case.as_of is not None
    found = assessment_json(assess(definitions, case, case.as_of), content)
    routes = {route["route"]: route for route in found["routes"]}
    expected = scenario["expect"]
    for status in ("first", "next", "also"):
        wanted = [expected[status]] if status == "first" else expected[status]
        came = [code for code, route in routes.items() if route["status"] == status]
        yield from (f"{scenario['id']}: {code} should be {status}; came {came}" for code in wanted if code not in came)
    for code, shut in expected["not"].items():
        standing = (routes.get(code, {}).get("status"), routes.get(code, {}).get("reason"))
        if standing != (shut["status"], shut["reason"]):
            yield f"{scenario['id']}: {code} should be {shut['status']}, {shut['reason']}; came {standing}"
    said = json.dumps(found)
    for name, day in expected["deadlines"].items():
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) and day not in said:
            yield f"{scenario['id']}: the date {name} {day} is nowhere"


if __name__ == "__main__":
    from assistant.load import load_content, load_definitions

    loaded, prose = load_definitions(), load_content()
    for each in scenarios():
        print("\n".join(disagreements(each, loaded, prose)) or f"{each['id']}: as expected")
