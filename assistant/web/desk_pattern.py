"""The pattern report, for a manager: from cases whose families agreed to be counted, for one year that is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import Blueprint, Response, abort, render_template
from markupsafe import Markup

from assistant.core.letters import Letter
from assistant.core.pattern import Counted, Pattern, from_kept, of_year, pattern_csv
from assistant.core.pattern_report import compose_pattern
from assistant.documents import Busy, file_name, to_html, to_pdf, to_text
from assistant.store.desk import Listed
from assistant.store.sessions import SignedIn
from assistant.web.desk_brief import anew
from assistant.web.desk_figures import CSV, asked_year, not_listed
from assistant.web.desk_session import key_of, needs
from assistant.web.letter_files import PDF, as_file, busy
from assistant.web.service import service

room = Blueprint("desk_pattern", __name__, url_prefix="/desk")
room.register_error_handler(Busy, busy)
MOST_YEARS = 6


@room.get("/pattern")
@needs("manager")
def show(signed: SignedIn) -> Any:
    """The report of the year in the address; of the last one that is over, if none is named."""
    year = asked_year(_years())
    if year is None:
        return render_template("desk/pattern.html", years=_years(), year=None, html="", **not_listed()), 422
    service().office.trail.note("pattern-opened", signed.account.who)
    # every word is escaped by the documents
    html = Markup(to_html(_report(_patterns(signed, year), year), service().content.words))  # noqa: S704
    return render_template("desk/pattern.html", years=_years(), year=year, html=html)


@room.get("/pattern.txt", defaults={"ending": "txt"})
@room.get("/pattern.pdf", defaults={"ending": "pdf"})
@room.get("/pattern.csv", defaults={"ending": "csv"})
@needs("manager")
def saved(signed: SignedIn, ending: str) -> Response:
    """The same as a file."""
    year = asked_year(_years()) or abort(404)
    make, kind = _MAKE[ending]
    body = make(_patterns(signed, year), year)
    service().office.trail.note("pattern-exported", signed.account.who)
    return as_file(body, kind, file_name(f"pattern {year}", service().today(), ending))


def _years() -> list[int]:
    """Years that are over, the newest first: one that still runs would tell of a new case by the difference to yesterday."""
    newest = service().today().year - 1
    return list(range(newest, newest - MOST_YEARS, -1))


def _patterns(signed: SignedIn, year: int) -> tuple[Pattern, ...]:
    return of_year(_counted(signed), year)


def _counted(signed: SignedIn) -> Iterator[tuple[Counted, ...]]:
    """What each case adds whose family agreed to this purpose, and whose consent holds today. It stands in the briefs;
    one that older rules wrote, or that time has passed by, is written anew.
    """
    key, fresh = key_of(signed), list[Listed]()
    for row in service().office.cases.listed(key):
        told = _told(row)
        if told is None and (made := anew(key, row)):
            fresh.append(made)
            told = _told(made)
        yield told or ()
    service().office.cases.refresh(key, fresh)


def _told(row: Listed) -> tuple[Counted, ...] | None:
    """What the brief of a case tells of it today; None if it is too old."""
    if row.brief["rules"] != service().definitions.rules_version or "pattern" not in row.brief:
        return None
    part, today = row.brief["pattern"], service().today()
    if part is None or part["until"] < today.isoformat():
        return ()
    return from_kept(part, row.brief["council"], today)


def _report(patterns: tuple[Pattern, ...], year: int) -> Letter:
    made = service()
    return compose_pattern(patterns, year, made.today(), made.definitions, made.content, made.brand)


def _text(patterns: tuple[Pattern, ...], year: int) -> bytes:
    return to_text(_report(patterns, year), service().content.words).encode()


def _pdf(patterns: tuple[Pattern, ...], year: int) -> bytes:
    return to_pdf(_report(patterns, year), service().content.words)


def _csv(patterns: tuple[Pattern, ...], _: int) -> bytes:
    names = {code: council.letter_name for code, council in service().definitions.councils.items()}
    return pattern_csv(patterns, names).encode()


_MAKE: Mapping[str, tuple[Callable[[tuple[Pattern, ...], int], bytes], str]] = {
    "txt": (_text, "text/plain; charset=utf-8"),
    "pdf": (_pdf, PDF),
    "csv": (_csv, CSV),
}
