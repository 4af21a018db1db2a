"""Letters sent, answers that came and reasons given become events of the case; what the family told stands once."""

from __future__ import annotations

import pytest

from assistant.core.case import Case, read_case, write_case
from assistant.core.dates import DateSpan, read_when
from assistant.core.letters import Block, Letter
from assistant.core.sent import Told, last_fact, with_reasons, with_told


def case(*events: dict) -> Case:
    return read_case({"format": "ehcp-case/1", "as_of": "2026-11-21", "events": list(events)})


def event(kind: str, date: str, **more: str) -> dict:
    return {"event": kind, "date": date, **more}


def told(place: str, date: str, outcome: str | None = None, since: str = "") -> Told:
    span = read_when(since) if since else None
    return Told(place, read_when(date), outcome, span if isinstance(span, DateSpan) else None)


MADE = event("complaint_made", "2026-11-10", body="council")
CASES = [
    ("a new event joins", [], [told("complaint_made/council", "2026-11-10")], [MADE]),
    (
        "not yet gives way",
        [MADE, event("stage1_response", "not-yet"), event("suspended", "2026-01")],
        [told("stage1_response/council", "2026-11-20")],
        [MADE, event("suspended", "2026-01"), event("stage1_response", "2026-11-20", body="council")],
    ),
    (
        "unknown gives way",
        [event("ombudsman_contacted", "unknown")],
        [told("ombudsman_contacted", "2026-11")],
        [event("ombudsman_contacted", "2026-11")],
    ),
    ("told twice, it stands once", [event("complaint_made", "2026-11")], [told("complaint_made/council", "2026-11-10")],
     [event("complaint_made", "2026-11")]),
    (
        "another body's is another event",
        [event("complaint_made", "2026-11-10", body="nhs")],
        [told("complaint_made/council", "2026-11-10")],
        [event("complaint_made", "2026-11-10", body="nhs"), MADE],
    ),
    (
        "an earlier complaint stays",
        [event("complaint_made", "2025-03-01")],
        [told("complaint_made/council", "2026-11-10")],
        [event("complaint_made", "2025-03-01"), MADE],
    ),
    (
        "no answer is news after an older one",
        [event("stage1_response", "2025-04-01")],
        [told("stage1_response/council", "not-yet", since="2026-11-10")],
        [event("stage1_response", "2025-04-01"), event("stage1_response", "not-yet", body="council")],
    ),
    (
        "no answer is no news after the answer",
        [event("stage1_response", "2026-11-15")],
        [told("stage1_response/council", "not-yet", since="2026-11-10")],
        [event("stage1_response", "2026-11-15")],
    ),
    (
        "an outcome comes along",
        [],
        [told("ombudsman_decision", "2026-11-20", "upheld")],
        [event("ombudsman_decision", "2026-11-20", outcome="upheld")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("events", "new", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_what_was_sent_and_answered_joins_the_case(events, new, expected):
    made = with_told(case(*events), new)
    assert write_case(made).get("events", []) == expected
    assert [e.index for e in made.events] == list(range(len(expected)))
    assert with_told(made, new) == made  # told again, nothing is added


def test_a_reason_is_noted_at_the_last_decision_it_can_be_about():
    told = case(
        event("assess_decision", "2025-03-01"), event("review_decision", "2026-02"), event("suspended", "2026-05")
    )
    made = with_reasons(told, {"late-reason": "I was ill.", "review-ground": "They got the date wrong."})
    assert [e.note for e in made.events] == [None, "I was ill.", None]


def test_the_last_fact_a_letter_speaks_of():
    told = case(
        MADE,
        event("suspended", "2026-11"),
        event("stage1_response", "2026-12-30"),
        event("governors_decision", "not-yet"),
    )
    letter = Letter(
        "x",
        "X",
        (
            Block("a", "paragraph", facts=("events/0", "impact")),
            Block("b", "paragraph", facts=("events/1", "events/3")),
        ),
    )
    found = last_fact(letter, told)
    assert found is not None
    assert found.event == "complaint_made"
    assert last_fact(Letter("x", "X", ()), told) is None
