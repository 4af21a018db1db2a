"""What every page of the web needs at hand: the definitions and prose, the store, and the case of the family that asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, cast

from flask import Response, current_app, g, request
from werkzeug.exceptions import Gone

from assistant.core.brand import Brand
from assistant.core.case import Case
from assistant.core.content import Content
from assistant.core.definitions import Definitions, Question
from assistant.core.fills import case_of
from assistant.core.flow import Path, may_be_asked, replay
from assistant.core.given import BESIDE, with_givers
from assistant.core.letter_scene import Context
from assistant.core.refill import joined
from assistant.core.sent import with_reasons, with_told
from assistant.core.sheets import Beside
from assistant.settings import Settings
from assistant.store import sealed
from assistant.store.office import Office
from assistant.store.remembered import Remembered
from assistant.store.sealed import HOURS_KEPT, CaseStore, Kept
from assistant.web.findings import Cards
from assistant.web.forms import AnswerForm
from assistant.web.letter_book import Book, read_book, told
from assistant.web.prose import Page
from assistant.web.wording import Wording

if TYPE_CHECKING:  # their own pages ask for the service
    from assistant.web.guides import Library
    from assistant.web.tongues import Tongue

# `__Host-`: sent over https only, to this host only, unreadable for any script. Chromium and Firefox count localhost
# and 127.0.0.1 as safe and take it there over http too.
CASE_COOKIE = "__Host-case"
LANGUAGE_COOKIE = "__Host-language"


@dataclass(frozen=True)
class Service:
    """One running service: made once, in ``create_app``."""

    definitions: Definitions
    questions: tuple[Question, ...]  # unrolled
    sheets: Mapping[str, tuple[Beside, ...]]  # those asked on another's page, by its id
    store: CaseStore
    office: Office  # the adviser's desk
    remembered: Remembered
    settings: Settings
    today: Callable[[], date]
    letters: Context  # what letters are composed from, beside a case. Letters to a body are in English
    tongues: Mapping[str, Tongue]  # by language; the first is the one without a choice

    @property
    def brand(self) -> Brand | None:
        """The advice service under whose name papers are printed, if this installation names one."""
        name = self.settings.advice_service
        return Brand(name, self.settings.advice_address) if name else None

    @property
    def tongue(self) -> Tongue:
        """What is said in the language of this request; to a young person, once ``opened`` has seen that one asks."""
        here = g._get_current_object()  # `g` three times costs three times as much
        tongue = self.tongues[here.get("language") or picked(self.tongues, next(iter(self.tongues)))]
        return tongue.young if tongue.young and here.get("young") else tongue

    @property
    def content(self) -> Content:
        """The prose."""
        return self.tongue.content

    @property
    def pages(self) -> Mapping[str, Page]:
        """The pages without answers."""
        return self.tongue.pages

    @property
    def wording(self) -> Wording:
        """How questions and answers are said."""
        return self.tongue.wording

    @property
    def cards(self) -> Cards:
        """What is said of findings."""
        return self.tongue.cards

    @property
    def forms(self) -> Mapping[str, type[AnswerForm]]:
        """The forms of questions, by the question's id."""
        return self.tongue.forms

    @property
    def library(self) -> Library:
        """The guides, the glossary, and the search over them."""
        return self.tongue.library


def service() -> Service:
    """The service that this request runs in."""
    return cast(Service, current_app.extensions["assistant"])


def picked(tongues: Mapping[str, Tongue], first: str) -> str:
    """The language of this request: the family's choice, else what its browser asks for, else the first."""
    chosen = g.get("language") or (first if "english" in g else request.cookies.get(LANGUAGE_COOKIE, ""))
    if chosen not in tongues:
        chosen = request.accept_languages.best_match([first, *tongues], default=first)
    g.language = chosen
    return chosen


class Holder(Protocol):
    """Whose case the pages of questions, result and letters work on, if it isn't the one of this browser's ticket: a case
    of the adviser's desk, or one that a family lent. ``web/desk_session.py`` puts it into ``g`` before a request.
    """

    def load(self) -> Kept | None:
        """The case; None if it is gone or over."""

    def save(self, read: Kept, answers: Mapping[str, Any]) -> None:
        """Seals changed answers. Raises store Conflict or Gone, or what forbids it."""


