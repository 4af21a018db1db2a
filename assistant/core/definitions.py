"""What flows/ may say: plain records, filled by ``assistant.load`` and read by the engine.

Each record is one entry of a TOML file; the field names here are the keys there. A field without a default is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.core.asks import Asks
from assistant.core.chronology_kinds import Recogniser
from assistant.core.dates import Calendar
from assistant.core.decisions import Library
from assistant.core.scoreboard import Scoreboard


@dataclass(frozen=True, slots=True)
class Provision:
    """One place in the law, a judgment or guidance. The only record that names one; everything else cites ``id``."""

    id: str  # e.g. "send-regs-13-2"
    kind: str  # statute | regulation | judgment | guidance | code | practice
    short: str  # "SEND Regulations 2014, reg 13(2)": as printed
    title: str  # the Act, regulations, case or guidance in full
    url: str
    says: str  # our paraphrase, one or two plain sentences
    checked: date
    sure: str  # S | G | X | M (confidence code of the law base), or S/M
    since: date | None = None  # in force from; None for a judgment (it says what the law always was)
    until: date | None = None  # last day in force
    caution: str = ""  # shown wherever the provision is shown, e.g. for M


@dataclass(frozen=True, slots=True)
class Clock:
    """A way to count: exactly one length, from the event or fact named in ``of`` (the trigger, if not said)."""

    of: str = "trigger"
    days: int | None = None
    weeks: int | None = None
    months: int | None = None
    working_days: int | None = None
    school_days: int | None = None
    years: int | None = None  # only with month and day: that day in the year of `of`, plus so many years
    month: int | None = None
    day: int | None = None
    way: str = "after"  # after | beginning | before
    less_days: int = 0  # taken off the result (strict readings)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked date, tested: ``due RULE --given`` of these facts gives this day."""

    given: Mapping[str, object]
    due: date
    strict_due: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A worked case, tested: for a rule that has no day to count, what the assessment says of these facts."""

    facts: str  # in plain words, for the lawyer who reviews it
    case: Mapping[str, object]  # the same as a case file, without its format
    as_of: date
    verdict: str


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty or a limit, with its deadline. An amended one is a new row; the old row stays, with ``until``."""

    id: str  # the law base's id
    plain: str  # the duty in plain words, "Tell the family whether it will assess."
    body: str  # council | school | icb | nhs_trust | family | tribunal
    force: str  # statute | guidance | code
    sure: str
    law: tuple[str, ...]  # ids of provisions
    finding: str | None = None  # finding code; None: listed, never found by the engine
    find: str = "cycle"  # how the engine finds its obligations: a name registered in core/obligations.py
    trigger: tuple[str, ...] = ()  # event kinds, any of which starts the clock
    kinds: tuple[str, ...] = ()  # only for triggers of these kinds (order, concession, agreement, phase)
    done: tuple[str, ...] = ()  # event kinds, the first of which fulfils it
    due: tuple[Clock, ...] = ()  # several: see `join`
    join: str = "later"  # earlier | later, of several clocks
    strict: tuple[Clock, ...] = ()  # the literal reading, one day earlier; never used to accuse
    too_early: bool = False  # the duty is broken by acting before `due`, not after it
    excuses: str | None = None  # id of an exceptions list (flows/duties/exceptions.toml)
    cap: str | None = None  # the strongest verdict allowed: likely | possible | cannot-tell
    conditions: tuple[str, ...] = ()  # names registered in core/predicates.py: when it applies, and how strongly
    kind: str | None = None  # of `due`: earliest | latest-before | starts | ends | derived | bar-ends | keep-until
    given: Mapping[str, str] = field(default_factory=dict)  # key of `due --given` -> role (see core/due.py)
    since: date = date(2014, 9, 1)  # the rule holds for deadlines from this day
    until: date | None = None  # to this day
    note: str = ""  # for the lawyer who reviews it
    examples: tuple[Example, ...] = ()
    cases: tuple[WorkedCase, ...] = ()

    @property
    def proved(self) -> bool:
        """Has it a worked example, or nothing that could be worked out: no day and no finding?"""
        return bool(self.examples or self.cases) or not (self.due or self.finding)

    def held(self, day: date) -> bool:
        """Was this version of the rule in force on a day?"""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class ExceptionList:
    """The reasons for which a body need not keep a time limit, where it was impractical because of them."""

    id: str  # E-4W, E-ADV, E-TRIB
    kinds: tuple[str, ...]  # of the case file's exceptions
    absence_days: int  # how long an absence must be, days inclusive
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A limit of a route, as its page and the sums tell it."""

    what: str  # code, e.g. "appeal"
    of: str  # family | body
    plain: str
    law: tuple[str, ...]
    sure: str


@dataclass(frozen=True, slots=True)
class RoutePart:
    """What one part of a route's page rests on. Its words are under that heading of the route's prose."""

    part: str  # decides | cannot | who | first | limits | outcome | cost | where | next | interplay
    law: tuple[str, ...]
    sure: str


@dataclass(frozen=True, slots=True)
class Route:
    """A body that can look at something. Its prose is content/<lang>/routes/<id>.md."""

    id: str  # route code of the contract
    name: str
    body: str
    binding: bool
    cost: str  # free | fee | risk-of-costs
    law: tuple[str, ...]
    sure: str
    who: tuple[str, ...] = ("parent", "young_person", "adviser")
    first: tuple[str, ...] = ()  # routes that must come first
    limits: tuple[TimeLimit, ...] = ()
    parts: tuple[RoutePart, ...] = ()
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One problem in one state, and how every route stands in it: what a lawyer reviews, and the tests hold the engine to.

    ``next`` and ``closed`` name a route, or a route and the reason code of the contract, as in ``lgsco:premature``. A route
    that is not named is not offered.
    """

    id: str
    problem: str  # in plain words
    state: str  # how far it has come, and who tells
    law: tuple[str, ...]
    first: str
    next: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    note: str = ""  # for the lawyer who reviews it

    @property
    def cells(self) -> dict[str, tuple[str, str | None]]:
        """Each route named, with its status and its reason."""
        rows = (("first", (self.first,)), ("next", self.next), ("also", self.also), ("closed", self.closed))
        return {
            cell.partition(":")[0]: (status, cell.partition(":")[2] or None) for status, cells in rows for cell in cells
        }


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    hint: str = ""
    means: str = ""  # the word of the case file, where several options have the same
    problem: str = ""  # a problem of the case file that picking it tells of besides


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition on earlier answers: the question was answered with any of these values (any answer, if none named)."""

    question: str
    any: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """Other words for a question. What is left empty is said as to everybody."""

    text: str = ""
    short: str = ""
    hint: str = ""
    why: str = ""
    options: Mapping[str, str] = field(default_factory=dict)  # an option's value -> its label
    hints: Mapping[str, str] = field(default_factory=dict)  # an option's value -> its hint
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, on a page of its own or on that of an earlier one. ``fills`` says where in the case its answer goes; see
    core/flow.py."""

    id: str
    section: str  # problems | about | dates | words
    text: str
    kind: str  # choice | choices | when | text | words | lines | council | child
    fills: str = ""
    short: str = ""  # a few words for lists and the timeline, where the whole question would be too long
    hint: str = ""
    why: str = ""
    options: tuple[Option, ...] = ()
    labels: Mapping[str, str] = field(
        default_factory=dict
    )  # of a date: other words for not-yet or unknown; "" hides it
    when: tuple[Asked, ...] = ()  # asked if any of these holds; none: always
    needs: tuple[Asked, ...] = ()  # and if each of these holds
    unless: tuple[Asked, ...] = ()  # and if none of these holds
    not_yet: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # answer -> events it says haven't happened
    happened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # answer -> events it says have, on `dated`
    silent: tuple[str, ...] = ()  # of a date: answers that leave its place empty
    dated: str = ""  # the question whose date is also this event's
    page: str = ""  # the question just before it on whose page it is asked too; see core/sheets.py
    young: Spoken = Spoken()  # to a young person who asks for themselves
    group: str = ""  # questions asked again together, once for each review, each thing missing, each time out of school
    round: int = 1  # which time round; set by core/flow.py, never written


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """One block of a letter: text id, the condition (a name in core/predicates.py) and what it is repeated for."""

    text: str
    when: tuple[str, ...] = ()
    each: str | None = None
    annex: bool = False
    option: str = ""  # stands only if the family chooses it; its question is the text option/<name>


