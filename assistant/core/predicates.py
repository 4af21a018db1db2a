"""The few conditions that data can't say: each is small, has a name, and is registered under it.

A duty names its conditions in flows/duties (``conditions = ["open-request"]``). A condition sees the bench, the cycle and
the trigger, and answers with a ``Ruling``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from assistant.core.bench import PLAIN, Bench, Ruling
from assistant.core.case import Event
from assistant.core.cycles import Cycle
from assistant.core.dates import DateSpan, Unsaid
from assistant.core.words import Phrase

Condition = Callable[[Bench, Cycle, Event], Ruling]
CONDITIONS: dict[str, Condition] = {}
SKIP = Ruling(skip=True)
ORDERS = ("tribunal_order", "council_conceded", "mediation_agreement")


def condition(name: str) -> Callable[[Condition], Condition]:
    """Registers a condition under the name by which duties ask for it."""

    def register(function: Condition) -> Condition:
        CONDITIONS[name] = function
        return function

    return register


def rule_on(bench: Bench, names: tuple[str, ...], cycle: Cycle, trigger: Event) -> Ruling:
    """All the named conditions together."""
    ruling = PLAIN
    for name in names:
        ruling = ruling.over(CONDITIONS[name](bench, cycle, trigger))
    return ruling


def not_certainly_before(event: Event, day: date) -> bool:
    """Could the event have come on or after the day? An event of unknown day could."""
    return event.span is None or event.span.last >= day


def new_clocks(bench: Bench, cycle: Cycle, kinds: tuple[str, ...]) -> bool:
    """Has an order, a concession or an agreement of these kinds replaced the clocks of this request?

    It has if one could follow this request and no later request starts before it (regs 42, 44, 45 replace the 6, 16 and
    20 weeks of the request they grew from).
    """
    start = cycle.starter.span if cycle.starter else None
    for event in bench.timeline.happened(*ORDERS):
        if event.kind not in kinds or (start is not None and not not_certainly_before(event, start.first)):
            continue
        later = [c.starter.span for c in bench.timeline.cycles["assessment"] if c.starter and c.starter.span]
        span = event.span
        if span is None or start is None or not any(start.first < s.first <= span.first for s in later):
            return True
    return False


def refusals(cycle: Cycle) -> list[Event]:
    """The refusals to assess and to make a plan in a cycle, on a known day or not."""
    return [
        event
        for event in cycle.of("assess_decision", "no_plan_decision")
        if event.date is not Unsaid.NOT_YET and (event.event == "no_plan_decision" or event.outcome == "refused")
    ]


def reversed_after(cycle: Cycle, refused: list[Event]) -> bool:
    """Was a refusal followed by a decision to assess, or by a draft or a plan?"""
    agreed = [event for event in cycle.of("assess_decision") if event.outcome == "agreed"]
    to_assess = [event for event in refused if event.event == "assess_decision"]
    if to_assess and any(_could_follow(event, to_assess) for event in agreed):
        return True
    no_plan = [event for event in refused if event.event == "no_plan_decision"]
    plans = [event for event in cycle.of("draft_plan_sent", "final_plan_issued") if event.date is not Unsaid.UNKNOWN]
    return bool(no_plan) and any(_could_follow(event, no_plan) for event in plans)


def _could_follow(event: Event, earlier: list[Event]) -> bool:
    span = event.span
    return span is not None and all(e.span is None or e.span.first <= span.last for e in earlier)


@condition("open-request")
def open_request(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """A refusal ends the 16 and 20 weeks of its request; an order, concession or agreement replaces them. Where a refusal
    was reversed and nothing else is known, two readings stand and neither is more than likely."""
    if new_clocks(bench, cycle, ("assess", "make_plan")):
        return SKIP
    refused = refusals(cycle)
    if not refused:
        return PLAIN
    return Ruling(cap="likely", why=Phrase("why.reversed")) if reversed_after(cycle, refused) else SKIP


@condition("not-refused")
def not_refused(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """The 16 weeks for saying that no plan will be made: ended by a refusal to assess (the refusal to make a plan is
    itself what they wait for)."""
    if new_clocks(bench, cycle, ("assess",)):
        return SKIP
    refused = [event for event in refusals(cycle) if event.event == "assess_decision"]
    return SKIP if refused else PLAIN


@condition("early-reply")
def early_reply(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """A family that has answered the draft has used its time for comments; a plan after that is at most a question."""
    final = [e.span for e in cycle.of("final_plan_issued") if e.span]
    answers = [e for e in cycle.of("family_response_to_draft") if e.date is not Unsaid.NOT_YET]
    if any(a.span is None or not final or a.span.first <= final[0].last for a in answers):
        return Ruling(cap="possible", why=Phrase("why.answered-draft"))
    return PLAIN


def review_outcomes(cycle: Cycle) -> set[str | None]:
    """What the council decided after this review, as far as it is known and has happened."""
    return {event.outcome for event in cycle.of("review_decision") if event.date is not Unsaid.NOT_YET}


@condition("amending")
def amending(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """Only if the council decided to change the plan, or if its decision is not known."""
    known = review_outcomes(cycle) - {None}
    return SKIP if known and "amend" not in known else PLAIN


@condition("agreed")
def agreed(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """Only if what was asked for was agreed, or the outcome is not known."""
    return SKIP if trigger.outcome == "refused" else PLAIN


@condition("reassessment-not-ordered")
def reassessment_not_ordered(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """An order, a concession or an agreement to reassess has clocks of its own (regs 42, 44, 45) in place of reg 27(2)."""
    return SKIP if new_clocks(bench, cycle, ("reassess",)) else PLAIN


@condition("in-assessment")
def in_assessment(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """Advice asked for in a first assessment, not in a reassessment."""
    return SKIP if _latest_start(bench, trigger) == "reassessment_requested" else PLAIN


@condition("in-reassessment")
def in_reassessment(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """Advice asked for in a reassessment."""
    return PLAIN if _latest_start(bench, trigger) == "reassessment_requested" else SKIP


def _latest_start(bench: Bench, event: Event) -> str | None:
    starts = bench.timeline.happened("request_received", "reassessment_requested")
    last = event.span.last if event.span else date.max
    before = [
        (s.span.first, s.event) for s in starts if isinstance(s.date, DateSpan) and s.span and s.span.first <= last
    ]
    return max(before)[1] if before else (starts[0].event if len(starts) == 1 else None)


@condition("body-of-recommendation")
def body_of_recommendation(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """A health recommendation is for the care board to answer, a social care one for the council."""
    bodies = [event.body for event in (trigger, *cycle.of("recommendation_answered")) if event.body]
    return Ruling(body="icb") if bodies[:1] == ["health"] else PLAIN


SCHOOLS = (
    "maintained academy maintained_special academy_special non_maintained_special independent early_years fe_college "
    "sixth_form_college specialist_post16 pru"
).split()


@condition("council-if-no-school")
def council_if_no_school(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """Who attends no setting has the report from the council itself (reg 21)."""
    kind = bench.case.about.setting_kind
    return PLAIN if kind is None or kind in SCHOOLS else Ruling(body="council")


@condition("plan-in-force")
def plan_in_force(bench: Bench, cycle: Cycle, trigger: Event) -> Ruling:
    """A plan that has ceased is reviewed no more."""
    return Ruling(cap="cannot-tell", why=Phrase("why.plan-ceased")) if bench.case.about.plan == "ceased" else PLAIN
