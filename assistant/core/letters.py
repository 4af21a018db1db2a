"""Composes a letter: ordered blocks, each with the facts and provisions it rests on.

Part of the law engine. A plan (flows/letters) says which blocks stand in which order and under which conditions; their
sentences lie in content/<language>/letters. The first part of a block's text id is its kind; a text without one is a
paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.core.assessment import Assessment
from assistant.core.case import Case
from assistant.core.definitions import BlockPlan, LetterPlan
from assistant.core.letter_conditions import CONDITIONS, Ground, Item, missing
from assistant.core.letter_scene import Context, Scene, letter_context, printable
from assistant.core.letter_sources import SOURCES
from assistant.core.words import Phrase

__all__ = [
    "FORMAL",
    "KINDS",
    "Block",
    "Context",
    "Letter",
    "Row",
    "compose",
    "letter_context",
    "missing_facts",
    "printable",
]

KINDS = (*"address date subject heading paragraph table item bullet quote closing signature".split(),)
FORMAL = ("address", "date", "subject", "heading", "closing", "signature")  # say nothing that could be true or false
_PLACEHOLDER = re.compile(r"\{(\w+)[}:]")
# Which places of the case a placeholder brings into a sentence.
_FACTS = {
    **dict.fromkeys(("who", "whom", "whose", "name"), ("about/child/name",)),
    **dict.fromkeys(("family", "us"), ("about/filled_in_by",)),
    "born": ("about/child/born",),
    "council": ("about/council",),
    **dict.fromkeys(("as_of", "reply"), ("as_of",)),
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


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as composed. Its title is its subject line."""

    id: str
    title: str
    blocks: tuple[Block, ...]


def missing_facts(plan: LetterPlan, assessment: Assessment, case: Case, context: Context) -> tuple[Phrase, ...]:
    """What the letter needs and the case does not give, to be said with ``context.words``; empty: the letter is offered."""
    return missing(Scene(plan, assessment, case, context))


def compose(plan: LetterPlan, assessment: Assessment, case: Case, context: Context) -> Letter:
    """The letter. Raises ValueError if a fact it needs is missing, and KeyError for a text that does not exist."""
    scene = Scene(plan, assessment, case, context)
    lacking = missing(scene)
    if lacking:
        raise ValueError("not offered: " + ", ".join(phrase.key for phrase in lacking))
    blocks = tuple(_numbered(block for part in plan.blocks for block in _blocks(scene, part)))
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
        yield _single(scene, part, kind, ground)
    else:
        for place, item in enumerate(SOURCES[part.each](scene, part.text)):
            yield _repeated(part, kind, place, item)


def _single(scene: Scene, part: BlockPlan, kind: str, ground: Ground) -> Block:
    named = "named" if scene.values["name"] else "unnamed"
    path = scene.first_of(part.text, f"{scene.voice}, {named}", scene.voice, named)
    if path is None:
        raise KeyError(f"there is no text content/<language>/letters/{part.text}.md for a letter by {scene.voice}")
    for placeholder in _PLACEHOLDER.findall(scene.raw(path)):
        ground = ground.with_(Ground(_FACTS.get(placeholder, ())))
    text = scene.say(path, law=scene.cite(ground.provisions), matters=_matters(scene), born_on=_born(scene))
    return Block(part.text, kind, text, facts=ground.facts, provisions=ground.provisions, annex=part.annex)


def _repeated(part: BlockPlan, kind: str, place: int, item: Item) -> Block:
    id_, ground = f"{part.text}-{place + 1}", item.ground
    return Block(
        id_, kind, item.cells[0], facts=ground.facts, provisions=ground.provisions, own=item.own, annex=part.annex
    )


def _table(scene: Scene, part: BlockPlan) -> Iterator[Block]:
    """A table, left out if it would have no row."""
    items = SOURCES[part.each or ""](scene, part.text)
    rows = tuple(Row(item.cells, item.ground.facts, item.ground.provisions) for item in items)
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


def _matters(scene: Scene) -> str:
    """What is complained of, in words that accuse nobody: of the two strongest kinds of finding."""
    named = []
    for finding in scene.late:
        path = scene.first_of(f"findings/{finding.code}", f"matter, {finding.verdict}", "matter")
        named.append(scene.say(path or ""))
    lowered = [matter[:1].lower() + matter[1:] for matter in dict.fromkeys(named)]
    return scene.context.words.listing(lowered[:2])


def _born(scene: Scene) -> str:
    """The birthday as it follows a name, or nothing where nobody said."""
    born = scene.values["born"]
    return scene.raw("fragment/born").format(born=scene.context.words.date(born)) if hasattr(born, "first") else ""
