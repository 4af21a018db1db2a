"""One page that says where a case stands: nearest dates, facts, findings, options and why, next step and what if it fails.

Part of the law engine. It is composed as the blocks of a letter, each with the facts and provisions it rests on, in two
voices: for the family, and as a file note. Its sentences lie in content/<language>/summary.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.core.assessment import Assessment, Finding, RouteAdvice
from assistant.core.brand import Brand
from assistant.core.case import Case, Event, MissingProvision, Spell
from assistant.core.content import Content
from assistant.core.dates import DateSpan, When
from assistant.core.definitions import Definitions
from assistant.core.letter_scene import facts_of, one_line
from assistant.core.letters import Block, Letter, Row
from assistant.core.strip import Deadline, strip
from assistant.core.words import Phrase

VOICES = ("family", "note")
MOST_OWN, MOST_ALSO = 2, 2
LONGEST_NAMED = 70  # letters: what was missing
ASIDE = frozenset(
    "sar foi ico mp_councillor sendiass dcs_letter judicial_review".split()
)  # put nothing right by themselves
FAMILY = ("family",)
STRENGTH = ("breach", "likely", "possible")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is told of each part."""

    facts: int
    found: int
    options: int
    why: int  # letters: why an option is open
    others: int  # dates of bodies, and questions that are open


# To be tried in turn, until it fits one page.
SIZES = (Size(9, 5, 12, 330, 2), Size(7, 4, 5, 240, 2), Size(5, 3, 3, 160, 1), Size(3, 2, 2, 120, 1))


@dataclass(frozen=True, slots=True)
class _Page:
    voice: str
    case: Case
    assessment: Assessment
    definitions: Definitions
    content: Content
    sources: tuple[str, ...]
    size: Size

    def say(self, key: str, **values: object) -> str:
        """A sentence of the summary; in its voice, if it is said in two."""
        voiced = f"summary.{self.voice}.{key}"
        known = self.content.words.sentences
        return self.content.words.say(Phrase(voiced if voiced in known else f"summary.{key}", **values))

    def block(self, kind: str, key: str, **values: object) -> Block:
        """A block with one sentence."""
        return Block(f"summary/{key}", kind, self.say(key, **values))


def compose_summary(
    case: Case,
    assessment: Assessment,
    definitions: Definitions,
    content: Content,
    voice: str,
    brand: Brand | None = None,
    sources: tuple[str, ...] = FAMILY,
    size: Size = SIZES[0],
) -> Letter:
    """The summary in one of VOICES; ``sources``: from whom the facts are (core/given.py). Raises KeyError for another voice
    or a text that does not exist.
    """
    page = _Page(voice, case, assessment, definitions, content, sources, size)
    blocks = (
        *_head(page, brand),
        *_nearest(page),
        *_facts(page),
        *_found(page),
        *_options(page),
        *_steps(page),
        page.block("closing", "foot", as_of=assessment.as_of, checked=assessment.law_checked),
    )
    return Letter(f"summary-{voice}", blocks[0].text if not brand else _title(page), blocks)


def _title(page: _Page) -> str:
    name = one_line(page.case.about.child_name or "")
    return page.say("title-named", name=name) if name else page.say("title")


def _head(page: _Page, brand: Brand | None) -> Iterator[Block]:
    if brand and brand.name:
        yield Block("summary/brand", "address", brand.lines)
    name = ("about/child/name",) if page.case.about.child_name else ()
    yield Block("summary/title", "subject", _title(page), facts=name)
    said = [page.say("about" if page.sources == FAMILY else "about-others", as_of=page.assessment.as_of)]
    said += [page.say(f"source-{source}") for source in page.sources if page.sources != FAMILY]
    council = page.definitions.councils.get(page.case.about.council or "")
    facts: tuple[str, ...] = ()
    if council is not None:
        said.append(page.say("council", council=council.letter_name))
        facts = ("about/council",)
    if brand and brand.name:
        said.append(page.say("prepared", service=brand.name))
    yield Block("summary/about", "paragraph", " ".join(said), facts=facts)


