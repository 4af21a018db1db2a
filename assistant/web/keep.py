"""Coming back, without an account: how long this browser's case is kept, a return code, and a file of the family's own."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage

from assistant.core.case import MOST_BYTES, read_case_text, write_case
from assistant.core.dates import on
from assistant.core.given import BESIDE
from assistant.core.refill import LISTS, refill
from assistant.core.shape import CaseError
from assistant.documents import file_name
from assistant.store.sealed import Conflict
from assistant.web.forms import clean
from assistant.web.limits import limited
from assistant.web.moments import moment
from assistant.web.service import CASE_COOKIE, Opened, give_ticket, has_case, opened, service, take_ticket
from assistant.web.tables import gettext

room = Blueprint("keep", __name__)
HOURS = (24, 2_160, 8_760)  # a day, three months, a year


@room.get("/keep")
def show() -> str:
    """The three ways to come back, each with what it is good for and what it can't do."""
    return page_of(opened())


def page_of(case: Opened, code: str = "", moved: bool = False, lent_code: str = "") -> str:
    """The page, with whatever is shown this once."""
    office, now = service().office, service().store.now
    until = datetime.fromtimestamp(case.kept.expires, UTC).date()
    return render_template(
        "keep.html",
        hours=case.kept.hours,
        until=service().wording.words.date(on(until)),
        has_code=case.kept.has_code,
        code=code,
        moved=moved,
        lent_code=lent_code,
        loans=[(loan, loan.running(now)) for loan in office.loans.of_family(case.ticket)],
        lends=office.accounts.open,
        said=moment,
    )


@room.post("/keep/time")
def keep_for() -> Any:
    """Keeps the case for as long as the family chose, counted from its last answer."""
    opened()
    hours = request.form.get("hours", type=int)
    if hours in HOURS:
        _keep_for(hours)
    return redirect(url_for("keep.show"))


def _keep_for(hours: int) -> Opened:
    """Raises Conflict only if other tabs save again and again in that moment."""
    for last in (False, False, False, True):
        case = opened()
        try:
            case.save(case.kept.answers, hours)
        except Conflict:
            if last:
                raise
        else:
            break
    return opened()


@room.post("/keep/code")
@limited("30 per hour")
def give_code() -> Any:
    """Makes a return code and shows it, this once. A case with a code is kept for three months at least."""
    case = opened()
    if case.kept.hours < HOURS[1]:
        case = _keep_for(HOURS[1])
    code = service().store.give_code(case.ticket)
    return page_of(opened(), code)


@room.post("/keep/move")
def move() -> Any:
    """Puts the case under a new key: other browsers that hold it, and its code, open nothing any more."""
    fresh = service().store.move(opened().ticket)
    kept = service().store.load(fresh)
    assert kept is not None
    response = make_response(page_of(Opened(fresh, kept), moved=True))
    give_ticket(response, fresh, kept.hours)
    return response


@room.get("/keep/answers.json")
def file() -> Response:
    """The family's answers as a case file."""
    case = opened().case()
    text = json.dumps(write_case(case), ensure_ascii=False, indent=1)
    response: Response = make_response(text + "\n")
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    name = file_name("answers", service().today(), "json")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# ---- back again -----------------------------------------------------------------------------------------------------


@room.get("/return")
def ask() -> str:
    """Where a return code is typed, or a file is opened."""
    return _back()


def _back(**wrong: Any) -> str:
    return render_template("return.html", holds=has_case() and _answered(), **wrong)


def _answered() -> bool:
    kept = service().store.load(_ticket())
    return kept is not None and any(answer is not None for answer in kept.answers.values())


def _ticket() -> str:
    return request.cookies.get(CASE_COOKIE, "")


@room.post("/return/code")
@limited("20 per 15 minutes; 60 per day")
@limited("600 per hour", together=True)
def by_code() -> Any:
    """Opens the case of a return code in this browser."""
    code = clean(request.form.get("code", ""))
    if not code:
        return _back(wrong="code", message=gettext("Type the six words of your code")), 422
    if _would_replace():
        return _back(wrong="code", message=_tick(), code=code), 422
    ticket = service().store.by_code(code)
    kept = service().store.load(ticket) if ticket else None
    if ticket is None or kept is None:
        return _back(wrong="code", message=_no_such_code(), code=code), 422
    return _opened(ticket, kept.hours)


def _no_such_code() -> str:
    return gettext(
        "No answers are kept under these words. Check the spelling and the order. If the time you chose is over, they are "
        "deleted"
    )


@room.post("/return/file")
@limited("60 per hour")
def by_file() -> Any:
    """Opens a case file: what our questions ask for becomes answers, the rest is kept beside them."""
    try:
        text = _read(request.files.get("file"))
        case = read_case_text(text)
    except CaseError as error:
        return _back(wrong="file", message=_unreadable(error)), 422
    if _would_replace():
        return _back(wrong="file", message=_tick()), 422
    made = refill(service().questions, case, service().today())
    answers = {**made.answers, **({BESIDE: made.beside} if made.beside else {})}
    return _opened(service().store.create(answers), HOURS[0])


def _read(sent: FileStorage | None) -> str:
    body = sent.stream.read(MOST_BYTES + 1) if sent is not None else b""
    if not body:
        raise CaseError(gettext("choose the file first"), "")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError(gettext("it isn't a file of answers from this service"), "") from None


def _unreadable(error: CaseError) -> str:
    """What is wrong with a file, and where. The place names a member of the format, not what somebody wrote."""
    place = error.at[:80] or "/"
    return gettext("We couldn't open this file: %(error)s (at %(place)s)", error=str(error)[:300], place=place)


def _would_replace() -> bool:
    return has_case() and _answered() and request.form.get("replace") != "yes"


def _tick() -> str:
    return gettext("There are other answers in this browser. Tick the box if they may be replaced")


def _opened(ticket: str, hours: int) -> Any:
    response = make_response(redirect(url_for("answers.show")))
    if _ticket() and _ticket() != ticket:
        kept = service().store.load(_ticket())
        if kept is not None and not kept.has_code:  # nothing could open it any more
            service().store.delete(_ticket())
        take_ticket(response)
    give_ticket(response, ticket, hours)
    return response


@room.post("/keep/beside/<any(events, provision_missing, out_of_school, exceptions):name>/<int:place>/remove")
def remove(name: str, place: int) -> Any:
    """Takes away one fact that came with a file and that no question asks for."""
    case = opened()
    beside = case.kept.answers.get(BESIDE, {})
    if name in LISTS and place < len(beside.get(name, ())):
        left = [entry for number, entry in enumerate(beside[name]) if number != place]
        case.save({**case.kept.answers, BESIDE: {**beside, name: left}})
    return redirect(url_for("answers.show"))
