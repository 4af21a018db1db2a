"""Dependencies run one way. This reads the imports of every module and fails on any that goes against it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "assistant").rglob("*.py"))

# Room -> what of ours it may import. A room is a folder of assistant/, or a module that stands beside the folders.
ALLOWED: dict[str, tuple[str, ...]] = {
    "core": ("assistant.core",),
    "load": ("assistant.core", *(f"assistant.load_{part}" for part in ("data", "guides", "language", "prose"))),
    "load_data": ("assistant.core",),
    "load_prose": ("assistant.core",),
    "load_language": ("assistant.core",),
    "load_guides": ("assistant.core",),
    "catalogue": (),
    "stamps": ("assistant.load", "assistant.load_language"),
    "settings": (),
    "deploy": (),
    "store": (
        "assistant.store",
        "assistant.core.case",
        "assistant.core.shape",
        "assistant.core.vocabulary",
        "assistant.core.dates",
    ),
    "documents": ("assistant.documents", "assistant.core"),
    "web": (
        "assistant.settings",
        "assistant.web",
        "assistant.store",
        "assistant.documents",
        "assistant.load",
        "assistant.load_prose",
        "assistant.core",
    ),
    "cli": ("assistant",),
    "cli_service": ("assistant",),
    "cli_desk": ("assistant",),
    "__main__": ("assistant.cli",),
    "__init__": (),
}

# The engine counts, compares and composes. It cannot reach a file, a network, a clock or a process: none of these can.
PURE = frozenset(
    "__future__ bisect calendar collections copy dataclasses datetime enum functools hashlib heapq itertools json math "
    "operator re string textwrap types typing unicodedata".split()
)
FORBIDDEN_CALLS = frozenset("open input print exec eval compile breakpoint __import__".split())
CLOCK_OWNERS = frozenset("date datetime time dt Day".split())
CLOCKS = frozenset("now utcnow today fromtimestamp".split())


def room_of(path: Path) -> str:
    """The room a module of assistant/ belongs to."""
    return path.relative_to(ROOT / "assistant").parts[0].removesuffix(".py")


def imports(path: Path, source: str) -> list[str]:
    """The full name of every module a source imports, wherever in it, those written with leading dots too."""
    package = path.relative_to(ROOT).parent.parts
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            # `from assistant.core import case` imports the module assistant.core.case
            inner = [f"{module}.{alias.name}" for alias in node.names]
            found += [name if is_module(name) else module for name in inner]
    return found


def is_module(name: str) -> bool:
    """Is there a module or package of ours by this name?"""
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def wrong_imports(path: Path, source: str) -> list[str]:
    """What a module imports although its room may not."""
    room = room_of(path)
    names = imports(path, source)
    ours = [name for name in names if name.partition(".")[0] == "assistant"]
    wrong = [
        name
        for name in ours
        if not any(name == allowed or name.startswith(f"{allowed}.") for allowed in ALLOWED.get(room, ()))
    ]
    if room == "core":
        wrong += [name for name in names if name not in ours and name.partition(".")[0] not in PURE]
    return wrong


def outside_calls(source: str) -> list[str]:
    """The names in a source by which it would reach a file, a terminal or the clock."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            found.append(node.func.id)
        # only what stands behind a class of datetime or the module time: a record may have a field called `now`
        owner = node.value if isinstance(node, ast.Attribute) else None
        if owner is not None and node.attr in CLOCKS and isinstance(owner, ast.Name) and owner.id in CLOCK_OWNERS:
            found.append(node.attr)
    return found


def test_every_module_has_a_room():
    strangers = {room_of(path) for path in MODULES} - ALLOWED.keys()
    assert not strangers, f"say in ALLOWED what these may import: {strangers}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_its_room_may(path):
    assert wrong_imports(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) == "core"], ids=lambda path: path.name)
def test_the_engine_reaches_no_file_and_no_clock(path):
    assert outside_calls(path.read_text(encoding="utf-8")) == []


def test_the_modules_the_engine_may_use_are_pythons_own():
    assert sys.stdlib_module_names >= PURE


@pytest.mark.parametrize(
    ("place", "source", "wrong"),
    [
        ("core/x.py", "import flask", ["flask"]),
        ("core/x.py", "import os.path", ["os.path"]),
        ("core/x.py", "def f():\n    from pathlib import Path", ["pathlib"]),
        ("core/x.py", "from assistant import load", ["assistant.load"]),
        ("core/x.py", "from ..load import load_content", ["assistant.load"]),
        ("core/x.py", "from . import case", []),
        ("core/x.py", "from assistant.core.dates import on", []),
        ("load.py", "import pydantic", []),
        ("load.py", "from assistant.web import app", ["assistant.web"]),
        ("store/x.py", "from assistant.core.case import Case", []),
        ("store/x.py", "from assistant.core import definitions", ["assistant.core.definitions"]),
        ("documents/x.py", "import assistant.store", ["assistant.store"]),
        ("web/x.py", "from assistant.cli import main", ["assistant.cli"]),
        ("web/x.py", "from assistant.load import load_content", []),
        ("cli.py", "from assistant.web import app", []),
        ("__main__.py", "from assistant.web import app", ["assistant.web"]),
    ],
)
def test_a_wrong_import_would_be_seen(place, source, wrong):
    found = wrong_imports(ROOT / "assistant" / place, source)
    assert [name.removesuffix(".app") for name in found] == wrong


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("open('x')", ["open"]),
        ("date.today()", ["today"]),
        ("when = datetime.now", ["now"]),
        ("today = 1\nspan.open()", []),
    ],
)
def test_a_reach_outside_would_be_seen(source, found):
    assert outside_calls(source) == found
