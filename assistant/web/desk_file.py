"""The file of a desk case: what the service does and has agreed, apart from what the family said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from assistant.core.dates import DateSpan
from assistant.core.desk_file import (
    AUTHORS,
    CHOICES,
    LEVELS,
    LONGEST_CALLED,
    LONGEST_LINE,
    LONGEST_NOTE,
    MOST_MINUTES,
    NEEDS,
    PURPOSES,
    RENEW_AFTER,
    STATES,
    chosen,
    consents,
    minutes,
    with_entry,
)
from assistant.core.given import BESIDE, KEY, NO_FACTS, SOURCES, beside_key
from assistant.core.spoken_dates import Unclear, hear
from assistant.store.accounts import KEYED
from assistant.store.desk import DeskRow
from assistant.store.sealed import Kept
from assistant.store.sessions import SignedIn
from assistant.web.answers import beside_said
from assistant.web.desk import dates_said
from assistant.web.desk_brief import brief_of
from assistant.web.desk_cases import case_at, change
from assistant.web.desk_session import needs
from assistant.web.desk_words import vocabulary
from assistant.web.forms import Wrong, clean
from assistant.web.moments import moment
from assistant.web.service import Opened, service
from assistant.web.tables import gettext

room = Blueprint("desk_file", __name__, url_prefix="/desk/case/<id_>")
DAY = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer, and who gave it."""

    name: str
    lines: list[str]
    by: str
    who: str
    at: str
    fresh: bool  # given since this adviser looked last


@room.get("/")
@needs(*KEYED)
def show(signed: SignedIn, id_: str) -> str:
    """The file. Whoever looks at it is remembered."""
    row = case_at(signed, id_)
    seen = service().office.cases.seen(signed.account.id).get(row.id)
    service().office.cases.look(row, signed.account)
    return _page(signed, row, seen)


def _page(signed: SignedIn, row: DeskRow, seen: tuple[int, int] | None = None, **wrong: Any) -> str:
    file, today = row.content["file"], service().today()
    accounts = service().office.accounts.all()
    return render_template(
        "desk/file.html",
        row=row,
        file={**file, **chosen(file), **wrong.pop("typed", {})},
        dates=dates_said(brief_of(row.content, "", 0)),
        facts=facts(row, seen),
        minutes=minutes(file),
        consents=[(consent, consent.over(today)) for consent in consents(file)],
        owner=next((account.name for account in accounts if account.address == file["owner"]), ""),
        advisers=[account for account in accounts if account.role in KEYED and account.state == "active"],
        days=service().settings.desk_days,
        said=moment,
        day=lambda day: service().wording.when(str(day)),
        **vocabulary(),
        **wrong,
    )


def facts(row: DeskRow, seen: tuple[int, int] | None = None) -> list[Fact]:
    """Every fact that counts, with who gave it. One without a mark is the family's own."""
    answers, wording = row.content["answers"], service().wording
    seen_version, made = seen[0] if seen else row.version, list[Fact]()

    def add(key: str, name: str, lines: list[str]) -> None:
        entry = answers.get(KEY, {}).get(key, {"by": "family", "who": "", "at": "", "version": 0})
        made.append(Fact(name, lines, entry["by"], entry["who"], entry["at"], entry["version"] > seen_version))

    for question, answer in Opened("", Kept(answers, row.version, 0)).path.answered:
        lines = wording.answer(question, answer)
        if lines and question.id not in NO_FACTS:
            add(question.id, wording.question(question).short, lines)
    for kind, entries in answers.get(BESIDE, {}).items():
        for entry in entries:
            add(beside_key(kind, entry), *beside_said(kind, entry))
    return made


def _kept(id_: str) -> Any:
    return redirect(url_for("desk_file.show", id_=id_))


def _again(signed: SignedIn, id_: str, wrong: Wrong) -> Any:
    """The page once more, with what is wrong and everything typed."""
    typed = {f"{name}_typed": clean(value) for name, value in request.form.items()}
    return _page(signed, case_at(signed, id_), wrong=wrong.field, message=wrong.message, typed=typed), 422


