"""What we know so far: one quiet line on pages of questions, once two dates are told. It says no more than the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.core.assess import verdicts
from assistant.core.assessment import Finding
from assistant.core.flow import UNSAID
from assistant.web.findings import first_of
from assistant.web.service import Opened, service
from assistant.web.tables import gettext

DATES = 2  # from so many on there is something to see


def so_far(case: Opened) -> Sequence[Any]:
    """The sentence about the strongest finding, and how many others are or may be late; empty while nothing is known.

    Remembered until the answers, the day or the language change: it takes an assessment of the whole case.
    """
    told = sum(question.kind == "when" and answer not in (None, *UNSAID) for question, answer in case.path.answered)
    if told < DATES:
        return ()
    kept, serving = case.kept, service()
    memory = serving.remembered
    of = f"so far {kept.version} {kept.expires} {serving.today()} {serving.content.language}"
    line: Sequence[Any] | None = memory.recall(case.ticket, of)
    if line is None:
        line = _worked_out(case)
        memory.keep(case.ticket, of, line)
    return line


def _worked_out(case: Opened) -> Sequence[Any]:
    today = service().today()
    found = verdicts(service().tongue.definitions, case.case(today), today)
    findings = [finding for finding in found if finding.late or finding.due]
    if not findings:
        return ()
    first = first_of(findings)
    others = sum(finding.late for finding in findings) - 1 if first.late else 0
    return _sentence(first), max(others, 0)


def _sentence(finding: Finding) -> str:
    cards, words = service().cards, service().content.words
    if finding.verdict == "cannot-tell" and finding.due:
        return gettext(
            "%(what)s: the last day was %(day)s. We have no date for it yet.",
            what=cards.title(finding),
            day=words.date(finding.due),
        )
    return cards.sentence(finding, service().today())
