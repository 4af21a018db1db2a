"""The list of the adviser's desk: the nearest deadline first, the family's own before the body's. Searched and filtered by a
form that is posted, so that no name stands in an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, make_response, redirect, render_template, request, url_for

from assistant.core.dates import on
from assistant.core.desk_brief import next_due, run_out
from assistant.store.accounts import KEYED, ROLES
from assistant.store.desk import Listed
from assistant.store.sessions import SignedIn
from assistant.web.deadlines import title_of
from assistant.web.desk_brief import anew
from assistant.web.desk_holders import DeskHolder, LoanHolder, ReadOnly
from assistant.web.desk_session import NotSignedIn, SignedOut, key_of, needs, signed_in
from assistant.web.errors import typed_words
from assistant.web.forms import clean
from assistant.web.moments import moment
from assistant.web.service import held, service
from assistant.web.tables import gettext

room = Blueprint("desk", __name__, url_prefix="/desk")
PAGE, MOST_REFRESHED = 50, 20
NEVER = "9999-12-31"
EXPORTS = frozenset(
    (
        *("keep.file", "letter_reading.saved", "summary.family_file", "summary.note_file"),
        *(f"letter_files.{name}" for name in ("letter", "large", "pack", "sent", "dates")),
    )
)
FILTERS = ("words", "who", "state", "level", "what")


@dataclass(frozen=True, slots=True)
class Entry:
    """A case on the list, in words."""

    row: Listed
    own: str
    body: str
    passed: str
    council: str
    owner: str
    changed: str  # "", "new" or "changed": since this adviser looked last


@room.route("/", methods=["GET", "POST"])
@needs(*ROLES)
def show(signed: SignedIn) -> Any:
    """The list; an administrator, who sees no case, is taken to the accounts."""
    if signed.account.role not in KEYED:
        return redirect(url_for("desk_people.show"))
    asked = {name: clean(request.form.get(name, ""))[:100] for name in FILTERS}
    page = request.form.get("page", 0, type=int)
    seen = service().office.cases.seen(signed.account.id)
    today = service().today().isoformat()
    found = sorted(_found(signed, asked, seen), key=lambda row: _nearest(row, today))
    page = min(max(page, 0), max(len(found) - 1, 0) // PAGE)
    names = {account.address: account.name for account in service().office.accounts.all()}
    return render_template(
        "desk/list.html",
        entries=[_entry(row, names, seen) for row in found[page * PAGE : (page + 1) * PAGE]],
        asked=asked,
        count=len(found),
        page=page,
        pages=(len(found) + PAGE - 1) // PAGE,
        loans=service().office.loans.of_account(signed.account),
        waiting=[account for account in service().office.accounts.all() if account.state == "waiting"],
        said=moment,
    )


def _found(signed: SignedIn, asked: Mapping[str, str], seen: Mapping[bytes, tuple[int, int]]) -> Iterator[Listed]:
    words, mine = asked["words"].casefold(), signed.account.address
    for row in _rows(signed):
        brief = row.brief
        wanted = (
            asked["state"] in ("all", brief["state"]) or (not asked["state"] and brief["state"] != "closed"),
            asked["level"] in ("", brief["level"]),
            asked["who"] in ("", brief["owner"]) or (asked["who"] == "mine" and brief["owner"] == mine),
            not asked["what"] or _is(asked["what"], row, seen),
            not words or _has(words, row),
        )
        if all(wanted):
            yield row


def _is(what: str, row: Listed, seen: Mapping[bytes, tuple[int, int]]) -> bool:
    today = service().today()
    if what == "changed":
        return bool(_changed(row, seen))
    if what == "passed":
        return run_out(row.brief, today) is not None
    return what == "late" and bool(row.brief["late"])


def _has(words: str, row: Listed) -> bool:
    """Is it the case of this number, name or council?"""
    council = service().definitions.councils.get(row.brief["council"])
    name = council.name if council else ""
    return words == str(row.number) or words in f"{row.brief['called']}\n{name}".casefold()


def _rows(signed: SignedIn) -> Iterator[Listed]:
    """All briefs; some that older rules wrote are written anew each time, so that a long list doesn't wait for it."""
    key, rules, fresh = key_of(signed), service().definitions.rules_version, list[Listed]()
    for row in service().office.cases.listed(key):
        if row.brief["rules"] == rules or len(fresh) == MOST_REFRESHED:
            yield row
        elif made := anew(key, row):
            fresh.append(made)
            yield made
    service().office.cases.refresh(key, fresh)


