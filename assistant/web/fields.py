"""The fields of a page as HTML: rendered once for each page and language, with gaps for what a family typed.

A date has nine boxes and five ways to answer: rendered anew, they would be most of what a page costs. Nothing of a family
is kept: the gaps are filled for one page. A page that says what is wrong with a field is rendered whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from flask import render_template
from markupsafe import Markup, escape

from assistant.web.forms import Wrong
from assistant.web.service import service
from assistant.web.sheet import Part

_OPEN, _CLOSE = "\ue000", "\ue001"  # signs that no text of ours holds
_GAP = re.compile(f"{_OPEN}([^{_CLOSE}]+){_CLOSE}")
_CHECKED = Markup(" checked")


class _Gaps(dict[str, str]):
    """Stands for what is in the fields while their gaps are made."""

    def __missing__(self, name: str) -> Markup:
        return Markup(f"{_OPEN}{name}{_CLOSE}")  # noqa: S704 - names of fields


def fields_of(parts: Sequence[Part], wrong: Wrong | None) -> Markup:
    """The fields of a page with what stands in them; beside the one that can't be read, why. Below them, why we ask and
    what the words mean.
    """
    filled = defaultdict[str, str](str)
    for part in parts:
        _fill(filled, part)
    if wrong is not None:
        return Markup(_rendered(parts, filled, wrong))  # noqa: S704
    wording, name = service().wording, " ".join(part.before + part.question.id for part in parts)
    if name not in wording.fields:
        wording.fields[name] = _GAP.sub(r"%(\1)s", _rendered(parts, _Gaps(), None).replace("%", "%%"))
    return Markup(wording.fields[name] % filled)  # noqa: S704 - sentences of ours, and what was escaped below


def _rendered(parts: Sequence[Part], typed: Mapping[str, str], wrong: Wrong | None) -> str:
    said = " ".join(f"{part.shown.text} {part.shown.hint} {part.shown.why}" for part in parts)
    terms = service().library.glossary.found(said)
    return render_template("fields.html", parts=parts, typed=typed, wrong=wrong, terms=terms)


def _fill(filled: dict[str, str], part: Part) -> None:
    """Adds what goes into the gaps of one question, by the names of its fields. Of what is picked, its HTML."""
    before, kind, typed = part.before, part.question.kind, part.typed
    filled[f"{before}seen"] = escape(part.seen)
    if kind in ("choice", "choices"):
        filled[f"{before}answer"] = part.shown.picked(typed["answer"])
    elif kind == "council":
        filled[f"{before}answer"] = service().wording.council_options(typed["answer"])
    else:
        for name, value in typed.items():
            filled[before + name] = escape(value or "")
        filled[f"how-{typed.get('how')}"] = _CHECKED
