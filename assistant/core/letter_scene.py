"""What one letter is about: the case, the findings the council has to answer for, and the words of the person writing.

Part of the law engine: no files, no network, no clock. ``letter_conditions`` asks it, ``letters`` puts the blocks in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from assistant.core.assessment import VERDICTS, Assessment, Finding
from assistant.core.case import Case, Event, MissingProvision, Spell
from assistant.core.dates import DateSpan, Truth, Unsaid, months_after, on
from assistant.core.definitions import Definitions, LetterPlan
from assistant.core.reach import OPEN
from assistant.core.vocabulary import BODIES, COMPLAINT_BODIES, EVENTS
from assistant.core.words import STOPS, Phrase, Words

MOST_SHOWN = 6  # findings argued on the first pages; the others stand in the annex, so that somebody reads the letter
TO_THE_OMBUDSMAN = (
    "lgsco",
    "lgsco_review",
    "joint_ombudsman",
)  # their letters leave out what the Ombudsman may not look at
_STEPS_OF_COMPLAINTS = frozenset(event for event, bodies in BODIES.items() if bodies == COMPLAINT_BODIES)
_PLACEHOLDER = re.compile(r"\{(\w+)[}:]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def printable(text: str) -> str:
    """The text without control characters, half surrogates and the marks that turn a line's direction around.

    Line ends become one newline each. Everything that can be seen stays as it was written.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNPRINTABLE.sub("", lines)


@cache
def placeholders(text: str) -> tuple[str, ...]:
    """The names in a text that stand for values, each once."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def one_line(text: str) -> str:
    """A family's own words as part of a sentence of ours: on one line, without the last full stop."""
    return " ".join(printable(text).split()).rstrip(STOPS)


def sections(texts: Mapping[str, str]) -> dict[str, str]:
    """Letter texts by key: "letter/<path>" for what stands before the first heading, "letter/<path>/<heading>" for the rest.

    A text is one line for each paragraph or list entry, however its file was wrapped.
    """
    made: dict[str, str] = {}
    for path, text in texts.items():
        before, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
        if before.strip():
            made[f"letter/{path}"] = _unwrapped(before)
        for part in parts:
            heading, _, body = part.partition("\n")
            made[f"letter/{path}/{heading.strip()}"] = _unwrapped(body)
    return made


def _unwrapped(text: str) -> str:
    pieces = re.split(r"\n\s*\n|\n(?=- )", text.strip())
    return "\n".join(" ".join(piece.removeprefix("- ").split()) for piece in pieces)


@dataclass(frozen=True, slots=True)
class Context:
    """What a letter is composed with. ``words`` holds the sentences of the language and the texts of the letters."""

    definitions: Definitions
    words: Words


def letter_context(definitions: Definitions, words: Words, texts: Mapping[str, str]) -> Context:
    """Made once at start. ``texts``: path below content/<language>/letters, without .md, to the text of the file."""
    return Context(definitions, replace(words, sentences={**words.sentences, **sections(texts)}))


