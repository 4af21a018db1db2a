"""The glossary in place: which words of a text are explained, so that the page can explain them at its foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.core.content import Term


class Glossary:
    """Finds terms in texts. Small letters count as capitals, except in abbreviations; longer terms win over shorter."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)
        self._named = {_key(form): term for term in terms for form in term.forms}
        forms = sorted((form for term in terms for form in term.forms), key=len, reverse=True)
        self._any = re.compile(rf"\b(?:{'|'.join(map(_pattern, forms))})\b") if forms else None
        self.found = lru_cache(maxsize=512)(self._found)

    def _found(self, text: str) -> tuple[Term, ...]:
        """The terms that stand in a text, each once, in the order of their first appearance."""
        if self._any is None:
            return ()
        hits = (self._named[_key(hit)] for hit in self._any.findall(text))
        return tuple(dict.fromkeys(hits))


def _key(form: str) -> str:
    return form if _is_short(form) else form.lower()


def _pattern(form: str) -> str:
    return re.escape(form) if _is_short(form) else f"(?i:{re.escape(form)})"


def _is_short(form: str) -> bool:
    """Is it an abbreviation, such as EOTAS? "AP" must not be found in "ap"."""
    return form.isupper()
