"""Conditions, needs and sources of the letters to schools, the NHS, review panels, solicitors and directors.

Part of the law engine: no files, no network, no clock. Registered beside those of the letters to the council. A body is
told about its own part only, so most of these look at the findings and times that this body has to do with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from datetime import timedelta
from functools import partial

from assistant.core.assessment import Finding
from assistant.core.case import Event, OutOfSchool, Spell
from assistant.core.dates import DateSpan, Unsaid
from assistant.core.letter_conditions import CONDITIONS, NEEDS, Ground, Item, ground_of, register
from assistant.core.letter_scene import Scene, facts_of, law_of
from assistant.core.letter_sources import SOURCES, _period, _what_happened

REASONABLE_TIME = timedelta(84)  # the Ombudsman's twelve weeks for the council to answer
NHS = ("icb", "nhs_trust")
NOT_THE_SCHOOLS = ("no_place", "permanent_exclusion")  # reasons for being out of school that a school can't end
SETTINGS = {  # what a place of education is called here -> its kinds in the case file, the law on its complaints
    "maintained": (("maintained", "maintained_special"), ("ea-2002-29",)),
    "academy": (("academy", "academy_special"), ("independent-school-standards-part-7",)),
    "private": (("independent", "non_maintained_special"), ("independent-school-standards-part-7",)),
    "unit": (("pru",), ()),
    "college": (("fe_college", "sixth_form_college", "specialist_post16"), ("dfe-fe-complaints",)),
    "nursery": (("early_years",), ("eyfs-complaints",)),
}
SCHOOLS = ("maintained", "academy", "private", "unit")
GOVERNORS = {"maintained": ("exclusion-regs-2012-6",), "academy": ("exclusion-regs-2012-24",)}
DEPARTMENT = {
    "maintained": ("ea-1996-496", "ea-1996-497"),
    "academy": ("dfe-academy-complaints",),
    "private": ("dfe-complain-school",),
}


# ---- the case, as these letters see it ----------------------------------------------------------------------------------


def about(scene: Scene, findings: Iterable[Finding]) -> Scene:
    """The same letter with other findings to answer for, so that what is said of the council's can be said of these."""
    other = copy(scene)
    for worked_out in ("shown", "more"):
        vars(other).pop(worked_out, None)
    vars(other)["late"] = tuple(findings)
    return other


def setting(scene: Scene) -> str:
    """Which of SETTINGS the child attends; empty if nobody said, or none."""
    kind = scene.case.about.setting_kind
    return next((name for name, (kinds, _) in SETTINGS.items() if kind in kinds), "")


def happened(scene: Scene, *kinds: str) -> list[Event]:
    """Events of these kinds that took place, on a known day or not."""
    return [e for e in scene.case.events if e.event in kinds and (scene.past(e) or e.date is Unsaid.UNKNOWN)]


def of_body(scene: Scene, body: str, *kinds: str) -> list[Event]:
    """Steps of a complaint to one body; the council's, where the case does not say whose."""
    return [event for event in happened(scene, *kinds) if (event.body or "council") == body]


def places(events: Iterable[Event]) -> Ground | None:
    """The ground that some events are; None if there is none."""
    found = tuple(f"events/{event.index}" for event in events)
    return Ground(found) if found else None


def exclusion(scene: Scene) -> Event | None:
    """The permanent exclusion in the case, else the last suspension."""
    found = happened(scene, "permanently_excluded") or happened(scene, "suspended")
    return found[-1] if found else None


def stands(scene: Scene, *statuses: str) -> bool:
    """Does the route of this letter stand so on the day of the letter?"""
    return any(advice.route == scene.plan.route and advice.status in statuses for advice in scene.assessment.routes)


def given_by(scene: Scene, provider: str) -> list[Finding]:
    """Findings that support in Section F was missing which, the family says, this provider gives."""
    return [
        finding
        for finding in scene.assessment.late
        if finding.code == "provision-not-secured" and getattr(scene.spell(finding), "provider", None) == provider
    ]


