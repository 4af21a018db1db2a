"""Kinds of event and dates as somebody types them in a row: picked from a list, or in words of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.core import vocabulary
from assistant.core.chronology_kinds import DATE
from assistant.core.dates import DateSpan, read_when, write_when
from assistant.core.spoken_dates import Unclear, hear
from assistant.core.words import Phrase
from assistant.web.forms import Wrong
from assistant.web.service import service
from assistant.web.tables import gettext

SAID = ("outcome", "kind", "what", "body")  # what is said of an event in its name, the first that it has
MOST_NAMED = 4  # kinds in one message


@dataclass(frozen=True, slots=True)
class Kind:
    """One line of the list: what it is called, the kind of event, and what is said of it besides."""

    label: str
    event: str
    says: Mapping[str, Any]


def kinds() -> list[Kind]:
    """Every kind of event, each followed by what may be said of it, in the language of the page."""
    made: list[Kind] = []
    for event in vocabulary.EVENTS:
        made.append(Kind(_name(event), event, {}))
        for key, word in _facets(event):
            made.append(Kind(label_of(event, {key: word}), event, {key: word}))
    return made


def label_of(event: str, says: Mapping[str, Any]) -> str:
    """What an event is called: "The council decided whether to assess: refused"."""
    name, words = _name(event), _words()
    known: list[str] = [*(says[key] for key in SAID if key in says), *says.get("about", ())]
    said = [words[word] for word in known if word in words and (word, event) not in _plain()]
    return gettext("%(name)s: %(said)s", name=name, said=said[0]) if said else name


def kind_of(typed: str, listed: Sequence[Kind]) -> Kind:
    """The kind somebody means: as it stands in the list, by a part of it that only one has, or by an adviser's words for it.

    Raises ValueError, in words that say what to do.
    """
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        raise ValueError(gettext("Say what happened: pick it from the list, or type a word of it, like “review”"))
    exact = [kind for kind in listed if kind.label.casefold() == wanted]
    if exact:
        return exact[0]
    recogniser = service().definitions.recogniser
    hits = [hit for hit in recogniser.hits(recogniser.written_out(typed.replace(DATE, " "))) if not hit.denied]
    if len({hit.event for hit in hits}) == 1:
        return Kind(label_of(hits[0].event, hits[0].says), hits[0].event, hits[0].says)
    near = [kind for kind in listed if wanted in kind.label.casefold()]
    if len(near) == 1:
        return near[0]
    named = [label_of(hit.event, {}) for hit in hits] or [kind.label for kind in near]
    raise ValueError(_which(list(dict.fromkeys(named))))


def _which(named: Sequence[str]) -> str:
    if not named:
        return gettext("We don't know this kind of event. Pick one from the list: type a word of it, like “review”")
    return gettext("This may mean more than one thing. Pick one: %(kinds)s", kinds="; ".join(named[:MOST_NAMED]))


def date_of(typed: str, event: str) -> str:
    """A date in somebody's own words, in the notation of the case file. Raises ValueError, in words that say what to do."""
    text = typed.strip()
    if not text:
        raise ValueError(gettext("Say when it was. “March 2024” will do, or “not yet”, or “don't know”"))
    try:
        when = read_when(text)
    except ValueError:
        when = _heard(text)
    if isinstance(when, DateSpan) and when.first > service().today() and event not in vocabulary.DATED_AHEAD:
        raise ValueError(gettext("This day is still to come. Write “not yet” until it has happened"))
    return write_when(when)


def _heard(text: str) -> Any:
    try:
        return hear(text, service().today()).when
    except Unclear as unclear:
        raise ValueError(service().content.words.say(unclear.phrase)) from None


def told(fields: Mapping[str, str], number: int, listed: Sequence[Kind]) -> tuple[Kind, str]:
    """The kind and date of a row. Raises Wrong, naming the field."""
    try:
        kind = kind_of(fields.get(f"kind-{number}", ""), listed)
    except ValueError as error:
        raise Wrong(f"kind-{number}", str(error)) from None
    try:
        return kind, date_of(fields.get(f"date-{number}", ""), kind.event)
    except ValueError as error:
        raise Wrong(f"date-{number}", str(error)) from None


def _name(event: str) -> str:
    said = service().content.words.say(Phrase(f"event.{event}"))
    return said[:1].upper() + said[1:]


def _plain() -> set[tuple[str, str]]:
    """Words that go without saying: a complaint is to the council."""
    return {("council", event) for event in vocabulary.BODIES}


def _facets(event: str) -> list[tuple[str, str]]:
    for key, table in _tables():
        if event in table:
            return [(key, word) for word in table[event] if word in _words() and (word, event) not in _plain()]
    return []


def _tables() -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    advice: dict[str, tuple[str, ...]] = dict.fromkeys(("advice_requested", "advice_received"), vocabulary.ADVICE)
    return [("outcome", vocabulary.OUTCOMES), ("kind", vocabulary.KINDS), ("body", vocabulary.BODIES), ("what", advice)]


def _words() -> dict[str, str]:
    return {**_outcomes(), **_subjects(), **_orders(), **_others()}


def _outcomes() -> dict[str, str]:
    return {
        "agreed": gettext("agreed"),
        "refused": gettext("refused"),
        "partly": gettext("partly agreed"),
        "maintain": gettext("leave the plan as it is"),
        "amend": gettext("change the plan"),
        "cease": gettext("end the plan"),
        "yes": gettext("given"),
        "no": gettext("not given"),
        "order": gettext("with an order"),
        "conceded": gettext("the council gave way"),
        "withdrawn": gettext("withdrawn"),
        "dismissed": gettext("dismissed"),
        "premature": gettext("too early"),
        "late": gettext("too late"),
        "appealed": gettext("not looked at because of an appeal"),
        "closed": gettext("closed without a finding"),
        "upheld": gettext("upheld"),
        "not_upheld": gettext("not upheld"),
        "reinstated": gettext("the child may come back"),
        "recommended": gettext("to be thought about again"),
        "quashed": gettext("quashed"),
    }


def _subjects() -> dict[str, str]:
    return {
        "refusal_to_assess": gettext("refusal to assess"),
        "refusal_to_issue": gettext("refusal to make a plan"),
        "contents": gettext("what the plan says"),
        "placement": gettext("the school named"),
        "no_amendment": gettext("refusal to change the plan"),
        "refusal_to_reassess": gettext("refusal to assess again"),
    }


def _orders() -> dict[str, str]:
    return {
        "assess": gettext("to assess"),
        "reassess": gettext("to assess again"),
        "make_plan": gettext("to make a plan"),
        "amend_plan": gettext("to change the plan"),
        "name_school": gettext("to name a school"),
        "continue_plan": gettext("to keep the plan"),
        "continue_and_amend": gettext("to keep and change the plan"),
        "reconsider": gettext("to think again"),
        "cease_plan": gettext("to end the plan"),
        "to_primary": gettext("to primary school"),
        "infant_to_junior": gettext("infant to junior school"),
        "primary_to_middle": gettext("primary to middle school"),
        "to_secondary": gettext("to secondary school"),
        "to_post16": gettext("to post-16"),
        "post16_to_post16": gettext("from one post-16 place to another"),
    }


def _others() -> dict[str, str]:
    return {
        "governing_board": gettext("governors"),
        "independent_review_panel": gettext("independent review panel"),
        "educational_psychology": gettext("educational psychologist"),
        "health": gettext("health"),
        "social_care": gettext("social care"),
        "school": gettext("school"),
        "nhs": gettext("NHS"),
        "academy": gettext("academy"),
    }
