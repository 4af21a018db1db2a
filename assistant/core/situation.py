"""Where a family stands, as the few facts that the choice of routes turns on. Worked out once for each assessment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar

from assistant.core.appeals import Right, appeal_is_live, appeals, decisions, subjects_of, unused_rights
from assistant.core.assessment import Finding
from assistant.core.bench import Bench
from assistant.core.case import Event
from assistant.core.dates import DateSpan, Unsaid, months_after
from assistant.core.limits import appeal_limit
from assistant.core.reach import OPEN

REASONABLE_TIME = timedelta(84)  # the Ombudsman's twelve weeks for the council to answer
WAITING_FOR_LETTER = (
    "assess-decision-late plan-decision-late final-plan-late review-not-held review-decision-late amendment-notice-late "
    "amended-plan-late phase-transfer-late reassess-decision-late reassess-plan-late move-review-late"
).split()
TRANSPORT = ("transport_decision", "transport_appeal_stage1", "transport_appeal_stage2")
Value = TypeVar("Value")


class fact(Generic[Value]):  # noqa: N801 - read as a decorator
    """A property worked out once. ``functools.cached_property`` takes a lock each time, which costs more than the facts."""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self.work_out, self.__doc__ = work_out, work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, place: Any, owner: type) -> Value:
        value = place.__dict__[self.name] = self.work_out(place)
        return value


SCHOOL_KINDS = ("maintained", "maintained_special", "pru")


@dataclass(frozen=True)
class Situation:
    """The facts of a case that routes are chosen by. ``findings`` carry their reach already."""

    bench: Bench
    findings: tuple[Finding, ...]

    # ---- findings

    @fact
    def late(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.late)

    @fact
    def open(self) -> tuple[Finding, ...]:
        """Late findings of which the Ombudsman can look at some stretch."""
        return tuple(f for f in self.late if any(piece.reach in OPEN for piece in f.reach))

    @fact
    def outstanding(self) -> tuple[Finding, ...]:
        """Late findings of law, not the school's, in which the body has still not done what it owes: a time that goes
        on, or a clock that has run out on most readings at least. Such a thing is worth a director's or a court's time."""
        return tuple(
            finding
            for finding in self.late
            if finding.not_yet
            and finding.force == "statute"
            and finding.body != "school"
            and (finding.spell is not None or finding.verdict != "possible")
        )

    def late_code(self, *codes: str) -> bool:
        return any(finding.code in codes for finding in self.late)

    def piece(self, *kinds: str) -> bool:
        return any(piece.reach in kinds for finding in self.late for piece in finding.reach)

    def problem(self, *problems: str) -> bool:
        return any(problem in self.bench.case.problems for problem in problems)

    def happened(self, *kinds: str) -> list[Event]:
        return self.bench.timeline.happened(*kinds)

    # ---- decisions and appeals

    @fact
    def rights(self) -> tuple[Right, ...]:
        return tuple(unused_rights(self.bench))

    @fact
    def disputed(self) -> tuple[Right, ...]:
        """Unused rights whose time has not certainly run out."""
        return tuple(right for right in self.rights if not self.expired(right))

    def expired(self, right: Right) -> bool:
        """Has the time for this appeal run out, even on the latest reading (weekends counted too)?"""
        if right.decision is None:
            return False
        certificate = None if right.about == {"placement"} else self.certificate(right)
        _, latest = appeal_limit(right.decision, certificate, self.bench.definitions.calendar)
        return latest.last < self.bench.as_of

    def certificate(self, right: Right) -> DateSpan | None:
        """The mediation certificate that could belong to a decision."""
        found = [e.span for e in self.happened("mediation_certificate") if e.span]
        start = right.decision
        fitting = [span for span in found if start is None or span.last >= start.first]
        return min(fitting, key=lambda span: span.first) if fitting else None

    @fact
    def plain_plans(self) -> tuple[Right, ...]:
        """The last plan or letter that could still be appealed although nobody has said that they disagree with it."""
        if self.appealed:
            return ()
        disputed = {right.event.index for right in self.rights}
        days = {right.decision for right in self.rights}
        plans = [e for e in decisions(self.bench) if e.span and e.index not in disputed and e.span not in days]
        last = max(plans, key=_first_day, default=None)
        right = Right(last, subjects_of(last), last.span) if last else None
        return (right,) if right and not self.expired(right) else ()

    @fact
    def live_appeal(self) -> bool:
        return appeal_is_live(self.bench)

    @fact
    def appealed(self) -> bool:
        return bool(appeals(self.bench))

    @fact
    def placement_only(self) -> bool:
        return bool(self.disputed) and all(right.about == {"placement"} for right in self.disputed)

    # ---- complaints

    @fact
    def complaint(self) -> Event | None:
        """The latest complaint to the council that has been made."""
        made = [event for event in self.happened("complaint_made") if (event.body or "council") == "council"]
        return max(made, key=_first_day, default=None)

    @fact
    def complaint_used_up(self) -> bool:
        """Has the council had its chance: stage 2 answered, or certainly twelve weeks gone since the complaint?"""
        if any((event.body or "council") == "council" for event in self.happened("stage2_response")):
            return True
        span = self.complaint.span if self.complaint else None
        return span is not None and self.bench.as_of > span.last + REASONABLE_TIME

    @fact
    def review_open(self) -> bool:
        """Did the Ombudsman say no within the last month, so that a review can be asked for?"""
        return any(
            event.span is not None and self.bench.as_of <= months_after(event.span.first, 1)
            for event in self.happened("ombudsman_decision")
            if event.outcome in ("closed", "not_upheld", "late", "appealed")
        )

    @fact
    def remedy_outstanding(self) -> bool:
        if self.late_code("remedy-not-done"):
            return True
        done = any(event.date is not Unsaid.NOT_YET for event in self.happened("remedy_done"))
        return self.problem("remedy-not-done") and not done

    # ---- particular procedures

    @fact
    def recommendation(self) -> str | None:
        """The body that left a Tribunal recommendation unanswered or turned it down: health or social_care."""
        for event in self.happened("recommendation_answered"):
            if event.outcome in ("refused", "partly"):
                return event.body or "social_care"
        late = [finding for finding in self.late if finding.code == "tribunal-recommendation-not-answered"]
        return None if not late else "health" if late[0].body in ("icb", "nhs_trust") else "social_care"

    @fact
    def exclusion(self) -> Event | None:
        """The permanent exclusion or suspension in the case, the gravest first."""
        return next(iter(self.happened("permanently_excluded", "suspended")), None)

    @fact
    def exclusion_owes_education(self) -> bool:
        """After a permanent exclusion the council owes education from the sixth day, whatever the governors decide."""
        return self.exclusion is not None and self.exclusion.event == "permanently_excluded"

    @fact
    def panel(self) -> Event | None:
        """The independent review panel's decision."""
        return next((e for e in self.happened("governors_decision") if e.kind == "independent_review_panel"), None)

    @fact
    def council_panel(self) -> bool:
        """Did a panel that the council ran decide? So it is for maintained schools, where nobody said otherwise."""
        if self.panel is None:
            return False
        maintained = self.bench.case.about.setting_kind in SCHOOL_KINDS
        return self.panel.body == "council" or (self.panel.body is None and maintained)

    @fact
    def panel_decided(self) -> bool:
        return self.panel is not None

    @fact
    def governors_upheld(self) -> Event | None:
        decided = [e for e in self.happened("governors_decision") if e.kind != "independent_review_panel"]
        return next((e for e in decided if e.outcome in (None, "upheld")), None)

    @fact
    def discrimination(self) -> bool:
        return self.problem("discrimination")

    @fact
    def transport(self) -> bool:
        refused = any(event.outcome in ("refused", "partly") for event in self.happened(*TRANSPORT))
        return refused or self.problem("transport-fault")

    @fact
    def panel_refused(self) -> Event | None:
        return next(iter(self.happened("transport_appeal_stage2")), None)

    @fact
    def money(self) -> bool:
        refused = any(event.outcome in ("refused", "partly") for event in self.happened("direct_payment_decision"))
        return refused or self.problem("direct-payment-fault")

    @fact
    def social_care(self) -> bool:
        return self.late_code("social-care-fault") or self.problem("social-care-fault")

    @fact
    def adult(self) -> bool:
        """Certainly 18 on the day of assessment?"""
        born = self.bench.case.about.child_born
        return isinstance(born, DateSpan) and months_after(born.last, 216) <= self.bench.as_of

    @fact
    def health_alone(self) -> bool:
        """Section G missing, and nothing that the council owes."""
        return self.late_code("health-provision-not-arranged") and not self.late_code("provision-not-secured")

    @fact
    def running(self) -> bool:
        """Does a body's clock run that has not ended?"""
        return any(finding.verdict == "not-due" for finding in self.findings)

    @fact
    def complains_of_council(self) -> bool:
        """Is there something for the council's own complaints procedure?"""
        return bool(self.open) or self.problem("complaint-handling")


def _first_day(event: Event) -> date:
    return event.span.first if event.span else date.min
