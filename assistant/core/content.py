"""The prose of one language, as the loader hands it on: parts with placeholders, never logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.core.words import Words


@dataclass(frozen=True, slots=True)
class FindingProse:
    """What there is to say about one finding code; the sentences by verdict and by done or waiting."""

    code: str
    title: str
    sentences: Mapping[str, str]  # "breach, done" -> sentence
    law: str = ""
    would_change: tuple[str, ...] = ()
    they_may_say: tuple[tuple[str, str], ...] = ()  # what they say, the answer
    evidence: tuple[tuple[str, str], ...] = ()  # the thing, who holds it


@dataclass(frozen=True, slots=True)
class RouteProse:
    """The page of one route: its parts by heading, as Markdown."""

    route: str
    title: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide: prose to read at leisure, with the day it was written, when to look again, and what it rests on."""

    name: str
    title: str
    summary: str  # one sentence, for the list and for search
    written: date
    review_by: date
    sources: tuple[str, ...]  # ids of provisions
    also: tuple[str, ...]  # addresses of pages that aren't law: advice services, public bodies
    text: str  # Markdown


@dataclass(frozen=True, slots=True)
class GuideGroup:
    """A heading of the list of guides, with the names of those under it."""

    title: str
    guides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, explained."""

    name: str
    forms: tuple[str, ...]  # how it appears in a text, the name among them
    means: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything said in one language."""

    language: str
    words: Words
    findings: Mapping[str, FindingProse] = field(default_factory=dict)
    routes: Mapping[str, RouteProse] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)  # path below letters/, without .md -> text
    pages: Mapping[str, str] = field(default_factory=dict)  # page id -> Markdown
    guides: Mapping[str, Guide] = field(default_factory=dict)
    guide_groups: tuple[GuideGroup, ...] = ()
    glossary: tuple[Term, ...] = ()
    lacks: frozenset[str] = frozenset()  # parts said in English because the language has them not, or not yet again
    parts: int = 0  # how many parts the English has
    read_by_speaker: date | None = None  # the day a native speaker who knows the field had read all of it
    young: Content | None = None  # the same, as it is said to a young person who asks for themselves

    def finding(self, code: str) -> FindingProse:
        """The prose of a finding; KeyError for a code that has none."""
        return self.findings[code]
