"""The route scenarios: each family must find the doors open that are open, shut that are shut, and its dates."""

from __future__ import annotations

import pytest

from tests.replays.scenarios import SCENARIOS, disagreements, scenarios
from tests.shared import need

LISTED = scenarios() if SCENARIOS.is_file() else []


@pytest.mark.parametrize("scenario", LISTED, ids=lambda scenario: scenario["id"])
def test_a_scenario(scenario, definitions, content):
    found = list(disagreements(scenario, definitions, content))
    assert not found, "\n".join(found)


def test_the_scenarios_are_there():
    need(SCENARIOS)
    assert len({scenario["id"] for scenario in LISTED}) >= 28