def absences(scene: Scene) -> list[Finding]:
    """Findings about a time out of school that the school had a part in."""
    spells = [(finding, scene.spell(finding)) for finding in scene.assessment.late]
    return [f for f, s in spells if isinstance(s, OutOfSchool) and f.code != "no-school-place"
            and s.reason not in NOT_THE_SCHOOLS]  # fmt: skip


def late_of(scene: Scene, code: str, *bodies: str) -> list[Finding]:
    """Late findings of a code that one of some bodies has to answer for."""
    return [finding for finding in scene.assessment.late if finding.code == code and finding.body in bodies]


def section_g(scene: Scene) -> list[Finding]:
    return late_of(scene, "health-provision-not-arranged", *NHS)


def health_advice(scene: Scene) -> list[Finding]:
    return late_of(scene, "advice-late", *NHS)


def staff(scene: Scene) -> list[Finding]:
    return given_by(scene, "nhs")


def with_school(scene: Scene) -> list[Finding]:
    return given_by(scene, "school")


def reports(scene: Scene) -> list[Finding]:
    return late_of(scene, "review-report-late", "school")


def suspensions(scene: Scene) -> list[Finding]:
    return [finding for finding in scene.assessment.late if finding.duty.id == "S-SUSP-6TH"]


def reviews(scene: Scene) -> list[Finding]:
    return [f for f in late_of(scene, "review-not-held", "council") if f.not_yet and f.verdict != "possible"]


def missing_f(scene: Scene) -> list[Finding]:
    return late_of(scene, "provision-not-secured", "council")


def running(scene: Scene) -> list[Finding]:
    """Clocks of the law that run against the council and have not ended, the next one first."""
    found = [f for f in scene.assessment.findings if f.verdict == "not-due" and f.body == "council" and f.due]
    sure = [f for f in found if f.force == "statute" and f.duty.sure != "M" and not f.duty.too_early]
    return sorted(sure, key=_last_day)


def _last_day(finding: Finding) -> tuple[int, str]:
    return (finding.due.last.toordinal() if finding.due else 0), finding.duty.id


# ---- needs --------------------------------------------------------------------------------------------------------------


def _school_matter(scene: Scene) -> Ground | None:
    """What a school, college or nursery can be asked about: its own part."""
    found = ground_of([*with_school(scene), *absences(scene), *reports(scene)])
    return found or CONDITIONS["discrimination"](scene)


def _nhs_matter(scene: Scene) -> Ground | None:
    return ground_of([*section_g(scene), *staff(scene), *health_advice(scene)])


def _recommended(scene: Scene) -> Ground | None:
    """A recommendation on health that nobody answered in time, or that was turned down."""
    refused = [e for e in happened(scene, "recommendation_answered") if e.body == "health" and e.outcome != "agreed"]
    late = late_of(scene, "tribunal-recommendation-not-answered", *NHS)
    return ground_of(late) or places(e for e in refused if e.outcome)


def _council_had_chance(scene: Scene) -> bool:
    """The council's final answer came, or certainly twelve weeks have gone since the complaint."""
    made = [event.span for event in of_body(scene, "council", "complaint_made") if event.span]
    waited = any(span.last + REASONABLE_TIME < scene.as_of for span in made)
    return waited or bool(of_body(scene, "council", "stage2_response"))


@register(NEEDS, "school-answer")
def _school_answered(scene: Scene) -> bool:
    """The school's procedure has come to its end: its last answer, or the decision of an academy's review panel."""
    return CONDITIONS["school-answered"](scene) is not None


@register(NEEDS, "clock")
def _clock(scene: Scene) -> bool:
    """A clock runs against the council, and nothing of the council's is late."""
    return bool(running(scene)) and not any(finding.body == "council" for finding in scene.assessment.late)


