"""Finds the obligations that a case gives rise to: for each rule, which event started it and what fulfilled it.

Each way of finding is a function registered in FINDERS under the name that duties use (``find = "cycle"``). Spells of
missing provision and of absence have a module of their own (core/spells.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assistant.core.assessment import Finding, Start
from assistant.core.bench import NOT_SAID, PLAIN, Bench, Done, Ruling, first_done
from assistant.core.case import Event
from assistant.core.cycles import STAGE_OF, Cycle, pair
from assistant.core.dates import Calendar, DateSpan, Unsaid, later_of, months_after
from assistant.core.definitions import Duty
from assistant.core.orders import find_orders, ordered_plans, plan_decision
from assistant.core.predicates import ORDERS, rule_on
from assistant.core.reviews import find_amended_plan, find_review_letter, find_review_year
from assistant.core.spells import SPELL_FINDERS
from assistant.core.words import Phrase

Finder = Callable[[Bench, Duty], list[Finding]]


def find_in_cycles(bench: Bench, duty: Duty) -> list[Finding]:
    """The ordinary way: in each cycle, the trigger and the first event that fulfils the duty."""
    found: list[Finding] = []
    ordered = ordered_plans(bench)
    for cycle in bench.timeline.cycles.get(_stage(duty), ()):
        for trigger in _triggers(cycle, duty):
            done = [event for event in cycle.of(*duty.done) if event.index not in ordered]
            ruling = rule_on(bench, duty.conditions, cycle, trigger)
            found += bench.obligation(duty, trigger, first_done(done), ruling=ruling)
    return found


def _stage(duty: Duty) -> str:
    return STAGE_OF.get(duty.trigger[0], "") if duty.trigger else ""


def _triggers(cycle: Cycle, duty: Duty) -> list[Event]:
    """The starter if it triggers the duty, else the first member that does."""
    starter = cycle.starter
    if starter is not None and starter.event in duty.trigger:
        return [starter] if not duty.kinds or starter.kind in duty.kinds else []
    return cycle.of(*duty.trigger)[:1]


def find_decision_to_assess(bench: Bench, duty: Duty) -> list[Finding]:
    """A-DECIDE-6W: the first decision; one that could have followed an order to assess is not the first."""
    found: list[Finding] = []
    starts = [event for event in bench.timeline.happened(*ORDERS) if event.kind == "assess"]
    for cycle in bench.timeline.cycles.get("assessment", ()):
        if cycle.starter is None:
            continue
        decisions = [
            event
            for event in cycle.of("assess_decision")
            if event.outcome == "refused" or not any(_could_follow(event, start) for start in starts)
        ]
        found += bench.obligation(duty, cycle.starter, first_done(decisions))
    return found


def _could_follow(event: Event, start: Event) -> bool:
    return event.span is None or start.span is None or event.span.last >= start.span.first


def find_plan_decision(bench: Bench, duty: Duty) -> list[Finding]:
    """A-NOPLAN-16W: a refusal to make a plan within 16 weeks, or else a draft or a plan."""
    found: list[Finding] = []
    for cycle in bench.timeline.cycles.get("assessment", ()):
        if cycle.starter is None:
            continue
        done, ruling = plan_decision(cycle.of("no_plan_decision", "draft_plan_sent", "final_plan_issued"))
        ruling = ruling.over(rule_on(bench, duty.conditions, cycle, cycle.starter))
        found += bench.obligation(duty, cycle.starter, done, ruling=ruling)
    return found


def find_final_plan(bench: Bench, duty: Duty) -> list[Finding]:
    """A-FINAL-20W, and beside it, where a refusal was reversed, the 14 weeks from the new decision."""
    found = find_in_cycles(bench, duty)
    for cycle in bench.timeline.cycles.get("assessment", ()):
        for decision in cycle.of("assess_decision"):
            ruling = rule_on(bench, duty.conditions, cycle, decision)
            if decision.outcome == "agreed" and ruling.cap and not ruling.skip:
                done = first_done(cycle.of("final_plan_issued"))
                for other in bench.definitions.duties.get("T-CONCEDE-FINAL-14W", ()):
                    second = bench.obligation(other, decision, done, ruling=ruling)
                    found += [_renamed(finding, duty) for finding in second]
    return found


def _renamed(finding: Finding, duty: Duty) -> Finding:
    return replace(finding, code=duty.finding or "")


ADVISERS = {"educational_psychology": "council", "health": "icb", "social_care": "council", "school": "school"}


def find_advice(bench: Bench, duty: Duty) -> list[Finding]:
    """Advice: each request with the answer of the same adviser (reg 8: six weeks, also in a reassessment)."""
    found: list[Finding] = []
    asked = bench.timeline.of("advice_requested")
    for what in dict.fromkeys(event.what or "other" for event in asked):
        starters = [event for event in asked if (event.what or "other") == what]
        answers = [event for event in bench.timeline.of("advice_received") if (event.what or "other") == what]
        for cycle in pair("advice", starters, answers):
            if cycle.starter is not None:
                ruling = rule_on(bench, duty.conditions, cycle, cycle.starter).over(Ruling(body=ADVISERS.get(what)))
                found += bench.obligation(duty, cycle.starter, first_done(cycle.of("advice_received")), ruling=ruling)
    return found


DECISIONS: dict[str, tuple[str, ...] | None] = {
    "assess_decision": ("refused",),
    "no_plan_decision": None,
    "final_plan_issued": None,
    "amended_final_plan_issued": None,
    "transfer_plan_issued": None,
    "reassessment_final_plan": None,
    "review_decision": ("maintain", "cease"),
    "reassessment_decision": ("refused",),
}


def find_appeal_rights(bench: Bench, duty: Duty) -> list[Finding]:
    """Letters that must tell of the right of appeal; what the family says of it belongs to the latest such letter."""
    found: list[Finding] = []
    decisions = [event for event in bench.timeline.happened(*DECISIONS) if _appealable(event)]
    for cycle in pair("rights", decisions, bench.timeline.of("appeal_rights_given")):
        if cycle.starter is not None and cycle.starter.event in duty.trigger:
            done, ruling = _rights(cycle.starter, cycle.of("appeal_rights_given"))
            due = cycle.starter.span
            found += bench.obligation(duty, cycle.starter, done, due=due, ruling=ruling)
    return found


def _appealable(event: Event) -> bool:
    outcomes = DECISIONS[event.event]
    return outcomes is None or event.outcome in outcomes


def _rights(decision: Event, told: list[Event]) -> tuple[Done, Ruling]:
    if not told:
        return NOT_SAID, PLAIN
    if all(event.outcome == "no" for event in told):
        return Done(Unsaid.NOT_YET, tuple(told)), PLAIN
    given = first_done(event for event in told if event.outcome != "no")
    # The letter itself carried it if both can be the same day: one event, so no reading of it is late.
    if decision.span and isinstance(given.when, DateSpan) and given.when.overlaps(decision.span):
        return Done(DateSpan(decision.span.first, decision.span.first), given.events), PLAIN
    return given, PLAIN


PHASE_MONTHS = 14  # a plan this long before the move may be the one that names the next setting


def find_phase(bench: Bench, duty: Duty) -> list[Finding]:
    """Phase transfers (reg 18): the plan naming the next setting, by the fixed date of the kind of move."""
    found: list[Finding] = []
    for cycle in bench.timeline.cycles.get("phase", ()):
        move = cycle.starter
        if move is None or (move.kind is not None and move.kind not in duty.kinds):
            continue
        if move.kind is None:
            found += _phase_of_unknown_kind(bench, duty, move, cycle)
        else:
            found += bench.obligation(duty, move, _phase_done(bench, move, cycle))
    return found


def _phase_of_unknown_kind(bench: Bench, duty: Duty, move: Event, cycle: Cycle) -> list[Finding]:
    """Between 15 February and 31 March of the year of the move; found once, under P-15FEB."""
    if duty.id != "P-15FEB":
        return []
    span = move.span
    due = DateSpan(date(span.first.year, 2, 15), date(span.last.year, 3, 31)) if span else None
    return bench.obligation(duty, move, _phase_done(bench, move, cycle), due=due)


def _phase_done(bench: Bench, move: Event, cycle: Cycle) -> Done:
    own = cycle.of("transfer_plan_issued")
    if own or move.span is None:
        return first_done(own)
    earliest = months_after(move.span.first, -PHASE_MONTHS)
    plans = bench.timeline.happened("final_plan_issued", "amended_final_plan_issued")
    return first_done(p for p in plans if p.span and earliest <= p.span.last and p.span.first <= move.span.last)


def transfer_day(move: date, aware: date, calendar: Calendar) -> date:
    """The day a plan passes to the new council (reg 15(2)): the day of the move, unless the old council did not know of
    it 15 working days before; then the last of 15 working days beginning with the day it knew."""
    if aware <= calendar.working_days_before(move, 15):
        return move
    return max(move, calendar.working_days_beginning(aware, 15))


def transfer_span(move: DateSpan, aware: DateSpan | None, calendar: Calendar) -> DateSpan:
    """``transfer_day`` over intervals; without the day of awareness, the move itself."""
    if aware is None:
        return move
    return DateSpan(transfer_day(move.first, aware.first, calendar), transfer_day(move.last, aware.last, calendar))


def find_move(bench: Bench, duty: Duty) -> list[Finding]:
    """A move to another council (reg 15): the letter within six weeks, the review by the later of two dates."""
    found: list[Finding] = []
    for cycle in bench.timeline.cycles.get("move", ()):
        move = cycle.starter
        if move is None:
            continue
        starts, due = _move_starts(bench, duty, move, cycle) if move.span else ((), None)
        found += bench.obligation(duty, move, first_done(cycle.of(*duty.done)), starts=starts, due=due)
    return found


def _move_starts(bench: Bench, duty: Duty, move: Event, cycle: Cycle) -> tuple[tuple[Start, ...], DateSpan | None]:
    assert move.span is not None
    aware = first_done(cycle.of("old_council_aware")).when
    transfer = transfer_span(move.span, aware if isinstance(aware, DateSpan) else None, bench.definitions.calendar)
    starts = [Start("transfer", "moved_on", transfer), Start("trigger", "moved_on", transfer)]
    if len(duty.due) < 2:
        return tuple(starts[1:]), None
    reviews = bench.timeline.happened("last_plan_or_review", "review_decision", "final_plan_issued")
    before = [review.span for review in reviews if review.span and review.span.first <= transfer.last]
    if before:
        return (*starts, Start("last_review", "last_plan_or_review", later_of(before))), None
    unknown = DateSpan(months_after(transfer.first, 3), months_after(transfer.last, 12))
    return tuple(starts), unknown


CODE_SINCE = date(2026, 4, 1)


def find_complaint(bench: Bench, duty: Duty) -> list[Finding]:
    """Answers to complaints to the council made on or after 1 April 2026, by the Complaint Handling Code (not law)."""
    found: list[Finding] = []
    for cycle in bench.timeline.cycles.get("complaint", ()):
        started = cycle.starter or next(iter(cycle.of("stage2_requested")), None)
        if started is None or (started.body or "council") != "council":
            continue
        for trigger in _triggers(cycle, duty):
            if trigger.span is None or trigger.span.first >= CODE_SINCE:
                starts = _arrived(bench, trigger)
                found += bench.obligation(duty, trigger, first_done(cycle.of(*duty.done)), starts=starts)
    return found


def _arrived(bench: Bench, trigger: Event) -> tuple[Start, ...]:
    """A complaint made on a day off arrives on the next working day."""
    if trigger.span is None:
        return ()
    return (Start("trigger", trigger.event, trigger.span.map(bench.definitions.calendar.next_working_day)),)


def find_without_clock(bench: Bench, duty: Duty) -> list[Finding]:
    """Decisions for which the law has no day count: the finding carries the law and the questions, never a verdict."""
    events = bench.timeline.happened(*duty.trigger)
    return bench.obligation(duty, events[-1], NOT_SAID, ruling=Ruling(why=Phrase("why.no-clock"))) if events else []


def find_remedy(bench: Bench, duty: Duty) -> list[Finding]:
    """What was agreed to put things right, by the day fixed for it; without one there is no due date."""
    found: list[Finding] = []
    for cycle in bench.timeline.cycles.get("remedy", ()):
        if cycle.starter is not None:
            by = cycle.starter.by if isinstance(cycle.starter.by, DateSpan) else None
            done = first_done(cycle.of("remedy_done"))
            found += bench.obligation(duty, cycle.starter, done, due=by, fixed_by=by is not None)
    return found


def find_nothing(bench: Bench, duty: Duty) -> list[Finding]:
    """A duty that is listed, and shown on the rules page, but that no event of a case can start."""
    return []


FINDERS: dict[str, Finder] = {
    "cycle": find_in_cycles,
    "decision-to-assess": find_decision_to_assess,
    "plan-decision": find_plan_decision,
    "final-plan": find_final_plan,
    "advice": find_advice,
    "rights": find_appeal_rights,
    "order": find_orders,
    "review-year": find_review_year,
    "amended-plan": find_amended_plan,
    "letter": find_review_letter,
    "phase": find_phase,
    "move": find_move,
    "complaint": find_complaint,
    "no-clock": find_without_clock,
    "remedy": find_remedy,
    **SPELL_FINDERS,
    "listed": find_nothing,
}


def find_all(bench: Bench) -> list[Finding]:
    """Every obligation of the case, judged. Only rules that one of the case's events or spells can start are read."""
    definitions, found = bench.definitions, list[Finding]()
    started = {id(duty): duty for kind in bench.timeline.by_kind for duty in definitions.by_trigger.get(kind, ())}
    for duty in started.values():
        found += FINDERS[duty.find](bench, duty)
    if bench.case.provision_missing or bench.case.out_of_school:
        for name, finder in SPELL_FINDERS.items():
            for duty in definitions.by_find.get(name, ()):
                found += finder(bench, duty)
    return found
