"""What more than one folder of tests needs."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import Phase, settings

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.load import load_content, load_definitions

# The same examples at each run: a test that fails here fails everywhere. No file is left behind.
settings.register_profile("project", derandomize=True, database=None, deadline=None)
# Under mutation one failing example is enough; looking for the smallest would take most of the time.
settings.register_profile(
    "mutants", settings.get_profile("project"), max_examples=40, phases=[Phase.explicit, Phase.generate]
)
settings.load_profile("project")


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    """The law and the questions as shipped."""
    return load_definitions()


@pytest.fixture(scope="session")
def content() -> Content:
    """The English prose as shipped."""
    return load_content()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Debian's browser. Without it a test is left out, but never under continuous integration."""
    path = shutil.which("chromium")
    if path is None:
        reason = "chromium is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path
