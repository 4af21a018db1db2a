"""The twenty pages that were read are the pages that the engine still writes."""

from __future__ import annotations

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from tests.reading.make import DECISIONS, FAMILIES, FOLDER, pages
from tests.replays.score import REPLAYS
from tests.shared import need


def test_there_are_twenty_pages():
    assert len(FAMILIES) + len(DECISIONS) == 20
    assert len(list(FOLDER.glob("*.txt"))) == 20


def test_each_page_is_as_it_was_read(definitions: Definitions, content: Content):
    """After a change: ``python -m tests.reading.make``, then read what differs against the law base before keeping it."""
    need(REPLAYS)
    for name, text in pages(definitions, content):
        assert (FOLDER / f"{name}.txt").read_text(encoding="utf-8") == text, name
