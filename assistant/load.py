"""Reads flows/ and content/, checks every cross-reference, and stops the start with file and id if anything is wrong.

The records are those of ``core.definitions``; a key they do not have is an error. What a check finds is collected, so
that somebody mending the data sees all of it at once.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from assistant.core import definitions as records
from assistant.core.asks import Ask, Asks, Named, Source, check_asks
from assistant.core.checks import cross_references
from assistant.core.chronology_kinds import KindPhrases, Recogniser, Short, Unspoken, check_phrases
from assistant.core.content import Content
from assistant.core.decisions import Decision, Library, Paid, Shut, check_decisions
from assistant.core.definitions import Definitions
from assistant.core.words import Words
from assistant.load_data import (
    load_calendar,
    load_care_boards,
    load_changes,
    load_councils,
    load_scoreboard,
    load_timeliness,
)
from assistant.load_guides import read_glossary, read_groups, read_guide, ungrouped
from assistant.load_language import SOURCES, YOUNG, over, parts_of
from assistant.load_prose import finding_prose, route_otherwise, route_prose, said_otherwise, terms_otherwise

ROOT = Path(__file__).resolve().parent.parent
FLOWS, CONTENT = ROOT / "flows", ROOT / "content"
FIRST = "en"  # the language everything is written in first
Record = TypeVar("Record")


class WrongData(Exception):
    """flows/ or content/ hold something that can't be used; the message names each file and id."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def _strict(record: type) -> None:
    record.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]


for _record in (
    records.Provision,
    records.Clock,
    records.Example,
    records.WorkedCase,
    records.Duty,
    records.ExceptionList,
    records.TimeLimit,
    records.RoutePart,
    records.Route,
    records.MatrixRow,
    records.Option,
    records.Asked,
    records.Spoken,
    records.Question,
    records.BlockPlan,
    records.LetterPlan,
    records.RemedyRange,
    KindPhrases,
    Short,
    Unspoken,
    Paid,
    Shut,
    Decision,
    Named,
    Source,
    Ask,
):
    _strict(_record)


def load_definitions(flows: Path = FLOWS, content: Path = CONTENT) -> Definitions:
    """Everything the engine needs. Raises WrongData, naming files and ids."""
    problems: list[str] = []
    read = _Reader(flows, problems)
    duties = read.table("duties", "duty", records.Duty)
    questions = read.table("questions", "question", records.Question)
    definitions = Definitions(
        provisions=_by_id(read.table("law", "provision", records.Provision), problems),
        duties=_versions(duties),
        exceptions=_by_id(read.table("duties", "exceptions", records.ExceptionList), problems),
        calendar=load_calendar(content / "data" / "bank_holidays_england.csv"),
        routes=_by_id(read.table("routes", "route", records.Route), problems),
        matrix=_by_id(read.table("routes", "row", records.MatrixRow), problems),
        questions=tuple(questions),
        letters=_by_id(read.table("letters", "letter", records.LetterPlan), problems),
        councils=load_councils(content / "data" / "local_authorities.csv"),
        council_changes=load_changes(content / "data" / "council_changes.csv"),
        care_boards=load_care_boards(content / "data", problems),
        library=Library(tuple(_Reader(content / "data", problems).table("decisions", "decision", Decision))),
        asks=_asks(content / "data" / "asks.toml", problems),
        ranges=tuple(read.table("remedies", "range", records.RemedyRange)),
        scoreboard=load_scoreboard(content / "data" / "how_we_check.json"),
        timeliness=load_timeliness(content / "data" / "ehc_timeliness.csv"),
        rules_version=_fingerprint(flows),
        recogniser=_recogniser(read),
    )
    problems += check_decisions(definitions.library.decisions, definitions.councils)
    problems += check_asks(definitions.asks, definitions.library)
    problems += [read.located(problem) for problem in cross_references(definitions)]
    if problems:
        raise WrongData(problems)
    return _latest_check(definitions)


