"""Whole chronologies: every dated fact is found or asked about, and none is wrong."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from assistant.core.chronology import Proposal, Reading, read_chronology
from assistant.core.dates import DateSpan, write_when

FOLDER = Path(__file__).parent / "chronologies"
TEXTS = sorted(FOLDER.glob("*.txt"))
ASKED_ASIDE = ("contact", "year", "two-readings", "counted")  # a fact of no kind may be told as this


def read(path: Path, recogniser) -> tuple[list[dict[str, object]], Reading]:
    wanted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    return wanted["facts"], read_chronology(text, recogniser, date.fromisoformat(wanted["as_of"]))


def when(proposal: Proposal) -> str | None:
    return None if proposal.when is None else write_when(proposal.when)


def is_found(fact, proposal: Proposal) -> bool:
    same = (proposal.event, when(proposal)) == (fact["event"], fact["date"])
    return same and ("outcome" not in fact or proposal.says.get("outcome") in (None, fact["outcome"]))


def is_asked(fact, proposal: Proposal) -> bool:
    known = {fact["date"]} - {"?"}
    return not proposal.certain and proposal.event in (None, fact["event"]) and when(proposal) in {None, *known}


def how(fact, reading: Reading) -> str:
    """ "found", "asked" or "missed"."""
    here = [proposal for proposal in reading.proposals if fact["line"] in proposal.lines]
    if any(is_found(fact, proposal) for proposal in here):
        return "found"
    if any(is_asked(fact, proposal) for proposal in here):
        return "asked"
    told = any(fact["line"] in aside.lines and aside.why in ASKED_ASIDE for aside in reading.aside)
    return "asked" if fact["event"] is None and told else "missed"


def test_there_are_twenty():
    assert len(TEXTS) == 20


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_dated_fact_is_found_or_asked_about(path: Path, recogniser):
    facts, reading = read(path, recogniser)
    assert [fact for fact in facts if how(fact, reading) == "missed"] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_event_has_a_wrong_date_and_none_is_invented(path: Path, recogniser):
    facts, reading = read(path, recogniser)
    wrong = [
        proposal
        for proposal in reading.proposals
        if proposal.event
        and isinstance(proposal.when, DateSpan)
        and not any(fact["line"] in proposal.lines and is_found(fact, proposal) for fact in facts)
    ]
    assert wrong == []


def test_most_is_found_without_a_question(recogniser):
    counted = Counter(
        how(fact, reading)
        for facts, reading in (read(path, recogniser) for path in TEXTS)
        for fact in facts
        if fact["event"] and fact["date"] != "?"
    )
    print(counted)
    assert counted["found"] >= 0.7 * counted.total()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_about_another_child_is_never_ticked(path: Path, recogniser):
    facts, reading = read(path, recogniser)
    others = {fact["line"] for fact in facts if fact.get("another")}
    assert not [one for one in reading.proposals if one.certain and others & {*one.lines}]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_each_proposal_shows_its_line(path: Path, recogniser):
    lines = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines()]
    for proposal in read(path, recogniser)[1].proposals:
        assert proposal.said in proposal.source
        assert any(proposal.source in lines[number - 1] for number in proposal.lines) or len(proposal.lines) > 1
