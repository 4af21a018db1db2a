"""The way back: a case file as answers to our questions, so that a family can load its own file and go on.

The questions are walked as a family would: each is answered with what the case says at the place it fills; a question that
only chooses what comes next is answered so that the facts of the case are asked for. What no question asks for stays beside
the answers as facts of their own (``Refilled.beside``), and ``joined`` puts both together again. Nothing of a file is lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.core.case import Case, read_case, write_case
from assistant.core.cycles import DEFAULT_BODY, STAGE_OF, Timeline
from assistant.core.definitions import Option, Question
from assistant.core.fills import AGAIN, SPELLS, case_of
from assistant.core.flow import replay

LISTS = ("events", "provision_missing", "out_of_school", "exceptions")  # what ``beside`` may hold

# problems that open a route by themselves: nobody has them who didn't say so
OPENING = frozenset(
    "discrimination transport-fault direct-payment-fault social-care-fault complaint-handling remedy-not-done".split()
)
FACTS = ("event:", "exception", *SPELLS)  # fills that are about what happened
LAST = ("not-sure", "none")  # options for those who can't tell, or have nothing to tell


@dataclass(frozen=True, slots=True)
class Refilled:
    """Answers, and what the case says beside them: entries of the lists of a case file."""

    answers: Mapping[str, Any]
    beside: Mapping[str, list[dict[str, Any]]]


def refill(questions: Sequence[Question], case: Case, as_of: date) -> Refilled:
    """The answers that make this case again, as far as questions (unrolled) ask for it, and the rest beside them.

    First the fewest problems are ticked that lead to its facts; if some aren't asked for then, all that lead to any.
    """
    walk = _Walk(questions, case, as_of)
    made = _walked(walk, questions, case, as_of)
    if made.beside:
        walk.tick_all = True
        made = min(made, _walked(walk, questions, case, as_of), key=lambda tried: sum(map(len, tried.beside.values())))
    again = joined(case_of(replay(questions, made.answers, as_of).answered, as_of), made.beside)
    return made if _belonging(again, as_of) == _belonging(case, as_of) else _all_beside(questions, made, case)


def _belonging(case: Case, as_of: date) -> list[str]:
    """Every event with the cycle it belongs to, whatever their order in the file."""
    events = write_case(case).get("events", ())
    return sorted(
        f"{round_} {sorted(_plain(event).items())}" for event, round_ in zip(events, rounds(case, as_of), strict=True)
    )


def _all_beside(questions: Sequence[Question], made: Refilled, case: Case) -> Refilled:
    """The case with all its dates beside the answers: where taking them apart would change what belongs to what."""
    lists = {name: entries for name in LISTS if (entries := write_case(case).get(name))}
    kept = {
        question.id
        for question in questions
        if question.fills.partition(".")[0] in ("about", "impact", "wanted", "problems")
    }
    return Refilled({id_: answer if id_ in kept else None for id_, answer in made.answers.items()}, lists)


def _walked(walk: _Walk, questions: Sequence[Question], case: Case, as_of: date) -> Refilled:
    answers: dict[str, Any] = {}
    while (asked := replay(questions, answers, as_of).current) is not None:
        answers[asked.id] = walk.answer(asked)
    for _ in range(len(questions)):
        too_much = _invented(questions, answers, case, as_of)
        if too_much is None:
            break
        answers[too_much] = None
    made = write_case(case_of(replay(questions, answers, as_of).answered, as_of))
    return Refilled(answers, _left(write_case(case), made))


def joined(case: Case, beside: Mapping[str, list[dict[str, Any]]]) -> Case:
    """The case that answers make, with the facts beside them. Raises CaseError if there are too many."""
    if not any(beside.values()):
        return case
    told = write_case(case)
    return read_case({**told, **{name: [*told.get(name, ()), *more] for name, more in beside.items()}})


# ---- what the case says at a question's place -----------------------------------------------------------------------


class _Walk:
    """A case, looked at question by question."""

    def __init__(self, questions: Sequence[Question], case: Case, as_of: date) -> None:
        self.case = write_case(case)
        self.events: dict[tuple[str, str, int], dict[str, Any]] = {}
        for event, round_ in zip(self.case.get("events", ()), rounds(case, as_of), strict=True):
            for word in _called(event):
                place = (event["event"], word, round_)
                while place in self.events:  # a second of its kind in one round: the next round may have room for it
                    place = (*place[:2], place[2] + 1)
                self.events[place] = event
        self.problems = frozenset(self.case.get("problems", ()))
        self.leads = _leads(questions)
        self.tick_all = False

    def answer(self, question: Question) -> Any:
        """What the case says there, in the words of the question; None for nothing."""
        if not question.fills:
            return self._gate(question)
        if question.fills == AGAIN:
            return "yes" if self._more(question) else "no"
        if question.fills == "problems":  # without a word of theirs the questions about the facts would not be asked
            told = self._fitting(question) or []
            led = [word for word in self._gate(question, told) or () if word not in OPENING]
            return list(dict.fromkeys([*told, *led])) or None
        return self._fitting(question)

    def _fitting(self, question: Question) -> Any:
        """What the case says there, in the words of the options. Of several that mean the same, the one that leads to
        most of what else it says; none that tells of a problem the case hasn't got."""
        options = {option.value: option.means or option.value for option in self._true(question)}
        said = _fit(question, self._said(question), set(options.values()))
        if said is None:
            return next((word for word, places in question.not_yet.items() if self._denied(question, places)), None)
        if question.kind not in ("choice", "choices"):
            return said
        wanted = said if isinstance(said, list) else [said]
        found = [self._best(question, [value for value, means in options.items() if means == word]) for word in wanted]
        return found if isinstance(said, list) else found[0]

    def _event(self, place: str, round_: int) -> Mapping[str, Any]:
        kind, which, _ = _event_place(place)
        which, _, turn = which.partition("/")
        return self.events.get((kind, which, round_ + int(turn or 1) - 1), {})

    def _denied(self, question: Question, places: Iterable[str]) -> bool:
        """Does the case say of all these events that they haven't happened?"""
        return all(self._event(place, question.round).get("date") == "not-yet" for place in places)

    def _best(self, question: Question, values: Sequence[str]) -> str:
        def known(value: str) -> int:
            return sum(self._said(later) not in (None, []) for later in self.leads.get((question.id, value), ()))

        return max(values, key=known)

    def _true(self, question: Question) -> list[Option]:
        """The options that tell of no problem and no event that the case hasn't got."""
        return [
            option
            for option in question.options
            if (not option.problem or option.problem in self.problems)
            and all(self._event(place, question.round) for place in question.happened.get(option.value, ()))
        ]

    def _gate(self, question: Question, told: Sequence[str] = ()) -> Any:
        """The fewest options, beside those told, through which the facts of the case are asked for; of single choice,
        that with most of them.
        """
        facts = {option.value: self._facts(question, option) for option in self._true(question)}
        if self.tick_all and question.kind == "choices":
            return [word for word, led in facts.items() if led and word not in LAST] or None
        picked: list[str] = []
        asked = {id_ for word in told for id_ in facts.get(word, ())}
        while more := {word: len(led - asked) for word, led in facts.items() if led - asked and word not in LAST}:
            picked.append(max(more, key=more.__getitem__))
            asked |= facts[picked[-1]]
            if question.kind == "choice":
                return picked[0]
        return [word for word in facts if word in picked] or None

    def _facts(self, question: Question, option: Option) -> set[str]:
        """The questions an option leads to that the case has an answer for, and a problem it tells of."""
        led = self.leads.get((question.id, option.value), ())
        asked = {later.id for later in led if later.fills.startswith(FACTS) and self._said(later) not in (None, [])}
        telling = {later.id for later in led for other in later.options if other.problem in self.problems}
        return asked | telling | ({option.problem} if option.problem else set())

    def _more(self, question: Question) -> bool:
        """Is there anything to be said in a later round of the group?"""
        places = [led for led in self.leads.get((question.id, "yes"), ()) if led.group == question.group]
        return any(self._said(later) is not None for later in places if later.fills not in ("", AGAIN))

    def _said(self, question: Question) -> Any:
        place, _, rest = question.fills.partition(":")
        head, _, key = place.partition(".")
        if place == "event":
            event = self._event(rest, question.round)
            if not event and not question.group:  # asked once, of whichever round it is
                kind, which, _ = _event_place(rest)
                event = next((e for (k, w, _), e in self.events.items() if (k, w) == (kind, which)), {})
            return event.get(_event_place(rest)[2] or "date")
        if place == "exception":
            kind, _, key = rest.partition(".")
            return next((e.get(key) for e in self.case.get("exceptions", ()) if e["kind"] == kind), None)
        if place == "exceptions":
            return [e["kind"] for e in self.case.get("exceptions", ()) if e.get("claimed_by") == "council"]
        if head in SPELLS:
            spells = self.case.get(head, [])
            return spells[question.round - 1].get(key) if question.round <= len(spells) else None
        return _at(self.case, place)


