"""Every finding that there is, in every verdict, done and not yet, said by each kind of writer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from assistant.core.assessment import LATE, Assessment, Finding
from assistant.core.case import About, Case, Event, MissingProvision, OutOfSchool
from assistant.core.dates import DateSpan, Unsaid, on
from assistant.core.letters import compose, missing_facts
from assistant.core.vocabulary import FINDINGS
from assistant.load import load_definitions
from tests.letters.manners import form_letter, unsupported

AS_OF = date(2026, 6, 5)
START, DUE, DONE = DateSpan(date(2025, 9, 1), date(2025, 9, 30)), on(date(2026, 1, 7)), on(date(2026, 3, 2))
DUTIES = [duty for rows in load_definitions().duties.values() for duty in rows if duty.finding]
SPELLS = {"section-f": "provision_missing/0", "section-g": "provision_missing/0", "social-care": "provision_missing/0",
          "out-of-school": "out_of_school/0", "no-place": "out_of_school/0"}  # fmt: skip


def made(duty, verdict, not_yet):
    """A finding of this rule, as if about the council."""
    spell = SPELLS.get(duty.find)
    return Finding(
        code=duty.finding, duty=duty, verdict=verdict, body="council", force=duty.force, spell=spell,
        events=() if spell else (0,), trigger=START, due=None if spell else DUE,
        done=None if not_yet else DONE, not_yet=not_yet, late_days=None if spell else (54, 54),
    )  # fmt: skip


def case_of(duty, not_yet, writer="parent"):
    """A case with the event and the times that such a finding rests on."""
    end = Unsaid.NOT_YET if not_yet else DONE
    event = Event(0, (duty.trigger or ("request_received",))[0], START)
    return Case(
        as_of=AS_OF, about=About(filled_in_by=writer, consent="yes", child_name="Mina Shah", council="E06000001"),
        events=(event,), provision_missing=(MissingProvision(0, START, end, "therapy", "F"),),
        out_of_school=(OutOfSchool(0, START, end, "illness", DONE, "none"),),
    )  # fmt: skip


def letter_of(duty, verdict, not_yet, plan, context, writer="parent"):
    assessment = Assessment(AS_OF, (made(duty, verdict, not_yet),))
    return compose(plan, assessment, case_of(duty, not_yet, writer), context)


def argued(letter):
    """The paragraph about the finding."""
    return next(b for b in letter.blocks if b.id.startswith(("paragraph/clock", "paragraph/spell"))).text


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: f"{duty.finding}-{duty.id}")
def test_its_words_are_as_strong_as_its_verdict(duty, plan, context):
    for verdict, not_yet in product(LATE, (True, False)):
        letter = letter_of(duty, verdict, not_yet, plan, context)
        said = argued(letter)
        assert form_letter(letter) == []
        assert unsupported(letter) == []
        unsure = {"breach": (), "likely": ("appears",), "possible": ("may ",)}[verdict]
        assert all(word in said for word in unsure)
        if verdict == "breach":
            assert "appears" not in said
            assert "may " not in said
        if verdict == "possible":
            assert "check" in said or "look at it again" in said
            assert not any(word in letter.title for word in ("late", "delay", "not given"))


@pytest.mark.parametrize("duty", [duty for duty in DUTIES if duty.force != "statute"], ids=lambda duty: duty.id)
def test_guidance_is_not_called_law(duty, plan, context):
    for verdict, not_yet in product(LATE, (True, False)):
        said = argued(letter_of(duty, verdict, not_yet, plan, context))
        assert not any(word in said for word in (" must ", "law", "legal", "duty", "breach"))
        assert any(word in said for word in ("expects", "says"))


@pytest.mark.parametrize("writer", ["parent", "young_person", "adviser"])
def test_everybody_speaks_for_themselves(writer, plan, context):
    said = " ".join(
        block.text for duty in DUTIES for block in letter_of(duty, "breach", True, plan, context, writer).blocks
    )
    assert ("I am Mina Shah’s parent" in said) == (writer == "parent")
    assert ("with their consent" in said) == (writer == "adviser")
    assert (" my family" in said) == (writer == "young_person")


def test_the_draft_of_week_sixteen_is_not_owed_by_law(plan, context):
    duty = next(duty for duty in DUTIES if duty.id == "A-NOPLAN-16W")
    finding = made(duty, "possible", False)
    assessment = Assessment(AS_OF, (replace(finding, force="code"),))
    said = argued(compose(plan, assessment, case_of(duty, False), context))
    assert "The law sets no day for a draft plan" in said


def test_the_plan_of_the_letter_knows_every_finding(plan):
    assert set(plan.findings) == set(FINDINGS)


def test_an_adviser_without_consent_gets_no_letter(plan, context):
    duty = DUTIES[0]
    assessment = Assessment(AS_OF, (made(duty, "breach", True),))
    case = Case(about=About(filled_in_by="adviser", consent="no", council="E06000001"))
    assert [phrase.key for phrase in missing_facts(plan, assessment, case, context)] == ["letter/missing/consent"]
    with pytest.raises(ValueError, match="consent"):
        compose(plan, assessment, case, context)


def test_without_council_or_finding_the_page_says_what_is_missing(plan, context):
    missing = missing_facts(plan, Assessment(AS_OF, ()), Case(), context)
    assert [phrase.key.rpartition("/")[2] for phrase in missing] == ["writer", "council", "late-finding"]
    assert all(context.words.say(phrase).endswith(".") for phrase in missing)


def test_what_is_met_or_unknown_accuses_nobody(plan, context):
    for verdict in ("met", "not-due", "cannot-tell"):
        assessment = Assessment(AS_OF, (made(DUTIES[0], verdict, True),))
        missing = missing_facts(plan, assessment, case_of(DUTIES[0], True), context)
        assert [phrase.key for phrase in missing] == ["letter/missing/late-finding"]
