"""One rule's date from given facts: the `due` command, and the worked examples in flows/duties.

Facts come by the keys of the contract (`given.json`); each rule's ``given`` table says what role a key plays. A few rules
can't be said as a clock; they are functions here, registered by rule id in SPECIAL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assistant.core.case import Excuse
from assistant.core.dates import (
    Calendar,
    DateSpan,
    compulsory_age_ends,
    compulsory_age_starts,
    later_of,
    on,
    read_when,
)
from assistant.core.definitions import Definitions, Duty
from assistant.core.duties import due_by, due_of
from assistant.core.excuses import fits
from assistant.core.limits import appeal_limit
from assistant.core.obligations import transfer_span
from assistant.core.shape import CaseError, pointer
from assistant.core.sums import length
from assistant.core.words import Phrase

# roles of given facts that are no start of a clock
EXCUSING = ("closed_from", "reopens", "advice_asked", "absent_from", "absent_to", "missed_appointment", "circumstances")
NOT_STARTS = (*EXCUSING, "reason", "closed", "variant", "agreed_date", "ignored")
# facts that bodies offer as an excuse although they are none: asked about, so the answer says so
OFFERED = ("missed_appointment", "report_received", "family_absent_from")
Facts = Mapping[str, DateSpan]


@dataclass(frozen=True, slots=True)
class Due:
    """A rule's date: the last day nobody could fairly call late, or the day that ``kind`` names."""

    rule: Duty
    due: DateSpan
    strict_due: DateSpan | None = None
    with_rollover: DateSpan | None = None
    excused: str | None = None
    sum: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """Given facts, sorted by their roles in the rule."""

    starts: dict[str, DateSpan]
    excusing: dict[str, DateSpan]
    closed: tuple[DateSpan, ...]
    texts: dict[str, str]
    asked_excuse: bool


def due_date(definitions: Definitions, rule: str, given: Mapping[str, Any]) -> Due:
    """The date of a rule from given facts. Raises CaseError, with the JSON Pointer, for an unknown rule, key or value."""
    rows = definitions.duties.get(rule)
    if not rows:
        raise CaseError(f"there is no rule {str(rule)[:60]}; `check` lists them", "/rule")
    facts = read_given({key: role for row in rows for key, role in row.given.items()}, given)
    duty = _row(rows, facts, definitions.calendar)
    found = _computed(duty, facts, definitions.calendar)
    if found is None:
        needed = ", ".join(key for key, role in duty.given.items() if role not in NOT_STARTS)
        raise CaseError(f"a date is needed: {needed or 'none is known for this rule'}", "/given")
    due, strict, rollover = found
    return Due(duty, due, strict, rollover, _excused(definitions, duty, facts, due), _sum(duty, facts, due))


def read_given(roles: Mapping[str, str], given: Mapping[str, Any]) -> Given:
    """Sorts given facts by their roles in a rule. Raises CaseError for an unknown key or a value that is not allowed."""
    if not isinstance(given, Mapping):
        raise CaseError("an object in curly brackets is expected here", "/given")
    spans: dict[str, list[DateSpan]] = {}
    closed: tuple[DateSpan, ...] = ()
    texts: dict[str, str] = {}
    for key, value in given.items():
        at, role = pointer("/given", key), roles.get(key)
        if role is None:
            raise CaseError("this key is not known; allowed here: " + ", ".join(roles), at)
        if role == "closed":
            closed = _closures(value, at)
        elif role in ("variant", "reason", "circumstances"):
            texts[role] = _text(value, at)
        elif role == "ignored":
            _plain(value, at)
        elif value is not None:
            spans.setdefault(role, []).append(_span(value, at))
    asked = any(roles[key] in (*EXCUSING, "reason") for key in given) or any(key in given for key in OFFERED)
    # Where several keys play one role, the latest of their dates counts (a plan, then its last review).
    latest = {role: later_of(dates) for role, dates in spans.items()}
    starts = {role: span for role, span in latest.items() if role not in EXCUSING}
    return Given(starts, {role: span for role, span in latest.items() if role in EXCUSING}, closed, texts, asked)


def _plain(value: Any, at: str) -> None:
    """A fact that moves no date: text, a number, a date, a list of these, or null."""
    many = value if isinstance(value, list) else [value]
    if not all(item is None or isinstance(item, str | int | date) for item in many):
        raise CaseError("text, a number, a date, or a list of these is expected here", at)


