"""Published decisions in words: what they are about, what was paid, why one is like a case, and what it warns of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.core.assessment import Assessment
from assistant.core.decisions import Decision, Paid
from assistant.core.similar import Similar, Warned
from assistant.core.words import Phrase, Words
from assistant.web.tables import gettext


@dataclass(frozen=True, slots=True)
class Like:
    """A decision like a finding, in words."""

    decision: Decision
    same: str
    differ: str
    paid: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A decision that is a warning: what it warns of, in words."""

    decision: Decision
    title: str


def like(words: Words, similar: Similar) -> Like:
    """A like decision, ready for a page."""
    return Like(
        similar.decision,
        "; ".join(map(words.say, similar.same)),
        "; ".join(map(words.say, similar.differ)),
        paid_said(words, similar.decision),
    )


def refusals(assessment: Assessment) -> list[Refusal]:
    """The warnings for a case."""
    return [refusal(warned) for warned in assessment.likes.warnings] if assessment.likes else []


def refusal(warned: Warned) -> Refusal:
    """A warning, ready for a page."""
    return Refusal(warned.decision, _warning(warned.reason))


def _warning(reason: str) -> str:
    match reason:
        case "appealed-linked":
            return gettext("An appeal can shut the Ombudsman out")
        case "appeal-right":
            return gettext("Where you can appeal, the Ombudsman expects you to")
        case "late-12-months":
            return gettext("What is older than twelve months can be left out")
        case "premature":
            return gettext("The council must have its chance first")
        case "court":
            return gettext("A court case shuts the Ombudsman out")
        case "school-internal":
            return gettext("What a school does itself can't be looked at")
        case "other-body":
            return gettext("Another body answers for this")
        case "no-injustice":
            return gettext("A short delay can be called too slight")
        case _:
            return gettext("Not everything is looked at")


def purpose(paid_for: str) -> str:
    """What a sum was for, in a few words."""
    match paid_for:
        case "education":
            return gettext("for education that was missed")
        case "support":
            return gettext("for support that was missed")
        case "delay":
            return gettext("for delay")
        case "distress":
            return gettext("for distress")
        case "complaint":
            return gettext("for how the complaint was handled, or time and trouble")
        case "all":
            return gettext("for everything together")
        case "offer":
            return gettext("offered, and thought too low")
        case _:
            return gettext("for something else")


def outcome(code: str) -> str:
    """How a decision ended, by its code."""
    match code:
        case "upheld":
            return gettext("Upheld")
        case "settled":
            return gettext("Upheld, the council agreed early")
        case "report":
            return gettext("Public report")
        case "not-upheld":
            return gettext("Not upheld")
        case _:
            return gettext("Not looked into")


def paid_one(words: Words, paid: Paid) -> str:
    """One sum with what it was for: "£1,800 for education that was missed"."""
    return f"{words.pounds(paid.amount)} {purpose(paid.of)}"


def paid_said(words: Words, decision: Decision) -> str:
    """All that was paid; empty where no sum is told."""
    return "; ".join(paid_one(words, paid) for paid in decision.paid)


def faults_said(words: Words, codes: Iterable[str]) -> str:
    """Faults in a few words each."""
    said = words.sentences["mark.comma"].join(words.say(Phrase(f"fault.{code}")) for code in codes)
    return said[:1].upper() + said[1:]
