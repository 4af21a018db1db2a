"""The command line: assess a case, work out a date, check the rules, draw the questions; serve the
web and look after its store (cli_service.py).

Answers go to standard output, errors to standard error. Exit status 0: done; 1: a bad case or a failed check; 2: wrong use.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from assistant import cli_desk, cli_service
from assistant.core.assess import assess
from assistant.core.case import MOST_BYTES, Case, read_case, read_case_text, read_json
from assistant.core.content import Content
from assistant.core.dates import read_when
from assistant.core.definitions import Definitions
from assistant.core.due import Due, due_date
from assistant.core.report import assessment_json, border_json, due_json
from assistant.core.shape import CaseError
from assistant.load import WrongData, load_content, load_definitions, read_decisions
from assistant.settings import Unsafe
from assistant.store.copies import NoCopy

Rules = tuple[Definitions, Content]


def main(arguments: list[str]) -> int:
    """Runs one command and returns its exit status."""
    asked = _parser().parse_args(arguments)
    try:
        status: int = asked.run(asked)
    except CaseError as error:
        return _fail(error)
    except (WrongData, Unsafe, NoCopy) as error:
        print(error, file=sys.stderr)
        return 1
    except sqlite3.Error as error:
        print(f"the store: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'file'}: {error.strerror}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _fail(error: CaseError) -> int:
    print(f"{error.at or '/'}: {error}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant",
        description="A complaint assistant for EHC plans: what is late, who can look at it, what to write.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _assess_parser(commands)
    _due_parser(commands)
    cli_service.add_commands(commands)
    cli_desk.add_commands(commands)
    for name, run, text in (
        (
            "scenarios",
            _scenarios,
            "print what comes of each rule, worked example, problem and state, as tables with tabs",
        ),
        ("check", _check, "check all rules, questions, letters and prose; say what does not fit"),
        ("graph", _graph, "draw the questions and what leads to them, as a Graphviz file"),
        ("schema", _schema, "print the JSON Schema of the case file"),
    ):
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)
    _decisions_parser(commands)
    return parser


def _assess_parser(commands: Any) -> None:
    text = "judge a case: findings, your own dates, routes, next steps"
    parser = commands.add_parser("assess", help=text, description=f"{text.capitalize()}. Prints JSON.")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("case", nargs="?", metavar="CASE.json", help="a case file (ehcp-case/1); - for standard input")
    source.add_argument("--batch", metavar="FILE.jsonl", help="a case on each line; - for standard input")
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="judge as of this day (default: the case's, else today)"
    )
    parser.set_defaults(run=_assess)


def _due_parser(commands: Any) -> None:
    text = "work out the date of one rule"
    parser = commands.add_parser("due", help=text, description=f"{text.capitalize()}. `check` lists the rules.")
    parser.add_argument("rule", nargs="?", metavar="RULE", help="a rule's id, such as A-FINAL-20W")
    parser.add_argument("--given", metavar="JSON", help='the facts, such as {"request_received": "2025-01-06"}')
    parser.add_argument(
        "--batch", metavar="FILE", help="a list, or a line each, of rule and given; - for standard input"
    )
    parser.set_defaults(run=_due, usage=parser.error)


def _decisions_parser(commands: Any) -> None:
    text = "check published decisions before they are added"
    parser = commands.add_parser("decisions", help=text, description=f"{text.capitalize()}.")
    check = parser.add_subparsers(title="commands", required=True, metavar="COMMAND").add_parser(
        "check", help="say what is wrong with a file", description="Says what is wrong with a file of decisions."
    )
    check.add_argument("file", type=Path, metavar="FILE.toml", help="as content/data/decisions/README.md explains")
    check.add_argument("--case", metavar="CASE.json", help="the facts of the one decision in it, to assess")
    check.set_defaults(run=_decisions)


def _day(text: str) -> date:
    try:
        when = read_when(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if not getattr(when, "is_day", False):
        raise argparse.ArgumentTypeError("one day is expected, such as 2026-11-21")
    first: date = when.first  # type: ignore[union-attr]
    return first


# ---- assess ---------------------------------------------------------------------------------------------------------


def _assess(asked: argparse.Namespace) -> int:
    rules = load_definitions(), load_content()
    if asked.batch:
        return _batch(asked.batch, lambda value: _assessed(read_case(value), asked.as_of, rules))
    with _Opened(asked.case) as file:
        case = read_case_text(file.read(MOST_BYTES + 1))
    print(json.dumps(_assessed(case, asked.as_of, rules), ensure_ascii=False, indent=1))
    return 0


def _assessed(case: Case, as_of: date | None, rules: Rules) -> dict[str, Any]:
    definitions, content = rules
    return assessment_json(assess(definitions, case, as_of or case.as_of or date.today()), content)


def _batch(name: str, answer: Callable[[Any], dict[str, Any]]) -> int:
    """One line of output for each line of input; a line that can't be read is told in its place, and the run goes on."""
    status = 0
    with _Opened(name) as file:
        for number, value in _values(file):
            try:
                said = answer(value())
            except CaseError as error:
                said, status = {"line": number, "error": str(error), "at": error.at}, 1
            print(json.dumps(said, ensure_ascii=False))
    return status


