"""The result: the family's own deadlines first, then one sentence, what to do, the timeline, and everything behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from markupsafe import Markup

from assistant.core.assess import assess
from assistant.core.assessment import Assessment, Missing, Step
from assistant.core.case import Case
from assistant.core.content import Term
from assistant.core.flow import Path
from assistant.core.timeliness import timeliness_line
from assistant.web.deadlines import deadlines
from assistant.web.findings import Card
from assistant.web.likeness import like, refusals
from assistant.web.paid import strips
from assistant.web.questions import address
from assistant.web.reach import Way, days, lookers, way, who
from assistant.web.service import Opened, opened, service
from assistant.web.timeline import axis, lane, letters_of, scale_of, swatch

room = Blueprint("result", __name__)
MOST_STEPS, MOST_CLOSEST = 3, 3
STRIP_OF = {  # part of a remedy -> its strip, and the range drawn beside it
    "education": ("term", "education"),
    "later-delay": ("delay", "later-delay"),
    "long-delay": ("delay", "long-delay"),
    "assessment-delay": ("first-delay", ""),
}
ABOUT_FIRST_PLANS = ("assess-decision-late", "advice-late", "plan-decision-late", "final-plan-late")


@dataclass(frozen=True, slots=True)
class Lane:
    """A card with its drawing, and who can look at which days of it."""

    card: Card
    drawing: Markup
    pieces: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lanes in order of time, their scale, and the key of the letters on them."""

    lanes: list[Lane]
    axis: Markup
    key: list[tuple[Markup, str]]


@dataclass(frozen=True, slots=True)
class Findings:
    """The cards by what they come to. ``late`` has those that appear or may be late too."""

    late: list[Card]
    unknown: list[Card]
    not_due: list[Card]
    met: list[Card]

    @property
    def drawn(self) -> list[Card]:
        """What the timeline shows: what is late; where nothing is, what runs or ran in time."""
        cards = self.late or [*self.not_due, *self.met]
        shown = [card for card in cards if card.finding.trigger and (card.finding.due or card.finding.spell)]
        return sorted(shown, key=_began)

    @property
    def alike(self) -> list[tuple[str, list[Card]]]:
        """What is late beside the first, by how sure it is."""
        tags = dict.fromkeys(card.tag for card in self.late[1:])
        return [(tag, [card for card in self.late[1:] if card.tag == tag]) for tag in tags]


def judged(case: Opened) -> tuple[Case, Assessment]:
    """The family's case and what the engine says of it, as of today."""
    said = case.case()
    return said, assess(service().tongue.definitions, said, service().today())


@room.get("/result")
def show() -> Any:
    """The result, as soon as there is one date; before that, the next question."""
    opened_case = opened()
    case, assessment = judged(opened_case)
    if not (case.events or case.provision_missing or case.out_of_school) and opened_case.path.current:
        return redirect(url_for("questions.go_on"))
    cards = service().cards.of(case, assessment)
    found, ways = _sorted(cards), _ways(assessment)
    words = service().content.words
    return render_template(
        "result.html",
        found=found,
        own=deadlines(words, assessment.your_dates),
        steps=[_step(step) for step in assessment.next_steps[:MOST_STEPS]],
        timeline=_timeline(found.drawn, assessment),
        lookers=lookers(
            service().wording, ((card.finding, card.title, card.subject) for card in cards), assessment.as_of
        ),
        ways=ways,
        **_remedy(case, assessment),
        missing=[_missing(opened_case.path, missing) for missing in assessment.missing],
        notes=[words.say(note) for note in assessment.notes],
        terms=_terms(cards, ways),
        unfinished=opened_case.path.current is not None,
        assessment=assessment,
        say=words.say,
        words=words,
    )


def _terms(cards: Sequence[Card], ways: Sequence[Way]) -> tuple[Term, ...]:
    """What the glossary explains of what the page says of findings and routes; of ours only, never of the family's words."""
    glossary = service().library.glossary
    fixed = [text for card in cards for text in (card.title, card.law, *card.would_change)]
    fixed += [text for card in cards for pair in card.they_may_say for text in pair] + [way.name for way in ways]
    found = [term for text in fixed for term in glossary.found(text)]
    dated = " ".join([card.sentence for card in cards] + [way.why for way in ways])
    return tuple(dict.fromkeys([*found, *glossary.in_text(dated)]))


def _remedy(case: Case, assessment: Assessment) -> dict[str, Any]:
    """What a complaint can get and may not get: for the part of the page that speaks of published decisions."""
    definitions, words, remedy = service().definitions, service().content.words, assessment.remedy
    line = timeliness_line(definitions, case.about.council or "") if _first_plan_late(assessment) else None
    shown = dict(STRIP_OF[part.id] for part in remedy.parts if part.id in STRIP_OF) if remedy else {}
    return {
        "remedy": remedy,
        "strips": strips(definitions.library, definitions.ranges, shown) if shown else [],
        "closest": [like(words, similar) for similar in assessment.likes.closest[:MOST_CLOSEST]]
        if assessment.likes
        else [],
        "refusals": refusals(assessment),
        "line": words.say(line) if line else "",
        "seen": min(range_.checked for range_ in definitions.ranges),
    }


def _first_plan_late(assessment: Assessment) -> bool:
    return any(finding.code in ABOUT_FIRST_PLANS for finding in assessment.late)


def _sorted(cards: Iterable[Card]) -> Findings:
    found = Findings([], [], [], [])
    places = {"cannot-tell": found.unknown, "not-due": found.not_due, "met": found.met}
    for card in cards:
        places.get(card.finding.verdict, found.late).append(card)
    return found


def _timeline(cards: list[Card], assessment: Assessment) -> Timeline | None:
    """The timeline; None if there is nothing to draw."""
    findings, as_of, wording = [card.finding for card in cards], assessment.as_of, service().wording
    scale = scale_of(findings, as_of)
    if scale is None:
        return None
    named = [(tick, str(tick.month.year) if tick.year else wording.month(tick.month)) for tick in scale.ticks()]
    letters = letters_of(findings)
    lanes = [
        Lane(
            card,
            lane(card.finding, scale, as_of, letters),
            [(days(wording, piece, as_of), who(piece.reach)) for piece in card.finding.reach],
        )
        for card in cards
    ]
    return Timeline(lanes, axis(scale, named), [(swatch(reach, sign), who(reach)) for reach, sign in letters.items()])


def _began(card: Card) -> tuple[date, date]:
    span = card.finding.trigger
    assert span is not None  # cards without one are not drawn
    return span.first, span.last


def _step(step: Step) -> dict[str, Any]:
    day = service().wording.words.date(step.by) if step.by else ""
    return {
        "do": service().content.words.say(step.do),
        "by": day,
        "letter": step.letter if step.letter in service().definitions.letters else None,
    }


def _ways(assessment: Assessment) -> list[Any]:
    known = service().definitions.routes
    return [
        way(service().wording, service().content, known[advice.route], advice)
        for advice in assessment.routes
        if advice.route in known
    ]


def _missing(path: Path, missing: Missing) -> tuple[str, str]:
    """What we ask for, and the page where it can be told: that of the event's own question, if it is on the path."""
    event = getattr(missing.ask.values.get("event"), "key", "").removeprefix("event.")
    place = next((page for page in path.pages if event and page.fills.partition("/")[0] == f"event:{event}"), None)
    return service().content.words.say(missing.ask), address(place) if place else "/answers"
