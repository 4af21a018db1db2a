"""What a block of a letter is repeated for: late findings, dated events, the family's wishes, provisions, papers.

Each source is registered under the name by which plans in flows/letters ask for it (``each = "late-clocks"``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from assistant.core.assessment import Finding
from assistant.core.case import Event, MissingProvision, Spell
from assistant.core.dates import DateSpan, Unsaid
from assistant.core.letter_conditions import Ground, Item, Source, register
from assistant.core.letter_scene import Scene, facts_of, one_line, printable
from assistant.core.words import STOPS

SOURCES: dict[str, Source] = {}
MOST_IMPROVEMENTS = 2


# ---- findings -----------------------------------------------------------------------------------------------------------


@register(SOURCES, "late-clocks")
def _late_clocks(scene: Scene, text: str) -> Iterator[Item]:
    """A paragraph for each finding about a time limit or an act on one day: the rule, then the sum."""
    for finding in scene.shown:
        if finding.spell is None:
            yield _paragraph(scene, finding, [_verdict(scene, finding)])


@register(SOURCES, "late-spells")
def _late_spells(scene: Scene, text: str) -> Iterator[Item]:
    """A paragraph for each time without support or education: the rule, what happened, when, who was told."""
    yield from _spells(scene, [finding for finding in scene.shown if finding.spell is not None])


def _spells(scene: Scene, findings: Iterable[Finding]) -> Iterator[Item]:
    """What happened in a time is told once, even where two findings are about it."""
    told: set[str | None] = set()
    for finding in findings:
        spell = scene.spell(finding)
        if spell is None:
            continue
        said = [_what_happened(scene, spell), _period(scene, spell), _told(scene, spell)]
        said = [scene.say("fragment/same-time")] if finding.spell in told else said
        told.add(finding.spell)
        yield _paragraph(scene, finding, [*said, _verdict(scene, finding)])


def _paragraph(scene: Scene, finding: Finding, said: list[str]) -> Item:
    law, excuse, unsure = finding.duty.law, "", ""
    rule = scene.once(_rule(scene, finding))
    if finding.duty.sure == "M":
        unsure = scene.say("fragment/unsure")
    if finding.excuse == "claimed":
        listed = scene.context.definitions.exceptions.get(finding.duty.excuses or "")
        exceptions = listed.law if listed else ()
        excuse, law = scene.say("fragment/excuse", law=scene.cite(exceptions)), (*law, *exceptions)
    sentences = [rule, *said, excuse, unsure]
    facts = Ground((*facts_of([finding]), *_counted_from(scene, finding), *(("exceptions",) if excuse else ())), law)
    return Item((" ".join(filter(None, sentences)),), Ground().with_(facts))


def _counted_from(scene: Scene, finding: Finding) -> Iterator[str]:
    """The events that the clocks of a finding were counted from, the notice beside the meeting among them."""
    wanted = {(start.event, start.span) for start in finding.starts}
    return (f"events/{event.index}" for event in scene.case.events if (event.event, event.span) in wanted)


def _rule(scene: Scene, finding: Finding) -> str:
    """What should have happened: by the rule's own wording if it has one, else by its force, else by the code."""
    force = "" if finding.force == "statute" else finding.force
    fixed = "fixed" if finding.fixed_by else ""
    names = [f"rule, {name}" for name in (fixed, finding.duty.id, force) if name]
    path = scene.first_of(f"findings/{finding.code}", *names, "rule")
    if path is None or (force and path.endswith("/rule")):
        raise KeyError(f"findings/{finding.code}: no rule worded as {finding.force} ({finding.duty.id})")
    return scene.say(path, law=scene.cite(finding.duty.law), step=_lowered(finding.duty.plain))


def _verdict(scene: Scene, finding: Finding) -> str:
    """The sum, in words no stronger than the verdict."""
    state = "not yet" if finding.not_yet else "done"
    own, shared = f"findings/{finding.code}", "findings/any"
    names = (f"{finding.verdict}, {state}, {finding.duty.id}", f"{finding.verdict}, {state}", finding.verdict)
    path = scene.first_of(own, *names) or scene.first_of(shared, *names)
    if path is None:
        raise KeyError(f"{own}: nothing to say for {finding.verdict}, {state}")
    return scene.say(path, **_values(scene, finding))


def _values(scene: Scene, finding: Finding) -> dict[str, Any]:
    code = f"findings/{finding.code}"
    counted = {start.event: scene.as_given(start.span, finding) for start in finding.starts}
    heads = (f"start, {finding.duty.id}", *(f"start, {event}" for event in reversed(counted)), "start")
    start = scene.first_of(code, *heads)
    it = scene.first_of(code, f"it, {finding.duty.id}", "it")
    trigger, done = (scene.as_given(span, finding) for span in (finding.trigger, finding.done))
    values: dict[str, Any] = {"trigger": trigger, "due": finding.due, "done": done}
    if finding.late_days:
        low, high = finding.late_days
        days = scene.context.words.count(finding.late_days if low else high, "days")
        values["late"] = days if low else _lowered(scene.say("fragment/up-to", days=days))
    if start and start != code:
        values["start"] = scene.say(start, trigger=trigger, **counted)
    if it and it != code:
        values["it"] = _lowered(scene.say(it, step=_lowered(finding.duty.plain)))
    return values