def _values(file: TextIO) -> Iterator[tuple[int, Callable[[], Any]]]:
    """The entries of JSON Lines, or of one JSON list, each with its number; reading an entry may raise CaseError."""
    for number, line in enumerate(iter(file.readline, ""), 1):
        if number == 1 and line.lstrip().startswith("["):
            listed = read_json(line + file.read())
            yield from ((place, _ready(value)) for place, value in enumerate(listed, 1))
            return
        if line.strip():
            yield number, _reader(line)


def _ready(value: Any) -> Callable[[], Any]:
    return lambda: value


def _reader(line: str) -> Callable[[], Any]:
    return lambda: read_json(line)


class _Opened:
    """A file to read, or standard input for ``-``."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> TextIO:
        self.file = sys.stdin if self.name == "-" else open(self.name, encoding="utf-8", errors="replace")
        return self.file

    def __exit__(self, *_: object) -> None:
        if self.file is not sys.stdin:
            self.file.close()


# ---- due ------------------------------------------------------------------------------------------------------------


def _due(asked: argparse.Namespace) -> int:
    if bool(asked.batch) == bool(asked.rule):
        asked.usage("give a rule with --given, or --batch")
    rules = load_definitions(), load_content()
    if asked.batch:
        return _batch(asked.batch, lambda value: due_json(_due_of(value, rules[0]), rules[1]))
    due = due_date(rules[0], asked.rule, read_json(asked.given or "{}"))
    border = border_json(due.due)
    print("due", border if isinstance(border, str) else " to ".join(border))
    if due.sum:
        print(rules[1].words.say(due.sum))
    return 0


def _due_of(value: Any, definitions: Definitions) -> Due:
    if not isinstance(value, dict) or not isinstance(value.get("rule"), str):
        raise CaseError("an object with rule and given is expected here", "/rule" if isinstance(value, dict) else "")
    return due_date(definitions, value["rule"], value.get("given", {}))


# ---- the rest -------------------------------------------------------------------------------------------------------


def _check(asked: argparse.Namespace) -> int:
    from assistant.core.governance import report

    definitions, content = load_definitions(), load_content()
    print("\n".join(report(definitions, content, date.today())))
    return 0


def _decisions(asked: argparse.Namespace) -> int:
    from assistant.core.trial import trial

    definitions = load_definitions()
    decisions = read_decisions(asked.file, definitions.councils)
    for made in decisions:
        known = "; it is in the library" if made.slug in definitions.library.by_ref else ""
        print(f"{made.ref}: {made.outcome}; {', '.join(made.faults) or 'no fault'}{known}")
    if not asked.case:
        return 0
    if len(decisions) != 1:
        raise CaseError("with --case the file must hold exactly one decision")
    with _Opened(asked.case) as file:
        case = read_case_text(file.read(MOST_BYTES + 1))
    print("\n".join(trial(definitions, decisions[0], case, case.as_of or date.today())))
    return 0


def _scenarios(asked: argparse.Namespace) -> int:
    from assistant.core.scenarios import tables

    print("\n".join("\t".join(row) for row in tables(load_definitions())))
    return 0


def _graph(asked: argparse.Namespace) -> int:
    from assistant.core.graph import graph

    print(graph(load_definitions().questions))
    return 0


def _schema(asked: argparse.Namespace) -> int:
    from assistant.core.case import case_schema

    print(json.dumps(case_schema(), indent=1))
    return 0
