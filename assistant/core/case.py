"""A family's case: what they told us, and nothing else. Read from and written to the case file of the contract.

Everything is frozen. A missing key means that nobody said; it is None (or empty) here and accuses nobody.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.core import vocabulary as words
from assistant.core.dates import DateSpan, Unsaid, When, write_when
from assistant.core.shape import CaseError, Date, Flag, ListOf, Object, OneOf, Shape, Text, Whole, pointer

MOST_EVENTS, MOST_SPELLS, MOST_BYTES = 500, 100, 2_000_000


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, did not happen yet, or happened on a day nobody knows. ``index`` is its place in the file."""

    index: int
    event: str
    date: When
    outcome: str | None = None
    kind: str | None = None
    about: tuple[str, ...] = ()
    body: str | None = None
    what: str | None = None
    note: str | None = None
    cycle: int | None = None
    by: When | None = None

    @property
    def span(self) -> DateSpan | None:
        """The interval of the date; None if it has not happened or the date is not known."""
        return self.date if isinstance(self.date, DateSpan) else None


@dataclass(frozen=True, slots=True)
class MissingProvision:
    """A time in which something a plan promised was not given. ``start`` and ``end`` are `from` and `to` of the file."""

    index: int
    start: When | None = None
    end: When | None = None
    what: str | None = None
    section: str | None = None
    provider: str | None = None
    share: str | None = None
    council_told: When | None = None
    linked_to_appeal: bool | None = None


@dataclass(frozen=True, slots=True)
class OutOfSchool:
    """A time out of school, or not fully in it."""

    index: int
    start: When | None = None
    end: When | None = None
    reason: str | None = None
    council_told: When | None = None
    education_given: str | None = None
    linked_to_appeal: bool | None = None


Spell = MissingProvision | OutOfSchool


@dataclass(frozen=True, slots=True)
class Excuse:
    """An exception of the law that somebody says applied. ``start`` and ``end`` are `from` and `to` of the file."""

    kind: str
    start: When | None = None
    end: When | None = None
    advice_asked: When | None = None
    claimed_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Who tells, and of which child."""

    filled_in_by: str | None = None
    consent: str | None = None
    child_name: str | None = None
    child_born: When | None = None
    council: str | None = None
    setting_kind: str | None = None
    setting_name: str | None = None
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """All that a family said."""

    as_of: date | None = None
    about: About = field(default_factory=About)
    problems: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    provision_missing: tuple[MissingProvision, ...] = ()
    out_of_school: tuple[OutOfSchool, ...] = ()
    exceptions: tuple[Excuse, ...] = ()
    impact: str | None = None
    wanted: tuple[str, ...] = ()


# ---- the shape of the file ------------------------------------------------------------------------------------------

_OWN_WORDS = Text(50_000)


class _Doubled(dict[str, Any]):
    """An object as it came, with a key that stands in it twice. Of the two, JSON would silently lose the first."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.twice = Counter(key for key, _ in pairs).most_common(1)[0][0]


class _Object(Object):
    """An object in which every key stands once."""

    def read(self, value: Any, at: str) -> dict[str, Any]:
        if isinstance(value, _Doubled):
            raise CaseError("this key stands twice; write it once", pointer(at, value.twice))
        return super().read(value, at)


class _Event(_Object):
    """An event: which outcomes, kinds and bodies may be said of it depends on what it is."""

    def read(self, value: Any, at: str) -> dict[str, Any]:
        read = super().read(value, at)
        kind = read["event"]
        for key, table in (("outcome", words.OUTCOMES), ("kind", words.KINDS), ("body", words.BODIES)):
            if key in read:
                _allowed(read[key], table.get(kind, ()), kind, f"{at}/{key}")
        if kind in ("advice_requested", "advice_received") and "what" in read:
            _allowed(read["what"], words.ADVICE, kind, f"{at}/what")
        if "by" in read and kind not in words.DATED_WITHIN:
            raise CaseError("`by` is allowed only with " + ", ".join(words.DATED_WITHIN), f"{at}/by")
        return read


