"""The figures of the page "How we check": what the tests count, counted by the same code, written to a file of content/.

`make replays` writes it; a test fails if it isn't what the code produces. Never written by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.due import due_date
from assistant.core.report import due_json
from assistant.core.vocabulary import FINDINGS
from assistant.load import CONTENT, load_content, load_definitions
from tests.replays.scenarios import SCENARIOS, disagreements, scenarios
from tests.replays.score import REPLAYS, replays, score

BOARD = CONTENT / "data" / "how_we_check.json"
DATES = REPLAYS.parent.parent / "vectors" / "dates.json"
KINDS = ("findings_late", "findings_breach", "findings_clear", "lgsco", "reach days", "reach pieces")
NEEDED = (REPLAYS, DATES, SCENARIOS)


def board(definitions: Definitions, content: Content) -> dict[str, Any]:
    """All figures, worked out now."""
    listed = replays()
    scores = [score(replay, definitions, content) for replay in listed]
    checked = sum((one.checked for one in scores), Counter[str]())
    met = sum((one.met for one in scores), Counter[str]())
    vectors, families = json.loads(DATES.read_text(encoding="utf-8")), scenarios()
    right = sum(_is_right(vector, definitions, content) for vector in vectors)
    found = sum(not list(disagreements(family, definitions, content)) for family in families)
    return {
        "decisions": len({replay["ref"] for replay in listed}),
        "exact": sum(replay["quality"] == "day" for replay in listed),
        "cases": len(listed),
        "unscored": sum(replay["expect"]["lgsco"] is None for replay in listed),
        "untested": [code for code in FINDINGS if code not in _tested(listed)],
        "rows": [
            *({"what": kind, "met": met[kind], "of": checked[kind]} for kind in KINDS),
            {"what": "dates", "met": right, "of": len(vectors)},
            {"what": "families", "met": found, "of": len(families)},
        ],
        "misses": [{"ref": miss.split(": ")[0], "what": miss.split(": ")[1]} for one in scores for miss in one.misses],
    }


def _tested(listed: list[dict[str, Any]]) -> set[str]:
    """The finding codes of which some decision says what must come out."""
    kinds = ("findings_late", "findings_breach", "findings_clear")
    told = (codes for replay in listed for kind in kinds for codes in replay["expect"][kind])
    return {code for codes in told for code in codes.split("|")}


def _is_right(vector: dict[str, Any], definitions: Definitions, content: Content) -> bool:
    found = due_json(due_date(definitions, vector["rule"], vector["given"]), content)
    return all(found.get(key) == vector[key] for key in ("due", "strict_due", "with_rollover") if key in vector)


def written(figures: dict[str, Any]) -> str:
    """The figures as they stand in the file."""
    return json.dumps(figures, indent=1) + "\n"


if __name__ == "__main__":
    BOARD.write_text(written(board(load_definitions(), load_content())), encoding="utf-8")
    print(BOARD.read_text(encoding="utf-8"))
