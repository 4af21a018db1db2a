"""Does a text state more than what it rests on? Sentences held against the force of their rules, how sure their sources
are, and the verdict they are said for.

The words looked for are English: a translation is held to the sense of the English text by its translator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.core.content import Content, FindingProse
from assistant.core.definitions import Definitions, Duty, Provision, Route

LAW_KINDS = ("statute", "regulation", "judgment")
# the parts of a route's page, in the order of its headings; the last heading, how sure it is, rests on all of them
PARTS = ("decides", "cannot", "who", "first", "limits", "outcome", "cost", "where", "next", "interplay")
BINDING = re.compile(
    r"\b(must|ha(s|ve|d) to|by law|the law says|(legal|statutory) duty|(un|il)legal|unlawful\w*|against the law|"
    r"bro(ke|ken) the law|breach(es|ed)?)\b",
    re.IGNORECASE,
)
STATED = re.compile(rf"{BINDING.pattern}|\d|£", re.IGNORECASE)  # a route's page names a source for a duty or a number
HEDGES = {"likely": ("appear",), "possible": ("may", "might", "possibl")}


def overstated(definitions: Definitions, content: Content) -> Iterator[str]:
    """Each text that states more than its confidence, a line each: where it stands, what is wrong, the sentence."""
    rows: dict[str, list[Duty]] = {}
    for duty in (row for versions in definitions.duties.values() for row in versions):
        rows.setdefault(duty.finding or "", []).append(duty)
        if duty.force != "statute":
            yield from _binding(f"rule {duty.id}", "guidance worded as law", [duty.plain])
    for code, place, prose in _findings(content):
        yield from _of_finding(definitions, place, rows.get(code, []), _told(prose, content))
        yield from _unhedged(place, prose.sentences.items())
    for code in content.findings:
        yield from _unhedged(f"letter on {code}", _sections(content.letters.get(f"findings/{code}", "")))
    for route in definitions.routes.values():
        if route.id in content.routes:
            yield from _of_route(definitions, route, list(content.routes[route.id].parts.items()))


def _findings(content: Content) -> Iterator[tuple[str, str, FindingProse]]:
    """The prose of findings, each with its place; also as it is said to a young person, where that differs."""
    for code, prose in content.findings.items():
        yield code, f"finding {code}", prose
        other = content.young.findings[code] if content.young else prose
        if other != prose:
            yield code, f"finding {code}, young", other


def bare(provision: Provision) -> bool:
    """Was a provision not seen in its own text, and nothing says so where it is shown?"""
    return bool(set("MX") & set(provision.sure)) and not provision.caution


def _told(prose: FindingProse, content: Content) -> list[str]:
    """All that is said of a finding on its own page and in letters, but for what a body may say."""
    answers = [answer for _, answer in prose.they_may_say]
    letter = [text for _, text in _sections(content.letters.get(f"findings/{prose.code}", ""))]
    return [*prose.sentences.values(), *prose.would_change, *answers, *letter]


def _of_finding(definitions: Definitions, place: str, rows: list[Duty], texts: list[str]) -> Iterator[str]:
    if rows and all(row.force != "statute" for row in rows):
        yield from _binding(place, "guidance worded as law", texts)
    cited = {id_ for row in rows for id_ in row.law}
    if any(bare(definitions.provisions[id_]) for id_ in cited):
        yield from _binding(place, "worded as certain, but a source was not seen", texts)


def _of_route(definitions: Definitions, route: Route, written: list[tuple[str, str]]) -> Iterator[str]:
    resting = {part.part: part for part in route.parts}
    if len(written) != len(PARTS) + 1:
        yield f"route {route.id}: {len(PARTS) + 1} parts are expected, in their order"
    for part, (heading, text) in zip(PARTS, written, strict=False):
        place = f"route {route.id}, {heading}"
        if part not in resting:
            yield from (f"{place}: no source is named: {text}" for _ in STATED.findall(text)[:1])
            continue
        sources = [definitions.provisions[id_] for id_ in resting[part].law]
        if not any(source.kind in LAW_KINDS or (source.kind == "practice" and source.caution) for source in sources):
            yield from _binding(place, "guidance worded as law", [text])
        if any(bare(source) for source in sources):
            yield from _binding(place, "worded as certain, but a source was not seen", [text])


def _binding(place: str, wrong: str, texts: Iterable[str]) -> Iterator[str]:
    for sentence in (sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+", text)):
        if BINDING.search(sentence):
            yield f"{place}: {wrong}: {sentence.strip()}"


def _unhedged(place: str, sections: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Sentences for a verdict that is not sure, without a word that says so."""
    for heading, text in sections:
        hedges = HEDGES.get(heading.partition(",")[0].lower(), ())
        if hedges and not any(hedge in text.lower() for hedge in hedges):
            yield f"{place}: {heading}: stronger than its verdict: {text.strip()}"


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a letter's text, by their headings."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        yield heading.strip(), body
