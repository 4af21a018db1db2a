"""The case file: what is read, what is refused and where, and that nothing is lost on the way through."""

from __future__ import annotations

import copy
import json
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.core import vocabulary
from assistant.core.case import CASE, Case, case_schema, read_case, read_case_text, write_case
from assistant.core.dates import DateSpan, Unsaid
from assistant.core.shape import CaseError, Date, Flag, ListOf, Object, OneOf, Shape, Text, Whole

FULL: dict[str, Any] = {
    "format": "ehcp-case/1",
    "as_of": "2026-11-21",
    "about": {
        "filled_in_by": "parent",
        "consent": "not-needed",
        "child": {"name": "Sam", "born": "2014-06"},
        "council": "E06000066",
        "setting": {"kind": "maintained", "name": "Hill School"},
        "plan": "final",
    },
    "problems": ["review", "final-plan-late"],
    "events": [
        {"event": "annual_review_meeting", "date": "2023-12"},
        {"event": "review_decision", "date": "2024-02-01", "outcome": "amend", "note": "by post", "cycle": 1},
        {"event": "amended_final_plan_issued", "date": "not-yet"},
        {"event": "advice_requested", "date": "2024", "what": "educational_psychology"},
        {"event": "appeal_lodged", "date": "unknown", "about": ["contents", "placement"]},
        {"event": "complaint_made", "date": "2024-06-01/2024-06-09", "body": "council"},
        {"event": "tribunal_order", "date": "2024-07-01", "kind": "amend_plan", "by": "2024-08-05"},
    ],
    "provision_missing": [
        {
            "what": "speech and language therapy, 1 hour a week",
            "section": "F",
            "provider": "nhs",
            "from": "2024-01",
            "to": "not-yet",
            "share": "most",
            "council_told": "2024-03-01",
            "linked_to_appeal": False,
        }
    ],
    "out_of_school": [
        {
            "reason": "anxiety",
            "from": "2024-01",
            "to": "2024-11",
            "council_told": "2024-01-20",
            "education_given": "none",
            "linked_to_appeal": True,
        }
    ],
    "exceptions": [
        {
            "kind": "school_closed_four_weeks",
            "from": "2025-07-23",
            "to": "2025-09-02",
            "advice_asked": "2025-07-18",
            "claimed_by": "council",
            "note": "summer",
        }
    ],
    "impact": "He cries every morning.",
    "wanted": ["An apology"],
}


def changed(at: str, value: Any) -> dict[str, Any]:
    """The full case with another value at one place."""
    made = copy.deepcopy(FULL)
    *parents, last = (int(part) if part.isdigit() else part for part in at.strip("/").split("/"))
    target: Any = made
    for part in parents:
        target = target[part]
    target[last] = value
    return made


# ---- reading ---------------------------------------------------------------------------------------------------------


def test_only_the_format_is_needed_and_nothing_else_is_assumed():
    assert read_case({"format": "ehcp-case/1"}) == Case()


def test_a_full_case_is_read():
    case = read_case(FULL)
    assert case.as_of == date(2026, 11, 21)
    assert (case.about.child_name, case.about.council, case.about.setting_kind) == ("Sam", "E06000066", "maintained")
    assert case.about.child_born == DateSpan(date(2014, 6, 1), date(2014, 6, 30))
    assert [event.index for event in case.events] == list(range(7))
    assert case.events[1].outcome == "amend"
    assert case.events[2].date is Unsaid.NOT_YET
    assert case.events[2].span is None
    assert case.events[4].about == ("contents", "placement")
    assert case.provision_missing[0].end is Unsaid.NOT_YET
    assert case.provision_missing[0].linked_to_appeal is False
    assert case.out_of_school[0].start == DateSpan(date(2024, 1, 1), date(2024, 1, 31))
    assert case.exceptions[0].claimed_by == "council"
    assert case.wanted == ("An apology",)


def test_a_bare_exception_is_its_kind():
    case = read_case({"format": "ehcp-case/1", "exceptions": ["missed_appointment"]})
    assert (case.exceptions[0].kind, case.exceptions[0].start) == ("missed_appointment", None)


