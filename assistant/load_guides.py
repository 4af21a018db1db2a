"""Reads the guides and the glossary of one language. A guide begins with a few lines that say what it is:

    # Title
    summary: One sentence.
    written: 2026-11-25
    review by: 2027-05-25
    sources: cfa-42, lga-26
    also: https://www.ipsea.org.uk

then an empty line, then its Markdown. ``sources`` are ids of flows/law; ``also`` is for pages that aren't law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from assistant.core.content import Content, Guide, GuideGroup, Term

HEAD = ("summary", "written", "review by", "sources", "also")


def read_guide(name: str, text: str) -> Guide:
    """One guide. ValueError or KeyError, saying which line of its head is wrong or missing."""
    title, _, rest = text.partition("\n")
    head, _, body = rest.partition("\n\n")
    said = dict(_head(head))
    if not title.startswith("# "):
        raise ValueError("the first line must be its heading: # …")
    return Guide(
        name=name,
        title=title.removeprefix("# ").strip(),
        summary=said["summary"],
        written=date.fromisoformat(said["written"]),
        review_by=date.fromisoformat(said["review by"]),
        sources=_listed(said["sources"]),
        also=_listed(said.get("also", "")),
        text=body.strip(),
    )


def _head(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.strip().splitlines():
        key, colon, value = line.partition(":")
        if not colon or key not in HEAD:
            raise ValueError(f"{line[:40]!r}: the lines after the heading are {', '.join(HEAD)}, then an empty line")
        yield key, value.strip()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def read_groups(order: Mapping[str, Any]) -> tuple[GuideGroup, ...]:
    """The groups of guide/order.toml."""
    return tuple(GuideGroup(group["title"], tuple(group["guides"])) for group in order.get("group", []))


def ungrouped(content: Content) -> Iterator[str]:
    """What doesn't fit between the guides there are and the groups they stand in."""
    named = [name for group in content.guide_groups for name in group.guides]
    yield from (f"guide/order.toml: {name} has no file" for name in named if name not in content.guides)
    yield from (f"guide/{name}.md stands in no group of order.toml" for name in content.guides if name not in named)


def read_glossary(text: str) -> tuple[Term, ...]:
    """The terms of glossary.md: "## Name | another form | and another", then what it means. In the order of the file."""
    parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return tuple(_term(*part.split("\n", 1)) for part in parts)


def _term(head: str, means: str) -> Term:
    forms = tuple(form.strip() for form in head.split("|"))
    return Term(forms[0], forms, " ".join(means.split()))
