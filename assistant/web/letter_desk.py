"""What every page about one letter needs at hand: its plan, the case and assessment, and the letter with the family's
changes; and how what the family does with its letters is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from flask import abort

from assistant.core.assess import assess
from assistant.core.assessment import Assessment
from assistant.core.case import Case
from assistant.core.definitions import LetterPlan
from assistant.core.edits import Draft, lay
from assistant.core.letters import Choice, Context, Letter, choices, compose, missing_facts
from assistant.core.reading import Passage, passages
from assistant.core.words import Phrase
from assistant.store.sealed import Conflict
from assistant.web.letter_book import KEY, Book, write_book
from assistant.web.service import Opened, opened, service

TRIES = 4


@dataclass(frozen=True)
class Desk:
    """One letter as of a day."""

    opened: Opened
    plan: LetterPlan
    case: Case
    assessment: Assessment
    missing: tuple[Phrase, ...]  # what it needs and the case does not give
    draft: Draft | None  # None if something is missing

    @property
    def letter(self) -> Letter:
        """The letter as it goes out. Not found, if it isn't offered."""
        return self.laid.letter

    @property
    def laid(self) -> Draft:
        """The letter with the family's changes. Not found, if it isn't offered."""
        return self.draft if self.draft is not None else abort(404)

    def choices(self) -> tuple[Choice, ...]:
        """What the family can add to this letter, asked in its language. Nothing, if it isn't offered."""
        if self.draft is None or not any(block.option for block in self.plan.blocks):
            return ()
        said = {choice.option: choice.asked for choice in self._choices(service().tongue.letters)}
        return tuple(replace(choice, asked=said[choice.option]) for choice in self._choices(service().letters))

    def _choices(self, context: Context) -> tuple[Choice, ...]:
        return choices(self.plan, self.assessment, self.case, context)


def passages_of(at: Desk) -> tuple[Passage, ...]:
    """The letter block by block, each beside what it says in the family's language. Not found, if it isn't offered."""
    chosen = at.opened.book.chosen.get(at.plan.id, ())
    tongue = service().tongue
    said = assess(tongue.definitions, at.case, at.assessment.as_of)
    return passages(at.laid, compose(at.plan, said, at.case, tongue.letters, chosen))


def desk(id_: str, day: date | None = None) -> Desk:
    """A letter by its id, as of a day (today, if none is said). Not found, if there is none; raises NoCase."""
    plan = service().definitions.letters.get(id_) or abort(404)
    return desk_of(opened(), plan, day)


def desk_of(family: Opened, plan: LetterPlan, day: date | None = None) -> Desk:
    """One letter of a family."""
    case = family.case(day)
    assessment = assess(service().definitions, case, day or service().today())
    missing = missing_facts(plan, assessment, case, service().letters)
    draft = None
    if not missing:
        chosen = family.book.chosen.get(plan.id, ())
        letter = compose(plan, assessment, case, service().letters, chosen)
        draft = lay(letter, family.book.edits.get(plan.id, ()))
    return Desk(family, plan, case, assessment, missing, draft)


def keep(change: Callable[[Opened], Book]) -> Opened:
    """Seals what the family did, worked out anew if another tab saved meanwhile. Raises Full, Conflict, store Gone."""
    for _ in range(TRIES):
        case = opened()
        try:
            case.save({**case.kept.answers, KEY: write_book(change(case))})
        except Conflict:
            continue
        return opened()
    raise Conflict
