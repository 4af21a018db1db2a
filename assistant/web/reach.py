"""Who can look at what, in words: the family's story cut by body and by time, and every route with its standing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.core.assessment import Finding, Piece, RouteAdvice, RouteDate
from assistant.core.content import Content
from assistant.core.dates import DateSpan
from assistant.core.definitions import Route
from assistant.web.tables import gettext, per_language
from assistant.web.wording import Wording

# Worth knowing, but no way of complaining: folded, so that the ways that matter stand out.
BESIDE = ("sar", "foi", "sendiass", "dcs_letter", "mp_councillor", "sos_496_497")


@dataclass(frozen=True, slots=True)
class Looker:
    """Who can look, why, and at which stretches of time of which finding."""

    reach: str
    who: str
    why: str
    stretches: list[tuple[str, str, str]]  # title and subject of the finding, the dates


def lookers(wording: Wording, named: Iterable[tuple[Finding, str, str]], as_of: date) -> list[Looker]:
    """The pieces of all findings, those with the same body and the same reason together, in the order they come."""
    found: dict[tuple[str, str], Looker] = {}
    for finding, title, subject in named:
        for piece in finding.reach:
            why = wording.words.say(piece.why) if piece.why else ""
            looker = found.setdefault((piece.reach, why), Looker(piece.reach, who(piece.reach), why, []))
            looker.stretches.append((title, subject, days(wording, piece, as_of)))
    return list(found.values())


def days(wording: Wording, piece: Piece, as_of: date) -> str:
    """From when to when a piece goes."""
    start, end = piece.start, piece.end
    if start == end:
        return wording.words.date(start, "on")
    if end == DateSpan(as_of, as_of):
        return gettext("from %(start)s until today", start=_border(wording, start))
    return gettext("from %(start)s to %(end)s", start=_border(wording, start), end=_border(wording, end))


def _border(wording: Wording, span: DateSpan) -> str:
    """A border as it stands after "from": a day, or some day of a month, or a day between two."""
    said = wording.span(span)
    return gettext("a day %(between)s", between=said) if said.startswith(wording.between) else said


def who(reach: str) -> str:
    """Who can look, by the kind of reach."""
    return _whos().get(reach, reach)


@per_language
def _whos() -> dict[str, str]:
    return {
        "ombudsman": gettext("The Ombudsman, after the council"),
        "ombudsman-late": gettext("The Ombudsman, if there is a good reason for coming late"),
        "ombudsman-unlikely": gettext("Probably not the Ombudsman"),
        "barred": gettext("Not the Ombudsman"),
        "joint": gettext("Both Ombudsmen together"),
        "nhs": gettext("The NHS, then its Ombudsman"),
        "school": gettext("The school's own complaints procedure"),
        "court": gettext("The court"),
    }


@dataclass(frozen=True, slots=True)
class Way:
    """A route and how it stands in this case."""

    route: str
    name: str
    status: str
    why: str
    dates: list[tuple[str, str]]  # what is expected by when, and on what condition
    beside: bool


def way(wording: Wording, content: Content, route: Route, advice: RouteAdvice) -> Way:
    """A route in words."""
    prose = content.routes.get(route.id)
    return Way(
        route=route.id,
        name=prose.title if prose else route.name,
        status=advice.status,
        why=wording.words.say(advice.why),
        dates=[_route_date(wording, dated) for dated in advice.dates],
        beside=advice.status == "also" and route.id in BESIDE,
    )


def _route_date(wording: Wording, dated: RouteDate) -> tuple[str, str]:
    """What should happen by a date, and on what condition."""
    text = {
        "acknowledgement": gettext("They should say by %(day)s that they have it"),
        "stage1_reply": gettext("A reply is expected by %(day)s"),
        "stage1_latest": gettext("If they take longer and say why: by %(day)s"),
        "stage2_reply": gettext("A stage 2 reply is expected by %(day)s"),
        "stage2_latest": gettext("If stage 2 takes longer and they say why: by %(day)s"),
        "twelve_weeks": gettext("Twelve weeks are over on %(day)s"),
        "governors_meet": gettext("The governors have to meet by %(day)s"),
    }.get(dated.what, gettext("A date to watch: %(day)s"))
    condition = wording.words.say(dated.condition) if dated.condition else ""
    return text % {"day": wording.words.date(dated.by)}, condition
