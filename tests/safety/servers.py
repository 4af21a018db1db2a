"""A real server in a process of its own, and a browser's part of the talk with it, both as small as can be."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
CASE_COOKIE = "__Host-case"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


@dataclass
class Browser:
    """Holds one cookie, and talks to one port."""

    port: int
    ticket: str = ""
    seen: list[str] = field(default_factory=list)  # every address and header that came along
    extra: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 30

    def ask(self, method: str, address: str, body: bytes | None = None, kind: str = "") -> Answer:
        """One request over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        headers = dict(self.extra) | ({"Content-Type": kind} if kind else {})
        if self.ticket:
            headers["Cookie"] = f"{CASE_COOKIE}={self.ticket}"
        try:
            connection.request(method, address, body, headers)
            got = connection.getresponse()
            answer = Answer(got.status, got.headers, got.read())
        finally:
            connection.close()
        self.seen += [address, *(f"{name}: {value}" for name, value in answer.headers.items())]
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            if found := re.match(rf"{CASE_COOKIE}=([^;]*)", cookie):
                self.ticket = found[1]
        return answer

    def get(self, address: str) -> Answer:
        return self.ask("GET", address)

    def post(self, address: str, fields: Mapping[str, str]) -> Answer:
        """Sends a form as a browser does."""
        return self.ask("POST", address, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def upload(self, address: str, fields: Mapping[str, str], file: bytes) -> Answer:
        """Sends a form with a file."""
        parts = [f'--edge\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
        head = '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n'
        body = "".join(parts).encode() + head.encode() + file + b"\r\n--edge--\r\n"
        return self.ask("POST", address, body, "multipart/form-data; boundary=edge")


def hidden(page: str, name: str) -> str:
    """The value of a hidden field, or nothing."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


@dataclass(frozen=True)
class Running:
    """A server at work, and where what it writes goes."""

    process: subprocess.Popen[bytes]
    port: int
    out: Path

    def written(self) -> bytes:
        """Everything it has written to its output and its log."""
        return self.out.read_bytes()


@contextmanager
def running(
    folder: Path, *command: str, environ: Mapping[str, str] | None = None, most_bytes: int | None = None
) -> Iterator[Running]:
    """``python -m assistant serve`` over ``folder``/cases.sqlite, or another ``command`` that takes the port last.
    ``most_bytes``: no file may become larger, as on a full disk.
    """
    port = free_port()
    data = ["--data", str(folder / "cases.sqlite"), "--port"]
    called = [sys.executable, *(command or ("-m", "assistant", "serve", *data)), str(port)]
    if most_bytes is not None:
        limit = f"import resource,os,sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes},) * 2); "
        called = [sys.executable, "-c", limit + "os.execv(sys.argv[1], sys.argv[1:])", *called]
    said = {**os.environ, "ASSISTANT_DATA": str(folder / "cases.sqlite"), **(environ or {})}
    out = folder / "written.log"
    with out.open("wb") as file:
        process = subprocess.Popen(called, cwd=ROOT, env=said, stdout=file, stderr=file)
    try:
        wait_for(port, process)
        yield Running(process, port, out)
    finally:
        process.kill()
        process.wait(30)


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None, address: str = "/health") -> None:
    """Until the server answers."""
    for _ in range(3_000):
        try:
            if Browser(port).get(address).status == 200:
                return
        except (OSError, http.client.HTTPException):
            if process is not None and process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}") from None
            time.sleep(0.02)
    raise RuntimeError("the server does not answer")


def begin(port: int, until: str = "child") -> Browser:
    """A family that has started, and has come to the question ``until``."""
    browser = Browser(port)
    assert browser.post("/start", {"token": ""}).status == 302
    at = "/check/problems"
    while at != f"/check/{until}":
        page = browser.get(at).text
        said = {"answer": "review"} if at == "/check/problems" else {"skip": "1"}
        answer = browser.post(at, {"token": hidden(page, "token"), "seen": hidden(page, "seen"), **said})
        assert answer.status == 302, answer.text
        at = answer.headers["Location"]
        assert at.startswith("/check/")
    return browser
