"""The README is true: what it names is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SPANS = re.findall(r"`([^`\n]+)`", re.sub(r"^```\n.*?^```", "", README, flags=re.MULTILINE | re.DOTALL))
TARGETS = sorted(set(re.findall(r"\bmake ([a-z]+)", "\n".join([*BLOCKS, *SPANS]))))


def tree() -> list[str]:
    """The paths of the drawn tree: the first word of each line, within the folder it is drawn under."""
    drawn = next(block for block in BLOCKS if block.startswith("flows/"))
    found, parent = [], ""
    for line in drawn.splitlines():
        name = line.split()[0]
        if not line.startswith(" "):
            parent = name
        found.append(parent + name if line.startswith(" ") else name)
    return found


PATHS = sorted({span for span in SPANS if re.fullmatch(r"[\w.-]+/[\w./-]*", span)} | set(tree()))
COMMANDS = sorted({span.split()[0] for span in re.findall(r"^\| `([a-z][^`]+)` \|", README, re.MULTILINE)})


def test_the_two_commands_that_set_everything_up_stand_in_it():
    assert "\nmake run " in "\n" + BLOCKS[0]
    assert "\nmake test " in "\n" + BLOCKS[0]


@pytest.mark.parametrize("target", TARGETS)
def test_each_make_target_exists(target):
    assert re.search(rf"^{target}:.*##", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("path", PATHS)
def test_each_path_exists(path):
    place = ROOT / path
    assert place.exists()
    assert place.is_dir() == path.endswith("/")
    assert place.is_file() or any(place.iterdir())  # git keeps no empty folder


def test_each_command_exists():
    told = subprocess.run([sys.executable, "-m", "assistant", "--help"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert [command for command in COMMANDS if not re.search(rf"\b{command}\b", told.stdout)] == []


def test_it_finds_something_to_check():
    assert {"run", "test", "lint", "bench"} <= set(TARGETS)
    assert {"flows/", "assistant/core/", "assistant/cli.py", "flows/duties/assessment.toml"} <= set(PATHS)
    assert {"assess", "due", "check", "graph", "serve"} <= set(COMMANDS)
