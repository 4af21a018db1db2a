"""A language nobody speaks: every sentence of ours with strange letters in it. What still reads as English on a page was
never handed to a translator. ``eo`` stands for it from left to right, ``he`` from right to left: Babel knows both codes.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

from assistant.core.content import Content, FindingProse, Guide, RouteProse, Term
from assistant.core.words import Words

ROOT = Path(__file__).parents[2]
LTR, RTL = "eo", "he"
_STRANGE = str.maketrans("abcdefghijklmnoprstuvwyz", "äƀčđëƒğħïĵķļɱňöƥŕšťüṽŵýž")
_KEPT = re.compile(  # what a translator keeps: placeholders, addresses, the marks of Markdown, entities
    r"\{[^{}]*\}|%\([a-z_]+\)[sd]|\]\([^)]*\)|https?://\S+|&[a-z]+;"
)


def pseudo(text: str) -> str:
    """A sentence in the made-up language."""
    done, at = [], 0
    for kept in _KEPT.finditer(text):
        done += [text[at : kept.start()].translate(_STRANGE), kept[0]]
        at = kept.end()
    return "".join([*done, text[at:].translate(_STRANGE)])


def pseudo_content(english: Content, code: str) -> Content:
    """All prose in the made-up language."""
    return replace(
        english,
        language=code,
        words=Words({key: _sentence(text) for key, text in english.words.sentences.items()}, english.words.plural),
        findings={code: _finding(prose) for code, prose in english.findings.items()},
        routes={code: _route(prose) for code, prose in english.routes.items()},
        pages={name: pseudo(text) for name, text in english.pages.items()},
        letters={name: _letter(text) for name, text in english.letters.items()},
        guides={name: _guide(guide) for name, guide in english.guides.items()},
        guide_groups=tuple(replace(group, title=pseudo(group.title)) for group in english.guide_groups),
        glossary=tuple(Term(pseudo(t.name), (*map(pseudo, t.forms),), pseudo(t.means)) for t in english.glossary),
        young=pseudo_content(english.young, code) if english.young else None,
    )


def _sentence(text: Any) -> Any:
    return pseudo(text) if isinstance(text, str) else text


def _finding(prose: FindingProse) -> FindingProse:
    return replace(
        prose,
        title=pseudo(prose.title),
        sentences={key: pseudo(text) for key, text in prose.sentences.items()},
        law=pseudo(prose.law),
        would_change=tuple(map(pseudo, prose.would_change)),
        they_may_say=tuple((pseudo(says), pseudo(answer)) for says, answer in prose.they_may_say),
        evidence=tuple((pseudo(what), pseudo(who)) for what, who in prose.evidence),
    )


def _route(prose: RouteProse) -> RouteProse:
    parts = {pseudo(heading): pseudo(text) for heading, text in prose.parts.items()}
    return replace(prose, title=pseudo(prose.title), parts=parts)


def _letter(text: str) -> str:
    """A text of letters; its headings are keys."""
    return "\n".join(line if line.startswith("## ") else pseudo(line) for line in text.split("\n"))


def _guide(guide: Guide) -> Guide:
    return replace(guide, title=pseudo(guide.title), summary=pseudo(guide.summary), text=pseudo(guide.text))


def write_catalogues(folder: Path) -> None:
    """The catalogues of both directions, with every sentence that Babel finds in the project."""
    for code in (LTR, RTL):
        catalogue = Catalog(locale=code)
        for message, context in found_by_babel():
            strange = tuple(map(pseudo, message)) if isinstance(message, tuple) else pseudo(message)
            catalogue.add(message, strange, context=context)
        place = folder / code / "LC_MESSAGES"
        place.mkdir(parents=True)
        with (place / "messages.mo").open("wb") as file:
            write_mo(file, catalogue)


def found_by_babel() -> list[tuple[Any, str | None]]:
    """Every sentence that Babel finds, in one form or in one and many, with its context."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        mappings = tomllib.load(file)["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
    found = extract_from_dir(str(ROOT), methods, {}, keywords)
    return [(message, context) for _, _, message, _, context in found]


# ---- what is left in English ----------------------------------------------------------------------------------------

_SPOKEN = ("aria-label", "alt", "title", "placeholder")
_ENGLISH = re.compile(r"[A-Za-z]*[a-z]{2,}[A-Za-z]*")
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\w.-]+\.(?:org|gov|co)\.?\w*(?:/\S*)?")


def left_in_english(html: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    """The texts of a page that are still English and not marked as such with lang="en"."""
    texts = [text for text in texts_in(html, LTR, RTL) if set(_ENGLISH.findall(_NO_WORDS.sub("", text))) - allowed]
    return list(dict.fromkeys(texts))


def texts_in(html: str, *languages: str) -> list[str]:
    """The texts of a page that count as said in one of the languages, and not in another that they are marked with."""
    return _texts(html5lib.parse(html, namespaceHTMLElements=False), frozenset(languages))


def _texts(element: Any, languages: frozenset[str]) -> list[str]:
    if (
        not isinstance(element.tag, str)
        or element.tag in ("style", "script")
        or element.get("lang") not in (None, *languages)
    ):
        return []
    found = [element.get(name) for name in _SPOKEN if element.get(name)]
    if element.text:
        found.append(element.text.strip())
    for child in element:
        found += _texts(child, languages)
        if child.tail:
            found.append(child.tail.strip())
    return found
