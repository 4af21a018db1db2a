"""The family's own limits in a case: each the earliest day that is safe on every reading, with its sum.

Only limits that bear on the case are given. A limit whose start nobody knows is given without a day, so that the family
looks for the letter today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from assistant.core.appeals import Right
from assistant.core.assessment import OwnDate
from assistant.core.case import Event
from assistant.core.complaints import REFUSED
from assistant.core.dates import DateSpan, months_after, months_beginning, on
from assistant.core.definitions import Duty
from assistant.core.duties import count
from assistant.core.limits import appeal_limit
from assistant.core.situation import Situation
from assistant.core.spells import Stretch, stretch_of
from assistant.core.words import Phrase


def own_dates(place: Situation) -> tuple[OwnDate, ...]:
    """All limits on the family, those still running first, each in order of time."""
    found = [
        *_appeals(place),
        *_discrimination(place),
        *_exclusion(place),
        *_transport(place),
        *_ombudsman(place),
        *_review(place),
        *_health(place),
        *_recommendation(place),
        *_social(place),
        *_college(place),
        *_court(place),
    ]
    once = {(own.what, own.by): own for own in found}.values()
    return tuple(sorted(once, key=lambda own: (own.passed, own.by or date.min, own.what)))


def _own(place: Situation, what: str, rule: str | None, by: date | None, route: str, sum_: Phrase) -> OwnDate:
    """A limit with what it rests on: a rule of flows/duties, else the limit of that name in the route's own file. One that
    has passed says what can still be done."""
    law, sure = _rests_on(place, what, rule, route, by or place.bench.as_of)
    passed = by is not None and by < place.bench.as_of
    told = sum_.key == "limit.ombudsman-goes-on"  # says itself what can still be done
    said = Phrase(f"limit.passed.{what}", sum=sum_) if passed and not told else sum_
    return OwnDate(what, by, route, said, law, sure, passed)


def _ends(place: Situation, rule: str, start: date, *, safe: bool = False) -> date:
    """The last day of a limit of flows/duties that began on a day, by its version in force on that last day. ``safe``: the
    first day is counted, which ends it a day sooner."""
    definitions = place.bench.definitions
    ends: list[tuple[Duty, date]] = []
    for row in definitions.duties[rule]:
        clock = replace(row.due[0], way="beginning") if safe else row.due[0]
        ends.append((row, count(clock, on(start), definitions.calendar).first))
    return next((day for row, day in ends if row.held(day)), ends[-1][1])


def _rests_on(place: Situation, what: str, rule: str | None, route: str, by: date) -> tuple[tuple[str, ...], str]:
    definitions = place.bench.definitions
    versions = definitions.duties.get(rule or "", ())
    if versions:
        duty = next((row for row in versions if row.held(by)), versions[-1])
        return duty.law, duty.sure
    known = definitions.routes.get(route)
    limit = next((limit for limit in known.limits if limit.what == what), None) if known else None
    return (limit.law, limit.sure) if limit else ((), "M")


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
    by = _ends(place, "D-CONTACT-2M", right.decision.first) if right.decision else None
    known = "limit.mediation-plan" if "placement" in right.about else "limit.mediation"
    key = known if by else "limit.mediation-unknown"
    return _own(
        place, "mediation_contact", "D-CONTACT-2M", by, "mediation", Phrase(key, decision=right.decision, by=by)
    )


# ---- school, transport ----------------------------------------------------------------------------------------------


def _discrimination(place: Situation) -> Iterator[OwnDate]:
    """Six months beginning with the act (Equality Act 2010, Sch 17 para 4, and s118 for the county court); no August or
    Christmas rule."""
    act = place.exclusion
    if act is None and not place.discrimination:
        return
    route, rule = ("county_court", None) if place.college else ("tribunal_dd", "L-DISCRIMINATION-6M")
    by = _ends(place, "L-DISCRIMINATION-6M", act.span.first) if act is not None and act.span else None
    unknown = "limit.discrimination-court-unknown" if place.college else "limit.discrimination-unknown"
    sum_ = Phrase("limit.discrimination" if by else unknown, act=act.span if act else None, by=by)
    yield _own(place, "discrimination_claim", rule, by, route, sum_)


def _exclusion(place: Situation) -> Iterator[OwnDate]:
    """Fifteen school days to ask for a review panel. Without the school's calendar the safe day counts every weekday
    that is no bank holiday as a school day."""
    decided = place.governors_upheld
    if (
        decided is None
        or not place.permanent
        or place.panel_decided
        or place.reinstated
        or not place.exclusion_regulated
    ):
        return
    by = place.panel_limit(decided.span.first) if decided.span else None
    key = "limit.panel" if by else "limit.panel-unknown"
    yield _own(place, "review_panel", "L-PANEL-15SD", by, "exclusion_irp", Phrase(key, decision=decided.span, by=by))


def _transport(place: Situation) -> Iterator[OwnDate]:
    """Twenty working days for each step of a transport appeal: guidance, and the council's own policy may differ."""
    if not place.transport or place.panel_refused is not None:
        return
    step = next(iter(place.happened("transport_appeal_stage1", "transport_decision")), None)
    if step is None or step.span is None:
        return
    by = _ends(place, "H-TRANSPORT-PARENT-20WD", step.span.first)
    sum_ = Phrase("limit.transport", decision=step.span, by=by)
    yield _own(place, "transport_appeal", "H-TRANSPORT-PARENT-20WD", by, "transport_appeal", sum_)


