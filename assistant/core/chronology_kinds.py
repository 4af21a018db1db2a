"""Which kind of event a few words of a chronology tell of: phrases a lawyer reviews (flows/chronology), and how they match.

A phrase is words in a row; "a/b" is either word ("took_place": one with a blank in it); "…" is up to four words of any kind.
What is looked through is written out first: small letters, no punctuation, short forms ("LA", "AR") as the words they stand
for, and the date as ``DATE``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.core import vocabulary

DATE = "§"  # stands where the date stood
_GAP = r"(?: \S+){0,4}?"
_NOT = r"(?:no|not|never|nothing|none|without|awaiting|waiting|havent|hasnt|hadnt|didnt|wasnt|isnt|cancelled|postponed)"
_DENIED = re.compile(rf"\b{_NOT}\b")
_DENIED_BEFORE = re.compile(rf"\b{_NOT}\b(?: \S+){{0,3}} ?$")
_AHEAD = frozenset("will would should shall might may could must if due be".split())
_BESIDE = re.compile(
    r"\b(?:to \S+|after|following|before|since|re|regarding|about|at|from|until|because|than|for|pending|ahead of|prior to)"
    r"(?: (?:the|a|an|that|this|his|her|our|their|its|my|any))? ?$"
)
LIST = "about"  # the one thing said of an event that is a list


@dataclass(frozen=True, slots=True)
class KindPhrases:
    """By which phrases one kind of event is known, and what else they say of it."""

    event: str
    phrases: tuple[str, ...]
    absent: tuple[str, ...] = ()  # nouns: "no draft" tells that this has not come
    unless: tuple[str, ...] = ()  # phrases beside which it is something else
    says: Mapping[str, Mapping[str, tuple[str, ...]]] = field(
        default_factory=dict
    )  # key of the event -> word -> phrases


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A kind of event that no phrase tells of, and why."""

    event: str
    why: str


