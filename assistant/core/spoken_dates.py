"""Dates as people say them: "early March 2024", "autumn term 2023", "just before Easter 2024", "two weeks ago".

``hear`` reads them as an interval of the case file, or refuses and says what would help. It never guesses:

* a year left out is taken for the latest one only within the last three months, or where a weekday settles it;
* "spring 2024" (a season or a term?), "Sept 24" (a day or a year?), "last Tuesday" on a Thursday: asked about;
* one border only ("after Easter"): asked for the other;
* "two weeks ago" is some days wider on either side, "about two weeks ago" more; months and years likewise;
* a part of a month is ten days of it; terms and holidays are as wide as councils differ (core/school_year.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.dates import FIRST_YEAR, LAST_YEAR, DateSpan, Unsaid, When
from assistant.core.spoken_ago import relative
from assistant.core.spoken_names import NEAR
from assistant.core.spoken_pairs import pair
from assistant.core.spoken_signs import MONTHS, WEEKDAYS, plain_text, signs
from assistant.core.spoken_single import Now, Unclear, single
from assistant.core.words import Phrase

__all__ = ["Heard", "Unclear", "hear"]
LONGEST = 200  # letters; nobody needs more to name a day
ONE, WEEK = timedelta(1), timedelta(7)

_PLAIN = re.compile(
    rf"(?:(?:on )?(?:(?:{'|'.join(WEEKDAYS)}),? )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?|in )?"
    rf"(?:{'|'.join(MONTHS)}) \d{{4}}|\d{{4}}|\d{{4}}-\d\d-\d\d"
)
_NOT_YET = re.compile(
    r"(?:it |that |this )?(?:has not|hasnt|not|have not|havent) (?:yet )?(?:come|happened|arrived|had it|been sent)?"
    r"(?: yet)?"
    r"|not yet.?|nothing yet|no answer yet|(?:i am |im |we are |were )?still waiting(?: for it)?"
    r"|(?:it )?never (?:came|happened|arrived)|never"
)
_UNKNOWN = re.compile(
    r"(?:i |we )?(?:really )?(?:dont|do not|cant|cannot|can not) (?:know|remember|recall|say|tell)(?: when| the date)?"
    r"|dunno|no idea|(?:i am |im |we are )?(?:not sure|unsure)(?: when)?|unknown|not known|(?:i )?forgot"
)
_TO_COME = re.compile(
    r"\b(?:next|tomorrow|coming|upcoming)\b"
    r"|\bin (?:about |around )?(?:an?|\d+|two|three|four|five|six|a couple of|a few) (?:day|week|fortnight|month|year)s?\b"
)
_VAGUE = re.compile(
    r"\b(?:few|several|ages|while|recently|lately|long|some (?:day|week|month|year)s|many|once|often|various"
    r"|(?:other|some) day)\b"
)
_OPEN = re.compile(
    r"(?:before|after|since|by|to|from|over|under|more than|less than|least|most|(?:no|not) (?:later|earlier) than|"
    r"not (?:before|after)|later than|earlier than|well before|well after|long before|long after)\b.*"
    r"|.*\b(?:onwards|ongoing)"
)
_NEAR = re.compile(r"(?P<how>just|day) (?P<side>before|after) (?P<rest>.+)")
_SCHOOL = re.compile(r"\b(?:term|holiday|school|g\d+)\b")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood of somebody's words."""

    when: When
    plain: bool  # written out in full, so that there is nothing to confirm
    note: Phrase | None = None  # what they should know about how it was read


