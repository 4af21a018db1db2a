"""What every letter must keep to, whatever the case: checks that answer with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from assistant.core.assessment import Assessment, Finding
from assistant.core.case import Case
from assistant.core.dates import Calendar, DateSpan, month_end, months_after
from assistant.core.definitions import Definitions
from assistant.core.letters import FORMAL, Block, Letter, Row

MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
_OF_LAW = re.compile(r"\b(must|law|legal|duty|breach|unlawful)\b")
_ARGUED = re.compile(r"/(clock|spell|further|section-g|advice|report)-\d+$")  # ids of paragraphs that argue a finding
_FORM_LETTER = re.compile(r"[\[\]{}]|and/or|\(s\)|\bTBC\b|_{3,}|\.\.|  ")
_CITATION = re.compile(r"\[(\d{4})\]")  # the year of a judgment, as the courts write it: no bracket to fill in


def ours(letter: Letter) -> Iterator[tuple[Block, str]]:
    """Every piece of text that is ours, with its block."""
    for block in letter.blocks:
        if not block.own:
            yield block, block.text
            yield from ((block, cell) for row in block.rows for cell in row.cells)


def form_letter(letter: Letter) -> list[str]:
    """Unfilled places, brackets to fill in, and the marks of a form."""
    texts = [_CITATION.sub(r"\1", text) for _, text in ours(letter)]
    return [text for text in texts if _FORM_LETTER.search(text) or text != text.strip()]


def unsupported(letter: Letter) -> list[str]:
    """Blocks and rows that rest on nothing."""
    bare = [b.id for b in letter.blocks if b.kind not in FORMAL and not (b.facts or b.provisions)]
    rows = [row.cells[0] for b in letter.blocks for row in b.rows if not (row.facts or row.provisions)]
    return bare + rows


def too_exact(letter: Letter, case: Case, assessment: Assessment, definitions: Definitions) -> list[str]:
    """Days named in our words that nothing carries: not the case, a sum of the assessment, the days by which answers are
    asked for, nor the provision that the sentence rests on (the law names days of its own: "until 31 August 2025")."""
    allowed = _given(case, assessment) | {assessment.as_of, *answers(definitions.calendar, assessment.as_of)}
    wrong = []
    for block in letter.blocks:
        law = _named_days(*(definitions.provisions[id_].says for id_ in block.provisions)) if block.annex else set()
        own = [] if block.own else [block.text, *(cell for row in block.rows for cell in row.cells)]
        wrong += [text for text in own if _named_days(text) - allowed - law]
    return wrong


def _named_days(*texts: str) -> set[date]:
    found = (day for text in texts for day in _DAY.findall(text))
    return {date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in found}


def _given(case: Case, assessment: Assessment) -> set[date]:
    """The days that the case names, and those that its assessment counts to."""
    whens = [case.about.child_born, *(event.date for event in case.events)]
    for spell in (*case.provision_missing, *case.out_of_school):
        whens += [spell.start, spell.end, spell.council_told]
    whens += [finding.done for finding in assessment.findings]
    days = {day for when in whens if isinstance(when, DateSpan) for day in _days(when)}
    days |= {day for f in assessment.findings if f.due for day in (f.due.first, f.due.last)}
    days |= {day for f in assessment.findings for p in f.reach for s in (p.start, p.end) for day in (s.first, s.last)}
    return days | {own.by for own in assessment.your_dates if own.by}


def _days(span: DateSpan) -> tuple[date, ...]:
    """The days by which the family named an interval: none, where it named a month or a year."""
    first = span.first
    month, year = (
        DateSpan(first.replace(day=1), month_end(first)),
        DateSpan(date(first.year, 1, 1), date(first.year, 12, 31)),
    )
    return () if span in (month, year) else (span.first, span.last)


def answers(calendar: Calendar, as_of: date) -> tuple[date, ...]:
    """The days by which letters of a day ask for an answer."""
    arrives = calendar.next_working_day(as_of)
    return (*(calendar.working_days_after(arrives, days) for days in (5, 10, 15, 20, 25)), months_after(as_of, 1))


def unfounded(letter: Letter, given: Mapping[str, Any], definitions: Definitions) -> list[str]:
    """Places that a block or a row names as its facts and that the case file does not hold; and law that there is not."""
    blocks = [(block.id, block.facts, block.provisions) for block in letter.blocks]
    rows = [(block.id, row.facts, row.provisions) for block in letter.blocks for row in block.rows]
    wrong = [f"{id_}: {fact}" for id_, facts, _ in blocks + rows for fact in facts if not _holds(given, fact)]
    laws = [f"{id_}: {law}" for id_, _, named in blocks + rows for law in named if law not in definitions.provisions]
    return wrong + laws


def _holds(given: Mapping[str, Any], fact: str) -> bool:
    here: Any = given
    for part in fact.split("/"):
        if isinstance(here, list):
            here = here[int(part)] if int(part) < len(here) else None
        else:
            here = here.get(part) if isinstance(here, Mapping) else None
    return here is not None


def too_strong(letter: Letter, assessment: Assessment, definitions: Definitions) -> list[str]:
    """Sentences of ours that say more than what they rest on: guidance as law, a rule of which we are not sure without a
    word of it, and something that is only possible as if it had happened."""
    wrong = [text for block, text in ours(letter) if _guidance_as_law(block, text, definitions)]
    for block in letter.blocks:
        told = [f for f in assessment.findings if _tells(block, f)]
        wrong += [block.text for finding in told if _unsaid(block.text, finding)]
        wrong += [row.cells[-1] for row in block.rows if block.id == "table/law" and _without_caution(row, definitions)]
    return wrong


def _guidance_as_law(block: Block, text: str, definitions: Definitions) -> bool:
    kinds = {definitions.provisions[id_].kind for id_ in block.provisions}
    only_advice = bool(kinds) and kinds <= {"guidance", "practice", "code"}
    return only_advice and block.kind not in FORMAL and not block.rows and bool(_OF_LAW.search(text))


def _tells(block: Block, finding: Finding) -> bool:
    """Is this the paragraph that argues this finding?"""
    places = {*(f"events/{index}" for index in finding.events), *filter(None, [finding.spell])}
    argued = block.kind == "paragraph" and _ARGUED.search(block.id) is not None
    return finding.late and argued and places <= set(block.facts) and set(finding.duty.law) <= set(block.provisions)


def _unsaid(text: str, finding: Finding) -> bool:
    """Does the paragraph leave out that this is only likely or possible, or that we are not sure of the rule?"""
    unsure = {"breach": "", "likely": "appears", "possible": "may "}[finding.verdict]
    return unsure not in text or (finding.duty.sure == "M" and "how I understand the rule" not in text)


def _without_caution(row: Row, definitions: Definitions) -> bool:
    provision = definitions.provisions[row.provisions[0]]
    said = row.cells[-1]
    cautious = "This is how I understand it." in said or "M" not in provision.sure
    return not cautious or (provision.kind in ("guidance", "practice") and "not law" not in said)
