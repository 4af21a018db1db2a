"""The dates in a line of a chronology: where they stand, and which days they mean.

A date is found by its shape, and read by core/spoken_dates.py with its year written beside it. What stands near it may
say that it is no date at all: a reference, a sum of money, a number to ring.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.dates import DateSpan, month_end, months_after
from assistant.core.spoken_dates import hear
from assistant.core.spoken_signs import MONTHS, WEEKDAYS
from assistant.core.spoken_single import Unclear

# months as they are often mistyped; spoken_dates.py knows which is meant
_MISTYPED = "janurary|januray|febuary|feburary|febrary|apirl|agust|augest|septemer|septmber|ocotber|novemeber|decemeber"
_MONTH = f"(?:{'|'.join(MONTHS)}|{_MISTYPED}" + r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_WEEKDAY = "(?:" + "|".join(WEEKDAYS) + r"|mon|tues?|weds?|thur?s?|fri|sat|sun)\b\.?,?"
_YEAR = r"(?:(?:19|20)\d\d(?![\d/])|['’]\d\d(?!\d))"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d:%])"
_TAIL = r"\d\d(?!\d|:\d|/|\.\d| ?(?:%|hours?|hrs?|mins?|am|pm))"  # a year in two figures after a month
_LEAD = (
    r"(?:(?:the )?(?:early|mid|late|end of|start of|beginning of|middle of|around|about|approx\.?|circa|c\.|just before|"
    r"just after)[ -]{1,2}|(?:week|wk)s? (?:of|commencing|beginning|starting|beg\.?|ending) |w/?[ce]\.? |w/?b\.? )"
)
_NAMED = (
    r"(?:(?:autumn|spring|summer)(?: term)?|easter|christmas|xmas|(?:october|february|may|oct|feb) half[ -]term|"
    r"(?:easter|christmas|xmas|summer) (?:holidays?|hols|break))"
)
_NO_DAY = "floor|day|occasion|time|attempt|page|visit|list|call|try|letter|draft|form|line|week|month|anniversary"
_BACK = r"(?:(?:a|an|one|two|three|four|five|six|\d{1,2}) )"
_UNIT = r"(?:days?|wks?|weeks?|fortnights?|months?|mths?)"
_SHAPES = {  # in the order in which they are tried
    "between": rf"(?:between|btwn|betw) {_DAY} (?:and|&) {_DAY} (?:of )?{_MONTH}(?:,? (?:{_YEAR}|{_TAIL}))?",
    "several": rf"(?:{_DAY} {{0,2}}(?:,|&|and|/|\+) {{0,2}}){{1,4}}{_DAY} (?:of )?{_MONTH}(?: {_YEAR})?",
    "range": rf"(?:between |btwn |betw )?{_DAY} {{0,2}}(?:-|–|to) {{0,2}}{_DAY} {_MONTH}(?:,? (?:{_YEAR}|{_TAIL}))?",
    "figures": r"\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:(?:19|20)\d\d|\d\d)(?![\w/-]|\.\d)",
    "iso": r"(?:19|20)\d\d-\d\d-\d\d(?![\w/-])",
    "joined": rf"\d{{1,2}}(?P<line>[/.-]){_MONTH}(?P=line)(?:(?:19|20)\d\d|\d\d)(?![\w/-])",
    "day": rf"{_DAY} {{0,2}}(?:of )?{_MONTH}(?:,? {{0,2}}(?:{_YEAR}|{_TAIL}))?",
    "turned": rf"{_MONTH} {_DAY}(?:,? {_YEAR})?",
    "month": rf"{_MONTH},? {_YEAR}",
    "named": rf"{_NAMED} (?:of )?(?:{_YEAR}|\d\d(?!\d))",
    "short": r"(?!24/7\b)\d{1,2}/\d{1,2}(?![\w/]|[.-]\d| (?:of|days?|weeks?|terms?|hours?|hrs?|termly|the)\b)",
    "relative": rf"(?:{_BACK}{_UNIT} (?:later|after|before(?: that)?|earlier|ago)\b|(?:the )?same day\b|"
    r"(?:the )?(?:next|following) day\b|yesterday\b|today\b|last (?:week|month|term)\b|"
    rf"(?:on|last|this) {_WEEKDAY}(?! *(?:the )?\d))",
    "ordinal": rf"(?:(?<=\bon the )\d{{1,2}}(?:st|nd|rd|th)\b(?! (?:{_NO_DAY}))|\d{{1,2}}(?:st|nd|rd|th)(?=[.,;)]|$))",
    "year": r"(?:(?<=\bin )|(?<=\bIn ))(?:19|20)\d\d(?![\w/-])",
    "bare": rf"(?:{'|'.join(name for name in MONTHS if name not in ('may', 'march'))}|(?<=\bin )(?:may|march))\b",
}
_MENTION = re.compile(
    rf"(?<![\w/.£$#@:-])(?P<lead>{_LEAD})?(?P<weekday>{_WEEKDAY} )?(?:"
    + "|".join(f"(?P<{name}>{shape})" for name, shape in _SHAPES.items())
    + ")",
    re.IGNORECASE,
)
_CAPITAL = ("turned", "bare", "month")  # "may 12 pupils" is no date
_REFERENCE = re.compile(
    r"\b(?:ref|reference|case|file|no|number|id|invoice)[.:# ]*(?:no|number)?[.:# ]*$", re.IGNORECASE
)
_WRITTEN_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d")
_SHORT_YEAR = re.compile(r"[a-z.,] {0,2}\d\d$", re.IGNORECASE)
_PART_OF_MONTH = re.compile(
    r"(?:the )?(?:early|mid|late|end|start|beginning|middle)\b", re.IGNORECASE
)  # of which a day has none
_COUNTED = re.compile(r"(\w+) (\w+?)s? (later|after|before|earlier)")
_CLOSE, _CLEAR = 120, 10  # days: as far as dates of one line lie apart, and by which one month is plainly nearer
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_UNITS = {"day": "day", "wk": "week", "week": "week", "fortnight": "fortnight", "month": "month", "mth": "month"}


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that tell a date, and where they stand in their line. ``shape``: which of the shapes above."""

    first: int
    last: int
    words: str
    shape: str

    @property
    def dated(self) -> bool:
        """Does its year stand in it?"""
        if self.shape in ("figures", "iso", "month", "named", "year", "joined"):
            return True
        short = self.shape in ("day", "range", "between") or (
            self.shape == "turned" and _PART_OF_MONTH.match(self.words)
        )
        return bool(_WRITTEN_YEAR.search(self.words)) or bool(short and _SHORT_YEAR.search(self.words))

    @property
    def loose(self) -> bool:
        """Is it only about then?"""
        return bool(re.match(r"around|about|approx|circa|c\.", self.words, re.IGNORECASE))

    @property
    def relative(self) -> bool:
        """Is it counted from another day?"""
        return self.shape in ("relative", "ordinal")


