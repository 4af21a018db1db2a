"""What an assessment says: records only. Their words are phrases, put into a language at the very end (core/words.py)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from assistant.core.dates import DateSpan
from assistant.core.definitions import Duty
from assistant.core.fact import fact
from assistant.core.words import Phrase

if TYPE_CHECKING:  # both read assessments themselves
    from assistant.core.letters import StepLetters
    from assistant.core.likes import Likes

VERDICTS = ("breach", "likely", "possible", "met", "not-due", "cannot-tell")
LATE = ("breach", "likely", "possible")


@dataclass(frozen=True, slots=True)
class Piece:
    """Who can look at a stretch of time. A border that depends on an interval is a span longer than one day."""

    start: DateSpan
    end: DateSpan
    reach: str
    reason: str | None = None
    why: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """What the body may say back, and the answer."""

    says: Phrase
    answer: Phrase


@dataclass(frozen=True, slots=True)
class Evidence:
    what: Phrase
    who_has_it: Phrase


@dataclass(frozen=True, slots=True)
class Start:
    """An event that a clock was counted from: its role in the rule, its kind, its day."""

    role: str
    event: str
    span: DateSpan


@dataclass(frozen=True, slots=True)
class Finding:
    """One obligation, judged. Days of lateness are [at least, at most]; for ``too_early`` duties days too early."""

    code: str
    duty: Duty
    verdict: str
    body: str
    force: str
    excuse: str = "none"
    events: tuple[int, ...] = ()  # indexes into case.events: the trigger(s) first, then what was done
    spell: str | None = None  # "provision_missing/0"
    trigger: DateSpan | None = None
    starts: tuple[Start, ...] = ()  # what each clock was counted from, for the sum
    due: DateSpan | None = None
    strict_due: DateSpan | None = None
    done: DateSpan | None = None
    not_yet: bool = False  # it had not been done by the day of assessment
    late_days: tuple[int, int] | None = None
    fixed_by: bool = False  # the due date was fixed in an order or an agreement, not by the rule's length
    why: Phrase | None = None  # what bears on the verdict beyond the dates
    notes: tuple[Phrase, ...] = ()  # law in time; a note changes no verdict
    would_change: tuple[Phrase, ...] = ()
    reach: tuple[Piece, ...] = ()

    @property
    def late(self) -> bool:
        return self.verdict in LATE


@dataclass(frozen=True, slots=True)
class OwnDate:
    """A limit on the family itself, counted to the safe side."""

    what: str
    by: date | None
    route: str
    sum: Phrase
    law: tuple[str, ...]
    sure: str
    passed: bool = False


@dataclass(frozen=True, slots=True)
class RouteDate:
    what: str
    by: date
    of: str  # body | family
    condition: Phrase | None = None


@dataclass(frozen=True, slots=True)
class RouteAdvice:
    route: str
    status: str  # first | next | also | closed
    why: Phrase
    reason: str | None = None
    dates: tuple[RouteDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    do: Phrase
    route: str | None = None
    by: date | None = None
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class RemedyPart:
    """One part of what like cases were paid, in pounds: for education or support lost, for delay, for a complaint."""

    id: str  # of its range in flows/remedies
    low: int
    high: int
    many: tuple[float, float]  # the terms or months it was multiplied by, at least and at most
    sum: Phrase  # written out
    findings: tuple[str, ...]  # the codes it is for
    sure: str
    law: tuple[str, ...] = ()
    guidance: bool = False  # the range is the Ombudsman's guidance; else it is what decisions show


@dataclass(frozen=True, slots=True)
class Remedy:
    """What like cases were paid in money, in pounds, as a range. Dated data, never a promise (core/remedy.py)."""

    low: int
    high: int
    basis: tuple[Phrase, ...]  # the sums and what to know of them, in sentences
    sure: str  # the weakest confidence of its parts, as a code of the law base
    parts: tuple[RemedyPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that would settle findings, as a question to the family."""

    ask: Phrase
    would_settle: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """What the law makes of a case. Letters of steps, like decisions and sums are worked out when somebody reads them:
    most who ask for an assessment want its findings only."""

    as_of: date
    findings: tuple[Finding, ...]
    your_dates: tuple[OwnDate, ...] = ()
    routes: tuple[RouteAdvice, ...] = ()
    steps: tuple[Step, ...] = ()  # before anybody looked which letter goes with each: see ``next_steps``
    missing: tuple[Missing, ...] = ()
    law_checked: date = date(2026, 7, 1)
    rules_version: str = ""
    notes: tuple[Phrase, ...] = field(default_factory=tuple)
    likes: Likes | None = field(default=None, compare=False, repr=False)  # the published decisions near it
    letters: StepLetters | None = field(default=None, compare=False, repr=False)

    @property
    def late(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.late)

    @fact
    def next_steps(self) -> tuple[Step, ...]:
        """What to do now, at most three steps, each with the letter it takes if one is due."""
        return self.letters.added(self) if self.letters else self.steps

    @fact
    def remedy(self) -> Remedy | None:
        """What like cases were paid; None if nothing that is late has a range."""
        return self.likes.remedy if self.likes else None
