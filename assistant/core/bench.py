"""The bench on which one case is judged: its timeline, the rules, and how one obligation becomes one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.core.assessment import Finding, Missing, Start
from assistant.core.case import Case, Event
from assistant.core.cycles import Timeline
from assistant.core.dates import DateSpan, Unsaid, When, earlier_of
from assistant.core.definitions import Definitions, Duty
from assistant.core.duties import due_of, judge, weaker
from assistant.core.excuses import excuse_of
from assistant.core.words import Phrase


@dataclass(frozen=True, slots=True)
class Done:
    """What is known of an act's being done: a day, not yet, unknown, or (None) nobody said; and the events that tell."""

    when: When | None
    events: tuple[Event, ...] = ()


NOT_SAID = Done(None)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a condition has to say about an obligation: leave it out, or hold its verdict down, and why."""

    skip: bool = False
    cap: str | None = None
    why: Phrase | None = None
    force: str | None = None
    body: str | None = None

    def over(self, other: Ruling) -> Ruling:
        """Both rulings together; the weaker cap counts, and the first reason given."""
        caps = [cap for cap in (self.cap, other.cap) if cap]
        return Ruling(
            self.skip or other.skip,
            weaker(caps[0], *caps) if caps else None,
            self.why or other.why,
            self.force or other.force,
            self.body or other.body,
        )


PLAIN = Ruling()


class Bench:
    """One case, as of one day, with the rules it is judged by."""

    def __init__(self, definitions: Definitions, case: Case, as_of: date) -> None:
        self.definitions, self.case, self.as_of = definitions, case, as_of
        self.timeline = Timeline(case, as_of)
        self.questions: list[Missing] = []
        self.ordered_plans: frozenset[int] | None = None  # kept by core/orders.py

    def held(self, duty: Duty, when: DateSpan | None) -> bool:
        """Was this version of the rule in force when the deadline fell (on its first possible day)? Where there is none,
        the day of the event or the last of the spell decides, and where nobody knows that, the day of assessment."""
        return duty.held(when.first if when else self.as_of)

    def contradiction(self, earlier: str, later: str, code: str) -> None:
        """Asks the family about two dates that can't both be right, instead of judging by them."""
        ask = Phrase("missing.order", done=Phrase(f"event.{earlier}"), trigger=Phrase(f"event.{later}"))
        if all(question.ask != ask for question in self.questions):
            self.questions.append(Missing(ask, (code,)))

    def obligation(
        self,
        duty: Duty,
        trigger: Event,
        done: Done,
        *,
        starts: tuple[Start, ...] = (),
        due: DateSpan | None = None,
        fixed_by: bool = False,
        ruling: Ruling = PLAIN,
    ) -> list[Finding]:
        """Judges one obligation; an empty list if its trigger has not happened or the rule was not in force.

        ``due`` replaces the rule's own count where a date was fixed, or where no clock can say it.
        """
        if trigger.date is Unsaid.NOT_YET or ruling.skip:
            return []
        if not starts and trigger.span is not None:
            starts = (Start("trigger", trigger.event, trigger.span),)
        strict = None
        if due is None:
            due, strict = due_of(duty, {start.role: start.span for start in starts}, self.definitions.calendar)
        if not self.held(duty, due or trigger.span):
            return []
        if duty.finding is not None:
            done = self._in_order(trigger, done, duty.finding)
        return [self._judged(duty, trigger, done, starts, due, strict, fixed_by, ruling)]

    def _in_order(self, trigger: Event, done: Done, code: str) -> Done:
        span = trigger.span
        if trigger.event == "phase_transfer":  # dated by the move, which its plan has to precede
            return done
        if span is None or not isinstance(done.when, DateSpan) or done.when.last >= span.first:
            return done
        self.contradiction(done.events[0].event if done.events else trigger.event, trigger.event, code)
        return Done(None, done.events)

    def _judged(
        self,
        duty: Duty,
        trigger: Event,
        done: Done,
        starts: tuple[Start, ...],
        due: DateSpan | None,
        strict: DateSpan | None,
        fixed_by: bool,
        ruling: Ruling,
    ) -> Finding:
        listed = self.definitions.exceptions.get(duty.excuses or "")
        excuse = excuse_of(self.case, listed, trigger.span, due)
        judged = judge(due, done.when, self.as_of, excused=excuse == "claimed", too_early=duty.too_early)
        verdict = weaker(judged.verdict, duty.cap, "likely" if duty.sure == "M" else None, ruling.cap)
        return Finding(
            code=duty.finding or "",
            duty=duty,
            verdict=verdict,
            body=ruling.body or duty.body,
            force=ruling.force or duty.force,
            excuse=excuse,
            events=tuple(dict.fromkeys((trigger.index, *(event.index for event in done.events)))),
            trigger=trigger.span,
            starts=starts,
            due=due,
            strict_due=strict,
            done=judged.done,
            not_yet=judged.not_yet,
            late_days=None if verdict in ("cannot-tell", "not-due") else judged.late_days,
            fixed_by=fixed_by,
            why=ruling.why,
        )


def first_done(events: Iterable[Event]) -> Done:
    """The first of several events: unknown if any of them happened on an unknown day, else the earliest known one,
    else not yet."""
    listed = tuple(events)
    if not listed:
        return NOT_SAID
    if len(listed) == 1:
        return Done(listed[0].date, listed)
    unknown = tuple(event for event in listed if event.date is Unsaid.UNKNOWN)
    if unknown:
        return Done(Unsaid.UNKNOWN, unknown)
    dated = [(event, span) for event in listed if (span := event.span) is not None]
    if not dated:
        return Done(Unsaid.NOT_YET, listed[:1])
    earliest = min(dated, key=lambda pair: (pair[1].first, pair[1].last))
    return Done(earlier_of(span for _, span in dated), (earliest[0],))
