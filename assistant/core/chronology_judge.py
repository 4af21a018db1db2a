"""What the words around a date of a chronology say of it: a day on which something happened, or no such day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.core.chronology_kinds import DATE, Hit
from assistant.core.vocabulary import DATED_AHEAD

WIDEST = 31  # days: a wider time is asked about, never taken as it stands
_FARTHEST, _CLOSE = 8, 2  # words between a kind and its date: at most, and where nothing else can have it


def _any(listed: str) -> str:
    """Any of the words or short patterns in a list parted by commas."""
    return rf"\b(?:{'|'.join(word.strip() for word in listed.split(','))})\b"


_OTHER = re.compile(
    r"\b(?:other|older|younger|elder|eldest|youngest|second|another|different) "
    + _any("son,daughter,child,boy,girl,kid,one,pupil,family")
    + "|"
    + _any("brothers?,sisters?,siblings?,twin,cousin,half[- ]brother,half[- ]sister,friends? (?:child|son|daughter)"),
    re.IGNORECASE,
)
_TWO = re.compile(
    r"\b(?:both|two|three) (?:\w+ )?" + _any("boys,girls,children,kids,sons,daughters,siblings,lads") + r"|\btwins\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"[\s>*•–-]*([A-Z])(?:['’]s\b| ?:| [-–] )")  # whose line it is: "A: …", "J - …"
_BORN = re.compile(_any("dob,d o b,born,birthday,date of birth"))
_BETWEEN = (
    "(?: (?:for|on|in|by|at|the|end|of|is|was|to|around|about|be|held|not|(?:mon|tues|wednes|thurs|fri)day)){0,3}"
)
_BY = re.compile(
    _any(
        "by,due,until,till,before,deadline,expected,promised,booked,listed,scheduled,planned,fixed,set,diarised,target,than,within,"
        "ie,latest,hearing,arranged,says,said"
    )
    + rf"{_BETWEEN} {DATE}"
)
_STRETCH = re.compile(
    rf"{_any('since,from,through,throughout,after,before,between')} {DATE}"
    rf"|{DATE} {_any('until,till,onwards?,to date,to now,to present')}"
)
_PLAN = re.compile(
    _any(
        "should,will,would,shall,due,deadline,promised,booked,listed,scheduled,planned,expected,expects?,hopes?,hoped,hoping,aims?,"
        "aiming,must,target,statutory,going to,next,invited?,plans to,planning,rearranged,if,might,could,may,wants?,wanted,"
        "considering,thinking,supposed,ought,meant to,"
        "expires?,runs out,by law,timetable,timescales?,to be,intend,tbc,agreed date,date for"
    )
)
_OFF = re.compile(
    _any(
        "cancelled,canceled,postponed,rearranged,abandoned,called off,moved to a (?:later|new|different) (?:date|day),"
        "adjourned,put off,did not go ahead,didn['’]?t happen,"
        "did not happen,didn['’]?t take place,did not take place,not held"
    ),
    re.IGNORECASE,
)
_CONTACT = re.compile(
    _any(
        "rang,phoned,spoke,chased,chasing,chaser,voicemail,supervision,case review,t c,tc,texted,msg,home visit,says?,said,"
        "(?:ph|phone|tel|telephone|video|teams) call,call (?:w|with|to|from|ed),told us,told me,reports that,reported,"
        "recalls?,mentioned,explained,thinks"
    )
)
_PARTED = re.compile(
    _any(
        "after,following,before,since,from,because,when,re,about,regarding,says,said,saying,until,till,while,as,than,due"
    )
    + r"|\bfor *$"
)
_UNSURE = re.compile(
    r"\?|"
    + _any(
        "i think,maybe,perhaps,poss,possibly,probably,not sure,unsure,roughly,can['’]?t recall,can['’]?t remember,allegedly,"
        "apparently"
    ),
    re.IGNORECASE,
)
_ABOUT = re.compile(
    rf"{_any('around,about,approx,approximately,circa,c,or')}\.? *{DATE}|{DATE} *(?:or |approx|-?ish)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Told:
    """The one kind a part tells, whether its date is near enough to be its own, and why not, by a word."""

    hit: Hit | None
    near: bool
    why: str = ""


def of_another(sentence: str) -> bool:
    """Does a sentence speak of another child?"""
    return bool(_OTHER.search(sentence))


def of_two_children(lines: Sequence[str]) -> bool:
    """Does a text speak of more than one child, by a word or by initials before its lines? Whose a line is, is then open."""
    initials = {found[1] for line in lines if (found := _INITIAL.match(line))}
    return len(initials) > 1 or any(_TWO.search(line) for line in lines)


def told_ahead(event: str) -> bool:
    """Is this told before it happens?"""
    return event in DATED_AHEAD


def planned(written: str, hits: Sequence[Hit]) -> bool:
    """Do words beside the kinds speak of what is planned, due, promised or only thought of?"""
    return bool(_PLAN.search(_without(written, hits))) or any(hit.planned for hit in hits)


def is_off(sentence: str) -> bool:
    """Does a sentence say that something was cancelled or moved?"""
    return bool(_OFF.search(sentence))


def no_event(written: str, hits: Sequence[Hit], off: bool, denied: bool) -> str:
    """Why the date in a part is no day on which something happened, by a word; empty if nothing says so."""
    rest = _without(written, hits)
    if _BORN.search(rest):
        return "birth"
    if denied:
        return "denied"
    if off:
        return "off"
    if _BY.search(written) or planned(written, hits):
        return "plan"
    return "contact" if _CONTACT.search(rest) else ""


def told(written: str, hits: Sequence[Hit]) -> Told:
    """The kind that a part with one date tells: the one that nothing but the date stands beside."""
    fore = [hit for hit in hits if not hit.beside and not hit.denied]
    place = written.find(DATE)
    if _STRETCH.search(written) or _owned(written, hits, place):
        return Told(fore[0] if fore else None, False, "stretch" if _STRETCH.search(written) else "which-date")
    events = dict.fromkeys(hit.event for hit in fore)
    if not events:
        return Told(None, False, "no-kind")
    if len(events) > 1:
        return Told(None, False, "several")
    near = [hit for hit in fore if _near(written, hit, place)]
    return Told(near[0], True) if near else Told(fore[0], False, "which-date")


def _owned(written: str, hits: Sequence[Hit], place: int) -> bool:
    """Is it the date of what is only told beside: "following the review on 18 June they decided"?"""
    before = [hit for hit in hits if hit.last <= place and len(written[hit.last : place].split()) <= _CLOSE]
    return bool(before) and max(before, key=lambda hit: hit.last).beside


def unsure(part: str) -> bool:
    """Does whoever wrote it say that it is not certain?"""
    return bool(_UNSURE.search(part) or _ABOUT.search(part))


def _near(written: str, hit: Hit, place: int) -> bool:
    if hit.first <= place < hit.last:
        return True
    between = written[hit.last : place] if hit.last <= place else written[place + 1 : hit.first]
    return len(between.split()) <= _FARTHEST and not _PARTED.search(between)


def _without(written: str, hits: Sequence[Hit]) -> str:
    """The words that no kind is known by."""
    made = written
    for hit in hits:
        made = made[: hit.first] + " " * (hit.last - hit.first) + made[hit.last :]
    return made
