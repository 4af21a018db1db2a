"""Terms of school lost, and a child's age in terms of school: rough on purpose, and written out wherever it is used.

Terms are a council's or a school's own choice, so none is named by law. A school year is counted as three: September to
December, January to March, April to July. August is nobody's term. A part of a term counts as a part, in quarters.
Room: the engine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.core.assessment import Finding, Piece
from assistant.core.dates import DateSpan
from assistant.core.words import Phrase

TERMS = (((1, 1), (3, 31)), ((4, 1), (7, 31)), ((9, 1), (12, 31)))
SURE, PERHAPS = ("ombudsman", "joint"), ("ombudsman", "joint", "ombudsman-late")
QUARTERS = ("", "¼", "½", "¾")
DAYS_OF_A_MONTH = 365 / 12


@dataclass(frozen=True, slots=True)
class Quantity:
    """So much at least and so much at most: terms, or months."""

    least: float
    most: float

    @property
    def middle(self) -> float:
        return (self.least + self.most) / 2

    @property
    def phrase(self) -> Phrase:
        """It as terms: "2 to 2½ terms"."""
        if self.least == self.most:
            return Phrase("terms.one" if self.most <= 1 else "terms.other", n=in_quarters(self.most))
        if self.least == 0:
            return Phrase("terms.up-to", n=in_quarters(self.most))
        return Phrase("terms.range", least=in_quarters(self.least), most=in_quarters(self.most))


def in_quarters(number: float) -> str:
    """A number of quarters as it is written: 2.5 is "2½"."""
    whole, part = divmod(round(number * 4), 4)
    return f"{whole or ''}{QUARTERS[part]}" or "0"


def stretches(pieces: Iterable[Piece], reaches: tuple[str, ...], *, certain: bool) -> Iterator[DateSpan]:
    """The days of pieces that somebody can look at: only those that certainly belong to them, or all that may."""
    for piece in pieces:
        if piece.reach in reaches:
            first, last = (piece.start.last, piece.end.first) if certain else (piece.start.first, piece.end.last)
            if first <= last:
                yield DateSpan(first, last)


def terms_lost(findings: Iterable[Finding]) -> Quantity:
    """The terms that spells cover, days that two of them share counted once. At least: days that are certain and less
    than twelve months old. At most: all that may belong to it and that the Ombudsman is not shut out of."""
    listed = [piece for finding in findings for piece in finding.reach]
    least = _terms(stretches(listed, SURE, certain=True))
    most = _terms(stretches(listed, PERHAPS, certain=False))
    return Quantity(math.floor(round(4 * least, 2)) / 4, math.ceil(round(4 * most, 2)) / 4)


def days_late(findings: Iterable[Finding]) -> Quantity:
    """The days of lateness of the latest of some findings, as far as the Ombudsman is not shut out of them."""
    best = Quantity(0, 0)
    for finding in findings:
        least = sum(span.days for span in stretches(finding.reach, SURE, certain=True))
        most = sum(span.days for span in stretches(finding.reach, PERHAPS, certain=False))
        best = Quantity(max(best.least, least), max(best.most, most))
    return best


def months_of(days: Quantity) -> Quantity:
    """Whole months: those full for certain, and those begun perhaps."""
    return Quantity(days.least // DAYS_OF_A_MONTH, math.ceil(days.most / DAYS_OF_A_MONTH))


def _terms(spans: Iterable[DateSpan]) -> float:
    return sum(_share(first, last) for first, last in _merged(spans))


def _merged(spans: Iterable[DateSpan]) -> Iterator[tuple[date, date]]:
    first = last = None
    for span in sorted(spans, key=lambda span: span.first):
        if last is not None and first is not None and span.first <= last:
            last = max(last, span.last)
            continue
        if first is not None and last is not None:
            yield first, last
        first, last = span.first, span.last
    if first is not None and last is not None:
        yield first, last


def _share(first: date, last: date) -> float:
    """How many terms lie between two days."""
    total = 0.0
    for year in range(first.year, last.year + 1):
        for start, end in TERMS:
            begins, ends = date(year, *start), date(year, *end)
            held = (min(last, ends) - max(first, begins)).days + 1
            total += max(0, held) / ((ends - begins).days + 1)
    return total


# ---- age ----------------------------------------------------------------------------------------------------------------


def age_at_start(born: date, day: date) -> int:
    """The age on the 31 August before the school year that a day lies in: 4 is the first year, 11 year 7, 15 year 11."""
    year = day.year if day.month >= 9 else day.year - 1
    return year - born.year - ((born.month, born.day) > (8, 31))


def age_band(born: DateSpan, day: date) -> str | None:
    """early, primary, secondary or post16, by the school year of a day; None where the birthday leaves it open."""
    bands = {_band(age_at_start(one, day)) for one in (born.first, born.last)}
    return bands.pop() if len(bands) == 1 else None


def _band(age: int) -> str:
    return "early" if age < 4 else "primary" if age < 11 else "secondary" if age < 16 else "post16"
