"""Which questions are asked on one page: a question and up to two that follow it, where the facts belong together.

One that follows is shown before anybody knows whether it will be asked: what hangs on an answer of the same page is known
only afterwards. So it is shown if it may be asked, and its answer counts only if it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.core.definitions import Asked, Question

MOST_ON_A_PAGE = 3
PICKED = ("choice", "choices", "council")  # kinds that are answered by picking: an empty one was overlooked
WRITTEN = ("text", "words", "lines")  # kinds that may be left empty beside another answer


@dataclass(frozen=True, slots=True)
class Beside:
    """A question that is asked on another's page."""

    question: Question
    open: Question  # the same with only those conditions that hang on earlier pages


def sheets(questions: Sequence[Question]) -> dict[str, tuple[Beside, ...]]:
    """The questions that are asked on another's page, by the id of that one. ``questions`` are unrolled."""
    pages: dict[str, list[Question]] = {}
    for question in questions:
        if question.page:
            pages.setdefault(question.page, []).append(question)
    return {
        first: tuple(Beside(one, _open(one, {first, *(other.id for other in followers)})) for one in followers)
        for first, followers in pages.items()
    }


def _open(question: Question, members: set[str]) -> Question:
    def earlier(conditions: tuple[Asked, ...]) -> tuple[Asked, ...]:
        return tuple(asked for asked in conditions if asked.question not in members)

    when = earlier(question.when)
    return replace(
        question,
        when=when if len(when) == len(question.when) else (),
        needs=earlier(question.needs),
        unless=earlier(question.unless),
    )


def wrong_page(question: Question, earlier: dict[str, Question]) -> Iterator[str]:
    """What is wrong with the page a question names, in words; nothing if all is well."""
    if not question.page:
        return
    first, last = earlier.get(question.page), earlier[next(reversed(earlier))] if earlier else None
    if first is None or last is None or question.page not in (last.id, last.page):
        yield f"`page`: {question.page} is not the page of the question just before"
        return
    if first.page or first.group != question.group or first.section != question.section:
        yield f"`page`: {question.page} must have a page of its own, in the same section and group"
    if question.kind not in (*PICKED, *WRITTEN):
        yield f"`page`: a question of kind {question.kind} needs a page of its own"
    if 2 + sum(other.page == first.id for other in earlier.values()) > MOST_ON_A_PAGE:
        yield f"`page`: at most {MOST_ON_A_PAGE} questions stand on one page"
