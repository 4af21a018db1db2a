"""A chronology in anybody's words (e-mails, notes, lists of dates) as proposals for the timeline, each with its source.

Nothing is taken from here by itself: each proposal is shown beside its line and taken by a person. What leaves two readings
stays open: a proposal then lacks its date or its kind, and says why. Each date that is none of an event (a deadline, a plan,
a promise, a birthday, another child's) is told too, with the reason it was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.core import chronology_judge as judge
from assistant.core.chronology_dates import Mention, Read, beside, mentions, read, read_from
from assistant.core.chronology_kinds import DATE, Hit, Recogniser
from assistant.core.chronology_text import LONGEST, Line, Sentence, TooLong, leads, lines_of, sentences
from assistant.core.dates import DateSpan, Unsaid, When

__all__ = ["LONGEST", "Aside", "Proposal", "Reading", "TooLong", "read_chronology"]
_PART = re.compile(
    r",\s+|\s+[-–—]\s+|\s*\(\s*|\s+(?:and|but|then|who|which|so)\s+|"
    r"\s+(?:said|says|saying|stating|stated|confirming|confirmed) that\s+",
    re.IGNORECASE,
)
_ASIDE = re.compile(rf"\(([^(){DATE}]{{1,80}})\)")  # in brackets, without a date
_LONGEST_PART = 600  # letters; in more without a comma nobody can say what a date belongs to
_BARE = re.compile(rf"[\W\d_]|{DATE}|\b(?:on|in|at|dated|letter|email|the|of|date|was|it)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a line may tell. ``certain``: there is one reading of it. ``why``: a word for what is not clear; may be empty."""

    lines: tuple[int, ...]
    source: str
    said: str  # the words of the date
    event: str | None
    when: When | None
    says: Mapping[str, object] = field(default_factory=dict)  # outcome, kind, what, body, about
    certain: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A date that was left out, and why, by a word."""

    lines: tuple[int, ...]
    source: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was made of a text, in the order of its lines."""

    proposals: tuple[Proposal, ...]
    aside: tuple[Aside, ...]


def read_chronology(text: str, recogniser: Recogniser, as_of: date) -> Reading:
    """Reads a chronology as of a day. Takes time in proportion to its length. Raises TooLong above LONGEST letters."""
    reader = _Reader(recogniser, as_of)
    lines = [line for line in lines_of(text.replace(DATE, " "), as_of) if line.text.strip()]
    years = _years_in_order(lines, as_of)
    for line in _under_headings(lines):
        reader.line(line, years.get(line.numbers[-1]))
    made = _settled(reader.proposals)
    if judge.of_two_children([line.text for line in lines if not line.header]):
        made = (replace(one, certain=False, why=one.why or "two-children") for one in made)
    return Reading(tuple(made), tuple(reader.aside))


# ---- lines ----------------------------------------------------------------------------------------------------------


def _under_headings(lines: Sequence[Line]) -> Iterator[Line]:
    """A line that is only a date belongs to the lines right below it."""
    heading: Line | None = None
    for line in lines:
        lead = None if line.header else leads(line.text)
        if lead and not _BARE.sub("", line.text[lead.last :]):
            heading = line
            yield from [line] if line is lines[-1] else []
            continue
        if heading and (line.header or lead or line.numbers[0] != heading.numbers[-1] + 1):
            heading = None
        if heading:
            yield replace(
                line, numbers=(*heading.numbers[:1], *line.numbers), text=f"{heading.text.rstrip(' :-–')} – {line.text}"
            )
            heading = replace(heading, numbers=(heading.numbers[0], line.numbers[-1]))
        else:
            yield line


def _years_in_order(lines: Iterable[Line], as_of: date) -> dict[int, int]:
    """For a line that begins with a day without a year: the one year that its place in a list in order of time leaves."""
    led = [(line, lead) for line in lines if not line.header and (lead := leads(line.text)) and not lead.relative]
    told = [(read(lead, as_of).when if lead.dated else None) for _, lead in led]
    known = [when if when and when.days <= judge.WIDEST else None for when in told]
    firsts = [when.first for when in known if when]
    if len(set(firsts)) > 1 and firsts == sorted(firsts, reverse=True):  # the newest stands first
        led, known, firsts = led[::-1], known[::-1], firsts[::-1]
    made: dict[int, int] = {}
    last: date | None = None
    following = _following(known)
    for place, (line, lead) in enumerate(led):
        when, found = known[place], None
        if when is None and not lead.dated:
            if line.year is not None:
                found = _in_year(lead, as_of, line.year, last)
            elif firsts == sorted(firsts):
                found = _between(lead, as_of, last, following[place])
            if found:
                made[line.numbers[-1]] = found.first.year
        last = when.first if (when := when or found) else last
    return made


