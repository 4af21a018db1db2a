"""Small cases written shortly, and many cases made at random, for the tests of the engine."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from assistant.core import vocabulary as words
from assistant.core.assess import assess
from assistant.core.assessment import Assessment, Finding
from assistant.core.bench import Bench
from assistant.core.case import Case, read_case
from assistant.core.cycles import Timeline
from assistant.core.dates import DateSpan, read_when
from assistant.core.definitions import Definitions
from assistant.load import load_definitions

RULES: Definitions = load_definitions()


def day(text: str) -> date:
    """One day, as written."""
    return date.fromisoformat(text)


def span(text: str) -> DateSpan:
    """An interval, in the notation of the case file."""
    when = read_when(text)
    assert isinstance(when, DateSpan)
    return when


def event(line: str) -> dict[str, Any]:
    """An event from one line: ``"assess_decision 2025-02-17 outcome=refused"``; a list is written with commas."""
    kind, when, *more = line.split()
    made: dict[str, Any] = {"event": kind, "date": when}
    for part in more:
        key, _, value = part.partition("=")
        made[key] = int(value) if key == "cycle" else value.split(",") if key == "about" else value
    return made


def case_of(*events: str, **rest: Any) -> Case:
    """A case of these events, one line each; ``rest`` are further members of the case file."""
    return read_case({"format": words.FORMAT, "events": [event(line) for line in events], **rest})


def judged(as_of: str, *events: str, **rest: Any) -> Assessment:
    """The assessment of such a case on a day."""
    return assess(RULES, case_of(*events, **rest), day(as_of))


def bench_of(as_of: str, *events: str, **rest: Any) -> Bench:
    """Such a case laid out on the bench, before anything is judged."""
    return Bench(RULES, case_of(*events, **rest), day(as_of))


def timeline_of(as_of: str, *events: str) -> Timeline:
    """The events of such a case, sorted into cycles."""
    return Timeline(case_of(*events), day(as_of))


def findings(assessment: Assessment, code: str, rule: str | None = None) -> list[Finding]:
    """The findings of a code, and of one rule if it is named."""
    return [f for f in assessment.findings if f.code == code and rule in (None, f.duty.id)]


def only(assessment: Assessment, code: str, rule: str | None = None) -> Finding:
    """The one finding of a code; fails if there are more or none."""
    found = findings(assessment, code, rule)
    assert len(found) == 1, [(f.code, f.duty.id, f.verdict) for f in assessment.findings]
    return found[0]


def verdicts(assessment: Assessment) -> dict[str, str]:
    """The verdict of each finding by its code; for tests in which each code comes once."""
    return {finding.code: finding.verdict for finding in assessment.findings}


def days_of(one: DateSpan) -> list[date]:
    """Every day of an interval."""
    return [one.first + timedelta(number) for number in range(one.days)]


def border(one: DateSpan) -> str:
    """A day or an interval as the contract writes it."""
    return f"{one.first}" if one.is_day else f"{one.first}/{one.last}"


def word_for(late: int, readings: int, excused: bool, vague: bool) -> str:
    """The verdict that a share of late readings gives."""
    if late == readings:
        return "likely" if excused else "breach"
    if late * 2 > readings and not vague:
        return "likely"
    return "possible" if late else "met"


# ---- who can look at what -------------------------------------------------------------------------------------------

TODAY = "2025-06-02"
SPELL = {"from": "2025-01-06", "to": "not-yet"}
APPEAL = ["appealable_decision 2025-02-03 kind=contents", "appeal_lodged 2025-03-03 about=contents"]
TO_NOW = "2025-01-06 2025-06-02"


def written(found: Finding) -> list[str]:
    """The pieces on one line each: first border, last border, reach, reason."""
    return [f"{border(p.start)} {border(p.end)} {p.reach} {p.reason or '-'}" for p in found.reach]


def of_missing(spell: dict[str, Any], *events: str, as_of: str = TODAY, **more: Any) -> list[str]:
    """The pieces of support of the plan that was missing."""
    made = judged(as_of, *events, provision_missing=[{"section": "F", **spell}], about={"plan": "final"}, **more)
    return written(next(found for found in made.findings if found.spell == "provision_missing/0"))


def of_absence(spell: dict[str, Any], *events: str, as_of: str = TODAY, **more: Any) -> list[str]:
    """The pieces of a time out of school."""
    made = judged(as_of, *events, out_of_school=[{"education_given": "none", **spell}], **more)
    return written(only(made, "alternative-education-not-arranged"))


# ---- at random ------------------------------------------------------------------------------------------------------

FIRST, LAST = date(2021, 1, 1), date(2026, 12, 31)
known_days = st.dates(FIRST, LAST)


@st.composite
def spans(draw: st.DrawFn, most: int = 60) -> DateSpan:
    """An interval of up to ``most`` days."""
    first = draw(known_days)
    return DateSpan(first, first + timedelta(draw(st.integers(0, most - 1))))


@st.composite
def whens(draw: st.DrawFn) -> str:
    """A date in any of its notations."""
    first = draw(known_days)
    last = first + timedelta(draw(st.integers(1, 90)))
    notations = [f"{first}", f"{first:%Y-%m}", f"{first:%Y}", f"{first}/{last}", "not-yet", "unknown"]
    return draw(st.sampled_from(notations[:1] * 4 + notations))


@st.composite
def events(draw: st.DrawFn) -> dict[str, Any]:
    """Any event with whatever may be said of it."""
    kind = draw(st.sampled_from(tuple(words.EVENTS)))
    made: dict[str, Any] = {"event": kind, "date": draw(whens())}
    for key, table in (("outcome", words.OUTCOMES), ("kind", words.KINDS), ("body", words.BODIES)):
        if kind in table and draw(st.integers(0, 4)):
            made[key] = draw(st.sampled_from(table[kind]))
    if kind == "appeal_lodged" and draw(st.booleans()):
        made["about"] = draw(st.lists(st.sampled_from(words.APPEAL_SUBJECTS), min_size=1, max_size=2))
    if kind.startswith("advice_"):
        made["what"] = draw(st.sampled_from(words.ADVICE))
    if kind in words.DATED_WITHIN and draw(st.integers(0, 2)) == 0:
        made["by"] = draw(whens())
    if draw(st.integers(0, 9)) == 0:
        made["cycle"] = draw(st.integers(1, 3))
    return made


def _optional(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=members)


LINKED = st.sampled_from([True, False, None])
ABOUT = _optional(
    plan=st.sampled_from(words.PLAN),
    setting=_optional(kind=st.sampled_from(words.SETTINGS)),
    child=_optional(born=st.sampled_from(["2006-03-01", "2010", "2014-06", "2021-12-24"])),
)
MISSING = _optional(
    section=st.sampled_from(words.SECTIONS),
    provider=st.sampled_from(words.PROVIDERS),
    council_told=whens(),
    linked_to_appeal=LINKED,
    **{"from": whens(), "to": whens()},
)
ABSENT = _optional(
    reason=st.sampled_from(words.ABSENCE_REASONS),
    education_given=st.sampled_from(words.EDUCATION),
    council_told=whens(),
    linked_to_appeal=LINKED,
    **{"from": whens(), "to": whens()},
)
EXCEPTION = st.fixed_dictionaries(
    {"kind": st.sampled_from(words.EXCEPTIONS)},
    optional={"from": whens(), "to": whens(), "advice_asked": whens(), "claimed_by": st.sampled_from(["council"])},
)


def cases() -> st.SearchStrategy[Case]:
    """Wide random cases: up to a dozen events of any kind, spells, exceptions and problems."""
    members = {
        "about": ABOUT,
        "events": st.lists(events(), max_size=12),
        "provision_missing": st.lists(MISSING, max_size=2),
        "out_of_school": st.lists(ABSENT, max_size=2),
        "exceptions": st.lists(EXCEPTION, max_size=2),
        "problems": st.lists(st.sampled_from(words.PROBLEMS), max_size=2),
    }
    return st.fixed_dictionaries({"format": st.just(words.FORMAT), **members}).map(read_case)
