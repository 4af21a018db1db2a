"""Spells: times in which something owed was not given. Each spell is one finding, whatever its verdict.

Section F and G of a plan (Children and Families Act 2014, s42), social care (sections H1 and H2), education out of school
(Education Act 1996, s19) and the missing place (s43). A spell certainly stands from the last possible first day to the
first possible last day; the rules of the contract (section 5, Spells) say how far that carries a verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.assessment import Finding
from assistant.core.bench import Bench
from assistant.core.case import MissingProvision, OutOfSchool, Spell
from assistant.core.dates import DateSpan, Unsaid, When, compulsory_age_ends, compulsory_age_starts
from assistant.core.definitions import Duty
from assistant.core.duties import weaker
from assistant.core.words import Phrase

PLANS = (
    "final_plan_issued",
    "amended_final_plan_issued",
    "transfer_plan_issued",
    "reassessment_final_plan",
    "moved_on",
)
EXCLUSION_DAYS = 5  # school days of an exclusion or a suspension in which the council or school owes nothing yet


@dataclass(frozen=True, slots=True)
class Stretch:
    """A spell as of the day of assessment: the days it certainly stands (None if none does), and the most it can cover."""

    certain: DateSpan | None
    start: DateSpan | None  # None: the first day is not known
    end: DateSpan | None  # None: the last day is not known
    ongoing: bool


def stretch_of(spell: Spell, as_of: date) -> Stretch | None:
    """The stretch of a spell; None if it has not begun by the day of assessment."""
    start = _cut(spell.start, as_of)
    if start is Unsaid.NOT_YET:
        return None
    ongoing = spell.end is Unsaid.NOT_YET or _cut(spell.end, as_of) is Unsaid.NOT_YET
    end = DateSpan(as_of, as_of) if ongoing else _cut(spell.end, as_of)
    known = end if isinstance(end, DateSpan) else None
    if not isinstance(start, DateSpan):
        return Stretch(None, None, known, ongoing)
    until = known.first if known else start.last
    certain = DateSpan(start.last, until) if start.last <= until else None
    return Stretch(certain, start, known, ongoing)


def _cut(when: When | None, as_of: date) -> When | None:
    return when.until(as_of) or Unsaid.NOT_YET if isinstance(when, DateSpan) else when


def spell_finding(
    bench: Bench, duty: Duty, name: str, stretch: Stretch, verdict: str, why: Phrase | None, body: str | None = None
) -> Finding:
    """One spell's finding: no due date, no done date; its days are those of the spell."""
    return Finding(
        code=duty.finding or "",
        duty=duty,
        verdict=weaker(verdict, duty.cap, "likely" if duty.sure == "M" else None),
        body=body or duty.body,
        force=duty.force,
        spell=name,
        trigger=stretch.start,
        done=None if stretch.ongoing else stretch.end,
        not_yet=stretch.ongoing,
        why=why,
    )


# ---- what a plan promised -------------------------------------------------------------------------------------------

Held = tuple[str, Phrase | None]  # a verdict and what bears on it


def in_force(bench: Bench, stretch: Stretch) -> str:
    """Was a final plan certainly in force while the spell certainly stood? ``breach``, else ``possible``; or
    ``cannot-tell`` where there was no plan to follow."""
    return _plan_held(bench, stretch)[0]


def _plan_held(bench: Bench, stretch: Stretch) -> Held:
    about = bench.case.about
    if about.plan in ("none", "draft"):
        return "cannot-tell", Phrase("why.no-final-plan")
    if about.setting_kind == "home_educated":
        return "cannot-tell", Phrase("why.own-arrangement")
    if stretch.certain is None or stretch.start is None:
        return "possible", Phrase("why.spell-uncertain")
    if _plan_before(bench, stretch.start) or (about.plan == "final" and not _first_plan_later(bench, stretch.start)):
        return "breach", None
    return "possible", Phrase("why.plan-uncertain")


def _plan_before(bench: Bench, start: DateSpan) -> bool:
    return any(e.span is not None and e.span.last <= start.first for e in bench.timeline.happened(*PLANS))


def _first_plan_later(bench: Bench, start: DateSpan) -> bool:
    """Is the first plan in the case, made on a request in the case, not certainly before the spell?"""
    plans = bench.timeline.happened("final_plan_issued")
    return bool(bench.timeline.happened("request_received") and plans)


def find_section(*sections: str) -> Callable[[Bench, Duty], list[Finding]]:
    """Finds spells of missing provision of these sections of a plan."""

    def find(bench: Bench, duty: Duty) -> list[Finding]:
        found: list[Finding] = []
        for spell in bench.case.provision_missing:
            stretch = stretch_of(spell, bench.as_of)
            if stretch is None or (spell.section or "F") not in sections or not bench.held(duty, stretch.end):
                continue
            verdict, why = _plan_held(bench, stretch)
            cap, reason = _section_cap(spell)
            found.append(
                spell_finding(
                    bench, duty, f"provision_missing/{spell.index}", stretch, weaker(verdict, cap), why or reason
                )
            )
        return found

    return find


