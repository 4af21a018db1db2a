"""Kills the server again and again while eight clients write, and looks whether an acknowledged answer was lost.

``make kill`` runs it a thousand times; ``test_kill.py`` a few.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.safety.servers import ROOT, Browser, begin, free_port, hidden, wait_for

CLIENTS, KILLS = 8, 1_000
LIFE = (0.05, 1.2)  # seconds a server may live: after its start, so that it is at work


@dataclass
class Tally:
    """What happened."""

    kills: int = 0
    saved: int = 0
    in_flight: int = 0  # sent, and the server was killed before it answered
    lost: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)  # answers that should not come at all


class Writer:
    """One family: writes one number after the other, and remembers which ones were acknowledged."""

    def __init__(self, browser: Browser, tally: Tally) -> None:
        self.browser, self.tally = browser, tally
        self.acknowledged = self.sent = 0

    def write_until_killed(self) -> None:
        """Looks what is there, then writes, until nobody answers any more."""
        try:
            page = self.browser.get("/check/child").text
            self.look(page)
            while True:
                self._write(page)
                page = self.browser.get("/check/child").text
        except (OSError, http.client.HTTPException):
            return

    def look(self, page: str) -> None:
        """Is what the page shows what was acknowledged, or what was on its way?"""
        found = re.search(r'id="name" name="name" value="(\d*)', page)
        there = int(found[1] or 0) if found else -1
        if there not in (self.acknowledged, self.sent):
            self.tally.lost.append(f"acknowledged {self.acknowledged}, sent {self.sent}, there {there}")
        self.tally.in_flight += self.sent > self.acknowledged
        self.acknowledged = self.sent = there

    def _write(self, page: str) -> None:
        self.sent = self.acknowledged + 1
        form = {"token": hidden(page, "token"), "seen": hidden(page, "seen"), "name": f"{self.sent} {'n' * 150}"}
        status = self.browser.post("/check/child", form).status
        if status == 302:
            self.acknowledged = self.sent
            self.tally.saved += 1
        else:
            self.tally.other.append(f"status {status}")


@contextmanager
def mortal(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The process that starts one server after the other."""
    called = [sys.executable, "-m", "tests.safety.mortal", str(data), str(port)]
    with subprocess.Popen(called, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        try:
            yield parent
        finally:
            parent.terminate()


def kill_again_and_again(data: Path, kills: int, seed: int = 1) -> Tally:
    """So many lives of a server over one store; at the end one more, to look."""
    tally, dice, port = Tally(), random.Random(seed), free_port()
    with mortal(data, port) as parent:
        writers = _first_life(parent, port, tally)
        for _ in range(kills):
            _life(parent, port, writers, dice.uniform(*LIFE))
            tally.kills += 1
        child = _born(parent, port)
        for writer in writers:
            writer.look(writer.browser.get("/check/child").text)
        os.kill(child, signal.SIGKILL)
    with closing(sqlite3.connect(data)) as file:
        told = file.execute("PRAGMA integrity_check").fetchone()[0]
    tally.other += [] if told == "ok" else [told]
    return tally


def _born(parent: subprocess.Popen[str], port: int) -> int:
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write("\n")
    parent.stdin.flush()
    child = int(parent.stdout.readline())
    wait_for(port)
    return child


def _first_life(parent: subprocess.Popen[str], port: int, tally: Tally) -> list[Writer]:
    child = _born(parent, port)
    writers = [Writer(begin(port), tally) for _ in range(CLIENTS)]
    os.kill(child, signal.SIGKILL)
    return writers


def _life(parent: subprocess.Popen[str], port: int, writers: list[Writer], seconds: float) -> None:
    child = _born(parent, port)
    threads = [threading.Thread(target=writer.write_until_killed) for writer in writers]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    for thread in threads:
        thread.join(60)


def main() -> None:
    """Prints what happened; ends with status 1 if anything was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    with TemporaryDirectory() as folder:
        before = time.monotonic()
        tally = kill_again_and_again(Path(folder) / "cases.sqlite", kills)
        taken = time.monotonic() - before
    print(f"{tally.kills} kills of the server, {CLIENTS} clients at work, {taken:.0f} s")
    print(f"{tally.saved} answers acknowledged, {len(tally.lost)} lost; {tally.in_flight} were on their way at a kill")
    for line in [*tally.lost, *tally.other][:20]:
        print(line)
    sys.exit(bool(tally.lost or tally.other))


if __name__ == "__main__":
    main()
