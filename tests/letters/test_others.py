"""Letters to schools, the NHS, review panels, solicitors and directors. Each golden case is called after its letter, then
what is told by it: ``phso.answered``. EHCP_GOLDEN=write writes the letters anew."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from itertools import product

import pytest

from assistant.core import letter_other_sources, letter_others  # noqa: F401 - read for what they register
from assistant.core.assess import assess
from assistant.core.assessment import LATE, Assessment
from assistant.core.case import Case, OutOfSchool, read_case
from assistant.core.dates import Unsaid
from assistant.core.letter_conditions import CONDITIONS, NEEDS
from assistant.core.letter_sources import SOURCES
from assistant.core.letters import Letter, compose, missing_facts
from assistant.documents import to_text
from tests.letters import test_findings as made_up
from tests.letters.conftest import GOLDEN
from tests.letters.manners import form_letter, ours, too_exact, unsupported
from tests.replays.score import REPLAYS, replays

OTHERS = GOLDEN / "others"
NAMES = sorted(path.stem for path in OTHERS.glob("*.json"))
LETTERS = sorted({name.partition(".")[0] for name in NAMES})
OURS = ("/school/", "/nhs/", "/other/")


def case_named(name):
    return read_case(json.loads((OTHERS / f"{name}.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def made(definitions, context):
    """The case, assessment and letter of a golden name; or of a case, for a letter."""

    def make(name: str, case: Case | None = None) -> tuple[Case, Assessment, Letter]:
        case = case or case_named(name)
        assessment = assess(definitions, case, case.as_of)
        plan = definitions.letters[name.partition(".")[0]]
        return case, assessment, compose(plan, assessment, case, context)

    return make


@pytest.fixture(scope="module")
def lacks(definitions, context):
    """What a letter needs and a case does not give."""

    def ask(letter: str, case: Case) -> list[str]:
        assessment = assess(definitions, case, case.as_of)
        missing = missing_facts(definitions.letters[letter], assessment, case, context)
        assert all(context.words.say(phrase).endswith(".") for phrase in missing)
        return [phrase.key.removeprefix("letter/missing/") for phrase in missing]

    return ask


def said(letter):
    return " ".join(text for _, text in ours(letter))


@pytest.mark.parametrize("name", NAMES)
def test_the_letter_reads_as_before(name, made, context):
    text, file = to_text(made(name)[2], context.words), OTHERS / f"{name}.txt"
    if os.environ.get("EHCP_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_each_letter_has_two_golden_texts(definitions):
    assert [letter for letter in LETTERS if sum(name.startswith(f"{letter}.") for name in NAMES) < 2] == []
    assert set(LETTERS) <= definitions.letters.keys()


@pytest.mark.parametrize("letter", LETTERS)
def test_every_name_in_the_plan_exists(letter, definitions, content, context):
    plan = definitions.letters[letter]
    assert {name for block in plan.blocks for name in block.when} <= CONDITIONS.keys()
    assert {block.each for block in plan.blocks if block.each} <= SOURCES.keys()
    assert set(plan.needs) <= NEEDS.keys()
    assert [need for need in plan.needs if f"letter/missing/{need}" not in context.words.sentences] == []
    assert plan.route in definitions.routes
    assert content.routes[plan.route].parts["Where to send it"], "the page of the letter says where it goes"


def test_every_text_is_used(definitions, content):
    plans = [definitions.letters[letter] for letter in LETTERS]
    used = {block.text for plan in plans for block in plan.blocks}
    used |= {f"missing/{need}" for plan in plans for need in plan.needs}
    texts = {text for text in content.letters if text.startswith("missing/") or any(part in text for part in OURS)}
    assert texts - used == set()


@pytest.mark.parametrize("duty", made_up.DUTIES, ids=lambda duty: f"{duty.finding}-{duty.id}")
def test_a_solicitor_is_told_of_every_finding(duty, definitions, context):
    for verdict, not_yet in product(LATE, (True, False)):
        assessment = Assessment(made_up.AS_OF, (made_up.made(duty, verdict, not_yet),))
        letter = compose(definitions.letters["solicitor-summary"], assessment, made_up.case_of(duty, not_yet), context)
        sure = {"breach": "Certain", "likely": "Likely", "possible": "Possible only"}[verdict]
        row = next(block for block in letter.blocks if block.id == "table/other/schedule").rows[0]
        assert sure in row.cells[2]
        assert "None" not in row.cells[2]
        assert form_letter(letter) == []
        assert unsupported(letter) == []


@pytest.mark.parametrize("writer", ["parent", "young_person", "adviser"])
@pytest.mark.parametrize("name", NAMES)
def test_everybody_speaks_for_themselves(name, writer, made):
    case = case_named(name)
    letter = made(name, replace(case, about=replace(case.about, filled_in_by=writer, consent="yes")))[2]
    words = " ".join(text for block, text in ours(letter) if not block.annex)
    assert bool(re.search(r"\b(parent|Parent)( |$)", words)) == (writer == "parent")
    assert ("with their consent" in words) == (writer == "adviser")
    child = case.about.child_name
    if writer == "young_person" and child:
        spoken = [b for b in letter.blocks if b.kind in ("paragraph", "item") and not b.own and "/missing" not in b.id]
        assert [block.text for block in spoken if child in block.text] == []
    assert not re.search(r"\bI (is|was|has) (been )?(?:has|is)\b|\bme’s\b|\bI has\b|\bI is\b|\bI needs\b", words)
    assert form_letter(letter) == []
    assert unsupported(letter) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(("school-", "college-", "nursery-"))])
def test_a_school_is_not_accused_of_the_councils_duty(name, made):
    words = said(made(name)[2])
    assert "did not secure" not in words
    assert "did not arrange" not in words


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("maintained", "goes to the governors"),
        ("maintained_special", "goes to the governors"),
        ("academy", "An academy must have a written complaints procedure in three steps"),
        ("independent", "A private school must have a written complaints procedure"),
        ("pru", "under the unit’s complaints procedure"),
    ],
)
def test_a_complaint_fits_the_kind_of_school(kind, says, made, lacks):
    case = case_named("school-complaint.maintained")
    case = replace(case, about=replace(case.about, setting_kind=kind))
    assert says in said(made("school-complaint", case)[2])
    assert "college" in lacks("college-complaint", case)
    assert "nursery" in lacks("nursery-complaint", case)


def test_no_fact_no_letter(lacks, definitions):
    case = case_named("director.waiting")
    offered = [letter for letter in LETTERS if not lacks(letter, case)]
    assert offered == ["director"]
    assert lacks("director", case_named("solicitor-summary.order-adviser")) == ["clock"]


def test_the_department_waits_for_the_schools_last_answer(lacks):
    case = case_named("education-department.maintained")
    early = replace(case, events=tuple(e for e in case.events if e.event != "stage2_response"))
    assert lacks("education-department", early) == ["school-answer"]


def test_an_ombudsman_waits_for_the_answers(lacks):
    case = case_named("joint-ombudsman.therapy")
    without_nhs = replace(case, events=tuple(event for event in case.events if event.body != "nhs"))
    without_council = replace(case, events=tuple(event for event in case.events if event.body == "nhs"))
    assert lacks("joint-ombudsman", without_nhs) == ["complained-to-nhs"]
    assert "council-had-chance" in lacks("joint-ombudsman", without_council)
    assert lacks("phso", without_nhs) == ["nhs-had-chance", "phso-open"]
    assert "not-complained-to-nhs" in lacks("nhs-complaint", case)


def test_governors_and_panel_come_one_after_the_other(lacks):
    before, after = case_named("governors.permanent"), case_named("review-panel.academy")
    assert lacks("review-panel", before) == ["panel-open"]
    assert lacks("governors", after) == ["governors-open"]


def test_a_suspensions_education_is_asked_of_the_school_that_owes_it(made):
    case = case_named("school-complaint.maintained")
    spell = OutOfSchool(0, case.events[1].date, Unsaid.NOT_YET, "suspension", None, "none")
    words = said(made("school-complaint", replace(case, out_of_school=(spell,)))[2])
    assert "From the sixth school day in a row of a suspension the school must arrange" in words


def test_the_care_board_is_named_only_where_we_are_sure(made):
    case = case_named("nhs-complaint.section-g")
    assert "NHS North East and North Cumbria Integrated Care Board" in made("nhs-complaint", case)[2].blocks[0].text
    before = replace(case, as_of=case.as_of.replace(month=3))
    assert "for the area of Hartlepool" in made("nhs-complaint", before)[2].blocks[0].text


def test_a_summary_says_that_it_is_no_letter_before_a_claim(made):
    letter = made("solicitor-summary.no-education")[2]
    assert "It is not a letter before a claim." in said(letter)
    schedule = next(block for block in letter.blocks if block.id == "table/other/schedule")
    assert all(row.provisions for row in schedule.rows)


def test_a_clock_that_ends_before_the_usual_answer_asks_for_one_sooner(made):
    case = case_named("director.waiting")
    assert "Please answer by" in said(made("director", case)[2])
    late = replace(case, as_of=case.as_of.replace(month=6, day=5))
    assert "before the first of these days" in said(made("director", late)[2])


@pytest.mark.skipif(not REPLAYS.exists(), reason="the published decisions are not beside this checkout")
def test_published_decisions_make_letters_that_keep_their_manners(definitions, context):
    composed = dict.fromkeys(LETTERS, 0)
    for replay in replays():
        case = read_case(replay["case"])
        case = replace(case, about=replace(case.about, filled_in_by="parent", council="E06000001"))
        assessment = assess(definitions, case, case.as_of)
        for id_ in LETTERS:
            plan = definitions.letters[id_]
            if missing_facts(plan, assessment, case, context):
                continue
            letter, composed[id_] = compose(plan, assessment, case, context), composed[id_] + 1
            assert form_letter(letter) == [], (replay["ref"], id_)
            assert unsupported(letter) == [], (replay["ref"], id_)
            assert too_exact(letter, case, assessment, definitions) == [], (replay["ref"], id_)
    assert composed["solicitor-summary"] > 100
    assert composed["nhs-complaint"] > 0
