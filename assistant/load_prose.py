"""Cuts Markdown of content/ into the parts the engine knows: findings and routes. Part of the loader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.core.content import FindingProse, RouteProse, Term


def sections(text: str, mark: str = "## ") -> tuple[str, dict[str, str]]:
    """A Markdown text cut at its headings: what stands before the first, and each heading's text."""
    before, *parts = re.split(rf"^{mark}", text, flags=re.MULTILINE)
    return before.strip(), {head.strip(): body.strip() for head, _, body in (part.partition("\n") for part in parts)}


def finding_prose(code: str, text: str) -> FindingProse:
    """The prose of a finding. KeyError for a part that has to be there."""
    title, parts = sections(text)
    named = {head.lower(): " ".join(body.split()) for head, body in parts.items()}
    proves = [line.partition("|") for line in _bullets(parts.get("What proves it", ""))]
    return FindingProse(
        code=code,
        title=title.removeprefix("# ").strip(),
        sentences=named,
        law=named["what the law says"],
        would_change=_bullets(parts.get("What would change this", "")),
        they_may_say=_answers(parts.get("They may say", "")),
        evidence=tuple((what.strip(), who.strip()) for what, _, who in proves),
    )


def _answers(text: str) -> tuple[tuple[str, str], ...]:
    """What may be said, each with what can be answered."""
    says = sections(text, "### ")[1]
    return tuple((words.strip(), " ".join(answer.split())) for words, answer in says.items())


def bullets_of(text: str, heading: str) -> tuple[str, ...]:
    """The items of the list under one heading of a Markdown text; none where there is no such heading."""
    return _bullets(sections(text)[1].get(heading, ""))


def _bullets(text: str) -> tuple[str, ...]:
    return tuple(" ".join(item.split()) for item in re.split(r"^[-*] ", text, flags=re.MULTILINE)[1:])


def route_prose(route: str, text: str) -> RouteProse:
    """The page of a route, by its headings."""
    title, parts = sections(text)
    return RouteProse(route, title.removeprefix("# ").strip(), parts)


def route_otherwise(plain: RouteProse, text: str, problems: list[str]) -> RouteProse:
    """A route's page with some of its parts in other words."""
    parts = sections(text)[1]
    unknown = [head for head in parts if head not in plain.parts]
    problems += [f"young/routes/{plain.route}.md: there is no part {head}" for head in unknown]
    return replace(plain, parts={**plain.parts, **parts})


def terms_otherwise(plain: Sequence[Term], others: Sequence[Term], problems: list[str]) -> tuple[Term, ...]:
    """The glossary with some of its terms explained in other words; they are found by the same forms."""
    said = {term.name: term.means for term in others}
    unknown = said.keys() - {term.name for term in plain}
    problems += [f"young/glossary.md: there is no term {name}" for name in sorted(unknown)]
    return tuple(replace(term, means=said.get(term.name, term.means)) for term in plain)


def said_otherwise(plain: FindingProse, text: str, problems: list[str]) -> FindingProse:
    """A finding's prose with some of its parts in other words."""
    parts = sections(text)[1]
    named = {head.lower(): " ".join(body.split()) for head, body in parts.items()}
    unknown = [head for head in named if head not in plain.sentences]
    problems += [f"young/findings/{plain.code}.md: there is no part {head}" for head in unknown]
    return replace(
        plain,
        sentences={**plain.sentences, **named},
        law=named.get("what the law says", plain.law),
        would_change=_bullets(parts.get("What would change this", "")) or plain.would_change,
        they_may_say=_answers(parts.get("They may say", "")) or plain.they_may_say,
    )
