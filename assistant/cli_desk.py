"""The commands for the accounts of the adviser's desk. Part of the command line.

A password is asked for, or read as one line of standard input; never taken from the arguments, which others can see.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Any

from assistant.settings import DEFAULT_DATA
from assistant.store.accounts import ROLES, SHORTEST_PASSWORD, Accounts, Refused
from assistant.store.sealed import CaseStore

WHY = {
    "name": "there is no account of this name, or it can't be a name (1 to 60 letters)",
    "taken": "there is an account of this name already",
    "password": f"wrong; or, for a new one, shorter than {SHORTEST_PASSWORD} letters",
    "last": "this is the last account that can open cases; without it they would be lost",
    "key": "this account does not hold the service key",
}
COMMAND_LINE = (b"", "command line")


def add_commands(commands: Any) -> None:
    """Adds ``adviser`` and what it can do."""
    text = "accounts of the adviser's desk"
    parser = commands.add_parser("adviser", help=text, description=f"{text.capitalize()}.")
    parts = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add = _add(parts, "add", _new, "make an account; the first one that may open cases makes the service key")
    add.add_argument("name", metavar="NAME", help="the name to sign in with; families who lend a case see it")
    add.add_argument("--role", choices=ROLES, default="adviser", help="default: %(default)s")
    _add(parts, "list", _list, "print every account: role, state, name")
    remove = _add(parts, "remove", _remove, "remove an account and all that it can open")
    remove.add_argument("name", metavar="NAME")
    rotate = _add(parts, "rotate", _rotate, "seal all cases anew under a new service key")
    rotate.add_argument("name", metavar="NAME", help="an adviser or manager who is in; the password is asked for")
    rotate.add_argument("--code", default="", help="the one-time code, if the account asks for one")


def _add(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=f"{text.capitalize()}.")
    data = Path(os.environ.get("ASSISTANT_DATA") or DEFAULT_DATA)
    parser.add_argument("--data", type=Path, default=data, help="the store (default: %(default)s)")
    parser.set_defaults(run=lambda asked: _told(run, asked))
    return parser


def _told(run: Any, asked: argparse.Namespace) -> int:
    try:
        print(run(CaseStore(asked.data), asked))
    except Refused as refused:
        print(f"error: {WHY.get(refused.why, refused.why)}", file=sys.stderr)
        return 1
    return 0


def _password(question: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(f"{question}: ")
    return sys.stdin.readline().rstrip("\r\n")


def _new(store: CaseStore, asked: argparse.Namespace) -> str:
    account = Accounts(store).add(asked.name, asked.role, _password("Password of the new account"))
    if account.state == "waiting":
        return f"made; at the desk, somebody who is in has to let it in. Its words: {account.words}"
    return "made"


def _list(store: CaseStore, _: argparse.Namespace) -> str:
    return "\n".join(f"{one.role:<14} {one.state:<8} {one.name}" for one in Accounts(store).all()) or "no account"


def _remove(store: CaseStore, asked: argparse.Namespace) -> str:
    accounts = Accounts(store)
    account = accounts.by_name(asked.name)
    if account is None:
        raise Refused("name")
    accounts.remove(account.id, COMMAND_LINE)
    return "removed; if they may have kept a copy of the store, change the key: adviser rotate"


def _rotate(store: CaseStore, asked: argparse.Namespace) -> str:
    from assistant.store.turnover import rotate

    unlocked = Accounts(store).unlock(asked.name, _password("Password"), asked.code)
    cases, accounts = rotate(store, unlocked)
    return f"{cases} cases are under a new key, which {accounts} accounts hold. Keep no older copies of the store"
