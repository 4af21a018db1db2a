"""Composes the print pack: what to do with it, the letter, and for the family's file the timeline, law, papers and dates.

Part of the law engine. Each sheet is a list of the same blocks a letter is made of, with the facts and provisions they
rest on. Its sentences lie in content/<language>/pack.toml; where to send the letter stands in the prose of its route.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from assistant.core.assessment import Assessment, Finding
from assistant.core.brand import Brand
from assistant.core.case import Case
from assistant.core.content import Content
from assistant.core.definitions import Definitions, LetterPlan, Provision
from assistant.core.letter_scene import Context, Scene, facts_of, law_of, one_line
from assistant.core.letter_sources import SOURCES
from assistant.core.letters import Block, Letter, Row
from assistant.core.strength import PARTS
from assistant.core.strip import Deadline, strip
from assistant.core.sums import sum_of
from assistant.core.words import Phrase, Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages that belong together and are counted together. ``foot``: said at the foot of each; the letter has none."""

    id: str  # cover | letter | timeline | law | papers | dates
    blocks: tuple[Block, ...]
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A print pack as composed."""

    title: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that a sheet is written from."""

    letter: Letter
    plan: LetterPlan
    assessment: Assessment
    case: Case
    context: Context
    content: Content
    brand: Brand | None

    @property
    def words(self) -> Words:
        return self.context.words

    @property
    def definitions(self) -> Definitions:
        return self.context.definitions

    def say(self, key: str, **values: Any) -> str:
        """A sentence of the pack."""
        return self.words.say(Phrase(f"pack.{key}", **values))

    def block(self, kind: str, key: str, **values: Any) -> Block:
        """A block with one sentence of the pack."""
        return Block(f"pack/{key}", kind, self.say(key, **values))

    def table(self, key: str, rows: Iterable[Row]) -> Iterator[Block]:
        """A table under its head, left out if it has no row."""
        listed = tuple(rows)
        if listed:
            head = tuple(cell.strip() for cell in self.say(key).split("|"))
            facts = tuple(dict.fromkeys(fact for row in listed for fact in row.facts))
            provisions = tuple(dict.fromkeys(id_ for row in listed for id_ in row.provisions))
            yield Block(f"pack/{key}", "table", "", None, head, listed, facts, provisions)


def compose_pack(
    letter: Letter,
    plan: LetterPlan,
    assessment: Assessment,
    case: Case,
    context: Context,
    content: Content,
    brand: Brand | None = None,
) -> Pack:
    """The pack around a composed letter. ``plan``: the letter's; ``brand``: the advice service that prints it, if one does;
    the letter itself stays the family's. Raises KeyError for a text that does not exist.
    """
    desk = _Desk(letter, plan, assessment, case, context, content, brand)
    keep = desk.say("keep-from", service=brand.name) if brand else desk.say("keep")
    sheets = [
        Sheet("cover", tuple(_cover(desk)), keep),
        Sheet("letter", letter.blocks),
        Sheet("timeline", tuple(_timeline(desk)), keep),
        Sheet("law", tuple(_law(desk)), keep),
        Sheet("papers", tuple(_papers(desk)), keep),
        Sheet("dates", tuple(_dates(desk)), keep),
    ]
    return Pack(desk.say("title", purpose=plan.purpose), tuple(sheets))


# ---- what to do with it -------------------------------------------------------------------------------------------------


def _cover(desk: _Desk) -> Iterator[Block]:
    if desk.brand:
        yield Block("pack/cover.brand", "address", desk.brand.lines)
    yield desk.block("subject", "cover.title")
    yield desk.block("paragraph", "cover.about", as_of=desk.assessment.as_of)
    yield from _nearest(desk)
    yield desk.block("heading", "cover.steps")
    for number, step in enumerate(("read", "sign", "copies", "send", "proof", "note"), 1):
        yield Block(f"pack/cover.{step}", "item", desk.say(f"cover.{step}"), number)
    yield desk.block("heading", "cover.where")
    yield from _where(desk)
    yield desk.block("heading", "cover.next")
    yield from _route_part(desk, "next")
    yield desk.block("heading", "cover.help")
    yield desk.block("paragraph", "cover.printed", service=desk.brand.name) if desk.brand else _service(desk)
    yield desk.block("paragraph", "cover.advice")


