"""The worked dates, route scenarios and decisions that lie beside the checkout. Without them their tests are left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.replays.score import REPLAYS

SHARED = REPLAYS.parent.parent
DATES = SHARED / "vectors" / "dates.json"
GIVEN = SHARED / "spec" / "given.json"


def need(path: Path) -> Path:
    """The file, if it is there. A test that needs it is left out without it, but under continuous integration fails."""
    if not path.is_file():
        reason = f"{path.name} is not there: it belongs beside the checkout, in ../shared"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path
