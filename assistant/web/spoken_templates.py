"""Templates with their sentences already said in the language of the page: ``{{ _('Continue') }}`` becomes "Continue" when
the template is read, once in each language, and not at every request. A page has some thirty such sentences.

A sentence with values (``_('question %(number)s', number=…)``) is said when the page is made.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, MutableMapping
from typing import Any

from flask import Flask
from flask.templating import DispatchingJinjaLoader, Environment
from jinja2 import Environment as JinjaEnvironment
from jinja2 import Template

from assistant.web.service import service
from assistant.web.tables import gettext

_SENTENCE = re.compile(r"""\{\{ _\(('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\) \}\}""")


class _Loader(DispatchingJinjaLoader):
    """Reads "pl/help.html" as help.html, said in the language of this request, which is Polish."""

    def get_source(
        self, environment: JinjaEnvironment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, place, fresh = super().get_source(environment, template.partition("/")[2])
        return _SENTENCE.sub(_said, source), place, fresh


def _said(sentence: re.Match[str]) -> str:
    said = gettext(ast.literal_eval(sentence[1]))
    return said if "{" not in said else sentence[0]  # what looks like a template is left to the template


class SpokenEnvironment(Environment):
    """Keeps each template once for each language."""

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, loader=_Loader(app), **options)
        self._read: dict[tuple[str, str], Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the library's name for it
    ) -> Template:
        """The template, in the language of this request."""
        if isinstance(name, Template):
            return name
        language = service().tongue.content.language
        template = self._read.get((language, name))
        if template is None:
            template = self._read[language, name] = super().get_template(f"{language}/{name}", parent, globals)
            template.globals = dict(template.globals)  # copied for each page: a chain of two takes ten times as long
        return template
