"""A store with a clock that stands still, and its file as others see it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.store.sealed import CaseStore
from tests.store.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> CaseStore:
    return CaseStore(tmp_path / "cases.db", clock=clock)


@pytest.fixture
def file(tmp_path: Path, store: CaseStore) -> Iterator[sqlite3.Connection]:
    """The file as a thief or a careless hand has it."""
    with closing(sqlite3.connect(tmp_path / "cases.db", isolation_level=None)) as opened:
        yield opened
