"""Composes a letter: ordered blocks, each with the facts and provisions it rests on.

Part of the law engine. A plan (flows/letters) says which blocks stand in which order and under which conditions; their
sentences lie in content/<language>/letters. The first part of a block's text id is its kind; a text without one is a
paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.core import letter_due, letter_options, letter_other_sources, letter_others, letter_steps
from assistant.core.assessment import Assessment, Step
from assistant.core.case import Case
from assistant.core.definitions import BlockPlan, Definitions, LetterPlan
from assistant.core.letter_conditions import CONDITIONS, FACTS, NEEDS, Ground, Item, missing
from assistant.core.letter_scene import Context, Scene, letter_context, placeholders, printable
from assistant.core.letter_sources import SOURCES
from assistant.core.words import Phrase, Words

__all__ = [
    "FORMAL",
    "KINDS",
    "Block",
    "Choice",
    "Context",
    "Letter",
    "Offer",
    "Row",
    "StepLetters",
    "choices",
    "compose",
    "letter_context",
    "missing_facts",
    "offered",
    "printable",
]

MODULES = (letter_due, letter_steps, letter_others, letter_other_sources, letter_options)  # read for what they register
KINDS = (*"address date subject heading paragraph table item bullet quote closing signature".split(),)
FORMAL = ("address", "date", "subject", "heading", "closing", "signature")  # say nothing that could be true or false
ANSWERS = tuple("reply reply_week reply_soon reply_four_weeks reply_stage2 reply_month".split())
# Which places of the case a placeholder brings into a sentence.
_FACTS = {
    **dict.fromkeys(("who", "whom", "whose", "name"), ("about/child/name",)),
    **dict.fromkeys(("family", "us"), ("about/filled_in_by",)),
    "born": ("about/child/born",),
    "council": ("about/council",),
    "writer": ("about/filled_in_by", "about/child/name"),
    **dict.fromkeys(("as_of", *ANSWERS), ("as_of",)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with what it rests on."""

    cells: tuple[str, ...]
    facts: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a letter. ``own``: the family's words, printed as written; else the words are ours."""

    id: str  # stands for the same piece each time the letter is composed from the same case
    kind: str  # one of KINDS
    text: str = ""
    number: int | None = None  # of an item
    head: tuple[str, ...] = ()  # of a table
    rows: tuple[Row, ...] = ()
    facts: tuple[str, ...] = ()  # places in the case: "events/2", "about/child/name", "as_of"
    provisions: tuple[str, ...] = ()
    own: bool = False
    annex: bool = False
    option: str = ""  # the family's choice that put it here; empty: it stands in every such letter
    edited: bool = False  # a paragraph of ours that the family put in other words; set like ours, in their direction


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as composed. Its title is its subject line."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a letter says only if the family wants it."""

    option: str
    asked: str  # what to know before choosing it
    adds: tuple[Block, ...]  # our words, as they would stand in the letter


@dataclass(frozen=True, slots=True)
class Offer:
    """Where one letter stands. ``due``: there is an occasion for it. It is offered if it is due and nothing is missing."""

    letter: str  # the id of its plan
    route: str
    due: bool
    missing: tuple[Phrase, ...]  # what it needs and the case does not give

    @property
    def ready(self) -> bool:
        return self.due and not self.missing


def offered(definitions: Definitions, assessment: Assessment, case: Case) -> tuple[Offer, ...]:
    """Every letter there is: those that are due first, each with the facts that are still missing for it."""
    context = Context(definitions, Words({}))
    offers = [_offer(Scene(plan, assessment, case, context)) for plan in definitions.letters.values()]
    return tuple(sorted(offers, key=lambda offer: (not offer.due, len(offer.missing) > 0)))


class StepLetters:
    """Finds the steps of one case their letters, by the letters that each route has, the first one due first."""

    def __init__(self, routes: Mapping[str, tuple[str, ...]], definitions: Definitions, case: Case) -> None:
        self.routes, self.definitions, self.case = routes, definitions, case

    def added(self, assessment: Assessment) -> tuple[Step, ...]:
        """The steps, each with the first letter of its route that is due: what it may still lack are facts that the
        family can add. A step for which none is due stays as it is."""
        context = Context(self.definitions, Words({}))
        return tuple(replace(step, letter=self._first_due(step, assessment, context)) for step in assessment.steps)

    def _first_due(self, step: Step, assessment: Assessment, context: Context) -> str | None:
        plans = (self.definitions.letters[id_] for id_ in self.routes.get(step.route or "", ()))
        return next((plan.id for plan in plans if _due(Scene(plan, assessment, self.case, context))), None)


def _due(scene: Scene) -> bool:
    return all(NEEDS[need](scene) for need in scene.plan.needs if need not in FACTS)


def _offer(scene: Scene) -> Offer:
    lacking = [need for need in scene.plan.needs if not NEEDS[need](scene)]
    missed = tuple(Phrase(f"letter/missing/{need}") for need in lacking)
    return Offer(scene.plan.id, scene.plan.route, all(need in FACTS for need in lacking), missed)


