"""However many documents are asked for at once, one is built at a time, a few wait, and the others are told so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest

from assistant.documents import Busy, to_pdf, turns


def test_who_finds_the_queue_full_is_told_at_once():
    begun, go_on = Event(), Event()

    def build() -> None:
        with turns.turn():
            begun.set()
            go_on.wait(5)

    threads = [Thread(target=build) for _ in range(turns.MOST_WAITING)]
    try:
        for thread in threads:
            thread.start()
        assert begun.wait(5)
        while turns._places.acquire(blocking=False):  # until all of them stand in the queue
            turns._places.release()
        with pytest.raises(Busy), turns.turn():
            pass
    finally:
        go_on.set()
        for thread in threads:
            thread.join(5)
    with turns.turn():
        pass


def test_who_waits_too_long_gives_up_and_leaves_the_queue(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0.01)
    refused = []

    def build() -> None:
        try:
            with turns.turn():
                pass
        except Busy:
            refused.append(True)

    with turns.turn():
        thread = Thread(target=build)
        thread.start()
        thread.join(5)
    assert refused == [True]
    assert turns._places._value == turns.MOST_WAITING


def test_a_document_that_fails_gives_its_turn_back():
    with pytest.raises(ZeroDivisionError), turns.turn():
        1 / 0  # noqa: B018
    assert turns._places._value == turns.MOST_WAITING


def test_letters_built_at_once_are_not_mixed_up(golden, context):
    names = ["late-plan", "late-review", "out-of-school", "support-missing"]
    letters = [golden(name)[2] for name in names]
    alone = [to_pdf(letter, context.words) for letter in letters]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda letter: to_pdf(letter, context.words), letters * 2))
    assert together == alone * 2
