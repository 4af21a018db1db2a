"""Writes twenty result pages as plain text, to be read by somebody who knows the law: ``python -m tests.reading.make``.

Each is the assessment of a family of the matrix or of a published decision, in the sentences that families read: what is
late and who can look at it, their own limits, the routes, the steps, the notes.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant.core.assess import assess
from assistant.core.case import read_case
from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.core.report import assessment_json
from tests.flows.families import families
from tests.replays.score import REPLAYS, replays

FOLDER = Path(__file__).parent
FAMILIES = (
    "refusal-to-assess-late",
    "plan-late-advice",
    "plan-late-done-fresh",
    "content-withdrawn",
    "provision-missing-appealed-before",
    "nhs-f-both-complained",
    "nhs-g-plain",
    "out-appeal-linked",
    "excluded-upheld-noedu",
    "suspended-pru",
    "no-place-type",
    "moved-plain",
    "rec-health-refused",
    "social-corp",
    "dd-college",
)
DECISIONS = ("18 010 050", "23 009 491", "24 015 939", "24 019 364", "25 012 582")
STATUSES = {"first": "First", "next": "Then", "also": "Also open", "closed": "Closed"}


def pages(definitions: Definitions, content: Content) -> Iterator[tuple[str, str]]:
    """The name and the text of each page. Those of published decisions are left out where the decisions are not there."""
    for row in FAMILIES:
        yield row, page(row, families()[row], definitions, content)
    known = {replay["ref"]: replay for replay in replays()} if REPLAYS.is_file() else {}
    for ref in DECISIONS:
        if ref in known:
            yield f"decision-{ref.replace(' ', '-')}", page(f"decision {ref}", known[ref]["case"], definitions, content)


def page(name: str, case: dict[str, Any], definitions: Definitions, content: Content) -> str:
    """One page: the facts as they were given, then what is said of them."""
    read = read_case(case)
    assert read.as_of is not None
    made = assess(definitions, read, read.as_of)
    found = assessment_json(made, content)
    notes = [content.words.say(note) for note in made.notes]
    lines = [
        f"{name}, as of {read.as_of}",
        *_part("The facts", list(_facts(case))),
        *_part("Your own limits", [_limit(own) for own in found["your_dates"]]),
        *_part("What to do now", [_step(step) for step in found["next_steps"]]),
        *_part("What we found", [line for finding in found["findings"] for line in _finding(finding, content)]),
        *_routes(found["routes"], content),
        *_part("What we still don't know", [missing["ask"] for missing in found["missing"]]),
        *_part("Notes", notes),
    ]
    return "\n".join(lines) + "\n"


def _part(heading: str, said: list[str]) -> Iterator[str]:
    if said:
        yield f"\n{heading.upper()}"
        for line in said:
            yield textwrap.fill(line, 118, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)


def _facts(case: dict[str, Any]) -> Iterator[str]:
    about = {key: value for key, value in case.get("about", {}).items() if key != "consent"}
    for key, value in [*about.items(), ("problems", case.get("problems"))]:
        if value:
            yield f"{key}: {json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value}"
    for name in ("events", "provision_missing", "out_of_school"):
        for entry in case.get(name, []):
            yield ", ".join(f"{key} {value}" for key, value in entry.items() if key != "note" and value is not None)


def _limit(own: dict[str, Any]) -> str:
    return f"{own['what']}: {own['by'] or 'no day known'}{' (passed)' if own['passed'] else ''}. {own['sum']}"


def _step(step: dict[str, Any]) -> str:
    return f"{step['do']}{' By ' + step['by'] + '.' if step['by'] else ''}"


def _finding(finding: dict[str, Any], content: Content) -> Iterator[str]:
    if finding["verdict"] not in ("breach", "likely", "possible"):
        return
    yield f"{content.findings[finding['code']].title} ({finding['verdict']}). {finding['sum']} {finding['why']}"
    for piece in finding["reach"]:
        yield f"    {_border(piece['from'])} to {_border(piece['to'])}: {piece['reach']}. {piece['why']}"


def _border(day: str | list[str]) -> str:
    return day if isinstance(day, str) else " or ".join(day)


def _routes(routes: list[dict[str, Any]], content: Content) -> Iterator[str]:
    for status, heading in STATUSES.items():
        said = [
            f"{content.routes[route['route']].title}. {route['why']}{''.join(map(_when, route['dates']))}"
            for route in routes
            if route["status"] == status
        ]
        yield from _part(heading, said)


def _when(dated: dict[str, Any]) -> str:
    return f" [{dated['what']} {date.fromisoformat(dated['by'])}{', ' + dated['if'] if dated['if'] else ''}]"


if __name__ == "__main__":
    from assistant.load import load_content, load_definitions

    for title, text in pages(load_definitions(), load_content()):
        (FOLDER / f"{title}.txt").write_text(text, encoding="utf-8")
