"""A chronology is pasted; what was understood is shown line by line; what is ticked there becomes part of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, render_template, request

from assistant.core.case import read_case, write_case
from assistant.core.chronology import LONGEST, Aside, Proposal, Reading, TooLong, read_chronology
from assistant.core.dates import When, write_when
from assistant.core.shape import CaseError
from assistant.core.words import Phrase
from assistant.web.english import english_only
from assistant.web.event_words import Kind, kinds, label_of, told
from assistant.web.forms import Wrong, clean
from assistant.web.limits import limited
from assistant.web.service import service
from assistant.web.tables import gettext
from assistant.web.told_at_once import here, said, save

room = Blueprint("paste", __name__)
MOST_PROPOSALS = 150


@dataclass(frozen=True, slots=True)
class Shown:
    """One proposal as the page shows it, with what was typed there."""

    proposal: Proposal
    why: str
    kind: str
    date: str
    take: bool
    wrong: Wrong | None = None


@room.get("/paste")
@english_only
def ask() -> str:
    """Where the text goes."""
    here()  # at the desk the page says whose case is open, and that it is gone before anything is typed
    return _ask()


def _ask(text: str = "", message: str = "") -> str:
    return render_template("paste.html", text=text, message=message, most=f"{LONGEST:,}")


@room.post("/paste")
@limited("240 per hour")
@english_only
def read() -> Any:
    """Shows what was understood. Keeps nothing."""
    here()
    text = clean(request.form.get("text", ""))
    try:
        reading = _read(text)
    except ValueError as error:
        return _ask(text, str(error)), 422
    return _show(text, reading, [_as_read(proposal) for proposal in reading.proposals])


def _read(text: str) -> Reading:
    """What was understood of a text. Raises ValueError, in words that say what to do."""
    if not text:
        raise ValueError(gettext("Paste the text first"))
    try:
        reading = read_chronology(text, service().definitions.recogniser, service().today())
    except TooLong:
        most = f"{LONGEST:,}"
        raise ValueError(
            gettext("That is too long: at most %(most)s letters at once. Paste it in parts", most=most)
        ) from None
    if len(reading.proposals) > MOST_PROPOSALS:
        raise ValueError(gettext("There are more than %(most)s dates in it. Paste it in parts", most=MOST_PROPOSALS))
    return reading


def _show(text: str, reading: Reading, shown: Sequence[Shown]) -> str:
    aside = [(entry, _aside(entry)) for entry in reading.aside]
    return render_template("pasted.html", text=text, shown=shown, aside=aside, kinds=kinds())


def _as_read(proposal: Proposal) -> Shown:
    kind = label_of(proposal.event, proposal.says) if proposal.event else ""
    return Shown(proposal, _why(proposal), kind, _said(proposal.when), proposal.certain)


def _said(when: When | None) -> str:
    """A date in words that are understood again when they come back."""
    return service().wording.when(write_when(when)) if when is not None else ""


def _why(proposal: Proposal) -> str:
    words, why = service().content.words, proposal.why
    if not why:
        return ""
    key = next(
        (key for key in (f"chronology.why.{why}", f"spoken.{why}") if key in words.sentences), "spoken.not-understood"
    )
    return words.say(Phrase(key))


def _aside(entry: Aside) -> str:
    words = service().content.words
    keys = (f"chronology.aside.{entry.why}", f"chronology.why.{entry.why}", f"spoken.{entry.why}")
    return words.say(Phrase(next((key for key in keys if key in words.sentences), "spoken.not-understood")))


# ---- taken ----------------------------------------------------------------------------------------------------------


@room.post("/paste/take")
@limited("240 per hour")
@english_only
def take() -> Any:
    """Adds what is ticked to the answers. The text is read again: if a row is wrong it is shown beside its line."""
    text = clean(request.form.get("text", ""))
    try:
        reading = _read(text)
    except ValueError as error:
        return _ask(text, str(error)), 422
    listed = kinds()
    shown = [_typed(number, proposal, listed) for number, proposal in enumerate(reading.proposals)]
    taken = [(number, row) for number, row in enumerate(shown) if row.take]
    if any(row.wrong for _, row in taken):
        return _show(text, reading, shown), 422
    if not taken:
        return _ask(text, gettext("Nothing was ticked, so nothing was taken")), 422
    case = here()
    try:
        made = read_case(_with(write_case(said(case)), [_event(number, row, listed) for number, row in taken]))
    except CaseError:
        return _ask(text, gettext("With these there would be more events than a case can hold")), 422
    return save(case, made, "/timeline/quick")


def _typed(number: int, proposal: Proposal, listed: Sequence[Kind]) -> Shown:
    form = request.form
    row = replace(
        _as_read(proposal),
        kind=clean(form.get(f"kind-{number}", ""))[:300],
        date=clean(form.get(f"date-{number}", ""))[:300],
        take=str(number) in form.getlist("take"),
    )
    try:
        _event(number, row, listed)
    except Wrong as wrong:
        return replace(row, wrong=wrong)
    return row


def _event(number: int, row: Shown, listed: Sequence[Kind]) -> dict[str, Any]:
    """A row as an event of the case file. What was understood stands, unless it was changed. Raises Wrong."""
    ours = _as_read(row.proposal)
    kind, date = row.kind, row.date
    if row.proposal.when is not None and date == ours.date:
        date = write_when(row.proposal.when)
    meant, notation = told({f"kind-{number}": kind, f"date-{number}": date}, number, listed)
    says = row.proposal.says if kind == ours.kind else meant.says
    return {"event": meant.event, "date": notation, **says}


def _with(case: dict[str, Any], more: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A case with more events; one that stands in it already is not added."""
    told_already = [{key: value for key, value in event.items() if key != "cycle"} for event in case.get("events", ())]
    return {**case, "events": [*case.get("events", ()), *(event for event in more if event not in told_already)]}
