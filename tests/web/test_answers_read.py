"""What is typed into a form, and what is understood of it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from werkzeug.datastructures import MultiDict

from assistant.core.definitions import Question
from assistant.web.forms import Wrong, clean, form_for

MONTHS = "January February March April May June July August September October November December".split()


def read(kind: str, form: dict, labels: dict | None = None):
    question = Question("q", "dates", "When?", kind, labels=labels or {})
    return form_for(question, ("E06000001",), [(name,) for name in MONTHS])(MultiDict(form)).read()


def on(day: str, month: str, year: str, how: str = "date") -> dict[str, str]:
    return {"how": how, "on_day": day, "on_month": month, "on_year": year}


@pytest.mark.parametrize(
    ("form", "understood"),
    [
        (on("5", "3", "2024"), "2024-03-05"),
        (on("05", " March ", "2024"), "2024-03-05"),
        (on("", "sept.", "2024"), "2024-09"),
        (on("", "", "2024"), "2024"),
        (on("29", "2", "2024", how=""), "2024-02-29"),  # nothing picked: what was typed says it
        (on("٥", "٣", "٢٠٢٤"), "2024-03-05"),
        ({"how": "not-yet"}, "not-yet"),
        ({"how": "unknown", "on_year": "20"}, "unknown"),
        (
            {
                "how": "between",
                "from_month": "1",
                "from_year": "2024",
                "to_day": "2",
                "to_month": "2",
                "to_year": "2024",
            },
            "2024-01-01/2024-02-02",
        ),
    ],
)
def test_a_date_is_read_as_it_was_meant(app, form, understood):
    with app.test_request_context():
        assert read("when", form) == understood


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "how-date"),
        (on("", "", ""), "on_year"),
        (on("5", "", "2024"), "on_month"),
        (on("30", "2", "2024"), "on_day"),
        (on("29", "2", "2023"), "on_day"),
        (on("0", "2", "2023"), "on_day"),
        (on("x", "2", "2023"), "on_day"),
        (on("1", "13", "2023"), "on_month"),
        (on("1", "ju", "2023"), "on_month"),
        (on("1", "1", "23"), "on_year"),
        (on("1", "1", "1066"), "on_year"),
        (on("1", "1", "²⁰²³"), "on_year"),
        ({"how": "between", "from_year": "2024", "to_year": "2023"}, "to_day"),
        ({"how": "next week"}, "how-date"),
    ],
)
def test_an_impossible_date_names_its_box(app, form, field):
    with app.test_request_context(), pytest.raises(Wrong) as wrong:
        read("when", form)
    assert wrong.value.field == field


def test_a_way_out_that_is_not_offered_is_not_taken(app):
    with app.test_request_context(), pytest.raises(Wrong):
        read("when", {"how": "not-yet"}, labels={"not-yet": ""})


def test_a_wrong_date_keeps_everything_typed(family):
    page = family.start()
    for form in (
        {"answer": ["review"]},
        *[{"skip": "1"}] * 5,
    ):
        page = family.answer(page, form)
    assert family.at == "/check/last_plan_or_review"
    wrong = family.answer(page, on("31", "November", "2023"), 422)
    assert "November 2023 has only 30 days" in wrong
    for kept in ('value="31"', 'value="November"', 'value="2023"', 'value="date" id="how-date" checked'):
        assert kept in wrong


@pytest.mark.parametrize("kind", ["choice", "choices", "when", "text", "words", "lines", "council", "child"])
@pytest.mark.parametrize("value", ["", "\x00", "\ud800", "x" * 60_000, "../../etc", "<script>", "١" * 40, "\u202e"])
def test_nothing_typed_breaks_a_form(app, kind, value):
    names = ["answer", "how", "name"] + [
        f"{span}_{part}" for span in ("on", "from", "to") for part in ("day", "month", "year")
    ]
    with app.test_request_context(), suppress(Wrong):
        read(kind, dict.fromkeys(names, value))


def test_control_signs_are_left_out_and_lines_kept():
    assert clean(" a\x00b\r\nc\x1b\t ") == "ab\nc"