NEEDS |= {
    "school": lambda scene: setting(scene) in SCHOOLS,
    "college": lambda scene: setting(scene) == "college",
    "nursery": lambda scene: setting(scene) == "nursery",
    "school-of-department": lambda scene: setting(scene) in DEPARTMENT,
    "school-matter": lambda scene: _school_matter(scene) is not None,
    "not-complained-to-school": lambda scene: not of_body(scene, "school", "complaint_made"),
    "nhs-matter": lambda scene: _nhs_matter(scene) is not None,
    "not-complained-to-nhs": lambda scene: not of_body(scene, "nhs", "complaint_made"),
    "complained-to-nhs": lambda scene: bool(of_body(scene, "nhs", "complaint_made")),
    "nhs-had-chance": lambda scene: bool(_recommended(scene) or CONDITIONS["nhs-answered"](scene)),
    "both-matter": lambda scene: any(p.reach == "joint" for f in scene.assessment.late for p in f.reach),
    "council-had-chance": _council_had_chance,
    "exclusion": lambda scene: exclusion(scene) is not None,
    "governors-open": lambda scene: stands(scene, "first", "also"),
    "panel-open": lambda scene: stands(scene, "first"),
    "any-finding": lambda scene: bool(scene.assessment.late),
}


# ---- conditions ---------------------------------------------------------------------------------------------------------


def _at(kinds: tuple[str, ...], law: tuple[str, ...], scene: Scene) -> Ground | None:
    return Ground(("about/setting/kind",), law) if scene.case.about.setting_kind in kinds else None


def _law_by_setting(law: dict[str, tuple[str, ...]], scene: Scene) -> Ground | None:
    """What the law says of this kind of school; None for kinds it does not reach."""
    found = law.get(setting(scene))
    return Ground(("about/setting/kind",), found) if found else None


def _grounds(find: Callable[[Scene], list[Finding]], scene: Scene) -> Ground | None:
    return ground_of(find(scene))


def _still(find: Callable[[Scene], list[Finding]], scene: Scene) -> Ground | None:
    return ground_of([finding for finding in find(scene) if scene.goes_on(finding)])


def _with_law(find: Callable[[Scene], list[Finding]], scene: Scene) -> Ground | None:
    """The findings, with the law of the first: to be said once for all of them."""
    found = find(scene)
    return Ground(facts_of(found), law_of(found[:1])) if found else None


def _cites(law: tuple[str, ...], scene: Scene) -> Ground | None:
    return Ground(provisions=law)


def _excluded(event: str, law: tuple[str, ...], scene: Scene) -> Ground | None:
    found = exclusion(scene)
    return Ground((f"events/{found.index}",), law) if found and found.event == event else None


def _duty_law(duty: str, event: str, scene: Scene) -> Ground | None:
    """An exclusion or suspension, with the law on the education owed meanwhile; not where that law doesn't reach."""
    rows = scene.context.definitions.duties.get(duty, ())
    ground = _excluded(event, rows[-1].law if rows else (), scene)
    return ground if ground and setting(scene) in ("maintained", "academy") else None


@register(CONDITIONS, "discrimination")
def _discrimination(scene: Scene) -> Ground | None:
    return Ground(("problems",)) if "discrimination" in scene.case.problems else None


@register(CONDITIONS, "school-answered")
def _answered_by_school(scene: Scene) -> Ground | None:
    panels = [e for e in happened(scene, "governors_decision") if e.kind == "independent_review_panel"]
    of_academy = [event for event in panels if event.body == "academy" or setting(scene) == "academy"]
    return places([*of_body(scene, "school", "stage2_response"), *of_academy])


@register(CONDITIONS, "to-board")
def _to_board(scene: Scene) -> Ground | None:
    """The care board answers for Section G and for health advice; where only NHS staff are the matter, their trust."""
    return ground_of([*section_g(scene), *health_advice(scene)])


@register(CONDITIONS, "to-trust")
def _to_trust(scene: Scene) -> Ground | None:
    return None if _to_board(scene) else ground_of(staff(scene))


@register(CONDITIONS, "nhs-sure")
def _nhs_sure(scene: Scene) -> Ground | None:
    """The NHS certainly or probably fell short of what it owes itself."""
    return ground_of([f for f in [*section_g(scene), *health_advice(scene)] if f.verdict != "possible"])


@register(CONDITIONS, "straight-to-ombudsman")
def _straight(scene: Scene) -> Ground | None:
    """A recommendation came to nothing, and the NHS has had no complaint."""
    ground = None if of_body(scene, "nhs", "complaint_made") else _recommended(scene)
    return ground.with_(Ground(provisions=("lgsco-recommendations",))) if ground else None


