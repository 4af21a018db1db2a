"""The look: small, one file for both directions of writing, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.web import app as web

CSS = (Path(web.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
PROPERTIES = set(re.findall(r"[{;]\s*([a-z-]+)\s*:", RULES))
PHYSICAL = re.compile(
    r"(margin|padding|border|inset)-(left|right|top|bottom)(-.*)?|left|right|top|bottom|(min-|max-)?(width|height)|"
    r"border-(top|bottom)-(left|right)-radius"
)
LARGEST_STYLE, LARGEST_FIRST_LOAD = 12_000, 30_000


def test_only_logical_properties():
    assert [name for name in sorted(PROPERTIES) if PHYSICAL.fullmatch(name)] == []
    assert not re.search(r"(text-align|float|clear):\s*(left|right)", RULES)


def test_it_reads_the_properties():
    assert {"margin-block", "padding-inline", "inline-size", "color"} <= PROPERTIES


@pytest.mark.parametrize("word", ["url(", "@import", "http", "expression"])
def test_nothing_is_loaded_from_anywhere(word):
    assert word not in RULES.replace("url(#hatch)", "")


def test_every_colour_is_named_at_the_top():
    after = RULES[RULES.index("* { box-sizing") :]
    after = after.partition("@media print")[0]
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", after) == []


@pytest.mark.parametrize("media", ["prefers-color-scheme: dark", "forced-colors: active", "print"])
def test_every_way_of_seeing_is_thought_of(media):
    assert media in CSS


def test_the_first_load_is_small(one_app):
    first = one_app.test_client().get("/", base_url="http://localhost")
    assert len(CSS.encode()) <= LARGEST_STYLE
    assert len(first.data) + len(CSS.encode()) <= LARGEST_FIRST_LOAD


def test_every_class_of_a_template_has_a_look():
    folder = Path(web.__file__).parent / "templates"
    used = set()
    for path in folder.rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
            used |= set(re.sub(r"\{[{%].*?[%}]\}", " ", value).split())
    known = set(re.findall(r"\.([a-z][a-z0-9-]*)", RULES))
    assert used - known == set()