def _following(known: Sequence[DateSpan | None]) -> list[date | None]:
    made: list[date | None] = []
    after: date | None = None
    for when in reversed(known):
        made.append(after)
        after = when.first if when else after
    return made[::-1]


def _in_year(lead: Mention, as_of: date, year: int, last: date | None) -> DateSpan | None:
    """The day in the year it stands under, unless the list there is not in order: then a year may have begun unseen."""
    when = read(lead, as_of, year).when
    return when if when and not (last and last.year == year and when.first < last) else None


def _between(lead: Mention, as_of: date, last: date | None, after: date | None) -> DateSpan | None:
    if last is None or after is None:
        return None
    tried = [read(lead, as_of, year).when for year in range(last.year, min(after.year, last.year + 5) + 1)]
    fits = [when for when in tried if when and last <= when.first and when.last <= after]
    return fits[0] if len(fits) == 1 else None


# ---- what a line tells ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """A few words with at most one date that is theirs, shown as DATE."""

    text: str
    dates: tuple[Mention, ...]


class _Reader:
    """Goes through the lines and gathers what they tell."""

    def __init__(self, recogniser: Recogniser, as_of: date) -> None:
        self.recogniser, self.as_of = recogniser, as_of
        self.proposals: list[Proposal] = []
        self.aside: list[Aside] = []
        self.here = Line((0,), "")
        self.year: int | None = None
        self.anchor: DateSpan | None = None
        self.lead: Mention | None = None

    def line(self, line: Line, year: int | None) -> None:
        """Reads one line; ``year``: of the day it begins with, where that stands in its place only."""
        self.here, self.year, self.anchor, self.lead = line, year, None, leads(line.text)
        found, references = mentions(line.text)
        for mention in references:
            self.leave(mention, "reference")
        if line.header:
            for mention in found:
                self.leave(mention, "message")
            return
        for sentence in sentences(line.text, found):
            self.sentence(sentence)

    def sentence(self, sentence: Sentence) -> None:
        """Reads one sentence, part by part."""
        other, off = judge.of_another(sentence.text), judge.is_off(sentence.text)
        for part in _parts(sentence):
            if other:
                for mention in part.dates:
                    self.leave(mention, "another")
            elif len(part.dates) > 1 or len(part.text) > _LONGEST_PART:
                for mention in part.dates:
                    self.propose(mention, None, self.days(mention), "which-date")
            elif not part.dates:
                self.undated(self.recogniser.written_out(part.text))
            else:
                self.dated(part, off)

    def dated(self, part: _Part, off: bool) -> None:
        """Reads a part with one date; ``off``: its sentence says that something was cancelled."""
        mention, written = part.dates[0], self.recogniser.written_out(part.text)
        hits = self.recogniser.hits(written)
        denied = [hit.event for hit in hits if hit.denied and not hit.beside] or self.recogniser.missing(written)
        why = judge.no_event(written, hits, off, bool(denied))
        days = self.days(mention)
        if days.when and days.when.is_day and not days.why:
            self.anchor = days.when
        if why:
            self.leave(mention, why)
            self.lacking(denied if why == "denied" else [], mention.words)
            if why == "contact":
                self.undated(written)
            return
        self.kinds(mention, days, judge.told(written, hits), mention.loose or judge.unsure(part.text))

    def kinds(self, mention: Mention, days: Read, told: judge.Told, unsure: bool) -> None:
        """Proposes what a date and its part tell."""
        hit = told.hit
        ahead = days.when is not None and days.when.first > self.as_of
        if ahead and not (hit and judge.told_ahead(hit.event)):
            self.leave(mention, "ahead")
            return
        if hit is None or not told.near:
            self.propose(mention, None, days, told.why)
            if hit is not None:
                self.ask(hit.event, hit.says, "no-date")
            return
        why = days.why or ("unsure" if unsure else "")
        self.propose(mention, hit, days, why)

    def propose(self, mention: Mention, hit: Hit | None, days: Read, why: str) -> None:
        """Adds a proposal; without a kind and without a day there is nothing to propose."""
        if hit is None and days.when is None:
            self.leave(mention, days.why or "year")
            return
        certain = (
            hit is not None and days.when is not None and not why and not days.why and days.when.days <= judge.WIDEST
        )
        event, says = (hit.event, hit.says) if hit else (None, {})
        self.proposals.append(
            Proposal(self.here.numbers, self.here.text, mention.words, event, days.when, says, certain, why or days.why)
        )

    def undated(self, written: str) -> None:
        """What words without a date tell: a kind to be asked the date of, or that something has not come."""
        hits = self.recogniser.hits(written)
        denied = [hit.event for hit in hits if hit.denied and not hit.beside] or self.recogniser.missing(written)
        self.lacking(denied, "")
        if denied or judge.planned(written, hits):
            return
        for hit in hits:
            if not hit.beside and not hit.denied:
                self.ask(hit.event, hit.says, "no-date")

    def ask(self, event: str, says: Mapping[str, object], why: str) -> None:
        """Adds a kind whose date has to be asked for."""
        self.proposals.append(Proposal(self.here.numbers, self.here.text, "", event, None, says, False, why))

    def lacking(self, events: Iterable[str], words: str) -> None:
        """Adds what the text says has not come: to be taken only if that is still so."""
        for event in dict.fromkeys(events):
            proposal = Proposal(self.here.numbers, self.here.text, words, event, Unsaid.NOT_YET, {}, False, "not-then")
            self.proposals.append(proposal)

    def leave(self, mention: Mention, why: str) -> None:
        """Adds a date that was left out."""
        self.aside.append(Aside(self.here.numbers, self.here.text, mention.words, why))

    def days(self, mention: Mention) -> Read:
        """The days a mention means, from itself or from what it stands under."""
        if mention.relative:
            return read_from(mention, self.anchor, self.here.message)
        if mention.dated:
            return read(mention, self.as_of)
        if self.year is not None and self.lead == mention:
            made = read(mention, self.as_of, self.year)
            return made if made.why or self.here.year == self.year else Read(made.when, "by-order")
        near = beside(mention, self.anchor, self.as_of) if self.anchor is not None else None
        if near is not None:
            return near
        if self.here.message is not None:
            return read_from(mention, None, self.here.message)
        return read(mention, self.as_of)


