"""How the web says what a family answered: questions, options and dates, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import flask_babel as babel
from markupsafe import Markup, escape

from assistant.core.dates import DateSpan, Unsaid, month_end, read_when
from assistant.core.definitions import Council, Provision, Question, Spoken
from assistant.core.spoken_signs import MONTHS
from assistant.core.words import Words
from assistant.web.tables import gettext, pgettext


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as one language says it."""

    text: str
    short: str
    hint: str
    why: str
    options: tuple[tuple[str, str, str], ...]  # value, label, hint
    labels: Mapping[str, str]
    picks: tuple[tuple[str, str, str], ...]  # an option's value, its HTML up to "checked" and from there on
    unpicked: Markup  # all of them, none picked

    def picked(self, answer: Any) -> Markup:
        """The options as radio buttons or boxes, those of an answer picked. Put together here, not in the template:
        the first question has fifteen, and this is most of what its page costs."""
        if not answer:
            return self.unpicked
        chosen = answer if isinstance(answer, list) else (answer,)
        made = (f"{head} checked{tail}" if value in chosen else head + tail for value, head, tail in self.picks)
        return Markup("".join(made))  # noqa: S704 - escaped when they were made


_OPTION = Markup('<option value="%s">%s</option>')
_HEAD = Markup('<div class="pick"><input type="%s" name="%sanswer" value="%s" id="%sanswer-%s"%s')
_TAIL = Markup('><label for="%sanswer-%s">%s</label>%s</div>\n')
_DESCRIBED = Markup(' aria-describedby="%s%s-note"')
_NOTE = Markup('<span class="note" id="%s%s-note">%s</span>')


def _pick(kind: str, before: str, value: str, label: str, hint: str) -> tuple[str, str, str]:
    described = _DESCRIBED % (before, value) if hint else ""
    note = _NOTE % (before, value, hint) if hint else ""
    head = _HEAD % (kind, before, value, before, value, described)
    return value, str(head), str(_TAIL % (before, value, label, note))


class Speaker:
    """What templates call as ``_``: a sentence of ours in one language, looked up once and then kept."""

    def __init__(self) -> None:
        self._said: dict[str, Markup] = {}
        self._plain: dict[tuple[str, str], str] = {}

    def plain(self, text: str, context: str = "") -> str:
        """The sentence as text. Call ``gettext`` or ``pgettext`` of web/tables.py instead."""
        said = self._plain.get((context, text))
        if said is None:
            said = self._plain[context, text] = babel.pgettext(context, text) if context else babel.gettext(text)
        return said

    def __call__(self, text: str, **values: Any) -> Markup:
        """The sentence, with values put in and escaped. The sentences themselves are ours and translators'."""
        said = self._said.get(text)
        if said is None:
            said = self._said[text] = Markup(self.plain(text))  # noqa: S704
        if not values:
            return said
        return Markup(str(said) % {name: escape(value) for name, value in values.items()})  # noqa: S704


