"""What the tests of the adviser's desk share."""

from __future__ import annotations

import pytest

from assistant.core.chronology_kinds import Recogniser

from ..web.conftest import app, family, one_app

__all__ = ["app", "family", "one_app"]


@pytest.fixture(scope="session")
def recogniser(definitions) -> Recogniser:
    return definitions.recogniser
