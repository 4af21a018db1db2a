"""What published decisions say to one assessment: like cases, warnings, and what was paid. Room: the engine."""

from __future__ import annotations

from assistant.core.assessment import Finding, Remedy
from assistant.core.case import Case
from assistant.core.definitions import Definitions
from assistant.core.fact import fact
from assistant.core.remedy import remedy_of
from assistant.core.similar import Near, Similar

PAID_FOR = {  # range -> what sums in decisions were for
    "education": ("education", "support", "all"),
    "assessment-delay": ("delay", "all"),
    "later-delay": ("delay", "distress", "all"),
    "long-delay": ("delay", "distress", "all"),
    "complaint": ("complaint",),
}


class Likes(Near):
    """The decisions near one case, and the range of what was paid. Decisions are compared when somebody reads them: most
    who ask for an assessment want its findings only."""

    def __init__(self, definitions: Definitions, case: Case, findings: tuple[Finding, ...]) -> None:
        super().__init__(definitions.library, case, findings)
        self.ranges, self.highest = definitions.ranges, definitions.library.highest

    @fact
    def remedy(self) -> Remedy | None:
        """What like cases were paid; None if nothing that is late has a range."""
        return remedy_of(self.ranges, self.profile, self.highest)

    @fact
    def closest(self) -> tuple[Similar, ...]:
        """The nearest decisions in which a sum was paid for what the remedy is for."""
        found: dict[str, Similar] = {}
        for part in self.remedy.parts if self.remedy else ():
            findings = [finding for finding in self.profile.late if finding.code in part.findings]
            found |= {like.decision.ref: like for like in self.paid(findings, PAID_FOR[part.id])}
        return tuple(found.values())
