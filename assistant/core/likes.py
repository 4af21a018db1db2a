"""What published decisions say to one assessment: like cases, warnings, and what was paid. Room: the engine."""

from __future__ import annotations

from functools import cached_property

from assistant.core.assessment import Finding, Remedy
from assistant.core.case import Case
from assistant.core.definitions import Definitions
from assistant.core.remedy import remedy_of
from assistant.core.similar import Near


class Likes(Near):
    """The decisions near one case, and the range that follows. Nothing is worked out before somebody reads it: most who
    ask for an assessment want its findings only."""

    def __init__(self, definitions: Definitions, case: Case, findings: tuple[Finding, ...]) -> None:
        super().__init__(definitions.library, case, findings)
        self._ranges = definitions.ranges

    @cached_property
    def remedy(self) -> Remedy | None:
        """What like cases were paid."""
        return remedy_of(self._ranges, self)