def _nearest(desk: _Desk) -> Iterator[Block]:
    """The family's own next limit, before anything else there is to do."""
    running = [own for own in strip(desk.assessment, desk.content) if own.own and not own.passed]
    if not running:
        return
    yield desk.block("heading", "cover.own")
    first = running[0]
    if first.by is None:
        yield Block("pack/cover.find", "paragraph", first.how, provisions=first.law)
        return
    routes = {own.what: own.route for own in desk.assessment.your_dates}
    key = "cover.own-in-time" if routes[first.id] == desk.plan.route else "cover.own-beside"
    yield Block(f"pack/{key}", "paragraph", desk.say(key, what=first.what, by=first.by), provisions=first.law)


def _where(desk: _Desk) -> Iterator[Block]:
    yield from _route_part(desk, "where")
    council = desk.definitions.councils.get(desk.case.about.council or "")
    if council is not None and desk.definitions.routes[desk.plan.route].body == "council":
        text = desk.say("cover.council", council=council.letter_name)
        yield Block("pack/cover.council", "paragraph", text, facts=("about/council",))
    yield desk.block("paragraph", "cover.address")


def _route_part(desk: _Desk, part: str) -> Iterator[Block]:
    """A part of the page of the letter's route, a paragraph each."""
    text = [*desk.content.routes[desk.plan.route].parts.values()][PARTS.index(part)]
    for place, paragraph in enumerate(text.split("\n\n"), 1):
        yield Block(f"pack/route/{part}-{place}", "paragraph", " ".join(paragraph.split()))


def _service(desk: _Desk) -> Block:
    council = desk.definitions.councils.get(desk.case.about.council or "")
    if council is None or not council.sendiass_site:
        return desk.block("paragraph", "cover.any-service")
    text = desk.say("cover.service", service=council.sendiass or "SENDIASS", site=council.sendiass_site)
    return Block("pack/cover.service", "paragraph", text, facts=("about/council",))


# ---- the timeline -------------------------------------------------------------------------------------------------------


def _timeline(desk: _Desk) -> Iterator[Block]:
    yield desk.block("subject", "timeline.title")
    yield desk.block("paragraph", "timeline.about")
    scene = Scene(desk.plan, desk.assessment, desk.case, desk.context)
    text = "table/all-dates"
    rows = [Row(item.cells, item.ground.facts) for item in SOURCES["all-dates"](scene, text)]
    if rows:
        yield desk.block("heading", "timeline.happened")
        head = tuple(cell.strip() for cell in scene.raw(f"{text}/head").split("|"))
        yield Block("pack/timeline.happened-table", "table", "", None, head, tuple(rows))
    if desk.assessment.findings:
        yield desk.block("heading", "timeline.due")
        ordered = sorted(desk.assessment.findings, key=_when)
        yield from desk.table("timeline.due-head", (_due(desk, finding) for finding in ordered))


def _when(finding: Finding) -> tuple[bool, Any]:
    span = finding.due or finding.trigger
    return span is None, span and (span.first, span.last)


def _due(desk: _Desk, finding: Finding) -> Row:
    """One obligation: what, by when, and how it stands, in words no stronger than the verdict."""
    prose = desk.content.findings.get(finding.code)
    what = prose.title if prose else finding.duty.plain
    force = [] if finding.force == "statute" else [desk.say(f"force.{finding.force}")]
    why = [desk.words.say(finding.why)] if finding.why else []
    stands = " ".join([_verdict(desk, finding), desk.words.say(sum_of(finding, desk.assessment.as_of)), *why, *force])
    cells = (_named(desk, finding, what), _by(desk, finding), stands)
    return Row(cells, facts_of([finding]), finding.duty.law)


def _named(desk: _Desk, finding: Finding, what: str) -> str:
    """Support that is missing is named as the family named it."""
    kind, _, place = (finding.spell or "").partition("/")
    named = one_line(desk.case.provision_missing[int(place)].what or "") if kind == "provision_missing" else ""
    return f"{what}\n{named}" if named else what


def _by(desk: _Desk, finding: Finding) -> str:
    if finding.due is not None:
        said = desk.say("timeline.not-before" if finding.duty.too_early else "timeline.last-day", due=finding.due)
        return said[:1].upper() + said[1:]
    if finding.spell is not None and finding.trigger is not None:
        return desk.say("timeline.from", start=finding.trigger)
    return desk.say("timeline.no-day")


