"""Forms: one WTForms class for each question, made once. Each reads what was posted into one answer, or says what is
wrong and keeps everything typed. What the answers look like as JSON: core/flow.py."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from wtforms import Field, Form, StringField

from assistant.core.dates import FIRST_YEAR, LAST_YEAR, DateSpan, Unsaid, month_end, read_when, write_when
from assistant.core.definitions import Question
from assistant.core.spoken_dates import Heard, hear
from assistant.core.spoken_single import Now
from assistant.web.tables import gettext

LONGEST = {"text": 300, "words": 50_000, "lines": 20_000, "child": 200}
LONGEST_NOTE = 2_000  # what is said of one event
MOST_LINES, LONGEST_LINE = 50, 5_000
SPANS = ("on", "from", "to")  # the three dates a date question can hold
_KEPT = "\n\t"
_NO_SIGNS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")  # a page of HTML must not hold these


class Wrong(Exception):
    """What somebody typed can't be read: at which field, and what to do about it, in words."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


def clean(text: str) -> str:
    """What somebody typed, without control characters, half signs and outer blanks; line ends as one sign."""
    text = _NO_SIGNS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(sign for sign in text if sign in _KEPT or unicodedata.category(sign) not in ("Cc", "Cs")).strip()


class Typed(StringField):
    """A text as typed, cleaned."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes the first value sent."""
        self.data = clean(valuelist[0]) if valuelist else ""


class Picks(Field):
    """The boxes ticked."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Takes every value sent, once."""
        self.data = list(dict.fromkeys(valuelist))


class AnswerForm(Form):
    """The form of one question. ``wrong`` holds (field, message) after ``read`` found something."""

    question: ClassVar[Question]
    allowed: ClassVar[Collection[str]] = ()
    months: ClassVar[Sequence[tuple[str, ...]]] = ()

    def read(self) -> Any:
        """The answer as JSON. Raises Wrong."""
        raise NotImplementedError

    @classmethod
    def typed(cls, answer: Any) -> dict[str, Any]:
        """What an earlier answer puts into the fields, by their names. A page that is only looked at needs no form."""
        return {"answer": answer}

    def show(self, answer: Any) -> None:
        """Puts an earlier answer back into the fields."""
        for name, value in self.typed(answer).items():
            self[name].data = value


class ChoiceForm(AnswerForm):
    """One of several options, or one of the councils."""

    answer = Typed()

    def read(self) -> str:
        if self.answer.data not in self.allowed:
            raise Wrong("answer", gettext("Pick one of these, or skip this question"))
        return str(self.answer.data)


class ChoicesForm(AnswerForm):
    """As many options as fit."""

    answer = Picks()

    def read(self) -> list[str]:
        picked = [word for word in self.answer.data or () if word in self.allowed]
        if not picked:
            raise Wrong("answer", gettext("Pick at least one of these"))
        if "none" in picked and len(picked) > 1:
            raise Wrong("answer", gettext("You picked the last one and others too. Leave out one or the other"))
        return picked


class TextForm(AnswerForm):
    """A line, or a page, in the family's own words."""

    answer = Typed()

    def read(self) -> str:
        text, most = self.answer.data or "", LONGEST[self.question.kind]
        if self.question.fills.startswith("event:"):
            most = min(most, LONGEST_NOTE)
        if not text:
            raise Wrong("answer", gettext("Write something here, or skip this question"))
        if len(text) > most:
            raise Wrong("answer", too_long(len(text), most))
        return str(text)


