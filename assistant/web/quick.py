"""The whole timeline on one page, by keyboard: a row for each event, and beside it what follows from them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request

from assistant.core.assess import assess
from assistant.core.case import Case, read_case, write_case
from assistant.core.dates import DateSpan, read_when
from assistant.core.shape import CaseError
from assistant.core.strip import strip
from assistant.web.english import english_only
from assistant.web.event_words import Kind, kinds, label_of, told
from assistant.web.forms import LONGEST_NOTE, Wrong, clean, too_long
from assistant.web.quick_about import About, about_of, with_about
from assistant.web.service import Opened, service
from assistant.web.tables import gettext
from assistant.web.told_at_once import here, said, save

room = Blueprint("quick", __name__)
EMPTY, MORE, MOST = 3, 6, 150  # rows: empty ones at the end, those a press adds, all of them
NEAREST = 4  # dates beside the rows


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was typed, or as it stands in the case. ``as_kept``: the event it came from, as JSON; may be empty."""

    kind: str = ""
    date: str = ""
    note: str = ""
    as_kept: str = ""
    wrong: Wrong | None = None

    @property
    def blank(self) -> bool:
        return not (self.kind or self.date or self.note)


@room.get("/timeline/quick")
@english_only
def show() -> str:
    """The rows of the case, with empty ones below."""
    case = here()
    told_so_far = said(case)
    rows = sorted((_row(event) for event in write_case(told_so_far).get("events", ())), key=_order)
    return _page(case, told_so_far, [*rows, *[Row()] * EMPTY], about_of(told_so_far))


@room.post("/timeline/quick")
@english_only
def change() -> Any:
    """Keeps the rows as they stand: a row that was emptied is taken away. Another press adds empty rows."""
    case = here()
    told_so_far = said(case)
    rows = list(_typed())
    about = about_of(told_so_far).typed(request.form)
    if "more" in request.form:
        return _page(case, told_so_far, [*rows, *[Row()] * MORE][:MOST], about)
    listed = kinds()
    events, rows = _events(rows, listed)
    made, problem = None, ""
    if not any(row.wrong for row in rows):
        about, made, problem = _made(told_so_far, about, events)
    if made is None:
        return _page(case, told_so_far, [*rows, *[Row()] * EMPTY][:MOST], about, problem), 422
    return save(case, made, "/timeline/quick")


def _made(case: Case, about: About, events: Sequence[Mapping[str, Any]]) -> tuple[About, Case | None, str]:
    """The case with what was typed; None if something in it can't be read, with what is wrong."""
    about, value = with_about(write_case(case), about)
    if about.wrong:
        return about, None, ""
    try:
        return about, read_case({**value, "events": list(events)}), ""
    except CaseError:
        return about, None, gettext("There are more rows than a case can hold")


def _row(event: Mapping[str, Any]) -> Row:
    says = {key: value for key, value in event.items() if key not in ("event", "date", "note", "cycle", "by")}
    kept = {key: value for key, value in event.items() if key != "cycle"}
    return Row(
        label_of(event["event"], says),
        service().wording.when(event["date"]),
        event.get("note", ""),
        json.dumps(kept, ensure_ascii=False),
    )


def _order(row: Row) -> tuple[date, date]:
    when = read_when(json.loads(row.as_kept)["date"])
    return (when.first, when.last) if isinstance(when, DateSpan) else (date.max, date.max)


def _typed() -> Iterator[Row]:
    """The rows that were sent, without those left empty."""
    form = request.form
    for number in range(MOST):
        fields = [clean(form.get(f"{name}-{number}", "")) for name in ("kind", "date", "note", "kept")]
        row = Row(fields[0][:300], fields[1][:300], fields[2][: LONGEST_NOTE + 1], fields[3][: 2 * LONGEST_NOTE])
        if not row.blank:
            yield row


def _events(rows: Sequence[Row], listed: Sequence[Kind]) -> tuple[list[dict[str, Any]], list[Row]]:
    """The rows as events; and as rows again, each with what is wrong in it."""
    events, shown = [], []
    for number, row in enumerate(rows):
        try:
            events.append(_event(row, number, listed))
            shown.append(row)
        except Wrong as wrong:
            shown.append(Row(row.kind, row.date, row.note, row.as_kept, wrong))
    return events, shown


def _event(row: Row, number: int, listed: Sequence[Kind]) -> dict[str, Any]:
    """One row as an event of the case file; what of it was not changed stays as it was kept. Raises Wrong."""
    if len(row.note) > LONGEST_NOTE:
        raise Wrong(f"note-{number}", too_long(len(row.note), LONGEST_NOTE))
    kept = _kept(row.as_kept)
    before = _row(kept) if kept else Row()
    same = bool(kept) and row.kind == before.kind
    if same and row.date == before.date:
        made = dict(kept)
    else:
        typed_date = kept["date"] if kept and row.date == before.date else row.date
        kind, notation = told({f"kind-{number}": row.kind, f"date-{number}": typed_date}, number, listed)
        made = {**(kept if same else {"event": kind.event, **kind.says}), "date": notation}
    made.pop("note", None)
    return {**made, "note": row.note} if row.note else made


def _kept(text: str) -> dict[str, Any]:
    """The event a row came from; empty for what is no event: somebody else may have written it."""
    if not text:
        return {}
    try:
        case = read_case({"format": "ehcp-case/1", "events": [json.loads(text)]})
    except (ValueError, RecursionError):
        return {}
    event: dict[str, Any] = write_case(case)["events"][0]
    return event


def _page(case: Opened | None, told_so_far: Case, rows: Sequence[Row], about: About, problem: str = "") -> str:
    return render_template(
        "quick.html",
        rows=rows,
        about=about,
        problem=problem,
        kinds=kinds(),
        councils=service().definitions.councils.values(),
        more=len(rows) < MOST,
        words=service().content.words,
        **_result(case, told_so_far),
    )


def _result(case: Opened | None, told_so_far: Case) -> dict[str, Any]:
    """What follows from what is kept: the findings, the strongest first, and the nearest dates."""
    if case is None or not told_so_far.events:
        return {"cards": [], "dates": [], "counted": False}
    whole = case.case()
    assessment = assess(service().definitions, whole, service().today())
    dates = [entry for entry in strip(assessment, service().content) if not entry.passed]
    wording = service().wording
    return {
        "cards": [
            card for card in service().cards.of(whole, assessment) if card.finding.verdict not in ("met", "not-due")
        ],
        "dates": [(entry.what, wording.day(entry.by) if entry.by else entry.how) for entry in dates[:NEAREST]],
        "counted": True,
    }
