"""The server: waitress, one process, behind a proxy if strangers may come. It purges by itself and stops in good order.

Another WSGI server runs the same service through ``wsgi.py``.
"""

from __future__ import annotations

import ctypes
import logging
import resource
import signal
import sqlite3
import sys
import threading
from collections.abc import Sequence
from types import FrameType
from typing import Any

import waitress
from flask import Flask

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.load import languages, load_content, load_definitions
from assistant.settings import Settings, check_address
from assistant.store.sealed import PURGE_EVERY, CaseStore
from assistant.web import logs
from assistant.web.app import create_app
from assistant.web.guards import LARGEST_FILE

LARGEST_REQUEST = LARGEST_FILE + 20_000  # bytes, with its head
LARGEST_HEAD = 32_768  # bytes
MOST_WAITING = 64_000_000  # bytes of one answer
SLOWEST = 30  # seconds that a connection may stay silent
_NOT_DUMPABLE = 4  # PR_SET_DUMPABLE


def make_service(settings: Settings) -> Flask:
    """The service as shipped, in all its languages, with whatever keeps its house."""
    contents = [load_content(language) for language in languages()]
    return _made(load_definitions(), contents, settings)


def _made(definitions: Definitions, contents: Sequence[Content], settings: Settings) -> Flask:
    logs.to_stderr()
    leave_no_core()
    app = create_app(definitions, contents[0], settings.data, others=contents[1:], settings=settings)
    purge_regularly(app.extensions["assistant"].store)
    return app


def purge_regularly(store: CaseStore, every: float = PURGE_EVERY) -> threading.Event:
    """Deletes cases whose time is over every so many seconds, whether anybody comes or not. Returns what stops it."""
    over = threading.Event()
    threading.Thread(target=_purging, args=(store, every, over), name="purge", daemon=True).start()
    return over


def leave_no_core() -> None:
    """No picture of the memory is left on the disk if the process crashes: by limit and, on Linux, by asking the kernel,
    for a dump that is piped to a program knows no limit.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_NOT_DUMPABLE, 0, 0, 0, 0)


def _purging(store: CaseStore, every: float, over: threading.Event) -> None:
    while True:
        try:
            removed = store.purge()
        except sqlite3.Error as error:  # locked or full just now: next time
            logs.tell("purge failed", logging.WARNING, **logs.fault(type(error), error.__traceback__))
        else:
            logs.tell("purge", removed=removed)
        if over.wait(every):
            return


def serve(
    definitions: Definitions, contents: Sequence[Content], settings: Settings, host: str = "127.0.0.1", port: int = 8000
) -> None:
    """Serves until it is stopped, in the languages of ``contents``. Raises Unsafe for an address that others can reach
    without the service having been told its names.
    """
    check_address(settings, host)
    server = listen(_made(definitions, contents, settings), settings, host, port)
    signal.signal(signal.SIGTERM, _stop)
    print(f"Serving on http://{host}:{port} (stop with Ctrl+C)", flush=True)  # noqa: T201 - said to whoever started it
    server.run()  # ends with SystemExit or Ctrl+C, after the requests at work
    logs.tell("stopped")


def listen(app: Flask, settings: Settings, host: str, port: int) -> Any:
    """Waitress with our limits, listening; its ``run`` begins to answer. What it reads and sends waits in memory: its
    usual limits would put a large file of a family into a temporary file.
    """
    return waitress.create_server(
        app,
        host=host,
        port=port,
        threads=settings.threads,
        ident=None,
        max_request_body_size=LARGEST_REQUEST,
        max_request_header_size=LARGEST_HEAD,
        channel_timeout=SLOWEST,
        inbuf_overflow=2 * LARGEST_REQUEST,
        outbuf_overflow=MOST_WAITING,
        clear_untrusted_proxy_headers=not settings.proxies,
    )


def _stop(_: int, __: FrameType | None) -> None:
    raise SystemExit(0)