def test_refusal_to_amend_is_read_as_no_amendment():
    events = [
        {"event": "appealable_decision", "date": "2024-05-01", "kind": "refusal_to_amend"},
        {"event": "appeal_lodged", "date": "2024-06-01", "about": ["refusal_to_amend"]},
    ]
    case = read_case({"format": "ehcp-case/1", "events": events})
    assert case.events[0].kind == "no_amendment"
    assert case.events[1].about == ("no_amendment",)


# ---- each error names its place --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "value", "says"),
    [
        ("/format", "ehcp-case/2", "ehcp-case/1"),
        ("/as_of", "2026-11", "one day is expected"),
        ("/as_of", "not-yet", "one day is expected"),
        ("/about", [], "an object"),
        ("/about/filled_in_by", "teacher", "young_person"),
        ("/about/child/born", "June 2014", "a date is written as"),
        ("/about/child/name", 7, "text"),
        ("/about/council", "E" * 21, "at most 20"),
        ("/about/setting/kind", "school", "maintained_special"),
        ("/about/plan", None, "draft"),
        ("/problems/1", "late", "final-plan-late"),
        ("/events", {}, "a list"),
        ("/events/0", "annual_review_meeting", "an object"),
        ("/events/0/event", "meeting", "annual_review_meeting"),
        ("/events/0/date", "2023-02-30", "no day"),
        ("/events/0/date", "2023-12-20/2023-12-01", "before the first day"),
        ("/events/0/date", None, "a date is written as"),
        ("/events/0/outcome", "amend", "leave this key out"),
        ("/events/1/outcome", "agreed", "maintain, amend, cease"),
        ("/events/1/cycle", 0, "a whole number"),
        ("/events/1/cycle", True, "a whole number"),
        ("/events/1/by", "2024-03-01", "allowed only with"),
        ("/events/3/what", "dentist", "educational_psychology"),
        ("/events/4/about/1", "school", "placement"),
        ("/events/5/body", "tribunal", "council"),
        ("/events/6/kind", "refusal_to_assess", "amend_plan"),
        ("/provision_missing/0/section", "B", "F, G"),
        ("/provision_missing/0/share", "half", "most"),
        ("/provision_missing/0/linked_to_appeal", "yes", "true, false or null"),
        ("/out_of_school/0/reason", "holiday", "anxiety"),
        ("/out_of_school/0/education_given", True, "none"),
        ("/exceptions/0", "late_report", "school_closed_four_weeks"),
        ("/exceptions/0/claimed_by", "school", "council"),
        ("/impact", ["sad"], "text"),
        ("/wanted/0", 5, "text"),
    ],
)
def test_a_wrong_value_is_refused_at_its_place(at, value, says):
    with pytest.raises(CaseError, match=re.escape(says)) as error:
        read_case(changed(at, value))
    assert error.value.at == (at if at != "/exceptions/0" else "/exceptions/0/kind")


@pytest.mark.parametrize(
    "at",
    ["", "/about", "/about/child", "/about/setting", "/events/3", "/provision_missing/0", "/out_of_school/0"],
)
def test_a_mistyped_key_is_refused_and_the_allowed_ones_are_named(at):
    with pytest.raises(CaseError, match="allowed here: ") as error:
        read_case(changed(f"{at}/datee", "2024-01-01"))
    assert error.value.at == f"{at}/datee"


def test_a_key_with_special_signs_is_escaped_in_its_pointer():
    with pytest.raises(CaseError) as error:
        read_case(FULL | {"a/b~c": 1})
    assert error.value.at == "/a~1b~0c"


@pytest.mark.parametrize(
    ("value", "at", "key"),
    [
        ({}, "", "format"),
        ({"format": "ehcp-case/1", "events": [{"date": "2024"}]}, "/events/0", "event"),
        ({"format": "ehcp-case/1", "events": [{"event": "request_received"}]}, "/events/0", "date"),
        ({"format": "ehcp-case/1", "exceptions": [{}]}, "/exceptions/0", "kind"),
    ],
)
def test_a_needed_key_is_asked_for(value, at, key):
    with pytest.raises(CaseError, match=f"the key {key} is needed") as error:
        read_case(value)
    assert error.value.at == at


