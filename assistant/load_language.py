"""Puts a language's prose over the English, part by part, and only where it was made from the English that stands there now.

content/<language>/sources.toml says for each part which English it was translated from: the part's name and a short name
of the English text. A part whose English has changed since is said in English until somebody has looked at it again.
A part is a Markdown file (``pages/help.md``) or one sentence of a TOML file (``sentences.toml:sum.weeks``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from babel import Locale

from assistant.core.content import Content
from assistant.core.words import Words

SOURCES = "sources.toml"
YOUNG = "young"  # the folder of what is said in other words to a young person
Parts = Mapping[str, str]  # name of a part -> its text


def stamp(text: str) -> str:
    """A short name for exactly this text."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]


def over(english: Content, other: Content, parts: tuple[Parts, Parts], sources: Mapping[str, Any]) -> Content:
    """``other`` where it is whole and up to date, ``english`` elsewhere; ``lacks`` names what is said in English.
    ``parts`` are the texts of both folders, the English ones first.
    """
    fresh = {
        name
        for name, text in parts[1].items()
        if text.strip(" \n") and name in parts[0] and sources.get(name) == stamp(parts[0][name])
    }

    def best(folder: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
        return {key: mine[key] if f"{folder}/{key}.md" in fresh else theirs[key] for key in theirs}

    return replace(
        other,
        words=Words(_sentences(english, other, fresh), _plural(other.language)),
        findings=best("findings", other.findings, english.findings),
        routes=best("routes", other.routes, english.routes),
        letters=best("letters", other.letters, english.letters),
        pages=best("pages", other.pages, english.pages),
        guides=best("guide", other.guides, english.guides),
        guide_groups=other.guide_groups if "guide/order.toml" in fresh else english.guide_groups,
        glossary=other.glossary if "glossary.md" in fresh else english.glossary,
        lacks=frozenset(parts[0]) - fresh,
        parts=len(parts[0]),
    )


def _sentences(english: Content, other: Content, fresh: set[str]) -> dict[str, str]:
    keys = {name.partition(":")[2] for name in fresh if ":" in name and not name.startswith(YOUNG)}
    mine = {
        key: text for key, text in other.words.sentences.items() if key in keys or key not in english.words.sentences
    }
    return {**english.words.sentences, **mine}  # a language may have plurals that English has not


def _plural(language: str) -> Callable[[int], str]:
    rule = Locale.parse(language).plural_form
    return lambda number: str(rule(number))


def parts_of(folder: Path, flat: Callable[[Path], Mapping[str, str]]) -> dict[str, str]:
    """Every part of one language's folder."""
    return dict(_parts(folder, flat))


def _parts(folder: Path, flat: Callable[[Path], Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.md")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted([*folder.glob("*.toml"), *folder.glob(f"{YOUNG}/*.toml")]):
        if path.name != SOURCES:
            name = path.relative_to(folder).as_posix()
            yield from ((f"{name}:{key}", text) for key, text in flat(path).items())
    order = folder / "guide" / "order.toml"
    if order.is_file():
        yield "guide/order.toml", order.read_text(encoding="utf-8")
