"""Published decisions: what a search costs over ten times as many, and what it costs to find those like a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from assistant.core.assess import assess
from assistant.core.case import Case
from assistant.core.decisions import Library, Query
from assistant.core.definitions import Definitions
from tests.bench.engine import TODAY, best, long_case, replayed, told

TIMES, MOST_MS = 10, 20
QUERIES = (
    Query(),
    Query(words="speech therapy Kent"),
    Query(words="the plan was late", fault="amended-plan-late", outcome="upheld"),
    Query(stage="review", body="council", remedy="improvement", year="2025"),
    Query(words="nobody would write this"),
)


def figures(definitions: Definitions) -> Iterator[str]:
    """The figures of the library, a line each."""
    library = larger(definitions.library)
    slowest = max(best(lambda query=query: library.search(query)) for query in QUERIES)
    held = told(1e3 * slowest < MOST_MS)
    yield f"search              {1e3 * slowest:6.2f} ms at most, over {len(library.decisions)} decisions"
    yield f"  below {MOST_MS} ms       {held}"
    cases = replayed() or [long_case(10)]
    many = replace(definitions, library=library)
    taken = sorted(best(lambda case=case: compare(many, case), times=3) for case in cases)
    yield f"like decisions      median {1e3 * median(taken):6.2f} ms, worst {1e3 * taken[-1]:6.2f} ms over as many"


def larger(library: Library) -> Library:
    """A library of ten times the size, each decision ten times under other references."""
    return Library(
        tuple(
            replace(made, ref=f"{made.ref[:2]} {number:03} {made.ref[7:]}")
            for number in range(TIMES)
            for made in library.decisions
        )
    )


def compare(definitions: Definitions, case: Case) -> None:
    """Finds the decisions like each finding of a case."""
    found = assess(definitions, case, TODAY)
    for finding in found.late:
        if found.likes:
            found.likes.of(finding)
