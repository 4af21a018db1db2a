"""The timeline in rows: typed by keyboard, kept as typed, with what follows from it beside."""

from __future__ import annotations

import json

import pytest

from ..web.conftest import TODAY, Family, open_at
from .pages import fields, rows, save

REVIEW = (("AR held", "14 Nov 2023"), ("decided to amend the plan", "3 May 2024"), ("Changed plan came", "not yet"))


def told(family: Family) -> dict:
    return json.loads(family.get("/keep/answers.json"))


def test_rows_become_answers_with_what_follows_beside(family):
    page = save(
        family,
        rows(("AR held", "14 Nov 2023"), ("decided to amend", "3 May 2024"), ("The changed plan came", "not yet")),
    )
    assert family.at == "/timeline/quick"
    assert told(family)["events"] == [
        {"event": "annual_review_meeting", "date": "2023-11-14"},
        {"event": "review_decision", "date": "2024-05-03", "outcome": "amend"},
        {"event": "amended_final_plan_issued", "date": "not-yet"},
    ]
    assert "What we found" in page
    assert "Late on every reading of your dates" in page
    assert "The nearest dates" in page


def test_saved_again_nothing_changes(family):
    page = save(
        family, rows(("AR held", "14 Nov 2023", "SENCO there"), ("Sixty", ""), ("", "")) | {"kind-1": "", "date-1": ""}
    )
    before = told(family)
    family.post("/timeline/quick", fields(page))
    assert told(family) == before
    assert before["events"][0]["note"] == "SENCO there"


def test_a_row_that_is_emptied_is_taken_away(family):
    page = save(family, rows(("AR held", "14 Nov 2023"), ("draft plan received", "3 May 2024")))
    family.post("/timeline/quick", fields(page) | {"kind-0": "", "date-0": ""})
    assert [event["event"] for event in told(family)["events"]] == ["draft_plan_sent"]


def test_what_no_row_shows_is_not_lost(app):
    order = {"event": "tribunal_order", "date": "2024-05", "kind": "amend_plan", "by": "2024-07-01"}
    family = open_at(app, {"@beside": {"events": [order], "provision_missing": [{"what": "therapy", "section": "F"}]}})
    page = family.get("/timeline/quick")
    assert "The Tribunal&#39;s order: to change the plan" in page or "order: to change the plan" in page
    family.post("/timeline/quick", fields(page) | {"note-0": "copy in file"})
    kept = told(family)
    assert kept["events"] == [{**order, "note": "copy in file"}]
    assert kept["provision_missing"] == [{"what": "therapy", "section": "F"}]


def test_sixty_rows_are_kept(family):
    typed = [
        ("complained to the council", f"{1 + n % 28} {'Jan Feb Mar Apr May'.split()[n // 28]} 2024") for n in range(60)
    ]
    save(family, rows(*typed))
    assert len(told(family)["events"]) == 60


def test_more_rows_are_added_without_saving(family):
    page = save(family, rows(("AR held", "nonsense")) | {"more": "1"})
    assert page.count('name="kind-') == 7
    assert 'value="nonsense"' in page


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (("", "3 May 2024"), "kind-1", "Say what happened"),
        (("flew to the moon", "3 May 2024"), "kind-1", "know this kind of event"),
        (("plan", "3 May 2024"), "kind-1", "may mean more than one thing"),
        (("AR held", ""), "date-1", "Say when it was"),
        (("AR held", "31 Feb 2024"), "date-1", "no such day"),
        (("AR held", "3 May"), "date-1", "Add the year"),
        (("AR held", "3 May 2031"), "date-1", "still to come"),
        (("AR held", "3 May 2024", "x" * 2_001), "note-1", "at most 2,000 fit here"),
    ],
)
def test_a_mistake_is_told_at_its_row_and_all_that_was_typed_stays(family, row, field, said):
    page = save(family, rows(("draft plan received", "5 March 2024"), row), 422)
    assert said in page
    assert f'<a href="#{field}">Row 2:' in page
    assert 'value="5 March 2024"' in page
    assert row[1] in page


def test_who_it_is_about_is_kept_with_the_rows(family):
    about = {"by": "adviser", "consent": "yes", "name": "Sam", "born": "June 2014", "council": "Leeds", "plan": "final"}
    page = save(family, rows(*REVIEW[:1], **about))
    assert told(family)["about"] == {
        "filled_in_by": "adviser",
        "consent": "yes",
        "child": {"name": "Sam", "born": "2014-06"},
        "council": "E08000035",
        "plan": "final",
    }
    family.post("/timeline/quick", fields(page) | {"name": "", "born": ""})
    assert "child" not in told(family)["about"]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"council": "Atlantis"}, "Pick the council"),
        ({"born": "2031"}, "month and year of birth"),
        ({"born": "long ago"}, "how long ago"),
        ({"plan": "lost"}, "Pick one of the list"),
        ({"name": "x" * 300}, "at most 200 fit here"),
    ],
)
def test_a_mistake_about_the_child_is_told_at_its_field(family, about, said):
    page = save(family, rows(*REVIEW[:1], **about), 422)
    assert said in page
    assert f'href="#{next(iter(about))}"' in page


@pytest.mark.parametrize(
    "kept",
    ["{", "[]", '{"event": "flew"}', '{"event": "suspended", "date": "2031", "x": 1}', "[" * 3_000, "null", "NaN"],
)
def test_what_a_stranger_puts_in_a_hidden_field_does_no_harm(family, kept):
    save(family, rows(("AR held", "3 May 2024")) | {"kept-0": kept})
    assert told(family)["events"] == [{"event": "annual_review_meeting", "date": "2024-05-03"}]


def test_no_page_names_the_family_in_its_address(family):
    family.words = {"Wilhelmina"}
    save(family, rows(*REVIEW[:1], name="Wilhelmina"))
    assert TODAY.year == 2026
