"""The file an advice service keeps about its own work on a case: level, time, consent, needs, notes. As JSON, beside the
answers and apart from them.

Levels and states follow the guidance on intervention levels of the Information, Advice and Support Services Network
(Council for Disabled Children): open, inactive, closed; four levels, the highest for tribunals and like legal casework.
Services word them differently, so only what the published descriptions share is said of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.core.figures import OTHER, OUTCOMES, REFERRALS, CaseFigures

STATES = ("open", "inactive", "closed")
LEVELS = ("1", "2", "3", "4")
NEEDS = ("reading", "english", "computer", "phone", "health")
PURPOSES = ("record", "speak", "pattern")
AUTHORS = ("family", "adviser")
LONGEST_CALLED, LONGEST_LINE, LONGEST_NOTE = 80, 300, 10_000  # letters
MOST_ENTRIES, MOST_MINUTES = 500, 1_440
RENEW_AFTER = 183  # days: about six months, as case systems of advice services prompt

CHOICES = {"came_from": REFERRALS, "sent_to": REFERRALS, "outcome": OUTCOMES}  # each with a free note beside it

Desk = Mapping[str, Any]  # the file, as kept


@dataclass(frozen=True, slots=True)
class Consent:
    """What a family agreed to, when, and when to ask again."""

    purpose: str
    given: date
    until: date
    how: str

    def over(self, today: date) -> bool:
        """Must it be renewed?"""
        return today > self.until


def new_file(owner: str) -> dict[str, Any]:
    """An empty file. ``owner`` is the id of the account that has it."""
    return {"called": "", "owner": owner, "state": "open", "level": "", "telling": "family"}


def chosen(file: Desk) -> dict[str, str]:
    """What the file says of each of CHOICES, and the note beside it under ``<name>_note``. Words that were typed before
    there was a list are the note of "other".
    """
    made: dict[str, str] = {}
    for name, allowed in CHOICES.items():
        told, note = file.get(name, ""), file.get(f"{name}_note", "")
        if told and told not in allowed:
            told, note = OTHER, note or told
        made |= {name: told, f"{name}_note": note}
    return made


def minutes(file: Desk) -> int:
    """The time spent so far."""
    return sum(entry["minutes"] for entry in file.get("time", ()))


def figures_of(file: Desk, issues: Sequence[str], council: str, opened: date) -> CaseFigures:
    """What is counted of a case that came to the desk on a day: no name, note or word of a family."""
    told = chosen(file)
    return CaseFigures(
        opened,
        council,
        file["state"],
        file["level"],
        tuple(dict.fromkeys(issues)),
        told["outcome"],
        minutes(file),
        told["came_from"],
        told["sent_to"],
    )


def consents(file: Desk) -> list[Consent]:
    """The consent in force for each purpose that has one: the last given or taken back."""
    latest: dict[str, Consent | None] = {}
    for entry in file.get("consent", ()):
        given, until = (date.fromisoformat(entry[key]) for key in ("given", "until"))
        made = Consent(entry["purpose"], given, until, entry["how"])
        latest[entry["purpose"]] = made if entry["agreed"] else None
    return [consent for consent in latest.values() if consent is not None]


def with_entry(file: Desk, part: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The file with one more entry of its ``time``, ``consent`` or ``notes``; the oldest goes when there are too many."""
    return {**file, part: [*file.get(part, ()), dict(entry)][-MOST_ENTRIES:]}