class _Reader:
    def __init__(self, flows: Path, problems: list[str]) -> None:
        self.flows, self.problems = flows, problems
        self.where: dict[str, str] = {}  # id -> the file it stands in

    def located(self, problem: str) -> str:
        """A problem that names an id ("duty A-FINAL-20W: …"), with the file of that id before it."""
        named = re.split(r"[:,]", problem, maxsplit=1)[0].split()
        file = next((self.where[word] for word in reversed(named) if word in self.where), "")
        return f"{file}: {problem}" if file else problem

    def table(self, folder: str, name: str, record: type[Record]) -> list[Record]:
        """All entries called ``name`` in the TOML files of a folder, in the order of file names."""
        paths = sorted((self.flows / folder).glob("*.toml"))
        return [made for path in paths for made in self.entries(path, name, record)]

    def entries(self, path: Path, name: str, record: type[Record]) -> Iterator[Record]:
        """All entries called ``name`` of one TOML file."""
        adapter, where = TypeAdapter(record), f"{path.parent.name}/{path.name}"
        listed = self._toml(path).get(name, [])
        for entry in listed if isinstance(listed, list) else [listed]:
            made = self._entry(adapter, entry, where)
            if made is not None:
                yield made
                self.where[entry.get("id", "")] = where

    def _entry(self, adapter: TypeAdapter[Record], entry: Any, where: str) -> Record | None:
        try:
            return adapter.validate_python(entry)
        except ValidationError as error:
            label = (
                entry.get("id") or entry.get("ref", "an entry without id") if isinstance(entry, dict) else "an entry"
            )
            for wrong in error.errors():
                place = ".".join(str(part) for part in wrong["loc"])
                self.problems.append(f"{where}: {label}: {place}: {wrong['msg']}")
            return None

    def _toml(self, path: Path) -> dict[str, Any]:
        return _toml(path, self.problems)


def _recogniser(read: _Reader) -> Recogniser:
    """The phrases by which a chronology is understood (flows/chronology)."""
    kinds, shorts = read.table("chronology", "kind", KindPhrases), read.table("chronology", "short", Short)
    read.problems += check_phrases(kinds, shorts, read.table("chronology", "unspoken", Unspoken))
    return Recogniser(kinds, shorts)


def _asks(path: Path, problems: list[str]) -> Asks:
    read = _Reader(path.parent, problems)
    listed = _by_id(read.entries(path, "ask", Ask), problems)
    return Asks(tuple(listed.values()), _by_id(read.entries(path, "source", Source), problems))


@cache
def _parsed(path: Path, stamp: int) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _toml(path: Path, problems: list[str]) -> dict[str, Any]:
    try:
        return _parsed(path, path.stat().st_mtime_ns)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{path.parent.name}/{path.name}: {error}")
        return {}


