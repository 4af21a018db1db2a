"""What the result page says of each finding: the assessment's records beside their prose, ready for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.core.assessment import Assessment, Finding
from assistant.core.case import Case
from assistant.core.content import Content, FindingProse
from assistant.core.dates import on
from assistant.core.definitions import Definitions, Provision
from assistant.core.sums import due_part, length_of, result_of, start_of
from assistant.core.words import STOPS, Phrase, Words
from assistant.web.likeness import Like, like
from assistant.web.tables import gettext, per_language

# Among findings equally sure these are told first: what a child goes without weighs more than a late letter.
HEAVIEST = (
    "provision-not-secured",
    "alternative-education-not-arranged",
    "health-provision-not-arranged",
    "final-plan-late",
    "amended-plan-late",
)
MOST_LIKES = 2  # of a finding: the page stays light, and the rest are one link away
STRENGTH = ("breach", "likely", "possible", "cannot-tell", "not-due", "met")


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, in words."""

    number: int  # its place on the page, for links to it
    finding: Finding
    title: str
    subject: str  # what was missing, or why a child was out of school, in the family's words; may be empty
    sentence: str
    tag: str
    sum: Sequence[tuple[str, list[str]]]
    why: str
    notes: Sequence[str]  # law in time
    law: str
    provisions: Sequence[Provision]
    would_change: Sequence[str]
    they_may_say: Sequence[tuple[str, str]]
    evidence: Sequence[tuple[str, str]]
    likes: Sequence[Like]  # published decisions like it


class Cards:
    """Makes the cards. Holds the sentences of one language, those of the findings among them."""

    def __init__(self, definitions: Definitions, content: Content) -> None:
        self.provisions, self.findings = definitions.provisions, content.findings
        own = {
            f"{code}: {key}": text for code, prose in content.findings.items() for key, text in prose.sentences.items()
        }
        self.words = replace(content.words, sentences={**content.words.sentences, **own})

    def of(self, case: Case, assessment: Assessment) -> list[Card]:
        """All findings, the strongest first; among equals the heaviest, then those late the longest."""
        ordered = sorted(assessment.findings, key=_order)
        return [self._card(number, case, finding, assessment) for number, finding in enumerate(ordered, 1)]

    def title(self, finding: Finding) -> str:
        """What a finding is called."""
        prose = self.findings.get(finding.code)
        return prose.title if prose else finding.duty.plain

    def sentence(self, finding: Finding, as_of: date) -> str:
        """What is said of a finding, never more than its verdict."""
        return _sentence(self.words, finding, as_of)

    def _card(self, number: int, case: Case, finding: Finding, assessment: Assessment) -> Card:
        prose = self.findings.get(finding.code) or FindingProse(finding.code, finding.duty.plain, {})
        words, as_of = self.words, assessment.as_of
        near = assessment.likes.of(finding) if assessment.likes else ()
        return Card(
            number=number,
            finding=finding,
            title=prose.title,
            subject=_subject(case, finding),
            sentence=_sentence(words, finding, as_of),
            tag=_tag(finding),
            sum=_sum(words, finding, as_of),
            why=words.say(finding.why) if finding.why else "",
            notes=[words.say(note) for note in finding.notes],
            law=prose.law,
            provisions=[self.provisions[id_] for id_ in finding.duty.law if id_ in self.provisions],
            would_change=[*prose.would_change, *map(words.say, finding.would_change)],
            they_may_say=prose.they_may_say,
            evidence=prose.evidence,
            likes=[like(words, similar) for similar in near[:MOST_LIKES]],
        )


def first_of(findings: Sequence[Finding]) -> Finding:
    """The finding that is told first."""
    return min(findings, key=_order)


def _order(finding: Finding) -> tuple[int, bool, int]:
    return STRENGTH.index(finding.verdict), finding.code not in HEAVIEST, -(finding.late_days or (0, 0))[0]


def _subject(case: Case, finding: Finding) -> str:
    kind, _, place = (finding.spell or "").partition("/")
    return (case.provision_missing[int(place)].what or "") if kind == "provision_missing" else ""


def _sentence(words: Words, finding: Finding, as_of: date) -> str:
    """The sentence for the verdict, done or still waiting. Where there is none it is the duty: never a stronger one."""
    verdict = finding.verdict.replace("-", " ")
    state = "waiting" if finding.not_yet else "done"
    for key in (f"{finding.code}: {verdict}, {state}", f"{finding.code}: {verdict}"):
        if key in words.sentences:
            return words.say(Phrase(key, **_values(finding, as_of)))
    return finding.duty.plain


def _values(finding: Finding, as_of: date) -> dict[str, Any]:
    low, high = finding.late_days or (0, 0)
    end = finding.done or on(as_of)
    return {
        "due": finding.due or as_of,
        "done": end,
        "late": (low, high),
        "late_weeks": (low // 7, high // 7),
        "trigger": finding.trigger or as_of,
        "as_of": as_of,
        "from": finding.trigger or as_of,
        "until": end,
    }


def _tag(finding: Finding) -> str:
    if finding.spell is not None:
        return _spell_tag(finding.verdict)
    return _tags()[finding.verdict]


@per_language
def _tags() -> dict[str, str]:
    return {
        "breach": gettext("Late on every reading of your dates"),
        "likely": gettext("Appears to be late"),
        "possible": gettext("May be late"),
        "met": gettext("In time"),
        "not-due": gettext("Not due yet"),
        "cannot-tell": gettext("We can't tell yet"),
    }


def _spell_tag(verdict: str) -> str:
    return {
        "breach": gettext("Missing, on what you told us"),
        "likely": gettext("Appears to be missing"),
        "possible": gettext("May be missing"),
        "met": gettext("Given"),
        "not-due": gettext("Not due yet"),
        "cannot-tell": gettext("We can't tell yet"),
    }[verdict]


def _sum(words: Words, finding: Finding, as_of: date) -> list[tuple[str, list[str]]]:
    """The sum as a table: what each line is, and its sentences."""
    if finding.spell is not None or finding.due is None:
        return []
    parts = (
        (gettext("Started"), start_of(finding)),
        (gettext("Time allowed"), length_of(finding)),
        (gettext("First day allowed") if finding.duty.too_early else gettext("Last day"), due_part(finding)),
        (gettext("What happened"), result_of(finding, as_of)),
    )
    return [(name, [_bare(words, sentence) for sentence in _sentences(phrase)]) for name, phrase in parts]


def _sentences(phrase: Phrase) -> list[Phrase]:
    """Two starts are two sentences, each on a line of its own."""
    return [phrase.values["first"], phrase.values["second"]] if phrase.key == "sum.starts" else [phrase]


def _bare(words: Words, phrase: Phrase) -> str:
    """A sentence of a sum without the part that it names ("Last day: …"): its line has a heading already."""
    text = words.say(phrase)
    if phrase.key in ("sum.start", "sum.due", "sum.earliest", "sum.strict"):
        text = text.partition(": ")[2] or text
    whole = any(f"{stop} " in text for stop in STOPS)  # more than one sentence
    return text[:1].upper() + (text[1:] if whole else text[1:].rstrip(STOPS))
