"""The flow of questions: where a family is. Part of the engine; knows no page.

Answers are one mapping, question id -> JSON value, as kept in the sealed row:

    choice, council, text, words   a string           choices, lines   a list of strings
    when                           a date of the case file, "2024-03"
    child                          {"name": "Sam", "born": "2014-06"}
    any of them                    null: passed over, nothing said

There is no stored "current page". Every request replays all answers from the first question; a changed answer sets
aside what it makes irrelevant, and nothing is thrown away. The case that the answers make: core/fills.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from assistant.core.case import Case
from assistant.core.definitions import Asked, Question
from assistant.core.fills import AGAIN, case_of, wrong_fills
from assistant.core.sheets import wrong_page

Answers = Mapping[str, Any]
Said = dict[str, tuple[str, ...]]
KINDS = ("choice", "choices", "when", "text", "words", "lines", "council", "child")
SECTIONS = ("problems", "about", "dates", "words")
UNSAID = ("not-yet", "unknown")
LONG_AGO = "long-ago"  # said of a date beside "date": what began then, the Ombudsman may call late
PROBLEMS = "problems"  # a question that fills this place, and the id of the first: a later one adds to its answer
MOST_ROUNDS = 6
_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Path:
    """Where a family is. ``pages`` are the questions that may be opened, in order: those answered, and the current."""

    pages: tuple[Question, ...]
    current: Question | None  # the first one without an answer; None: all is answered
    ahead: tuple[Question, ...]  # what is certain to come after it, as far as can be seen
    aside: tuple[Question, ...]  # answered once, no longer asked because another answer changed
    answers: Answers  # those of the answered pages only
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # what conditions compare them with

    def page(self, id_: str) -> Question | None:
        """The question, if its page may be opened."""
        return next((question for question in self.pages if question.id == id_), None)

    def before(self, question: Question) -> Question | None:
        """The page before this one; None for the first."""
        place = next(place for place, known in enumerate(self.pages) if known.id == question.id)
        earlier = self.pages[place - 1] if place else None
        return (self.page(earlier.page) or earlier) if earlier else None

    @property
    def answered(self) -> Iterator[tuple[Question, Any]]:
        """The questions answered or passed over, in order, each with its answer."""
        return ((question, self.answers[question.id]) for question in self.pages if question.id in self.answers)


def may_be_asked(question: Question, path: Path) -> bool:
    """Do a question's conditions hold after the answers so far?"""
    return _asked(question, path.words)


def said(question: Question, answer: Any, today: date | None = None) -> tuple[str, ...]:
    """The words that conditions compare: the options picked; of a date "date", "not-yet" or "unknown"; else "given". A date
    that may lie more than a year before ``today`` is also LONG_AGO, as is each if today isn't known.
    """
    if not answer:
        return ()
    if question.kind == "when":
        return (answer,) if answer in UNSAID else ("date", LONG_AGO) if _long_ago(answer, today) else ("date",)
    if question.kind == "choice":
        return (answer,)
    return tuple(answer) if question.kind == "choices" else ("given",)


def _long_ago(answer: str, today: date | None) -> bool:
    """Compares the first day a date may be, as written: of years, months and days the shorter sorts before the longer."""
    return today is None or answer.partition("/")[0] < _year_before(today)


@lru_cache(maxsize=8)
def _year_before(day: date) -> str:
    return f"{day.year - 1}-{day:%m-%d}"


