"""What the tests of safety share: a service in this process, and a family that has come to its own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from assistant.core.flow import unroll
from assistant.load import load_definitions
from assistant.store.sealed import CaseStore
from assistant.web.app import create_app
from tests.web.conftest import TODAY, Family, open_at
from tests.web.ways import way_to

QUESTIONS = unroll(load_definitions().questions)
BY_ID = {question.id: question for question in QUESTIONS}


@pytest.fixture
def app(definitions, content, tmp_path: Path) -> Flask:
    """The service over an empty store, on a fixed day."""
    return create_app(definitions, content, tmp_path / "cases.db", today=lambda: TODAY)


@pytest.fixture(scope="module")
def one_app(definitions, content, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The same, one for all tests of a module."""
    return create_app(definitions, content, tmp_path_factory.mktemp("store") / "cases.db", today=lambda: TODAY)


@pytest.fixture
def writing(app: Flask) -> Family:
    """A family at the page for what it wants to say."""
    return open_at(app, way_to(QUESTIONS, BY_ID["impact"]))


def store_of(app: Flask) -> CaseStore:
    """The store of a service."""
    store: CaseStore = app.extensions["assistant"].store
    return store