# ---- Ombudsmen, NHS, court ------------------------------------------------------------------------------------------


def _ombudsman(place: Situation) -> Iterator[OwnDate]:
    """Twelve months beginning with the first day of knowing (LGA 1974, s26B), for each thing it can look at. Gone to, it
    has been told, unless it sent the family away because it was too soon."""
    said = place.ombudsman_said
    if place.happened("ombudsman_contacted") and (said is None or said.outcome != "premature"):
        return
    if place.ombudsman_done:
        return
    goes_on: dict[date | None, bool] = {}
    for known, still in _first_known(place):
        goes_on[known] = still or goes_on.get(known, False)
    for known, still in goes_on.items():
        by = _ends(place, "L-OMBUDSMAN-12M", known, safe=True) if known else None
        sum_ = Phrase("limit.ombudsman" if by else "limit.ombudsman-unknown", known=known, by=by)
        if by and by < place.bench.as_of and still:
            sum_ = Phrase("limit.ombudsman-goes-on", sum=sum_)
        yield _own(place, "ombudsman", "L-OMBUDSMAN-12M", by, "lgsco", sum_)


def _first_known(place: Situation) -> Iterator[tuple[date | None, bool]]:
    """The first day of knowing of each thing, and whether it still goes on."""
    # every complaint, also one made before anything was late: the safe day is the earliest on any reading
    aware = [event.span.first for event in place.happened("became_aware") if event.span]
    for finding in place.open:
        start = place.began(finding)
        yield (min([start, *aware, *_complained(place, start)]) if start else None), finding.not_yet
    for event in _undated_faults(place):
        yield (event.span.first if event.span else None), False


def _complained(place: Situation, start: date) -> Iterator[date]:
    """The days of complaints that may have been about what began on a day: not of one that was answered to the end, or more
    than twelve months old, before it began."""
    answers = [event.span for event in place.of_council("stage2_response") if event.span]
    for made in (event.span for event in place.of_council("complaint_made") if event.span):
        answered = any(made.last <= answer.first and answer.last < start for answer in answers)
        if not answered and months_beginning(made.last, 12) >= start:
            yield made.first


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


def _review(place: Situation) -> Iterator[OwnDate]:
    """One month to ask for a review of the Ombudsman's decision."""
    said = place.ombudsman_said
    if said is None or said.outcome not in (*REFUSED, "upheld"):
        return
    by = months_after(said.span.first, 1) if said.span else None
    key = "limit.review" if by else "limit.review-unknown"
    yield _own(place, "ombudsman_review", None, by, "lgsco_review", Phrase(key, decision=said.span, by=by))


def _health(place: Situation) -> Iterator[OwnDate]:
    """Twelve months for a complaint to the NHS, and for what the NHS alone owes a year for its Ombudsman."""
    for section, stretch in _missing(place, lambda section, provider: section == "G" or provider == "nhs"):
        if not place.nhs_complained:
            yield _year(place, "nhs_complaint", "L-NHS-12M", "nhs_complaint", stretch.start)
        if section == "G" and place.health_alone:
            yield _year(place, "phso", None, "phso", stretch.start)
    for finding in place.late if place.late_health_advice and not place.nhs_complained else ():
        if finding.code == "advice-late" and finding.body in ("icb", "nhs_trust") and finding.due:
            yield _year(place, "nhs_complaint", "L-NHS-12M", "nhs_complaint", finding.due)


