"""Letters: milliseconds for a PDF, a Word file and a print pack, the first of a process and the ones after it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

from assistant.core.assess import assess
from assistant.core.assessment import Assessment
from assistant.core.case import Case, read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.letter_scene import letter_context
from assistant.core.letters import compose
from assistant.core.pack import compose_pack
from assistant.documents import to_pack, to_pdf, to_word
from tests.bench.engine import TODAY, told

LETTERS = 30
MOST_MS = {"PDF of a letter": 30, "Word file": 50, "print pack": 150}


def figures(definitions: Definitions, content: Content) -> Iterator[str]:
    """The figures of letters, a line each. Every letter is to another child, so that none is taken from a cache."""
    context = letter_context(definitions, content.words, content.letters)
    plan = definitions.letters["stage1-complaint"]
    makers: dict[str, Callable[[Case, Assessment], bytes]] = {
        "PDF of a letter": lambda case, found: to_pdf(compose(plan, found, case, context), context.words),
        "Word file": lambda case, found: to_word(compose(plan, found, case, context), context.words),
        "print pack": lambda case, found: to_pack(
            compose_pack(compose(plan, found, case, context), plan, found, case, context, content), context.words
        ),
    }
    for name, make in makers.items():
        yield from timed(name, make, definitions)


def timed(name: str, make: Callable[[Case, Assessment], bytes], definitions: Definitions) -> Iterator[str]:
    """One kind of document: what the first takes, the middle one of the rest, and whether that keeps its limit."""
    taken, size = [], 0
    for number in range(LETTERS + 1):
        case = family(definitions, f"Sam {number}")
        found = assess(definitions, case, TODAY)
        before = time.perf_counter()
        size = len(make(case, found))
        taken.append(1e3 * (time.perf_counter() - before))
    first, *after = taken
    kept = told(median(after) < MOST_MS[name])
    yield f"{name:20}first {first:6.1f} ms, then median {median(after):6.1f} ms  ({size / 1000:.0f} kB): {kept}"


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
