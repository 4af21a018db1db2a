"""Routes and next steps: what each route's standing means in words and dates, and what to do now, at most three steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from assistant.core.assessment import OwnDate, RouteAdvice, RouteDate, Step
from assistant.core.case import Event
from assistant.core.complaints import REASONABLE_TIME
from assistant.core.dates import days_after
from assistant.core.routes import standings
from assistant.core.situation import Situation
from assistant.core.standing import Standing
from assistant.core.words import Phrase

MOST_STEPS = 3
CODE_SINCE = date(2026, 4, 1)  # the Ombudsman uses its Complaint Handling Code in its casework from this day
ORDER = ("first", "next", "also", "closed")


def advise(place: Situation, dates: tuple[OwnDate, ...]) -> tuple[tuple[RouteAdvice, ...], tuple[Step, ...]]:
    """The routes of a case, the first one leading, and the steps to take now."""
    running = {own.what: own for own in reversed(dates) if not own.passed}
    stand = _in_time(place, standings(place), running)
    advice = [
        RouteAdvice(
            route,
            standing.status,
            Phrase(f"route.{route}.{standing.sentence}"),
            standing.reason,
            tuple(_dates(place, route)) if standing.status != "closed" or standing.reason == "used-up" else (),
        )
        for route, standing in stand.items()
    ]
    advice.sort(key=lambda one: ORDER.index(one.status))
    return tuple(advice), tuple(_steps(place, stand, advice, running))[:MOST_STEPS]


def _in_time(place: Situation, stand: dict[str, Standing], running: dict[str, OwnDate]) -> dict[str, Standing]:
    """Where the family's twelve months for the Ombudsman end before the council's twelve weeks do, waiting for the council
    could lose them: the routes to the Ombudsmen then say so (LGA 1974, s26(5) and s26B; it may set either aside)."""
    own = running.get("ombudsman")
    weeks = next((when.by for when in _ombudsman(place)), None)
    if own is None or own.by is None or weeks is None or own.by > weeks:
        return stand
    return {
        route: replace(standing, words=PRESSED[standing.sentence])
        if route in TO_OMBUDSMAN and standing.status == "next" and standing.sentence in PRESSED
        else standing
        for route, standing in stand.items()
    }


TO_OMBUDSMAN = ("lgsco", "joint_ombudsman")
# what is said of a wait -> what is said instead where the family's own time ends first: before a complaint, and after one
PRESSED = {"premature": "limit-first", "late-12-months": "limit-first", "next": "limit-first", "waiting": "limit-near"}


# ---- dates of routes ------------------------------------------------------------------------------------------------


def _dates(place: Situation, route: str) -> Iterator[RouteDate]:
    count = DATES.get(route)
    if count is not None:
        yield from count(place)


def _made(place: Situation) -> tuple[date, Phrase | None]:
    """The day of the complaint; without one, the day of assessment, and then it says so."""
    span = place.complaint.span if place.complaint and not place.remedy_by_council else None
    return (span.last, None) if span else (place.bench.as_of, Phrase("route.if-made", day=place.bench.as_of))


def _council(place: Situation) -> Iterator[RouteDate]:
    """The Complaint Handling Code: 5 working days to acknowledge, 10 more to answer; made on a day off, it arrives on the
    next working day. Stage 2: 5 and 20 more."""
    calendar = place.bench.definitions.calendar
    made, condition = _made(place)
    arrived = calendar.next_working_day(made)
    if arrived < CODE_SINCE:
        return
    yield RouteDate("acknowledgement", calendar.working_days_after(arrived, 5), "body", condition)
    yield RouteDate("stage1_reply", calendar.working_days_after(arrived, 15), "body", condition)
    if place.complaint_state in ("answered", "stage-2"):
        asked, condition = _asked(place, place.of_council("stage2_requested"))
        by = calendar.working_days_after(calendar.next_working_day(asked), 25)
        yield RouteDate("stage2_reply", by, "body", condition)


def _asked(place: Situation, events: list[Event]) -> tuple[date, Phrase | None]:
    """The day stage 2 was asked for; without one, the day of assessment, and then it says so."""
    days = [event.span.last for event in events if event.span]
    return (max(days), None) if days else (place.bench.as_of, Phrase("route.if-stage2", day=place.bench.as_of))


def _ombudsman(place: Situation) -> Iterator[RouteDate]:
    other = (place.transport or place.panel_decided or place.social_care) and not place.council_owes
    if place.recommendation or place.ombudsman_done or (other and not place.adult):
        return
    begun = [e.span.last for e in place.of_body("social_care", "complaint_made") if e.span] if place.only_social else []
    made, condition = (max(begun), None) if begun else _made(place)
    yield RouteDate("twelve_weeks", days_after(made, REASONABLE_TIME.days), "body", condition)


def _children(place: Situation) -> Iterator[RouteDate]:
    """The children's social care procedure: 10 working days (20 at most), then 25 (65 at most) for stage 2."""
    count = place.bench.definitions.calendar.working_days_after
    begun = [event.span.last for event in place.of_body("social_care", "complaint_made") if event.span]
    made, condition = (max(begun), None) if begun else _made(place)
    yield RouteDate("stage1_reply", count(made, 10), "body", condition)
    yield RouteDate("stage1_latest", count(made, 20), "body", condition)
    asked, condition = _asked(place, place.of_body("social_care", "stage2_requested"))
    yield RouteDate("stage2_reply", count(asked, 25), "body", condition)
    yield RouteDate("stage2_latest", count(asked, 65), "body", condition)


