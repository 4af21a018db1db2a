"""Figures of a year, for a manager: the sums as a table, and as CSV for a return or for a case system."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from assistant.core.desk_file import figures_of
from assistant.core.figures import CaseFigures, lines_csv, year_csv, year_rows
from assistant.documents import file_name
from assistant.store.desk import Listed
from assistant.store.sessions import SignedIn
from assistant.web.desk_session import key_of, needs
from assistant.web.desk_words import vocabulary
from assistant.web.letter_files import as_file
from assistant.web.moments import day_of
from assistant.web.service import service
from assistant.web.tables import gettext

room = Blueprint("desk_figures", __name__, url_prefix="/desk/figures")
CSV = "text/csv; charset=utf-8"
_MAKE: Mapping[str, Callable[[list[CaseFigures], int], str]] = {
    "sums": year_csv,
    "cases": lambda cases, _: lines_csv(cases),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One measure: what it counts, and its rows as word, cases, hours."""

    name: str
    rows: list[tuple[str, str, str]]


@room.get("")
@needs("manager")
def show(signed: SignedIn) -> Any:
    """The sums of the year in the address; of the newest that has cases, if none is named."""
    rows = _by_year(signed)
    years = sorted(rows, reverse=True) or [service().today().year]
    year = asked_year(years)
    if year is None:
        return _page(years, None, [], **not_listed()), 422
    service().office.trail.note("figures-opened", signed.account.who)
    return _page(years, year, _parts(_figures(signed, rows.get(year, [])), year))


def _page(years: list[int], year: int | None, parts: list[Part], **wrong: str) -> str:
    return render_template("desk/figures.html", years=years, year=year, parts=parts, **wrong)


def not_listed() -> dict[str, str]:
    """What a page says of a year that can't be picked."""
    return {"wrong": "year", "place": "none", "message": gettext("Pick a year of the list")}


def asked_year(years: list[int]) -> int | None:
    """The year in the address, the first of these if none is there; None if it is none of them."""
    typed = request.args.get("year", "")
    return next((year for year in years if typed in ("", str(year))), None)


@room.get("/sums.csv", defaults={"table": "sums"})
@room.get("/cases.csv", defaults={"table": "cases"})
@needs("manager")
def saved(signed: SignedIn, table: str) -> Response:
    """The sums of a year, or a line for each of its cases, as CSV."""
    rows = _by_year(signed)
    year = asked_year(sorted(rows, reverse=True)) or abort(404)
    made = _MAKE[table](_figures(signed, rows[year]), year)
    service().office.trail.note("figures-exported", signed.account.who)
    return as_file(made.encode(), CSV, file_name(f"figures {year} {table}", service().today(), "csv"))


def _by_year(signed: SignedIn) -> dict[int, list[tuple[Listed, Any]]]:
    """The cases of the desk by the year in which they came to it, each with that day, in the order of their numbers."""
    begun, found = service().office.trail.begun(), dict[int, list[tuple[Listed, Any]]]()
    for row in sorted(service().office.cases.listed(key_of(signed)), key=lambda row: row.number):
        day = day_of(begun.get(row.id, row.brief["at"]))
        found.setdefault(day.year, []).append((row, day))
    return found


def _figures(signed: SignedIn, rows: list[tuple[Listed, Any]]) -> list[CaseFigures]:
    """What is counted of each case. Its issues: what the family said is wrong, and what appears or may be late."""
    made, key = [], key_of(signed)
    for row, day in rows:
        whole = service().office.cases.load(key, row.id)
        if whole is not None:
            said = whole.content["answers"].get("problems") or ()
            issues = (*said, *row.brief["late"])
            made.append(figures_of(whole.content["file"], issues, row.brief["council"], day))
    return made


# ---- in words -------------------------------------------------------------------------------------------------------


def _parts(cases: list[CaseFigures], year: int) -> list[Part]:
    """The rows of the year by measure, in words."""
    names, words, parts = _measures(), _values(), list[Part]()
    for measure, value, number, hours in year_rows(cases, year):
        if not parts or parts[-1].name != names[measure]:
            parts.append(Part(names[measure], []))
        said = words.get((measure, value)) or (gettext("Not said") if value == "not-said" else value)
        parts[-1].rows.append((said, number, hours))
    return parts


def _measures() -> dict[str, str]:
    return {
        "all": gettext("All cases that came in this year"),
        "state": gettext("State"),
        "level": gettext("Level of intervention"),
        "issues": gettext("What it is about"),
        "outcome": gettext("Outcome"),
        "referred_in": gettext("Who referred the family to us"),
        "referred_out": gettext("Where we referred them to"),
    }


def _values() -> dict[tuple[str, str], str]:
    """What each word of each measure is called."""
    lists = vocabulary()
    of = {"state": "states", "level": "levels", "outcome": "outcomes", "referred_in": "referrals"}
    of |= {"referred_out": "referrals"}
    said = {(measure, word): text for measure, name in of.items() for word, text in lists[name]}
    titles = {("issues", code): prose.title for code, prose in service().content.findings.items()}
    question = next(question for question in service().questions if question.id == "problems")
    groups = {("issues", o.value): service().wording.answer(question, [o.value])[0] for o in question.options}
    return {**said, **titles, **groups, ("issues", "other"): gettext("Something else")}
