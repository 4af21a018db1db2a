"""The commands for whoever runs the service: serve, purge, backup, restore. Part of the command line."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.load import languages, load_content, load_definitions
from assistant.settings import DEFAULT_DATA, read_settings


def add_commands(commands: Any) -> None:
    """Adds the commands to the parser's list."""
    serve = _add(commands, "serve", _serve, "run the web service")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="the port (default: %(default)s)")
    _add(commands, "purge", _purge, "delete expired cases for good")
    backup = _add(commands, "backup", _backup, "copy the store to a new file, while the service may go on")
    backup.add_argument("copy", type=Path, metavar="COPY", help="the file to write; it must not be there yet")
    restore = _add(commands, "restore", _restore, "put a copy in place of the store")
    restore.add_argument("copy", type=Path, metavar="COPY", help="a file that backup wrote")
    restore.add_argument("--replace", action="store_true", help="even if the store holds cases: they are lost")


def _add(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=f"{text.capitalize()}.")
    data = Path(os.environ.get("ASSISTANT_DATA") or DEFAULT_DATA)
    parser.add_argument("--data", type=Path, default=data, help="the store (default: %(default)s)")
    parser.set_defaults(run=run)
    return parser


def _serve(asked: argparse.Namespace) -> int:
    from assistant.web.serve import serve

    settings = replace(read_settings(os.environ), data=asked.data)
    contents = [load_content(language) for language in languages()]
    serve(load_definitions(), contents, settings, asked.host, asked.port)
    return 0


def _purge(asked: argparse.Namespace) -> int:
    from assistant.store.sealed import CaseStore

    return _told(f"{CaseStore(asked.data).purge()} expired cases deleted")


def _backup(asked: argparse.Namespace) -> int:
    from assistant.store.copies import back_up

    return _told(f"{back_up(asked.data, asked.copy)} cases copied")


def _restore(asked: argparse.Namespace) -> int:
    from assistant.store.copies import restore

    return _told(f"{restore(asked.copy, asked.data, replace=asked.replace)} cases put back")


def _told(line: str) -> int:
    print(line)
    return 0
