"""Single dates: every worked example in flows/duties, every one of the contract's, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.content import Content
from assistant.core.dates import on
from assistant.core.due import due_date
from assistant.core.report import due_json
from assistant.core.shape import CaseError
from assistant.core.vocabulary import FORMAT
from tests.core.cases import RULES, span
from tests.shared import DATES, GIVEN, need

ROWS = [row for rows in RULES.duties.values() for row in rows]
EXAMPLES = [(row, example) for row in ROWS for example in row.examples]


@pytest.mark.parametrize(("row", "example"), EXAMPLES, ids=[f"{row.id}-{one.due}" for row, one in EXAMPLES])
def test_a_worked_example_of_a_rule(row, example):
    found = due_date(RULES, row.id, example.given)
    assert found.due == on(example.due)
    assert found.strict_due == (on(example.strict_due) if example.strict_due else None)
    assert (found.rule.due, found.rule.until) == (row.due, row.until)


CASES = [(row, worked) for row in ROWS for worked in row.cases]


@pytest.mark.parametrize(("row", "worked"), CASES, ids=[f"{row.id}-{one.facts[:40]}" for row, one in CASES])
def test_a_worked_case_of_a_rule(row, worked):
    case = read_case({"format": FORMAT, **worked.case})
    verdicts = [f.verdict for f in assess(RULES, case, worked.as_of).findings if f.duty is row]
    assert verdicts == [worked.verdict]


def test_every_rule_with_a_day_or_a_finding_is_proved():
    assert [row.id for row in ROWS if not row.proved] == []


def test_every_worked_date_of_the_contract(content):
    vectors = json.loads(need(DATES).read_text(encoding="utf-8"))
    wrong = [line for vector in vectors for line in disagreements(vector, content)]
    assert not wrong, "\n".join(wrong)


def disagreements(vector: dict[str, Any], content: Content) -> Iterator[str]:
    """Where a date comes out otherwise than the contract has it, one line each."""
    found = due_json(due_date(RULES, vector["rule"], vector["given"]), content)
    name = f"{vector['rule']} {vector['given']}"
    for key in ("due", "strict_due", "with_rollover", "kind", "excused"):
        if key in vector and found.get(key) != vector[key]:
            yield f"{name}: {key} {vector[key]}; came {found.get(key)}"
    if vector.get("status") == "guidance" and RULES.duties[vector["rule"]][-1].force == "statute":
        yield f"{name}: guidance, called law"


def test_every_key_of_the_contract_is_taken():
    listed: dict[str, list[str]] = json.loads(need(GIVEN).read_text(encoding="utf-8"))
    unknown = [
        f"{rule}: {key}"
        for rule, keys in listed.items()
        for key in keys
        if all(key not in row.given for row in RULES.duties.get(rule, ()))
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("rule", "given", "at", "says"),
    [
        ("A-FINAL-20", {}, "/rule", "no rule"),
        ("A-FINAL-20W", {}, "/given", "request_received"),
        ("A-FINAL-20W", {"request_received": None}, "/given", "a date is needed"),
        ("A-FINAL-20W", {"request": "2025-01-06"}, "/given/request", "not known"),
        ("A-FINAL-20W", {"request_received": "06/01/2025"}, "/given/request_received", "a date is written as"),
        ("A-FINAL-20W", {"request_received": "not-yet"}, "/given/request_received", "null means not yet"),
        ("A-FINAL-20W", {"request_received": ["2025"]}, "/given/request_received", "a date in quotation marks"),
        ("A-FINAL-20W", [], "/given", "an object"),
        ("A-TEST", {}, "/given", "none is known"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_at_its_place(rule, given, at, says):
    with pytest.raises(CaseError, match=says) as error:
        due_date(RULES, rule, given)
    assert error.value.at == at


def test_a_date_that_is_not_exact_gives_a_pair(content):
    found = due_json(due_date(RULES, "A-FINAL-20W", {"request_received": "2025-01"}), content)
    assert found["due"] == ["2025-05-21", "2025-06-20"]
    assert due_date(RULES, "D-APPEAL", {"decision_dated": "2024-06-30/2024-07-01"}).due == span("2024-09-01/2024-09-02")


def test_an_excuse_is_spoken_of_only_where_something_was_said_of_one(content):
    plain = due_json(due_date(RULES, "A-FINAL-20W", {"request_received": "2025-01-06"}), content)
    assert "excused" not in plain
    assert plain["sum"]
