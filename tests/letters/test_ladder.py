"""Each step to take leads to its letter, where one is due; and every letter there is belongs to some step or way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.core.advice import LETTERS
from assistant.core.assess import assess
from assistant.core.case import Case, read_case
from assistant.core.dates import on
from assistant.core.letters import compose, missing_facts, offered
from tests.letters.conftest import GOLDEN, case_named
from tests.letters.manners import ours
from tests.letters.test_golden import LETTERS as GOLDEN_LETTERS
from tests.replays.score import replays

CASES = sorted(str(path.relative_to(GOLDEN)).removesuffix(".json") for path in GOLDEN.rglob("*.json"))

# case -> its step, and the letter that is for it
STEPS = {
    "late-plan": ("council_complaint", "stage1-complaint"),
    "complaint-unanswered": ("council_complaint", "complaint-reminder"),
    "complaint-answered": ("council_complaint", "stage2-complaint"),
    "stage2-unanswered": ("council_complaint", "complaint-reminder"),
    "decision-24-010-539": ("lgsco", "ombudsman"),
    "told-too-late": ("lgsco_review", "ombudsman-review"),
    "promise-not-kept": ("lgsco_compliance", "ombudsman-compliance"),
    "decision-24-022-780": ("mediation", "mediation-certificate"),
    "appeal-late-words": ("sendiass", "late-appeal"),
    "transport-no": ("transport_appeal", "transport-appeal"),
    "transport-no-again": ("transport_appeal", "transport-panel"),
    "payment-refused": ("pb_review", "direct-payment-review"),
    "decision-22-014-143": ("csc_complaint", "social-care-complaint"),
    "care-adult": ("asc_complaint", "social-care-complaint"),
    "out-of-school": ("judicial_review", "solicitor-summary"),
    "others/director.waiting": ("dcs_letter", "director"),
    "others/nhs-complaint.section-g": ("nhs_complaint", "nhs-complaint"),
    "others/phso.answered": ("phso", "phso"),
    "others/joint-ombudsman.therapy": ("joint_ombudsman", "joint-ombudsman"),
    "others/governors.permanent": ("exclusion_gb", "governors"),
    "others/review-panel.academy": ("exclusion_irp", "review-panel"),
    "others/education-department.panel": ("dfe_school", "education-department"),
}


def letters_of_steps(definitions, case: Case) -> dict[str | None, str | None]:
    return {step.route: step.letter for step in assess(definitions, case, case.as_of).next_steps}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_leads_to_its_letter(name, definitions):
    route, letter = STEPS[name]
    assert letters_of_steps(definitions, case_named(name))[route] == letter


@pytest.mark.parametrize("name", CASES)
def test_no_step_leads_to_a_letter_that_is_not_due(name, definitions):
    case = case_named(name)
    assessment = assess(definitions, case, case.as_of)
    due = {offer.letter for offer in offered(definitions, assessment, case) if offer.due}
    for step in assessment.next_steps:
        ways = [letter for letter in LETTERS.get(step.route or "", ()) if letter in due]
        assert step.letter == (ways[0] if ways else None)


def test_nor_in_any_published_decision(definitions):
    for replay in replays():
        case = read_case(replay["case"])
        assessment = assess(definitions, case, case.as_of)
        due = {offer.letter for offer in offered(definitions, assessment, case) if offer.due}
        assert {step.letter for step in assessment.next_steps} - {None} <= due, replay["ref"]


def test_every_letter_belongs_to_a_way_and_every_way_with_letters_is_one(definitions):
    assert {letter for letters in LETTERS.values() for letter in letters} == definitions.letters.keys()
    assert LETTERS.keys() <= definitions.routes.keys()
    assert {plan.route for plan in definitions.letters.values()} <= LETTERS.keys()


def test_every_letter_has_golden_texts(definitions):
    others = {path.name.partition(".")[0] for path in (GOLDEN / "others").glob("*.txt")}
    assert GOLDEN_LETTERS.keys() | others == definitions.letters.keys()
    assert GOLDEN_LETTERS.keys() & others == set()


def test_a_family_whose_own_time_runs_out_gets_the_letter_to_the_ombudsman_before_the_twelve_weeks(definitions):
    case = case_named("complaint-unanswered")
    asked, made = replace(case.events[0], date=on(date(2025, 1, 20))), on(date(2026, 4, 20))
    events = (asked, *case.events[1:])
    pressed = replace(case, events=events)
    assert letters_of_steps(definitions, pressed)["lgsco"] == "ombudsman"
    without = replace(pressed, events=tuple(e for e in events if e.date != made and e.event != "stage1_response"))
    assert letters_of_steps(definitions, without)["lgsco"] is None


@pytest.mark.parametrize("name", CASES)
def test_an_adviser_writes_nothing_without_consent(name, definitions, context):
    case = case_named(name)
    case = replace(case, about=replace(case.about, filled_in_by="adviser", consent=None))
    assessment = assess(definitions, case, case.as_of)
    assert [offer.letter for offer in offered(definitions, assessment, case) if offer.ready] == []
    for plan in definitions.letters.values():
        missing = missing_facts(plan, assessment, case, context)
        assert "letter/missing/consent" in [phrase.key for phrase in missing]


def test_the_joint_letter_leaves_out_what_was_bound_up_with_an_appeal(definitions, context):
    case = case_named("others/joint-ombudsman.after-appeal")
    plan = definitions.letters["joint-ombudsman"]
    said = " ".join(text for _, text in ours(compose(plan, assess(definitions, case, case.as_of), case, context)))
    assert "began on 1 September 2025 and ended on 30 January 2026 was bound up with an appeal" in said
    still = replace(case, events=tuple(e for e in case.events if e.event != "appeal_ended"))
    assessment = assess(definitions, still, still.as_of)
    said = " ".join(text for _, text in ours(compose(plan, assessment, still, context)))
    assert "The time that began on 1 September 2025 is bound up with an appeal" in said
    spell = replace(case.provision_missing[0], start=on(date(2025, 10, 1)))
    within = replace(still, provision_missing=(spell,))
    lacking = missing_facts(plan, assess(definitions, within, within.as_of), within, context)
    assert [phrase.key for phrase in lacking] == ["letter/missing/both-matter"], "nothing of it is left to look at"
