"""What to ask a council to change, beside putting things right: by what went wrong, with where it comes from, and in which
published decisions the like was asked. Read from content/data/asks.toml. Room: the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.core.decisions import Library
from assistant.core.vocabulary import FINDINGS

ASKED, DRAWN, COUNCIL = BASES = ("asked", "drawn", "council")


@dataclass(frozen=True, slots=True)
class Named:
    """One place in a source: the source's id, and where in it."""

    of: str
    at: str


@dataclass(frozen=True, slots=True)
class Source:
    """A paper that asks come from, by a short name and in full."""

    id: str
    short: str
    name: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One change to ask for. ``basis``: it was asked for in the source; or it is drawn from what went wrong there; or the
    council named it itself. Without sources it is our own suggestion."""

    id: str
    faults: tuple[str, ...]
    ask: str
    sources: tuple[Named, ...] = ()
    basis: str = ASKED
    asked_in: tuple[str, ...] = ()  # references of decisions in which the like was asked


@dataclass(frozen=True)
class Asks:
    """All asks, in the order of the file, and the papers they come from."""

    asks: tuple[Ask, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    def about(self, fault: str) -> list[Ask]:
        """The asks that fit a fault: those asked in most decisions first."""
        fitting = [ask for ask in self.asks if fault in ask.faults]
        return sorted(fitting, key=lambda ask: -len(ask.asked_in))

    def first_about(self, fault: str) -> list[Ask]:
        """The asks that fit a fault before any other, so that a list of all faults says each of them once."""
        return [ask for ask in self.asks if ask.faults[0] == fault]

    def papers(self, asks: list[Ask]) -> list[Source]:
        """The papers that some asks come from, each once."""
        return [self.sources[id_] for id_ in dict.fromkeys(named.of for ask in asks for named in ask.sources)]


def check_asks(asks: Asks, library: Library) -> Iterator[str]:
    """What is wrong with the asks, one sentence each, naming the id and what is allowed."""
    for ask in asks.asks:
        if not ask.faults or not set(ask.faults) <= set(FINDINGS):
            yield f"ask {ask.id}: faults: at least one finding code, and nothing else"
        if ask.basis not in BASES:
            yield f"ask {ask.id}: basis: {ask.basis} is none of {', '.join(BASES)}"
        for named in ask.sources:
            if named.of not in asks.sources:
                yield f"ask {ask.id}: sources: there is no source {named.of}"
        for ref in ask.asked_in:
            decision = library.by_ref.get(ref.replace(" ", "-"))
            if decision is None or not decision.improvements:
                yield f"ask {ask.id}: asked_in: {ref} is no decision whose improvements are told"
