"""The rules, whole: every duty and limit with its law, its examples and the day it was checked. For a lawyer to review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import gettext

from assistant.core.definitions import Definitions, Duty, Provision
from assistant.core.sums import length
from assistant.core.words import Words
from assistant.web.service import service

room = Blueprint("rules", __name__)

# the first letters of a rule's id -> the stage it belongs to, in the order of the page
STAGES = ("A", "R", "P", "RA", "M", "F", "S", "C", "T", "D", "B", "H", "Z", "N", "L", "CSA")


@dataclass(frozen=True, slots=True)
class Shown:
    """One rule, in words."""

    duty: Duty
    length: str
    provisions: tuple[Provision, ...]
    examples: tuple[tuple[str, str], ...]  # the facts, the day


@room.get("/rules")
def show() -> str:
    """All rules, by stage."""
    definitions, words = service().definitions, service().content.words
    named = _stages()
    stages = [(named[stage], list(_shown(definitions, words, stage))) for stage in STAGES]
    return render_template(
        "rules.html",
        stages=[(name, rules) for name, rules in stages if rules],
        words=words,
        checked=definitions.law_checked,
        version=definitions.rules_version,
    )


def _stages() -> dict[str, str]:
    return {
        "A": gettext("Assessment"),
        "R": gettext("Annual review"),
        "P": gettext("Moving to the next stage of school"),
        "RA": gettext("Assessing again"),
        "M": gettext("Moving to another council"),
        "F": gettext("What the plan promises"),
        "S": gettext("Out of school"),
        "C": gettext("School places"),
        "T": gettext("After the Tribunal"),
        "D": gettext("Mediation and appeals"),
        "B": gettext("Personal budgets"),
        "H": gettext("School transport"),
        "Z": gettext("Ending a plan"),
        "N": gettext("Without a plan"),
        "L": gettext("Complaints"),
        "CSA": gettext("School age"),
    }


def _shown(definitions: Definitions, words: Words, stage: str) -> Iterator[Shown]:
    for id_, rows in definitions.duties.items():
        if id_.partition("-")[0] == stage:
            for duty in rows:
                yield Shown(
                    duty,
                    words.say(length(list(duty.due), duty)) if duty.due else "",
                    tuple(definitions.provisions[law] for law in duty.law),
                    tuple(_examples(words, duty)),
                )


def _examples(words: Words, duty: Duty) -> Iterator[tuple[str, str]]:
    for example in duty.examples:
        facts = ", ".join(f"{key.replace('_', ' ')}: {value}" for key, value in example.given.items())
        yield facts, words.date(example.due, "weekday")
