"""Letters: the list of those that are due, and each as a page to read, to change and to print. What stands in them is
core/letters.py's business."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Blueprint, render_template
from markupsafe import Markup

from assistant.core.assessment import Assessment
from assistant.core.definitions import LetterPlan
from assistant.core.letter_conditions import FACTS
from assistant.core.letters import Block, Offer, offered
from assistant.core.sent import REASONS
from assistant.core.strength import PARTS
from assistant.core.words import Phrase
from assistant.documents import to_html
from assistant.web.letter_book import Sent
from assistant.web.letter_desk import Desk, desk
from assistant.web.letter_ground import Grounds
from assistant.web.letter_words import stamp
from assistant.web.prose import as_html
from assistant.web.result import judged
from assistant.web.service import Opened, opened, service

room = Blueprint("letters", __name__)
_html = lru_cache(maxsize=128)(as_html)
WHERE = PARTS.index("where")
ASIDE = ("sar", "foi", "mp_councillor", "judicial_review")  # their letters put nothing right by themselves
DONE = ("letter/missing/no-", "letter/missing/not-")  # what these needs lack has been done already
ASKED = {
    "writer": "about.filled_in_by",
    "consent": "about.consent",
    "council": "about.council",
}  # need -> what fills it


@dataclass(frozen=True, slots=True)
class Rung:
    """One letter in the list."""

    plan: LetterPlan
    by: str  # the day by which it should go, where a next step says so
    lacking: tuple[tuple[str, str], ...]  # what it needs first, and the page where that can be told


@dataclass(frozen=True, slots=True)
class Ladder:
    """All letters: to send now, in want of a fact, next on a way that is open, and those for something else."""

    ready: list[Rung]
    lacking: list[Rung]
    later: list[Rung]
    other: list[Rung]

    def shelf(self, offer: Offer, ahead: set[str]) -> list[Rung]:
        """Where a letter belongs. ``ahead``: the routes to take now or next."""
        if offer.due:
            return self.lacking if offer.missing else self.ready
        over = any(need.key.startswith(DONE) for need in offer.missing)
        return self.later if offer.route in ahead and not over else self.other


@room.get("/letters")
def every() -> str:
    """All letters there are, by where they stand in this case."""
    family = opened()
    case, assessment = judged(family)
    ladder = Ladder([], [], [], [])
    ahead = {advice.route for advice in assessment.routes if advice.status in ("first", "next")}
    for offer in offered(service().definitions, assessment, case):
        ladder.shelf(offer, ahead).append(_rung(offer, family, assessment))
    steps = [step.letter for step in assessment.next_steps]
    ladder.ready.sort(key=lambda rung: (_place(rung.plan.id, steps), rung.plan.route in ASIDE))
    return render_template("letters.html", ladder=ladder, sent=family.book.sent, when=service().wording.when)


def _place(letter: str, steps: list[str | None]) -> int:
    return steps.index(letter) if letter in steps else len(steps)


def _rung(offer: Offer, family: Opened, assessment: Assessment) -> Rung:
    by = next((step.by for step in assessment.next_steps if step.letter == offer.letter and step.by), None)
    lacking = tuple((service().tongue.letters.words.say(need), _asked_at(need, family)) for need in offer.missing)
    plan = service().definitions.letters[offer.letter]
    return Rung(plan, service().wording.day(by) if by else "", lacking)


def _asked_at(need: Phrase, family: Opened) -> str:
    """The page where a missing fact can be told; empty where it is no single answer."""
    name = need.key.rpartition("/")[2]
    if name in REASONS:
        return f"/letters/reason/{name}"
    fills = ASKED.get(name)
    return next((f"/check/{page.id}" for page in family.path.pages if fills and page.fills == fills), "")


@room.get("/letter/<id_>")
def show(id_: str) -> str:
    """The letter as a page, with why each paragraph stands there; or, if a fact it needs is missing, which one."""
    at = desk(id_)
    sent = [entry for entry in at.opened.book.sent if entry.letter == id_]
    if at.draft is None:
        lacking = [(service().tongue.letters.words.say(need), _asked_at(need, at.opened)) for need in at.missing]
        due = all(need.key.rpartition("/")[2] in FACTS for need in at.missing)
        return render_template(
            "letter_missing.html", plan=at.plan, missing=lacking, due=due, sent=sent, when=service().wording.when
        )
    return render_template("letter.html", **_shown(at, sent))


def _shown(at: Desk, sent: list[Sent]) -> dict[str, Any]:
    grounds = Grounds(at.case, at.opened.path)
    notes = {piece.ours.id: grounds.note(piece) for piece in at.laid.pieces}
    letter = at.letter

    def html(beside: Any) -> Markup:
        """The letter, each paragraph followed by what the macro ``beside`` makes of its note."""

        def after(block: Block) -> str:
            return str(beside(notes[block.id]))

        return Markup(to_html(letter, service().letters.words, after))  # noqa: S704 (every word is escaped there)

    return {
        "plan": at.plan,
        "html": html,
        "out": [notes[piece.ours.id] for piece in at.laid.pieces if piece.left_out],
        "loose": at.laid.loose,
        "stamp": stamp,
        "stale": [notes[piece.ours.id] for piece in at.laid.pieces if piece.stale],
        "where": _html([*service().content.routes[at.plan.route].parts.values()][WHERE]),
        "council": _council(at),
        "address": service().content.words.say(Phrase("pack.cover.address")),
        "reasons": [need for need in at.plan.needs if need in REASONS],
        "choices": at.choices(),
        "chosen": at.opened.book.chosen.get(at.plan.id, ()),
        "sent": sent,
        "when": service().wording.when,
    }


def _council(at: Desk) -> str:
    """A sentence that names the council, if the letter goes to it."""
    council = service().definitions.councils.get(at.case.about.council or "")
    if council is None or service().definitions.routes[at.plan.route].body != "council":
        return ""
    return service().content.words.say(Phrase("pack.cover.council", council=council.letter_name))