def _allowed(word: str, among: tuple[str, ...], event: str, at: str) -> None:
    if word not in among:
        allowed = ", ".join(among) if among else "nothing; leave this key out"
        raise CaseError(f"with {event} this is allowed here: {allowed}", at)


class _Exception(_Object):
    """An exception; a bare string is read as its kind."""

    def read(self, value: Any, at: str) -> dict[str, Any]:
        return super().read({"kind": value} if isinstance(value, str) else value, at)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [super().schema(), OneOf(tuple(words.EXCEPTIONS)).schema()]}


def _every(table: Mapping[str, tuple[str, ...]]) -> OneOf:
    return OneOf(tuple(dict.fromkeys(word for row in table.values() for word in row)))


_SPELL: dict[str, Shape] = {"from": Date(), "to": Date(), "council_told": Date(), "linked_to_appeal": Flag()}
CASE = _Object(
    {
        "format": OneOf((words.FORMAT,)),
        "as_of": Date(day=True),
        "about": _Object(
            {
                "filled_in_by": OneOf(words.FILLED_IN_BY),
                "consent": OneOf(words.CONSENT),
                "child": _Object({"name": Text(200), "born": Date()}),
                "council": Text(20),
                "setting": _Object({"kind": OneOf(tuple(words.SETTINGS)), "name": Text(300)}),
                "plan": OneOf(words.PLAN),
            }
        ),
        "problems": ListOf(OneOf(words.PROBLEMS), 60),
        "events": ListOf(
            _Event(
                {
                    "event": OneOf(tuple(words.EVENTS)),
                    "date": Date(),
                    "outcome": _every(words.OUTCOMES),
                    "kind": _every(words.KINDS),
                    "about": ListOf(OneOf(words.APPEAL_SUBJECTS), 8),
                    "body": _every(words.BODIES),
                    "what": Text(),
                    "note": Text(),
                    "cycle": Whole(1, MOST_EVENTS),
                    "by": Date(),
                },
                required=("event", "date"),
            ),
            MOST_EVENTS,
        ),
        "provision_missing": ListOf(
            _Object(
                {
                    "what": Text(),
                    "section": OneOf(words.SECTIONS),
                    "provider": OneOf(words.PROVIDERS),
                    "share": OneOf(words.SHARES),
                    **_SPELL,
                }
            ),
            MOST_SPELLS,
        ),
        "out_of_school": ListOf(
            _Object(
                {"reason": OneOf(tuple(words.ABSENCE_REASONS)), "education_given": OneOf(words.EDUCATION), **_SPELL}
            ),
            MOST_SPELLS,
        ),
        "exceptions": ListOf(
            _Exception(
                {
                    "kind": OneOf(tuple(words.EXCEPTIONS)),
                    "from": Date(),
                    "to": Date(),
                    "advice_asked": Date(),
                    "claimed_by": OneOf(("council", "family")),
                    "note": Text(),
                },
                required=("kind",),
            ),
            MOST_SPELLS,
        ),
        "impact": _OWN_WORDS,
        "wanted": ListOf(Text(5_000), 50),
    },
    required=("format",),
    title="A family's case: ehcp-case/1",
)


def case_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the case file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **CASE.schema()}


# ---- reading and writing --------------------------------------------------------------------------------------------


def read_case_text(text: str) -> Case:
    """Reads a case file. Raises CaseError, with the JSON Pointer of the place, for anything that is not allowed."""
    if len(text) > MOST_BYTES:
        raise CaseError(f"a case file holds at most {MOST_BYTES:,} characters")
    return read_case(read_json(text))


