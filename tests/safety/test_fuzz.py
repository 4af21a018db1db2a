"""Three thousand malformed inputs, always the same: none breaks the service. ``make fuzz`` throws a hundred thousand."""

from __future__ import annotations

import json
import socket

from tests.safety.fuzz import throw
from tests.safety.servers import Browser, running

RAW = [
    b"",
    b"\x00" * 100,
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n",
    b"POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    b"POST /start HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
    b"GET /%00%ff%0d%0aX:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"BREW / HTTP/9.9\r\nHost: \xff\r\nCookie: __Host-case=\xff\xfe\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
]


def test_nothing_a_stranger_sends_breaks_the_service(tmp_path):
    tally = throw(tmp_path, 3_000)
    assert tally.broken == []
    assert len({status for _, status in tally.statuses}) > 4


def test_nothing_that_is_no_request_breaks_the_server(tmp_path):
    with running(tmp_path) as server:
        for _ in range(3):
            for raw in RAW:
                answer = exchange(server.port, raw)
                assert not answer.startswith((b"HTTP/1.1 500", b"HTTP/1.0 500")), raw[:80]
        assert Browser(server.port).get("/health").status == 200
        lines = [json.loads(line) for line in server.written().decode().splitlines() if line.startswith("{")]
        assert [line for line in lines if line["event"] in ("fault", "thread ended")] == []


def exchange(port: int, raw: bytes) -> bytes:
    """Sends bytes, says that no more come, and reads what comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        try:
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            return line.recv(65_536)
        except OSError:  # it hung up on us
            return b""