@dataclass(frozen=True, slots=True)
class LetterPlan:
    id: str
    route: str
    recipient: str
    purpose: str
    findings: tuple[str, ...]  # codes that make it due
    needs: tuple[str, ...]  # facts without which it is not offered
    blocks: tuple[BlockPlan, ...]
    law: tuple[str, ...] = ()
    sent: str = ""  # the event that sending it is, and the body it has to do with: "complaint_made/council"
    answered: str = ""  # the event that the answer to it is, likewise


@dataclass(frozen=True, slots=True)
class Council:
    """One of the councils in England with education duties."""

    gss: str
    name: str  # "Hartlepool"
    letter_name: str  # "Hartlepool Borough Council"
    region: str = ""
    sendiass: str = ""  # the name of its advice service, where we have seen it
    sendiass_site: str = ""  # its website, without https://


@dataclass(frozen=True, slots=True)
class CouncilChange:
    """A council that ended or got a new code, and one that took its place. An old council can have several rows."""

    old_gss: str
    old_name: str
    ended: date  # its last day
    new_gss: str  # empty where there is none yet
    new_name: str
    area: str  # the part of the old council's area that went to it


@dataclass(frozen=True, slots=True)
class CareBoards:
    """The NHS care boards of a council's area, the largest part first. With more than one it depends on the GP practice."""

    gss: str
    now: tuple[str, ...]  # since 1 April 2026
    before: tuple[str, ...]  # 1 July 2022 to 31 March 2026
    certain: bool  # is the map of the area sure?