class Wording:
    """Says questions and answers. Keeps each question's words once it has said them in a language."""

    def __init__(self, words: Words, councils: Mapping[str, Council], *, young: bool = False) -> None:
        self.words, self.councils, self.young = words, councils, young
        self._shown: dict[str, Shown] = {}
        self.fields: dict[str, str] = {}  # of each page, with gaps for what is typed: see web/fields.py
        self._cited: dict[str, Markup] = {}
        self._options = Markup("\n").join(_OPTION % (council.gss, council.name) for council in councils.values())

    def question(self, question: Question, before: str = "") -> Shown:
        """The question's words; ``before`` is what the names of its fields begin with on another's page."""
        shown = self._shown.get(before + question.id)
        if shown is None:
            other = question.young if self.young else Spoken()
            shown = self._shown[before + question.id] = _shown(question, other, before)
        return shown

    def of_letter(self, letter: str, text: str) -> str:
        """What a letter is for or whom it goes to, by the id of its plan."""
        return pgettext(letter, text)

    def council_options(self, picked: str) -> Markup:
        """The councils as options of a list, one of them picked. Put together once: there are 153."""
        if picked not in self.councils:
            return self._options
        mark = Markup('value="%s"') % picked
        return self._options.replace(mark, mark + Markup(" selected"))

    def answer(self, question: Question, answer: Any) -> list[str]:
        """An answer as lines to show; empty if it was passed over."""
        if not answer:
            return []
        shown = self.question(question)
        if question.kind in ("choice", "choices"):
            options = {value: label for value, label, _ in shown.options}
            picked: list[str] = answer if isinstance(answer, list) else [answer]
            return [options.get(word, word) for word in picked]
        if question.kind == "when":
            return [shown.labels.get(answer, "") or self.when(answer)]
        if question.kind == "council":
            return [self.councils[answer].letter_name if answer in self.councils else answer]
        if question.kind == "child":
            return self._child(answer)
        return answer if isinstance(answer, list) else str(answer).splitlines()

    def _child(self, answer: Mapping[str, str]) -> list[str]:
        lines = [answer["name"]] if answer.get("name") else []
        if answer.get("born"):
            when = read_when(answer["born"])
            if isinstance(when, DateSpan):
                lines.append(gettext("born %(date)s", date=self.words.date(when, "on")))
        return lines

    def when(self, notation: str) -> str:
        """A date of an answer as we understood it: never more exact than it was given."""
        when = read_when(notation)
        if isinstance(when, Unsaid):
            return gettext("Not yet") if when is Unsaid.NOT_YET else gettext("Don't know when")
        return self.span(when)

    def span(self, span: DateSpan) -> str:
        """An uncertain date in words: "5 March 2024", "some day in March 2024", "between … and …"."""
        said = self.words.date(span)
        if span.is_day or said == self.words.date(span, "range") or said.startswith(self.between):
            return said
        return gettext("some day in %(date)s", date=said)

    @property
    def between(self) -> str:
        """How a date between two others begins: "between "."""
        return self.words.sentences["date.between"].partition("{")[0]

    def day(self, day: date) -> str:
        """One day, with its weekday: for a deadline."""
        return self.words.date(day, "weekday")

    def cited(self, law: Provision) -> Markup:
        """A source: its name, as the law's own language has it, what it says in short, and how far to rely on it."""
        said = self._cited.get(law.id)
        if said is None:
            said = self._cited[law.id] = _cited(law)
        return said

    def month(self, day: date) -> str:
        """The month of a day, with its year."""
        return self.words.date(DateSpan(day.replace(day=1), month_end(day)))

    def months(self) -> Sequence[tuple[str, ...]]:
        """The names of the twelve months: as they stand in a date, as they stand alone where that differs, and in English,
        as in the letters that a family copies from."""
        known = self.words.sentences
        keys = [(f"month.{month}", f"month.alone.{month}") for month in range(1, 13)]
        names = [tuple(known[key] for key in pair if key in known) for pair in keys]
        return [(*own, english) for own, english in zip(names, MONTHS, strict=True)]


def _cited(law: Provision) -> Markup:
    link = Markup('<a href="%s" rel="noreferrer noopener" lang="en" dir="ltr">%s</a>')
    name = link % (law.url, law.short) if law.url else Markup('<span lang="en" dir="ltr">%s</span>') % law.short
    kind = Markup(" (%s)") % gettext("guidance, not law") if law.kind in ("guidance", "code") else ""
    caution = Markup(' <span class="soft">%s</span>') % pgettext(law.id, law.caution) if law.caution else ""
    return Markup("%s%s. %s%s") % (name, kind, pgettext(law.id, law.says), caution)


def _shown(question: Question, other: Spoken, before: str) -> Shown:
    """The question's words, or the other words for some of them."""
    context = question.id.partition("-")[0]

    def said(text: str) -> str:
        # Escaped once here, and not for every option at every request.
        return Markup.escape(pgettext(context, text)) if text else ""

    labels = {"not-yet": gettext("It hasn't happened yet"), "unknown": gettext("I don't know")}
    labels |= {word: said(label) for word, label in {**question.labels, **other.labels}.items()}
    options = tuple(
        (
            option.value,
            said(other.options.get(option.value, option.label)),
            said(other.hints.get(option.value, option.hint)),
        )
        for option in question.options
    )
    box = "radio" if question.kind == "choice" else "checkbox"
    picks = tuple(_pick(box, before, *option) for option in options)
    return Shown(
        text=said(other.text or question.text),
        short=said(other.short or question.short or question.text),
        hint=said(other.hint or question.hint),
        why=said(other.why or question.why),
        options=options,
        labels=labels,
        picks=picks,
        unpicked=Markup("".join(head + tail for _, head, tail in picks)),  # noqa: S704
    )
