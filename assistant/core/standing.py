"""Standings: what a route's function answers, and where the functions of all routes register. Room: the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.core.situation import Situation


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a route stands in a case: ``first``, ``next``, ``also`` or ``closed``, and why it waits or is shut."""

    status: str
    reason: str | None = None
    words: str | None = None  # which of the route's sentences says it, where the status or the reason alone can't

    @property
    def sentence(self) -> str:
        """The last part of the key of its sentence in content/<language>/advice.toml."""
        return self.words or self.reason or self.status


FIRST, NEXT, ALSO = Standing("first"), Standing("next"), Standing("also")
PREMATURE = Standing("next", "premature")
Answer = Standing | None
Rule = Callable[[Situation, str], Answer]
Wording = Callable[[Situation, Standing], str | None]
RULES: dict[str, Rule] = {}
WORDINGS: dict[str, Wording] = {}


def route(code: str) -> Callable[[Rule], Rule]:
    """Registers the function that says how a route stands when another one is first. None: nothing to say about it."""

    def register(rule: Rule) -> Rule:
        RULES[code] = rule
        return rule

    return register


def wording(code: str) -> Callable[[Wording], Wording]:
    """Registers the function that picks a route's sentence by state, person or body. None: the reason's or the status's."""

    def register(pick: Wording) -> Wording:
        WORDINGS[code] = pick
        return pick

    return register


def closed(reason: str, words: str | None = None) -> Standing:
    """A door that is shut, with its reason."""
    return Standing("closed", reason, words)