@dataclass(frozen=True, slots=True)
class RemedyRange:
    """What is paid for one kind of loss, in pounds, as reported: dated data, never law."""

    id: str
    unit: str  # term | month | once
    low: int
    high: int
    findings: tuple[str, ...]
    law: tuple[str, ...]
    sure: str
    checked: date
    from_days: int = 1  # it is for delay that may have reached so many days,
    to_days: int = 100_000  # and not so many
    sure_days: int = 1  # delay that may be shorter than this may get nothing
    examples: tuple[str, ...] = ()  # references of decisions it rests on
    guidance: bool = False  # it is told as the Ombudsman's guidance; else it is what decisions show
    note: str = ""  # for the lawyer who reviews it


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How many of a council's new plans came within 20 weeks in one calendar year, as the department counts them."""

    gss: str  # the council's code, or ENGLAND
    year: int
    within: str  # per cent, as published, "44.3"; plans with a reason that the law allows are left out
    source: str  # as it follows "The figures come from"
    plans: int | None = None  # the new plans it is a share of

    @property
    def few(self) -> bool:
        """Is it a share of so few plans that one more or less would change it much? Our own measure, nobody's rule."""
        return self.plans is not None and self.plans < 20


@dataclass(frozen=True, slots=True)
class Definitions:
    """Everything read from flows/ and content/ that the engine needs. Built once, at start."""

    provisions: Mapping[str, Provision]
    duties: Mapping[str, tuple[Duty, ...]]  # by id: the versions in time, oldest first
    exceptions: Mapping[str, ExceptionList]
    calendar: Calendar
    routes: Mapping[str, Route] = field(default_factory=dict)
    matrix: Mapping[str, MatrixRow] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    letters: Mapping[str, LetterPlan] = field(default_factory=dict)
    councils: Mapping[str, Council] = field(default_factory=dict)
    council_changes: tuple[CouncilChange, ...] = ()
    care_boards: Mapping[str, CareBoards] = field(default_factory=dict)  # by council
    timeliness: Mapping[str, tuple[Timeliness, ...]] = field(default_factory=dict)  # by code, the latest year last
    library: Library = field(default_factory=Library)
    recogniser: Recogniser = field(default_factory=Recogniser, compare=False, repr=False)  # of what a chronology tells
    asks: Asks = field(default_factory=Asks)
    ranges: tuple[RemedyRange, ...] = ()
    scoreboard: Scoreboard = field(default_factory=Scoreboard)
    law_checked: date = date(2026, 7, 1)
    rules_version: str = ""
    by_find: Mapping[str, tuple[Duty, ...]] = field(init=False, default_factory=dict)  # the same duties, by `find`
    by_trigger: Mapping[str, tuple[Duty, ...]] = field(init=False, default_factory=dict)  # and by each event they name

    def __post_init__(self) -> None:
        by_find: dict[str, tuple[Duty, ...]] = {}
        by_trigger: dict[str, tuple[Duty, ...]] = {}
        for duty in (row for rows in self.duties.values() for row in rows):
            by_find[duty.find] = (*by_find.get(duty.find, ()), duty)
            for event in duty.trigger:
                by_trigger[event] = (*by_trigger.get(event, ()), duty)
        object.__setattr__(self, "by_find", by_find)
        object.__setattr__(self, "by_trigger", by_trigger)