def replay(questions: Sequence[Question], answers: Answers, today: date | None = None) -> Path:
    """Goes through all questions (unrolled) with the answers given so far. Answers to unknown questions are ignored."""
    questions = questions if isinstance(questions, Unrolled) else Unrolled(questions)
    words: Said = {}
    pages: list[Question] = []
    ahead, current = [], None
    may_be = bytearray(questions.always)
    for place in _marked(may_be):
        question = questions[place]
        if not _asked(question, words):
            continue
        if question.id in answers:
            pages.append(question)
            for id_, word in _words_of(question, answers[question.id], today):
                words[id_] = (*words.get(id_, ()), *word)
                for later in questions.led_to(id_, word):
                    may_be[later] = 1
        elif current is None:
            current = question
            pages.append(question)
        else:
            ahead.append(question)
    on_path = {question.id: answers[question.id] for question in pages if question is not current}
    return Path(tuple(pages), current, tuple(ahead), _aside(questions, answers, on_path), on_path, words)


def _marked(places: bytearray) -> Iterator[int]:
    """The places marked with 1, in order, among them those marked on the way."""
    place = places.find(1)
    while place >= 0:
        yield place
        place = places.find(1, place + 1)


def _words_of(question: Question, answer: Any, today: date | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What conditions compare with, by the question they name: a later question on problems adds to the first."""
    words = said(question, answer, today)
    yield question.id, words
    if question.fills == PROBLEMS != question.id:
        yield PROBLEMS, words


def _aside(questions: Sequence[Question], answers: Answers, on_path: Answers) -> tuple[Question, ...]:
    left = {id_ for id_, answer in answers.items() if answer is not None and id_ not in on_path}
    return tuple(question for question in questions if question.id in left) if left else ()


def case_from(questions: Sequence[Question], answers: Answers, as_of: date) -> Case:
    """The case that a family's answers make, as of a day. Raises CaseError for an answer that no page could give."""
    return case_of(replay(questions, answers, as_of).answered, as_of)


def _asked(question: Question, words: Mapping[str, tuple[str, ...]]) -> bool:
    # Plain loops, `needs` first: at every request this runs for each question that an earlier answer may lead to.
    for asked in question.needs:
        if not _holds(asked, words):
            return False
    for asked in question.unless:
        if _holds(asked, words):
            return False
    if not question.when:
        return True
    for asked in question.when:  # noqa: SIM110 (a generator costs three times as much)
        if _holds(asked, words):
            return True
    return False


def _holds(asked: Asked, words: Mapping[str, tuple[str, ...]]) -> bool:
    given = words.get(asked.question)
    if not given or not asked.any:
        return bool(given)
    for word in given:  # noqa: SIM110 (likewise)
        if word in asked.any:
            return True
    return False


class Unrolled(tuple[Question, ...]):
    """All questions in order, and what each answer may lead to: of some 200 a family is asked 20, and only questions that
    hang on an answer it gave are looked at.
    """

    always: bytes  # a byte for each question: 1 if it hangs on no answer
    _places: Mapping[tuple[str, str], Sequence[int]]  # by question and word, "" for any

    def __new__(cls, questions: Iterable[Question]) -> Unrolled:
        made, places = super().__new__(cls, questions), dict[tuple[str, str], list[int]]()
        for place, question in enumerate(made):
            for asked in question.needs[:1] or question.when:
                for word in asked.any or ("",):
                    places.setdefault((asked.question, word), []).append(place)
        made.always, made._places = bytes(not (one.needs or one.when) for one in made), places
        return made

    def led_to(self, question: str, words: Sequence[str]) -> Iterator[int]:
        """The places of the questions that may be asked after an answer to one, by the words of that answer."""
        for word in (*words, "") if words else ():
            yield from self._places.get((question, word), ())


# ---- rounds ---------------------------------------------------------------------------------------------------------


def unroll(questions: Sequence[Question]) -> Unrolled:
    """The questions with each group written out as often as it may be asked, so that replay needs no loop of its own.

    The second round of question ``x`` has the id ``x-2``; it is asked if the first round's AGAIN was answered yes. Where a
    question outside the group depends on one inside (``when``, ``unless``), any round will do.
    """
    questions = _seeing_all_rounds(questions)
    made: list[Question] = []
    place = 0
    while place < len(questions):
        group = questions[place].group
        end = place + 1
        while group and end < len(questions) and questions[end].group == group:
            end += 1
        made += _rounds(questions[place:end]) if group else questions[place:end]
        place = end
    return Unrolled(made)


def _seeing_all_rounds(questions: Sequence[Question]) -> list[Question]:
    repeated = {question.group for question in questions if question.fills == AGAIN}
    groups = {question.id: question.group for question in questions if question.group in repeated}

    def seen(conditions: tuple[Asked, ...], own: str) -> tuple[Asked, ...]:
        return tuple(
            replace(asked, question=asked.question if number == 1 else f"{asked.question}-{number}")
            for asked in conditions
            for number in range(1, (1 if groups.get(asked.question, own) == own else MOST_ROUNDS) + 1)
        )

    return [
        replace(question, when=seen(question.when, question.group), unless=seen(question.unless, question.group))
        for question in questions
    ]


def _rounds(group: Sequence[Question]) -> Iterator[Question]:
    members = {question.id for question in group}
    more = next((question.id for question in group if question.fills == AGAIN), None)
    for number in range(1, (MOST_ROUNDS if more else 1) + 1):
        for question in group:
            if number < MOST_ROUNDS or question.id != more:
                yield question if number == 1 else _round(question, number, members, more or "")


def _round(question: Question, number: int, members: set[str], more: str) -> Question:
    def renamed(conditions: tuple[Asked, ...]) -> tuple[Asked, ...]:
        return tuple(
            Asked(f"{asked.question}-{number}", asked.any) if asked.question in members else asked
            for asked in conditions
        )

    before = more if number == 2 else f"{more}-{number - 1}"
    return replace(
        question,
        id=f"{question.id}-{number}",
        when=renamed(question.when),
        needs=(Asked(before, ("yes",)), *renamed(question.needs)),
        unless=renamed(question.unless),
        dated=f"{question.dated}-{number}" if question.dated in members else question.dated,
        page=f"{question.page}-{number}" if question.page else "",
        round=number,
    )


# ---- checks at start ------------------------------------------------------------------------------------------------


def check_questions(questions: Sequence[Question]) -> list[str]:
    """What is wrong with the questions as written (not unrolled), a sentence each that names the question's id."""
    wrong: list[str] = []
    earlier: dict[str, Question] = {}
    for question in questions:
        if question.id in earlier:
            wrong.append(f"question {question.id} is written twice")
        wrong += [f"question {question.id}: {message}" for message in _wrong(question, earlier)]
        earlier[question.id] = question
    return wrong


def _wrong(question: Question, earlier: dict[str, Question]) -> Iterator[str]:
    if not _ID.fullmatch(question.id):
        yield "an id has small letters, digits and _ only"
    if question.kind not in KINDS:
        yield f"there is no kind {question.kind}"
    if question.section not in SECTIONS:
        yield f"there is no section {question.section}"
    if (question.kind in ("choice", "choices")) != bool(question.options):
        yield "options belong to choice and choices, and these need them"
    if question.dated and question.dated not in earlier:
        yield f"no earlier question is called {question.dated}"
    yield from _unreachable(question, earlier)
    yield from wrong_page(question, earlier)
    yield from wrong_fills(question)


def _unreachable(question: Question, earlier: Mapping[str, Question]) -> Iterator[str]:
    """A condition on a question that doesn't come earlier, or on a word nobody can answer there, never holds."""
    for asked in (*question.when, *question.needs, *question.unless):
        known = earlier.get(asked.question)
        if known is None:
            yield f"it can't be reached: no earlier question is called {asked.question}"
            continue
        possible = _possible(known)
        for word in asked.any:
            if word not in possible:
                yield f"it can't be reached by {word}: {known.id} is never answered so"


def _possible(question: Question) -> set[str]:
    if question.kind == "when":
        return {"date", LONG_AGO, *(word for word in UNSAID if question.labels.get(word) != "")}
    return {option.value for option in question.options} or {"given"}
