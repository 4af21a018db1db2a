"""The annual review (Children and Families Act 2014, s44; SEND Regulations 2014, regs 20 to 22): its year, its changed plan,
and letters about reviews that were never held."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import takewhile

from assistant.core.assessment import Finding, Start
from assistant.core.bench import Bench, Done, Ruling, first_done
from assistant.core.case import Event
from assistant.core.cycles import Cycle, owners
from assistant.core.dates import DateSpan, Unsaid, months_after
from assistant.core.definitions import Duty
from assistant.core.orders import ordered_plans
from assistant.core.predicates import rule_on
from assistant.core.words import Phrase


def find_amended_plan(bench: Bench, duty: Duty) -> list[Finding]:
    """The changed plan after a review: 12 weeks from the meeting and 8 from the notice, whichever ends earlier; without a
    meeting on record, 8 weeks from the notice alone."""
    found: list[Finding] = []
    ordered = ordered_plans(bench)
    for cycle in bench.timeline.cycles.get("review", ()):
        trigger = _amending_trigger(cycle, duty)
        if trigger is None:
            continue
        done = first_done(e for e in cycle.of("amended_final_plan_issued") if e.index not in ordered)
        ruling = rule_on(bench, ("amending",), cycle, trigger)
        found += bench.obligation(duty, trigger, done, starts=_amending_starts(cycle, trigger), ruling=ruling)
    return found


def _amending_trigger(cycle: Cycle, duty: Duty) -> Event | None:
    if "annual_review_meeting" in duty.trigger:
        return cycle.starter
    return next(iter(cycle.of("amendment_notice_sent")), None) if cycle.starter is None else None


def _amending_starts(cycle: Cycle, trigger: Event) -> tuple[Start, ...]:
    if trigger.span is None:
        return ()
    if trigger.event == "amendment_notice_sent":
        return (Start("trigger", trigger.event, trigger.span), Start("notice", trigger.event, trigger.span))
    starts = [Start("meeting", trigger.event, trigger.span), Start("trigger", trigger.event, trigger.span)]
    notice = first_done(cycle.of("amendment_notice_sent")).when
    if isinstance(notice, DateSpan) and notice.last >= trigger.span.first:
        starts.append(Start("notice", "amendment_notice_sent", notice))
    return tuple(starts)


# ---- the review year ------------------------------------------------------------------------------------------------


def find_review_year(bench: Bench, duty: Duty) -> list[Finding]:
    """Each finished review or plan starts twelve months, met by the next meeting (or, with none on record, by the next
    decision or plan). A plan ordered by the Tribunal starts no year; a live appeal does not stop it."""
    finished = _finished(bench, ordered_plans(bench))
    meetings = bench.timeline.of("annual_review_meeting")
    dated = sorted((e for e in (*meetings, *finished) if e.span), key=_first_and_last)
    starts = _year_starts(bench, finished)
    found: list[Finding] = []
    for place, start in enumerate(starts):
        if _moved_within(bench, start):
            continue
        done = _next_review(start, dated, meetings, last=place == len(starts) - 1)
        home = Cycle("review", start)
        found += bench.obligation(duty, start, done, ruling=rule_on(bench, duty.conditions, home, start))
    return found


def _first_and_last(event: Event) -> tuple[date, date]:
    return (event.span.first, event.span.last) if event.span else (date.max, date.max)


def _year_starts(bench: Bench, finished: list[Event]) -> list[Event]:
    known = bench.timeline.happened("last_plan_or_review")
    later = [e for e in finished if e.span and not any(_not_after(e, k) for k in known)]
    dated = sorted((e for e in (*known, *later) if e.span), key=lambda e: _first_and_last(e)[0])
    return dated or known


def _not_after(event: Event, known: Event) -> bool:
    """Is the event not certainly after the last review or plan that the family named?"""
    return event.span is None or (known.span is not None and event.span.first <= known.span.last)


def _finished(bench: Bench, ordered: frozenset[int]) -> list[Event]:
    """Reviews and plans that ended: the decision, not also its changed plan; no ordered plan; nothing that ceased."""
    finished = [e for e in bench.timeline.happened("review_decision") if e.outcome != "cease"]
    finished += bench.timeline.happened("final_plan_issued", "reassessment_final_plan", "moved_plan_reviewed")
    decided: set[int | None] = set()
    for cycle in bench.timeline.cycles.get("review", ()):
        if any(e.date is not Unsaid.NOT_YET for e in cycle.of("review_decision")):
            decided.add(cycle.starter.index if cycle.starter else None)
        else:
            plans = cycle.of("amended_final_plan_issued")
            finished += [e for e in plans if e.date is not Unsaid.NOT_YET and e.index not in ordered]
    return finished + _transfer_plans(bench, decided)


def _transfer_plans(bench: Bench, decided: set[int | None]) -> list[Event]:
    """Plans for the next phase, but for those that are the changed plan of a review already decided."""
    plans = bench.timeline.happened("transfer_plan_issued")
    meetings = bench.timeline.happened("annual_review_meeting")
    return [plan for plan, owner in owners(plans, meetings) if (owner.index if owner else None) not in decided]


def _next_review(start: Event, dated: list[Event], meetings: list[Event], last: bool) -> Done:
    """What ended the year: the first meeting, decision or plan after it began. ``dated`` stand in order of time."""
    if start.span is None:
        return first_done(meetings)
    later = dated[bisect_right(dated, (start.span.last, date.max), key=_first_and_last) :]
    if later:
        earliest = _first_and_last(later[0])[1]
        return first_done(takewhile(lambda e: _first_and_last(e)[0] <= earliest, later))
    unknown = [e for e in meetings if e.date is Unsaid.UNKNOWN]
    waiting = [e for e in meetings if e.date is Unsaid.NOT_YET] if last else []
    return first_done(unknown or waiting)


def _moved_within(bench: Bench, start: Event) -> bool:
    """Did the family move while this year ran? Then the new council's own rule (reg 15(5)) takes its place."""
    if start.span is None:
        return False
    end = months_after(start.span.last, 12)
    return any(
        move.span is None or (move.span.last >= start.span.first and move.span.first <= end)
        for move in bench.timeline.happened("moved_on")
    )


# ---- letters about reviews without a meeting --------------------------------------------------------------------------


def find_review_letter(bench: Bench, duty: Duty) -> list[Finding]:
    """A letter that speaks of a review although no meeting was held: at most likely, and that only if it is dated and no
    meeting could lie in the twelve months before it (reg 20(1))."""
    found: list[Finding] = []
    for letter in bench.timeline.happened("review_letter_without_meeting"):
        lonely = letter.span is not None and not _met_before(
            letter.span, bench.timeline.happened("annual_review_meeting")
        )
        ruling = Ruling(cap="likely" if lonely else "possible", why=Phrase("why.no-meeting"))
        span = letter.span or DateSpan(bench.as_of, bench.as_of)
        found += [
            _as_accused(finding, letter, ruling)
            for finding in bench.obligation(duty, letter, Done(None, ()), due=span, ruling=ruling)
        ]
    return found


def _as_accused(finding: Finding, letter: Event, ruling: Ruling) -> Finding:
    return replace(finding, verdict=ruling.cap or "possible", due=letter.span, done=letter.span, late_days=None)


def _met_before(letter: DateSpan, meetings: Iterable[Event]) -> bool:
    earliest = months_after(letter.first, -12)
    return any(m.span is None or (m.span.last >= earliest and m.span.first <= letter.last) for m in meetings)
