"""Changing a letter: one page a paragraph. It can be put in other words, left out, put back, and given our words again."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request

from assistant.core.edits import FIXED, Edit, Piece
from assistant.web.forms import Wrong, clean, too_long
from assistant.web.letter_book import Book, Full
from assistant.web.letter_desk import Desk, desk, desk_of, keep
from assistant.web.letter_ground import Grounds, anchor
from assistant.web.service import Opened, service
from assistant.web.tables import gettext

room = Blueprint("letter_words", __name__, url_prefix="/letter")
LONGEST = 50_000
SAVE, OURS, OUT, BACK = "save", "ours", "out", "back"


@room.get("/<id_>/change/<path:block>")
def show(id_: str, block: str) -> Any:
    """One paragraph, to be changed. If the letter no longer has it, the letter."""
    at = desk(id_)
    piece = at.draft.piece(block) if at.draft else None
    if piece is None:
        return redirect(f"/letter/{id_}")
    return _page(at, piece, piece.block.text)


@room.post("/<id_>/change/<path:block>")
def take(id_: str, block: str) -> Any:
    """Keeps the change and shows the letter at that paragraph; or the page again, with what was typed."""
    at = desk(id_)
    piece = at.draft.piece(block) if at.draft else None
    typed = clean(request.form.get("text", ""))
    if piece is None:
        return _lost(typed)
    wish = request.form.get("do", SAVE)
    try:
        text = _asked_for(piece, wish, typed)
        if wish == SAVE and request.form.get("seen") != stamp(piece.edit) and piece.block.text != text:
            return _page(at, piece, typed, elsewhere=piece.block.text), 409
        keep(lambda family: _changed(family, id_, block, text, restore=wish in (OURS, BACK)))
    except Wrong as wrong:
        return _page(at, piece, typed, wrong), 422
    except Full:
        return _page(at, piece, typed, Wrong("text", no_room())), 422
    return redirect(f"/letter/{id_}#{anchor(block)}")


@room.post("/<id_>/choose")
def choose(id_: str) -> Any:
    """Adds to the letter something that stands there only if the family wants it, or leaves it out again."""
    at, option = desk(id_), request.form.get("option", "")
    if option in {choice.option for choice in at.choices()}:
        wanted = request.form.get("do") == "add"
        keep(lambda family: family.book.with_choice(id_, option, wanted=wanted))
    return redirect(f"/letter/{id_}")


@room.post("/<id_>/forget/<int:place>")
def forget(id_: str, place: int) -> Any:
    """Drops a change whose paragraph is no longer in the letter. The form says which words it means."""
    meant = request.form.get("seen", "")
    keep(lambda family: _without(family, id_, place, meant))
    return redirect(f"/letter/{id_}")


def stamp(edit: Edit | None) -> str:
    """A short name for a change: a page carries it, so that we notice if another tab changed the same paragraph."""
    said = "" if edit is None else f"{edit.block}|{edit.of}|{edit.text!r}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def no_room() -> str:
    """What is said when nothing more can be kept."""
    return gettext(
        "There is no room left for this. Make it shorter, or undo changes and old letters you no longer need"
    )


def _asked_for(piece: Piece, wish: str, typed: str) -> str | None:
    """The words that shall stand; None: none. Raises Wrong."""
    if wish == OUT:
        if piece.ours.kind in FIXED:
            raise Wrong("text", gettext("A letter needs its subject line. Change its words instead"))
        return None
    if wish in (OURS, BACK):
        return piece.ours.text
    if piece.ours.kind == "table":
        raise Wrong("text", gettext("A table can only be left out. To change what stands in it, change your answers"))
    if not typed:
        raise Wrong("text", gettext("Write something here. To do without this paragraph, leave it out"))
    if len(typed) > LONGEST:
        raise Wrong("text", too_long(len(typed), LONGEST))
    return typed


def _changed(family: Opened, id_: str, block: str, text: str | None, *, restore: bool) -> Book:
    draft = desk_of(family, service().definitions.letters[id_]).laid
    if draft.piece(block) is None:
        return family.book
    return family.book.with_edits(id_, draft.restored(block) if restore else draft.changed(block, text))


def _without(family: Opened, id_: str, place: int, meant: str) -> Book:
    at = desk_of(family, service().definitions.letters.get(id_) or abort(404))
    loose = at.draft.loose if at.draft else ()
    if place >= len(loose) or stamp(loose[place]) != meant:
        return family.book
    gone = loose[place]
    return family.book.with_edits(id_, tuple(edit for edit in at.laid.edits if edit is not gone))


def _page(at: Desk, piece: Piece, typed: str, wrong: Wrong | None = None, elsewhere: str = "") -> str:
    return render_template(
        "letter_change.html",
        plan=at.plan,
        note=Grounds(at.case, at.opened.path).note(piece),
        typed=typed,
        wrong=wrong,
        elsewhere=elsewhere,
        seen=stamp(piece.edit),
    )


def _lost(typed: str) -> tuple[str, int]:
    """The answers changed meanwhile, and the paragraph is gone: what was typed is shown, to be copied."""
    page = render_template(
        "error.html",
        title=gettext("This paragraph is no longer in the letter"),
        text=gettext("Your answers have changed since you opened the page, and the letter with them."),
        typed=typed,
        back=("/letters", gettext("Go to your letters")),
    )
    return page, 409
