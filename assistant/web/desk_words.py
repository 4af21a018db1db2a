"""The words of a desk case's file: what each state, level, need, purpose and source is called."""

from __future__ import annotations

from assistant.web.tables import gettext

Options = list[tuple[str, str]]


def vocabulary() -> dict[str, Options]:
    """For the page of a file: the options of each list, by the name of the list."""
    return {
        "states": [
            ("open", gettext("Open")),
            ("inactive", gettext("Inactive: nothing planned just now")),
            ("closed", gettext("Closed")),
        ],
        "levels": _levels(),
        "outcomes": _outcomes(),
        "referrals": _referrals(),
        "all_needs": [
            ("reading", gettext("Reading or writing is hard")),
            ("english", gettext("English is not the family’s first language")),
            ("computer", gettext("No computer, or not at ease with one")),
            ("phone", gettext("Hard to reach by phone, or prefers not to be rung")),
            ("health", gettext("Health or disability of the parent or young person")),
        ],
        "purposes": [
            ("record", gettext("We keep this record and advise the family")),
            ("speak", gettext("We speak to the council, school or others for them")),
            ("pattern", gettext("We count their case, without names, in reports")),
        ],
        "sources": [
            ("family", gettext("The family")),
            ("adviser", gettext("The adviser")),
            ("papers", gettext("Papers that the adviser has read")),
        ],
    }


def _levels() -> Options:
    return [
        ("", gettext("Not said")),
        ("1", gettext("Level 1: information and advice")),
        ("2", gettext("Level 2: also help with papers, meetings or contact")),
        ("3", gettext("Level 3: as your service defines it")),
        ("4", gettext("Level 4: a tribunal, or legal casework as complex")),
    ]


def _outcomes() -> Options:
    return [
        ("", gettext("Not said")),
        ("put-right", gettext("Put right")),
        ("partly-put-right", gettext("Put right in part")),
        ("not-put-right", gettext("Not put right")),
        ("went-on-elsewhere", gettext("Goes on with somebody else")),
        ("ended-by-family", gettext("The family ended it")),
        ("other", gettext("Something else")),
    ]


def _referrals() -> Options:
    return [
        ("", gettext("Not said")),
        ("self", gettext("The family itself")),
        ("school", gettext("School, nursery or college")),
        ("council", gettext("Council")),
        ("health", gettext("Health service")),
        ("charity", gettext("Charity or parents’ group")),
        ("helpline", gettext("Helpline")),
        ("lawyer", gettext("Lawyer")),
        ("tribunal", gettext("Tribunal")),
        ("ombudsman", gettext("Ombudsman")),
        ("other", gettext("Somebody else")),
    ]