# ---- writing ---------------------------------------------------------------------------------------------------------


def test_a_full_case_is_written_as_it_was_read():
    assert write_case(read_case(FULL)) == FULL


DATES = st.sampled_from(["2024-03-05", "2024-03", "2024", "2024-01-10/2024-02-02", "not-yet", "unknown"])


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Every kind of JSON value that a shape allows."""
    match shape:
        case Text(most=most):
            return st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=min(most, 8))
        case OneOf(words=words):
            return st.sampled_from(words)
        case Date(day=day):
            return st.just("2026-11-21") if day else DATES
        case Whole(least=least, most=most):
            return st.integers(least, most)
        case Flag():
            return st.sampled_from([True, False, None])
        case ListOf(item=item):
            return st.lists(values(item), max_size=3)
        case Object(fields=fields, required=required):
            members = {key: values(field) for key, field in fields.items()}
            needed = {key: members.pop(key) for key in required}
            return st.fixed_dictionaries(needed, optional=members)
        case _:
            raise AssertionError(shape)


def without_what_does_not_fit(event: dict[str, Any]) -> dict[str, Any]:
    """An event with only the outcome, kind, body and so on that may be said of it."""
    fits = {
        "outcome": vocabulary.OUTCOMES,
        "kind": vocabulary.KINDS,
        "body": vocabulary.BODIES,
        "what": dict.fromkeys(("advice_requested", "advice_received"), vocabulary.ADVICE),
        "by": dict.fromkeys(vocabulary.DATED_WITHIN, (event.get("by"),)),
    }
    kind = event["event"]
    return {key: value for key, value in event.items() if key not in fits or value in fits[key].get(kind, ())}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(values(CASE))
def test_any_case_read_and_written_is_read_as_the_same_case(value):
    if "events" in value:
        value["events"] = [without_what_does_not_fit(event) for event in value["events"]]
    case = read_case(value)
    assert read_case(write_case(case)) == case
    assert read_case_text(json.dumps(write_case(case))) == case


# ---- the published schema --------------------------------------------------------------------------------------------


def keys(schema: dict[str, Any], at: str = "") -> set[str]:
    """The pointers of all keys a schema knows; every list has its first entry only."""
    found = set()
    for option in (schema, *schema.get("anyOf", ())):
        for key, member in option.get("properties", {}).items():
            found |= {f"{at}/{key}"} | keys(member, f"{at}/{key}")
        if "items" in option:
            found |= keys(option["items"], f"{at}/0")
    return found


def test_the_schema_knows_every_key_and_no_other():
    event = "event date outcome kind about body what note cycle by".split()
    spell = "from to council_told linked_to_appeal".split()
    expected = {
        "": "format as_of about problems events provision_missing out_of_school exceptions impact wanted".split(),
        "/about": "filled_in_by consent child council setting plan".split(),
        "/about/child": ["name", "born"],
        "/about/setting": ["kind", "name"],
        "/events/0": event,
        "/provision_missing/0": ["what", "section", "provider", "share", *spell],
        "/out_of_school/0": ["reason", "education_given", *spell],
        "/exceptions/0": "kind from to advice_asked claimed_by note".split(),
    }
    assert keys(case_schema()) == {f"{at}/{key}" for at, names in expected.items() for key in names}


def test_the_schema_refuses_other_keys_wherever_the_reader_does():
    text = json.dumps(case_schema())
    assert text.count('"properties"') == text.count('"additionalProperties": false')


@pytest.mark.parametrize("text", ["2024-03-05", "2024-03", "2024", "2024-01-10/2024-02-02", "not-yet", "unknown"])
def test_the_schemas_pattern_of_a_date_allows_each_notation(text):
    assert re.search(Date().schema()["pattern"], text)


@pytest.mark.parametrize("text", ["", "2024-3-5", "2024-03/2024-04", "5 March 2024", "not-yet ", "2024-03-05/"])
def test_the_schemas_pattern_of_a_date_allows_nothing_else(text):
    assert not re.search(Date().schema()["pattern"], text)