@register(CONDITIONS, "plan-final")
def _plan_final(scene: Scene) -> Ground | None:
    return Ground(("about/plan",)) if scene.case.about.plan == "final" else None


@register(CONDITIONS, "answer-in-time")
def _answer_in_time(scene: Scene) -> Ground | None:
    """The usual day for an answer comes before the first day on which something falls due."""
    due = [finding.due.first for finding in running(scene) if finding.due]
    reply = scene.values["reply"]
    return ground_of(running(scene)) if due and reply.last < min(due) else None


@register(CONDITIONS, "answer-sooner")
def _answer_sooner(scene: Scene) -> Ground | None:
    return None if _answer_in_time(scene) else ground_of(running(scene))


FOUND: dict[str, Callable[[Scene], list[Finding]]] = {
    "section-g": section_g,
    "nhs-staff": staff,
    "health-advice": health_advice,
    "with-school": with_school,
    "absence": absences,
    "report": reports,
    "missing-f": missing_f,
    "running": running,
    "review-overdue": reviews,
}
CONDITIONS |= {f"at-{name}": partial(_at, kinds, law) for name, (kinds, law) in SETTINGS.items()}
CONDITIONS |= {name: partial(_grounds, find) for name, find in FOUND.items()}
CONDITIONS |= {f"{name}, now": partial(_still, FOUND[name]) for name in ("with-school", "nhs-staff", "absence", "report")}
CONDITIONS |= {
    "health-advice, now": partial(_still, health_advice),
    "school-matter": _school_matter,
    "nhs-matter": _nhs_matter,
    "recommended": _recommended,
    "any-finding": lambda scene: ground_of(scene.assessment.late),
    "with-school, law": partial(_with_law, with_school),
    "nhs-staff, law": partial(_with_law, staff),
    "suspension, law": partial(_with_law, suspensions),
    "governors-law": partial(_law_by_setting, GOVERNORS),
    "department": partial(_law_by_setting, DEPARTMENT),
    "nhs-answered": lambda scene: places(of_body(scene, "nhs", "stage1_response", "stage2_response")),
    "complained-to-council": lambda scene: places(of_body(scene, "council", "complaint_made")),
    "permanent": partial(_excluded, "permanently_excluded", ()),
    "suspended": partial(_excluded, "suspended", ()),
    "permanent, education": partial(_duty_law, "S-PEX-6TH", "permanently_excluded"),
    "suspended, education": partial(_duty_law, "S-SUSP-6TH", "suspended"),
    "panel-law": partial(_excluded, "permanently_excluded", ("exclusion-regs-2012-sch-1",)),
    "panel-powers": partial(_excluded, "permanently_excluded", ("irp-powers",)),
    "acknowledge": partial(_cites, ("nhs-complaints-2009-13",)),
    "joint": partial(_cites, ("lgsco-joint-team",)),
}


# ---- sources ------------------------------------------------------------------------------------------------------------


@register(SOURCES, "introduced")
def _introduced(scene: Scene, text: str) -> Iterator[Item]:
    """Who writes, and in the same paragraph what the letter is."""
    named = "named" if scene.values["name"] else "unnamed"
    writer = scene.first_of("writer", f"{scene.voice}, {named}", scene.voice)
    path = scene.first_of(text, setting(scene), scene.voice)
    if writer is None or path is None:
        raise KeyError(f"there is no text content/<language>/letters/{text}.md for a letter by {scene.voice}")
    facts = ("about/filled_in_by", *(["about/consent"] if scene.voice == "adviser" else []), "about/child/name")
    yield Item((f"{scene.say(writer)} {scene.say(path)}",), Ground(facts))


@register(SOURCES, "place")
def _place(scene: Scene, text: str) -> Iterator[Item]:
    """A text that names the school, college or nursery, where the family named it."""
    name = scene.case.about.setting_name or ""
    path = scene.first_of(text, f"{setting(scene)}{', named' if name else ''}", "named" if name else "", setting(scene))
    if path is not None:
        facts = ("about/setting/name",) if name else ("about/setting/kind",)
        yield Item((scene.say(path, place=" ".join(name.split())),), Ground(facts))