def _section_cap(spell: MissingProvision) -> tuple[str | None, Phrase | None]:
    if spell.section is None:
        return "possible", Phrase("why.section-unknown")
    if spell.section == "H1":
        return "likely", Phrase("why.social-care")
    return ("possible", Phrase("why.social-care")) if spell.section == "H2" else (None, None)


# ---- out of school --------------------------------------------------------------------------------------------------


def find_out_of_school(bench: Bench, duty: Duty) -> list[Finding]:
    """Education for a child out of school (s19). From a suspension, it is the school's to arrange."""
    found: list[Finding] = []
    for spell in bench.case.out_of_school:
        stretch = stretch_of(spell, bench.as_of)
        suspended = spell.reason == "suspension"
        if stretch is None or not _row_for(duty, bench, spell) or not bench.held(duty, stretch.end):
            continue
        verdict, why = _education_owed(bench, spell, stretch)
        body = "school" if suspended else None
        found.append(spell_finding(bench, duty, f"out_of_school/{spell.index}", stretch, verdict, why, body))
    return found


def _row_for(duty: Duty, bench: Bench, spell: OutOfSchool) -> bool:
    """Each reason has its own rule where the law has one (``kinds``); the general rule takes the rest."""
    if duty.kinds:
        return spell.reason in duty.kinds
    special = {kind for row in bench.definitions.by_find["out-of-school"] for kind in row.kinds}
    return spell.reason not in special


def _education_owed(bench: Bench, spell: OutOfSchool, stretch: Stretch) -> Held:
    age = _of_compulsory_age(bench, stretch)
    if age is False:
        return "cannot-tell", Phrase("why.not-school-age")
    if spell.education_given == "full":
        return "met", None
    if spell.reason in ("permanent_exclusion", "suspension") and _shorter_than_six_days(bench, stretch):
        return "met", Phrase("why.first-five-days")
    if spell.reason in ("suspension", "illness"):
        return "possible", Phrase(f"why.{spell.reason}")
    if spell.education_given != "none":
        return "possible", Phrase("why.some-education" if spell.education_given else "why.education-not-said")
    if not _told(spell, stretch):
        return "possible", Phrase("why.council-not-told")
    if stretch.certain is None:
        return "possible", Phrase("why.spell-uncertain")
    other = bench.timeline.happened("alternative_education_started")
    if age and (spell.reason == "no_place" or (spell.reason == "permanent_exclusion" and not other)):
        return "breach", None
    return "likely", None


def _told(spell: OutOfSchool, stretch: Stretch) -> bool:
    """Is the council known to have been told while the child was out of school?"""
    told = spell.council_told
    if not isinstance(told, DateSpan):
        return False
    last = stretch.end.first if stretch.end else stretch.start.last if stretch.start else told.last
    return told.last <= last


def _of_compulsory_age(bench: Bench, stretch: Stretch) -> bool | None:
    """Certainly of compulsory school age for some day of the spell that certainly stands; certainly never; or None."""
    born = bench.case.about.child_born
    if not isinstance(born, DateSpan) or stretch.start is None:
        return None
    first, last = compulsory_age_starts(born.last), compulsory_age_ends(born.first)
    if stretch.start.first > compulsory_age_ends(born.last):
        return False
    certain = stretch.certain
    return True if certain and first <= certain.first <= last else None


def _shorter_than_six_days(bench: Bench, stretch: Stretch) -> bool:
    if stretch.start is None or stretch.end is None:
        return False
    day, owed = stretch.start.first, 0
    while day <= stretch.end.last and owed <= EXCLUSION_DAYS:
        owed += bench.definitions.calendar.is_working_day(day)
        day += timedelta(1)
    return owed <= EXCLUSION_DAYS


def find_no_place(bench: Bench, duty: Duty) -> list[Finding]:
    """No school place although a plan was certainly in force (s43): at most possible, for the plan may name none."""
    found: list[Finding] = []
    for spell in bench.case.out_of_school:
        stretch = stretch_of(spell, bench.as_of)
        if stretch is None or spell.reason != "no_place" or in_force(bench, stretch) != "breach":
            continue
        if not bench.held(duty, stretch.end):
            continue
        name = f"out_of_school/{spell.index}"
        found.append(spell_finding(bench, duty, name, stretch, "possible", Phrase("why.place-named")))
    return found


SPELL_FINDERS: dict[str, Callable[[Bench, Duty], list[Finding]]] = {
    "section-f": find_section("F"),
    "section-g": find_section("G"),
    "social-care": find_section("H1", "H2"),
    "out-of-school": find_out_of_school,
    "no-place": find_no_place,
}
