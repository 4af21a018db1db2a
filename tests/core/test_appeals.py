"""Appeals: what time they bar, what is bound up with them, and rights of appeal that nobody used."""

from __future__ import annotations

import pytest

from tests.core.cases import APPEAL, SPELL, TO_NOW, TODAY, judged, of_absence, of_missing


@pytest.mark.parametrize(
    "end", ["appeal_ended 2025-05-05 outcome=withdrawn", "tribunal_order 2025-05-05 kind=amend_plan"]
)
def test_an_appeal_bars_from_the_decision_it_followed_until_it_ended(end):
    assert of_missing(SPELL, *APPEAL, end) == [
        "2025-01-06 2025-02-02 ombudsman -",
        "2025-02-03 2025-05-05 barred appealed-linked",
        "2025-05-06 2025-06-02 ombudsman -",
    ]


def test_a_live_appeal_bars_until_today():
    assert of_missing(SPELL, *APPEAL)[-1] == "2025-02-03 2025-06-02 barred appealed-linked"


def test_an_appeal_of_unknown_decision_bars_from_the_start():
    assert of_missing(SPELL, APPEAL[1]) == [f"{TO_NOW} barred appealed-linked"]


def test_the_end_of_an_appeal_goes_before_its_order():
    events = [*APPEAL, "tribunal_order 2025-05-05 kind=amend_plan", "appeal_ended 2025-05-12 outcome=order"]
    assert "2025-02-03 2025-05-12 barred appealed-linked" in of_missing(SPELL, *events)


def test_the_latest_decision_of_its_kind_before_the_appeal_is_the_one_it_followed():
    events = ["final_plan_issued 2025-01-20", "review_decision 2025-02-10 outcome=maintain"]
    assert of_missing(SPELL, *events, "appeal_lodged 2025-03-03 about=contents")[-1].startswith("2025-01-20")
    assert of_missing(SPELL, *events, "final_plan_issued 2025-04-01", "appeal_lodged 2025-03-03 about=contents")[
        -1
    ].startswith("2025-01-20")


@pytest.mark.parametrize(
    ("reason", "about", "barred"),
    [
        ("no_place", "contents", True),
        ("placement_broke_down", "placement", True),
        ("anxiety", "placement", True),
        ("illness", "contents", False),
        ("permanent_exclusion", "placement", False),
        ("anxiety", "refusal_to_assess", False),
        ("anxiety", "", True),
        ("illness", "", False),
    ],
)
def test_which_absences_are_bound_up_with_an_appeal(reason, about, barred):
    appeal = "appeal_lodged 2025-03-03" + (f" about={about}" if about else "")
    found = of_absence({"reason": reason, **SPELL}, appeal)
    assert any("barred" in piece for piece in found) is barred


@pytest.mark.parametrize(
    ("about", "section", "beside", "barred"),
    [
        ("contents", "F", False, True),
        ("contents", "G", False, False),
        ("placement", "F", False, False),
        ("placement", "F", True, True),
        ("", "F", False, False),
        ("cease", "F", False, False),
    ],
)
def test_which_missing_provision_is_bound_up_with_an_appeal(about, section, beside, barred):
    appeal = "appeal_lodged 2025-03-03" + (f" about={about}" if about else "")
    absence = [{"reason": "illness", "from": "2025-01", "to": "2025-02"}] if beside else []
    missing = [{"section": section, **SPELL}]
    made = judged(TODAY, appeal, provision_missing=missing, out_of_school=absence, about={"plan": "final"})
    found = next(f for f in made.findings if f.spell == "provision_missing/0")
    assert any(piece.reach == "barred" for piece in found.reach) is barred


@pytest.mark.parametrize(("said", "barred"), [(True, True), (False, False)])
def test_what_the_family_says_goes_before_what_is_inferred(said, barred):
    spell = {"reason": "illness" if said else "anxiety", "linked_to_appeal": said, **SPELL}
    assert any("barred" in piece for piece in of_absence(spell, *APPEAL)) is barred


@pytest.mark.parametrize("about", ["", " about=placement"])
def test_where_the_link_is_not_clear_the_family_is_asked(about):
    made = judged(TODAY, f"appeal_lodged 2025-03-03{about}", provision_missing=[{"section": "F", **SPELL}])
    assert "missing.link" in [missing.ask.key for missing in made.missing]


def test_the_question_names_the_finding_it_would_settle_and_is_asked_once():
    two_appeals = ["appeal_lodged 2025-03-03 about=placement", "appeal_lodged 2025-05-05 about=placement"]
    made = judged(TODAY, *two_appeals, provision_missing=[{"section": "F", **SPELL}], about={"plan": "final"})
    asked = [missing.would_settle for missing in made.missing if missing.ask.key == "missing.link"]
    assert asked == [("provision-not-secured",)]


@pytest.mark.parametrize(
    ("start", "end", "asked"),
    [
        ("2025-01-06", "2025-02-02", False),  # over on the day before the decision
        ("2025-01-06", "2025-02-03", True),
        ("2025-05-05", "not-yet", True),
        ("2025-05-06", "not-yet", False),  # begun on the day after the appeal ended
    ],
)
def test_the_family_is_asked_only_of_a_spell_that_touches_the_appeal(start, end, asked):
    events = ["appealable_decision 2025-02-03 kind=placement", "appeal_lodged 2025-03-03 about=placement"]
    missing = [{"section": "F", "from": start, "to": end}]
    ended = "appeal_ended 2025-05-05 outcome=withdrawn"
    made = judged(TODAY, *events, ended, provision_missing=missing, about={"plan": "final"})
    assert ("missing.link" in [question.ask.key for question in made.missing]) is asked


def test_an_appeal_that_a_spell_does_not_touch_hides_no_later_one():
    first = ["appealable_decision 2024-02-05 kind=contents", "appeal_lodged 2024-03-04 about=contents"]
    ended = "appeal_ended 2024-06-03 outcome=withdrawn"
    assert of_missing(SPELL, *first, ended, *APPEAL)[-1] == "2025-02-03 2025-06-02 barred appealed-linked"


# ---- rights not used ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "unlikely"),
    [
        ("appealable_decision 2025-03-03 kind=placement", True),
        ("final_plan_issued 2025-03-03", False),  # a plan alone shows no dispute
        ("review_decision 2025-03-03 outcome=maintain", False),  # not about the place
        ("appealable_decision not-yet kind=placement", False),
    ],
)
def test_a_right_of_appeal_not_used_takes_what_it_would_have_settled(decision, unlikely):
    found = of_absence({"reason": "no_place", **SPELL}, decision)
    assert ("2025-03-03 2025-06-02 ombudsman-unlikely appeal-right" in found) is unlikely
    assert not any("unlikely" in piece for piece in of_missing(SPELL, decision))


@pytest.mark.parametrize(("said", "unlikely"), [(True, True), (False, False), (None, False)])
def test_of_an_unused_right_too_the_family_says_whether_it_is_the_same_matter(said, unlikely):
    decision = "appealable_decision 2025-03-03 kind=placement"
    found = of_absence({"reason": "illness", "linked_to_appeal": said, **SPELL}, decision)
    assert any("unlikely" in piece for piece in found) is unlikely


def test_a_right_that_was_used_is_barred_and_not_unlikely():
    events = ["appealable_decision 2025-03-03 kind=placement", "appeal_lodged 2025-04-01 about=placement"]
    found = of_absence({"reason": "no_place", **SPELL}, *events)
    assert not any("unlikely" in piece for piece in found)
