"""The case that answers make: what ``fills`` of a question may say, and how each answer goes to its place in the case.

    about.plan · about.council · about.setting.kind · about.child   a place under `about`
    problems · impact · wanted · exceptions                         a member of the case
    event:request_received                                          the date of an event
    event:advice_received/health                                    the same, of the event whose `what` is health; likewise
                                                                    its kind, body or outcome, whichever has that word
    event:governors_decision/governing_board/2                      the second such event of this round
    event:review_decision.outcome                                   what else is said of that event (outcome, kind, …)
    exception:away_four_weeks.from                                  a date of an exception
    provision_missing.what · out_of_school.reason                   a place in this round's spell
    again                                                           asks for another round of the group; fills nothing
    (nothing)                                                       only chooses what is asked next

An event is in the case if its date was answered. If only something else was said of it, its date is unknown.
An option may stand for another word of the case file (`means`), and tell of a problem besides (`problem`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.core import vocabulary as words
from assistant.core.case import Case, read_case
from assistant.core.cycles import BY_BODY, STAGE_OF, STARTERS
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
_NOT_SAID = ("unknown", "none", "no", "other")  # options that leave the place empty, where they aren't words of it
_EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class _Event:
    """Which event an answer is about: its kind, which of that kind, and which round of which group."""

    event: str
    which: str  # a word of its `what`, `kind`, `body` or `outcome`
    turn: str  # "2" for the second such event
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
    happened: dict[_Event, str] = field(default_factory=dict)  # each with its date
    problems: dict[str, None] = field(default_factory=dict)


def case_of(answered: Iterable[tuple[Question, Any]], as_of: date) -> Case:
    """The case that the answers on a path make, as of a day. Raises CaseError for an answer no page could have given."""
    pairs = [(question, answer) for question, answer in answered if answer is not None]
    answers = {question.id: answer for question, answer in pairs}
    draft = _Draft({"format": words.FORMAT, "as_of": as_of.isoformat()})
    for question, answer in pairs:
        _take(draft, question, answer, answers)
    events = _dated_events(draft)
    draft.case |= {
        "problems": list(draft.problems),
        "events": events,
        "provision_missing": _spells(draft, SPELLS[0]),
        "out_of_school": _spells(draft, SPELLS[1]),
        "exceptions": list(draft.exceptions.values()),
    }
    return read_case(draft.case)


def _take(draft: _Draft, question: Question, answer: Any, answers: Mapping[str, Any]) -> None:
    draft.not_yet |= dict.fromkeys(_named_in(question, question.not_yet, answer))
    day = answers.get(question.dated, "unknown")
    draft.happened |= dict.fromkeys(_named_in(question, question.happened, answer), day)
    draft.problems |= dict.fromkeys(_problems(question, answer))
    answer = _meant(question, answer)
    place, _, rest = question.fills.partition(":")
    if place == "event":
        _take_event(draft, question, rest, answer, answers)
    elif place == "exception":
        kind, _, key = rest.partition(".")
        draft.exceptions.setdefault(kind, {"kind": kind})[key] = answer
    elif place.startswith(SPELLS):
        spell, _, key = place.partition(".")
        _put(draft.spells.setdefault((spell, question.round), {}), key, answer, _SPELL[key])
    elif place == "problems":
        draft.problems |= dict.fromkeys(_among(answer, _ABOUT[place]))
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


def _picks(answer: Any) -> list[str]:
    """The words picked, of a choice or of several."""
    return [word for word in (answer if isinstance(answer, list) else (answer,)) if isinstance(word, str)]


def _named_in(question: Question, table: Mapping[str, tuple[str, ...]], answer: Any) -> list[_Event]:
    """The events that a question names beside an answer."""
    return [_event(question, place)[0] for word in _picks(answer) for place in table.get(word, ())]


def _problems(question: Question, answer: Any) -> Iterator[str]:
    picked = _picks(answer)
    return (option.problem for option in question.options if option.problem and option.value in picked)


def _meant(question: Question, answer: Any) -> Any:
    """The answer in words of the case file."""
    means = {option.value: option.means for option in question.options if option.means}
    if not means:
        return answer
    return [means.get(word, word) for word in answer] if isinstance(answer, list) else means.get(answer, answer)


def _take_event(draft: _Draft, question: Question, rest: str, answer: Any, answers: Mapping[str, Any]) -> None:
    event, key = _event(question, rest)
    answer = _among(answer, _words_of(event.event, key)) if key else answer
    if answer in _EMPTY or answer in question.silent:
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


def _event(question: Question, place: str) -> tuple[_Event, str]:
    """'advice_received/health.note' -> the event this question is about, and the key; the key may be empty."""
    event, _, key = place.partition(".")
    kind, _, which = event.partition("/")
    which, _, turn = which.partition("/")
    return _Event(kind, which, turn, question.group, question.round), key


def _which(event: _Event) -> dict[str, str]:
    """What tells events of one kind apart, as a member: {"what": "health"}, {"body": "council"}, …"""
    members = {
        "what": words.ADVICE if event.event.startswith("advice_") else (),
        "kind": words.KINDS.get(event.event, ()),
        "body": words.BODIES.get(event.event, ()),
        "outcome": words.OUTCOMES.get(event.event, ()),
    }
    return next(({name: event.which} for name, allowed in members.items() if event.which in allowed), {})


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
    told = {(event.event, event.which, event.round) for event in draft.events}
    for event, day in draft.happened.items():
        if event in draft.events or (event.event, event.which, event.round) not in told:
            draft.events.setdefault(event, {}).setdefault("date", day)
    cycles = _cycles(list(draft.events))
    return [
        {
            "event": event.event,
            "date": "unknown",
            **members,
            **_which(event),
            **({"cycle": cycles[event]} if event in cycles else {}),
        }
        for event, members in draft.events.items()
    ]


def _cycles(events: Sequence[_Event]) -> dict[_Event, int]:
    """Where a group went round more than once: to which starting event of its stage each event belongs, counted from 1."""
    again = {event.group for event in events if event.round > 1}
    starters: dict[tuple[str, str], list[_Event]] = {}
    for event in events:
        if event.event in STARTERS.get(STAGE_OF.get(event.event, ""), ()):
            starters.setdefault(_line(event), []).append(event)
    return {
        event: number
        for event in events
        if event.group in again
        for number, first in enumerate(starters.get(_line(event), []), 1)
        if (first.group, first.round) == (event.group, event.round)
    }


def _line(event: _Event) -> tuple[str, str]:
    """Events of one line are counted together: those of a stage; of complaints, those to one body."""
    stage = STAGE_OF.get(event.event, "")
    return stage, event.which if stage in BY_BODY else ""


# ---- checks at start ------------------------------------------------------------------------------------------------


def wrong_fills(question: Question) -> Iterator[str]:
    """What is wrong with where a question's answer goes, in words; nothing if all is well."""
    for name, named in (("not_yet", question.not_yet), ("happened", question.happened)):
        for kind in (place.partition("/")[0] for places in named.values() for place in places):
            if kind not in words.EVENTS:
                yield f"`{name}`: there is no event {kind}"
    for option in question.options:
        if option.problem and option.problem not in words.PROBLEMS:
            yield f"option {option.value}: there is no problem {option.problem}"
    place, _, rest = question.fills.partition(":")
    if place in ("", AGAIN) or (place == "exception" and rest.partition(".")[0] in words.EXCEPTIONS):
        return
    if place == "event":
        yield from _wrong_event(question, *_event(question, rest))
        return
    head, _, key = place.partition(".")
    table = _SPELL if head in SPELLS else _ABOUT
    name = key if head in SPELLS else place
    if name not in table:
        yield f"`fills`: there is no place {question.fills} in a case"
    elif (allowed := table[name]) is not None:
        yield from _wrong_options(question, allowed)


def _wrong_event(question: Question, event: _Event, key: str) -> Iterator[str]:
    if event.event not in words.EVENTS:
        yield f"`fills`: there is no event {event.event}"
    elif event.which and not _which(event):
        yield f"`fills`: of {event.event} there is none called {event.which}"
    if key and key not in _SAID:
        yield f"`fills`: nothing called {key} is said of an event"
    if key and (allowed := _words_of(event.event, key)) is not None:
        yield from _wrong_options(question, allowed)


def _wrong_options(question: Question, allowed: tuple[str, ...]) -> Iterator[str]:
    for option in question.options:
        word = option.means or option.value
        if word not in allowed and word not in _NOT_SAID:
            yield f"option {word} is not a word of the case file; allowed: {', '.join(allowed)}"
