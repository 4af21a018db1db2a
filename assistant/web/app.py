"""The Flask application: puts the rooms together. Pages are in the blueprints, the look in static/style.css."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, g
from flask_babel import Babel

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.flow import unroll
from assistant.core.letter_scene import letter_context
from assistant.core.sheets import sheets
from assistant.settings import Settings
from assistant.store.office import Office
from assistant.store.remembered import Remembered
from assistant.store.sealed import CaseStore
from assistant.web import (
    answers,
    decisions,
    desk,
    desk_cases,
    desk_figures,
    desk_file,
    desk_loans,
    desk_pattern,
    desk_people,
    desk_sign,
    desk_trail,
    errors,
    guards,
    guides,
    hand_over,
    health,
    keep,
    letter_files,
    letter_reading,
    letter_reasons,
    letter_sent,
    letter_words,
    letters,
    limits,
    logs,
    pages,
    paste,
    questions,
    quick,
    result,
    routes,
    rules,
    scoreboard,
    summary,
    tongues,
)
from assistant.web.service import Service, form_token, has_case
from assistant.web.spoken_templates import SpokenEnvironment

LARGEST_FORM = 600_000  # bytes: 50,000 letters of any script, as a browser sends them
ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    *(pages, questions, answers, result, keep),
    *(letters, letter_files, letter_reading, letter_words, letter_sent, letter_reasons),
    *(paste, quick, summary),
    *(
        hand_over,
        desk_sign,
        desk,
        desk_cases,
        desk_file,
        desk_loans,
        desk_people,
        desk_trail,
        desk_figures,
        desk_pattern,
    ),
    *(routes, rules, guides, decisions, scoreboard, tongues, health),
)


class Web(Flask):
    """Flask with what our pages are made by."""

    jinja_environment = SpokenEnvironment  # type: ignore[assignment]

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: Flask asks sixteen times a request whether one is asynchronous, and none of ours is."""
        return func


def create_app(
    definitions: Definitions,
    content: Content,
    data_path: Path,
    today: Callable[[], date] = date.today,
    others: Sequence[Content] = (),
    translations: Path = ROOT / "translations",
    settings: Settings = Settings(),  # noqa: B008 - frozen
) -> Flask:
    """The web service over one set of definitions and one store file, in one language and whichever others there are."""
    app = Web(__name__)
    logs.watch(app)
    store = CaseStore(Path(data_path))
    app.config.from_mapping(
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=200,
        BABEL_TRANSLATION_DIRECTORIES=str(translations),
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    settings = replace(settings, data=Path(data_path))
    app.extensions["assistant"] = made = _service(definitions, (content, *others), store, today, settings, translations)
    Babel(app, default_locale=content.language, locale_selector=lambda: made.tongue.locale)
    for part in ROOMS:
        app.register_blueprint(part.room)
    guards.stand(app, settings.proxies)
    limits.stand(app)
    errors.answer(app)
    desk.stand(app)
    app.context_processor(_everywhere(made))
    return app


def _service(
    definitions: Definitions,
    contents: Sequence[Content],
    store: CaseStore,
    today: Callable[[], date],
    settings: Settings,
    translations: Path,
) -> Service:
    unrolled = unroll(definitions.questions)
    first = contents[0]
    return Service(
        definitions=definitions,
        questions=unrolled,
        sheets=sheets(unrolled),
        store=store,
        office=Office(store),
        remembered=Remembered(),
        settings=settings,
        today=today,
        letters=letter_context(definitions, first.words, first.letters),
        tongues={c.language: tongues.tongue_of(definitions, c, unrolled, translations) for c in contents},
    )


def _everywhere(made: Service) -> Callable[[], dict[str, object]]:
    """What base.html needs on each page: made once for each language, for it is looked up at every request."""
    style = "/static/style.css?" + _stamp()
    every = list(made.tongues.values()) if len(made.tongues) > 1 else []
    same = {
        language: {
            "language": tongue.content.language,
            "direction": tongue.direction,
            "_": tongue.speaker,
            "cited": tongue.wording.cited,
            "of_letter": tongue.wording.of_letter,
            "speaks": tongue.speaks,
            "pounds": tongue.wording.words.pounds,
            "figure": tongue.wording.words.figure,
            "style": style,
            "languages": [other for other in every if other is not tongue],
        }
        for language, tongue in made.tongues.items()
    }
    return lambda: {
        **same[made.tongue.content.language],
        **({"languages": []} if "english" in g else {}),  # the desk has one language so far
        "has_case": has_case(),
        "token": form_token(),
    }


def _stamp() -> str:
    """A short name for exactly this style sheet, so that a browser may keep it until it changes."""
    return hashlib.sha256((Path(__file__).parent / "static" / "style.css").read_bytes()).hexdigest()[:8]