def _verdict(desk: _Desk, finding: Finding) -> str:
    kind = ""
    if finding.late:
        timed = "early-" if finding.duty.too_early else ""
        kind = "spell-" if finding.spell else "day-" if finding.due is None else timed
    return desk.say(f"verdict.{kind}{finding.verdict}")


# ---- the law ------------------------------------------------------------------------------------------------------------


def _law(desk: _Desk) -> Iterator[Block]:
    """Each provision once: those the letter cites under its numbers, then those behind the other findings and dates."""
    numbers = _cited(desk.letter)
    dates = (id_ for own in desk.assessment.your_dates for id_ in own.law)
    for id_ in (*law_of(desk.assessment.late), *dates):
        numbers.setdefault(id_, f"({len(numbers) + 1})")
    yield desk.block("subject", "law.title")
    yield desk.block("paragraph", "law.about")
    provisions = desk.definitions.provisions
    yield from desk.table("law.head", (_provision(desk, provisions[id_], number) for id_, number in numbers.items()))


def _cited(letter: Letter) -> dict[str, str]:
    """The numbers that the annex of the letter gives to what it cites, "(1)"."""
    table = next((block for block in letter.blocks if block.id == "table/law"), None)
    return {row.provisions[0]: row.cells[0] for row in table.rows} if table else {}


def _provision(desk: _Desk, provision: Provision, number: str) -> Row:
    kind = desk.words.sentences.get(f"letter/fragment/kind/{provision.kind}", "")
    since = desk.say("law.since", since=provision.since) if provision.since else ""
    until = desk.say("law.until", until=provision.until) if provision.until else ""
    checked = desk.say("law.checked", checked=provision.checked)
    says = " ".join(filter(None, (provision.says, kind, provision.caution, since, until, checked)))
    title = "" if provision.title in provision.short else provision.title
    where = "\n".join(filter(None, (provision.short, title, provision.url)))
    return Row((number, where, says), provisions=(provision.id,))


# ---- papers and dates ---------------------------------------------------------------------------------------------------


def _papers(desk: _Desk) -> Iterator[Block]:
    yield desk.block("subject", "papers.title")
    yield desk.block("paragraph", "papers.about")
    for key, lead in (("papers.enclosed", "paragraph/papers-own"), ("papers.asked", "paragraph/papers-asked")):
        entries = _listed_below(desk.letter, lead)
        if entries:
            yield desk.block("heading", key)
            yield from (Block(f"pack/{e.id}", "bullet", e.text, facts=e.facts) for e in entries)
    held = tuple(_holders(desk))
    if held:
        yield desk.block("heading", "papers.holders")
        yield from desk.table("papers.head", held)


def _listed_below(letter: Letter, lead: str) -> list[Block]:
    """The bullets that follow a paragraph of the letter."""
    place = next((place for place, block in enumerate(letter.blocks) if block.id == lead), len(letter.blocks))
    return list(takewhile(lambda block: block.kind == "bullet", letter.blocks[place + 1 :]))


def _holders(desk: _Desk) -> Iterator[Row]:
    """What proves the findings, and who has it; a paper that several findings share stands once."""
    facts: dict[tuple[str, str], tuple[str, ...]] = {}
    for finding in desk.assessment.late:
        prose = desk.content.findings.get(finding.code)
        for what, who in prose.evidence if prose else ():
            pair = what, who[:1].upper() + who[1:]
            facts[pair] = tuple(dict.fromkeys((*facts.get(pair, ()), *facts_of([finding]))))
    yield from (Row(pair, places) for pair, places in facts.items())


def _dates(desk: _Desk) -> Iterator[Block]:
    entries = strip(desk.assessment, desk.content)
    own, theirs = [e for e in entries if e.own], [e for e in entries if not e.own]
    yield desk.block("subject", "dates.title")
    yield desk.block("heading", "dates.own")
    if not own:
        yield desk.block("paragraph", "dates.none")
    yield from desk.table("dates.own-head", (Row((_day(desk, e), e.what, e.how), provisions=e.law) for e in own))
    if theirs:
        yield desk.block("heading", "dates.theirs")
        rows = (Row((_day(desk, e), " ".join(filter(None, (desk.words.ended(e.what), e.how))))) for e in theirs)
        yield from desk.table("dates.theirs-head", rows)


def _day(desk: _Desk, entry: Deadline) -> str:
    return desk.words.date(entry.by, "weekday") if entry.by else desk.say("dates.find")
