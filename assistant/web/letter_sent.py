"""After sending: the day a letter went, what it said then, and what came of it. The case follows, and with it the dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from markupsafe import Markup

from assistant.core.assessment import Assessment
from assistant.core.dates import DateSpan, read_when, write_when
from assistant.core.sent import ACKNOWLEDGED, last_fact
from assistant.core.vocabulary import OUTCOMES
from assistant.documents import to_html
from assistant.web.forms import Typed, WhenForm, Wrong, too_long
from assistant.web.letter_book import Book, Full, Reply, Sent
from assistant.web.letter_desk import Desk, desk, desk_of, keep
from assistant.web.letter_words import no_room
from assistant.web.reach import way
from assistant.web.result import judged
from assistant.web.service import Opened, opened, service
from assistant.web.tables import gettext

room = Blueprint("letter_sent", __name__)
LONGEST = 20_000


class DayForm(WhenForm):
    """A day that is over, or a month if that is all that is known."""

    kind, said, outcome = Typed(), Typed(), Typed()

    def past(self, today: date) -> DateSpan:
        """The date typed. Raises Wrong, for one that is still to come too."""
        span = self._parts("on").span(service().wording.months())
        if span.first > today:
            raise Wrong("on_day", gettext("This day is still to come. Come back when it has happened"))
        return span


# ---- sending ------------------------------------------------------------------------------------------------------------


@room.get("/letter/<id_>/sent")
def ask(id_: str) -> Any:
    """Asks for the day it was sent. If the letter isn't offered, the letter's page says why."""
    at = desk(id_)
    if at.draft is None:
        return redirect(f"/letter/{id_}")
    form = DayForm()
    today = service().today()
    form.on_day.data, form.on_month.data, form.on_year.data = str(today.day), str(today.month), str(today.year)
    return _sent_page(at, form)


@room.post("/letter/<id_>/sent")
def record(id_: str) -> Any:
    """Freezes the letter as it was on that day, and notes the day in the case."""
    at, form = desk(id_), DayForm(request.form)
    if at.draft is None:
        return redirect(f"/letter/{id_}")
    try:
        span = _sent_on(at, form)
        keep(lambda family: _with_sent(family, id_, span))
    except Wrong as wrong:
        return _sent_page(at, form, wrong), 422
    except Full:
        return _sent_page(at, form, Wrong("on_day", no_room())), 422
    return redirect("/letters/sent")


def _sent_on(at: Desk, form: DayForm) -> DateSpan:
    """The day typed. Raises Wrong; also for a day before something that the letter speaks of."""
    span, event = form.past(at.assessment.as_of), last_fact(at.letter, at.case)
    if event is not None and event.span is not None and span.last < event.span.first:
        named, when = service().content.words.sentences[f"event.{event.event}"], service().wording.span(event.span)
        said = gettext("The letter speaks of something later (%(event)s: %(day)s)", event=named, day=when)
        raise Wrong("on_day", said)
    return span


def _with_sent(family: Opened, id_: str, span: DateSpan) -> Book:
    """Frozen as it read on the day it went; if it could not be written yet on that day, as it reads now."""
    plan, today = service().definitions.letters[id_], service().today()
    at = desk_of(family, plan, min(span.last, today))
    if at.draft is None:
        at = desk_of(family, plan)
    return family.book.with_sent(at.letter, plan.purpose, write_when(span), at.assessment.rules_version)


def _sent_page(at: Desk, form: DayForm, wrong: Wrong | None = None) -> str:
    return render_template("letter_sent.html", plan=at.plan, form=form, wrong=wrong)


# ---- what was sent ------------------------------------------------------------------------------------------------------


@room.get("/letters/sent")
def every() -> str:
    """All letters that were sent, the last first, with what came of each and what is expected next."""
    family = opened()
    _, assessment = judged(family)
    entries = [(entry, _expected(entry, assessment)) for entry in reversed(family.book.sent)]
    return render_template("letters_sent.html", entries=entries, when=service().wording.when, outcomes=_outcomes())


def _expected(entry: Sent, assessment: Assessment) -> list[tuple[str, str]]:
    """The dates that run on the way this letter opened, while no answer has come."""
    plan = service().definitions.letters.get(entry.letter)
    if plan is None or not plan.sent or (entry.reply is not None and entry.reply.kind == "answer"):
        return []
    advice = next((advice for advice in assessment.routes if advice.route == plan.route), None)
    if advice is None:
        return []
    return way(service().wording, service().content, service().definitions.routes[plan.route], advice).dates


@room.get("/letters/sent/<int:number>")
def show(number: int) -> str:
    """One letter as it was sent."""
    entry = _entry(opened(), number)
    html = Markup(to_html(entry.text, service().letters.words))  # noqa: S704 (every word is escaped there)
    return render_template(
        "letter_as_sent.html", entry=entry, html=html, when=service().wording.when, outcomes=_outcomes()
    )


@room.route("/letters/sent/<int:number>/undo", methods=["GET", "POST"])
def undo(number: int) -> Any:
    """Asks once, then forgets that the letter was sent, and with it what came of it."""
    entry = _entry(opened(), number)
    if request.method == "GET":
        return render_template("letter_undo.html", entry=entry, when=service().wording.when)
    keep(lambda family: family.book.without(number))
    return redirect("/letters/sent")


# ---- what came of it ----------------------------------------------------------------------------------------------------


@room.get("/letters/sent/<int:number>/reply")
def ask_reply(number: int) -> str:
    """Asks what came of a letter."""
    entry = _entry(opened(), number)
    form = DayForm()
    if entry.reply is not None:
        form.show(entry.reply.date)
        form.kind.data, form.said.data, form.outcome.data = entry.reply.kind, entry.reply.said, entry.reply.outcome
    return _reply_page(entry, form)


@room.post("/letters/sent/<int:number>/reply")
def take_reply(number: int) -> Any:
    """Keeps what came of a letter; or shows the page again, with everything typed and what is wrong."""
    entry, form = _entry(opened(), number), DayForm(request.form)
    try:
        reply = _reply(entry, form)
        keep(lambda family: family.book.with_reply(number, reply))
    except Wrong as wrong:
        return _reply_page(entry, form, wrong), 422
    except Full:
        return _reply_page(entry, form, Wrong("said", no_room())), 422
    return redirect("/letters/sent")


def _reply(entry: Sent, form: DayForm) -> Reply | None:
    """What was said of the answer; None: nothing. Raises Wrong."""
    kind, said, outcome = form.kind.data or "", form.said.data or "", form.outcome.data or ""
    if kind == "forget":
        return None
    if kind not in ("answer", "receipt", "none"):
        raise Wrong("kind-answer", gettext("Pick one of these"))
    if len(said) > LONGEST:
        raise Wrong("said", too_long(len(said), LONGEST))
    if kind == "none":
        return Reply(kind, said=said)
    span, sent = form.past(service().today()), read_when(entry.date)
    if isinstance(sent, DateSpan) and span.last < sent.first:
        day = service().wording.span(sent)
        raise Wrong("on_day", gettext("That is before the letter was sent (%(day)s)", day=day))
    allowed = {value for value, _ in _choices(entry)}
    return Reply(kind, write_when(span), said, outcome if kind == "answer" and outcome in allowed else "")


def _entry(family: Opened, number: int) -> Sent:
    return family.book.entry(number) or abort(404)


def _reply_page(entry: Sent, form: DayForm, wrong: Wrong | None = None) -> str:
    plan = service().definitions.letters.get(entry.letter)
    receipt = plan is not None and plan.sent.partition("/")[0] in ACKNOWLEDGED
    return render_template(
        "letter_reply.html",
        entry=entry,
        form=form,
        wrong=wrong,
        receipt=receipt,
        choices=_choices(entry),
        when=service().wording.when,
    )


def _choices(entry: Sent) -> list[tuple[str, str]]:
    """How the answer to a letter may have ended, where a question of ours asks the same of its event."""
    plan = service().definitions.letters.get(entry.letter)
    return _outcomes_of(plan.answered.partition("/")[0]) if plan else []


def _outcomes_of(event: str) -> list[tuple[str, str]]:
    """The outcomes of an event in the words of the first question that offers them all."""
    allowed = OUTCOMES.get(event, ())
    asked = next((q for q in service().questions if allowed and set(allowed) <= {o.value for o in q.options}), None)
    options = service().wording.question(asked).options if asked else ()
    return [(value, label) for value, label, _ in options if value in allowed]


def _outcomes() -> dict[str, str]:
    """Every outcome that an answer to a letter can have, in words."""
    events = {plan.answered.partition("/")[0] for plan in service().definitions.letters.values()}
    return dict(choice for event in sorted(events) for choice in _outcomes_of(event))