def _called(event: Mapping[str, Any]) -> set[str]:
    """The words by which a question can ask for an event among others of its kind."""
    words = {event.get(key, "") for key in ("what", "kind", "body", "outcome")} | {""}
    body = DEFAULT_BODY.get(STAGE_OF.get(event["event"], ""))
    return words | ({body} if body and "body" not in event else set())


def _event_place(rest: str) -> tuple[str, str, str]:
    event, _, key = rest.partition(".")
    kind, _, what = event.partition("/")
    return kind, what, key


def _at(case: Mapping[str, Any], place: str) -> Any:
    found: Any = case
    for part in place.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _fit(question: Question, said: Any, allowed: Collection[str]) -> Any:
    """What is said, if it can be an answer to the question: of a choice, if it is among the words allowed."""
    if isinstance(said, bool):
        said = "yes" if said else "no"
    if question.kind == "choices":
        picked = [word for word in said or () if word in allowed]
        return picked or None
    if question.kind == "choice":
        return said if said in allowed else None
    if question.kind == "when" and said in ("not-yet", "unknown") and question.labels.get(said) == "":
        return None
    return said or None


def rounds(case: Case, as_of: date) -> list[int]:
    """For each event, in file order, which cycle of its stage it belongs to, counted from 1; 1 for one without."""
    timeline = Timeline(case, as_of)
    places: dict[int, int] = {}
    for stage, cycles in timeline.cycles.items():
        numbers: Counter[str | None] = Counter()  # those of each body are counted for themselves
        for cycle in cycles:
            body = (cycle.starter.body if cycle.starter else None) or DEFAULT_BODY.get(stage)
            numbers[body] += cycle.starter is not None
            number = numbers[body]
            for event in [
                *([cycle.starter] if cycle.starter else []),
                *(e for es in cycle.members.values() for e in es),
            ]:
                places[event.index] = max(number, 1)
    return [places.get(event.index, 1) for event in case.events]


