"""The case that answers make: what ``fills`` of a question may say, and how each answer goes to its place in the case.

    about.plan · about.council · about.setting.kind · about.child   a place under `about`
    problems · impact · wanted · exceptions                         a member of the case
    event:request_received                                          the date of an event
    event:advice_received/health                                    the same, of the event whose `what` is health
    event:review_decision.outcome                                   what else is said of that event (outcome, kind, …)
    exception:away_four_weeks.from                                  a date of an exception
    provision_missing.what · out_of_school.reason                   a place in this round's spell
    again                                                           asks for another round of the group; fills nothing
    (nothing)                                                       only chooses what is asked next

An event is in the case if its date was answered. If only something else was said of it, its date is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.core import vocabulary as words
from assistant.core.case import Case, read_case
from assistant.core.definitions import Question

AGAIN = "again"
SPELLS = ("provision_missing", "out_of_school")
_DATES, _SAID = ("from", "to", "council_told"), ("outcome", "kind", "about", "body", "what", "note", "by")
_ABOUT: Mapping[str, tuple[str, ...] | None] = {  # the words allowed; None: not a choice
    "about.filled_in_by": words.FILLED_IN_BY,
    "about.consent": words.CONSENT,
    "about.child": None,
    "about.council": None,
    "about.setting.kind": tuple(words.SETTINGS),
    "about.setting.name": None,
    "about.plan": words.PLAN,
    "problems": tuple(words.PROBLEMS),
    "exceptions": tuple(words.EXCEPTIONS),
    "impact": None,
    "wanted": None,
}
_SPELL: Mapping[str, tuple[str, ...] | None] = {
    "what": None,
    "section": words.SECTIONS,
    "provider": words.PROVIDERS,
    "share": words.SHARES,
    "reason": tuple(words.ABSENCE_REASONS),
    "education_given": words.EDUCATION,
    "linked_to_appeal": ("yes", "no"),
    **dict.fromkeys(_DATES),
}
_NOT_SAID = ("unknown", "none", "no")  # options that leave the place empty, where they aren't words of it
_EMPTY: tuple[Any, ...] = (None, "", [], {})
STARTERS = ("request_received", "annual_review_meeting", "reassessment_requested", "moved_on", "complaint_made")


@dataclass(frozen=True, slots=True)
class _Event:
    """Which event an answer is about: its kind, its `what`, and which round of which group."""

    event: str
    what: str
    group: str
    round: int


@dataclass
class _Draft:
    """The case as it grows, still as JSON."""

    case: dict[str, Any] = field(default_factory=dict)
    events: dict[_Event, dict[str, Any]] = field(default_factory=dict)
    spells: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    exceptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    not_yet: dict[_Event, None] = field(default_factory=dict)


def case_of(answered: Iterable[tuple[Question, Any]], as_of: date) -> Case:
    """The case that the answers on a path make, as of a day. Raises CaseError for an answer no page could have given."""
    pairs = [(question, answer) for question, answer in answered if answer is not None]
    answers = {question.id: answer for question, answer in pairs}
    draft = _Draft({"format": words.FORMAT, "as_of": as_of.isoformat()})
    for question, answer in pairs:
        _take(draft, question, answer, answers)
    events = _dated_events(draft)
    draft.case |= {
        "events": events,
        "provision_missing": _spells(draft, SPELLS[0]),
        "out_of_school": _spells(draft, SPELLS[1]),
        "exceptions": list(draft.exceptions.values()),
    }
    return read_case(draft.case)


def _take(draft: _Draft, question: Question, answer: Any, answers: Mapping[str, Any]) -> None:
    for kind in _denied(question, answer):
        draft.not_yet[_Event(kind, "", question.group, question.round)] = None
    place, _, rest = question.fills.partition(":")
    if place == "event":
        _take_event(draft, question, rest, answer, answers)
    elif place == "exception":
        kind, _, key = rest.partition(".")
        draft.exceptions.setdefault(kind, {"kind": kind})[key] = answer
    elif place.startswith(SPELLS):
        spell, _, key = place.partition(".")
        _put(draft.spells.setdefault((spell, question.round), {}), key, answer, _SPELL[key])
    elif place == "exceptions":
        for kind in answer:
            if kind in words.EXCEPTIONS:
                draft.exceptions.setdefault(kind, {"kind": kind, "claimed_by": "council"})
    elif place and place != AGAIN:
        *parents, key = place.split(".")
        target = draft.case
        for parent in parents:
            target = target.setdefault(parent, {})
        _put(target, key, answer, _ABOUT[place])


def _denied(question: Question, answer: Any) -> Iterator[str]:
    for word in answer if isinstance(answer, list) else (answer,):
        yield from question.not_yet.get(word, ()) if isinstance(word, str) else ()


def _take_event(draft: _Draft, question: Question, rest: str, answer: Any, answers: Mapping[str, Any]) -> None:
    kind, what, key = _event_place(rest)
    event = _Event(kind, what, question.group, question.round)
    answer = _among(answer, _words_of(kind, key)) if key else answer
    if answer in _EMPTY:
        return
    said = draft.events.setdefault(event, {})
    said[key or "date"] = answer
    if question.dated in answers:
        said["date"] = answers[question.dated]


def _words_of(kind: str, key: str) -> tuple[str, ...] | None:
    """What may be said of an event under a key; None: anything."""
    if key == "about":
        return words.APPEAL_SUBJECTS
    table = {"outcome": words.OUTCOMES, "kind": words.KINDS, "body": words.BODIES}.get(key)
    return None if table is None else table.get(kind, ())


def _among(answer: Any, allowed: tuple[str, ...] | None) -> Any:
    """An answer less what is no word of its place: "unknown" and "none of these" leave it empty."""
    if allowed is None:
        return answer
    if isinstance(answer, list):
        return [word for word in answer if word in allowed]
    return answer if answer in allowed else None


def _event_place(rest: str) -> tuple[str, str, str]:
    """'advice_received/health.by' -> kind, what, key; the last two may be empty."""
    event, _, key = rest.partition(".")
    kind, _, what = event.partition("/")
    return kind, what, key


def _put(target: dict[str, Any], key: str, answer: Any, allowed: tuple[str, ...] | None) -> None:
    answer = _among(answer, allowed)
    if key == "linked_to_appeal":
        answer = {"yes": True, "no": False}.get(answer)
    if isinstance(answer, dict):
        answer = {name: member for name, member in answer.items() if member}
    if answer not in _EMPTY:
        target[key] = answer


def _spells(draft: _Draft, name: str) -> list[dict[str, Any]]:
    return [spell for (kind, _), spell in draft.spells.items() if kind == name and spell]


def _dated_events(draft: _Draft) -> list[dict[str, Any]]:
    for event in draft.not_yet:
        draft.events.setdefault(event, {"date": "not-yet"})
    cycles = _cycles(draft.events)
    return [
        {
            "event": event.event,
            "date": "unknown",
            **members,
            **({"what": event.what} if event.what else {}),
            **({"cycle": cycles[event]} if event in cycles else {}),
        }
        for event, members in draft.events.items()
    ]


def _cycles(events: Iterable[_Event]) -> dict[_Event, int]:
    """Where a group went round more than once: which of its starting events each event belongs to, counted from 1."""
    cycles: dict[_Event, int] = {}
    for group in {event.group for event in events if event.round > 1}:
        members = [event for event in events if event.group == group]
        rounds = [event.round for event in members if event.event in STARTERS]
        cycles |= {event: rounds.index(event.round) + 1 for event in members if event.round in rounds}
    return cycles


# ---- checks at start ------------------------------------------------------------------------------------------------


def wrong_fills(question: Question) -> Iterator[str]:
    """What is wrong with where a question's answer goes, in words; nothing if all is well."""
    for kind in (kind for kinds in question.not_yet.values() for kind in kinds):
        if kind not in words.EVENTS:
            yield f"`not_yet`: there is no event {kind}"
    place, _, rest = question.fills.partition(":")
    if place in ("", AGAIN) or (place == "exception" and rest.partition(".")[0] in words.EXCEPTIONS):
        return
    if place == "event":
        yield from _wrong_event(question, *_event_place(rest))
        return
    head, _, key = place.partition(".")
    table = _SPELL if head in SPELLS else _ABOUT
    name = key if head in SPELLS else place
    if name not in table:
        yield f"`fills`: there is no place {question.fills} in a case"
    elif (allowed := table[name]) is not None:
        yield from _wrong_options(question, allowed)


def _wrong_event(question: Question, kind: str, what: str, key: str) -> Iterator[str]:
    if kind not in words.EVENTS:
        yield f"`fills`: there is no event {kind}"
    if what and what not in words.ADVICE:
        yield f"`fills`: there is no advice called {what}"
    if key and key not in _SAID:
        yield f"`fills`: nothing called {key} is said of an event"
    if key and (allowed := _words_of(kind, key)) is not None:
        yield from _wrong_options(question, allowed)


def _wrong_options(question: Question, allowed: tuple[str, ...]) -> Iterator[str]:
    for option in question.options:
        if option.value not in allowed and option.value not in _NOT_SAID:
            yield f"option {option.value} is not a word of the case file; allowed: {', '.join(allowed)}"