# ---- dates ----------------------------------------------------------------------------------------------------------


def _nearest(page: _Page) -> Iterator[Block]:
    """The family's own next limits first, then the next days of the bodies."""
    entries = [entry for entry in strip(page.assessment, page.content) if not entry.passed]
    first = {entry.id: entry for entry in reversed(entries)}  # keeping the first of a kind keeps them all
    entries = [entry for entry in entries if first[entry.id] is entry]
    own, theirs = [e for e in entries if e.own][:MOST_OWN], [e for e in entries if not e.own][: page.size.others]
    if own or theirs:
        yield page.block("heading", "nearest")
    for number, entry in enumerate((*own, *theirs), 1):
        yield Block(f"summary/date-{number}", "bullet", _deadline(page, entry), provisions=entry.law)


def _deadline(page: _Page, entry: Deadline) -> str:
    if entry.by is None:
        return page.say("own-find", what=entry.what, how=entry.how)
    if entry.own or not entry.how:
        return page.say("own-date" if entry.own else "their-date", what=entry.what, by=entry.by)
    return page.say("their-date-if", what=entry.what, by=entry.by, how=entry.how[:1].upper() + entry.how[1:])


# ---- facts ----------------------------------------------------------------------------------------------------------

Dated = tuple[tuple[date, date], Row]


def _facts(page: _Page) -> Iterator[Block]:
    """The dates in order of time: where there are too many, those that the findings rest on, and the latest."""
    rows = sorted((*_event_rows(page), *_spell_rows(page)), key=lambda dated: dated[0])
    if not rows:
        return
    resting = {fact for finding in page.assessment.late for fact in facts_of([finding])}
    ranked = sorted(rows, key=lambda dated: (not resting & {*dated[1].facts}, -dated[0][0].toordinal()))
    kept = ranked[: page.size.facts]
    yield Block("summary/facts", "heading", page.say("facts" if page.sources == FAMILY else "facts-others"))
    shown = tuple(row for dated in rows if dated in kept for row in [dated[1]])
    head = tuple(cell.strip() for cell in page.say("facts-head").split("|"))
    yield Block(
        "summary/facts-table", "table", "", None, head, shown, tuple(fact for row in shown for fact in row.facts)
    )
    if len(rows) > len(shown):
        yield page.block("paragraph", "more-facts", n=len(rows) - len(shown))


def _event_rows(page: _Page) -> Iterator[Dated]:
    for event in page.case.events:
        yield _order(event.date), Row((_when(page, event.date), _called(page, event)), (f"events/{event.index}",))


def _spell_rows(page: _Page) -> Iterator[Dated]:
    spells: list[tuple[str, Spell]] = [("provision_missing", spell) for spell in page.case.provision_missing]
    spells += [("out_of_school", spell) for spell in page.case.out_of_school]
    for kind, spell in spells:
        named = one_line(spell.what or "")[:LONGEST_NAMED] if isinstance(spell, MissingProvision) else ""
        what = _capital(page.say(f"event.{kind}", what=named or "–"))
        start = _when(page, spell.start) if spell.start else page.say("unknown")
        when = page.say("event.from-to", start=start, end=_within(page, spell.end))
        yield _order(spell.start), Row((when, what), (f"{kind}/{spell.index}",))


def _order(when: When | None) -> tuple[date, date]:
    return (when.first, when.last) if isinstance(when, DateSpan) else (date.max, date.max)


def _when(page: _Page, when: When) -> str:
    return _capital(page.content.words.date(when)) if isinstance(when, DateSpan) else page.say(when.value)


def _within(page: _Page, when: When | None) -> str:
    """The same within a sentence: a month keeps its capital."""
    if isinstance(when, DateSpan):
        return page.content.words.date(when)
    said = page.say(when.value if when else "unknown")
    return said[:1].lower() + said[1:]


def _called(page: _Page, event: Event) -> str:
    known, key = page.content.words.sentences, f"summary.event.{event.event}"
    return _capital(page.content.words.say(Phrase(key if key in known else f"event.{event.event}")))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---- findings -------------------------------------------------------------------------------------------------------


