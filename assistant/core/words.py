"""Phrases: what the engine wants said, as the key of a sentence and the values in it.

The engine never holds a sentence. It makes ``Phrase("sum.weeks", start=…, weeks=6)``; the sentences lie in
content/<language>/sentences.toml with {placeholders}; ``Words`` puts the two together. So one assessment can be read in
any language, and no sentence is built before somebody wants to read it.

In a sentence, a placeholder may name a form of its value:

    {due}          a day: "5 March 2024"; a month: "March 2024"; an interval: "between 10 January and 2 February 2024"
    {due:on}       "on 5 March 2024", "in March 2024", "between … and …"
    {due:range}    "5 March 2024", "1 to 31 March 2024": the days, never the month
    {due:weekday}  "Tuesday 5 March 2024"
    {n:days}       a number or a range with its unit: "1 day", "13 to 17 days" (also :weeks, :months, :working_days)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.core.dates import DateSpan, month_end, on


class Phrase:
    """A sentence to be said: its key and the values of its placeholders."""

    __slots__ = ("key", "values")

    def __init__(self, key: str, **values: Any) -> None:
        self.key = key
        self.values = values

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Phrase) and (self.key, self.values) == (other.key, other.values)

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Phrase({self.key!r}, {self.values!r})"


STOPS = ".۔"  # full stops, of every script we write
Day = date  # inside Words the name `date` is its method


class Figure(int):
    """A number said with the marks that the language puts between its thousands."""


class Pounds(int):
    """A sum in pounds, said as the language says money."""


def english_plural(number: int) -> str:
    """The plural form of a number in English: ``one`` or ``other``."""
    return "one" if number == 1 else "other"


@dataclass(frozen=True)
class Words:
    """The sentences of one language, and how it says dates and numbers."""

    sentences: Mapping[str, str]
    plural: Callable[[int], str] = english_plural

    def say(self, phrase: Phrase) -> str:
        """The phrase as a sentence. KeyError for a key or a placeholder that the sentences do not have."""
        spoken = {name: _Spoken(self, value) for name, value in phrase.values.items()}
        return self.sentences[phrase.key].format_map(spoken)

    def date(self, span: DateSpan | Day, form: str = "") -> str:
        """A date in one of the forms listed above."""
        span = on(span) if isinstance(span, date) else span
        if form == "weekday" and span.is_day:
            return self._day("date.weekday", span.first)
        if span.is_day:
            return self._form("day", form, self._day("date.day", span.first))
        if form != "range" and span.first.day == 1 and span.last == month_end(span.first):
            return self._in_month(span.first) if form == "on" else self._month(span.first)
        if form != "range" and span == DateSpan(date(span.first.year, 1, 1), date(span.first.year, 12, 31)):
            return self._form("year", form, str(span.first.year))
        return self._between(span, form)

    def _between(self, span: DateSpan, form: str) -> str:
        first, last = span.first, span.last
        key = "day" if first.year != last.year else "day-month" if first.month != last.month else "day-only"
        start, end = self._day(f"date.{key}", first), self._day("date.day", last)
        return self.sentences["date.range" if form == "range" else "date.between"].format(first=start, last=end)

    def _form(self, kind: str, form: str, text: str) -> str:
        known = self.sentences
        return known.get(f"date.on.{kind}", known["date.on.month"]).format(date=text) if form == "on" else text

    def _in_month(self, day: Day) -> str:
        """ "In March 2024". Some languages name a month yet otherwise then: "w marcu 2024"."""
        named = self.sentences.get(f"month.in.{day.month}")
        text = self.sentences["date.month"].format(month=named, year=day.year) if named else self._month(day)
        return self.sentences["date.on.month"].format(date=text)

    def _month(self, day: Day) -> str:
        """A month without a day. Many languages name it otherwise than in a date: "marzec 2024", "5 marca 2024"."""
        alone = self.sentences.get(f"month.alone.{day.month}")
        if alone is None:
            return self._day("date.month", day)
        return self.sentences["date.month"].format(month=alone, year=day.year)

    def _day(self, key: str, day: Day) -> str:
        return self.sentences[key].format(
            day=day.day,
            month=self.sentences[f"month.{day.month}"],
            year=day.year,
            weekday=self.sentences[f"weekday.{day.weekday()}"],
        )

    def count(self, number: int | tuple[int, int], unit: str = "") -> str:
        """A number, or a range of two, with its unit in the right plural."""
        low, high = number if isinstance(number, tuple) else (number, number)
        text = str(low) if low == high else self.sentences["number.range"].format(low=low, high=high)
        if not unit:
            return text
        other = self.sentences[f"unit.{unit}.other"]  # what a language just begun has for each of its plurals
        return self.sentences.get(f"unit.{unit}.{self.plural(high)}", other).format(n=text)

    def figure(self, number: int) -> str:
        """A number with a mark between its thousands: "1,800"."""
        return f"{number:,}".replace(",", self.sentences["mark.thousands"])

    def pounds(self, amount: int) -> str:
        """A sum as it is written: "£1,800"."""
        return self.sentences["mark.pounds"].format(sum=self.figure(amount))

    def listing(self, parts: list[str], key: str = "list.and") -> str:
        """Several things in one sentence: "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.sentences[key].format(most=self.sentences["mark.comma"].join(parts[:-1]), last=parts[-1])

    def ended(self, text: str) -> str:
        """Some words as a sentence of their own: with a capital and a full stop. Empty stays empty."""
        return text[:1].upper() + text[1:] + self.sentences["mark.stop"] if text else ""


@dataclass(frozen=True, slots=True)
class _Spoken:
    words: Words
    value: Any

    def __format__(self, form: str) -> str:
        value = self.value
        if isinstance(value, Phrase):
            return self.words.say(value)
        if isinstance(value, DateSpan | date):
            return self.words.date(value, form)
        if isinstance(value, Pounds | Figure):
            return self.words.pounds(value) if isinstance(value, Pounds) else self.words.figure(value)
        if isinstance(value, float):
            return str(value).replace(".", self.words.sentences["mark.decimal"])
        if isinstance(value, int | tuple) and not isinstance(value, bool):
            return self.words.count(value, form)
        if isinstance(value, list):
            return self.words.listing([format(_Spoken(self.words, part), form) for part in value])
        return str(value)