def _missing(
    place: Situation, wanted: Callable[[str | None, str | None], bool]
) -> Iterator[tuple[str | None, Stretch]]:
    """The stretches of missing support whose section and provider are wanted, that have begun."""
    for spell in place.bench.case.provision_missing:
        stretch = stretch_of(spell, place.bench.as_of)
        if stretch is not None and wanted(spell.section, spell.provider):
            yield spell.section, stretch


def _year(
    place: Situation, what: str, rule: str | None, route: str, start: DateSpan | None, sentence: str | None = None
) -> OwnDate:
    by = _a_year(place, rule, start.first) if start else None
    key = f"limit.{sentence or what}" if by else f"limit.{what}-unknown"
    return _own(place, what, rule, by, route, Phrase(key, start=start, by=by))


def _a_year(place: Situation, rule: str | None, start: date) -> date:
    return _ends(place, rule, start) if rule else months_after(start, 12)


def _recommendation(place: Situation) -> Iterator[OwnDate]:
    """A year for the health Ombudsman from the answer, or from the day the answer was due."""
    if place.recommendation != "health":
        return
    answered = [event.span for event in place.happened("recommendation_answered") if event.span]
    due = [f.due for f in place.late if f.code == "tribunal-recommendation-not-answered" and f.due]
    for start in (*due, *answered)[:1]:
        yield _year(place, "phso", None, "phso", start, "phso-recommendation")


def _social(place: Situation) -> Iterator[OwnDate]:
    """A year to complain about social care; for a child, stage 2 within 20 working days as most councils have it."""
    if not place.social_care:
        return
    route = "asc_complaint" if place.adult else "csc_complaint"
    if not place.of_body("social_care", "complaint_made", "stage1_response"):
        for _, stretch in _missing(place, lambda section, provider: section in ("H1", "H2")):
            yield _year(place, "social_care_complaint", None, route, stretch.start)
    answered = [event.span for event in place.of_body("social_care", "stage1_response") if event.span]
    if answered and not place.adult and not place.of_body("social_care", "stage2_requested", "stage2_response"):
        first = min(answered, key=lambda span: span.first)
        by = place.bench.definitions.calendar.working_days_after(first.first, 20)
        sum_ = Phrase("limit.social_care_stage2", decision=first, by=by)
        yield _own(place, "social_care_stage2", None, by, route, sum_)


def _college(place: Situation) -> Iterator[OwnDate]:
    """Twelve months from the problem for a complaint about a college to reach the Department for Education."""
    if place.college:
        for _, stretch in _missing(place, lambda section, provider: provider == "school"):
            yield _year(place, "college_complaint", None, "fe_complaint", stretch.start)


def _court(place: Situation) -> Iterator[OwnDate]:
    """Judicial review: promptly, and within three months of the grounds; the safe day is the one before. The earliest
    that still runs, and the latest that is over."""
    if place.happened("court_claim_issued"):
        return
    ends = {start: _ends(place, "L-COURT-3M", start) for start in _grounds(place)}
    running = [start for start, by in ends.items() if by >= place.bench.as_of]
    over = [start for start, by in ends.items() if by < place.bench.as_of]
    for start in [*([min(running)] if running else []), *([max(over)] if over else [])]:
        sum_ = Phrase("limit.court", start=start, by=ends[start])
        yield _own(place, "judicial_review", "L-COURT-3M", ends[start], "judicial_review", sum_)


def _grounds(place: Situation) -> Iterator[date]:
    """The days on which grounds for a claim first arose."""
    yield from (day for finding in place.outstanding if (day := place.began(finding)))
    events = [place.panel_refused] if place.transport and place.panel_refused else []
    if place.recommendation:
        events += place.happened("recommendation_answered")[-1:]
    if place.panel_upheld and place.panel and place.permanent:
        events.append(place.panel)
    yield from (event.span.first for event in events if event.span)