def _by_id(entries: Iterable[Any], problems: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for entry in entries:
        if entry.id in made:
            problems.append(f"{type(entry).__name__} {entry.id} is written twice")
        made[entry.id] = entry
    return made


def _versions(duties: Iterable[records.Duty]) -> dict[str, tuple[records.Duty, ...]]:
    made: dict[str, tuple[records.Duty, ...]] = {}
    for duty in duties:
        made[duty.id] = (*made.get(duty.id, ()), duty)
    return {id_: tuple(sorted(rows, key=lambda row: row.since)) for id_, rows in made.items()}


def _fingerprint(flows: Path) -> str:
    """A short name for exactly these rules, stamped on what is printed."""
    digest = hashlib.sha256()
    for path in sorted(flows.rglob("*.toml")):
        digest.update(path.relative_to(flows).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _latest_check(definitions: Definitions) -> Definitions:
    """The law counts as checked on the oldest day that any provision in use was checked."""
    days = [provision.checked for provision in definitions.provisions.values()]
    return replace(definitions, law_checked=min(days, default=definitions.law_checked))


def read_decisions(path: Path, councils: Iterable[str]) -> tuple[Decision, ...]:
    """The decisions of one file, checked. Raises WrongData, naming each reference and what is allowed."""
    problems: list[str] = []
    made = tuple(_Reader(path.parent, problems).entries(path, "decision", Decision))
    if not made and not problems:
        problems.append(f"{path.name}: no entry that begins with [[decision]]")
    problems += check_decisions(made, councils)
    if problems:
        raise WrongData(problems)
    return made


# ---- prose ----------------------------------------------------------------------------------------------------------


def load_content(language: str = "en", content: Path = CONTENT) -> Content:
    """The prose of one language; what it lacks is the English. Raises WrongData for prose without the parts it needs."""
    made = _read_content(language, content)
    if language == FIRST:
        return made
    parts = texts_of(FIRST, content), texts_of(language, content)
    sources = _toml(content / language / SOURCES, [])
    whole = over(_read_content(FIRST, content), made, parts, sources.get("made_from", {}))
    whole = replace(whole, read_by_speaker=sources.get("read_by_speaker"))
    return replace(whole, young=_young(whole, content / language / YOUNG, []))


def texts_of(language: str, content: Path = CONTENT) -> dict[str, str]:
    """Every part of a language's prose by its name, as it stands in the files."""
    return parts_of(content / language, _flat_file)


def sources_of(language: str, content: Path = CONTENT) -> dict[str, str]:
    """The stamp of the English that each translated part was made from; nothing for a language that has none yet."""
    file = content / language / SOURCES
    return dict(_toml(file, []).get("made_from", {})) if file.is_file() else {}


def languages(content: Path = CONTENT) -> list[str]:
    """The languages there is prose for: English first, then the others by their codes."""
    return [FIRST, *sorted(path.parent.name for path in content.glob(f"*/{SOURCES}"))]


def _flat_file(path: Path) -> dict[str, str]:
    return flatten(_toml(path, []))


def _read_content(language: str, content: Path) -> Content:
    folder, problems = content / language, list[str]()
    sentences: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name != SOURCES:
            sentences |= flatten(_toml(path, problems))
    order, glossary = folder / "guide" / "order.toml", folder / "glossary.md"
    made = Content(
        language=language,
        words=Words(sentences),
        findings=_prose(folder / "findings", finding_prose, problems),
        routes=_prose(folder / "routes", route_prose, problems),
        letters=_texts(folder / "letters"),
        pages=_texts(folder / "pages"),
        guides=_prose(folder / "guide", read_guide, problems),
        guide_groups=read_groups(_toml(order, problems)) if order.is_file() else (),
        glossary=read_glossary(glossary.read_text(encoding="utf-8")) if glossary.is_file() else (),
    )
    if language == FIRST:
        made = replace(made, young=_young(made, folder / YOUNG, problems))
        problems += ungrouped(made)
    if problems:
        raise WrongData(problems)
    return made


def _young(plain: Content, folder: Path, problems: list[str]) -> Content:
    """The prose as it is said to a young person: what stands in the folder ``young`` takes the place of the same there,
    unless its English has changed since it was translated."""
    sentences: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        known = flatten(_toml(path, problems))
        sentences |= {key: text for key, text in known.items() if f"{YOUNG}/{path.name}:{key}" not in plain.lacks}
    problems += [f"young: there is no sentence {key}" for key in sentences if key not in plain.words.sentences]
    terms, glossary = plain.glossary, folder / "glossary.md"
    if glossary.is_file() and f"{YOUNG}/glossary.md" not in plain.lacks:
        terms = terms_otherwise(terms, read_glossary(glossary.read_text(encoding="utf-8")), problems)
    return replace(
        plain,
        words=replace(plain.words, sentences={**plain.words.sentences, **sentences}),
        findings=_otherwise(folder / "findings", plain.findings, said_otherwise, plain.lacks, problems),
        routes=_otherwise(folder / "routes", plain.routes, route_otherwise, plain.lacks, problems),
        glossary=terms,
    )


def _otherwise(
    folder: Path,
    plain: Mapping[str, Record],
    change: Callable[[Record, str, list[str]], Record],
    lacks: Collection[str],
    problems: list[str],
) -> dict[str, Record]:
    """Prose in which some has parts in other words: one file for each."""
    made = dict(plain)
    for code, text in _texts(folder).items():
        name = f"{YOUNG}/{folder.name}/{code}.md"
        if name in lacks:
            continue
        if code not in made:
            problems.append(f"{name}: there is no such {folder.name.removesuffix('s')}")
        else:
            made[code] = change(made[code], text, problems)
    return made


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested TOML tables as one mapping with dotted keys."""
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).with_suffix("").as_posix(): path.read_text(encoding="utf-8").strip()
        for path in sorted(folder.rglob("*.md"))
    }


def _prose(folder: Path, read: Callable[[str, str], Record], problems: list[str]) -> dict[str, Record]:
    made = {}
    for name, text in _texts(folder).items():
        try:
            made[name] = read(name, text)
        except (KeyError, ValueError) as error:
            problems.append(f"{folder.name}/{name}.md: {error}")
    return made
