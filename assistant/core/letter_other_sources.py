"""What the letters to schools, the NHS, review panels, solicitors and directors are repeated for.

Part of the law engine. Where a finding is argued as in a letter to the council, the source of that letter is asked, with
the findings of this letter's reader; else a time is told as it happened, with no word about who is to blame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from assistant.core.assessment import Finding
from assistant.core.case import Spell
from assistant.core.letter_bodies import FOUND, about, health_advice, reports, running, section_g, setting
from assistant.core.letter_conditions import Ground, Item, register
from assistant.core.letter_scene import Scene, facts_of, printable
from assistant.core.letter_sources import SOURCES, _lowered, _period, _what_happened

COMPLAINT = ("complaint_made", "complaint_acknowledged", "stage1_response", "stage2_requested", "stage2_response")
BOARDS_OF_TODAY = date(2026, 4, 1)  # since then the care boards are those of the data file


# ---- who writes, and to whom ----------------------------------------------------------------------------------------------


@register(SOURCES, "introduced")
def _introduced(scene: Scene, text: str) -> Iterator[Item]:
    """Who writes, and in the same paragraph what the letter is."""
    named = "named" if scene.values["name"] else "unnamed"
    writer = scene.first_of("writer", f"{scene.voice}, {named}", scene.voice)
    path = scene.first_of(text, setting(scene), scene.voice)
    if writer is None or path is None:
        raise KeyError(f"there is no text content/<language>/letters/{text}.md for a letter by {scene.voice}")
    facts = ("about/filled_in_by", *(["about/consent"] if scene.voice == "adviser" else []))
    facts = (*facts, "about/child/name") if named == "named" else facts
    yield Item((f"{scene.say(writer)} {scene.say(path)}",), Ground(facts))


@register(SOURCES, "place")
def _place(scene: Scene, text: str) -> Iterator[Item]:
    """A text that names the school, college or nursery; by its kind alone where the family did not name it."""
    name, kind = " ".join(printable(scene.case.about.setting_name or "").split()), setting(scene)
    path = scene.first_of(text, f"{kind}, named", "named") if name else scene.first_of(text, kind)
    if path is not None:
        yield Item((scene.say(path, place=name),), Ground(("about/setting/name" if name else "about/setting/kind",)))


@register(SOURCES, "care-board")
def _care_board(scene: Scene, text: str) -> Iterator[Item]:
    """A text that names the NHS care board, where the council's area has one only and we are sure of it."""
    boards = scene.context.definitions.care_boards.get(scene.case.about.council or "")
    sure = boards is not None and boards.certain and len(boards.now) == 1 and scene.as_of >= BOARDS_OF_TODAY
    path = scene.first_of(text, "named" if sure else "unnamed") or text
    board = boards.now[0] if boards is not None and sure else ""
    yield Item((scene.say(path, board=board),), Ground(("about/council",)))


# ---- dates ----------------------------------------------------------------------------------------------------------------


@register(SOURCES, "listed-dates")
def _listed(scene: Scene, text: str) -> Iterator[Item]:
    """The dated events for which the table's own text has words, in order of time."""
    rows = []
    for event in scene.case.events:
        body = (event.body or "council") if event.event in COMPLAINT else event.body
        details = [detail for detail in (event.kind, body, event.outcome) if detail]
        path = scene.first_of(text, *(f"{event.event}, {detail}" for detail in details), event.event)
        if path is not None and event.span is not None and scene.past(event):
            cells = (scene.say(f"{text}/when", date=event.span), scene.say(path))
            rows.append((event.span.first, event.span.last, Item(cells, Ground((f"events/{event.index}",)))))
    yield from (item for *_, item in sorted(rows, key=lambda row: row[:2]))


# ---- findings and times ---------------------------------------------------------------------------------------------------


def account(scene: Scene, spell: Spell) -> str:
    """What was missing or why there was no school, and when; no word about who is to blame."""
    return " ".join(filter(None, (_what_happened(scene, spell), _period(scene, spell))))


def _accounts(find: Callable[[Scene], list[Finding]], scene: Scene, text: str) -> Iterator[Item]:
    """What happened in each time, told once."""
    told: set[str | None] = set()
    for finding in find(scene):
        spell = scene.spell(finding)
        if spell is not None and finding.spell not in told:
            told.add(finding.spell)
            yield Item((account(scene, spell),), Ground(facts_of([finding])))


def _as_council(source: str, find: Callable[[Scene], list[Finding]], scene: Scene, text: str) -> Iterator[Item]:
    """What another source says, said of the findings of this letter's reader."""
    yield from SOURCES[source](about(scene, find(scene)), text)


def _without_complaints(scene: Scene, text: str) -> Iterator[Item]:
    """All dates but those of complaints, which a table of their own tells by body."""
    other = about(scene, scene.late)
    other.case = replace(scene.case, events=tuple(e for e in scene.case.events if e.event not in COMPLAINT))
    yield from SOURCES["all-dates"](other, text)


