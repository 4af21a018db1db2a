"""The web: what a page costs, against one line of Flask under the same server; start-up, memory, bytes of a first visit."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from assistant.core.definitions import Definitions
from assistant.core.flow import unroll
from assistant.store.sealed import CaseStore
from assistant.web.service import CASE_COOKIE
from tests.bench.engine import told as told_of

ROOT = Path(__file__).parents[2]
ROUNDS, REQUESTS = 9, 60
MOST_TIMES, MOST_MS = 4, 15
SAID = {
    "problems": ["review"],
    "filled_in_by": "parent",
    "plan": "final",
    "last_plan_or_review": "2022-12",
    "meeting": "2023-12",
    "review_decision": "2024-02-09",
    "review_outcome": "amend",
    "amended_plan": "not-yet",
    "another_review": "no",
}


@dataclass(frozen=True)
class Server:
    """A server that runs in a process of its own."""

    process: subprocess.Popen[bytes]
    port: int
    started: float  # seconds from the call to the first answer

    def cpu(self) -> float:
        """Seconds of processor time that it has used."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def memory(self) -> float:
        """Megabytes that it holds (VmRSS)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found
        return int(found[1]) / 1024


@dataclass(frozen=True)
class Cost:
    """What a page took: milliseconds of processor time and in all, its bytes, and how many times one line of Flask."""

    cpu: float
    whole: float
    size: int
    times: float


@contextmanager
def serving(*command: str, port: int) -> Iterator[Server]:
    """Starts a server, waits for its first answer, and ends it afterwards."""
    before = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - before > 30:
                raise RuntimeError(f"{command[0]} did not start")
            time.sleep(0.005)
        yield Server(process, port, time.perf_counter() - before)
    finally:
        process.terminate()
        process.wait(10)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def cost(server: Server, address: str, plain: Server, ticket: str = "") -> Cost:
    """Asks for a page many times, in turns with the page of one line: a machine is now faster and now slower, and both pages
    feel it. The cheapest round counts for the milliseconds, the middle one for the ratio.
    """
    rounds, size = [], 0
    for _ in range(ROUNDS):
        line, _, _ = _round(plain, "/", "")
        page, whole, size = _round(server, address, ticket)
        rounds.append((page, whole, page / line))
    return Cost(
        1e3 * min(page for page, _, _ in rounds),
        1e3 * median(whole for _, whole, _ in rounds),
        size,
        median(times for _, _, times in rounds),
    )


def _round(server: Server, address: str, ticket: str) -> tuple[float, float, int]:
    """Processor time and time from end to end of a request, in seconds, and the bytes of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    headers = {"Cookie": f"{CASE_COOKIE}={ticket}"} if ticket else {}
    before, start, size = server.cpu(), time.perf_counter(), 0
    for _ in range(REQUESTS):
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}")
    connection.close()
    return (server.cpu() - before) / REQUESTS, (time.perf_counter() - start) / REQUESTS, size


def figures(definitions: Definitions) -> Iterator[str]:
    """The figures of the web, a line each."""
    with TemporaryDirectory() as folder:
        data, port, other = Path(folder) / "cases.sqlite", free_port(), free_port()
        with (
            serving("tests.bench.plain", f"{other}", port=other) as plain,
            serving("assistant", "serve", "--port", f"{port}", "--data", str(data), port=port) as server,
        ):
            started, empty = server.started, server.memory()
            yield _line("one line of Flask", cost(plain, "/", plain))
            yield from _pages(definitions, server, CaseStore(data), plain)
            yield f"start-up            {started:6.2f} s to the first answer"
            yield f"memory              {empty:6.1f} MB at the first answer, {server.memory():.1f} MB after these requests"


def _pages(definitions: Definitions, server: Server, store: CaseStore, plain: Server) -> Iterator[str]:
    yield _line("start page", start := cost(server, "/", plain))
    yield from _questions(definitions, server, store, plain)
    told = store.create({question.id: None for question in unroll(definitions.questions)} | SAID)
    yield _line("list of answers", cost(server, "/answers", plain, told))
    yield _line("result", result := cost(server, "/result", plain, told))
    yield f"  result below {MOST_MS} ms: {told_of(result.cpu < MOST_MS)}"
    style = ROOT / "assistant" / "web" / "static" / "style.css"
    css = style.stat().st_size
    yield f"first visit         {start.size + css} bytes: page {start.size}, style sheet {css}; no script, no font"


def _questions(definitions: Definitions, server: Server, store: CaseStore, plain: Server) -> Iterator[str]:
    blank, amid = store.create({}), store.create(SAID)
    yield _line("first question", first := cost(server, f"/check/{definitions.questions[0].id}", plain, blank))
    yield _line("a date", a_date := cost(server, "/check/meeting", plain, amid))
    yield _line("several fields", several := cost(server, "/check/review_decision", plain, amid))
    most = max(first.times, a_date.times, several.times)
    yield f"  at most {MOST_TIMES} times one line of Flask: {told_of(most <= MOST_TIMES)}"


def _line(name: str, one: Cost) -> str:
    return (
        f"{name:<18}  {one.cpu:6.2f} ms CPU ({one.times:4.1f} times one line of Flask), {one.whole:6.2f} ms in all, "
        f"{1e3 / one.whole:5.0f} requests/s, {one.size} bytes"
    )
