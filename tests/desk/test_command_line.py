"""``python -m assistant adviser``: accounts made, listed, removed, the key changed; no password in the arguments."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.store.office import Office
from assistant.store.sealed import CaseStore

from .office import PASSWORD

Called = Callable[..., tuple[int, str, str]]


@pytest.fixture
def called(capsys, monkeypatch, tmp_path: Path) -> Called:
    """Runs a command on one store, with a line on standard input."""

    def call(*arguments: str, given: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        status = main(["adviser", *arguments, "--data", str(tmp_path / "cases.db")])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def office(tmp_path: Path) -> Office:
    return Office(CaseStore(tmp_path / "cases.db"))


def test_the_first_account_makes_the_key_and_the_next_waits(called: Called, tmp_path: Path):
    assert called("add", "Mina", "--role", "manager", given=PASSWORD + "\n") == (0, "made\n", "")
    status, out, _ = called("add", "Ada", given=PASSWORD + "\n")
    assert (status, "has to let it in" in out) == (0, True)
    assert called("add", "Olu", "--role", "administrator", given=PASSWORD + "\n")[:2] == (0, "made\n")
    lines = called("list")[1].splitlines()
    assert [line.split() for line in lines] == [
        ["adviser", "waiting", "Ada"],
        ["manager", "active", "Mina"],
        ["administrator", "active", "Olu"],
    ]
    assert office(tmp_path).accounts.unlock("mina", PASSWORD).service_key()


def test_rotate_asks_for_the_password_of_somebody_who_is_in(called: Called, tmp_path: Path):
    called("add", "Mina", "--role", "manager", given=PASSWORD)
    called("add", "Olu", "--role", "administrator", given=PASSWORD)
    assert called("rotate", "Mina", given="wrong")[0] == 1
    assert "service key" in called("rotate", "Olu", given=PASSWORD)[2]
    status, out, _ = called("rotate", "Mina", given=PASSWORD)
    assert (status, out.startswith("0 cases are under a new key, which 1 accounts")) == (0, True)
    assert office(tmp_path).accounts.unlock("Mina", PASSWORD).service_key().generation == 2


@pytest.mark.parametrize(
    ("arguments", "given", "says"),
    [
        (("add", "Ada"), "short", "shorter than 12"),
        (("add", "Ada"), "", "shorter than 12"),
        (("add", "mina"), PASSWORD, "already"),
        (("add", " "), PASSWORD, "can't be a name"),
        (("remove", "Nobody"), "", "no account of this name"),
        (("rotate", "Nobody"), PASSWORD, "wrong"),
    ],
)
def test_what_cannot_be_done_says_why(called: Called, arguments, given, says):
    called("add", "Mina", "--role", "manager", given=PASSWORD)
    status, out, err = called(*arguments, given=given)
    assert (status, out) == (1, "")
    assert says in err


def test_removed_is_removed(called: Called, tmp_path: Path):
    called("add", "Mina", "--role", "manager", given=PASSWORD)
    assert called("remove", "Mina")[0] == 0
    assert called("list")[1] == "no account\n"
    assert not office(tmp_path).accounts.open
