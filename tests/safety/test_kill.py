"""An answer that was acknowledged is still there after the server was killed in the middle of its work."""

from __future__ import annotations

from tests.safety.kill import CLIENTS, kill_again_and_again


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(tmp_path):
    tally = kill_again_and_again(tmp_path / "cases.sqlite", kills=8)
    assert (tally.lost, tally.other) == ([], [])
    assert tally.saved > CLIENTS
