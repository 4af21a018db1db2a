"""Pasting a chronology: seen line by line, taken only where ticked, and the text kept nowhere."""

from __future__ import annotations

import json

import pytest

from ..web.conftest import Family, open_at
from .pages import paste, take, ticked

TEXT = """12/3/24 - EHCNA request sent to LA
3rd May 2024: LA refused to assess
Sept 24 draft plan received
Final plan due by 15 February 2025
07700 900123"""


def events(family: Family) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(family.get("/keep/answers.json")).get("events", [])
    return sorted(found, key=lambda event: event["date"])


def test_each_proposal_stands_beside_its_line(family):
    page = paste(family, TEXT)
    assert "12/3/24 - EHCNA request sent to LA" in page
    assert 'value="The council got the request for an assessment"' in page
    assert 'value="12 March 2024"' in page
    assert ticked(page) == ["0", "1"]
    assert "This could mean more than one date" in page
    assert "A deadline, a plan or a promise" in page


def test_what_is_ticked_becomes_part_of_the_answers(family):
    page = take(family, paste(family, TEXT))
    assert family.at == "/timeline/quick"
    assert "3 May 2024" in page
    assert events(family) == [
        {"event": "request_received", "date": "2024-03-12"},
        {"event": "assess_decision", "date": "2024-05-03", "outcome": "refused"},
    ]


def test_an_unclear_one_can_be_put_right(family):
    page = paste(family, TEXT)
    take(family, page, ["2"], **{"date-2": "24 Sept 2024"})
    assert events(family) == [{"event": "draft_plan_sent", "date": "2024-09-24"}]


def test_a_kind_can_be_changed_and_loses_what_was_said_of_the_other(family):
    take(family, paste(family, TEXT), ["1"], **{"kind-1": "Final plan issued"})
    assert events(family) == [{"event": "final_plan_issued", "date": "2024-05-03"}]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind-2": ""}, "Say what happened"),
        ({"kind-2": "plan"}, "may mean more than one thing"),
        ({"date-2": ""}, "Say when it was"),
        ({"date-2": "soonish"}, "could not read this as a date"),
        ({"date-2": "3 May 2031"}, "still to come"),
    ],
)
def test_a_mistake_is_told_at_its_line_and_nothing_is_lost(family, changed, said):
    page = paste(family, TEXT)
    again = take(family, page, ["1", "2"], 422, **({"date-2": "24 Sept 2024"} | changed))
    assert said in again
    assert "Line 3:" in again
    assert ticked(again) == ["1", "2"]
    assert "sent to LA" in again


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste the text first"),
        ("a" * 20_001, "That is too long"),
        ("\n".join(f"{1 + n % 28}/{1 + n % 12}/24 odd" for n in range(60)), None),
    ],
)
def test_what_can_not_be_read_is_said_and_kept_on_the_page(family, text, said):
    page = paste(family, text, 422 if said else 200)
    assert said is None or said in page
    assert text[:50] in page


def test_nothing_ticked_is_told(family):
    assert "Nothing was ticked" in take(family, paste(family, TEXT), [], 422)


def test_what_a_family_answered_stays(app):
    answers = {"problems": ["waiting"], "filled_in_by": "adviser", "consent": "yes", "child": {"name": "Sam"}}
    family = open_at(app, answers)
    take(family, paste(family, TEXT))
    told = json.loads(family.get("/keep/answers.json"))
    assert told["about"] == {"filled_in_by": "adviser", "consent": "yes", "child": {"name": "Sam"}}
    assert len(told["events"]) == 2


def test_the_same_text_twice_adds_nothing(family):
    take(family, paste(family, TEXT))
    before = events(family)
    take(family, paste(family, TEXT))
    assert events(family) == before


def test_the_text_is_kept_nowhere(app, tmp_path):
    family = Family(app)
    take(family, paste(family, "12/3/24 - EHCNA request sent to LA by Wilhelmina"))
    kept = app.extensions["assistant"].store.load(family.client.get_cookie("__Host-case").value)
    assert "Wilhelmina" not in json.dumps(kept.answers)


def test_signs_of_markup_are_only_text(family):
    page = paste(family, "12/3/24 <b>AR</b> held <script>alert(1)</script> \"'&")
    assert "<script>" not in page
    assert "&lt;b&gt;AR" in page


@pytest.mark.parametrize(
    "form",
    [
        {"take": "0"},
        {"take": ["x", "-1", "999"]},
        {"text": "\x00\ud800"},
        {"text": "12/3/24 AR held", "take": "0", "kind-0": "§" * 500, "date-0": "9" * 999},
    ],
)
def test_a_form_made_up_by_a_stranger_is_answered_with_a_reason(family, form):
    family.post(
        "/paste/take",
        {
            "token": "",
            **{k: (v.encode("utf-8", "surrogatepass") if isinstance(v, str) else v) for k, v in form.items()},
        },
        422,
    )