@dataclass(frozen=True, slots=True)
class Short:
    """Short forms, and what they stand for."""

    means: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A kind found in some words. ``first`` and ``last``: where, in the words written out."""

    event: str
    says: Mapping[str, object]
    first: int
    last: int
    denied: bool = False  # "no …", "still not …"
    beside: bool = False  # "after the …": only what something else is told by
    weight: int = 1  # how many words it is known by
    planned: bool = False  # "will be …"


class Recogniser:
    """Finds kinds in words. Made once for one set of phrases."""

    def __init__(self, kinds: Iterable[KindPhrases] = (), shorts: Iterable[Short] = ()) -> None:
        self.kinds = [_Kind(kind) for kind in kinds]
        self._means = {word: short.means for short in shorts for word in short.words}
        longest = sorted(self._means, key=len, reverse=True)
        self._short = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest))})(?!\S)") if longest else None

    def written_out(self, text: str) -> str:
        """The words in small letters, without signs, with short forms written out."""
        bare = re.sub(r"(?<=[^\W\d_])['’](?=[^\W\d_])", "", text.casefold())
        plain = " ".join(re.findall(rf"[^\W_]+|{DATE}", bare))
        return self._short.sub(lambda found: self._means[found[0]], plain) if self._short else plain

    def hits(self, written: str) -> list[Hit]:
        """The kinds in words that are written out, in order; one inside the longer words of another is not meant."""
        every = [hit for kind in self.kinds for hit in kind.hits(written)]
        kept = [hit for hit in every if not any(_inside(hit, other) for other in every)]
        return sorted(kept, key=lambda hit: hit.first)

    def missing(self, written: str) -> list[str]:
        """The kinds that the words say have not come: "still no draft". Of "amended plan" and "plan" the longer is meant."""
        told = [
            (kind.event, found.span(1)) for kind in self.kinds if kind.absent and (found := kind.absent.search(written))
        ]
        return [event for event, noun in told if not any(_wider(other, noun) for _, other in told)]


def check_phrases(kinds: Iterable[KindPhrases], shorts: Iterable[Short], unspoken: Iterable[Unspoken]) -> list[str]:
    """What is wrong with a set of phrases: a kind nobody thought of, a word the case file does not know, a phrase with a
    short form in it, which could never be found.
    """
    kinds, problems = list(kinds), list[str]()
    told = [kind.event for kind in kinds] + [entry.event for entry in unspoken]
    problems += [
        f"chronology: nothing says how {event} is told, or why not" for event in vocabulary.EVENTS if event not in told
    ]
    problems += [f"chronology: there is no event {event}" for event in told if event not in vocabulary.EVENTS]
    written = {word for short in shorts for word in short.words}
    for kind in kinds:
        phrases = [*kind.phrases, *kind.absent, *kind.unless, *(one for _, _, some in _sayings(kind) for one in some)]
        problems += [
            f"chronology: {kind.event}: write {word} out in the phrase: {phrase}"
            for phrase in phrases
            for word in re.split(r"[ /]", phrase)
            if word in written
        ]
        problems += [
            f"chronology: {kind.event}: {word} is not allowed as {key}"
            for key, word, _ in _sayings(kind)
            if word not in _allowed(key, kind.event)
        ]
    return problems


def _sayings(kind: KindPhrases) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    return ((key, word, phrases) for key, some in kind.says.items() for word, phrases in some.items())


def _allowed(key: str, event: str) -> tuple[str, ...]:
    tables = {"outcome": vocabulary.OUTCOMES, "kind": vocabulary.KINDS, "body": vocabulary.BODIES}
    if key in tables:
        return tables[key].get(event, ())
    return {"what": vocabulary.ADVICE, "about": vocabulary.APPEAL_SUBJECTS}.get(key, ())


def _inside(hit: Hit, other: Hit) -> bool:
    if other.first > hit.first or other.last < hit.last:
        return False
    wider = other.last - other.first > hit.last - hit.first
    return wider or other.weight > hit.weight or (hit.event == other.event and len(other.says) > len(hit.says))


class _Kind:
    def __init__(self, kind: KindPhrases) -> None:
        self.event = kind.event
        self.any = _compiled(kind.phrases)
        self.each = [(_compiled((phrase,)), phrase.replace("… ", "").split()) for phrase in kind.phrases]
        self.unless = _compiled(kind.unless) if kind.unless else None
        self.absent = _absent(kind.absent) if kind.absent else None
        self.says = {
            key: {word: _compiled(phrases) for word, phrases in words.items()} for key, words in kind.says.items()
        }

    def hits(self, written: str) -> list[Hit]:
        """The longest match of each place."""
        if not self.any.search(written) or (self.unless and self.unless.search(written)):
            return []
        says = self._says(written)
        if any(said is None for said in says.values()):
            return []
        spans: dict[tuple[int, int], list[str]] = {}
        for phrase, known in self.each:
            for found in phrase.finditer(written):
                spans[found.span()] = max(known, spans.get(found.span(), []), key=len)
        widest = [span for span in spans if not any(_wider(other, span) for other in spans)]
        return [_hit(self.event, says, span, spans[span], written) for span in sorted(widest)]

    def _says(self, written: str) -> dict[str, object]:
        """What else is said. Of advice it must be known whose; of two words that exclude each other neither is taken."""
        said: dict[str, object] = {}
        for key, words in self.says.items():
            found = [word for word, phrase in words.items() if phrase.search(written)]
            if key == LIST and found:
                said[key] = found
            elif len(found) == 1:
                said[key] = found[0]
            elif key == "what":
                said[key] = None
        return said


def _hit(event: str, says: Mapping[str, object], span: tuple[int, int], known: list[str], written: str) -> Hit:
    """A match, ``known`` by so many words of a phrase, with what the words in and before it make of it."""
    before, inside = written[max(0, span[0] - 60) : span[0]], written[span[0] : span[1]]
    own = {*re.split("[ /]", " ".join(known))}
    denied = bool({*_DENIED.findall(inside)} - own or _DENIED_BEFORE.search(before))
    planned = bool(_AHEAD & {*inside.split()} - own)
    return Hit(event, says, *span, denied, bool(_BESIDE.search(before)), len(known), planned)


def _wider(other: tuple[int, int], span: tuple[int, int]) -> bool:
    return other != span and other[0] <= span[0] and span[1] <= other[1]


def _compiled(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(_pattern, phrases))})(?!\S)")


def _pattern(phrase: str) -> str:
    made = ""
    for word in phrase.split():
        if word == "…":
            made += _GAP
        else:
            either = "|".join(re.escape(one.replace("_", " ")) for one in word.split("/"))
            made += (" " if made else "") + f"(?:{either})"
    return made


def _absent(nouns: Iterable[str]) -> re.Pattern[str]:
    listed = "|".join(map(re.escape, nouns))
    return re.compile(rf"(?<!\S){_NOT}(?: (?!{_NOT}\b)\S+){{0,2}}? ({listed})(?!\S)(?! (?:meeting|report))")
