"""Single lines of a chronology: what becomes an event, what is asked about, what is none. And any text at all."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.core.chronology import LONGEST, Reading, TooLong, read_chronology
from assistant.core.chronology_dates import mentions
from assistant.core.chronology_kinds import KindPhrases, Recogniser, Short, Unspoken, check_phrases
from assistant.core.dates import DateSpan, write_when
from assistant.core.vocabulary import EVENTS
from assistant.load import load_content, load_definitions

AS_OF = date(2026, 11, 25)
RECOGNISER = load_definitions().recogniser


def reading(text: str) -> Reading:
    return read_chronology(text, RECOGNISER, AS_OF)


def told(text: str) -> list[tuple[str | None, str | None, bool]]:
    made = reading(text).proposals
    return [(one.event, None if one.when is None else write_when(one.when), one.certain) for one in made]


@pytest.mark.parametrize(
    ("line", "event", "when"),
    [
        ("12/3/24 - EHCNA request sent to LA", "request_received", "2024-03-12"),
        ("3rd May 2024: LA refused to assess", "assess_decision", "2024-05-03"),
        ("LA decided not to amend the plan 3 May 2024", "review_decision", "2024-05-03"),
        ("EHCNA request sent 6th Feb 24. Nothing odd", "request_received", "2024-02-06"),
        ("Stage 1 reply (partly upheld) 28.5.24", "stage1_response", "2024-05-28"),
        ("AR held 14.11.23", "annual_review_meeting", "2023-11-14"),
        ("AR mtg wk of 3/6/24", "annual_review_meeting", "2024-06-03/2024-06-09"),
        ("Final EHCP issued on Friday 14 June 2024", "final_plan_issued", "2024-06-14"),
        ("2024-06-14 draft EHCP received", "draft_plan_sent", "2024-06-14"),
        ("EP report in on 1 Aug 2025", "advice_received", "2025-08-01"),
        ("Mum complained to the council in March 2024.", "complaint_made", "2024-03"),
        ("mid-Jan 2025 appeal lodged", "appeal_lodged", "2025-01-11/2025-01-20"),
        ("• 9th Jan '23 alternative provision began", "alternative_education_started", "2023-01-09"),
        ("14 November 2023\nAnnual review held", "annual_review_meeting", "2023-11-14"),
        ("2023\n14 Nov - AR held", "annual_review_meeting", "2023-11-14"),
        ("We received the final plan on\n12 March 2024.", "final_plan_issued", "2024-03-12"),
        ("Amended final EHCP landed 12-Aug-2024", "amended_final_plan_issued", "2024-08-12"),
        ("LGO form sent btwn 10 and 14 June 24", "ombudsman_contacted", "2024-06-10/2024-06-14"),
        ("Draft EHCP rec'd 3rd-5th May 24", "draft_plan_sent", "2024-05-03/2024-05-05"),
        ("EP rpt rec'd 25th of Febuary 2025", "advice_received", "2025-02-25"),
        ("draft amendments rcvd 10/1/22", "amendment_notice_sent", "2022-01-10"),
        ("LA letter 4th Jan 22: will amend", "review_decision", "2022-01-04"),
        ("Form. complaint (St.1) to LA 16.10.24", "complaint_made", "2024-10-16"),
        ("Complaint upheld by LGSCO 3/5/24", "ombudsman_decision", "2024-05-03"),
        ("S2 req 13/8/25, nothing since\nA quiet week", "stage2_requested", "2025-08-13"),
    ],
)
def test_one_reading_is_taken_as_certain(line, event, when):
    assert told(line) == [(event, when, True)]


@pytest.mark.parametrize(
    ("line", "event", "when"),
    [
        ("Sept 23 AR held", "annual_review_meeting", None),  # a day or a year
        ("3 May - AR held", "annual_review_meeting", None),  # which year
        ("LA refused to assess", "assess_decision", None),
        ("AR held 14.11.23?", "annual_review_meeting", "2023-11-14"),
        ("I think the final plan came on 14 June 2024", "final_plan_issued", "2024-06-14"),
        ("around 14 June 2024 final plan received", "final_plan_issued", "2024-06-07/2024-06-21"),
        ("5/2/24 - ph call w mum, LA refused to assess", "assess_decision", None),
        ("12/3/24 something odd in the post", None, "2024-03-12"),
        ("31/2/24 AR held", "annual_review_meeting", None),  # no such day
        ("Monday 14 June 2024 AR held", "annual_review_meeting", None),  # it was a Friday
        ("Suspended 8 & 9 June 2022", "suspended", None),
        ("12/1/24 AR held\n3 Feb - draft plan received\n4/3/24 final plan issued", "draft_plan_sent", "2024-02-03"),
        ("Sent: 10 May 2024\nThe AR was held on 3 May.", "annual_review_meeting", "2024-05-03"),
        ("off school since 3 May 2024", None, "2024-05-03"),
        ("Following the AR on 18 June 2024 the LA has decided not to amend the plan", "review_decision", None),
        ("Following the AR on 18 June 2024 the LA has decided not to amend the plan", None, "2024-06-18"),
        ("LA refused to send the final plan 3 May 2024", None, "2024-05-03"),
        ("In the complaint of 3 May 2024 we asked for the final plan", None, "2024-05-03"),
        ("LA agreed on 3 May 2024 to hold an annual review", None, "2024-05-03"),
        ("School said AR was held 3 May 2024", "annual_review_meeting", None),
        ("Offer to settle complaint made 3 May 2024", None, "2024-05-03"),
        ("Complained to Ofsted 3 May 2024", None, "2024-05-03"),
        ("Complaint response received 3 May 2024 about the AR held 5 March 2024", None, "2024-03-05"),
        ("Final plan dated 3 May 2024 received 10 May 2024", None, "2024-05-10"),
        ("Still waiting for final plan", "final_plan_issued", "not-yet"),
        ("No draft plan by 4 June 2024", "draft_plan_sent", "not-yet"),
        ("The plan issued after the meeting of 3 May 2024", None, "2024-05-03"),
        ("Amended final EHCP in 12/8/24 (amended final plan dated 9 Aug)", "amended_final_plan_issued", "2024-08-09"),
        ("complaint made 20/11/24; stage 1 reply: 2 Jan.", "stage1_response", "2025-01-02"),
        ("complaint sent 28 Nov 2024; stage 1 reply on the 2nd", "stage1_response", "2024-12-02"),
        ("appeal sent 10 Nov 2024; mediation meeting 10/5", "mediation_held", None),  # half a year away
        ("EHCNA sent 19/3/24; LA ack'd 21/3", None, "2024-03-21"),
        ("AR minutes 3/5/24", None, "2024-05-03"),
    ],
)
def test_what_is_not_clear_is_asked_about(line, event, when):
    assert (event, when, False) in told(line)
    assert all(not certain or other != event for other, _, certain in told(line))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("DOB 12/06/2014", "birth"),
        ("Final plan due by 15 February 2024", "plan"),
        ("LA promised the final plan by 3 May 2024", "plan"),
        ("AR will be held on 3 May 2024", "plan"),
        ("AR booked for 3 May 2024", "plan"),
        ("Mediation certificate expires 3 May 2024", "plan"),
        ("Refused to assess: appeal deadline 3 May 2024", "plan"),
        ("Email to LA 3 May 2024 asking when the final plan would be issued", "plan"),
        ("AR 3 May 2024 cancelled by school", "off"),
        ("No decision by 4 June 2024", "denied"),
        ("His sister's final plan issued 3 May 2024", "another"),
        ("Our ref: 12/03/2024", "reference"),
        ("Sent: 12 March 2024 10:14", "message"),
        ("On 12 March 2024 at 10:03, A Person wrote:", "message"),
        ("rang mum 3/5/24", "contact"),
        ("AR held 3 May 2027", "ahead"),
    ],
)
def test_other_dates_become_no_event_and_it_is_said_why(line, why):
    made = reading(line)
    assert [aside.why for aside in made.aside] == [why]
    assert not any(isinstance(proposal.when, DateSpan) for proposal in made.proposals)


@pytest.mark.parametrize(
    "line",
    [
        "Mum 07700 900123, school 01632 960 555",
        "ref SEN/24/11/03-EHC-2024-10-21-77",
        "paid £1,200 and £480.50",
        "version 1.2.3.4 of the form",
        "1/2 termly, 24/7, 2/3 of sessions, s.42, reg 13(2)",
        "they may 2 times a week",
        "EHC hub no 12/03/2024/77",
    ],
)
def test_numbers_that_only_look_like_dates_are_none(line):
    assert reading(line) == Reading((), ())


def test_a_letter_that_tells_of_an_earlier_day_gives_two():
    made = told("The letter of 3 May 2024 said that on 2 April 2024 LA refused to assess")
    assert made == [(None, "2024-05-03", False), ("assess_decision", "2024-04-02", True)]


def test_what_is_lacking_is_named_once():
    assert told("still no amended plan") == [("amended_final_plan_issued", "not-yet", False)]
    assert told("awaiting final plan") == [("final_plan_issued", "not-yet", False)]


def test_what_is_told_twice_stands_once_with_both_lines():
    made = reading("Final plan issued 3/5/24\n\n> Final plan issued 3 May 2024").proposals
    assert [(one.event, one.lines) for one in made] == [("final_plan_issued", (1, 3))]


def test_a_year_is_asked_for_where_a_list_may_have_passed_new_year():
    assert told("2023\n15 Dec - AR held\n7 Jan - final plan issued")[1] == ("final_plan_issued", None, False)


def test_a_year_is_found_in_a_list_whose_newest_line_is_first():
    text = "3/7/24 AR held\n4 May - draft plan received\n1/2/24 stage 1 complaint\n14/12/23 EHCNA request sent"
    assert ("draft_plan_sent", "2024-05-04", False) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "A: EHCNA request 19/3/24\nJ - AR held 12/11/24",
        "Both boys seen. AR held 12/11/24",
        "A's AR held 12/11/24\nJ’s AR held 13/11/24",
        "twins\nAR held 12/11/24",
    ],
)
def test_of_two_children_nothing_is_ticked(text):
    made = reading(text).proposals
    assert made
    assert {one.why for one in made if one.event} == {"two-children"}
    assert not any(one.certain for one in made)


@pytest.mark.parametrize("text", ["A: AR held 12/11/24\nA: final plan issued 1/2/25", "1: AR held 12/11/24"])
def test_one_initial_before_the_lines_is_one_child(text):
    assert all(one.certain for one in reading(text).proposals)


@pytest.mark.parametrize(("words", "body"), [("Complained to school", "school"), ("NHS complaint made", "nhs")])
def test_a_complaint_to_somebody_else_is_not_one_to_the_council(words, body):
    (made,) = reading(f"{words} 3 May 2024").proposals
    assert (made.event, made.says) == ("complaint_made", {"body": body})


@pytest.mark.parametrize(
    "piece",
    [
        "3 May, AR held, ",
        "(a) ",
        "AR held and ",
        "no draft, ",
        "3/4/24\n",
        "1,",
        "(",
        " ( ",
        "From: \n",
        "1 May - ",
        "a b. ",
    ],
)
def test_the_most_that_may_be_pasted_is_read_piece_by_piece(piece, monkeypatch):
    """Twice as much text looks at no more than about twice as much: counted in letters that patterns are tried on."""
    looked = [_looked(piece * (size // len(piece)), monkeypatch) for size in (LONGEST // 2, LONGEST)]
    assert looked[1] <= 3 * looked[0] + 1_000


def _looked(text: str, monkeypatch) -> int:
    """How many letters are written out while a text is read."""
    counted = [0]
    plain = Recogniser.written_out

    def counting(self: Recogniser, words: str) -> str:
        counted[0] += len(words)
        return plain(self, words)

    with monkeypatch.context() as patch:
        patch.setattr(Recogniser, "written_out", counting)
        reading(text)
    return counted[0]


def test_too_much_is_refused():
    with pytest.raises(TooLong):
        reading("a" * (LONGEST + 1))


WORDS = st.sampled_from(
    "AR held on LA refused to assess 12/3/24 3 May 2024 , . ; - no by draft plan came Sept 23 \n 2 wks later".split(" ")
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=400), st.text(string.printable, max_size=400), st.lists(WORDS, max_size=80).map(" ".join)
    )
)
def test_any_text_is_read(text):
    made = reading(text)
    for proposal in made.proposals:
        assert proposal.event or proposal.when
        assert not proposal.certain or (proposal.event and isinstance(proposal.when, DateSpan))
        assert proposal.event is None or proposal.event in EVENTS
        assert (
            not isinstance(proposal.when, DateSpan)
            or proposal.when.first <= AS_OF
            or proposal.event == "phase_transfer"
        )


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_no_date_is_passed_over_in_silence(text):
    """Each date of a line that stands alone is proposed, or told as left out."""
    line = " ".join(text.split())
    made = reading(line)
    said = {one.said for one in (*made.proposals, *made.aside)}
    assert {mention.words for mention in mentions(line)[0]} <= said


def test_each_reason_has_its_words():
    sentences = load_content().words.sentences
    made = [
        reading(line) for line in ("DOB 1/2/24", "AR held 31/2/24", "Monday 14 June 2024 AR held", "8 & 9 June 2022 AR")
    ]
    for one in made:
        assert all(f"chronology.aside.{aside.why}" in sentences for aside in one.aside if aside.why == "birth")
        assert all(f"chronology.why.{p.why}" in sentences or f"spoken.{p.why}" in sentences for p in one.proposals)


@pytest.mark.parametrize(
    ("kinds", "shorts", "unspoken", "problem"),
    [
        ([KindPhrases("flown", ("flew",))], [], [], "there is no event flown"),
        ([], [], [Unspoken("suspended", "why")], "nothing says how request_received is told"),
        ([KindPhrases("suspended", ("the la sent",))], [Short("council", ("la",))], [], "write la out"),
        (
            [KindPhrases("suspended", ("x",), says={"outcome": {"agreed": ("y",)}})],
            [],
            [],
            "agreed is not allowed as outcome",
        ),
    ],
)
def test_phrases_that_can_not_work_are_told(kinds, shorts, unspoken, problem):
    assert any(problem in found for found in check_phrases(kinds, shorts, unspoken))


def test_the_phrases_of_the_product_are_whole():
    assert len({kind.event for kind in RECOGNISER.kinds}) >= len(EVENTS) - 3
    assert Recogniser().hits("anything") == []
