"""What is written while the service runs: a line of JSON for each request and each fault, and nothing a family said.

No path but the pattern of its route, no address of a visitor, no cookie, no message of an error: a message may quote what
somebody typed. Libraries' own lines are told by where they come from only, for the same reason.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

from flask import Flask, Response, g, request

OURS = "assistant"
_log = logging.getLogger(OURS)
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))


class Line(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Ours with what it says; anybody else's with its place only; an error with its kind and places."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name == OURS:
            said |= {"event": record.msg, **getattr(record, "facts", {})}
        else:
            said |= {"event": "library", "from": record.name, "at": f"{record.module}:{record.lineno}"}
        if record.exc_info and record.exc_info[0] is not None:
            said |= fault(record.exc_info[0], record.exc_info[2])
        return json.dumps(said)


def fault(kind: type[BaseException], places: TracebackType | None) -> dict[str, object]:
    """An error without its message: what kind, and through which lines of code it came."""
    frames = traceback.extract_tb(places)[-12:]
    return {"error": kind.__name__, "places": [f"{frame.name}:{frame.lineno}" for frame in frames]}


def write_to(stream: TextIO) -> None:
    """Sends every line there; also those of threads that end with an error."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Line())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    _log.setLevel(logging.INFO)
    logging.raiseExceptions = False  # a line that can't be written is not written elsewhere
    threading.excepthook = lambda gone: tell("thread ended", logging.ERROR, **fault(gone.exc_type, gone.exc_traceback))


def tell(event: str, level: int = logging.INFO, **facts: object) -> None:
    """Writes one line. ``facts`` must not come from a family."""
    if _log.isEnabledFor(level):
        # Made by hand: `_log.log` looks through the stack for where it was called from, which no line of ours tells.
        record = logging.LogRecord(OURS, level, "", 0, event, None, None)
        record.facts = facts
        _log.handle(record)


def tell_fault(error: BaseException) -> None:
    """Writes the line of an error that nobody expected."""
    tell("fault", logging.ERROR, rule=_rule(), **fault(type(error), error.__traceback__))


def watch(app: Flask) -> None:
    """A line for each request."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    if _log.isEnabledFor(logging.INFO):
        taken = time.perf_counter() - g.begun if "begun" in g else 0.0
        method = request.method if request.method in _METHODS else "other"
        tell("request", method=method, rule=_rule(), status=response.status_code, ms=round(1e3 * taken, 1))
    return response


def _rule() -> str:
    """The pattern of the route, such as ``/check/<question>``: the path itself is typed by strangers."""
    return request.url_rule.rule if request.url_rule is not None else "none"


def to_stderr() -> None:
    """The usual place."""
    write_to(sys.stderr)
