"""What every letter must keep to, whatever the case: checks that answer with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.core.assessment import Assessment
from assistant.core.case import Case
from assistant.core.dates import Calendar, DateSpan, month_end, months_after
from assistant.core.letters import FORMAL, Block, Letter

_YEAR_OF_A_JUDGMENT = re.compile(r"\[\d{4}\] (?=[A-Z])")
MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
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


def too_exact(letter: Letter, case: Case, assessment: Assessment, *answers: date) -> list[str]:
    """Days named in our words that neither the case nor a sum of the assessment gives, nor the days asked for answers."""
    whens = [e.date for e in case.events]
    for spell in (*case.provision_missing, *case.out_of_school):
        whens += [spell.start, spell.end, spell.council_told]
    whens += [finding.done for finding in assessment.findings]
    allowed = {assessment.as_of, *answers, *(own.by for own in assessment.your_dates)}
    allowed |= {day for when in whens if isinstance(when, DateSpan) for day in _days(when)}
    allowed |= {day for f in assessment.findings if f.due for day in (f.due.first, f.due.last)}
    texts = [text for block, text in ours(letter) if block.id != "table/law" and block.kind != "subject"]
    named = [(text, date(int(y), MONTHS.index(m) + 1, int(d))) for text in texts for d, m, y in _DAY.findall(text)]
    return [text for text, day in named if day not in allowed]


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
