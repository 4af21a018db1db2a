"""What the check finds: nothing in the rules as they are, and each kind of fault in a copy that was spoilt."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.core.content import Content
from assistant.core.dates import months_after
from assistant.core.definitions import Definitions
from assistant.core.governance import CHECK_MONTHS, faults, report
from assistant.core.scenarios import tables
from assistant.core.vocabulary import ROUTES
from assistant.load import WrongData

from .spoilt import Copy


def test_the_check_is_clean(definitions: Definitions, content: Content):
    last_day = months_after(definitions.law_checked, CHECK_MONTHS)
    assert list(faults(definitions, content, last_day)) == []
    assert list(report(definitions, content, last_day))[-1] == "nothing to look at"


def test_a_provision_not_looked_at_for_six_months_is_named(definitions: Definitions, content: Content):
    day = months_after(definitions.law_checked, CHECK_MONTHS) + timedelta(1)
    named = [line for line in faults(definitions, content, day) if "more than 6 months ago" in line]
    oldest = [p.id for p in definitions.provisions.values() if p.checked == definitions.law_checked]
    assert [line.split(":")[0] for line in named] == [f"provision {id_}" for id_ in oldest]


CODE = "content/en/findings/complaint-handling.md"
UNPROVED = """[[duty]]
id = "L-NEW"
plain = "Do it."
body = "council"
force = "statute"
sure = "S"
law = ["lga-1974-31"]
find = "listed"
{more}

[[duty]]"""
SPOILT = {
    "no worked example": (
        ("flows/duties/limits.toml", "[[duty]]", UNPROVED.format(more="due = [{ weeks = 2 }]")),
        "rule L-NEW: no worked example, so no test covers it",
    ),
    "a finding without an example": (
        ("flows/duties/limits.toml", "[[duty]]", UNPROVED.format(more='finding = "remedy-not-done"')),
        "rule L-NEW: no worked example, so no test covers it",
    ),
    "law that is none": (
        ("flows/duties/limits.toml", 'force = "code"', 'force = "statute"'),
        "rule L-CODE-ACK-S1: called law, but cites none",
    ),
    "a weak source without its caution": (
        ("flows/law/routes.toml", 'caution = "Known from a minister', '# "'),
        "provision ministerial-answer-hl14019: not seen in its own text, and without a caution",
    ),
    "certain words on a weak source": (
        ("flows/law/routes.toml", 'caution = "Known from a minister', '# "'),
        "route dcs_letter, What it can decide: worded as certain, but a source was not seen: You can send",
    ),
    "a duty of guidance as law": (
        ("flows/duties/limits.toml", "Say that it has the complaint.", "It must say that it has the complaint."),
        "rule L-CODE-ACK-S1: guidance worded as law: It must say",
    ),
    "guidance as law on the page of a finding": (
        (CODE, "At stage 1 the council has 5 working days", "At stage 1 the council must take 5 working days"),
        "finding complaint-handling: guidance worded as law: At stage 1 the council must",
    ),
    "guidance as law in an answer": (
        (CODE, "A council can offer one itself", "By law a council has to offer one"),
        "finding complaint-handling: guidance worded as law: By law",
    ),
    "guidance as law in what is said to a young person": (
        ("content/en/young/findings/school-consultation-fault.md", "Ask the council how", "The council must say how"),
        "finding school-consultation-fault, young: guidance worded as law: The council must",
    ),
    "guidance as law in a letter": (
        ("content/en/letters/findings/complaint-handling.md", "Answer the earlier", "You must answer the earlier"),
        "finding complaint-handling: guidance worded as law: You must answer",
    ),
    "guidance as law on a route's page": (
        ("content/en/routes/transport_appeal.md", "By the government's guidance: 20", "The council must take 20"),
        "route transport_appeal, Time limits: guidance worded as law: The council must",
    ),
    "a number without its source": (
        ("content/en/routes/ico.md", "A decision.", "A decision within 90 days."),
        "route ico, What you get: no source is named: A decision within 90 days.",
    ),
    "a part of a route's page left out": (
        ("content/en/routes/ico.md", "## Cost\n", ""),
        "route ico: 11 parts are expected, in their order",
    ),
    "more than likely": (
        (CODE, "appears to have come later", "came later"),
        "finding complaint-handling: likely, done: stronger than its verdict",
    ),
    "more than possible, in a letter": (
        ("content/en/letters/findings/no-school-place.md", "may not have been given", "was not given"),
        "letter on no-school-place: possible: stronger than its verdict",
    ),
}


@pytest.mark.parametrize(("change", "found"), SPOILT.values(), ids=SPOILT)
def test_each_kind_of_fault_is_found(tmp_path: Path, change: tuple[str, str, str], found: str):
    copy = Copy(tmp_path)
    copy.change(*change)
    definitions, content = copy.load()
    assert [line for line in faults(definitions, content, definitions.law_checked) if line.startswith(found)]


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("content/en/findings/review-not-held.md", "rule R-12M: no prose for its finding, review-not-held"),
        ("content/en/routes/ico.md", "route ico: no prose"),
    ],
)
def test_missing_prose_is_found(tmp_path: Path, file: str, found: str):
    copy = Copy(tmp_path)
    (tmp_path / file).unlink()
    definitions, content = copy.load()
    assert found in list(faults(definitions, content, definitions.law_checked))


def test_a_duty_without_a_provision_stops_the_start(tmp_path: Path):
    copy = Copy(tmp_path)
    copy.change("flows/duties/assessment.toml", 'law = ["send-regs-5-1"', 'law = []\n# "')
    with pytest.raises(WrongData, match=r"duties/assessment.toml: duty A-DECIDE-6W: it cites no provision"):
        copy.load()


# ---- the tables for review -----------------------------------------------------------------------------------------


def test_the_tables_hold_every_rule_and_every_route(definitions: Definitions):
    rows = list(tables(definitions))
    assert {row[0] for row in rows if row} >= definitions.duties.keys()
    said = {cell for row in rows for cell in row}
    assert {row.state for row in definitions.matrix.values()} <= said
    cells = {cell.partition(":")[0] for row in definitions.matrix.values() for cell in row.cells}
    assert cells == set(ROUTES) - {"ico", "sar", "foi"}
    assert all(len(row) == len(above) for above, row in pairwise(rows) if above and row)


def test_the_tables_say_what_the_examples_say(definitions: Definitions):
    said = {cell for row in tables(definitions) for cell in row}
    for versions in definitions.duties.values():
        for duty in versions:
            assert {example.due.isoformat() for example in duty.examples} <= said
            assert {worked.verdict for worked in duty.cases} <= said