def _found(page: _Page) -> Iterator[Block]:
    late = sorted(
        page.assessment.late, key=lambda finding: (STRENGTH.index(finding.verdict), -(finding.late_days or (0, 0))[0])
    )
    yield page.block("heading", "found")
    if not late:
        yield page.block("paragraph", "nothing-late")
    for number, finding in enumerate(late[: page.size.found], 1):
        yield Block(
            f"summary/found-{number}",
            "bullet",
            _finding(page, finding),
            facts=facts_of([finding]),
            provisions=finding.duty.law,
        )
    if len(late) > page.size.found:
        yield page.block("paragraph", "more-found", n=len(late) - page.size.found)
    asks = list(dict.fromkeys(page.content.words.say(missing.ask) for missing in page.assessment.missing))[
        : page.size.others
    ]
    if asks:
        yield page.block("paragraph", "missing", asks=" ".join(asks))


def _finding(page: _Page, finding: Finding) -> str:
    prose = page.content.findings.get(finding.code)
    values = {"title": prose.title if prose else finding.duty.plain, "verdict": page.say(_verdict(finding))}
    counted = finding.late_days is not None and finding.late_days[0] > 0 and not finding.duty.too_early
    if finding.due is None:
        text = page.say("finding.bare", **values)
    elif counted:
        text = page.say("finding.late", due=finding.due, late=finding.late_days, **values)
    else:
        text = page.say("finding.bare" if finding.duty.too_early else "finding.dated", due=finding.due, **values)
    return text if finding.force == "statute" else page.say(f"finding.{finding.force}", finding=text)


def _verdict(finding: Finding) -> str:
    timed = "early-" if finding.duty.too_early else ""
    kind = "spell-" if finding.spell else "day-" if finding.due is None else timed
    return f"verdict.{kind}{finding.verdict}"


# ---- options and steps ----------------------------------------------------------------------------------------------


def _options(page: _Page) -> Iterator[Block]:
    """What is open, in the order of the assessment, each with its reason. Which to take is the family's decision."""
    routes = [advice for advice in page.assessment.routes if advice.route not in ASIDE]
    shown = [advice for advice in routes if advice.status in ("first", "next")]
    shown += [advice for advice in routes if advice.status == "also"][:MOST_ALSO]
    if shown:
        yield page.block("heading", "options")
    for number, advice in enumerate(shown[: page.size.options], 1):
        law = page.definitions.routes[advice.route].law
        yield Block(f"summary/option-{number}", "bullet", _option(page, advice), provisions=law)
    if len(shown) > page.size.options:
        yield page.block("paragraph", "more-options", n=len(shown) - page.size.options)


def _option(page: _Page, advice: RouteAdvice) -> str:
    route, why = page.content.routes[advice.route].title, page.content.words.say(advice.why)
    short = len(why) <= page.size.why
    return page.say("option", route=route, why=why if short else _first_sentences(why, page.size.why))


def _first_sentences(text: str, longest: int) -> str:
    """As many whole sentences as fit in so many letters; at least one."""
    kept, rest = "", text
    while rest:
        one, stop, rest = rest.partition(". ")
        if kept and len(kept) + len(one) > longest:
            break
        kept += one + stop
    return kept.strip()


def _steps(page: _Page) -> Iterator[Block]:
    steps: Sequence[object] = page.assessment.next_steps
    if not steps:
        return
    step = page.assessment.next_steps[0]
    do = page.content.words.say(step.do)
    yield page.block("heading", "steps")
    yield page.block("paragraph", "step-by", do=do, by=step.by) if step.by else page.block("paragraph", "step", do=do)
    yield page.block("heading", "fails")
    after = [a for a in page.assessment.routes if a.status == "next" and a.route not in ASIDE and a.route != step.route]
    if after:
        yield page.block("paragraph", "fails-next", route=page.content.routes[after[0].route].title)
    else:
        yield page.block("paragraph", "fails-none")
