"""Times that have a name and come once a year: months, terms, holidays, feasts; and the part of one that was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.core.dates import DateSpan, month_end, on
from assistant.core.school_year import Stretch, half_of_term, half_term, holidays, stretch_of, term
from assistant.core.school_year import easter as easter_sunday

NEAR = timedelta(21)  # "just before", "at the start of": within three weeks
LONGEST_BREAK = 30  # days: in so many lies a half-term break, wherever the school has it; longer holidays take more


@dataclass(frozen=True, slots=True)
class Name:
    """A time that comes once in each calendar year."""

    of: Callable[[int], Stretch]
    autumnal: bool  # within a school year it comes in the first of its two calendar years
    kind: str  # "month", "school" (terms and holidays) or "feast"
    term: str = ""

    def part(self, which: str, year: int) -> DateSpan | None:
        """A part of it ("early", "mid", "late", "half-1", "half-2", "week-1", "week-last"); None if it has no such part."""
        whole = self.of(year)
        if self.kind == "month":
            return month_part(which, whole.span.first)
        if self.term and which in ("half-1", "half-2"):
            return half_of_term(self.term, year, int(which[-1]))
        if self.kind == "school" and which in ("early", "late"):
            return school_part(which, whole)
        return None


def month_part(which: str, first: date) -> DateSpan | None:
    """A part of the month that begins on ``first``: thirds of ten days, halves, or a week on any way of counting it."""
    end = month_end(first).day
    borders = {
        "early": (1, 10),
        "mid": (11, 20),
        "late": (21, end),
        "half-1": (1, 15),
        "half-2": (16, end),
        # seven days from the first, the eighth and so on; or a week from Monday to Sunday, whether the first of these is the
        # first that has a day in the month or the first that lies in it
        "week-1": (1, 13),
        "week-2": (2, 20),
        "week-3": (9, 27),
        "week-4": (16, end),
        "week-last": (end - 12, end),
    }.get(which)
    return DateSpan(first.replace(day=borders[0]), first.replace(day=borders[1])) if borders else None


def year_part(which: str, year: int) -> DateSpan | None:
    """A third or a half of a calendar year."""
    months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "half-1": (1, 6), "half-2": (7, 12)}.get(which)
    return DateSpan(date(year, months[0], 1), month_end(date(year, months[1], 1))) if months else None


def school_part(which: str, whole: Stretch) -> DateSpan:
    """The first or last three weeks of a term, of holidays or of a school year, wherever their borders lie; of a half-term
    break, a week."""
    near = NEAR if whole.span.days > LONGEST_BREAK else timedelta(7)
    if which == "early":
        return DateSpan(whole.starts.first, whole.starts.last + near)
    return DateSpan(whole.ends.first - near, whole.ends.last)


def _month(number: int) -> Name:
    def of(year: int) -> Stretch:
        first = date(year, number, 1)
        return stretch_of(DateSpan(first, month_end(first)))

    return Name(of, number >= 9, "month")


def _term(name: str) -> Name:
    return Name(lambda year: term(name, year), name == "autumn", "school", name)


def _half_term(name: str) -> Name:
    return Name(lambda year: half_term(name, year), name == "autumn", "school")


def _holidays(name: str) -> Name:
    return Name(lambda year: holidays(name, year), name == "christmas", "school")


def _christmas(year: int) -> Stretch:
    day = on(date(year, 12, 25))
    return Stretch(day, day, DateSpan(date(year, 12, 18), date(year + 1, 1, 3)))


def _easter(year: int) -> Stretch:
    day, week = on(easter_sunday(year)), timedelta(7)
    return Stretch(day, day, DateSpan(day.first - week, day.last + week))


def _new_year(year: int) -> Stretch:
    """The night before 1 January of the year named, with the days around it."""
    day = on(date(year, 1, 1))
    return Stretch(day, day, DateSpan(date(year - 1, 12, 28), date(year, 1, 7)))


def _whitsun(year: int) -> Stretch:
    """The week after Whit Sunday, or the half-term break that took its name: the one may lie weeks from the other."""
    sunday, school = easter_sunday(year) + timedelta(49), half_term("summer", year).span
    first, last = min(sunday - timedelta(1), school.first), max(sunday + timedelta(7), school.last)
    return stretch_of(DateSpan(first, last))


def _fixed(month: int, day: int) -> Name:
    return Name(lambda year: stretch_of(on(date(year, month, day))), month >= 9, "feast")


def _from_easter(days: int) -> Name:
    return Name(lambda year: stretch_of(on(easter_sunday(year) + timedelta(days))), False, "feast")


_TERMS = ("autumn", "spring", "summer")
_BREAKS = {"m10": "autumn", "m2": "spring", "m5": "summer", "whit": "summer"}
NAMES: dict[str, Name] = {
    **{f"m{number}": _month(number) for number in range(1, 13)},
    **{f"{name} term": _term(name) for name in _TERMS},
    **{f"{name} half term": _half_term(name) for name in _TERMS},
    **{f"{name} term half term": _half_term(name) for name in _TERMS},
    **{f"{month} half term": _half_term(name) for month, name in _BREAKS.items()},
    **{f"half term {month}": _half_term(name) for month, name in _BREAKS.items()},
    **{f"{name} holiday": _holidays(name) for name in ("christmas", "easter", "summer")},
    **{f"{name} school holiday": _holidays(name) for name in ("christmas", "easter", "summer")},
    "christmas": Name(_christmas, True, "feast"),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "halloween": _fixed(10, 31),
    **dict.fromkeys(("bonfire night", "guy fawkes night"), _fixed(11, 5)),
    "valentines day": _fixed(2, 14),
    "new year": Name(_new_year, False, "feast"),
    "new year day": _fixed(1, 1),
    "new year eve": _fixed(12, 31),
    "easter": Name(_easter, False, "feast"),
    "mothers day": _from_easter(-21),
    "good w4": _from_easter(-2),
    "easter w6": _from_easter(0),
    "easter w0": _from_easter(1),
    **dict.fromkeys(("whit", "whit week", "whit holiday"), Name(_whitsun, False, "feast")),
}
# The same with "holiday" after the half term, as many people say it.
NAMES |= {f"{name} holiday": meant for name, meant in NAMES.items() if name.endswith("half term")}


def _monday(month: int, last: bool, moved: Mapping[int, tuple[int, int]]) -> Name:
    """A bank holiday on the first or last Monday of a month, and the years in which it was moved."""

    def of(year: int) -> Stretch:
        day = month_end(date(year, month, 1)) if last else date(year, month, 7)
        monday = day - timedelta(day.weekday())
        return stretch_of(on(date(year, *moved[year]) if year in moved else monday))

    return Name(of, False, "feast")


_EARLY_MAY, _SPRING = _monday(5, False, {2020: (5, 8)}), _monday(5, True, {2022: (6, 2)})
_SUMMER = _monday(8, True, {})


def _either_in_may(year: int) -> Stretch:
    """Two bank holidays fall in or near May: from the one to the other."""
    return stretch_of(DateSpan(_EARLY_MAY.of(year).span.first, _SPRING.of(year).span.last))


BANK_HOLIDAYS: dict[str, Name] = {  # those of Mondays; the others go by the name of their feast
    **dict.fromkeys(("early m5", "o1 m5"), _EARLY_MAY),
    "m5": Name(_either_in_may, False, "feast"),
    **dict.fromkeys(("late m5", "spring", "whit"), _SPRING),
    **dict.fromkeys(("m8", "late m8", "summer"), _SUMMER),
}
BANK_YEARS = range(2019, 2029)  # those of which we know every holiday that was moved

PARTS = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "o1 half": "half-1",
    "o2 half": "half-2",
    "o1 week": "week-1",
    "o2 week": "week-2",
    "o3 week": "week-3",
    "o4 week": "week-4",
    "last week": "week-last",
}
_PART = re.compile(rf"(?P<part>{'|'.join(PARTS)}) (?P<rest>.+)")


def split_part(text: str) -> tuple[str, str]:
    """The part that signs begin with ("" if none), and the rest of them."""
    found = _PART.fullmatch(text)
    return (PARTS[found["part"]], found["rest"]) if found else ("", text)
