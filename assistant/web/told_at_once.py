"""Many facts told at once, beside the questions: from a pasted chronology or a timeline of rows. They become answers where a
question asks for them (core/refill.py), and stand beside the answers where none does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import make_response, redirect

from assistant.core.case import Case, write_case
from assistant.core.fills import case_of
from assistant.core.flow import replay
from assistant.core.given import BESIDE
from assistant.core.refill import FACTS, LISTS, joined, refill
from assistant.web.service import NoCase, Opened, give_ticket, has_case, held, opened, service


def here() -> Opened | None:
    """The case of this browser, if it holds one. Raises NoCase if the desk's open case is gone: what is typed into it must
    not become the case of the adviser's own browser.
    """
    try:
        return opened() if has_case() else None
    except NoCase:
        if held() is not None:
            raise
        return None


def said(case: Opened | None) -> Case:
    """What was answered and stands beside the answers; without what follows from letters that were sent."""
    if case is None:
        return case_of((), service().today())
    return joined(case_of(case.path.answered, service().today()), case.kept.answers.get(BESIDE, {}))


def answers_of(kept: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """Answers that make this case, with those kept so far left as they are where that makes no other case."""
    today, questions = service().today(), service().questions
    made = refill(questions, case, today)
    beside = {BESIDE: made.beside} if made.beside else {}
    ours = {id_: answer for id_, answer in kept.items() if id_.startswith("@") and id_ != BESIDE}
    plain = {question.id: question for question in questions if not question.fills.startswith(FACTS)}
    same = {id_: answer for id_, answer in kept.items() if answer is not None and id_ in plain}
    tried = {**made.answers, **same}
    again = joined(case_of(replay(questions, tried).answered, today), made.beside)
    return {**ours, **beside, **(tried if _same(again, case) else made.answers)}


def _same(one: Case, other: Case) -> bool:
    return _bare(one) == _bare(other)


def _bare(case: Case) -> dict[str, Any]:
    """A case without the order of its entries, their cycles, and the words that choose questions."""
    told = write_case(case)
    for name in LISTS:
        entries = ({key: value for key, value in entry.items() if key != "cycle"} for entry in told.get(name, ()))
        told[name] = sorted(json.dumps(entry, sort_keys=True) for entry in entries)
    return {key: value for key, value in told.items() if key not in ("problems", "as_of")}


def save(case: Opened | None, told: Case, go_to: str) -> Any:
    """Seals the answers that make a case, in a new row if this browser has none, and goes on. Raises Conflict."""
    response = make_response(redirect(go_to))
    if case is None:
        give_ticket(response, service().store.create(answers_of({}, told)))
    else:
        case.save(answers_of(case.kept.answers, told))
    return response