@dataclass(frozen=True, slots=True)
class Read:
    """The days a mention means. ``why``: what is not clear about it, by a word; empty if nothing is."""

    when: DateSpan | None
    why: str = ""


def mentions(line: str) -> tuple[list[Mention], list[Mention]]:
    """The dates in a line, in order; and what only looks like one: part of a reference or of a number."""
    found: list[Mention] = []
    beside: list[Mention] = []
    for match in _MENTION.finditer(line):
        mention = Mention(*match.span(), match[0], next(name for name in _SHAPES if match[name]))
        start = match.start(mention.shape)
        if mention.shape in _CAPITAL and not line[start].isupper():
            continue
        reference = _REFERENCE.search(line[max(0, match.start() - 24) : match.start()])
        (beside if reference else found).append(mention)
    return found, beside


def read(mention: Mention, as_of: date, year: int | None = None) -> Read:
    """The days of a mention that is not counted from another; ``year``: the one it is in, where it does not say."""
    if mention.shape == "several":
        return Read(None, "several-days")
    words = re.sub(
        r"^(?:wk|week)s? (?:beg\.?|beginning|starting) |^w/?b\.? ", "week commencing ", mention.words.lower()
    )
    words = re.sub(r"^(?:btwn|betw) ", "between ", re.sub(r"^c\. ", "about ", words))
    words = re.sub(r"[/.-]", " ", words) if mention.shape == "joined" else words
    if not mention.dated:
        if year is None:
            ambiguous = mention.shape == "turned" and re.search(r"\b[1-9]\d$", mention.words)
            return Read(None, "two-readings" if ambiguous else "year")
        words += f"/{year}" if mention.shape == "short" else f" {year}"
    return _heard(words, as_of)


