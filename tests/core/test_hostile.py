"""Case files written by accident or in bad faith: a clear error that names its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.case import MOST_BYTES, read_case, read_case_text
from assistant.core.shape import CaseError
from tests.core.test_case import FULL, changed

START = '{"format": "ehcp-case/1", '
EVENT = '{"event": "request_received", "date": "2025-01-06"}'


def refusal(text: str) -> CaseError:
    """The error that a case file gives; fails if it gives none."""
    with pytest.raises(CaseError) as error:
        read_case_text(text)
    assert len(str(error.value)) < 2_000
    assert len(error.value.at) < 500
    return error.value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON: line 1, column 1"),
        ("{", "not JSON: line 1"),
        ('{"format": "ehcp-case/1"', "not JSON"),
        (START + '"impact": "a\nb"}', "not JSON: line 1"),
        (START + '"impact": "\0"}', "not JSON: line 1"),
        ("[" * 100_000, "nested more deeply"),
        ('{"a":' * 100_000, "nested more deeply"),
        (START + '"as_of": NaN}', "a number"),
        (START + '"as_of": -Infinity}', "a number"),
        (START + '"as_of": ' + "9" * 10_000 + "}", "a number"),
        (" " * (MOST_BYTES + 1), "at most 2,000,000"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_json_is_refused_as_a_whole(text, says):
    error = refusal(text)
    assert says in str(error)
    assert error.at == ""


@pytest.mark.parametrize("text", ["null", "true", "7", '"ehcp-case/1"', "[]", "[{}]"])
def test_a_file_that_is_no_object_is_refused(text):
    assert "an object" in str(refusal(text))


@pytest.mark.parametrize(
    ("members", "at", "says"),
    [
        ('"wanted": ' + "[" * 900 + "]" * 900, "/wanted/0", "text"),
        ('"events": [' + '{"a":' * 200 + "1" + "}" * 200 + "]", "/events/0/a", "not known"),
        ('"events": [' + ",".join([EVENT] * 10_000) + "]", "/events", "not 10,000"),
        ('"provision_missing": [' + ",".join(["{}"] * 10_000) + "]", "/provision_missing", "at most 100"),
        ('"problems": [' + ",".join(['"review"'] * 10_000) + "]", "/problems", "at most 60"),
        ('"wanted": [' + ",".join(['"x"'] * 10_000) + "]", "/wanted", "at most 50"),
        ('"impact": "' + "x" * 60_000 + '"', "/impact", "at most 50,000"),
        ('"impact": "a\\u0000b"', "/impact", "NUL"),
        ('"impact": "a\\ud800b"', "/impact", "surrogate"),
        ('"impact": "a\\udc00\\ud800b"', "/impact", "surrogate"),
        ('"about": {"child": {"name": "\\u0000"}}', "/about/child/name", "NUL"),
        ('"as_of": "' + "2" * 100_000 + '"', "/as_of", "a date is written as"),
        ('"as_of": 1e999', "/as_of", "a date is written as"),
        ('"events": [{"event": "request_received", "date": 20250106}]', "/events/0/date", "a date is written as"),
        ('"events": [{"event": ["request_received"], "date": "2025"}]', "/events/0/event", "allowed here"),
        ('"events": [{"event": "request_received", "date": "2025", "cycle": 1e3}]', "/events/0/cycle", "whole number"),
        (
            '"events": [{"event": "request_received", "date": "2025", "cycle": ' + "9" * 4_000 + "}]",
            "/events/0/cycle",
            "1",
        ),
        ('"' + "k" * 1_000_000 + '": 1', "/" + "k" * 80, "not known"),
        ('"": 1', "/", "not known"),
        ('"__class__": 1', "/__class__", "not known"),
        (",".join(f'"{n}": 1' for n in range(100_000)), "/0", "not known"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_hostile_member_is_refused_at_its_place(members, at, says):
    error = refusal(START + members + "}")
    assert error.at == at
    assert says in str(error)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (START + '"impact": "first", "impact": "second"}', "/impact"),
        (START + '"format": "ehcp-case/1"}', "/format"),
        (START + '"about": {"child": {"born": "2014", "born": "2015"}}}', "/about/child/born"),
        (START + f'"events": [{EVENT}, {EVENT[:-1]}, "date": "2025-02-06"}}]}}', "/events/1/date"),
        # the inner one is lost with the outer one, so the outer one is named
        (START + '"about": {"plan": "final", "plan": "draft"}, "about": {}}', "/about"),
        (START + ",".join(['"a/b": 1'] * 100_000) + "}", "/a~1b"),
        (START + '"wanted": [], "wanted": [' + ",".join(["{}"] * 600_000) + "]}", "/wanted"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_key_written_twice_is_refused_since_one_would_be_lost(text, at):
    error = refusal(text)
    assert "stands twice" in str(error)
    assert error.at == at


def places(value: Any, at: str = "") -> list[str]:
    """The pointers of every value within a value, its own left out."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, member in members for place in (f"{at}/{key}", *places(member, f"{at}/{key}"))]


def place_refused(value: Any) -> str | None:
    """Where a case is refused; None if it is read."""
    try:
        read_case(value)
    except CaseError as error:
        return error.at
    return None


@pytest.mark.parametrize("at", places(FULL))
@pytest.mark.parametrize("junk", [None, True, 0, -1.5, 10**30, "", "\ud800", "x" * 60_000, [], [[[]]], {}, {"a": 1}])
def test_a_wrong_type_anywhere_is_read_or_refused_at_its_place(at, junk):
    refused = place_refused(changed(at, junk))
    assert refused is None or refused.startswith(at)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["2024", "ehcp-case/1"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*FULL, "event", "date", "x"]), inner),
    max_leaves=12,
)


@given(JSON, JSON)
def test_any_json_gives_a_case_or_an_error_and_never_a_crash(value, member):
    for tried in (value, FULL | {"about": member}, FULL | {"events": member}, FULL | {"exceptions": member}):
        assert place_refused(tried) in (None, "") or place_refused(tried).startswith("/")


def test_a_case_at_its_limits_is_read():
    full = FULL | {
        "events": [json.loads(EVENT)] * 500,
        "provision_missing": FULL["provision_missing"] * 100,
        "out_of_school": FULL["out_of_school"] * 100,
        "impact": "é" * 50_000,
        "wanted": ["x" * 5_000] * 50,
    }
    assert len(read_case_text(json.dumps(full)).events) == 500
