"""The family's own limits in a case: each the earliest day that is safe on every reading, with its sum.

Only limits that bear on the case are given. A limit whose start nobody knows is given without a day, so that the family
looks for the letter today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.core.appeals import Right
from assistant.core.assessment import Finding, OwnDate
from assistant.core.bench import Bench
from assistant.core.case import Event
from assistant.core.dates import DateSpan, months_after, months_beginning
from assistant.core.definitions import Duty
from assistant.core.limits import appeal_limit
from assistant.core.reach import OPEN
from assistant.core.situation import Situation
from assistant.core.spells import stretch_of
from assistant.core.words import Phrase

DAY = timedelta(1)


def own_dates(place: Situation) -> tuple[OwnDate, ...]:
    """All limits on the family, those still running first, each in order of time."""
    found = [
        *_appeals(place),
        *_discrimination(place),
        *_exclusion(place),
        *_transport(place),
        *_ombudsman(place),
        *_health(place),
        *_court(place),
    ]
    once = {(own.what, own.by): own for own in found}.values()
    return tuple(sorted(once, key=lambda own: (own.passed, own.by or date.min, own.what)))


def _own(place: Situation, what: str, rule: str, by: date | None, route: str, sum_: Phrase) -> OwnDate:
    duty = _rule(place, rule)
    passed = by is not None and by < place.bench.as_of
    return OwnDate(what, by, route, sum_, duty.law if duty else (), duty.sure if duty else "M", passed)


def _rule(place: Situation, rule: str) -> Duty | None:
    rows = place.bench.definitions.duties.get(rule)
    return rows[-1] if rows else None


# ---- appeals --------------------------------------------------------------------------------------------------------


def _appeals(place: Situation) -> Iterator[OwnDate]:
    for right in (*place.rights, *place.plain_plans):
        only_placement = right.about == {"placement"}
        certificate = None if only_placement else place.certificate(right)
        yield _appeal(place, right, certificate)
        if not only_placement and certificate is None and not _certificate_given(place):
            yield _mediation_contact(place, right)


def _certificate_given(place: Situation) -> bool:
    return bool(place.happened("mediation_certificate"))


def _appeal(place: Situation, right: Right, certificate: DateSpan | None) -> OwnDate:
    if right.decision is None:
        return _own(place, "appeal", "D-APPEAL", None, "tribunal_sen", Phrase("limit.appeal-unknown"))
    safe, reserve = appeal_limit(right.decision, certificate, place.bench.definitions.calendar)
    key = "limit.appeal" if certificate is None else "limit.appeal-certificate"
    if right.about == {"placement"}:
        key = "limit.appeal-placement"
    sum_ = Phrase(key, decision=right.decision, certificate=certificate, by=safe.first)
    if reserve.first != safe.first:
        sum_ = Phrase("limit.reserve", sum=sum_, reserve=reserve.first)
    return _own(place, "appeal", "D-APPEAL", safe.first, "tribunal_sen", sum_)


def _mediation_contact(place: Situation, right: Right) -> OwnDate:
    by = months_after(right.decision.first, 2) if right.decision else None
    key = "limit.mediation" if by else "limit.mediation-unknown"
    return _own(
        place, "mediation_contact", "D-CONTACT-2M", by, "mediation", Phrase(key, decision=right.decision, by=by)
    )


# ---- school, transport ----------------------------------------------------------------------------------------------


def _discrimination(place: Situation) -> Iterator[OwnDate]:
    """Six months beginning with the act (Equality Act 2010, Sch 17 para 4); no August or Christmas rule."""
    act = place.exclusion
    if act is None and not place.discrimination:
        return
    by = months_beginning(act.span.first, 6) if act is not None and act.span else None
    key = "limit.discrimination" if by else "limit.discrimination-unknown"
    start = act.span if act else None
    yield _own(place, "discrimination_claim", "L-DISCRIMINATION-6M", by, "tribunal_dd", Phrase(key, act=start, by=by))


def _exclusion(place: Situation) -> Iterator[OwnDate]:
    """Fifteen school days to ask for a review panel. Without the school's calendar the safe day counts every weekday
    that is no bank holiday as a school day."""
    decided = place.governors_upheld
    excluded = place.happened("permanently_excluded")
    if decided is None or not excluded or place.panel_decided:
        return
    by = place.bench.definitions.calendar.working_days_after(decided.span.first, 15) if decided.span else None
    key = "limit.panel" if by else "limit.panel-unknown"
    yield _own(place, "review_panel", "L-PANEL-15SD", by, "exclusion_irp", Phrase(key, decision=decided.span, by=by))


def _transport(place: Situation) -> Iterator[OwnDate]:
    """Twenty working days for each step of a transport appeal: guidance, and the council's own policy may differ."""
    if not place.transport or place.panel_refused is not None:
        return
    step = next(iter(place.happened("transport_appeal_stage1", "transport_decision")), None)
    if step is None or step.span is None:
        return
    by = place.bench.definitions.calendar.working_days_after(step.span.first, 20)
    sum_ = Phrase("limit.transport", decision=step.span, by=by)
    yield _own(place, "transport_appeal", "H-TRANSPORT-PARENT-20WD", by, "transport_appeal", sum_)


