"""The rules, whole: every duty and limit with its law, its examples and the day it was checked. For a lawyer to review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from assistant.core.definitions import Definitions, Duty, Example, ExceptionList, Provision
from assistant.core.sums import length
from assistant.core.words import Words
from assistant.web.english import english_only
from assistant.web.service import service
from assistant.web.tables import gettext

room = Blueprint("rules", __name__)

# the first letters of a rule's id -> the stage it belongs to, in the order of the page
STAGES = ("A", "R", "P", "RA", "M", "F", "S", "C", "T", "D", "B", "H", "Z", "N", "L", "CSA")


@dataclass(frozen=True, slots=True)
class Shown:
    """One rule, in words."""

    duty: Duty
    body: str
    force: str
    sure: str
    length: str
    strict: str
    held: str  # from when to when
    excuses: str
    provisions: tuple[Provision, ...]
    examples: tuple[tuple[str, str, str], ...]  # the facts, the day, why
    cases: tuple[tuple[str, str, str], ...]  # the facts, the day of assessment, the verdict


@room.get("/rules")
@english_only
def show() -> str:
    """All rules, by stage, and the lists of reasons that may excuse a late body."""
    definitions, words = service().definitions, service().content.words
    named = _stages()
    stages = [(named[stage], list(_shown(definitions, words, stage))) for stage in STAGES]
    return render_template(
        "rules.html",
        stages=[(name, rules) for name, rules in stages if rules],
        excuses=[
            (listed.id, _reasons(listed), [definitions.provisions[id_] for id_ in listed.law])
            for listed in definitions.exceptions.values()
        ],
        words=words,
        sure_of=sure_of,
        checked=definitions.law_checked,
        version=definitions.rules_version,
    )


def sure_of(sure: str) -> str:
    """How a fact of law is known, in words, from the confidence codes of the law base."""
    known = {
        "S": gettext("Seen in the text of the law."),
        "G": gettext("Seen from a court or an official body."),
        "X": gettext("Known from others' accounts, not from the official text."),
        "M": gettext("From memory, not confirmed."),
    }
    return " ".join(known[code] for code in sure.split("/"))


def _bodies() -> dict[str, str]:
    return {
        "council": gettext("the council"),
        "school": gettext("the school"),
        "icb": gettext("the NHS care board"),
        "nhs_trust": gettext("the NHS trust"),
        "family": gettext("the family: a limit on you"),
        "tribunal": gettext("the Tribunal"),
    }


def _forces() -> dict[str, str]:
    return {
        "statute": gettext("law"),
        "guidance": gettext("guidance, not law"),
        "code": gettext("code of practice, not law"),
    }


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
            yield from (_rule(definitions, words, duty) for duty in rows)


def _rule(definitions: Definitions, words: Words, duty: Duty) -> Shown:
    listed = definitions.exceptions.get(duty.excuses or "")
    return Shown(
        duty,
        _bodies().get(duty.body, duty.body),
        _forces().get(duty.force, duty.force),
        sure_of(duty.sure),
        words.say(length(list(duty.due), duty)) if duty.due else "",
        words.say(length(list(duty.strict), duty)) if duty.strict else "",
        _held(words, duty),
        f"{_reasons(listed)} ({listed.id})" if listed else "",
        tuple(definitions.provisions[law] for law in duty.law),
        tuple((_facts(words, one), words.date(one.due, "weekday"), one.why) for one in duty.examples),
        tuple((one.facts, words.date(one.as_of), one.verdict) for one in duty.cases),
    )


def _held(words: Words, duty: Duty) -> str:
    """From when to when this version of the rule holds."""
    since = words.date(duty.since)
    if duty.until is None:
        return gettext("deadlines from %(since)s on", since=since)
    return gettext("deadlines from %(since)s to %(until)s", since=since, until=words.date(duty.until))


def _reasons(listed: ExceptionList) -> str:
    return "; ".join(kind.replace("_", " ") for kind in listed.kinds)


def _facts(words: Words, example: Example) -> str:
    return "; ".join(f"{key.replace('_', ' ')}: {_value(words, value)}" for key, value in example.given.items())


def _value(words: Words, value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_value(words, item) for item in value)
    return words.date(value) if isinstance(value, date) else str(value)