def _governors(place: Situation) -> Iterator[RouteDate]:
    """Fifteen school days to meet about a permanent exclusion, every weekday taken for one."""
    span = place.exclusion.span if place.exclusion else None
    if place.permanent and span and not place.governors_decided:
        yield RouteDate("governors_meet", place.panel_limit(span.last), "body")


def _nhs(place: Situation) -> Iterator[RouteDate]:
    """Three working days to acknowledge; the law gives no day for the answer."""
    made = [event.span.last for event in place.of_body("nhs", "complaint_made") if event.span]
    day = max(made, default=place.bench.as_of)
    condition = None if made else Phrase("route.if-made", day=day)
    by = place.bench.definitions.calendar.working_days_after(day, 3)
    yield RouteDate("acknowledgement", by, "body", condition)


DATES: dict[str, Callable[[Situation], Iterator[RouteDate]]] = {
    "council_complaint": _council,
    "lgsco": _ombudsman,
    "joint_ombudsman": _ombudsman,
    "csc_complaint": _children,
    "exclusion_gb": _governors,
    "nhs_complaint": _nhs,
}


# ---- what to do now -------------------------------------------------------------------------------------------------

# The letters of a step's route, the best one first. Each step gets the first that is due; see assess.py.
LETTERS: dict[str, tuple[str, ...]] = {
    "council_complaint": ("stage1-complaint", "complaint-reminder", "stage2-complaint", "reminder"),
    "dcs_letter": (
        *("director", "after-tribunal", "section-f", "education", "phase-transfer", "plan-after-review"),
        *("review-without-meeting", "review-overdue", "after-move", "early-review"),
    ),
    "lgsco": ("ombudsman",),
    "joint_ombudsman": ("joint-ombudsman",),
    "lgsco_review": ("ombudsman-review",),
    "lgsco_compliance": ("ombudsman-compliance",),
    "phso": ("phso",),
    "mediation": ("mediation-certificate",),
    "tribunal_sen": ("late-appeal",),
    "sendiass": ("late-appeal",),
    "nhs_complaint": ("nhs-complaint",),
    "school_complaint": ("school-complaint",),
    "fe_complaint": ("college-complaint",),
    "early_years_complaint": ("nursery-complaint",),
    "dfe_school": ("education-department",),
    "exclusion_gb": ("governors",),
    "exclusion_irp": ("review-panel",),
    "csc_complaint": ("social-care-complaint",),
    "asc_complaint": ("social-care-complaint",),
    "transport_appeal": ("transport-appeal", "transport-panel"),
    "pb_review": ("direct-payment-review",),
    "judicial_review": ("solicitor-summary",),
    "sar": ("records-request",),
    "foi": ("information-request",),
    "mp_councillor": ("member",),
}
BY_OF_ROUTE = {
    "tribunal_sen": "appeal",
    "tribunal_dd": "discrimination_claim",
    "lgsco": "ombudsman",
    "joint_ombudsman": "ombudsman",
    "nhs_complaint": "nhs_complaint",
    "transport_appeal": "transport_appeal",
    "exclusion_irp": "review_panel",
    "judicial_review": "judicial_review",
    "lgsco_review": "ombudsman_review",
    "phso": "phso",
    "county_court": "discrimination_claim",
    "csc_complaint": "social_care_complaint",
    "asc_complaint": "social_care_complaint",
    "fe_complaint": "college_complaint",
}


