"""A family lends its case to an adviser: a code of six words to show, and the end of it at any time."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request, url_for

from assistant.web.keep import page_of
from assistant.web.limits import limited
from assistant.web.service import opened, service

room = Blueprint("hand_over", __name__)
HOURS = (1, 24, 336)  # an hour, a day, two weeks


@room.post("/keep/lend")
@limited("30 per hour")
def lend() -> Any:
    """Makes the code and shows it, this once."""
    case, form = opened(), request.form
    hours = form.get("lend_hours", type=int)
    code = service().office.loans.offer(
        case.ticket,
        hours if hours in HOURS else HOURS[0],
        changes=form.get("changes") == "yes",
        copies=form.get("copies") == "yes",
    )
    return page_of(case, lent_code=code)


@room.post("/keep/lend/<id_>/end")
def end(id_: str) -> Any:
    """Ends it at once. An old page that names one no longer there changes nothing."""
    case = opened()
    for loan in service().office.loans.of_family(case.ticket):
        if loan.address == id_:
            service().office.loans.end(case.ticket, loan.id)
    return redirect(url_for("keep.show"))
