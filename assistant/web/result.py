"""The result: the family's own deadlines first, then one sentence, what to do, the timeline, and everything behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup

from assistant.core.assess import assess
from assistant.core.assessment import Assessment, OwnDate, RouteAdvice, Step
from assistant.core.case import Case
from assistant.web.findings import Card, cards
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
    found = cards(service().definitions, service().content, case, assessment)
    drawn, scale = _lanes(found, assessment)
    say = service().content.words.say
    return render_template(
        "result.html",
        cards=found,
        late=[card for card in found if card.finding.late],
        own=[_own(date) for date in assessment.your_dates],
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
    shown = [card for card in found if card.finding.trigger and (card.finding.due or card.finding.spell)]
    scale = scale_of((card.finding for card in shown), assessment.as_of)
    if scale is None:
        return [], None
    words = service().content.words
    named = [(tick, words.sentences["date.month"].format(
        month=words.sentences[f"month.{tick.month.month}"], year=tick.month.year)) for tick in scale.ticks()]
    return [Lane(card, lane(card.finding, scale, assessment.as_of)) for card in shown], axis(scale, named)


def _own(own: OwnDate) -> dict[str, Any]:
    wording = service().wording
    named = {
        "appeal": (gettext("Appeal by %(day)s"), gettext("Your time to appeal ran out on %(day)s")),
        "ombudsman": (
            gettext("Go to the Ombudsman by %(day)s"),
            gettext("The Ombudsman's usual twelve months ended on %(day)s"),
        ),
    }
    running, over = named.get(
        own.what, (gettext("Your own time limit: %(day)s"), gettext("A time limit of yours ended on %(day)s"))
    )
    if own.by is None:
        title = gettext("You have a time limit of your own: find the date on the letter today")
    else:
        title = (over if own.passed else running) % {"day": wording.day(own.by)}
    return {"title": title, "sum": service().content.words.say(own.sum), "passed": own.passed, "law": own.law}


def _step(step: Step) -> dict[str, Any]:
    day = service().wording.words.date(step.by) if step.by else ""
    return {"do": service().content.words.say(step.do), "by": day, "letter": step.letter}


def _route(advice: RouteAdvice) -> dict[str, Any]:
    content, known = service().content, service().definitions.routes.get(advice.route)
    prose = content.routes.get(advice.route)
    dates = [
        (content.words.sentences.get(f"limit.{date.what}", ""), content.words.date(date.by),
         content.words.say(date.condition) if date.condition else "")
        for date in advice.dates
    ]
    return {
        "name": prose.title if prose else known.name if known else advice.route,
        "status": advice.status,
        "why": content.words.say(advice.why),
        "dates": dates,
    }
