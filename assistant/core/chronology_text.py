"""The text of a chronology as lines and sentences, and what each of them stands under: a message, a year, a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.core.chronology_dates import Mention, mentions, read

LONGEST = 20_000  # letters of a chronology
_HEADER = re.compile(
    r"^[\s>*|]*(from|to|cc|bcc|sent|date|subject|importance|attachments?|fw|fwd)\s*:\s*(.*)$", re.IGNORECASE
)
_WROTE = re.compile(r"^[\s>]*on .{6,120} wrote:\s*$", re.IGNORECASE)
_YEAR = re.compile(r"^[\s\W]*(?:year )?((?:19|20)\d\d)[\s\W]*$", re.IGNORECASE)
_BULLET = re.compile(r"^[\s>]*(?:[-*•·–]|\d{1,2}[.)](?!\d))\s+")
_DANGLING = re.compile(
    r"(?:\b(?:on|in|of|from|to|the|a|an|dated|until|and|since|before|after|at|for|with|that)|,)$", re.IGNORECASE
)
_SHORTENED = (
    r"approx poss no ref mr mrs dr st stg wk e\.g i\.e c form prev recd req rec appt incl inc dept info tel bef ext v"
)
_SHORT = "".join(rf"(?<!\b{word})" for word in (_SHORTENED.split()))
_STOP = re.compile(rf"(?:{_SHORT}(?<!\b[A-Za-z])[.!]|[?;])\s+", re.IGNORECASE)
_MAY_END = re.compile(r"\b(?:since|in|before|after)$", re.IGNORECASE)  # "nothing since", "report in"
_MOST_JOINED = 25  # lines
_SHORTEST_WRAPPED, _RAGGED = 55, 25  # letters: lines a mail program broke are about as long as each other


class TooLong(ValueError):
    """There is more text than is read at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or several that a mail program broke. ``numbers``: of the lines of the text, counted from 1."""

    numbers: tuple[int, ...]
    text: str
    message: date | None = None  # the day of the message it stands in
    year: int | None = None  # the year it stands under
    header: bool = False
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A part of a line with its dates; ``start``: where it begins there."""

    text: str
    start: int
    mentions: tuple[Mention, ...]


def lines_of(text: str, as_of: date) -> list[Line]:
    """The lines of a text, those that were broken joined again. Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong
    made: list[Line] = []
    message: date | None = None
    year: int | None = None
    for line in _joined(text):
        header, day = _header(line.text, as_of)
        if header:
            message, year = day or (None if header in ("from", "wrote") else message), None
        elif heading := _YEAR.match(line.text):
            year = int(heading[1])
            continue
        made.append(Line(line.numbers, line.text, message, year, bool(header), bool(_BULLET.match(line.text))))
    return made


def _header(text: str, as_of: date) -> tuple[str, date | None]:
    """The name of a header line of a message ("" if it is none), and the day it tells."""
    found, name = _HEADER.match(text), ""
    if found and not (found[1].lower() in ("from", "to") and mentions(found[2])[0]):
        name = found[1].lower()
        if name == "date" and not _only_a_date(found[2]):
            return "", None
    elif _WROTE.match(text):
        name = "wrote"
    if name not in ("sent", "date", "wrote"):
        return name, None
    dated = [when for mention in mentions(text)[0] if (when := read(mention, as_of).when) and when.is_day]
    return name, dated[0].first if len(dated) == 1 else None


def _only_a_date(text: str) -> bool:
    found, _ = mentions(text)
    return len(found) == 1 and len(re.sub(r"[\d\W]", "", text[found[0].last :])) <= 6


def _joined(text: str) -> Iterator[Line]:
    """Lines that belong together put into one."""
    for paragraph in _paragraphs(text):
        wrapped = _wrapped([line for _, line in paragraph])
        held: Line | None = None
        for number, line in paragraph:
            if held is not None and (wrapped or _dangles(held.text, line)) and len(held.numbers) < _MOST_JOINED:
                held = Line((*held.numbers, number), f"{held.text} {line.strip().lstrip('> ')}")
                continue
            if held is not None:
                yield held
            held = Line((number,), line.rstrip())
        if held is not None:
            yield held


def _dangles(held: str, line: str) -> bool:
    """Does a line end amid a sentence that the next goes on with? In a list whose lines begin with dates none does."""
    if not _DANGLING.search(held[-12:]) or _BULLET.match(line):
        return False
    if leads(line):
        return leads(held) is None
    return not (_MAY_END.search(held) and line[:1].isupper())


def _paragraphs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Lines that no blank one and no header stands between, with their numbers."""
    kept: list[tuple[int, str]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        plain = " ".join(line.expandtabs(1).split())
        alone = bool(_HEADER.match(plain) or _WROTE.match(plain) or _YEAR.match(plain))
        if kept and (not plain or alone):
            yield kept
            kept = []
        if plain:
            kept.append((number, plain))
        if alone:
            yield kept
            kept = []
    if kept:
        yield kept


def _wrapped(lines: Sequence[str]) -> bool:
    """Was one paragraph broken into these lines? All but the last are long, and about as long as each other."""
    lengths = [len(line) for line in lines[:-1]]
    if not lengths or min(lengths) < _SHORTEST_WRAPPED or max(lengths) - min(lengths) > _RAGGED:
        return False
    return not any(_BULLET.match(line) or leads(line) for line in lines[1:])


def leads(line: str) -> Mention | None:
    """The date that a line begins with."""
    bare = len(line) - len(_BULLET.sub("", line)) if _BULLET.match(line) else 0
    found = next(iter(mentions(line)[0]), None)
    return found if found and not re.sub(r"[\W_]|\b(?:on|date)\b", "", line[bare : found.first].lower()) else None


def sentences(line: str, dates: Sequence[Mention]) -> Iterator[Sentence]:
    """The sentences of a line, each with those of its dates that stand in it."""
    start, place = 0, 0
    inside = {place for mention in dates for place in range(mention.first, mention.last)}
    for end in [*(stop.end() for stop in _STOP.finditer(line) if stop.start() not in inside), len(line)]:
        here = []
        while place < len(dates) and dates[place].first < end:
            here.append(dates[place])
            place += 1
        if line[start:end].strip():
            yield Sentence(line[start:end], start, tuple(here))
        start = end