class Scene:
    """One letter while it is composed. Numbers the provisions in the order in which the letter cites them,
    and remembers what it has said already."""

    def __init__(self, plan: LetterPlan, assessment: Assessment, case: Case, context: Context) -> None:
        self.plan, self.assessment, self.case, self.context = plan, assessment, case, context
        self.cited: dict[str, int] = {}
        self.ruled: set[str] = set()  # the rules it has said
        self.tabled: set[str] = set()  # the places of the case that its tables have shown

    # ---- words ------------------------------------------------------------------------------------------------------

    def say(self, path: str, **values: Any) -> str:
        """The text at a path, with the values given and those every text may use; its first letter is a capital."""
        known = {**self.values, **values}
        given = {name: known[name] for name in placeholders(self.raw(path)) if name in known}
        text = self.context.words.say(Phrase(f"letter/{path}", **given))
        return text[:1].upper() + text[1:]

    def first_of(self, base: str, *names: str) -> str | None:
        """The first of several headings that the text ``base`` has, as a path; else ``base`` itself, if it is a text."""
        for path in (*(f"{base}/{name}" for name in names if name), base):
            if f"letter/{path}" in self.context.words.sentences:
                return path
        return None

    def raw(self, path: str) -> str:
        """The text at a path before anything is put into it."""
        return self.context.words.sentences[f"letter/{path}"]

    def cite(self, provisions: Iterable[str]) -> str:
        """The numbers of some provisions as they stand in a sentence, "(1)" or "(1, 2)"; each new one is counted on."""
        numbers = sorted({self.cited.setdefault(provision, len(self.cited) + 1) for provision in provisions})
        return f"({', '.join(map(str, numbers))})" if numbers else ""

    @cached_property
    def voice(self) -> str:
        """Who writes: parent, young_person or adviser."""
        return self.case.about.filled_in_by or "parent"

    @cached_property
    def values(self) -> dict[str, Any]:
        """What every text may name: the child, the family, the council, the day, and when an answer may be expected."""
        name = one_line(self.case.about.child_name or "")
        made: dict[str, Any] = {"name": name, "born": self.case.about.child_born, "born_on": self._born_on()}
        for word, differs in (
            ("who", True),
            ("whom", True),
            ("whose", True),
            ("re", True),
            ("family", False),
            ("us", False),
        ):
            form = self.raw(f"voice/{word}, {self.voice}{', unnamed' if differs and not name else ''}")
            made[word] = form.replace("{name}", name).replace("{born_on}", made["born_on"])
        made |= {"council": self.council.letter_name if self.council else "", "as_of": self.as_of, **self._answers()}
        writer = self.first_of("writer", f"{self.voice}, {self.named}", self.voice)
        return {**made, "writer": self.context.words.say(Phrase(f"letter/{writer}", **made))}

    @cached_property
    def named(self) -> str:
        """The heading of texts that differ by whether the child's name is known."""
        return "named" if one_line(self.case.about.child_name or "") else "unnamed"

    def _born_on(self) -> str:
        """The birthday as it follows a name, or nothing where nobody said."""
        born = self.case.about.child_born
        return (
            self.raw("fragment/born").format(born=self.context.words.date(born)) if isinstance(born, DateSpan) else ""
        )

    def _answers(self) -> dict[str, DateSpan]:
        """By when an answer can be asked for. The Complaint Handling Code gives 5 working days to acknowledge, and 10 to
        answer at stage 1 or 20 at stage 2. A letter of a day off arrives on the next working day."""
        calendar = self.context.definitions.calendar
        arrives = calendar.next_working_day(self.as_of)
        working_days = {"reply_week": 5, "reply_soon": 10, "reply": 15, "reply_four_weeks": 20, "reply_stage2": 25}
        made = {name: on(calendar.working_days_after(arrives, days)) for name, days in working_days.items()}
        return {**made, "reply_month": on(months_after(self.as_of, 1))}

    @cached_property
    def matters(self) -> str:
        """What the letter is about, in words that accuse nobody: the two strongest kinds of finding."""
        strongest: dict[str, str] = {}
        for finding in self.late:
            strongest.setdefault(finding.code, finding.verdict)
        paths = [
            self.first_of(f"findings/{code}", f"matter, {verdict}", "matter") for code, verdict in strongest.items()
        ]
        named = list(dict.fromkeys(self.say(path) for path in paths if path))[:2]
        return self.context.words.listing([matter[:1].lower() + matter[1:] for matter in named])

    # ---- dates that a sentence may name -----------------------------------------------------------------------------

    @cached_property
    def dated(self) -> dict[str, tuple[DateSpan | date, tuple[str, ...]]]:
        """What a placeholder can be filled with, and the places of the case it comes from: the latest event of each kind
        ("review_decision"; of complaints, the council's), and the family's own limits ("appeal_by", "appeal_decision")."""
        found: dict[str, tuple[DateSpan | date, tuple[str, ...]]] = {}
        for event in sorted(filter(self.past, self.case.events), key=lambda event: event.span.first):  # type: ignore
            if event.span and (event.event not in _STEPS_OF_COMPLAINTS or event.body in (None, "council")):
                found[event.event] = event.span, (f"events/{event.index}",)
        for own in self.assessment.your_dates:
            decision = own.sum.values.get("sum", own.sum).values.get("decision")
            places = tuple(f"events/{e.index}" for e in self.case.events if e.span and e.span == decision) or ("as_of",)
            for name, day in ((f"{own.what}_by", own.by), (f"{own.what}_decision", decision)):
                if day is not None:
                    found.setdefault(name, (day, places))
        return found

    def lacks_date(self, placeholder: str) -> bool:
        """Does this placeholder name an event or a limit of which the case gives no day?"""
        a_date = placeholder in EVENTS or placeholder.endswith(("_by", "_decision"))
        return a_date and placeholder not in self.dated

    # ---- the case ---------------------------------------------------------------------------------------------------

    @property
    def as_of(self) -> date:
        return self.assessment.as_of

    @cached_property
    def council(self) -> Any:
        """The council's record, or None if it is not known."""
        return self.context.definitions.councils.get(self.case.about.council or "")

    @cached_property
    def late(self) -> tuple[Finding, ...]:
        """What this letter's reader has to answer for, the strongest first."""
        return tuple(sorted(filter(self._answered_for, self.assessment.findings), key=_strength))

    def _answered_for(self, finding: Finding) -> bool:
        """Is it late, the council's, and among the plan's findings (any, where the plan names none)? The Ombudsman is
        told only of what it may look at."""
        in_reach = self.plan.route not in TO_THE_OMBUDSMAN or any(piece.reach in OPEN for piece in finding.reach)
        wanted = not self.plan.findings or finding.code in self.plan.findings
        return finding.late and finding.body == "council" and wanted and in_reach

    @cached_property
    def shown(self) -> tuple[Finding, ...]:
        """Those argued on the first pages, in the order in which they fell due."""
        return tuple(sorted(self.late[:MOST_SHOWN], key=lambda f: f.due.first if f.due else date.max))

    @cached_property
    def more(self) -> tuple[Finding, ...]:
        """Those that only the annex names."""
        return self.late[MOST_SHOWN:]

    def spell(self, finding: Finding) -> Spell | None:
        """The time in the case that a finding is about."""
        if finding.spell is None:
            return None
        kind, _, place = finding.spell.partition("/")
        listed: tuple[Spell, ...] = (
            self.case.provision_missing if kind == "provision_missing" else self.case.out_of_school
        )
        return listed[int(place)]

    def goes_on(self, finding: Finding) -> bool:
        """Is it still to be put right: the act not done, or the time not over, by the day of the letter?"""
        spell = self.spell(finding)
        return finding.not_yet if spell is None else self.end_of(spell) is Unsaid.NOT_YET

    def end_of(self, spell: Spell) -> DateSpan | Unsaid:
        """When a time ended. An end that may still lie ahead is not known; one that certainly does has not come."""
        if not isinstance(spell.end, DateSpan):
            return spell.end or Unsaid.UNKNOWN
        if spell.end.last <= self.as_of:
            return spell.end
        return Unsaid.NOT_YET if spell.end.first > self.as_of else Unsaid.UNKNOWN

    def as_given(self, span: DateSpan | None, finding: Finding) -> DateSpan | None:
        """A date of a finding as the family gave it: the judgement cut it at the day of the letter, the letter doesn't."""
        if span is None:
            return None
        told = [self.case.events[index].span for index in finding.events]
        return next((s for s in told if s and s.first == span.first and s.last >= span.last), span)

    def once(self, rule: str) -> str:
        """The rule, or nothing where this letter has said it already."""
        new = rule not in self.ruled
        self.ruled.add(rule)
        return rule if new else ""

    def aged(self, years: int) -> Truth:
        """Has the child or young person reached this age by the day of the letter? MAYBE where the birthday is not known."""
        born = self.case.about.child_born
        return (
            born.map(lambda day: months_after(day, 12 * years)).before(on(self.as_of + timedelta(1)))
            if isinstance(born, DateSpan)
            else Truth.MAYBE
        )

    def past(self, event: Event) -> bool:
        """Has the event a date that is not certainly still to come?"""
        return event.span is not None and event.span.first <= self.as_of


def _strength(finding: Finding) -> tuple[int, bool, int]:
    days = finding.late_days[1] if finding.late_days else 0
    return VERDICTS.index(finding.verdict), finding.force != "statute", -days


def facts_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The places of the case that findings rest on: "events/2", "provision_missing/0"."""
    places = [place for f in findings for place in (*(f"events/{i}" for i in f.events), f.spell) if place]
    return tuple(dict.fromkeys(places))


def law_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The provisions that findings rest on, each once."""
    return tuple(dict.fromkeys(id_ for f in findings for id_ in f.duty.law))


def about_missing(spell: Spell) -> bool:
    """Is it a time in which support was missing (and not one out of school)?"""
    return isinstance(spell, MissingProvision)
