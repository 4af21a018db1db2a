"""Cross-references between the records of flows/: every id that is cited must exist. Run by the loader at each start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.core import vocabulary as words
from assistant.core.definitions import Definitions, Duty
from assistant.core.flow import check_questions
from assistant.core.letter_conditions import CONDITIONS as CONDITIONS_OF_LETTERS
from assistant.core.letter_conditions import NEEDS
from assistant.core.letter_sources import SOURCES
from assistant.core.letters import KINDS as KINDS_OF_BLOCKS
from assistant.core.obligations import FINDERS
from assistant.core.predicates import CONDITIONS


def cross_references(definitions: Definitions) -> list[str]:
    """What does not fit, one sentence each, naming the record's id; an empty list when all is well."""
    return [
        *_duties(definitions),
        *_law(definitions),
        *_findings(definitions.duties),
        *_matrix(definitions),
        *check_questions(definitions.questions),
        *_letters(definitions),
    ]


def _duties(definitions: Definitions) -> Iterator[str]:
    for duty in (row for rows in definitions.duties.values() for row in rows):
        for event in (*duty.trigger, *duty.done):
            if event not in words.EVENTS:
                yield f"duty {duty.id}: there is no event {event}"
        if duty.finding is not None and duty.finding not in words.FINDINGS:
            yield f"duty {duty.id}: there is no finding {duty.finding}"
        if duty.find not in FINDERS:
            yield f"duty {duty.id}: there is no way of finding called {duty.find}"
        for name in duty.conditions:
            if name not in CONDITIONS and name != "any-kind":
                yield f"duty {duty.id}: there is no condition {name}"
        if duty.excuses is not None and duty.excuses not in definitions.exceptions:
            yield f"duty {duty.id}: there is no list of exceptions {duty.excuses}"
        if not duty.law:
            yield f"duty {duty.id}: it cites no provision"


def _law(definitions: Definitions) -> Iterator[str]:
    for cited, by in _cited(definitions):
        if cited not in definitions.provisions:
            yield f"{by}: there is no provision {cited}"


def _cited(definitions: Definitions) -> Iterator[tuple[str, str]]:
    for rows in definitions.duties.values():
        for duty in rows:
            yield from ((id_, f"duty {duty.id}") for id_ in duty.law)
    for listed in definitions.exceptions.values():
        yield from ((id_, f"exceptions {listed.id}") for id_ in listed.law)
    for route in definitions.routes.values():
        yield from ((id_, f"route {route.id}") for id_ in route.law)
        yield from ((id_, f"route {route.id}, part {part.part}") for part in route.parts for id_ in part.law)
        for limit in route.limits:
            yield from ((id_, f"route {route.id}, limit {limit.what}") for id_ in limit.law)
    for row in definitions.matrix.values():
        yield from ((id_, f"matrix row {row.id}") for id_ in row.law)
    for letter in definitions.letters.values():
        yield from ((id_, f"letter {letter.id}") for id_ in letter.law)


def _findings(duties: Mapping[str, tuple[Duty, ...]]) -> Iterator[str]:
    named = {duty.finding for rows in duties.values() for duty in rows}
    for code in words.FINDINGS:
        if code not in named:
            yield f"finding {code}: no duty in flows/duties leads to it"


def _matrix(definitions: Definitions) -> Iterator[str]:
    """The problem and route matrix: known routes, each once; known reasons, and one for each door that is shut."""
    for row in definitions.matrix.values():
        if not row.law:
            yield f"matrix row {row.id}: it cites no provision"
        if len(row.cells) < 1 + len(row.next) + len(row.also) + len(row.closed):
            yield f"matrix row {row.id}: a route stands twice"
        for route, (status, reason) in row.cells.items():
            if route not in words.ROUTES:
                yield f"matrix row {row.id}: there is no route {route}"
            if reason is not None and reason not in words.REASONS:
                yield f"matrix row {row.id}: {route}: there is no reason {reason}"
            if status == "closed" and reason is None:
                yield f"matrix row {row.id}: {route}: a door that is shut needs its reason"


def _letters(definitions: Definitions) -> Iterator[str]:
    for plan in definitions.letters.values():
        if plan.route not in definitions.routes:
            yield f"letter {plan.id}: there is no route {plan.route}"
        yield from (f"letter {plan.id}: there is no need {name}" for name in plan.needs if name not in NEEDS)
        yield from (
            f"letter {plan.id}: there is no finding {code}" for code in plan.findings if code not in words.FINDINGS
        )
        yield from (
            f"letter {plan.id}: there is no event {name}" for name in (plan.sent, plan.answered) if not _event(name)
        )
        for block in plan.blocks:
            if block.text.partition("/")[0] not in KINDS_OF_BLOCKS:
                yield f"letter {plan.id}: there is no kind of block called {block.text}"
            unknown = [name for name in block.when if name not in CONDITIONS_OF_LETTERS]
            yield from (f"letter {plan.id}: {block.text}: there is no condition {name}" for name in unknown)
            if block.each and block.each not in SOURCES:
                yield f"letter {plan.id}: {block.text}: there is nothing called {block.each}"


def _event(name: str) -> bool:
    """Is this an event of the case file, with a body it may have? A letter need not be one."""
    kind, _, body = name.partition("/")
    return not name or (kind in words.EVENTS and (not body or body in words.BODIES.get(kind, ())))