def _span(value: Any, at: str) -> DateSpan:
    if isinstance(value, date):
        return on(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # a year
    if not isinstance(value, str):
        raise CaseError("a date in quotation marks is expected here", at)
    try:
        when = read_when(value)
    except ValueError as error:
        raise CaseError(str(error), at) from None
    if not isinstance(when, DateSpan):
        raise CaseError("a known date is expected here; null means not yet", at)
    return when


def _text(value: Any, at: str) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if not isinstance(value, str):
        raise CaseError("text in quotation marks is expected here", at)
    return value


def _closures(value: Any, at: str) -> tuple[DateSpan, ...]:
    if not isinstance(value, list) or len(value) % 2:
        raise CaseError("a list of dates in pairs, first and last day, is expected here", at)
    days = [_span(item, pointer(at, place)) for place, item in enumerate(value)]
    pairs = zip(days[::2], days[1::2], strict=True)
    try:
        return tuple(DateSpan(first.first, last.last) for first, last in pairs)
    except ValueError as error:
        raise CaseError(str(error), at) from None


# ---- which row, which date ------------------------------------------------------------------------------------------

# words in the description of an action or a move -> the kind or the step of the row that it is
DESCRIBED = (
    ("final", "final_plan_issued"),
    ("no plan", "no_plan_decision"),
    ("draft", "draft_plan_sent"),
    ("assess", "assess"),
    ("make", "make_plan"),
    ("amend", "amend_plan"),
    ("school", "name_school"),
    ("post-16", "to_post16"),
    ("keep and change", "continue_and_amend"),
    ("keep the plan", "continue_plan"),
    ("reconsider", "reconsider"),
)


def _row(rows: tuple[Duty, ...], facts: Given, calendar: Calendar) -> Duty:
    """The row that a description fits best, in its version in force when the deadline fell; failing both, the last."""
    described = facts.texts.get("variant", "").lower()
    meant = {word for words, word in DESCRIBED if words in described}
    ordered = rows if meant else rows[::-1]
    return max(ordered, key=lambda row: (len(meant & {*row.kinds, *row.done}), _held(row, facts, calendar)))


def _held(row: Duty, facts: Given, calendar: Calendar) -> bool:
    found = _computed(row, facts, calendar)
    return found is not None and row.held(found[0].first)


Found = tuple[DateSpan, DateSpan | None, DateSpan | None] | None


def _computed(duty: Duty, facts: Given, calendar: Calendar) -> Found:
    special = SPECIAL.get(duty.id)
    if special is not None:
        return special(facts.starts, calendar)
    if not duty.due:
        return None
    if facts.closed:
        due = due_by(duty.due, duty.join, facts.starts, calendar, facts.closed)
        strict = due_by(duty.strict, duty.join, facts.starts, calendar, facts.closed)
    else:
        due, strict = due_of(duty, facts.starts, calendar)
    return None if due is None else (due, strict if strict != due else None, None)


def _agreed_date(starts: Facts, calendar: Calendar) -> Found:
    return (starts["agreed_date"], None, None) if "agreed_date" in starts else None


def _clear_day(starts: Facts, calendar: Calendar) -> Found:
    clear = starts.get("clear_on")
    return (clear, None, None) if clear else None


def _transfer(starts: Facts, calendar: Calendar) -> Found:
    move = starts.get("move") or starts.get("trigger")
    return (transfer_span(move, starts.get("aware"), calendar), None, None) if move else None


def _age_start(starts: Facts, calendar: Calendar) -> Found:
    return (starts["trigger"].map(compulsory_age_starts), None, None) if "trigger" in starts else None


def _age_end(starts: Facts, calendar: Calendar) -> Found:
    return (starts["trigger"].map(compulsory_age_ends), None, None) if "trigger" in starts else None


def _appeal(starts: Facts, calendar: Calendar) -> Found:
    if "decision" not in starts:
        return None
    due, rolled = appeal_limit(starts["decision"], starts.get("certificate"), calendar)
    return due, None, rolled if rolled != due else None


SPECIAL: dict[str, Callable[[Facts, Calendar], Found]] = {
    "M-TRANSFER": _transfer,
    "CSA-START": _age_start,
    "CSA-END": _age_end,
    "S-HEALTH-15": _clear_day,
    "D-APPEAL": _appeal,
    "D-AGREEMENT-AGREEDDATE": _agreed_date,
}


# ---- excuses and the sum --------------------------------------------------------------------------------------------


def _excused(definitions: Definitions, duty: Duty, facts: Given, due: DateSpan) -> str | None:
    """``possible`` or ``no``, where a fact was given that a body might offer as an excuse; else None."""
    if not facts.asked_excuse:
        return None
    listed = definitions.exceptions.get(duty.excuses or "")
    if listed is None:
        return "no"
    period = DateSpan(min(span.first for span in facts.starts.values()), due.last)
    claimed = [excuse for excuse in _claims(facts) if excuse.kind in listed.kinds]
    return "possible" if any(fits(excuse, listed, period) for excuse in claimed) else "no"


def _claims(facts: Given) -> list[Excuse]:
    at = facts.excusing
    claims: list[Excuse] = []
    if "closed_from" in at or "reopens" in at:
        last = at["reopens"].map(lambda day: day - timedelta(1)) if "reopens" in at else None
        claims.append(Excuse("school_closed_four_weeks", at.get("closed_from"), last, at.get("advice_asked")))
    if "absent_from" in at or "absent_to" in at:
        claims.append(Excuse("away_four_weeks", at.get("absent_from"), at.get("absent_to")))
        claims.append(Excuse("away_two_weeks", at.get("absent_from"), at.get("absent_to")))
    if "missed_appointment" in at:
        claims.append(Excuse("missed_appointment", at["missed_appointment"], at["missed_appointment"]))
    if "circumstances" in facts.texts:
        claims.append(Excuse("exceptional_circumstances"))
    return claims


def _sum(duty: Duty, facts: Given, due: DateSpan) -> Phrase:
    counted = [clock for clock in duty.due if clock.of in facts.starts]
    start = facts.starts.get(counted[0].of) if counted else next(iter(facts.starts.values()), None)
    if start is None or not duty.due:
        return Phrase("due.special", duty=duty.plain, due=due)
    return Phrase("due.sum", duty=duty.plain, start=start, length=length(counted, duty), due=due)
