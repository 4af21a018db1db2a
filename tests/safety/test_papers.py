"""What the papers promise is there: every test they name, every file, every setting."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "assistant" / "settings.py").read_text(encoding="utf-8")
ROWS = [line for line in SECURITY.partition("## OWASP")[2].splitlines() if re.match(r"\| \d", line)]
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", SECURITY)))


@pytest.mark.parametrize(("path", "name"), TESTS)
def test_each_named_test_exists(path, name):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert not name or name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_requirement_has_a_test_or_a_reason():
    assert len(ROWS) > 90
    for row in ROWS:
        _, numbers, _, shown, _ = row.split("|")
        assert re.fullmatch(r" \d+\.\d+\.\d+((, | to )\d+\.\d+\.\d+)* ", numbers), row
        assert len(shown.strip()) > 3, row


def test_most_rest_on_a_test():
    assert sum("::test_" in row for row in ROWS) > len(ROWS) // 2


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(assistant/[\w./-]+)`", SECURITY))))
def test_each_named_place_exists(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"ASSISTANT_[A-Z]+", SECURITY))))
def test_each_named_setting_is_read(name):
    assert f'"{name}"' in SETTINGS


def test_figures_in_the_paper_are_those_of_the_code():
    codes = (ROOT / "assistant" / "store" / "codes.py").read_text(encoding="utf-8")
    assert "3, 65_536, 1, 48, Type.ID" in codes  # three rounds, 64 MB
    assert '"600 per hour", together=True' in (ROOT / "assistant" / "web" / "keep.py").read_text(encoding="utf-8")


def test_the_privacy_page_tells_how_to_complain(one_app):
    page = one_app.test_client().get("/privacy", base_url="http://localhost").text
    for words in ("within 30 days", "without undue delay", "Information Commissioner"):
        assert words in page