def _lowered(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).rstrip(STOPS)


# ---- times without support or education ---------------------------------------------------------------------------------


def _what_happened(scene: Scene, spell: Spell) -> str:
    if isinstance(spell, MissingProvision):
        what = one_line(spell.what or "") or scene.raw(f"fragment/support, {spell.section or 'F'}")
        path = scene.first_of("fragment/not-given", spell.share or "")
        return scene.say(path, what=what, section=spell.section or "F") if path else ""
    said = [scene.first_of("fragment/out-of-school", spell.reason or "other")]
    if spell.education_given:
        said.append(f"fragment/education, {spell.education_given}")
    return " ".join(scene.say(path) for path in said if path)


def _period(scene: Scene, spell: Spell) -> str:
    """When it began and ended, as far as the family said."""
    start, end = spell.start, scene.end_of(spell)
    began = isinstance(start, DateSpan) and start.first <= scene.as_of
    ended = "ended" if isinstance(end, DateSpan) else "goes on" if end is Unsaid.NOT_YET else ""
    name = ", ".join(filter(None, ("began" if began else "", ended)))
    return scene.say(f"fragment/period, {name}", start=start, end=end) if name else ""


def _told(scene: Scene, spell: Spell) -> str:
    told = spell.council_told
    known = isinstance(told, DateSpan) and told.first <= scene.as_of
    return scene.say("fragment/told", told=told) if known else ""


# ---- dates --------------------------------------------------------------------------------------------------------------


@register(SOURCES, "dates-in-question")
def _dates_in_question(scene: Scene, text: str) -> Iterator[Item]:
    """The events that the findings of the first pages rest on, as the family dated them, and what has not come."""
    used = {index for finding in scene.shown for index in finding.events}
    counted = {(start.event, start.span) for finding in scene.shown for start in finding.starts}
    used |= {event.index for event in scene.case.events if (event.event, event.span) in counted}
    yield from event_rows(scene, text, (event for event in scene.case.events if event.index in used))


@register(SOURCES, "all-dates")
def _all_dates(scene: Scene, text: str) -> Iterator[Item]:
    """Every event with a date, what has not come, and when each time without support or education began and ended."""
    yield from event_rows(scene, text, scene.case.events, scene.late)


Dated = tuple[tuple[date, date], Item]  # a row of a table, with what it is sorted by


def event_rows(scene: Scene, text: str, events: Iterable[Event], findings: Iterable[Finding] = ()) -> Iterator[Item]:
    """Rows of a table of dates: these events, and when the times that some findings are about began and ended."""
    rows = [row for event in events if (row := _row(scene, text, event)) is not None]
    spells = {finding.spell: spell for finding in findings if (spell := scene.spell(finding)) is not None}
    rows += [row for place, spell in spells.items() for row in _borders(scene, text, place or "", spell)]
    for _, item in sorted(rows, key=lambda row: row[0]):
        yield item


def _borders(scene: Scene, text: str, place: str, spell: Spell) -> Iterator[Dated]:
    """When a time without support or education began, and when it ended, where that is known."""
    kind = place.partition("/")[0]
    what = one_line(spell.what or "") if isinstance(spell, MissingProvision) else ""
    said = {"began": spell.start, "ended": scene.end_of(spell)}
    for name, when in said.items():
        if isinstance(when, DateSpan) and when.first <= scene.as_of:
            path = f"events/{kind}, {name}" + (", named" if what else "")
            cells = (scene.say(f"{text}/when", date=when), scene.say(path, what=what))
            yield (when.first, when.last), Item(cells, Ground((place,)))


def _row(scene: Scene, text: str, event: Event) -> Dated | None:
    not_yet = event.date is Unsaid.NOT_YET
    if not not_yet and not scene.past(event):
        return None
    details = [detail for detail in (event.outcome, event.kind, event.what, event.body) if detail]
    names = [*(f"{event.event}, {detail}" for detail in details), event.event]
    names = [f"{event.event}, not yet"] if not_yet else names
    path = scene.first_of("events", *names)
    if path is None:
        return None
    span = event.span or DateSpan(scene.as_of, scene.as_of)
    when = scene.say(f"{text}/when not yet" if not_yet else f"{text}/when", date=span)
    item = Item((when, scene.say(path)), Ground((f"events/{event.index}",)))
    return (date.max if not_yet else span.first, span.last), item