class NoCase(Gone):
    """There are no answers to show: none were given, they were deleted, or their 24 hours are over."""


@dataclass
class Opened:
    """A family's case, unsealed for one request."""

    ticket: str
    kept: Kept

    @cached_property
    def path(self) -> Path:
        """Where the family is."""
        return replay(service().questions, self.kept.answers, service().today())

    @cached_property
    def book(self) -> Book:
        """What the family did with its letters."""
        return read_book(self.kept.answers)

    def beside(self, question: Question) -> tuple[Question, ...]:
        """The questions that are asked on a question's page too."""
        asked = service().sheets.get(question.id, ())
        return tuple(one.question for one in asked if may_be_asked(one.open, self.path))

    def case(self, day: date | None = None) -> Case:
        """What the family said, with the letters it sent and the answers it had, as of a day; of today, if none is said."""
        said = joined(case_of(self.path.answered, day or service().today()), self.kept.answers.get(BESIDE, {}))
        return with_reasons(with_told(said, told(self.book, service().definitions.letters)), self.book.reasons)

    def save(self, answers: Mapping[str, Any], hours: int | None = None) -> None:
        """Seals changed answers, to be kept as long as before or for so many hours. Raises store Conflict if another tab
        saved meanwhile, and NoCase if the case is gone.
        """
        holder = held()
        if holder is not None:
            holder.save(self.kept, answers)
            return
        answers = with_givers(self.kept.answers, answers, None)
        service().store.save(self.ticket, self.kept, answers, hours)
        g.renewed = self.ticket, hours or self.kept.hours  # the browser's ticket lives as long as the row


def opened() -> Opened:
    """The case of the family that asks, or the one that is open at the desk. Raises NoCase."""
    holder = held()
    ticket = "" if holder else request.cookies.get(CASE_COOKIE, "")
    kept = holder.load() if holder else service().store.load(ticket) if ticket else None
    if kept is None:
        raise NoCase
    g.young = kept.answers.get("filled_in_by") == "young_person"
    return Opened(ticket, kept)


def held() -> Holder | None:
    """The case that is open at the desk, if somebody is signed in there and has opened one."""
    return cast("Holder | None", g.get("holder"))


def reader() -> Kept | None:
    """The case of who reads a page that needs none, so that it can speak to them; None if there is none. Such a page stays
    open when no case can be opened.
    """
    holder, ticket = held(), request.cookies.get(CASE_COOKIE)
    try:
        kept = holder.load() if holder else service().store.load(ticket) if ticket else None
    except sqlite3.Error:
        return None
    g.young = kept is not None and kept.answers.get("filled_in_by") == "young_person"
    return kept


def has_case() -> bool:
    """Does this browser hold a ticket, or a case of the desk? Whether its row is still there is not looked up."""
    return held() is not None or CASE_COOKIE in request.cookies


def form_token() -> str:
    """What a form on this page must carry; empty if this browser holds no ticket and nobody is signed in at the desk."""
    if "desk_token" in g:
        return str(g.desk_token)
    ticket = request.cookies.get(CASE_COOKIE)
    return sealed.form_token(ticket) if ticket else ""


def give_ticket(response: Response, ticket: str, hours: int = HOURS_KEPT) -> None:
    """Hands the browser the ticket of a case. It forgets it when it is closed, unless the family wants the case kept for
    more ``hours`` than usual.
    """
    age = hours * 3600 if hours > HOURS_KEPT else None
    response.set_cookie(CASE_COOKIE, ticket, max_age=age, secure=True, httponly=True, samesite="Lax", path="/")


def renew(response: Response) -> Response:
    """Lets the browser keep its ticket as long as the row that was just saved."""
    if "renewed" in g and g.renewed[1] > HOURS_KEPT and CASE_COOKIE not in str(response.headers.getlist("Set-Cookie")):
        give_ticket(response, *g.renewed)
    return response


def take_ticket(response: Response) -> None:
    """Makes the browser forget its ticket."""
    response.delete_cookie(CASE_COOKIE, secure=True, httponly=True, samesite="Lax", path="/")
