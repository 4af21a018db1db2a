"""Tables of sentences that a page looks something up in: said once in each language, for a page asks them many times."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from flask_babel import get_locale

Table = TypeVar("Table")


def per_language(make: Callable[[], Table]) -> Callable[[], Table]:
    """The table that ``make`` gives in the language of this request, made when it is first asked for in it."""
    made: dict[str, Table] = {}

    @wraps(make)
    def look() -> Table:
        language = str(get_locale())
        if language not in made:
            made[language] = make()
        return made[language]

    return look
