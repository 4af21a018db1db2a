"""The result: the family's own deadlines first, then one sentence, what to do, the timeline, and everything behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup

from assistant.core.assess import assess
from assistant.core.assessment import Assessment, OwnDate, RouteAdvice, RouteDate, Step
from assistant.core.case import Case
from assistant.web.findings import Card
from assistant.web.service import Opened, opened, service
from assistant.web.timeline import axis, lane, scale_of

room = Blueprint("result", __name__)
MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Lane:
    """A card with its drawing."""

    card: Card
    drawing: Markup


def judged(case: Opened) -> tuple[Case, Assessment]:
    """The family's case and what the engine says of it, as of today."""
    said = case.case()
    return said, assess(service().definitions, said, service().today())


@room.get("/result")
def show() -> Any:
    """The result, as soon as there is one date; before that, the next question."""
    opened_case = opened()
    case, assessment = judged(opened_case)
    if not (case.events or case.provision_missing or case.out_of_school) and opened_case.path.current:
        return redirect(url_for("questions.go_on"))
    found = service().cards.of(case, assessment)
    drawn, scale = _lanes(found, assessment)
    say = service().content.words.say
    return render_template(
        "result.html",
        cards=found,
        late=[card for card in found if card.finding.late],
        own=[_own(own) for own in assessment.your_dates],
        steps=[_step(step) for step in assessment.next_steps[:MOST_STEPS]],
        lanes=drawn,
        axis=scale,
        routes=[_route(route) for route in assessment.routes],
        remedy=assessment.remedy,
        missing=[say(missing.ask) for missing in assessment.missing],
        notes=[say(note) for note in assessment.notes],
        unfinished=opened_case.path.current is not None,
        assessment=assessment,
        say=say,
        words=service().content.words,
    )


def _lanes(found: list[Card], assessment: Assessment) -> tuple[list[Lane], Markup | None]:
    """The lanes in order of time, and their scale."""
    shown = sorted(
        (card for card in found if card.finding.trigger and (card.finding.due or card.finding.spell)), key=_began
    )
    scale = scale_of((card.finding for card in shown), assessment.as_of)
    if scale is None:
        return [], None
    words = service().wording
    named = [(tick, str(tick.month.year) if tick.year else words.month(tick.month)) for tick in scale.ticks()]
    return [Lane(card, lane(card.finding, scale, assessment.as_of)) for card in shown], axis(scale, named)


def _began(card: Card) -> tuple[date, date]:
    span = card.finding.trigger
    assert span is not None  # cards without one are not drawn
    return span.first, span.last


def _own(own: OwnDate) -> dict[str, Any]:
    if own.by is None:
        title = gettext("You have a time limit of your own: find the date on the letter today")
    else:
        running, over = _own_words(own.what)
        title = (over if own.passed else running) % {"day": service().wording.day(own.by)}
    return {"title": title, "sum": service().content.words.say(own.sum), "passed": own.passed}


def _own_words(what: str) -> tuple[str, str]:
    """The title of a limit still running, and of one that is over."""
    return {
        "appeal": (gettext("Appeal by %(day)s"), gettext("The time to appeal ended on %(day)s")),
        "mediation_contact": (
            gettext("Contact the mediation adviser by %(day)s"),
            gettext("The time to contact the mediation adviser ended on %(day)s"),
        ),
        "ombudsman": (
            gettext("Go to the Ombudsman by %(day)s"),
            gettext("The Ombudsman's usual twelve months ended on %(day)s"),
        ),
        "nhs_complaint": (gettext("Complain to the NHS by %(day)s"), gettext("The NHS's usual time ended on %(day)s")),
        "discrimination_claim": (
            gettext("Claim about discrimination by %(day)s"),
            gettext("The time for a claim about discrimination ended on %(day)s"),
        ),
        "review_panel": (
            gettext("Ask for the independent review panel by %(day)s"),
            gettext("The time to ask for a review panel ended on %(day)s"),
        ),
        "transport_appeal": (
            gettext("Ask for the transport decision to be looked at again by %(day)s"),
            gettext("The usual time to question the transport decision ended on %(day)s"),
        ),
        "judicial_review": (
            gettext("A court claim must be made by %(day)s"),
            gettext("The time for a court claim ended on %(day)s"),
        ),
    }.get(what, (gettext("Your own time limit: %(day)s"), gettext("A time limit of yours ended on %(day)s")))


def _step(step: Step) -> dict[str, Any]:
    day = service().wording.words.date(step.by) if step.by else ""
    return {
        "do": service().content.words.say(step.do),
        "by": day,
        "letter": step.letter if step.letter in service().definitions.letters else None,
    }


def _route(advice: RouteAdvice) -> dict[str, Any]:
    content, known = service().content, service().definitions.routes.get(advice.route)
    prose = content.routes.get(advice.route)
    return {
        "name": prose.title if prose else known.name if known else advice.route,
        "status": advice.status,
        "why": content.words.say(advice.why),
        "dates": [_route_date(dated) for dated in advice.dates],
    }


def _route_date(dated: RouteDate) -> tuple[str, str]:
    """What should happen by a date, and on what condition."""
    words = service().content.words
    text = {
        "acknowledgement": gettext("They should say by %(day)s that they have it"),
        "stage1_reply": gettext("A reply is expected by %(day)s"),
        "stage1_latest": gettext("If they take longer and say why, by %(day)s"),
        "stage2_reply": gettext("A stage 2 reply is expected by %(day)s"),
        "stage2_latest": gettext("If they take longer and say why, by %(day)s"),
        "twelve_weeks": gettext("Twelve weeks are over on %(day)s"),
    }.get(dated.what, "%(day)s")
    return text % {"day": words.date(dated.by)}, words.say(dated.condition) if dated.condition else ""
