"""Why a paragraph stands in a letter: the facts and the provisions it rests on, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.core.case import Case, Event, Spell
from assistant.core.dates import write_when
from assistant.core.definitions import Provision, Question
from assistant.core.edits import FIXED, Piece
from assistant.core.flow import Path
from assistant.core.letters import Block
from assistant.web.questions import address
from assistant.web.service import service
from assistant.web.tables import gettext

SHOWN = 160  # characters of the family's own words; the rest stands in the letter
_WHOLE = ("impact", "wanted", "problems", "exceptions")  # places of the case that one question fills


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the family said, and the page where it can be put right."""

    name: str
    value: str
    change: str


@dataclass(frozen=True, slots=True)
class Law:
    """A provision, with what kind of thing it is where that is not law."""

    provision: Provision
    kind: str


@dataclass(frozen=True, slots=True)
class Note:
    """What is said beside one paragraph."""

    piece: Piece
    begins: str  # its first words, to tell one note from another
    facts: tuple[Fact, ...]
    laws: tuple[Law, ...]

    @property
    def anchor(self) -> str:
        """The place of the note on the page of the letter."""
        return anchor(self.piece.ours.id)

    @property
    def whose(self) -> str:
        """ours | yours (from the answers) | changed"""
        if self.piece.edit is not None:
            return "changed"
        return "yours" if self.piece.ours.own else "ours"

    @property
    def fixed(self) -> bool:
        return self.piece.ours.kind in FIXED


@dataclass(frozen=True)
class Grounds:
    """What the paragraphs of one letter rest on. Many rest on the same facts: each is put in words once."""

    case: Case
    path: Path
    _told: dict[str, Fact] = field(default_factory=dict)

    def note(self, piece: Piece) -> Note:
        """The note beside a paragraph."""
        block = piece.ours
        facts = tuple(dict.fromkeys(map(self._fact, block.facts)))
        return Note(piece, begins(piece.block), facts, tuple(map(_law, block.provisions)))

    def _fact(self, place: str) -> Fact:
        if place not in self._told:
            self._told[place] = _fact(place, self.case, self.path)
        return self._told[place]


def anchor(block: str) -> str:
    """The place on the page of a letter where the note beside a block stands."""
    return "why-" + block.replace("/", "-")


def begins(block: Block) -> str:
    """The first words of a paragraph; of a table, its heads."""
    text = " ".join((block.text or ", ".join(block.head)).split())
    return text if len(text) <= 40 else text[:40].rpartition(" ")[0] + " …"


def _law(id_: str) -> Law:
    provision = service().definitions.provisions[id_]
    return Law(provision, service().tongue.letters.words.sentences.get(f"letter/fragment/kind/{provision.kind}", ""))


def _fact(place: str, case: Case, path: Path) -> Fact:
    kind, _, rest = place.partition("/")
    if kind == "events":
        return _event(case.events[int(rest)], path)
    if kind in ("provision_missing", "out_of_school"):
        spells: tuple[Spell, ...] = case.provision_missing if kind == "provision_missing" else case.out_of_school
        return _spell(kind, spells[int(rest)], path)
    if kind == "as_of":
        return Fact(gettext("The day of the letter"), service().wording.day(service().today()), "")
    return _answer(kind if kind in _WHOLE else place.replace("/", "."), path)


def _event(event: Event, path: Path) -> Fact:
    named = service().content.words.sentences[f"event.{event.event}"]
    about = [f"event:{event.event}", *(f"event:{event.event}/{word}" for word in (event.what, event.body) if word)]
    asked = next(_asking(path, *about), None)
    date = service().wording.when(write_when(event.date))
    return Fact(_capital(named), date, address(asked) if asked else "/letters/sent")


def _spell(kind: str, spell: Spell, path: Path) -> Fact:
    missing = kind == "provision_missing"
    name = gettext("Something was missing") if missing else gettext("Time out of school")
    wording = service().wording
    said = [getattr(spell, "what", None) or ""]
    if spell.start is not None:
        said.append(gettext("from: %(day)s", day=wording.when(write_when(spell.start))))
    if spell.end is not None:
        said.append(gettext("until: %(day)s", day=wording.when(write_when(spell.end))))
    first = "what" if missing else "reason"
    asked = [page for page in path.pages if page.fills == f"{kind}.{first}"]
    change = address(asked[spell.index]) if spell.index < len(asked) else "/answers"
    return Fact(name, _short("; ".join(filter(None, said))), change)


def _answer(fills: str, path: Path) -> Fact:
    asked = next(_asking(path, fills, fills.rpartition(".")[0]), None)
    if asked is None:
        return Fact(gettext("Your answers"), "", "/answers")
    wording = service().wording
    said = "; ".join(wording.answer(asked, path.answers.get(asked.id)))
    return Fact(wording.question(asked).short, _short(said), address(asked))


def _asking(path: Path, *fills: str) -> Iterator[Question]:
    """The questions on the path that fill one of these places."""
    return (page for page in path.pages if page.fills and page.fills in fills)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + " …"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
