"""What Babel needs to find our sentences where it doesn't look by itself: the questions, the law, the
duties and the letters in flows/."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any, BinaryIO

Message = tuple[int, str, tuple[str, str], list[str]]


def questions(file: BinaryIO, keywords: Any, tags: Any, options: Any) -> Iterator[Message]:
    """Every text of every question, with the question's id as its context, as ``Wording`` asks for it."""
    text = file.read().decode()
    for question in tomllib.loads(text).get("question", []):
        line = text[: text.index(f'id = "{question["id"]}"')].count("\n") + 1
        for said in dict.fromkeys(_texts(question)):
            yield line, "pgettext", (question["id"], said), []


def law(file: BinaryIO, keywords: Any, tags: Any, options: Any) -> Iterator[Message]:
    """What each provision says in short, and its caution, with the provision's id as their context."""
    text = file.read().decode()
    for provision in tomllib.loads(text).get("provision", []):
        line = text[: text.index(f'id = "{provision["id"]}"')].count("\n") + 1
        for key in ("says", "caution"):
            if provision.get(key):
                yield line, "pgettext", (provision["id"], provision[key]), []


def duties(file: BinaryIO, keywords: Any, tags: Any, options: Any) -> Iterator[Message]:
    """Each duty in plain words, with its id as their context."""
    text = file.read().decode()
    for duty in tomllib.loads(text).get("duty", []):
        yield text[: text.index(f'id = "{duty["id"]}"')].count("\n") + 1, "pgettext", (duty["id"], duty["plain"]), []


def letters(file: BinaryIO, keywords: Any, tags: Any, options: Any) -> Iterator[Message]:
    """What each letter is for and whom it goes to, with the letter's id as their context."""
    text = file.read().decode()
    for plan in tomllib.loads(text).get("letter", []):
        line = text[: text.index(f'id = "{plan["id"]}"')].count("\n") + 1
        for key in ("purpose", "recipient"):
            yield line, "pgettext", (plan["id"], plan[key]), []


def _texts(question: dict[str, Any]) -> Iterator[str]:
    young = question.get("young", {})
    for words in (question, young):
        yield from filter(None, (words.get(key) for key in ("text", "short", "hint", "why")))
        yield from filter(None, words.get("labels", {}).values())
    for option in question.get("options", []):
        yield from filter(None, (option.get("label"), option.get("hint")))
    for others in ("options", "hints"):
        yield from young.get(others, {}).values()