class LinesForm(TextForm):
    """Several things, one on each line."""

    def read(self) -> list[str]:  # type: ignore[override]
        """The lines as JSON. Raises Wrong."""
        lines = [line.strip() for line in super().read().splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise Wrong(
                "answer", gettext("That is more than %(most)s lines. Put some of them together", most=MOST_LINES)
            )
        longest = max(map(len, lines))
        if longest > LONGEST_LINE:
            raise Wrong("answer", too_long(longest, LONGEST_LINE))
        return lines

    @classmethod
    def typed(cls, answer: Any) -> dict[str, Any]:
        """Earlier lines, one below the other."""
        return {"answer": "\n".join(answer or ())}


def too_long(length: int, most: int) -> str:
    """What is said of a text with too many characters."""
    return gettext("That is %(length)s letters long; at most %(most)s fit here", length=f"{length:,}", most=f"{most:,}")


class ChildForm(AnswerForm):
    """A name and a month of birth, both if the family likes."""

    name = Typed()
    on_month = Typed()
    on_year = Typed()

    def read(self) -> dict[str, str]:
        name = self.name.data or ""
        if len(name) > LONGEST["child"]:
            raise Wrong("name", too_long(len(name), LONGEST["child"]))
        made = {"name": name} if name else {}
        if self.on_month.data or self.on_year.data:
            made["born"] = write_when(_Parts("on", "", self.on_month.data, self.on_year.data).span(self.months))
        if not made:
            raise Wrong("name", gettext("Write a name or a month of birth, or skip this question"))
        return made

    @classmethod
    def typed(cls, answer: Any) -> dict[str, Any]:
        """The name, and the month of birth as two boxes."""
        typed = {"name": (answer or {}).get("name", "")}
        if born := (answer or {}).get("born"):
            when = read_when(born)
            if isinstance(when, DateSpan):
                typed["on_year"] = str(when.first.year)
                typed["on_month"] = "" if when.days > 31 else str(when.first.month)
        return typed


class WhenForm(AnswerForm):
    """A date as far as it is known: a day, a month, a year, between two dates, in words, not yet, or not known.

    ``now`` has to be set before words are read. ``heard`` then holds what was understood of them.
    """

    now: Now | None = None
    heard: Heard | None = None
    how = Typed()
    words = Typed()
    on_day, on_month, on_year = Typed(), Typed(), Typed()
    from_day, from_month, from_year = Typed(), Typed(), Typed()
    to_day, to_month, to_year = Typed(), Typed(), Typed()

    def read(self) -> str:
        """The answer in the notation of the case file. Raises Wrong, and Unclear for words that we can't read."""
        self.how.data = how = self.how.data or self._how()
        if how == "words":
            return self._listen()
        if how in ("not-yet", "unknown") and how in self.allowed:
            return str(how)
        if how == "between":
            first, last = self._parts("from").span(self.months), self._parts("to").span(self.months)
            if last.last < first.first:
                raise Wrong("to_day", gettext("The second date is before the first one"))
            return write_when(DateSpan(first.first, last.last))
        if how == "date":
            return write_when(self._parts("on").span(self.months))
        raise Wrong("how-date", gettext("Say when, or pick one of the other answers"))

    def _listen(self) -> str:
        assert self.now is not None
        self.heard = heard = hear(self.words.data or "", self.now.as_of, self.now.born)
        if isinstance(heard.when, Unsaid) and heard.when.value not in self.allowed:
            raise Wrong("words", gettext("That answer doesn't fit this question. Say when it was"))
        return write_when(heard.when)

    def _how(self) -> str:
        """Somebody typed a date and picked nothing: what they typed says it."""
        if any(self._parts("on").typed):
            return "date"
        if self.words.data:
            return "words"
        return "between" if any(self._parts("from").typed) else ""

    def _parts(self, span: str) -> _Parts:
        return _Parts(span, *(self[f"{span}_{part}"].data or "" for part in ("day", "month", "year")))

    @classmethod
    def typed(cls, answer: Any) -> dict[str, Any]:
        """The way a date was given, and its boxes."""
        when = read_when(answer) if answer else None
        if when is None or isinstance(when, Unsaid):
            return {"how": when.value} if when else {}
        first, slash, last = answer.partition("/")
        if not slash:
            return {"how": "date", **_boxes("on", first)}
        return {"how": "between", **_boxes("from", first), **_boxes("to", last)}


def _boxes(span: str, notation: str) -> dict[str, str]:
    parts = zip(("year", "month", "day"), notation.split("-"), strict=False)
    return {f"{span}_{part}": typed.lstrip("0") for part, typed in parts}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The boxes of one date as typed; the day may be left empty, or day and month."""

    name: str
    day: str
    month: str
    year: str

    @property
    def typed(self) -> tuple[str, str, str]:
        return self.day, self.month, self.year

    def span(self, months: Sequence[tuple[str, ...]]) -> DateSpan:
        """The days it may be. Raises Wrong, naming the box."""
        year = self._year()
        if not self.month:
            if self.day:
                raise Wrong(f"{self.name}_month", gettext("Add the month, or leave the day empty too"))
            return DateSpan(date(year, 1, 1), date(year, 12, 31))
        month = self._month(months)
        if not self.day:
            return DateSpan(date(year, month, 1), month_end(date(year, month, 1)))
        return self._day(year, month, months)

    def _year(self) -> int:
        if not self.year:
            raise Wrong(f"{self.name}_year", gettext("Add the year. If you only know that, it is enough"))
        if not (self.year.isdecimal() and len(self.year) == 4 and FIRST_YEAR <= int(self.year) <= LAST_YEAR):
            raise Wrong(f"{self.name}_year", gettext("Write the year with four digits, like 2024"))
        return int(self.year)

    def _month(self, months: Sequence[tuple[str, ...]]) -> int:
        if self.month.isdecimal() and len(self.month) <= 2 and 1 <= int(self.month) <= 12:
            return int(self.month)
        typed = self.month.casefold().rstrip(".")
        named = [
            place
            for place, names in enumerate(months, 1)
            if len(typed) > 2 and any(name.casefold().startswith(typed) for name in names)
        ]
        if len(named) != 1:
            raise Wrong(f"{self.name}_month", gettext("Write the month as a number from 1 to 12, or its name"))
        return named[0]

    def _day(self, year: int, month: int, months: Sequence[tuple[str, ...]]) -> DateSpan:
        last = month_end(date(year, month, 1)).day
        if not (self.day.isdecimal() and len(self.day) <= 2 and int(self.day) >= 1):
            raise Wrong(f"{self.name}_day", gettext("Write the day as a number, or leave it empty"))
        if int(self.day) > last:
            said = gettext(
                "%(month)s %(year)s has only %(last)s days", month=months[month - 1][0], year=year, last=last
            )
            raise Wrong(f"{self.name}_day", said)
        day = date(year, month, int(self.day))
        return DateSpan(day, day)


_FORMS: dict[str, type[AnswerForm]] = {
    "choice": ChoiceForm,
    "council": ChoiceForm,
    "choices": ChoicesForm,
    "when": WhenForm,
    "text": TextForm,
    "words": TextForm,
    "lines": LinesForm,
    "child": ChildForm,
}


def form_for(question: Question, councils: Collection[str], months: Sequence[tuple[str, ...]]) -> type[AnswerForm]:
    """The form class of a question. Made once for each, at start: making a class is slow, filling one is not."""
    allowed: Collection[str] = {option.value for option in question.options}
    if question.kind == "council":
        allowed = councils
    elif question.kind == "when":
        allowed = {word for word in ("not-yet", "unknown") if question.labels.get(word) != ""}
    return type(
        f"Form_{question.id.replace('-', '_')}",
        (_FORMS[question.kind],),
        {"question": question, "allowed": allowed, "months": months},
    )
