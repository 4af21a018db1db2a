"""The guides, the glossary, and the search over both and the routes. Open to anybody. Of a case only one thing is looked at:
whether a young person reads, who is told that guides are written for parents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from assistant.core.content import Content, Guide, Term
from assistant.core.definitions import Definitions, Provision
from assistant.web.glossary import Glossary
from assistant.web.prose import as_html
from assistant.web.search import Entry, Index
from assistant.web.service import reader, service

room = Blueprint("guides", __name__)
MOST_ASKED = 200  # characters of a search


@dataclass(frozen=True, slots=True)
class Leaf:
    """A guide, ready for its page."""

    guide: Guide
    body: Markup
    provisions: tuple[Provision, ...]
    terms: tuple[Term, ...]


class Library:
    """All guides, the glossary and the index, made once at start. KeyError for a guide that cites an unknown provision."""

    def __init__(self, definitions: Definitions, content: Content) -> None:
        self.glossary = Glossary(content.glossary)
        self.leaves: Mapping[str, Leaf] = {
            name: Leaf(
                guide,
                as_html(guide.text),
                tuple(definitions.provisions[id_] for id_ in guide.sources),
                self.glossary.found(guide.text),
            )
            for name, guide in content.guides.items()
        }
        self.index = Index(_entries(content))

    def explained(self, terms: Sequence[Term]) -> Library:
        """The same library with a glossary in other words."""
        other = copy(self)
        other.glossary = Glossary(terms)
        return other


def _entries(content: Content) -> Iterator[Entry]:
    for name, guide in content.guides.items():
        yield Entry(f"/guides/{name}", guide.title, guide.summary, guide.text)
    for code, prose in content.routes.items():
        first = re.sub(r"\s+", " ", next(iter(prose.parts.values()), ""))
        yield Entry(f"/routes/{code}", prose.title, _sentence(first), "\n".join(prose.parts.values()))
    for term in content.glossary:
        yield Entry(f"/words#{slug(term.name)}", term.name, _sentence(term.means), " ".join((*term.forms, term.means)))


def _sentence(text: str) -> str:
    return re.split(r"(?<=[.?!۔؟])\s", re.sub(r"[*\[\]]|\(https?:[^)]*\)", "", text), maxsplit=1)[0]


def slug(name: str) -> str:
    """A term's name as the end of an address."""
    return re.sub(r"\W+", "-", name.lower()).strip("-")


@room.get("/guides")
def every() -> str:
    """All guides, in groups."""
    reader()
    content = service().content
    groups = [(group.title, [content.guides[name] for name in group.guides]) for group in content.guide_groups]
    return render_template("guides.html", groups=groups, for_parents=True)


@room.get("/guides/<name>")
def show(name: str) -> str:
    """One guide, with what it rests on and the words it uses."""
    reader()
    leaf = service().library.leaves.get(name) or abort(404)
    return render_template("guide.html", leaf=leaf, words=service().content.words, for_parents=True)


@room.get("/words")
def words() -> str:
    """The glossary."""
    reader()
    return render_template("words.html", terms=[(slug(term.name), term) for term in service().content.glossary])


@room.route("/search", methods=["GET", "POST"])
def search() -> str:
    """Finds guides, routes and words. The words travel in the form, never in the address, and are not kept."""
    reader()
    typed = request.form.get("words", "")[:MOST_ASKED]
    asked = "".join(letter if letter.isprintable() else " " for letter in typed).strip()
    found = service().library.index.find(asked) if asked else []
    return render_template("search.html", asked=asked, found=found, for_parents=bool(found))
