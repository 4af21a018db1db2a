"""What a complaint can get in money: the range as reported, applied to what was lost, with the sums written out.

A range is dated data of flows/remedies, never law and never a promise. Money comes last: putting it right, catch-up and
an apology come before it. Part of the sum is a range for each term of education or support lost, part a sum for delay;
for social care no range is known. Room: the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.core.assessment import Finding, Remedy, RemedyPart
from assistant.core.case import Case, OutOfSchool, Spell
from assistant.core.dates import DateSpan
from assistant.core.definitions import RemedyRange
from assistant.core.similar import Profile
from assistant.core.terms import Quantity, age_at_start, days_late, months_of, terms_lost
from assistant.core.words import Phrase, Pounds

WITHOUT_RANGE = ("social-care-fault",)
SCHOOL_YEARS = {4: "first-year", 11: "new-school", 14: "exam-year", 15: "exam-year"}  # age when the year began


def remedy_of(ranges: Iterable[RemedyRange], profile: Profile, highest: int) -> Remedy | None:
    """What like cases were paid; None if nothing that is late has a range. ``highest``: the highest total known, in pounds.

    Only time that the Ombudsman is not shut out of counts. The lower sum leaves out what is more than twelve months old.
    """
    late = profile.late
    parts = [part for range_ in ranges if (part := _part(range_, late)) is not None]
    if not parts:
        return None
    moved = dict.fromkeys((*_up(profile.case, late), *_down(profile.case, late)))
    return Remedy(
        low=min(highest, sum(part.low for part in parts)),
        high=min(highest, sum(part.high for part in parts)),
        basis=(*(part.sum for part in parts), *_caveats(parts, late, highest), *moved),
        sure=max((part.sure for part in parts), key="SGXM".index),
        parts=tuple(parts),
    )


def _of(codes: tuple[str, ...], findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code in codes]


def _part(range_: RemedyRange, late: tuple[Finding, ...]) -> RemedyPart | None:
    findings = _of(range_.findings, late)
    many = {"term": _in_terms, "month": _in_months, "once": _once}[range_.unit](range_, findings)
    if many is None or not many.most:
        return None
    low, high = round(range_.low * many.least), round(range_.high * many.most)
    values = {"low": Pounds(range_.low), "high": Pounds(range_.high), "sum": span_of_pounds(low, high)}
    if range_.unit == "term":
        values["terms"] = many.phrase
    if range_.unit == "month":
        values["months"] = (int(many.least), int(many.most))
    return RemedyPart(
        id=range_.id,
        low=low,
        high=high,
        many=(many.least, many.most),
        sum=Phrase(f"remedy.{range_.id}", **values),
        findings=tuple(dict.fromkeys(finding.code for finding in findings if finding.reach)),
        sure=range_.sure,
        law=range_.law,
        guidance=range_.guidance,
    )


def _in_terms(range_: RemedyRange, findings: list[Finding]) -> Quantity | None:
    return terms_lost(findings)


def _in_months(range_: RemedyRange, findings: list[Finding]) -> Quantity | None:
    days = days_late(findings)
    return months_of(days) if range_.from_days <= days.most < range_.to_days else None


def _once(range_: RemedyRange, findings: list[Finding]) -> Quantity | None:
    days = days_late(findings)
    if not range_.from_days <= days.most < range_.to_days:
        return None
    return Quantity(1 if days.least >= range_.sure_days else 0, 1)


def span_of_pounds(low: int, high: int) -> Phrase:
    """A sum from … to …; one figure where both are the same, "up to" where it may be nothing."""
    if low == high:
        return Phrase("pounds.one", sum=Pounds(low))
    return Phrase("pounds.range" if low else "pounds.up-to", low=Pounds(low), high=Pounds(high))


def _caveats(parts: list[RemedyPart], late: tuple[Finding, ...], highest: int) -> Iterator[Phrase]:
    if sum(part.high for part in parts) > highest:
        yield Phrase("remedy.most", most=Pounds(highest))
    if any(part.id == "education" for part in parts):
        yield Phrase("remedy.terms")
    reaches = {piece.reach for finding in late for piece in finding.reach}
    if "ombudsman-late" in reaches:
        yield Phrase("remedy.old")
    if not reaches.isdisjoint(("barred", "court", "ombudsman-unlikely")):
        yield Phrase("remedy.shut")
    if any(finding.code in WITHOUT_RANGE for finding in late):
        yield Phrase("remedy.social-care")


# ---- what moves it ------------------------------------------------------------------------------------------------------


def _up(case: Case, late: tuple[Finding, ...]) -> Iterator[Phrase]:
    """What counts up, as far as the case shows it."""
    for finding in _spells(late):
        spell = _spell(case, finding)
        yield from (Phrase(f"remedy.up.{name}") for name in _school_years(case, finding))
        if isinstance(spell, OutOfSchool) and spell.education_given == "none":
            yield Phrase("remedy.up.nothing")
        elif not isinstance(spell, OutOfSchool) and spell.share == "all":
            yield Phrase("remedy.up.all-support")
        if isinstance(spell.council_told, DateSpan):
            yield Phrase("remedy.up.told")
    if any(finding.code == "appeal-rights-not-given" for finding in late):
        yield Phrase("remedy.up.appeal")


def _down(case: Case, late: tuple[Finding, ...]) -> Iterator[Phrase]:
    """What counts down, as far as the case shows it."""
    for finding in _spells(late):
        spell = _spell(case, finding)
        if isinstance(spell, OutOfSchool) and spell.education_given == "some":
            yield Phrase("remedy.down.some-education")
        elif not isinstance(spell, OutOfSchool) and spell.share in ("some", "most"):
            yield Phrase("remedy.down.some-support")


def _spells(late: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in late if finding.spell is not None]


def _spell(case: Case, finding: Finding) -> Spell:
    kind, _, place = (finding.spell or "").partition("/")
    return case.out_of_school[int(place)] if kind == "out_of_school" else case.provision_missing[int(place)]


def _school_years(case: Case, finding: Finding) -> Iterator[str]:
    """The school years that count more, if a spell certainly touches them."""
    born, start = case.about.child_born, finding.trigger
    if not isinstance(born, DateSpan) or start is None:
        return
    last = finding.done.first if finding.done else max((piece.end.first for piece in finding.reach), default=start.last)
    for year in range(start.last.year - 1, last.year + 1):
        # a school year from September to July; touched if a day of it is certainly in the spell
        if (last.year, last.month) >= (year, 9) and (start.last.year, start.last.month) <= (year + 1, 7):
            ages = {
                age_at_start(day, start.last.replace(year=year, month=10, day=1)) for day in (born.first, born.last)
            }
            if len(ages) == 1 and (name := SCHOOL_YEARS.get(ages.pop())):
                yield name
