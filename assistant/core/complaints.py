"""How far complaints have come: to the council, and to the Ombudsman. Room: the engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.case import Event
from assistant.core.dates import Unsaid, months_after
from assistant.core.fact import fact
from assistant.core.ground import Ground, first_day

REASONABLE_TIME = timedelta(84)  # the Ombudsman's twelve weeks for the council to answer
HANDLING = ("complaint-handling", "remedy-not-done", "tribunal-recommendation-not-answered")
REFUSED = ("closed", "not_upheld", "late", "appealed")  # how the Ombudsman can say no so that a review can be asked for
DECIDED = ("closed", "not_upheld", "late", "upheld")  # how it can end the matter


@dataclass(frozen=True)
class Complaints(Ground):
    """What the choice of routes needs to know of complaints that were made."""

    # ---- complaints

    def of_council(self, *kinds: str) -> list[Event]:
        """Steps of a complaint to the council; a complaint is the council's if nobody said otherwise."""
        return [event for event in self.happened(*kinds) if (event.body or "council") == "council"]

    def of_body(self, body: str, *kinds: str) -> list[Event]:
        """The events that have to do with one body: the council, where nobody said another."""
        return [event for event in self.happened(*kinds) if event.body == body]

    @fact
    def complaint(self) -> Event | None:
        """The latest complaint to the council that can be about what is open now."""
        return max((e for e in self.of_council("complaint_made") if self._fits(e)), key=first_day, default=None)

    def _fits(self, complaint: Event) -> bool:
        """Can a complaint be about what is open: not one that came before all of it, nor one the Ombudsman has ended."""
        day, said = complaint.span, self.ombudsman_said
        if day is None:
            return True
        ended = said is not None and (said.outcome == "appealed" or self.ombudsman_done)
        if ended and said is not None and said.span is not None and day.last < said.span.first:
            return False
        if self.late_code("complaint-handling"):
            return True
        starts = [self.began(finding) for finding in self.open]
        return not starts or any(start is None or start <= day.last for start in starts)

    def _after(self, kind: str) -> bool:
        """Did a step follow the complaint (or come at all, where no day is known)?"""
        start = self.complaint.span if self.complaint else None
        return any(not (e.span and start) or e.span.last >= start.first for e in self.of_council(kind))

    @fact
    def complaint_used_up(self) -> bool:
        """Has the council had its chance: stage 2 answered, or certainly twelve weeks gone since the complaint?"""
        if self.complaint is None and self.of_council("complaint_made"):
            return False
        if self._after("stage2_response"):
            return not self.ombudsman_done or self.complaint is not None
        span = self.complaint.span if self.complaint else None
        return span is not None and self.bench.as_of > span.last + REASONABLE_TIME

    @fact
    def complaint_state(self) -> str | None:
        """How far the complaint to the council has come: waiting, answered (once) or stage-2 (asked for)."""
        if self.complaint is None or self.complaint_used_up:
            return None
        if self._after("stage2_requested"):
            return "stage-2"
        return "answered" if self._after("stage1_response") else "waiting"

    # ---- the Ombudsman

    @fact
    def ombudsman_said(self) -> Event | None:
        """The Ombudsman's latest decision."""
        return max(self.happened("ombudsman_decision"), key=first_day, default=None)

    @fact
    def ombudsman_done(self) -> bool:
        """Has the Ombudsman ended the matter, and nobody gone to it again since?"""
        said = self.ombudsman_said
        if said is None or said.outcome not in DECIDED:
            return False
        again = (e.span for e in self.happened("ombudsman_contacted") if e.span and said.span)
        return not any(said.span is not None and span.first > said.span.last for span in again)

    @fact
    def goes_on(self) -> bool:
        """Does something go on, or has it begun, after the Ombudsman's decision?"""
        day = self.ombudsman_said.span if self.ombudsman_said else None
        return any(f.not_yet or day is None or (self.began(f) or date.min) > day.last for f in self.open)

    def within_review(self, said: Event) -> bool:
        """Is the month for a review of an Ombudsman's decision still running?"""
        return said.span is not None and self.bench.as_of <= months_after(said.span.first, 1)

    @fact
    def review_open(self) -> bool:
        """Did the Ombudsman say no within the last month, so that a review can be asked for?"""
        said = self.happened("ombudsman_decision")
        return any(event.outcome in REFUSED and self.within_review(event) for event in said)

    @fact
    def remedy_outstanding(self) -> bool:
        """Was a remedy promised that has not been carried out?"""
        if self.late_code("remedy-not-done"):
            return True
        return self.problem("remedy-not-done") and not self.remedy_finished

    @fact
    def remedy_finished(self) -> bool:
        return any(event.date is not Unsaid.NOT_YET for event in self.happened("remedy_done"))

    @fact
    def remedy_by_council(self) -> bool:
        """Was the remedy promised by the council in answer to a complaint, and no Ombudsman had anything to do with it?"""
        asked = self.happened("ombudsman_contacted", "ombudsman_decision")
        return self.remedy_outstanding and not asked and bool(self.of_council("complaint_made"))

    @fact
    def owes_more_than_an_answer(self) -> bool:
        """Is something open beside the handling of a complaint, a remedy and a recommendation?"""
        return any(finding.code not in HANDLING for finding in self.open)
