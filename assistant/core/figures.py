"""Figures of an advice service as CSV: a line a case for a case system, and the sums of a year for a return.

No line tells who a family is: no name, birthday, address, note or words of theirs, and no exact day. Plain functions over
plain records; whoever calls them says which cases belong in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.core.vocabulary import PROBLEMS

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet may run what begins with one of these
LINE_HEAD = (
    "year",
    "quarter",
    "council",
    "state",
    "level",
    "issues",
    "outcome",
    "hours",
    "referred_in",
    "referred_out",
)
SUM_HEAD = ("measure", "value", "cases", "hours")
NOT_SAID, OTHER = "not-said", "other"
STATES, LEVELS = ("open", "inactive", "closed"), ("1", "2", "3", "4")
OUTCOMES = ("put-right", "partly-put-right", "not-put-right", "went-on-elsewhere", "ended-by-family", OTHER)
REFERRALS = ("self", "school", "council", "health", "charity", "helpline", "lawyer", "tribunal", "ombudsman", OTHER)
# What each measure may say. Anything else, as somebody's own words would be, is told as "other".
ALLOWED = {
    "state": STATES,
    "level": LEVELS,
    "issues": PROBLEMS,
    "outcome": OUTCOMES,
    "referred_in": REFERRALS,
    "referred_out": REFERRALS,
}


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """What is counted of one case: words from lists (ALLOWED) and the time spent."""

    opened: date
    council: str = ""  # its code
    state: str = ""
    level: str = ""
    issues: tuple[str, ...] = ()  # finding codes or groups of problems
    outcome: str = ""
    minutes: int = 0
    referred_in: str = ""
    referred_out: str = ""


def lines_csv(cases: Iterable[CaseFigures]) -> str:
    """A line a case, in the order given: its quarter, never its day; hours to two places."""
    return csv_of(LINE_HEAD, (_line(case) for case in cases))


def _line(case: CaseFigures) -> list[str]:
    year, quarter = str(case.opened.year), f"Q{(case.opened.month + 2) // 3}"
    state, level, issues, outcome, came, went = (" ".join(_said(case, measure)) for measure in ALLOWED)
    return [year, quarter, case.council, state, level, issues, outcome, _hours(case.minutes), came, went]


def _said(case: CaseFigures, measure: str) -> list[str]:
    """What a case says of a measure, each word once, none of its own."""
    told = getattr(case, measure)
    words = [word for word in (told if isinstance(told, tuple) else (told,)) if word]
    return list(dict.fromkeys(word if word in ALLOWED[measure] else OTHER for word in words))


def year_csv(cases: Iterable[CaseFigures], year: int) -> str:
    """The sums of the cases opened in a calendar year: all, and by level, issue, outcome, state and referral.

    A case with two issues counts under each of them; the hours of a measure are those of its cases.
    """
    return csv_of(SUM_HEAD, year_rows(cases, year))


def year_rows(cases: Iterable[CaseFigures], year: int) -> list[list[str]]:
    """The rows of ``year_csv`` below its head: what is counted, which word of it, how many cases, hours to two places."""
    chosen = [case for case in cases if case.opened.year == year]
    rows = [["all", str(year), str(len(chosen)), _hours(sum(case.minutes for case in chosen))]]
    for measure in ALLOWED:
        rows += _sums(measure, chosen)
    return rows


def _sums(measure: str, cases: Sequence[CaseFigures]) -> list[list[str]]:
    number: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for case in cases:
        for value in _said(case, measure) or [NOT_SAID]:
            number[value] += 1
            minutes[value] += case.minutes
    return [[measure, value, str(number[value]), _hours(minutes[value])] for value in sorted(number)]


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}"


def csv_of(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV (RFC 4180), each cell safe for a spreadsheet."""
    return "".join(",".join(_quoted(safe(cell)) for cell in row) + "\r\n" for row in (head, *rows))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"') else cell


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, on one line."""
    text = " ".join(cell.splitlines())
    return f"'{text}" if text.startswith(FORMULA) else text
