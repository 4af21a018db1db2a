"""Where a family stands, as the few facts that the choice of routes turns on: here, those of one procedure each.

The rest lie in ``ground`` and ``complaints``. Room: the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.case import Event
from assistant.core.complaints import REASONABLE_TIME, Complaints
from assistant.core.dates import DateSpan, months_after
from assistant.core.fact import fact

HOLIDAYS = timedelta(70)  # more than the days without school that fifteen school days can be stretched by
WAITING_FOR_LETTER = (
    "assess-decision-late plan-decision-late final-plan-late review-not-held review-decision-late amendment-notice-late "
    "amended-plan-late phase-transfer-late reassess-decision-late reassess-plan-late move-review-late"
).split()
TRANSPORT = ("transport_decision", "transport_appeal_stage1", "transport_appeal_stage2")
SCHOOL_KINDS = ("maintained", "maintained_special", "pru")  # run by the council, and so are their review panels
PRIVATE_KINDS = ("independent", "non_maintained_special")


@dataclass(frozen=True)
class Situation(Complaints):
    """The facts of a case that routes are chosen by."""

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
    def permanent(self) -> bool:
        return self.exclusion is not None and self.exclusion.event == "permanently_excluded"

    @fact
    def exclusion_owes_education(self) -> bool:
        """After a permanent exclusion the council owes education from the sixth day, whatever the governors decide."""
        return self.permanent and not self.reinstated

    @fact
    def exclusion_regulated(self) -> bool:
        """Does the law on exclusions reach the setting? It does not reach private schools, colleges and nurseries."""
        return not (self.college or self.nursery or self.setting in PRIVATE_KINDS)

    @fact
    def panel(self) -> Event | None:
        """The independent review panel's decision."""
        return next((e for e in self.happened("governors_decision") if e.kind == "independent_review_panel"), None)

    @fact
    def council_run(self) -> bool:
        return self.setting in SCHOOL_KINDS

    @fact
    def council_panel(self) -> bool:
        """Did a panel that the council ran decide? So it is for maintained schools, where nobody said otherwise."""
        return self.panel is not None and (
            self.panel.body == "council" or (self.panel.body is None and self.council_run)
        )

    @fact
    def panel_decided(self) -> bool:
        return self.panel is not None

    @fact
    def panel_sent_back(self) -> bool:
        """Did the panel tell the governors to look again, and they have not?"""
        panel = self.panel
        if panel is None or panel.outcome not in ("recommended", "quashed"):
            return False
        return not any(e.span and panel.span and e.span.first > panel.span.last for e in self.governors_decided)

    @fact
    def panel_upheld(self) -> bool:
        """Did the panel decide, so that only how it went about it is left to complain of?"""
        return self.exclusion is not None and self.panel_decided and not self.panel_sent_back and not self.reinstated

    @fact
    def governors_decided(self) -> list[Event]:
        return [e for e in self.happened("governors_decision") if e.kind != "independent_review_panel"]

    @fact
    def governors_upheld(self) -> Event | None:
        return next((e for e in self.governors_decided if e.outcome in (None, "upheld")), None)

    @fact
    def reinstated(self) -> bool:
        return any(event.outcome == "reinstated" for event in self.happened("governors_decision"))

    def panel_limit(self, day: date) -> date:
        """Fifteen school days after a day, every weekday that is no bank holiday taken for a school day."""
        return self.bench.definitions.calendar.working_days_after(day, 15)

    @fact
    def panel_perhaps_late(self) -> bool:
        """Could the time to ask for a review panel have run out?"""
        span = self.governors_upheld.span if self.governors_upheld else None
        return span is not None and self.bench.as_of > self.panel_limit(span.first)

    @fact
    def panel_expired(self) -> bool:
        """Is the time to ask for a panel over, however long the holidays were?"""
        span = self.governors_upheld.span if self.governors_upheld else None
        return span is not None and self.bench.as_of > self.panel_limit(span.last) + HOLIDAYS

    @fact
    def discrimination(self) -> bool:
        return self.problem("discrimination")

    @fact
    def transport(self) -> bool:
        """Is it about school transport?"""
        refused = any(event.outcome in ("refused", "partly") for event in self.happened(*TRANSPORT))
        return refused or self.problem("transport-fault")

    @fact
    def panel_refused(self) -> Event | None:
        return next(iter(self.happened("transport_appeal_stage2")), None)

    @fact
    def money(self) -> bool:
        """Is it about a direct payment?"""
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
    def council_owes(self) -> bool:
        """Is something open that the council owes, apart from social care, what the NHS owes, and how it answered?"""
        apart = ("social-care-fault", "health-provision-not-arranged", "complaint-handling")
        return any(finding.code not in apart for finding in self.open)

    @fact
    def only_social(self) -> bool:
        return self.social_care and not self.council_owes

    @fact
    def social_step(self) -> str | None:
        """What comes next in the procedure for a child's social care; None: it has not been begun."""
        if self.of_body("social_care", "stage2_response"):
            return "stage-3"
        if self.of_body("social_care", "stage2_requested"):
            return "waiting"
        if self.of_body("social_care", "complaint_made", "stage1_response"):
            return "stage-2"
        return "corporate" if self.only_social and self.of_council("complaint_made") else None

    @fact
    def social_done(self) -> bool:
        """Need the family not wait any longer before the Ombudsman: an adult's complaint answered or twelve weeks old;
        stage 2 of a child's overdue by its longest time, 65 working days."""
        if self.adult:
            kinds = (*self.of_council("complaint_made"), *self.of_body("social_care", "complaint_made"))
            old = any(e.span and self.bench.as_of > e.span.last + REASONABLE_TIME for e in kinds)
            return old or (bool(kinds) and bool(self.happened("stage1_response")))
        asked = [e.span.last for e in self.of_body("social_care", "stage2_requested") if e.span]
        limit = self.bench.definitions.calendar.working_days_after
        return self.social_step == "waiting" and any(limit(day, 65) < self.bench.as_of for day in asked)

    @fact
    def health_alone(self) -> bool:
        """Section G missing, and nothing that the council owes."""
        return self.late_code("health-provision-not-arranged") and not self.late_code("provision-not-secured")

    @fact
    def late_health_advice(self) -> bool:
        return any(f.code == "advice-late" and f.body in ("icb", "nhs_trust") for f in self.late)

    @fact
    def nhs_complained(self) -> bool:
        return bool(self.of_body("nhs", "complaint_made", "stage1_response"))

    @fact
    def nhs_answered(self) -> bool:
        return bool(self.of_body("nhs", "stage1_response", "stage2_response"))

    @fact
    def running(self) -> bool:
        """Does a body's clock run that has not ended?"""
        return any(finding.verdict == "not-due" for finding in self.findings)

    @fact
    def complains_of_council(self) -> bool:
        """Is there something for the council's own complaints procedure?"""
        return bool(self.open) or self.problem("complaint-handling")
