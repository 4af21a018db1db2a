"""One case of the desk: opening it in the pages of questions, result and letters, handing it to the family, deleting it.

``case_at`` reads the case of an address and ``change`` seals what is changed of it; other pages of the desk use them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from assistant.core.desk_file import new_file
from assistant.core.given import KEY, NO_FACTS
from assistant.store.accounts import KEYED
from assistant.store.desk import DeskRow
from assistant.store.sealed import Conflict
from assistant.store.sessions import SignedIn
from assistant.web.desk_brief import brief_of
from assistant.web.desk_session import key_of, needs
from assistant.web.service import service

room = Blueprint("desk_cases", __name__, url_prefix="/desk")
TRIES = 4
HANDED_HOURS = 2_160  # three months, as for any case with a return code
PLACES = {
    "questions": "/check/",
    "answers": "/answers",
    "result": "/result",
    "letters": "/letters",
    "paste": "/paste",
    "rows": "/timeline/quick",
    "summary": "/summary",
    "note": "/summary/note",
}


def row_of(address: str) -> bytes:
    """The id in an address; not found, if it can't be one."""
    try:
        made = bytes.fromhex(address)
    except ValueError:
        abort(404)
    return made if len(made) == 16 else abort(404)


def case_at(signed: SignedIn, address: str) -> DeskRow:
    """The case of an address; not found, if there is none (any more)."""
    return service().office.cases.load(key_of(signed), row_of(address)) or abort(404)


def change(
    signed: SignedIn,
    address: str,
    made: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    kind: str = "case-changed",
    *,
    ends: Callable[[Mapping[str, Any], int | None], int | None] = lambda _, ends: ends,
) -> DeskRow:
    """Seals a case with its content changed, worked out anew if somebody saved meanwhile. ``ends`` says when the case is
    deleted, from its new content and when it was to be so far. Raises store Conflict.
    """
    for _ in range(TRIES):
        row = case_at(signed, address)
        content = made(row.content)
        brief = brief_of(content, signed.account.address, service().store.now)
        try:
            service().office.cases.save(
                key_of(signed), row, content, brief, signed.account, kind, ends(content, row.ends)
            )
        except Conflict:
            continue
        return row
    raise Conflict


@room.post("/new")
@needs(*KEYED)
def begin(signed: SignedIn) -> Any:
    """A new case without a name, and on to its first question."""
    content = {"answers": {"filled_in_by": "adviser"}, "file": new_file(signed.account.address)}
    id_ = add(signed, content)
    service().office.sessions.set_open(signed, "case", id_)
    return redirect(PLACES["questions"])


def add(signed: SignedIn, content: Mapping[str, Any], kind: str = "case-new") -> bytes:
    """Seals a new case and returns its id."""
    cases, key = service().office.cases, key_of(signed)
    brief = brief_of(content, signed.account.address, service().store.now)
    id_ = cases.create(key, content, brief, signed.account, kind)
    row = cases.load(key, id_)
    if row is not None:
        cases.look(row, signed.account)
    return id_


@room.post("/case/<id_>/open")
@needs(*KEYED)
def enter(signed: SignedIn, id_: str) -> Any:
    """Opens the case in the pages of questions, answers, result or letters."""
    row = case_at(signed, id_)
    service().office.sessions.set_open(signed, "case", row.id)
    service().office.trail.note("case-opened", signed.account.who, row.id)
    return redirect(PLACES.get(request.form.get("to", ""), PLACES["questions"]))


@room.get("/back")
@needs(*KEYED)
def back(signed: SignedIn) -> Any:
    """From the pages of a case to its file; what was open is closed."""
    kind, row = signed.kind, signed.row
    service().office.sessions.set_open(signed, "", b"")
    if kind == "case":
        return redirect(url_for("desk_file.show", id_=row.hex()))
    return redirect(url_for("desk.show"))


# ---- to the family, and away ----------------------------------------------------------------------------------------


@room.post("/case/<id_>/hand-over")
@needs(*KEYED)
def hand_over(signed: SignedIn, id_: str) -> Any:
    """Gives the family a copy of its case, with a return code that is shown this once. The file of the service stays."""
    row = case_at(signed, id_)
    ticket = service().store.create(for_family(row.content["answers"]))
    read = service().store.load(ticket) or abort(500)
    service().store.save(ticket, read, read.answers, HANDED_HOURS)
    code = service().store.give_code(ticket)
    service().office.trail.note("case-handed-over", signed.account.who, row.id)
    return render_template("desk/handed.html", row=row, code=code)


def for_family(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the family's own: what it said itself needs no mark, and who typed them is no answer of theirs."""
    given = {question: entry for question, entry in answers.get(KEY, {}).items() if entry["by"] != "family"}
    rest = {name: answer for name, answer in answers.items() if name not in (KEY, *NO_FACTS)}
    return {**rest, KEY: given} if given else rest


@room.route("/case/<id_>/delete", methods=["GET", "POST"])
@needs("manager")
def delete(signed: SignedIn, id_: str) -> Any:
    """Asks once, then deletes the case for good."""
    row = case_at(signed, id_)
    if request.method == "GET":
        return render_template("desk/delete.html", row=row)
    service().office.cases.delete(row.id, signed.account)
    return redirect(url_for("desk.show"))