def _nearest(row: Listed, today: str) -> tuple[str, str, int]:
    own, body = (next((day for day, _ in row.brief[side] if day >= today), NEVER) for side in ("own", "body"))
    return own, body, row.number


def _changed(row: Listed, seen: Mapping[bytes, tuple[int, int]]) -> str:
    if row.id not in seen:
        return "new"
    return "changed" if seen[row.id][0] < row.version else ""


def _entry(row: Listed, names: Mapping[str, str], seen: Mapping[bytes, tuple[int, int]]) -> Entry:
    council = service().definitions.councils.get(row.brief["council"])
    own, body, passed = dates_said(row.brief)
    return Entry(
        row, own, body, passed, council.name if council else "", names.get(row.brief["owner"], ""), _changed(row, seen)
    )


def dates_said(brief: Mapping[str, Any]) -> tuple[str, str, str]:
    """The family's nearest limit, the body's nearest, and one of the body's that has passed, in words; each may be empty."""
    today, content = service().today(), service().content
    own, body, over = next_due(brief, "own", today), next_due(brief, "body", today), run_out(brief, today)
    titles = {code: prose.title for code, prose in content.findings.items()}
    return (
        title_of(content.words, own.what, own.day) if own else "",
        f"{titles.get(body.what, body.what)}: {content.words.date(on(body.day))}" if body else "",
        f"{titles.get(over.what, over.what)}: {content.words.date(on(over.day))}" if over else "",
    )


# ---- around every page ----------------------------------------------------------------------------------------------


def stand(app: Flask) -> None:
    """What the desk adds to all pages: who is signed in, the bar over a case that is open, and two answers of its own."""
    app.register_error_handler(NotSignedIn, _sign_in)
    app.register_error_handler(ReadOnly, _read_only)
    app.register_error_handler(SignedOut, _signed_out)
    app.after_request(_exported)
    app.context_processor(lambda: {"signed": signed_in(), "at_desk": _bar()})


def _bar() -> dict[str, str] | None:
    """Which case the pages of questions, result and letters show, for an adviser who has one open."""
    holder = held()
    if holder is None:
        return None
    if isinstance(holder, DeskHolder) and holder.row is not None:
        file = holder.row.content["file"]
        title = gettext("Case %(number)s", number=holder.row.number)
        return {
            "title": f"{title} {file['called']}".strip(),
            "told": _telling(file),
            "back": gettext("Back to its file"),
        }
    if isinstance(holder, LoanHolder):
        told = gettext("You may change it") if holder.loan.changes else gettext("To read only")
        return {"title": gettext("A case that a family lent you"), "told": told, "back": gettext("Back to the desk")}
    return {"title": gettext("Adviser’s desk"), "told": "", "back": gettext("Back to the desk")}


def _telling(file: Mapping[str, Any]) -> str:
    return {
        "family": gettext("what you type counts as told by the family"),
        "adviser": gettext("what you type counts as added by you"),
        "papers": gettext("what you type counts as read in papers"),
    }[file["telling"]]


def _sign_in(_: NotSignedIn) -> Any:
    return redirect(url_for("desk_sign.ask"))


def _read_only(_: ReadOnly) -> Any:
    title = gettext("The family lets you read this, not change it")
    text = gettext("Nothing was saved. They can make a new code that allows changes, under Save and come back.")
    return make_response(render_template("error.html", title=title, text=text, typed="", again=None, back=None), 403)


def _signed_out(_: SignedOut) -> Any:
    title = gettext("You were signed out")
    text = gettext("Nothing was saved from this page. If you wrote something, copy it from here; then sign in again.")
    back = ("/desk/sign-in", gettext("Sign in"))
    return make_response(
        render_template("error.html", title=title, text=text, typed=typed_words(), again=None, back=back), 400
    )


def _exported(response: Response) -> Response:
    """Tells the trail of each file that leaves the desk."""
    holder = held()
    if response.status_code == 200 and request.endpoint in EXPORTS and isinstance(holder, DeskHolder | LoanHolder):
        kind = "case-exported" if isinstance(holder, DeskHolder) else "loan-exported"
        service().office.trail.note(kind, holder.signed.account.who, holder.signed.row)
    return response
