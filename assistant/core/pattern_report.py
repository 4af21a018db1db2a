"""The pattern report as a paper: what it is for, one table for each council, and what it can't show.

It is composed as the blocks of a letter, so that it is a page, a text and a print like the others. Its sentences lie in
content/<language>/pattern.toml. What may be told at all is decided in core/pattern.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.core.brand import Brand
from assistant.core.content import Content
from assistant.core.definitions import Definitions, Duty
from assistant.core.letters import Block, Letter, Row
from assistant.core.pattern import Cell, Pattern
from assistant.core.words import Phrase

PURPOSES = ("purpose-ombudsman", "purpose-scrutiny", "purpose-inspection")
LIMITS = ("limit-who", "limit-judged", "limit-small", "limit-change", "limit-compare")


@dataclass(frozen=True, slots=True)
class _Report:
    patterns: Sequence[Pattern]
    year: int
    as_of: date
    definitions: Definitions
    content: Content

    def say(self, key: str, **values: object) -> str:
        return self.content.words.say(Phrase(f"pattern.{key}", **values))

    def block(self, kind: str, key: str, **values: object) -> Block:
        return Block(f"pattern/{key}", kind, self.say(key, **values))


def compose_pattern(
    patterns: Sequence[Pattern],
    year: int,
    as_of: date,
    definitions: Definitions,
    content: Content,
    brand: Brand | None = None,
) -> Letter:
    """The report of ``pattern.of_year`` for that year, worked out ``as_of`` a day, under the name of the service."""
    report = _Report(patterns, year, as_of, definitions, content)
    title = report.say("title", year=year)
    blocks = (
        *_head(report, title, brand),
        *_councils(report),
        report.block("heading", "limits-head"),
        *(report.block("bullet", key) for key in LIMITS),
        report.block("closing", "foot", as_of=as_of, checked=definitions.law_checked),
    )
    return Letter("pattern", title, blocks)


def _head(report: _Report, title: str, brand: Brand | None) -> Iterator[Block]:
    named = brand is not None and bool(brand.name)
    if brand is not None and named:
        yield Block("pattern/brand", "address", brand.lines)
    yield Block("pattern/title", "subject", title)
    service = report.say("service", service=brand.name) + " " if brand is not None and named else ""
    yield Block("pattern/about", "paragraph", service + report.say("about", as_of=report.as_of))
    yield report.block("heading", "purpose-head")
    yield from (report.block("bullet", key) for key in PURPOSES)


def _councils(report: _Report) -> Iterator[Block]:
    if not report.patterns:
        yield report.block("paragraph", "nothing", year=report.year)
    head = tuple(cell.strip() for cell in report.say("table-head").split("|"))
    for one in report.patterns:
        council = report.definitions.councils.get(one.council)
        rows = tuple(
            Row((_named(report, line.code), _told(report, line.cells[report.year])), provisions=_law(report, line.code))
            for line in one.lines
        )
        yield Block(f"pattern/{one.council}", "heading", council.letter_name if council else one.council)
        yield Block(f"pattern/{one.council}/table", "table", head=head, rows=rows)


def _named(report: _Report, code: str) -> str:
    """The title of a finding; one that no statute asks for says so."""
    prose = report.content.findings.get(code)
    title = prose.title if prose else code
    forces = {duty.force for duty in _duties(report, code)}
    return title if "statute" in forces else report.say("guidance", title=title)


def _law(report: _Report, code: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(law for duty in _duties(report, code) for law in duty.law))


def _duties(report: _Report, code: str) -> list[Duty]:
    return [duty for rows in report.definitions.duties.values() for duty in rows if duty.finding == code]


def _told(report: _Report, cell: Cell) -> str:
    if cell.missed == cell.of:
        return report.say("all", of=cell.of)
    if cell.missed == 0:
        return report.say("none", of=cell.of)
    return report.say("of" if cell.of else "missed", missed=cell.missed, of=cell.of)