# ---- Ombudsmen, NHS, court ------------------------------------------------------------------------------------------


def _ombudsman(place: Situation) -> Iterator[OwnDate]:
    """Twelve months beginning with the first day of knowing (LGA 1974, s26B), for each thing it can look at."""
    if place.happened("ombudsman_contacted"):
        return
    seen: set[date | None] = set()
    for known in _first_known(place):
        if known in seen:
            continue
        seen.add(known)
        by = months_beginning(known, 12) if known else None
        key = "limit.ombudsman" if by else "limit.ombudsman-unknown"
        yield _own(place, "ombudsman", "L-OMBUDSMAN-12M", by, "lgsco", Phrase(key, known=known, by=by))


def _first_known(place: Situation) -> Iterator[date | None]:
    early = [e.span.first for e in place.happened("became_aware") if e.span]
    if place.complaint and place.complaint.span:
        early.append(place.complaint.span.first)
    for finding in place.findings:
        if finding.late and any(piece.reach in OPEN for piece in finding.reach):
            start = _began(place.bench, finding)
            yield min([start, *early]) if start and early and min(early) < start else start
    for event in _undated_faults(place):
        yield event.span.first if event.span else None


def _began(bench: Bench, finding: Finding) -> date | None:
    """The earliest day on which the family could know: the day after the due date, or the first day of a spell."""
    if finding.spell is not None:
        return finding.trigger.first if finding.trigger else None
    return finding.due.first + DAY if finding.due else None


def _undated_faults(place: Situation) -> Iterator[Event]:
    """Decisions that the Ombudsman can look at although the law gives them no clock."""
    if place.live_appeal:
        return
    if place.transport:
        yield from place.happened("transport_decision")[:1]
    if place.money:
        yield from place.happened("direct_payment_decision")[:1]
    if place.recommendation == "social_care":
        yield from place.happened("recommendation_answered")[:1]


def _health(place: Situation) -> Iterator[OwnDate]:
    """Twelve months for a complaint to the NHS, and a year for its Ombudsman."""
    for spell in place.bench.case.provision_missing:
        if spell.section != "G" and spell.provider != "nhs":
            continue
        stretch = stretch_of(spell, place.bench.as_of)
        if stretch is None:
            continue
        by = months_after(stretch.start.first, 12) if stretch.start else None
        key = "limit.nhs" if by else "limit.nhs-unknown"
        yield _own(place, "nhs_complaint", "L-NHS-12M", by, "nhs_complaint", Phrase(key, start=stretch.start, by=by))


def _court(place: Situation) -> Iterator[OwnDate]:
    """Judicial review: promptly, and within three months of the grounds; the safe day is the one before."""
    if place.happened("court_claim_issued"):
        return
    grounds = [day for finding in place.outstanding if (day := _began(place.bench, finding))]
    decided = place.panel_refused if place.transport else None
    events = [decided] if decided else []
    if place.recommendation:
        events += place.happened("recommendation_answered")[-1:]
    grounds += [event.span.first for event in events if event and event.span]
    running = [day for day in grounds if months_beginning(day, 3) >= place.bench.as_of]
    if grounds:  # the earliest that has not run out; where all have, the one that ran out last
        start = min(running) if running else max(grounds)
        by = months_beginning(start, 3)
        sum_ = Phrase("limit.court", start=start, by=by)
        yield _own(place, "judicial_review", "L-COURT-3M", by, "judicial_review", sum_)