def missing_facts(plan: LetterPlan, assessment: Assessment, case: Case, context: Context) -> tuple[Phrase, ...]:
    """What the letter needs and the case does not give, to be said with ``context.words``; empty: the letter is offered."""
    return missing(Scene(plan, assessment, case, context))


def choices(plan: LetterPlan, assessment: Assessment, case: Case, context: Context) -> tuple[Choice, ...]:
    """What this family can add to the letter, or leave out, with the words that it adds. Raises as ``compose`` does."""
    every = dict.fromkeys(part.option for part in plan.blocks if part.option)
    letter = compose(plan, assessment, case, context, every)
    added = {option: tuple(block for block in letter.blocks if block.option == option) for option in every}
    asked = {option: context.words.say(Phrase(f"letter/option/{option}")) for option in every}
    return tuple(Choice(option, asked[option], blocks) for option, blocks in added.items() if blocks)


def compose(
    plan: LetterPlan, assessment: Assessment, case: Case, context: Context, chosen: Iterable[str] = ()
) -> Letter:
    """The letter. ``chosen``: the options that the family wants in it (see ``choices``); another name is passed over.

    Raises ValueError if a fact it needs is missing, and KeyError for a text that does not exist.
    """
    scene = Scene(plan, assessment, case, context)
    lacking = missing(scene)
    if lacking:
        raise ValueError("not offered: " + ", ".join(phrase.key for phrase in lacking))
    wanted = {"", *chosen}
    parts = [part for part in plan.blocks if part.option in wanted]
    blocks = tuple(_numbered(block for part in parts for block in _blocks(scene, part)))
    title = next((block.text for block in blocks if block.kind == "subject"), plan.purpose)
    return Letter(plan.id, title, blocks)


def _blocks(scene: Scene, part: BlockPlan) -> Iterator[Block]:
    ground = Ground()
    for name in part.when:
        held = CONDITIONS[name](scene)
        if held is None:
            return
        ground = ground.with_(held)
    kind = part.text.partition("/")[0]
    kind = kind if kind in KINDS else "paragraph"
    if kind == "table":
        yield from _table(scene, part)
    elif part.each is None:
        yield from _single(scene, part, kind, ground)
    else:
        for place, item in enumerate(SOURCES[part.each](scene, part.text)):
            yield _repeated(part, kind, place, item)


def _single(scene: Scene, part: BlockPlan, kind: str, ground: Ground) -> Iterator[Block]:
    """One block. A sentence that names a date the case does not give stands as its "undated" text, or not at all."""
    path = scene.first_of(part.text, f"{scene.voice}, {scene.named}", scene.voice, scene.named)
    if path is not None and any(map(scene.lacks_date, placeholders(scene.raw(path)))):
        path = f"{part.text}/undated"
        if f"letter/{path}" not in scene.context.words.sentences:
            return
    if path is None:
        raise KeyError(f"there is no text content/<language>/letters/{part.text}.md for a letter by {scene.voice}")
    used = placeholders(scene.raw(path))
    dates = {name: scene.dated[name][0] for name in used if name in scene.dated}
    facts = (place for name in used for place in (scene.dated[name][1] if name in dates else _facts(scene, name)))
    ground = ground.with_(Ground(tuple(facts)))
    text = scene.say(path, law=scene.cite(ground.provisions), matters=scene.matters, **dates)
    yield Block(part.text, kind, text, facts=ground.facts, provisions=ground.provisions, annex=part.annex)


def _facts(scene: Scene, placeholder: str) -> tuple[str, ...]:
    """The places of the case that a placeholder brings in; not the child's name where nobody gave one."""
    unnamed = scene.named == "unnamed"
    return tuple(place for place in _FACTS.get(placeholder, ()) if not (unnamed and place == "about/child/name"))


def _repeated(part: BlockPlan, kind: str, place: int, item: Item) -> Block:
    ground = item.ground
    return Block(
        id=f"{part.text}-{place + 1}",
        kind=kind,
        text=item.cells[0],
        facts=ground.facts,
        provisions=ground.provisions,
        own=item.own,
        annex=part.annex,
        option=part.option,
    )


def _table(scene: Scene, part: BlockPlan) -> Iterator[Block]:
    """A table, left out if it would have no row."""
    items = SOURCES[part.each or ""](scene, part.text)
    rows = tuple(Row(item.cells, item.ground.facts, item.ground.provisions) for item in items)
    scene.tabled.update(fact for row in rows for fact in row.facts)
    if rows:
        head = tuple(cell.strip() for cell in scene.raw(f"{part.text}/head").split("|"))
        facts = tuple(dict.fromkeys(fact for row in rows for fact in row.facts))
        provisions = tuple(dict.fromkeys(provision for row in rows for provision in row.provisions))
        yield Block(part.text, "table", "", None, head, rows, facts, provisions, annex=part.annex)


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """Items in a row are counted; anything between them starts the count again."""
    number = 0
    for block in blocks:
        number = number + 1 if block.kind == "item" else 0
        yield replace(block, number=number) if number else block
