"""How we check: what is promised, and how often the assistant agrees with published decisions, worked dates and cases."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from assistant.core.scoreboard import Miss
from assistant.core.words import Phrase
from assistant.web.service import service
from assistant.web.tables import gettext

room = Blueprint("scoreboard", __name__)


@dataclass(frozen=True, slots=True)
class Argued:
    """A decision with which we don't agree, and why."""

    ref: str
    slug: str  # empty where the decision has no page
    why: str


@room.get("/how-we-check")
def show() -> str:
    """The page, with the figures that the tests produced and the days on which the rules were last checked."""
    definitions, words = service().definitions, service().content.words
    board, days = definitions.scoreboard, sorted(law.checked for law in definitions.provisions.values())
    return render_template(
        "how_we_check.html",
        page=service().pages["how-we-check"],
        board=board,
        rows=[(_named(row.what), row.met, row.of) for row in board.rows],
        misses=[_argued(miss) for miss in board.misses],
        untested=", ".join(words.say(Phrase(f"fault.{code}")) for code in board.untested),
        rules=len(definitions.duties),
        provisions=len(days),
        first=days[0],
        last=days[-1],
        words=words,
    )


def _argued(miss: Miss) -> Argued:
    words, key, slug = service().content.words, f"argued.{miss.ref}", miss.ref.replace(" ", "-")
    why = words.say(Phrase(key)) if key in words.sentences else gettext("We haven't settled why.")
    return Argued(miss.ref, slug if slug in service().definitions.library.by_ref else "", why)


def _named(what: str) -> str:
    match what:
        case "findings_late":
            return gettext("Faults the Ombudsman found that we find too, at least as possible")
        case "findings_breach":
            return gettext("Of these, those that are clear from the dates, and that we call clear or likely")
        case "findings_clear":
            return gettext("Points the Ombudsman found in order, where we accuse nobody")
        case "lgsco":
            return gettext("May the Ombudsman look at it: the same answer, with the same reason")
        case "reach days":
            return gettext("Days of which a decision says who could look at them: the same answer")
        case "reach pieces":
            return gettext("The same for whole stretches of time, nine days in ten right")
        case "dates":
            return gettext("Worked dates: the same last day")
        case _:
            return gettext("Invented families: the same doors open and shut, the same dates")
