"""The glossary in place: which words of a text are explained, so that the page can explain them at its foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.core.content import Term

_WORD = re.compile(r"\w+")


class Glossary:
    """Finds terms in texts. Small letters count as capitals, except in abbreviations; longer terms win over shorter."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)
        self._forms: dict[str, list[tuple[str, Term]]] = {}  # by their first word, in small letters; the longest first
        forms = [(form, term) for term in terms for form in term.forms]
        for form, term in sorted(forms, key=lambda one: -len(one[0])):
            self._forms.setdefault(_WORD.findall(form)[0].lower(), []).append((form, term))
        self.found = lru_cache(maxsize=512)(self.in_text)  # for texts of ours, which are the same for every family

    def in_text(self, text: str) -> tuple[Term, ...]:
        """The terms that stand in a text, each once, in the order of their first appearance."""
        return tuple(dict.fromkeys(self._hits(text)))

    def _hits(self, text: str) -> Iterator[Term]:
        # Word by word: one pattern of all the forms tries each of them at each place and costs ten times as much.
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            for form, term in self._forms.get(word[0].lower(), ()):
                last = word.start() + len(form)
                if _same(form, text[word.start() : last]) and not (text[last : last + 1].isalnum()):
                    end = last
                    yield term
                    break


def _same(form: str, said: str) -> bool:
    """Is it this form? An abbreviation must be written as such: "AP" must not be found in "ap"."""
    return form == said if form.isupper() else form.lower() == said.lower()