def _leads(questions: Sequence[Question]) -> dict[tuple[str, str], tuple[Question, ...]]:
    """For each answer, the questions that it, or an answer to a question it leads to, opens."""
    direct: dict[str, dict[str, list[Question]]] = defaultdict(lambda: defaultdict(list))
    for question in questions:
        for asked in (*question.when, *question.needs):
            for word in asked.any or ("",):
                direct[asked.question][word].append(question)
    made: dict[tuple[str, str], tuple[Question, ...]] = {}
    for question in questions:
        for word in direct.get(question.id, ()):
            made[question.id, word] = tuple(_closure(direct, question.id, word))
    return made


def _closure(direct: Mapping[str, Mapping[str, list[Question]]], id_: str, word: str) -> Iterator[Question]:
    waiting = [*direct[id_].get(word, ()), *direct[id_].get("", ())]
    seen: set[str] = set()
    while waiting:
        question = waiting.pop()
        if question.id in seen:
            continue
        seen.add(question.id)
        yield question
        waiting += [later for opened in direct.get(question.id, {}).values() for later in opened]


# ---- what doesn't fit ------------------------------------------------------------------------------------------------


def _left(told: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Entries of the case's lists that the answers don't make."""
    return {name: left for name in LISTS if (left := _without(told.get(name, ()), made.get(name, ())))}


def _without(entries: Iterable[dict[str, Any]], others: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    left = [_plain(other) for other in others]
    kept = []
    for entry in entries:
        if _plain(entry) in left:
            left.remove(_plain(entry))
        else:
            kept.append(entry)
    return kept


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as far as two of them have to agree: its cycle follows from the rest, and ``council`` goes without saying."""
    return {key: value for key, value in entry.items() if key != "cycle" and (key, value) != ("body", "council")}


def _invented(questions: Sequence[Question], answers: Mapping[str, Any], case: Case, as_of: date) -> str | None:
    """A question whose answer makes a fact that the case hasn't got; None if there is none."""
    path = replay(questions, answers, as_of)
    made, told = write_case(case_of(path.answered, as_of)), write_case(case)
    for name in LISTS:
        for entry in _without(made.get(name, ()), told.get(name, ())):
            for question, answer in path.answered:
                if answer is not None and _makes(question, answer, name, entry):
                    return question.id
    return None


def _makes(question: Question, answer: Any, name: str, entry: Mapping[str, Any]) -> bool:
    place, _, rest = question.fills.partition(":")
    if name == "events":
        denied, claimed = (
            {place.partition("/")[0] for word in _words(answer) for place in table.get(word, ())}
            for table in (question.not_yet, question.happened)
        )
        return (place == "event" and _is_about(rest, entry)) or (
            entry["event"] in (denied if entry["date"] == "not-yet" else claimed)
        )
    if name == "exceptions":
        return place == "exceptions" or (place == "exception" and rest.startswith(entry["kind"]))
    return place.partition(".")[0] == name


def _is_about(rest: str, entry: Mapping[str, Any]) -> bool:
    """Does a question that fills this place speak of an event like this one?"""
    kind, which, _ = _event_place(rest)
    words = ("", entry.get("what"), entry.get("kind"), entry.get("body"))
    return kind == entry["event"] and which.partition("/")[0] in words


def _words(answer: Any) -> list[str]:
    return [word for word in (answer if isinstance(answer, list) else (answer,)) if isinstance(word, str)]
