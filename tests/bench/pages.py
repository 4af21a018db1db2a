"""The web: what a page costs, against one line of Flask under the same server; start-up, memory, bytes of a first visit."""

from __future__ import annotations

import http.client
import os
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

ROOT = Path(__file__).parents[2]
REQUESTS, WARM = 400, 40
TICKS = os.sysconf("SC_CLK_TCK")
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
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """Megabytes that it holds (VmRSS)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found
        return int(found[1]) / 1024


@dataclass(frozen=True)
class Cost:
    """What a page took: milliseconds of processor time and from end to end, and its bytes."""

    cpu: float
    whole: float
    size: int


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


def cost(server: Server, address: str, ticket: str = "") -> Cost:
    """Asks for a page many times, one after the other, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    headers = {"Cookie": f"{CASE_COOKIE}={ticket}"} if ticket else {}
    taken, size, before = [], 0, 0.0
    for number in range(WARM + REQUESTS):
        if number == WARM:
            before = server.cpu()
        start = time.perf_counter()
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        taken.append(time.perf_counter() - start)
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}")
    connection.close()
    return Cost(1e3 * (server.cpu() - before) / REQUESTS, 1e3 * median(taken[WARM:]), size)


def figures(definitions: Definitions) -> Iterator[str]:
    """The figures of the web, a line each."""
    port = free_port()
    with serving("tests.bench.plain", f"{port}", port=port) as server:
        plain = cost(server, "/")
    yield _line("one line of Flask", plain, plain)
    with TemporaryDirectory() as folder:
        data, port = Path(folder) / "cases.sqlite", free_port()
        with serving("assistant", "serve", "--port", f"{port}", "--data", str(data), port=port) as server:
            started, empty = server.started, server.memory()
            yield from _pages(definitions, server, CaseStore(data), plain)
            yield f"start-up            {started:6.2f} s to the first answer"
            yield f"memory              {empty:6.1f} MB at the first answer, {server.memory():.1f} MB after these requests"


def _pages(definitions: Definitions, server: Server, store: CaseStore, plain: Cost) -> Iterator[str]:
    blank = store.create({})
    told = store.create({question.id: None for question in unroll(definitions.questions)} | SAID)
    yield _line("start page", start := cost(server, "/"), plain)
    yield _line("first question", cost(server, f"/check/{definitions.questions[0].id}", blank), plain)
    yield _line("list of answers", cost(server, "/answers", told), plain)
    yield _line("result", cost(server, "/result", told), plain)
    style = ROOT / "assistant" / "web" / "static" / "style.css"
    css = style.stat().st_size
    yield f"first visit         {start.size + css} bytes: page {start.size}, style sheet {css}; no script, no font"


def _line(name: str, one: Cost, plain: Cost) -> str:
    ratio = one.cpu / plain.cpu if plain.cpu else 0
    return (
        f"{name:<18}  {one.cpu:6.2f} ms CPU ({ratio:4.1f} times one line of Flask), {one.whole:6.2f} ms in all, "
        f"{1e3 / one.whole:5.0f} requests/s, {one.size} bytes"
    )