@room.post("/work")
@needs(*KEYED)
def work(signed: SignedIn, id_: str) -> Any:
    """What the service does: name to find it by, state, level, who referred it and where to, outcome, needs."""
    form = request.form
    told: dict[str, Any] = {
        "called": clean(form.get("called", ""))[:LONGEST_CALLED],
        **{
            name: clean(form.get(name, ""))[:LONGEST_LINE]
            for name in ("needs_note", *(f"{name}_note" for name in CHOICES))
        },
        "needs": [need for need in NEEDS if need in form.getlist("needs")],
    }
    lists = {"state": STATES, "level": ("", *LEVELS), "telling": SOURCES}
    for name, allowed in (lists | {name: ("", *words) for name, words in CHOICES.items()}).items():
        if form.get(name) in allowed:
            told[name] = form[name]
    change(signed, id_, lambda content: {**content, "file": {**content["file"], **told}}, ends=_ends)
    return _kept(id_)


def _ends(content: Mapping[str, Any], before: int | None) -> int | None:
    """A case that is closed is deleted after the days of the settings, counted from the day it was closed."""
    if content["file"]["state"] != "closed":
        return None
    return before or service().store.now + service().settings.desk_days * DAY


@room.post("/time")
@needs(*KEYED)
def time(signed: SignedIn, id_: str) -> Any:
    """Adds time spent."""
    text = request.form.get("minutes", "").strip()
    spent = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
    if not 0 < spent <= MOST_MINUTES:
        return _again(signed, id_, Wrong("minutes", gettext("Give the minutes as a number from 1 to 1440")))
    entry = {**_stamp(signed), "minutes": spent, "what": clean(request.form.get("what", ""))[:LONGEST_LINE]}
    return _add(signed, id_, "time", entry)


@room.post("/note")
@needs(*KEYED)
def note(signed: SignedIn, id_: str) -> Any:
    """Adds a note; facts from the family and facts from the adviser stay apart."""
    text = clean(request.form.get("text", ""))
    if not text or len(text) > LONGEST_NOTE:
        return _again(signed, id_, Wrong("text", gettext("Write a note of up to 10,000 letters")))
    of = request.form.get("of", "")
    entry = {**_stamp(signed), "of": of if of in AUTHORS else "adviser", "text": text}
    return _add(signed, id_, "notes", entry)


@room.post("/consent")
@needs(*KEYED)
def consent(signed: SignedIn, id_: str) -> Any:
    """Records what the family agreed to, or took back, for one purpose."""
    purpose = request.form.get("purpose", "")
    try:
        if purpose not in PURPOSES:
            raise Wrong("purpose", gettext("Choose what the consent is for"))
        given = _day("given", request.form.get("given", "")) or service().today()
        if given > service().today():
            raise Wrong("given", gettext("This day is still to come. Give the day on which they agreed"))
        until = _day("until", request.form.get("until", "")) or given + timedelta(RENEW_AFTER)
        if until < given:
            raise Wrong("until", gettext("It would end before it began. Give a later day"))
    except Wrong as wrong:
        return _again(signed, id_, wrong)
    agreed = request.form.get("agreed") != "no"
    how = clean(request.form.get("how", ""))[:LONGEST_LINE]
    days = {"given": given.isoformat(), "until": until.isoformat()}
    return _add(signed, id_, "consent", {**_stamp(signed), "purpose": purpose, **days, "how": how, "agreed": agreed})


def _day(field: str, text: str) -> date | None:
    """A day in words or figures; None for nothing. Raises Wrong."""
    if not clean(text):
        return None
    try:
        heard = hear(clean(text), service().today()).when
    except Unclear:
        heard = None
    if not isinstance(heard, DateSpan) or not heard.is_day:
        raise Wrong(field, gettext("Give one day, such as 3 November 2026"))
    return heard.first


def _stamp(signed: SignedIn) -> dict[str, str]:
    return {"at": service().today().isoformat(), "who": signed.account.name}


def _add(signed: SignedIn, id_: str, part: str, entry: Mapping[str, Any]) -> Any:
    change(signed, id_, lambda content: {**content, "file": with_entry(content["file"], part, entry)})
    return _kept(id_)


@room.post("/reassign")
@needs("manager")
def reassign(signed: SignedIn, id_: str) -> Any:
    """Gives the case to another adviser."""
    owner = request.form.get("owner", "")
    if owner not in {account.address for account in service().office.accounts.all() if account.role in KEYED}:
        return _again(signed, id_, Wrong("owner", gettext("Choose an adviser or manager who has an account")))
    change(signed, id_, lambda content: {**content, "file": {**content["file"], "owner": owner}}, "case-reassigned")
    return _kept(id_)
