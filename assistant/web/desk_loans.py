"""Cases that families lend: the adviser types the family's code, opens the case for as long as the family said, and keeps
a copy only if the family allowed one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from assistant.core.desk_file import RENEW_AFTER, new_file, with_entry
from assistant.store.accounts import KEYED
from assistant.store.lent import Loan
from assistant.store.sessions import SignedIn
from assistant.web.desk_cases import PLACES, add, row_of
from assistant.web.desk_session import needs
from assistant.web.forms import clean
from assistant.web.limits import limited
from assistant.web.service import service
from assistant.web.tables import gettext

room = Blueprint("desk_loans", __name__, url_prefix="/desk/loan")


@room.post("")
@needs(*KEYED)
@limited("30 per 15 minutes")
def take(signed: SignedIn) -> Any:
    """Takes up a family's code and opens its case."""
    id_ = service().office.loans.take(request.form.get("code", ""), signed.account)
    if id_ is None:
        title = gettext("No family’s case waits under these words")
        text = gettext(
            "Check the spelling and the order. A code must be used within ten minutes; the family can make a new one."
        )
        page = render_template("error.html", title=title, text=text, typed=clean(request.form.get("code", "")[:200]))
        return page, 422
    return _opened(signed, id_)


@room.post("/<id_>/open")
@needs(*KEYED)
def enter(signed: SignedIn, id_: str) -> Any:
    """Opens a case that was lent."""
    _loan(signed, id_)
    return _opened(signed, row_of(id_))


def _opened(signed: SignedIn, id_: bytes) -> Any:
    service().office.loans.look(id_, signed.account)
    service().office.sessions.set_open(signed, "loan", id_)
    return redirect(PLACES["answers"])


def _loan(signed: SignedIn, address: str) -> tuple[Loan, str]:
    return service().office.loans.ticket(signed.unlocked, row_of(address)) or abort(404)


@room.post("/<id_>/copy")
@needs(*KEYED)
def copy(signed: SignedIn, id_: str) -> Any:
    """Keeps a copy as a case of the desk, if the family allowed it; the consent is written into its file."""
    loan, ticket = _loan(signed, id_)
    kept = service().store.load(ticket) or abort(404)
    if not loan.copies:
        abort(403)
    today = service().today()
    agreed = {
        "at": today.isoformat(),
        "who": signed.account.name,
        "purpose": "record",
        "given": today.isoformat(),
        "until": (today + timedelta(RENEW_AFTER)).isoformat(),
        "how": gettext("by the code that the family made"),
        "agreed": True,
    }
    file = with_entry(new_file(signed.account.address), "consent", agreed)
    made = add(signed, {"answers": dict(kept.answers), "file": file}, "case-copied")
    return redirect(url_for("desk_file.show", id_=made.hex()))
