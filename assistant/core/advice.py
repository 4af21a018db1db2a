"""Routes and next steps: what each route's standing means in words and dates, and what to do now, at most three steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from assistant.core.assessment import OwnDate, RouteAdvice, RouteDate, Step
from assistant.core.dates import days_after
from assistant.core.routes import standings
from assistant.core.situation import REASONABLE_TIME, Situation
from assistant.core.words import Phrase

MOST_STEPS = 3
ORDER = ("first", "next", "also", "closed")


def advise(place: Situation, dates: tuple[OwnDate, ...]) -> tuple[tuple[RouteAdvice, ...], tuple[Step, ...]]:
    """The routes of a case, the first one leading, and the steps to take now."""
    advice = [
        RouteAdvice(
            route,
            standing.status,
            Phrase(f"route.{route}.{standing.reason or standing.status}"),
            standing.reason,
            tuple(_dates(place, route)) if standing.status != "closed" or route == "council_complaint" else (),
        )
        for route, standing in standings(place).items()
    ]
    advice.sort(key=lambda one: ORDER.index(one.status))
    return tuple(advice), tuple(_steps(advice, dates))[:MOST_STEPS]


# ---- dates of routes ------------------------------------------------------------------------------------------------


def _dates(place: Situation, route: str) -> Iterator[RouteDate]:
    count = DATES.get(route)
    if count is not None:
        yield from count(place)


def _made(place: Situation) -> tuple[date, Phrase | None]:
    """The day of the complaint; without one, the day of assessment, and then it says so."""
    span = place.complaint.span if place.complaint else None
    return (span.last, None) if span else (place.bench.as_of, Phrase("route.if-made", day=place.bench.as_of))


def _council(place: Situation) -> Iterator[RouteDate]:
    """The Complaint Handling Code: 5 working days to acknowledge, 10 more to answer; made on a day off, it arrives on the
    next working day."""
    calendar = place.bench.definitions.calendar
    made, condition = _made(place)
    arrived = calendar.next_working_day(made)
    yield RouteDate("acknowledgement", calendar.working_days_after(arrived, 5), "body", condition)
    yield RouteDate("stage1_reply", calendar.working_days_after(arrived, 15), "body", condition)


def _ombudsman(place: Situation) -> Iterator[RouteDate]:
    if place.recommendation:
        return
    made, condition = _made(place)
    yield RouteDate("twelve_weeks", days_after(made, REASONABLE_TIME.days), "body", condition)


def _children(place: Situation) -> Iterator[RouteDate]:
    """The children's social care procedure: 10 working days (20 at most), then 25 (65 at most) for stage 2."""
    calendar = place.bench.definitions.calendar
    made, condition = _made(place)
    yield RouteDate("stage1_reply", calendar.working_days_after(made, 10), "body", condition)
    yield RouteDate("stage1_latest", calendar.working_days_after(made, 20), "body", condition)
    today = Phrase("route.if-stage2", day=place.bench.as_of)
    yield RouteDate("stage2_reply", calendar.working_days_after(place.bench.as_of, 25), "body", today)
    yield RouteDate("stage2_latest", calendar.working_days_after(place.bench.as_of, 65), "body", today)


DATES: dict[str, Callable[[Situation], Iterator[RouteDate]]] = {
    "council_complaint": _council,
    "lgsco": _ombudsman,
    "joint_ombudsman": _ombudsman,
    "csc_complaint": _children,
}


# ---- what to do now -------------------------------------------------------------------------------------------------

LETTERS = {
    "council_complaint": "stage1-complaint",
    "lgsco": "ombudsman",
    "joint_ombudsman": "joint-ombudsman",
    "lgsco_review": "ombudsman-review",
    "lgsco_compliance": "ombudsman-compliance",
    "nhs_complaint": "nhs-complaint",
    "csc_complaint": "social-care-complaint",
    "asc_complaint": "social-care-complaint",
    "transport_appeal": "transport-appeal",
    "pb_review": "direct-payment-review",
    "exclusion_gb": "governors",
    "exclusion_irp": "review-panel",
    "dcs_letter": "director",
    "phso": "phso",
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
}


def _steps(advice: list[RouteAdvice], dates: tuple[OwnDate, ...]) -> Iterator[Step]:
    """The family's own clock first, then the first route, then what runs beside it now, then what follows."""
    running = {own.what: own for own in reversed(dates) if not own.passed}
    first = advice[0].route
    if "mediation_contact" in running and first == "tribunal_sen":
        yield Step(Phrase("step.mediation"), "mediation", running["mediation_contact"].by)
    elif first != "tribunal_sen" and "appeal" in running:
        yield Step(Phrase("step.may-appeal"), "tribunal_sen", running["appeal"].by)
    yield _step(first, running, now=first in ("lgsco", "joint_ombudsman"))
    beside = {one.route for one in advice if one.status == "also"}
    for route in ("council_complaint", "nhs_complaint", "judicial_review"):
        if route in beside:
            yield _step(route, running)
    for one in advice:
        if one.status == "next" and one.route in ("lgsco", "joint_ombudsman"):
            yield _step(one.route, running)


def _step(route: str, running: dict[str, OwnDate], now: bool = False) -> Step:
    own = running.get(BY_OF_ROUTE.get(route, ""))
    return Step(Phrase(f"step.{route}-now" if now else f"step.{route}"), route, own.by if own else None, LETTERS.get(route))
