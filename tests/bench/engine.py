"""The engine: microseconds for an assessment, alone and with its JSON, and how the time grows with the case."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median

from assistant.core.assess import assess
from assistant.core.case import Case, read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.report import assessment_json
from assistant.core.vocabulary import EVENTS
from tests.replays.score import REPLAYS, replays

TODAY = date(2026, 11, 21)
SIZES = (50, 100, 200, 400)
MOST_MS_OF_200_EVENTS = 10
KINDS = [kind for kind in EVENTS if kind not in ("phase_transfer", "moved_on", "court_claim_issued")]


def figures(definitions: Definitions, content: Content) -> Iterator[str]:
    """The figures of the engine, a line each."""
    machine = best(lambda: sum(number & 1 for number in range(1_000_000)))
    yield f"this machine        {1e3 * machine:6.0f} ms for a sum of a million numbers"
    cases = replayed() or [long_case(10)]
    what = "decisions" if REPLAYS.is_file() else "case of 10 events (the decisions are not there)"
    alone = sorted(best(lambda case=case: assess(definitions, case, TODAY)) for case in cases)
    whole = sorted(best(lambda case=case: assessment_json(assess(definitions, case, TODAY), content)) for case in cases)
    yield f"assessment          median {1e6 * median(alone):6.0f} µs, worst {1e6 * alone[-1]:6.0f} µs  ({len(cases)} {what})"
    yield f"  with its JSON     median {1e6 * median(whole):6.0f} µs, worst {1e6 * whole[-1]:6.0f} µs"
    yield from growth(definitions, content)


def replayed() -> list[Case]:
    """The cases of the published decisions, if they are there."""
    return [read_case(replay["case"]) for replay in replays()] if REPLAYS.is_file() else []


def growth(definitions: Definitions, content: Content) -> Iterator[str]:
    """Long cases: the time must not grow faster than n log n, and 200 events are assessed in less than 10 ms."""
    taken = {}
    for size in SIZES:
        case = long_case(size)
        made = assess(definitions, case, TODAY)
        taken[size] = best(lambda case=case: assess(definitions, case, TODAY), times=25)
        written = best(lambda made=made: assessment_json(made, content), times=25)
        count = f"{len(made.findings)} findings"
        yield f"  {size:3} events        {1e3 * taken[size]:6.2f} ms, JSON {1e3 * written:6.2f} ms  ({count})"
    smallest, largest = SIZES[0], SIZES[-1]
    allowed = largest * math.log(largest) / (smallest * math.log(smallest))
    grown = taken[largest] / taken[smallest]
    yield f"  growth {smallest} to {largest}  {grown:6.1f} times (n log n: {allowed:.1f}): {told(grown <= allowed)}"
    yield f"  200 events        below {MOST_MS_OF_200_EVENTS} ms: {told(1e3 * taken[200] < MOST_MS_OF_200_EVENTS)}"


def told(holds: bool) -> str:
    """Whether a limit holds, as a word."""
    return "kept" if holds else "NOT KEPT"


def long_case(size: int) -> Case:
    """A case of so many events over eleven years: every kind in its turn, again and again."""
    events = [
        {"event": KINDS[number % len(KINDS)], "date": f"{date(2015, 1, 5) + timedelta(4000 * number // size)}"}
        for number in range(size)
    ]
    return read_case({"format": "ehcp-case/1", "events": events, "about": {"plan": "final"}})


def best(work: Callable[[], object], times: int = 5) -> float:
    """The shortest of several runs, in seconds: what the work takes when nothing else gets in its way."""
    taken = []
    for _ in range(times):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return min(taken)
