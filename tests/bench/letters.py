"""Letters: milliseconds for a PDF, the first of a process and the ones after it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from assistant.core.assess import assess
from assistant.core.case import Case, read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.letter_scene import letter_context
from assistant.core.letters import compose
from assistant.documents import to_pdf
from tests.bench.engine import TODAY

LETTERS = 30


def figures(definitions: Definitions, content: Content) -> Iterator[str]:
    """The figures of letters, a line each. Every letter is to another child, so that none is taken from a cache."""
    context = letter_context(definitions, content.words, content.letters)
    plan = definitions.letters["stage1-complaint"]
    taken, size = [], 0
    for number in range(LETTERS + 1):
        case = family(definitions, f"Sam {number}")
        before = time.perf_counter()
        made = to_pdf(compose(plan, assess(definitions, case, TODAY), case, context), context.words)
        taken.append(1e3 * (time.perf_counter() - before))
        size = len(made)
    first, *after = taken
    yield f"PDF of a letter     first {first:6.1f} ms, then median {median(after):6.1f} ms  ({size / 1000:.0f} kB)"


def family(definitions: Definitions, name: str) -> Case:
    """A family whose plan was never changed after a review, and that knows all that a letter needs."""
    events = [
        {"event": "annual_review_meeting", "date": "2023-12"},
        {"event": "review_decision", "date": "2024-02-01", "outcome": "amend"},
        {"event": "amended_final_plan_issued", "date": "not-yet"},
    ]
    case = read_case({"format": "ehcp-case/1", "events": events, "about": {"plan": "final", "filled_in_by": "parent"}})
    council = next(iter(definitions.councils))
    return replace(case, about=replace(case.about, child_name=name, council=council), impact="We are all worn out.")
