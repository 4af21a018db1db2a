"""Tribunal orders, concessions and mediation agreements: their own clocks, and what fulfils them (regs 42, 44, 45)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.core.assessment import Finding
from assistant.core.bench import PLAIN, Bench, Done, Ruling, first_done
from assistant.core.case import Event
from assistant.core.cycles import Cycle, first_day, owners
from assistant.core.dates import DateSpan, Unsaid
from assistant.core.definitions import Duty
from assistant.core.predicates import ORDERS, rule_on
from assistant.core.words import Phrase

AMENDING = ("amend_plan", "name_school", "continue_and_amend", None)
STAGES = ("order", "agreement")
OBEYED = ("tribunal_order_done", "mediation_agreement_done")


def find_orders(bench: Bench, duty: Duty) -> list[Finding]:
    """The steps of an order, a concession or an agreement, each by its own rule; a date fixed in it replaces the length."""
    found: list[Finding] = []
    for stage in STAGES:
        for cycle in bench.timeline.cycles.get(stage, ()):
            order = cycle.starter
            if order is None or order.event not in duty.trigger:
                continue
            if order.kind is None:
                found += _of_unknown_kind(bench, duty, order, cycle)
            elif order.kind in duty.kinds:
                found += _step(bench, duty, order, cycle)
    return found


def _of_unknown_kind(bench: Bench, duty: Duty, order: Event, cycle: Cycle) -> list[Finding]:
    """What was ordered is not known, so no date follows; said once, under the rule that is marked for it."""
    if "any-kind" not in duty.conditions:
        return []
    due = order.by if isinstance(order.by, DateSpan) else None
    done = first_done(cycle.of(*OBEYED))
    ruling = PLAIN if due else Ruling(cap="cannot-tell", why=Phrase("why.order-kind"))
    if due is None:
        done = Done(None, done.events)
        return [_no_date(finding) for finding in bench.obligation(duty, order, done, ruling=ruling)]
    return bench.obligation(duty, order, done, due=due, fixed_by=True, ruling=ruling)


def _no_date(finding: Finding) -> Finding:
    return replace(finding, due=None, strict_due=None, verdict="cannot-tell", late_days=None, done=None)


def _step(bench: Bench, duty: Duty, order: Event, cycle: Cycle) -> list[Finding]:
    last = _is_last_step(bench, duty, order)
    if order.by is not None and not last:
        return []  # the date fixed is for the whole of it
    due = order.by if isinstance(order.by, DateSpan) else None
    own = _own_events(bench, duty, order)
    ruling = rule_on(bench, tuple(name for name in duty.conditions if name != "any-kind"), cycle, order)
    if "no_plan_decision" in duty.done:
        done, more = plan_decision(own)
        ruling = ruling.over(more)
    else:
        done = _done(own, cycle, last)
    return bench.obligation(
        _by_agreement(bench, duty, due), order, done, due=due, fixed_by=due is not None, ruling=ruling
    )


def _by_agreement(bench: Bench, duty: Duty, due: DateSpan | None) -> Duty:
    """A date written into a mediation agreement has a rule of its own (reg 42)."""
    if due is None or "mediation_agreement" not in duty.trigger:
        return duty
    agreed = bench.definitions.duties.get("D-AGREEMENT-AGREEDDATE", ())
    held = next((row for row in agreed if bench.held(row, due)), None)
    return replace(held, finding=duty.finding, done=duty.done) if held else duty


def _is_last_step(bench: Bench, duty: Duty, order: Event) -> bool:
    """Is this the longest of the rules for such an order?"""
    steps = [
        row for row in bench.definitions.by_find["order"] if order.event in row.trigger and order.kind in row.kinds
    ]
    return all(_weeks(row) <= _weeks(duty) for row in steps)


def _weeks(duty: Duty) -> int:
    return max((clock.weeks or 0 for clock in duty.due), default=0)


def _own_events(bench: Bench, duty: Duty, order: Event) -> list[Event]:
    """The events that show this step done: those of its kinds that follow this order and no later one."""
    starters = bench.timeline.of(*ORDERS)
    events = [e for e in bench.timeline.of(*duty.done) if e.event not in OBEYED]
    if order.kind in ("assess", "reassess"):
        events = [e for e in events if not (e.event == "assess_decision" and e.outcome == "refused")]
    own = [e for e, owner in owners(events, starters) if owner is order]
    if "draft_plan_sent" not in duty.done and "no_plan_decision" in duty.done:
        plans = bench.timeline.of("draft_plan_sent", "final_plan_issued")
        own += [e for e, owner in owners(plans, starters) if owner is order]
    return own


def _done(own: list[Event], cycle: Cycle, last: bool) -> Done:
    obeyed = cycle.of(*OBEYED)
    if last or not obeyed:
        return first_done([*own, *obeyed] if last else own)
    if own:
        return first_done(own)
    whole = first_done(obeyed)
    # That everything was done by a day does not tell when the earlier step was.
    return whole if whole.when is Unsaid.NOT_YET else Done(None, whole.events)


def plan_decision(events: list[Event]) -> tuple[Done, Ruling]:
    """What ended the wait for a decision about a plan, and how far it can be called late.

    Only a refusal has a date in law. A draft has none: what came late is then at most possible, as good practice. Where
    a plan is known but no day of its draft, nothing can be told, for the draft came first.
    """
    by_kind = {kind: [e for e in events if e.event == kind] for kind in ("no_plan_decision", "draft_plan_sent")}
    refused, drafts = by_kind["no_plan_decision"], by_kind["draft_plan_sent"]
    plans = [e for e in events if e.event == "final_plan_issued" and e.date is not Unsaid.NOT_YET]
    came = first_done(e for e in (*refused, *drafts) if e.date is not Unsaid.NOT_YET)
    if came.events:
        was_draft = any(e.event == "draft_plan_sent" for e in came.events)
        drafted = Ruling(cap="possible", force="code", why=Phrase("why.draft-no-date"))
        return came, drafted if was_draft else PLAIN
    if plans:
        return Done(None, tuple(plans)), Ruling(why=Phrase("why.plan-without-draft"))
    if refused and drafts:
        return Done(Unsaid.NOT_YET, (refused[0], drafts[0])), PLAIN
    return Done(None), PLAIN


def ordered_plans(bench: Bench) -> frozenset[int]:
    """Changed plans that were made because of an order, a concession or an agreement: the first one after each.

    They fulfil the order and no review, and start no new review year. Worked out once for each case.
    """
    if bench.ordered_plans is None:
        bench.ordered_plans = frozenset(_ordered_plans(bench))
    return bench.ordered_plans


def _ordered_plans(bench: Bench) -> Iterator[int]:
    changed = [e for e in bench.timeline.happened("amended_final_plan_issued") if e.cycle is None]
    changed.sort(key=lambda plan: plan.span.first if plan.span else bench.as_of)
    meetings = {e.index: m for e, m in owners(changed, bench.timeline.happened("annual_review_meeting"))}
    obeyed: set[int] = set()
    for plan, order in owners(changed, bench.timeline.of(*ORDERS)):
        if order is None or order.kind not in AMENDING or order.index in obeyed:
            continue
        meeting = meetings[plan.index]
        if meeting is None or first_day(meeting) < first_day(order):  # else it is that review's plan
            obeyed.add(order.index)
            yield plan.index