@register(SOURCES, "listed-dates")
def _listed(scene: Scene, text: str) -> Iterator[Item]:
    """The dated events for which the table's own text has words, in order of time."""
    rows = []
    for event in scene.case.events:
        body = (event.body or "council") if event.event in COMPLAINT else event.body
        details = [detail for detail in (body, event.outcome, event.kind) if detail]
        path = scene.first_of(text, *(f"{event.event}, {detail}" for detail in details), event.event)
        if path is not None and event.span is not None and scene.past(event):
            cells = (scene.say(f"{text}/when", date=event.span), scene.say(path))
            rows.append((event.span.first, event.span.last, Item(cells, Ground((f"events/{event.index}",)))))
    yield from (item for *_, item in sorted(rows, key=lambda row: row[:2]))


COMPLAINT = ("complaint_made", "complaint_acknowledged", "stage1_response", "stage2_requested", "stage2_response")


def _accounts(find: Callable[[Scene], list[Finding]], scene: Scene, text: str) -> Iterator[Item]:
    """What happened in each time, and when; no word about who is to blame."""
    told: set[str | None] = set()
    for finding in find(scene):
        spell = scene.spell(finding)
        if spell is not None and finding.spell not in told:
            told.add(finding.spell)
            yield Item((_account(scene, spell),), Ground(facts_of([finding])))


def _account(scene: Scene, spell: Spell) -> str:
    return " ".join(filter(None, (_what_happened(scene, spell), _period(scene, spell))))


def _as_council(source: str, find: Callable[[Scene], list[Finding]], scene: Scene, text: str) -> Iterator[Item]:
    """What another source says, said of the findings of this letter's reader."""
    yield from SOURCES[source](about(scene, find(scene)), text)


def nhs_findings(scene: Scene) -> list[Finding]:
    return [*section_g(scene), *health_advice(scene)]


SOURCES |= {f"accounts, {name}": partial(_accounts, FOUND[name]) for name in ("with-school", "nhs-staff", "absence", "missing-f")}
SOURCES |= {
    "section-g": partial(_as_council, "late-spells", section_g),
    "section-g, outstanding": partial(_as_council, "outstanding", section_g),
    "section-g, catch-up": partial(_as_council, "catch-up", section_g),
    "health-advice": partial(_as_council, "late-clocks", health_advice),
    "report": partial(_as_council, "late-clocks", reports),
}


@register(SOURCES, "running")
def _running(scene: Scene, text: str) -> Iterator[Item]:
    """What the council has still to do in time: the rule, where the clock began, and the last day."""
    for finding in running(scene):
        said = _rule_and_start(scene, finding)
        if said is not None:
            last = scene.say(f"{text}/last day", it=said[2], due=finding.due)
            yield Item((f"{said[0]} {said[1]}. {last}",), Ground(facts_of([finding]), finding.duty.law))


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


def _lowered(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")


@register(SOURCES, "schedule")
def _schedule(scene: Scene, text: str) -> Iterator[Item]:
    """Every late finding for a solicitor: what it is, the sum, how sure, and where the law stands."""
    for place, finding in enumerate(sorted(scene.assessment.late, key=_last_day)):
        matter = scene.say(f"findings/{finding.code}/matter")
        laws = [scene.context.definitions.provisions[id_].short for id_ in finding.duty.law]
        cells = (str(place + 1), "\n".join((matter, *laws)), "\n".join(_sum(scene, finding, text)))
        yield Item(cells, Ground(facts_of([finding]), finding.duty.law))


def _sum(scene: Scene, finding: Finding, text: str) -> Iterator[str]:
    spell = scene.spell(finding)
    yield scene.say(f"{text}/body, {finding.body}")
    if spell is not None:
        yield _account(scene, spell)
    elif finding.due is not None:
        state = "not yet" if finding.not_yet else "done"
        days = scene.context.words.count(finding.late_days or 0, "days")
        start = finding.trigger if isinstance(finding.trigger, DateSpan) else finding.due
        yield scene.say(f"{text}/sum, {state}", start=start, due=finding.due, done=scene.as_given(finding), late=days)
    yield scene.say(f"{text}/{finding.verdict}")
