"""What a page is called where somebody tells us of it: its kind, in plain words. Nothing of a case is in it."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.web.tables import gettext, per_language


def page_name(endpoint: str) -> str:
    """The name of the kind of page that an endpoint shows; empty for what is none."""
    room, dot, _ = endpoint.partition(".")
    return _names().get(endpoint) or (_names().get(room, "") if dot else "")


@per_language
def _names() -> Mapping[str, str]:
    letters = dict.fromkeys(("letters", "letter_files", "letter_words", "letter_reasons"), gettext("a letter"))
    desk = ("desk", "desk_sign", "desk_cases", "desk_file", "desk_loans", "desk_people")
    figures = ("desk_trail", "desk_figures", "desk_pattern")
    return {
        "pages": gettext("a page about this service"),
        "pages.start": gettext("the start page"),
        "pages.delete": gettext("deleting everything"),
        "questions": gettext("a question"),
        "answers": gettext("the list of answers"),
        "result": gettext("the result"),
        **dict.fromkeys(("keep", "hand_over"), gettext("saving and coming back")),
        **letters,
        "letter_reading": gettext("the reading copy of a letter"),
        "letter_sent": gettext("letters sent"),
        "paste": gettext("pasting a chronology"),
        "quick": gettext("all dates on one page"),
        "summary": gettext("the summary"),
        **dict.fromkeys((*desk, *figures), gettext("the adviser’s desk")),
        "routes": gettext("who can look at what"),
        "rules": gettext("the rules"),
        "guides": gettext("a guide"),
        "guides.words": gettext("what the words mean"),
        "guides.search": gettext("the search"),
        "decisions": gettext("published decisions"),
        "scoreboard": gettext("how we check this"),
        "tongues": gettext("translations"),
    }
