"""The Flask application: puts the rooms together. Pages are in the blueprints, the look in static/style.css."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from babel import Locale
from flask import Flask
from flask_babel import Babel

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.flow import unroll
from assistant.core.letter_scene import letter_context
from assistant.store.sealed import CaseStore
from assistant.web import answers, errors, guards, guides, letters, pages, questions, result, routes, rules
from assistant.web.findings import Cards
from assistant.web.forms import form_for
from assistant.web.prose import read_pages
from assistant.web.service import Service, form_token, has_case
from assistant.web.wording import Speaker, Wording

LARGEST_FORM = 600_000  # bytes: 50,000 letters of any script, as a browser sends them
ROOT = Path(__file__).resolve().parents[2]


def create_app(
    definitions: Definitions, content: Content, data_path: Path, today: Callable[[], date] = date.today
) -> Flask:
    """The web service over one set of definitions, one language's prose and one store file."""
    app = Flask(__name__)
    store = CaseStore(Path(data_path))
    app.config.from_mapping(
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=200,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["assistant"] = _service(definitions, content, store, today)
    Babel(app, default_locale=content.language, locale_selector=lambda: content.language)
    for part in (pages, questions, answers, result, letters, routes, rules, guides):
        app.register_blueprint(part.room)
    guards.stand(app)
    errors.answer(app)
    app.context_processor(_everywhere(content))
    return app


def _service(definitions: Definitions, content: Content, store: CaseStore, today: Callable[[], date]) -> Service:
    wording = Wording(content.words, definitions.councils)
    unrolled = unroll(definitions.questions)
    months, councils = wording.months(), frozenset(definitions.councils)
    return Service(
        definitions=definitions,
        content=content,
        questions=unrolled,
        store=store,
        today=today,
        pages=read_pages(content.pages),
        wording=wording,
        cards=Cards(definitions, content),
        letters=letter_context(definitions, content.words, content.letters),
        forms={question.id: form_for(question, councils, months) for question in unrolled},
        library=guides.Library(definitions, content),
    )


def _everywhere(content: Content) -> Callable[[], dict[str, object]]:
    """What base.html needs on each page: made once, for it is looked up at every request."""
    locale = Locale.parse(content.language)
    same = {
        "language": locale.language,
        "direction": locale.text_direction,
        "_": Speaker(),
        "style": "/static/style.css?" + _stamp(),
    }
    return lambda: {**same, "has_case": has_case(), "token": form_token()}


def _stamp() -> str:
    """A short name for exactly this style sheet, so that a browser may keep it until it changes."""
    return hashlib.sha256((Path(__file__).parent / "static" / "style.css").read_bytes()).hexdigest()[:8]
