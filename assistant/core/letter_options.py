"""What stands in a letter only if the family chooses it: the range of a remedy, and the council's figures.

Part of the law engine. A plan in flows/letters names such a block with ``option = "…"``; ``letters.choices`` tells a family
which of them its case can carry. Both are left out where nothing certain or likely has gone wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.core.definitions import Timeliness
from assistant.core.letter_conditions import CONDITIONS, REMEDIES, Ground, Item, ground_of, register
from assistant.core.letter_scene import Scene
from assistant.core.letter_sources import SOURCES
from assistant.core.words import Figure

ENGLAND = "E92000001"
IN_20_WEEKS = ("final-plan-late", "plan-decision-late")  # what the department's figure is about


@register(SOURCES, "remedy-range")
def _remedy_range(scene: Scene, text: str) -> Iterator[Item]:
    """The range of the assessment, as a request to consider a payment."""
    remedy, sure = scene.assessment.remedy, CONDITIONS["sure"](scene)
    if remedy is None or sure is None or remedy.high <= 0:
        return
    form = "one" if remedy.low == remedy.high else "range"
    law = scene.cite((REMEDIES,))
    words = scene.say(f"{text}/{form}", low=Figure(remedy.low), high=Figure(remedy.high), law=law)
    yield Item((words,), sure.with_(Ground(provisions=(REMEDIES,))))


@register(SOURCES, "timeliness")
def _timeliness(scene: Scene, text: str) -> Iterator[Item]:
    """How many new plans the council sent in 20 weeks in the latest year there is, beside England in the same year."""
    late = [f for f in scene.late if f.code in IN_20_WEEKS and f.verdict != "possible"]
    ground, rows = ground_of(late), scene.context.definitions.timeliness
    own = rows.get(scene.case.about.council or "", ())[-1:]
    if ground is None or not own or own[0].few:
        return
    everywhere = next((row for row in rows.get(ENGLAND, ()) if row.year == own[0].year), None)
    yield Item((_figures(scene, text, own[0], everywhere),), ground.with_(Ground(("about/council",))))


def _figures(scene: Scene, text: str, own: Timeliness, everywhere: Timeliness | None) -> str:
    values = {"year": str(own.year), "within": own.within, "source": own.source}
    if everywhere is None:
        return scene.say(f"{text}/alone", **values)
    return scene.say(f"{text}/compared", england=everywhere.within, **values)
