"""What the tests of the adviser's desk share."""

from __future__ import annotations

import pytest

from assistant.core.chronology_kinds import Recogniser


@pytest.fixture(scope="session")
def recogniser(definitions) -> Recogniser:
    return definitions.recogniser