def _everybody(scene: Scene) -> list[Finding]:
    return list(scene.assessment.late)


for _name in ("with-school", "nhs-staff", "absence", "missing-f"):
    SOURCES[f"accounts, {_name}"] = partial(_accounts, FOUND[_name])
SOURCES.update(
    {
        "section-g": partial(_as_council, "late-spells", section_g),
        "section-g, outstanding": partial(_as_council, "outstanding", section_g),
        "section-g, catch-up": partial(_as_council, "catch-up", section_g),
        "health-advice": partial(_as_council, "late-clocks", health_advice),
        "report": partial(_as_council, "late-clocks", reports),
        "running, dates": partial(_as_council, "dates-in-question", running),
        "all-dates, no complaints": _without_complaints,
        "all-dates, everybody": partial(_as_council, "all-dates", _everybody),
    }
)


@register(SOURCES, "running")
def _running(scene: Scene, text: str) -> Iterator[Item]:
    """What the council has still to do in time: the rule, where the clock began, and the last day."""
    for finding in running(scene):
        said = _rule_and_start(scene, finding)
        if said is not None:
            rule, start, it = said
            last = scene.say(f"{text}/last day", it=it, due=finding.due)
            yield Item((f"{rule} {start}. {last}",), Ground(facts_of([finding]), finding.duty.law))


def _rule_and_start(scene: Scene, finding: Finding) -> tuple[str, str, str] | None:
    """The rule, the start of its clock and the thing it is about, as the letters to the council say them."""
    code, duty = f"findings/{finding.code}", finding.duty.id
    counted = {start.event: start.span for start in finding.starts}
    heads = (f"start, {duty}", *(f"start, {event}" for event in reversed(counted)), "start")
    paths = [scene.first_of(code, *names) for names in ((f"rule, {duty}", "rule"), heads, (f"it, {duty}", "it"))]
    if None in paths:
        return None
    step = _lowered(finding.duty.plain)
    values = {**counted, "trigger": finding.trigger, "law": scene.cite(finding.duty.law), "step": step}
    rule, start, it = (scene.say(path or "", **values) for path in paths)
    return rule, start, _lowered(it)


# ---- the summary for a solicitor ------------------------------------------------------------------------------------------


@register(SOURCES, "schedule")
def _schedule(scene: Scene, text: str) -> Iterator[Item]:
    """Every late finding: what it is and where the law stands; whose it is, the sum, and how sure it is."""
    in_time = sorted(scene.assessment.late, key=lambda f: f.trigger.first if f.trigger else date.max)
    for place, finding in enumerate(in_time):
        laws = [f"{scene.context.definitions.provisions[id_].short} {scene.cite([id_])}" for id_ in finding.duty.law]
        matter = _matter(scene, finding)
        cells = (f"{place + 1}.", "\n".join((matter, *laws)), "\n".join(_judged(scene, finding, text)))
        yield Item(cells, Ground(facts_of([finding]), finding.duty.law))


def _matter(scene: Scene, finding: Finding) -> str:
    """What a finding is about; one that is only possible in words that accuse nobody."""
    return scene.say(scene.first_of(f"findings/{finding.code}", f"matter, {finding.verdict}", "matter") or "")


def _judged(scene: Scene, finding: Finding, text: str) -> Iterator[str]:
    yield scene.say(f"{text}/body, {finding.body}")
    spell = scene.spell(finding)
    if spell is not None:
        yield account(scene, spell)
    elif finding.trigger is not None:
        days = scene.context.words.count(finding.late_days or 0, "days")
        values = {
            "start": finding.trigger,
            "due": finding.due,
            "done": scene.as_given(finding.done, finding),
            "late": days,
        }
        yield scene.say(f"{text}/{_shape(finding)}", **values)
    yield scene.say(f"{text}/{finding.verdict}")
    if finding.excuse == "claimed":
        yield scene.say(f"{text}/excuse")


def _shape(finding: Finding) -> str:
    """Which sentence tells the sum: of an act on one day there is none."""
    early = finding.duty.too_early
    if finding.due is None or not finding.late_days or not finding.late_days[1] or (early and finding.not_yet):
        return "one day"
    return "too early" if early else "not yet" if finding.not_yet else "done"


@register(SOURCES, "still-open")
def _still_open(scene: Scene, text: str) -> Iterator[Item]:
    """What still goes on, each kind once."""
    grounds: dict[str, Ground] = {}
    for finding in scene.assessment.late:
        if scene.goes_on(finding):
            matter = _matter(scene, finding)
            grounds[matter] = grounds.get(matter, Ground()).with_(Ground(facts_of([finding])))
    yield from (Item((matter,), ground) for matter, ground in grounds.items())