def hear(words: str, as_of: date, born: DateSpan | None = None) -> Heard:
    """Reads a date in somebody's own words, as of the day they write; ``born`` is the child's birthday, for "Year 7".

    A date still to come is read like any other: whoever asks knows whether it can be one.

    Raises Unclear: why it can't be read as one date, and what would help.
    """
    if len(words) > LONGEST:
        raise Unclear("too-long")
    text = plain_text(words)
    if not text:
        raise Unclear("empty")
    unsaid = _unsaid(text)
    if unsaid is not None:
        return Heard(unsaid, True)
    line = _this_century(signs(text), as_of)
    try:
        span = _heard(line, text, Now(as_of, born))
    except (OverflowError, ValueError):
        raise Unclear("year") from None
    if span.first.year < FIRST_YEAR or span.last.year > LAST_YEAR:
        raise Unclear("year")
    return Heard(span, _PLAIN.fullmatch(text) is not None, _note(line))


def _unsaid(text: str) -> Unsaid | None:
    bare = re.sub(r"[,.!;:]", "", text.replace("'", "").replace("-", " ")).strip()
    if _NOT_YET.fullmatch(bare) and bare not in ("not", "hasnt", "havent", "has not", "have not"):
        return Unsaid.NOT_YET
    return Unsaid.UNKNOWN if _UNKNOWN.fullmatch(bare) else None


def _this_century(line: str, as_of: date) -> str:
    """The two figures after a day and a month are a year, where it has begun or is the next one."""

    def written(found: re.Match[str]) -> str:
        year = 2000 + int(found[2])
        return f"{found[1]} y{year}" if year <= as_of.year + 1 else found[0]

    return re.sub(r"\b([no]\d+ m\d+|m\d+ [no]\d+) n(\d\d)\b", written, line)


def _heard(line: str, text: str, now: Now) -> DateSpan:
    if _TO_COME.search(text):
        raise Unclear("to-come")
    if _VAGUE.search(text):
        raise Unclear("vague")
    if not line:
        raise Unclear("not-understood")
    span = relative(line, text, now.as_of)
    if span is not None:
        return span
    line = _years(line, now)
    two = pair(line, now)
    return _one(line, now) if two is None else two


def _one(line: str, now: Now) -> DateSpan:
    if near := _NEAR.fullmatch(line):
        return _beside(near, now)
    if _OPEN.fullmatch(line):
        raise Unclear("open")
    if line.startswith("about "):
        return _about(line.removeprefix("about "), now)
    return single(line, now).span


def _years(line: str, now: Now) -> str:
    """ "Last year" and "this year" as the years they are. Of school years it is not certain which is meant."""
    year = now.as_of.year
    relative_years = {"year before last": year - 2, "last year": year - 1, "this year": year}
    for words, meant in relative_years.items():
        if words in line:
            if _SCHOOL.search(line):
                raise Unclear("year")
            return line.replace(words, f"y{meant}")
    return line


def _beside(near: re.Match[str], now: Now) -> DateSpan:
    """Just before or after something: within three weeks of it. The day before or after a day: that day."""
    stretch = single(near["rest"], now)
    if near["how"] == "day":
        if not stretch.span.is_day:
            raise Unclear("not-understood")
        day = stretch.span.first + (ONE if near["side"] == "after" else -ONE)
        return DateSpan(day, day)
    if near["side"] == "before":
        return DateSpan(stretch.starts.first - NEAR, stretch.starts.last - ONE)
    return DateSpan(stretch.ends.first + ONE, stretch.ends.last + NEAR)


def _about(line: str, now: Now) -> DateSpan:
    """About a day or a week: a week more on either side. About a month: half a month. About a feast: two weeks."""
    stretch = single(line, now)
    if stretch.span.days > 31:
        raise Unclear("vague")
    if stretch.wide:
        return DateSpan(stretch.starts.first - 2 * WEEK, stretch.ends.last + 2 * WEEK)
    margin = WEEK if stretch.span.days <= 7 else timedelta(15)
    return DateSpan(stretch.span.first - margin, stretch.span.last + margin)


def _note(line: str) -> Phrase | None:
    if re.search(r"\bg\d", line):
        return Phrase("spoken.note-group")
    return Phrase("spoken.note-school") if _SCHOOL.search(line) else None
