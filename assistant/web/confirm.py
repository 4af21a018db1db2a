"""A date that is shown back before it is kept: words that had to be read, a day still to come, an impossible order.

The same page asks, and keeps everything typed. It carries what was understood; if that comes back unchanged, it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.core.assess import assess
from assistant.core.dates import DateSpan, read_when
from assistant.core.definitions import Question
from assistant.core.fills import case_of
from assistant.core.flow import replay
from assistant.core.spoken_single import Now
from assistant.core.vocabulary import DATED_AHEAD
from assistant.core.words import Phrase
from assistant.web.forms import AnswerForm, WhenForm
from assistant.web.service import Opened, service


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """What we understood, and why we ask."""

    stamp: str  # comes back with the answer if it was seen
    said: str
    heard: bool  # read from words; otherwise from the boxes
    notes: tuple[str, ...]


def now_of(case: Opened) -> Now:
    """What words are counted from: today, and the child's month of birth if the family gave it."""
    child = next((answer for question, answer in case.path.answered if question.fills == "about.child"), None)
    born = read_when(child["born"]) if child and child.get("born") else None
    return Now(service().today(), born if isinstance(born, DateSpan) else None)


def to_confirm(case: Opened, question: Question, form: AnswerForm, answer: Any) -> ToConfirm | None:
    """What has to be confirmed of an answer before it is kept; None if nothing."""
    if not isinstance(form, WhenForm) or not answer:
        return None
    when = read_when(answer)
    if not isinstance(when, DateSpan):
        return None
    phrases = tuple(_doubts(case, question, when, answer))
    heard = form.heard
    if not phrases and (heard is None or heard.plain):
        return None
    if heard is not None and heard.note is not None:
        phrases = (heard.note, *phrases)
    return ToConfirm(
        stamp=" ".join((answer, *(phrase.key for phrase in phrases))),
        said=service().wording.span(when),
        heard=heard is not None,
        notes=tuple(service().content.words.say(phrase) for phrase in phrases),
    )


def _doubts(case: Opened, question: Question, when: DateSpan, answer: str) -> Iterator[Phrase]:
    event, _, rest = question.fills.removeprefix("event:").replace("/", ".").partition(".")
    if when.first > service().today() and event not in DATED_AHEAD and rest != "by":
        yield Phrase("spoken.ahead")
    yield from _out_of_order(case, question, event, answer)


def _out_of_order(case: Opened, question: Question, event: str, answer: str) -> Iterator[Phrase]:
    """Questions about an order of events that can't be, if the event of this answer is one of them."""
    now, answers = service().today(), {**case.kept.answers, question.id: answer}
    told = case_of(replay(service().questions, answers, now).answered, now)
    name = Phrase(f"event.{event}")
    for missing in assess(service().definitions, told, now).missing:
        if missing.ask.key == "missing.order" and name in missing.ask.values.values():
            yield missing.ask
