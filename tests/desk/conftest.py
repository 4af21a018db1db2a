"""The service with a staffed desk. Passwords are stretched as little as possible: what Argon2id costs is tested once."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pytest
from flask import Flask

from assistant.core.chronology_kinds import Recogniser
from assistant.store import codes
from assistant.web.app import create_app
from tests.web.conftest import TODAY, family, one_app

from .office import Adviser, staffed

__all__ = ["family", "one_app"]


@pytest.fixture(scope="package", autouse=True)
def quick() -> Iterator[None]:
    """Each account and code would take a tenth of a second, and a test has many."""
    kept = codes.hash_secret_raw
    codes.hash_secret_raw = lambda secret, salt, *_: blake2b(secret, key=salt, digest_size=48).digest()
    yield
    codes.hash_secret_raw = kept


@pytest.fixture
def app(definitions, content, tmp_path: Path) -> Flask:
    """The service over an empty store with a staffed desk, on a fixed day."""
    made = create_app(definitions, content, tmp_path / "cases.db", today=lambda: TODAY)
    staffed(made)
    return made


@pytest.fixture
def ada(app: Flask) -> Adviser:
    return Adviser(app, "Ada")


@pytest.fixture
def mina(app: Flask) -> Adviser:
    return Adviser(app, "Mina")


@pytest.fixture
def olu(app: Flask) -> Adviser:
    return Adviser(app, "Olu")


@pytest.fixture(scope="session")
def recogniser(definitions) -> Recogniser:
    """What reads a chronology."""
    return definitions.recogniser