def _steps(
    place: Situation, stand: dict[str, Standing], advice: list[RouteAdvice], running: dict[str, OwnDate]
) -> Iterator[Step]:
    """The family's own clock first, then the first route, then what runs beside it now, then what follows."""
    first = advice[0].route
    if "mediation_contact" in running and first == "tribunal_sen":
        yield Step(Phrase("step.mediation"), "mediation", running["mediation_contact"].by)
    elif first != "tribunal_sen" and "appeal" in running:
        yield Step(Phrase("step.may-appeal"), "tribunal_sen", running["appeal"].by)
    beside = [
        one.route
        for one in advice
        if one.status == "also" and one.route in BESIDE and stand[one.route].sentence not in LESSER
    ]
    after = list(_after(stand))
    pressed = [
        route for route in after if stand[route].sentence in PRESSED.values()
    ]  # their own time runs out: not left out
    for route in dict.fromkeys((first, *pressed, *sorted(beside, key=BESIDE.index), *after)):
        yield _step(place, route, stand[route], running)


def _after(stand: dict[str, Standing]) -> Iterator[str]:
    """The Ombudsman that follows: both together where the NHS certainly has a part in it."""
    joint = stand.get("joint_ombudsman")
    if joint is not None and joint.status == "next" and joint.sentence != "health":
        yield "joint_ombudsman"
    elif stand.get("lgsco") is not None and stand["lgsco"].status == "next":
        yield "lgsco"


BESIDE = ("council_complaint", "nhs_complaint", "judicial_review")
LESSER = ("health", "moved")  # standings that are worth a line among the routes, and no step
# states of a procedure that has begun, or of the only way that is left, for which a step has a sentence of its own
STEPS = {
    "council_complaint": ("waiting", "answered", "stage-2", "after-ombudsman", "reopen"),
    "lgsco": ("transport", "panel", "own-procedure", "adult", "limit-first", "limit-near"),
    "joint_ombudsman": ("limit-first",),
    "tribunal_sen": ("live",),
    "csc_complaint": ("corporate", "stage-2", "stage-3", "waiting"),
    "nhs_complaint": ("waiting", "answered"),
    "judicial_review": ("recommendation", "decided"),
    "sendiass": ("late-appeal",),
    "tribunal_dd": ("nursery",),
}


def _step(place: Situation, route: str, standing: Standing, running: dict[str, OwnDate]) -> Step:
    own, said = running.get(BY_OF_ROUTE.get(route, "")), standing.sentence
    if route in ("csc_complaint", "asc_complaint") and said not in ("first", "also"):
        own = running.get("social_care_stage2")
    key = f"step.{route}"
    if said in STEPS.get(route, ()):
        key = f"{key}-{said}"
    elif route == "joint_ombudsman" and standing.status == "first":
        key += "-now" if place.nhs_complained else "-nhs"
    elif route == "lgsco" and standing.status == "first":
        key += "-now"
    elif key == "step.council_complaint":
        return _complaint(place, running)
    return Step(Phrase(key), route, own.by if own else None)


def _complaint(place: Situation, running: dict[str, OwnDate]) -> Step:
    """A new complaint to the council, by the last day on which its twelve weeks are over while the family's own twelve
    months for the Ombudsman still run (LGA 1974, s26(5) and s26B). Once that day is past, at once.
    """
    own = running.get("ombudsman")
    if own is None or own.by is None:
        return Step(Phrase("step.council_complaint"), "council_complaint", None)
    by = days_after(own.by, -REASONABLE_TIME.days - 1)
    if by < place.bench.as_of:
        return Step(Phrase("step.council_complaint-at-once"), "council_complaint", None)
    return Step(Phrase("step.council_complaint-in-time"), "council_complaint", by)