def read_json(text: str) -> Any:
    """A JSON value, read strictly: no doubled key, no NaN. Raises CaseError for what is not JSON."""
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_members_once)
    except json.JSONDecodeError as error:
        raise CaseError(f"this is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise CaseError("this is nested more deeply than a case file ever is") from None
    except ValueError:
        raise CaseError("a number stands here that JSON does not have, or that is far too long") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _members_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object; marked, to be refused at its place, if a key stands in it twice."""
    members = dict(pairs)
    return members if len(members) == len(pairs) else _Doubled(pairs)


def read_case(value: Any) -> Case:
    """Reads a case from its JSON value. Raises CaseError as ``read_case_text`` does."""
    read = CASE.read(value, "")
    as_of = read.get("as_of")
    return Case(
        as_of=as_of.first if as_of else None,
        about=_about(read.get("about", {})),
        problems=read.get("problems", ()),
        events=tuple(Event(place, **_event(event)) for place, event in enumerate(read.get("events", ()))),
        provision_missing=tuple(
            MissingProvision(place, **_dated(spell)) for place, spell in enumerate(read.get("provision_missing", ()))
        ),
        out_of_school=tuple(
            OutOfSchool(place, **_dated(spell)) for place, spell in enumerate(read.get("out_of_school", ()))
        ),
        exceptions=tuple(Excuse(**_dated(excuse)) for excuse in read.get("exceptions", ())),
        impact=read.get("impact"),
        wanted=read.get("wanted", ()),
    )


def _about(read: dict[str, Any]) -> About:
    child, setting = read.pop("child", {}), read.pop("setting", {})
    return About(
        child_name=child.get("name"),
        child_born=child.get("born"),
        setting_kind=setting.get("kind"),
        setting_name=setting.get("name"),
        **read,
    )


def _event(read: dict[str, Any]) -> dict[str, Any]:
    same = {"refusal_to_amend": "no_amendment"}
    if "kind" in read:
        read["kind"] = same.get(read["kind"], read["kind"])
    if "about" in read:
        read["about"] = tuple(same.get(subject, subject) for subject in read["about"])
    return read


def _dated(read: dict[str, Any]) -> dict[str, Any]:
    """`from` and `to` are words of Python; a case calls them start and end."""
    names = {"from": "start", "to": "end"}
    return {names.get(key, key): value for key, value in read.items()}


def write_case(case: Case) -> dict[str, Any]:
    """The JSON value of a case: what ``read_case`` reads back as the same case."""
    about = case.about
    value: dict[str, Any] = {
        "format": words.FORMAT,
        "as_of": case.as_of.isoformat() if case.as_of else None,
        "about": _said(
            filled_in_by=about.filled_in_by,
            consent=about.consent,
            child=_said(name=about.child_name, born=about.child_born),
            council=about.council,
            setting=_said(kind=about.setting_kind, name=about.setting_name),
            plan=about.plan,
        ),
        "problems": list(case.problems),
        "events": [_said(**_members(event)) for event in case.events],
        "provision_missing": [_said(**_members(spell)) for spell in case.provision_missing],
        "out_of_school": [_said(**_members(spell)) for spell in case.out_of_school],
        "exceptions": [_said(**_members(excuse)) for excuse in case.exceptions],
        "impact": case.impact,
        "wanted": list(case.wanted),
    }
    return _said(**value)


def _members(record: Event | Spell | Excuse) -> dict[str, Any]:
    names = {"start": "from", "end": "to"}
    slots = type(record).__slots__
    return {names.get(name, name): getattr(record, name) for name in slots if name != "index"}


def _said(**members: Any) -> dict[str, Any]:
    """The members that somebody said: no None, nothing empty; dates in the notation of the file."""
    return {
        key: _written(value)
        for key, value in members.items()
        if value is not None and value != {} and value != [] and value != ()
    }


def _written(value: Any) -> Any:
    if isinstance(value, DateSpan | Unsaid):
        return write_when(value)
    return list(value) if isinstance(value, tuple) else value