def _parts(sentence: Sentence) -> Iterator[_Part]:
    """The parts of a sentence. One that is only a date takes the words after it, else those before."""
    text, place = "", 0
    for mention in sentence.mentions:
        text += f"{sentence.text[place : mention.first - sentence.start]} {DATE} "
        place = max(mention.last - sentence.start, 0)
    text += sentence.text[place:]
    beside = _ASIDE.findall(text)
    text = " ".join(_ASIDE.sub(" ", text).split())
    dates = iter(sentence.mentions)
    parts = [(piece, [next(dates) for _ in range(piece.count(DATE))]) for piece in _PART.split(text)]
    held: list[tuple[str, list[Mention]]] = []
    for piece, here in parts:
        if held and held[-1][1] and not here and not _BARE.sub("", held[-1][0]):
            held[-1] = (f"{held[-1][0]} {piece}", held[-1][1])
        elif held and here and not held[-1][1] and not _BARE.sub("", piece):
            held[-1] = (f"{held[-1][0]} {piece}", here)
        else:
            held.append((piece, here))
    held += [(piece, []) for piece in beside]
    return (_Part(piece, tuple(here)) for piece, here in held)


# ---- all together ---------------------------------------------------------------------------------------------------


def _settled(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """One proposal for what is told twice; nothing asked for that is dated elsewhere, nothing lacking that came later."""
    dated: dict[str, int] = {}
    for proposal in proposals:
        if proposal.event and isinstance(proposal.when, DateSpan):
            dated[proposal.event] = max(proposal.lines[0], dated.get(proposal.event, 0))
    seen: dict[tuple[object, ...], int] = {}
    kept: list[Proposal] = []
    for proposal in proposals:
        line = dated.get(proposal.event or "")
        if line is not None and (
            proposal.when is None or (proposal.when is Unsaid.NOT_YET and proposal.lines[0] <= line)
        ):
            continue
        key = (
            proposal.event,
            proposal.when,
            str(sorted(proposal.says.items())),
            proposal.event is None and proposal.lines,
        )
        if key in seen:
            first = kept[seen[key]]
            kept[seen[key]] = replace(
                first,
                lines=tuple(dict.fromkeys((*first.lines, *proposal.lines))),
                certain=first.certain or proposal.certain,
            )
            continue
        seen[key] = len(kept)
        kept.append(proposal)
    return iter(kept)