def _heard(words: str, as_of: date) -> Read:
    try:
        when = hear(words, as_of).when
    except Unclear as unclear:
        return Read(None, unclear.reason)
    return Read(when) if isinstance(when, DateSpan) else Read(None, "not-understood")


def read_from(mention: Mention, anchor: DateSpan | None, written: date | None) -> Read:
    """The days of a mention counted from another day: the one told before it in its line, or that of the message."""
    words = " ".join(mention.words.lower().split()).removeprefix("the ")
    counted = _COUNTED.match(words)
    if mention.shape == "ordinal":
        return Read(_same_number(int(words[:-2]), anchor.first), "counted-from") if anchor else Read(None, "counted")
    if counted or words in ("same day", "next day", "following day"):
        if anchor is None or not anchor.is_day:
            return Read(None, "counted")
        return Read(_counted(words, counted, anchor.first), "counted-from")
    if written is None:
        return Read(None, "counted")
    made = _heard(words.removeprefix("on "), written)
    return Read(made.when, made.why or "by-message")


def beside(mention: Mention, anchor: DateSpan, as_of: date) -> Read | None:
    """A day without a year that stands in one line with a day that has one: the year in which it lies close to that day."""
    for year in (anchor.first.year, anchor.first.year - 1, anchor.first.year + 1):
        when = read(mention, as_of, year).when
        if when and when.first <= as_of and abs((when.first - anchor.first).days) <= _CLOSE:
            return Read(when, "by-line")
    return None


def _same_number(number: int, day: date) -> DateSpan | None:
    """ "On the 4th": of the months around a day, the 4th nearest to it; None if two lie about as near."""
    tried = [
        month.replace(day=number)
        for month in (months_after(day.replace(day=1), n) for n in (-1, 0, 1))
        if number <= month_end(month).day
    ]
    near = sorted(tried, key=lambda one: abs((one - day).days))[:2]
    clear = len(near) == 1 or (len(near) == 2 and abs((near[1] - day).days) - abs((near[0] - day).days) >= _CLEAR)
    return DateSpan(near[0], near[0]) if near and clear else None


def _counted(words: str, counted: re.Match[str] | None, day: date) -> DateSpan | None:
    """So many days, weeks or months before or after a day, with the room that people leave when they say so."""
    if counted is None:
        shift = timedelta(0 if words == "same day" else 1)
        return DateSpan(day + shift, day + shift)
    number = _NUMBERS.get(counted[1], 0) or int(counted[1]) if counted[1] in _NUMBERS or counted[1].isdecimal() else 0
    unit, sign = _UNITS.get(counted[2], ""), -1 if counted[3] in ("before", "earlier") else 1
    if not number or not unit:
        return None
    if unit == "month":
        middle, room = months_after(day, sign * number), 15
    else:
        days = number * {"day": 1, "week": 7, "fortnight": 14}[unit]
        middle, room = day + timedelta(sign * days), 0 if unit == "day" else 3
    return DateSpan(middle - timedelta(room), middle + timedelta(room))
