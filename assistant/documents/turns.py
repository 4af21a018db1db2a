"""Documents are built one at a time, and only a few may wait for it, so that building them can't stop the service.

Part of the documents. One turn a process: the processor has nothing to gain from two, and the PDF compiler holds the words
of the document it is setting.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

MOST_WAITING = 8  # with the one at work; a server's other threads stay free for pages
LONGEST_WAIT = 10.0  # seconds; a usual document takes a twentieth of one

_places = BoundedSemaphore(MOST_WAITING)
_turn = Lock()


class Busy(Exception):
    """Too many documents are being built just now. Nothing is wrong with this one: it can be asked for again."""


@contextmanager
def turn() -> Iterator[None]:
    """A turn to build one document. Raises Busy, at once if the queue is full, else after LONGEST_WAIT seconds."""
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        if not _turn.acquire(timeout=LONGEST_WAIT):
            raise Busy
        try:
            yield
        finally:
            _turn.release()
    finally:
        _places.release()
