"""The calendar file: what is still to come, a reminder for what the family has to do, and nobody's name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest

from assistant.core import advice
from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.strip import Deadline, strip
from assistant.documents import file_name, to_calendar
from tests.documents.conftest import HOSTILE

AS_OF = date(2026, 6, 5)
CASE = {
    "format": "ehcp-case/1",
    "about": {"filled_in_by": "parent", "child": {"name": "Zebedee"}, "council": "E06000001", "plan": "final"},
    "events": [
        {"event": "request_received", "date": "2025-09-01"},
        {"event": "final_plan_issued", "date": "2026-05-20"},
        {"event": "appealable_decision", "date": "2026-05-20", "kind": "contents"},
    ],
}


@pytest.fixture(scope="module")
def dates(definitions, content):
    return strip(assess(definitions, read_case(CASE), AS_OF), content)


def events(made):
    return icalendar.Calendar.from_ical(made).walk("VEVENT")


def test_own_dates_come_first_and_all_have_names(dates):
    assert [entry.own for entry in dates] == sorted((entry.own for entry in dates), reverse=True)
    assert {entry.id for entry in dates} >= {"appeal", "mediation_contact", "council_complaint/stage1_reply"}


def test_every_kind_of_date_has_a_name(content):
    own = {key.removeprefix("limit.passed.") for key in content.words.sentences if key.startswith("limit.passed.")}
    assert [what for what in sorted(own) if f"pack.own-date.{what}" not in content.words.sentences] == []
    theirs = set(re.findall(r'RouteDate\(\s*"(\w+)"', Path(advice.__file__).read_text(encoding="utf-8")))
    assert [what for what in sorted(theirs) if f"pack.their-date.{what}" not in content.words.sentences] == []


def test_every_date_to_come_is_a_whole_day(dates):
    made = events(to_calendar(dates, AS_OF))
    assert sorted(event.decoded("dtstart") for event in made) == sorted(entry.by for entry in dates)
    assert all(event.decoded("dtend") - event.decoded("dtstart") == timedelta(1) for event in made)
    assert len({str(event["uid"]) for event in made}) == len(made)


def test_a_reminder_a_week_before_for_own_dates_only(dates):
    made = {str(event["summary"]): event for event in events(to_calendar(dates, AS_OF))}
    for entry in dates:
        alarms = made[entry.what].walk("VALARM")
        assert len(alarms) == entry.own
        if entry.own:
            assert alarms[0].decoded("trigger") == timedelta(days=-7, hours=9)
            assert str(alarms[0]["action"]) == "DISPLAY"


def test_with_less_than_a_week_the_reminder_comes_the_day_before(dates):
    soon = replace(dates[0], by=AS_OF + timedelta(4))
    (alarm,) = events(to_calendar([soon], AS_OF))[0].walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1, hours=9)


def test_it_names_nobody_unless_asked(dates):
    assert b"Zebedee" not in to_calendar(dates, AS_OF)
    labelled = events(to_calendar(dates, AS_OF, "Z."))
    assert all(str(event["summary"]).startswith("Z.: ") for event in labelled)
    assert not {str(e["uid"]) for e in labelled} & {str(e["uid"]) for e in events(to_calendar(dates, AS_OF))}


def test_what_is_over_or_has_no_day_is_left_out():
    over = Deadline("appeal", "Appeal", AS_OF - timedelta(1), "", own=True, passed=True)
    assert events(to_calendar([over, replace(over, by=None, passed=False)], AS_OF)) == []


def test_loading_it_twice_makes_no_second_entry(dates):
    assert to_calendar(dates, AS_OF) == to_calendar(dates, AS_OF)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_words(name):
    entry = Deadline("appeal", "Appeal", AS_OF, HOSTILE[name], own=True)
    made = to_calendar([entry], AS_OF, HOSTILE[name][:300])
    (event,) = events(made)
    assert len(event.walk("VALARM")) == 1
    assert made.count(b"\r\nBEGIN:VEVENT") == made.count(b"\r\nBEGIN:VALARM") == 1
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("Formal complaint, stage 1", "formal-complaint-stage-1-2026-06-05.pdf"),
        ("Council’s reply: é ../../etc", "councils-reply-e-etc-2026-06-05.pdf"),
        ("لم تصل", "letter-2026-06-05.pdf"),
        ("word " * 40, "-".join(["word"] * 12) + "-2026-06-05.pdf"),
    ],
)
def test_files_say_what_they_are(what, name):
    assert file_name(what, AS_OF, "pdf") == name