# ---- what is asked for --------------------------------------------------------------------------------------------------


@register(SOURCES, "outstanding")
def _outstanding(scene: Scene, text: str) -> Iterator[Item]:
    """What is still to be done, one request for each kind of finding."""
    yield from once(scene, "now", [finding for finding in scene.late if scene.goes_on(finding)])


@register(SOURCES, "catch-up")
def _catch_up(scene: Scene, text: str) -> Iterator[Item]:
    """What would make up for support or education that was missed."""
    yield from once(scene, "catch up", scene.late)


@register(SOURCES, "improvement")
def _improvement(scene: Scene, text: str) -> Iterator[Item]:
    """At most two changes to the council's service: the first that fits the strongest finding, and one for the next kind
    of finding; where there is only one kind, its second. None for what is only possible."""
    codes: dict[str, Finding] = {}
    for finding in scene.late:
        if finding.verdict != "possible":
            codes.setdefault(finding.code, finding)
    fitting = [list(once(scene, "improve", [finding])) for finding in codes.values()]
    firsts = [items[0] for items in fitting if items]
    seconds = [items[1] for items in fitting if len(items) > 1]
    distinct = {item.cells: item for item in (*firsts, *seconds)}
    yield from tuple(distinct.values())[:MOST_IMPROVEMENTS]


@register(SOURCES, "papers")
def _papers(scene: Scene, text: str) -> Iterator[Item]:
    """What shows that the dates are right."""
    yield from once(scene, "papers", scene.late)
    yield from once(scene, "papers, done", [finding for finding in scene.late if not scene.goes_on(finding)])


@register(SOURCES, "papers-asked")
def _papers_asked(scene: Scene, text: str) -> Iterator[Item]:
    """What the council holds and is asked to send."""
    yield from once(scene, "please send", scene.late)


def once(scene: Scene, heading: str, findings: Iterable[Finding]) -> Iterator[Item]:
    """The entries under a heading of each finding's text; an entry that several findings share stands once."""
    grounds: dict[str, Ground] = {}
    for finding in findings:
        path = scene.first_of(f"findings/{finding.code}", f"{heading}, {finding.duty.id}", heading)
        if path is None or path == f"findings/{finding.code}":
            continue
        step = _lowered(finding.duty.plain)
        for line in scene.say(path, step=step).split("\n"):
            entry = line[:1].upper() + line[1:]
            grounds[entry] = grounds.get(entry, Ground()).with_(Ground(facts_of([finding])))
    for entry, ground in grounds.items():
        yield Item((entry,), ground)


@register(SOURCES, "wanted")
def _wanted(scene: Scene, text: str) -> Iterator[Item]:
    """The family's own wishes, as written."""
    for place, wish in enumerate(scene.case.wanted):
        if wish.strip():
            yield Item((printable(wish).strip(),), Ground((f"wanted/{place}",)), own=True)


@register(SOURCES, "impact")
def _impact(scene: Scene, text: str) -> Iterator[Item]:
    """What it did to the child and the family, as written."""
    if scene.case.impact and scene.case.impact.strip():
        yield Item((printable(scene.case.impact).strip(),), Ground(("impact",)), own=True)


# ---- the annex ----------------------------------------------------------------------------------------------------------


@register(SOURCES, "further-findings")
def _further(scene: Scene, text: str) -> Iterator[Item]:
    """The findings that did not fit on the first pages."""
    for finding in scene.more:
        if finding.spell is None:
            yield _paragraph(scene, finding, [_verdict(scene, finding)])
    yield from _spells(scene, scene.more)


@register(SOURCES, "law")
def _law(scene: Scene, text: str) -> Iterator[Item]:
    """Each provision that the letter cites, under its number: where it stands, what it says, how sure we are."""
    provisions = scene.context.definitions.provisions
    for id_, number in tuple(scene.cited.items()):
        provision = provisions[id_]
        kind = scene.first_of("fragment/kind", provision.kind)
        mark = scene.say(kind) if kind else ""
        # How we know a rule is no matter for the reader; that we are not sure of it is.
        caution = scene.say("fragment/unsure-law") if "M" in provision.sure else ""
        says = " ".join(filter(None, (provision.says, mark, caution)))
        yield Item((f"({number})", f"{provision.short}\n{provision.url}", says), Ground(provisions=(id_,)))


@register(SOURCES, "notes")
def _notes(scene: Scene, text: str) -> Iterator[Item]:
    """What a reader should know of the law at the time of the findings, each note once."""
    said: dict[str, Ground] = {}
    for finding in scene.late:
        for note in finding.notes:
            sentence = scene.context.words.say(note)
            said[sentence] = said.get(sentence, Ground()).with_(Ground(facts_of([finding]), finding.duty.law))
    yield from (Item((sentence,), ground) for sentence, ground in said.items())
