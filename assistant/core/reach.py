"""Who can look at what: cuts a finding's time into pieces, each with the body that can look at it and the reason.

Per day the first region that holds it wins (contract, section 5, Reach). Borders come from uncertain dates: a piece is
kept only if some day is certainly in it; the days of a border belong to the pieces on both sides of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from assistant.core.appeals import Appeal, Link, appeals, lies_in, link, spell_named, unused_rights
from assistant.core.assessment import Finding, Missing, Piece
from assistant.core.bench import Bench
from assistant.core.case import MissingProvision, Spell
from assistant.core.dates import DateSpan, months_after, on
from assistant.core.spells import stretch_of
from assistant.core.vocabulary import FINDINGS
from assistant.core.words import Phrase

DAY = timedelta(1)
ONE_DAY = ("appeal-rights-not-given", "false-review-letter")  # from the day of the letter to its repair, else that day
OPEN = ("ombudsman", "joint", "ombudsman-late")


@dataclass(frozen=True, slots=True)
class Region:
    """Days that a body has, or that are shut: from an uncertain first day to an uncertain last day (None: no limit)."""

    reach: str
    reason: str | None
    why: Phrase
    start: DateSpan | None = None
    end: DateSpan | None = None

    def holds(self, day: date) -> bool:
        """Is the day certainly in the region?"""
        return (self.start is None or self.start.last <= day) and (self.end is None or day <= self.end.last)


@dataclass(frozen=True, slots=True)
class Cut:
    """A border between pieces. ``earliest`` to ``latest``: the first day of what follows; ``pair``: as it is written."""

    earliest: date
    latest: date
    pair: DateSpan


REST = Region("ombudsman", None, Phrase("reach.ombudsman"))


def with_reach(bench: Bench, finding: Finding) -> Finding:
    """The finding with its pieces; none for a finding where nothing is late (a spell always has pieces)."""
    if finding.spell is None and not finding.late:
        return finding
    time = finding_time(bench, finding)
    if time is None:
        return finding
    start, end = time
    return replace(finding, reach=tuple(pieces(start, end, list(_regions(bench, finding)))))


def finding_time(bench: Bench, finding: Finding) -> tuple[DateSpan, DateSpan] | None:
    """The first and the last day of what went wrong, both uncertain; None where nothing says when."""
    today = on(bench.as_of)
    if finding.spell is not None:
        stretch = stretch_of(spell_named(bench, finding.spell), bench.as_of)
        if stretch is None:
            return None
        end = stretch.end or today
        return (stretch.start or end), end
    if finding.due is None:
        return None
    if finding.code in ONE_DAY:
        return finding.due, (finding.done or finding.due)
    if finding.duty.too_early:
        return (finding.done or today), (finding.done or today)
    return finding.due.map(lambda day: day + DAY), finding.done or today


# ---- cutting --------------------------------------------------------------------------------------------------------


def pieces(start: DateSpan, end: DateSpan, regions: list[Region]) -> list[Piece]:
    """Cuts the time from ``start`` to ``end`` by the regions, in their order of precedence."""
    start, end = _ordered(start, end)
    if start.last > end.first:  # no day is certain: one piece, of the middle day
        middle = start.first + (end.last - start.first) // 2
        return [_piece(_region_at(middle, regions), start, end)]
    cuts = [_begins(start), *sorted(_cuts(start, end, regions), key=lambda cut: (cut.latest, cut.earliest))]
    kept = [  # the last stretch always is: it begins on a certain day
        (cut, after, _region_at(cut.latest, regions))
        for cut, after in pairwise([*cuts, _ends(end)])
        if cut.latest < after.earliest
    ]
    return _joined(kept, start, end)


def _ordered(start: DateSpan, end: DateSpan) -> tuple[DateSpan, DateSpan]:
    """Both borders cut so that the first day is never after the last."""
    last = max(start.first, end.last)
    start = DateSpan(start.first, min(start.last, last))
    return start, DateSpan(max(end.first, start.first), last)


def _begins(start: DateSpan) -> Cut:
    return Cut(start.first, start.last, start)


def _ends(end: DateSpan) -> Cut:
    return Cut(end.first + DAY, end.last + DAY, end)


def _cuts(start: DateSpan, end: DateSpan, regions: list[Region]) -> Iterator[Cut]:
    """Where regions begin and end inside the certain days."""
    for region in regions:
        if region.start is not None and start.last < region.start.last <= end.first:
            yield _begins(region.start)
        if region.end is not None and start.last <= region.end.last < end.first:
            yield _ends(region.end)


def _region_at(day: date, regions: list[Region]) -> Region:
    return next((region for region in regions if region.holds(day)), REST)


def _joined(kept: list[tuple[Cut, Cut, Region]], start: DateSpan, end: DateSpan) -> list[Piece]:
    """Pieces from the kept stretches; neighbours of one kind become one."""
    groups: list[list[tuple[Cut, Cut, Region]]] = []
    for entry in kept:
        if groups and (groups[-1][0][2].reach, groups[-1][0][2].reason) == (entry[2].reach, entry[2].reason):
            groups[-1].append(entry)
        else:
            groups.append([entry])
    made = []
    border = start
    for place, group in enumerate(groups):
        last = end if place == len(groups) - 1 else _border(group[-1][1], groups[place + 1][0][0])
        made.append(_piece(group[0][2], border, _until(last) if place < len(groups) - 1 else end))
        border = last
    return made


def _border(closing: Cut, opening: Cut) -> DateSpan:
    """The border between two kept stretches, with anything dropped between them."""
    if closing is opening:
        return _first_days(opening)
    return DateSpan(min(closing.earliest, opening.earliest), max(closing.latest, opening.latest))


def _first_days(cut: Cut) -> DateSpan:
    """The first day of what follows: exact if the border is, else the pair as it is written."""
    return on(cut.latest) if cut.earliest == cut.latest else cut.pair


def _until(border: DateSpan) -> DateSpan:
    """The last day before a border: the day before an exact one; an uncertain border is shared."""
    return on(border.first - DAY) if border.is_day else border


def _piece(region: Region, start: DateSpan, end: DateSpan) -> Piece:
    return Piece(start, end, region.reach, region.reason, region.why)


# ---- regions, in order of precedence --------------------------------------------------------------------------------


def _regions(bench: Bench, finding: Finding) -> Iterator[Region]:
    yield from _court(bench, finding)
    if finding.body == "school":
        yield Region("school", "school-internal", Phrase("reach.school"))
    spell = spell_named(bench, finding.spell) if finding.spell else None
    if spell is not None:
        yield from _barred(bench, spell, finding.code)
    yield from _health(bench, finding, spell)
    if spell is not None:
        yield from _unused(bench, spell)
    yield from _late(bench)


def _court(bench: Bench, finding: Finding) -> Iterator[Region]:
    for claim in bench.timeline.happened("court_claim_issued"):
        elsewhere = claim.what in FINDINGS and claim.what != finding.code
        if not elsewhere:
            yield Region("court", "court", Phrase("reach.court"), claim.span)


def _barred(bench: Bench, spell: Spell, code: str) -> Iterator[Region]:
    for appeal in appeals(bench):
        if not lies_in(bench, spell, appeal.decision, appeal.end):
            continue
        found = link(bench, spell, appeal.about)
        if found.ask:
            ask_link(bench, code)
        if found.linked:
            yield _barred_region(appeal, found)


def _barred_region(appeal: Appeal, found: Link) -> Region:
    why = Phrase("reach.barred", link=Phrase(found.why))
    return Region("barred", "appealed-linked", why, appeal.decision, appeal.end)


def ask_link(bench: Bench, code: str) -> None:
    """Asks the family whether a spell has to do with the appeal."""
    question = Missing(Phrase("missing.link"), (code,))
    if question not in bench.questions:
        bench.questions.append(question)


def _health(bench: Bench, finding: Finding, spell: Spell | None) -> Iterator[Region]:
    if finding.code == "tribunal-recommendation-not-answered" and finding.body in ("icb", "nhs_trust"):
        yield Region("nhs", "other-body", Phrase("reach.nhs-recommendation"))
    if not isinstance(spell, MissingProvision) or spell.section not in ("F", "G"):
        return
    for other in bench.case.provision_missing:
        stretch = stretch_of(other, bench.as_of)
        if stretch is not None and {spell.section, other.section} == {"F", "G"}:
            yield Region("joint", None, Phrase("reach.joint-f-and-g"), stretch.start, stretch.end)
    if spell.section == "G":
        yield Region("nhs", "other-body", Phrase("reach.nhs"))
    elif spell.provider == "nhs":
        yield Region("joint", None, Phrase("reach.joint-nhs-staff"))


def _unused(bench: Bench, spell: Spell) -> Iterator[Region]:
    """A right of appeal that was not used settles the spells that an appeal about it would have covered; missing delivery
    of a plan it never settles."""
    if isinstance(spell, MissingProvision):
        return
    for right in unused_rights(bench):
        if link(bench, spell, right.about).linked:
            yield Region("ombudsman-unlikely", "appeal-right", Phrase("reach.unlikely"), right.decision)


def _late(bench: Bench) -> Iterator[Region]:
    """Days whose twelve months, beginning with the day itself, had ended when the Ombudsman was told (LGA 1974, s26B)."""
    contacted = [event.span for event in bench.timeline.happened("ombudsman_contacted") if event.span]
    told = min(contacted, key=lambda span: span.first) if contacted else on(bench.as_of)
    last = told.map(last_day_too_old)
    aware = [event.span for event in bench.timeline.happened("became_aware") if event.span]
    if aware and min(span.last for span in aware) > last.last:
        return  # they did not know of any of it until less than twelve months before
    yield Region("ombudsman-late", "late-12-months", Phrase("reach.late"), None, last)


def last_day_too_old(told: date) -> date:
    """The last day whose twelve months (beginning with it) had ended before ``told``."""
    return months_after(told, -12)
