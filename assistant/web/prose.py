"""Markdown of content/ as HTML, once at start. A family's own words never go through here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import markdown
import nh3
from markupsafe import Markup

_TAGS = set("p a strong em ul ol li h2 h3 table thead tbody tr th td caption code blockquote dl dt dd br hr".split())


@dataclass(frozen=True, slots=True)
class Page:
    """A page of prose: the first line of its Markdown is its heading."""

    name: str
    title: str
    body: Markup


def as_html(text: str) -> Markup:
    """Markdown of ours as HTML with a short list of tags."""
    made = markdown.markdown(text, extensions=["tables", "def_list"], output_format="html")
    return Markup(nh3.clean(made, tags=_TAGS, attributes={"a": {"href"}}, link_rel=None))  # noqa: S704


def read_pages(texts: Mapping[str, str]) -> dict[str, Page]:
    """Every page of content/<language>/pages, by its name. Raises ValueError for one without a heading."""
    pages = {}
    for name, text in texts.items():
        first, _, rest = text.partition("\n")
        if not first.startswith("# "):
            raise ValueError(f"pages/{name}.md: the first line must be its heading: # …")
        pages[name] = Page(name, first[2:].strip(), as_html(rest))
    return pages
