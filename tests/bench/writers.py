"""Eight families save answers at the same time: how long one waits for it, in a real server and in the store alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from assistant.store.sealed import CaseStore
from tests.bench.engine import told
from tests.safety.servers import Browser, begin, hidden, running

WRITERS, ANSWERS = 8, 150
THINK = 0.25  # seconds between a page and its answer, far less than a person takes
MOST_MS = 50
LONG = "It took all evening. " * 100


def figures() -> Iterator[str]:
    """The figures of saving, a line each."""
    with TemporaryDirectory() as folder:
        with running(Path(folder)) as server:
            families = [begin(server.port) for _ in range(WRITERS)]
            taken, errors = at_once([lambda family=family: answers(family) for family in families])
        yield line("saving an answer", taken, errors)
        store = CaseStore(Path(folder) / "store.sqlite")
        taken, errors = at_once([lambda: saves(store) for _ in range(WRITERS)])
        yield line("  in the store", taken, errors)


def line(name: str, taken: list[float], errors: int) -> str:
    """A figure, and whether it keeps its limit."""
    last = quantiles(taken, n=100)[98]
    kept = told(last < MOST_MS and not errors)
    return f"{name:20}{WRITERS} at once: median {median(taken):.1f} ms, p99 {last:.1f} ms, {errors} errors: {kept}"


def at_once(works: list[Callable[[], Iterator[float]]]) -> tuple[list[float], int]:
    """Milliseconds that each step of each work took, side by side, and how many works broke."""
    taken: list[float] = []
    broken: list[BaseException] = []

    def one(work: Callable[[], Iterator[float]]) -> None:
        try:
            taken.extend(work())
        except BaseException as error:
            broken.append(error)

    threads = [threading.Thread(target=one, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken, len(broken)


def answers(family: Browser) -> Iterator[float]:
    """One family in a browser: reads the page, thinks a little, sends its answer."""
    for number in range(ANSWERS):
        page = family.get("/check/child").text
        form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "name": f"Sam {number}"}
        time.sleep(THINK)
        before = time.perf_counter()
        answer = family.post("/check/child", form)
        yield 1e3 * (time.perf_counter() - before)
        if answer.status != 302:
            raise RuntimeError(f"status {answer.status}")


def saves(store: CaseStore) -> Iterator[float]:
    """The same without a server, and without a pause."""
    ticket = store.create({})
    for number in range(ANSWERS):
        read = store.load(ticket)
        assert read is not None
        before = time.perf_counter()
        store.save(ticket, read, {"number": number, "impact": LONG})
        yield 1e3 * (time.perf_counter() - before)
