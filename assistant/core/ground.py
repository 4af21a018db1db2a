"""The ground that the choice of routes stands on: what is late, what is open, decisions and rights of appeal, the setting.

Worked out once for each assessment, each fact when it is first asked for. Room: the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.appeals import Right, appeal_is_live, appeals, decisions, subjects_of, unused_rights
from assistant.core.assessment import Finding
from assistant.core.bench import Bench
from assistant.core.case import Event
from assistant.core.dates import DateSpan
from assistant.core.fact import fact
from assistant.core.limits import appeal_limit
from assistant.core.reach import OPEN

DAY = timedelta(1)
COLLEGE_KINDS = ("fe_college", "sixth_form_college", "specialist_post16")
NO_SCHOOL = ("eotas", "home_educated", "none")
# what an appeal is about -> the events that overtake it, and the orders, concessions and agreements that do
OVERTAKEN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "refusal_to_assess": (("assess_decision", "no_plan_decision", "draft_plan_sent", "final_plan_issued"), ("assess",)),
    "refusal_to_issue": (("draft_plan_sent", "final_plan_issued"), ("make_plan",)),
    "refusal_to_reassess": (("reassessment_decision", "reassessment_final_plan"), ("reassess",)),
    "no_amendment": (("amendment_notice_sent", "amended_final_plan_issued"), ("amend_plan", "continue_and_amend")),
    "contents": (("amended_final_plan_issued", "reassessment_final_plan"), ()),
    "placement": (("amended_final_plan_issued", "reassessment_final_plan"), ()),
    "cease": ((), ("continue_plan", "continue_and_amend")),
}


@dataclass(frozen=True)
class Ground:
    """The facts of a case that do not turn on any one procedure. ``findings`` carry their reach already."""

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
        """Is something late under any of these finding codes?"""
        return any(finding.code in codes for finding in self.late)

    def piece(self, *kinds: str) -> bool:
        """Is any stretch of a late finding in one of these reaches?"""
        return any(piece.reach in kinds for finding in self.late for piece in finding.reach)

    def problem(self, *problems: str) -> bool:
        """Did the family name any of these problems?"""
        return any(problem in self.bench.case.problems for problem in problems)

    def happened(self, *kinds: str) -> list[Event]:
        """The events of these kinds that happened."""
        return self.bench.timeline.happened(*kinds)

    def began(self, finding: Finding) -> date | None:
        """The earliest day on which the family could know: the day after the due date, or the first day of a spell."""
        if finding.spell is not None:
            return finding.trigger.first if finding.trigger else None
        return finding.due.first + DAY if finding.due else None

    # ---- the setting

    @fact
    def setting(self) -> str | None:
        return self.bench.case.about.setting_kind

    @fact
    def college(self) -> bool:
        return self.setting in COLLEGE_KINDS

    @fact
    def nursery(self) -> bool:
        return self.setting == "early_years"

    @fact
    def school(self) -> bool:
        """A school, or nobody said what kind of place."""
        return not (self.college or self.nursery or self.setting in NO_SCHOOL)

    # ---- decisions and appeals

    @fact
    def rights(self) -> tuple[Right, ...]:
        """Rights of appeal that were not used, and that nothing has overtaken since."""
        return tuple(right for right in unused_rights(self.bench) if not self._overtaken(right))

    def _overtaken(self, right: Right) -> bool:
        """Did the council certainly do since then what an appeal would have been for?"""
        decided = right.decision
        return decided is not None and all(
            any(
                event.span and event.span.first >= decided.last and event is not right.event
                for event in self._done(what)
            )
            for what in right.about
        )

    def _done(self, what: str) -> list[Event]:
        kinds, agreed = OVERTAKEN[what]
        settled = self.happened("mediation_agreement", "council_conceded", "tribunal_order")
        return [
            *(e for e in self.happened(*kinds) if e.outcome in (None, "agreed", "amend")),
            *(e for e in settled if e.kind in agreed),
        ]

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
        last = max(plans, key=first_day, default=None)
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

    @fact
    def late_appeal(self) -> bool:
        """Is there a decision the family disagrees with, and the time to appeal against it is over?"""
        return bool(self.rights) and not self.disputed and not self.appealed

    @fact
    def no_place_and_right(self) -> bool:
        """Without any school place the council may be told of the missing education whatever becomes of an appeal."""
        return bool(self.disputed) and any(spell.reason == "no_place" for spell in self.bench.case.out_of_school)


def first_day(event: Event) -> date:
    """The first possible day of an event, to put events in order; one of an unknown day comes first."""
    return event.span.first if event.span else date.min
