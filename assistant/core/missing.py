"""What is still missing: the one or two facts that would settle the most findings, as questions to the family."""

from __future__ import annotations

from collections import defaultdict

from assistant.core.assessment import Finding, Missing
from assistant.core.bench import Bench
from assistant.core.words import Phrase

MOST_QUESTIONS = 2


def missing_facts(bench: Bench, findings: tuple[Finding, ...]) -> tuple[Missing, ...]:
    """Questions about contradictions and links first, then the dates that would settle most, at most two of them."""
    settles: dict[str, list[str]] = defaultdict(list)
    phrases: dict[str, Phrase] = {}
    for finding in findings:
        for ask in _asks(bench, finding):
            name = repr(ask)
            phrases[name] = ask
            if finding.code not in settles[name]:
                settles[name].append(finding.code)
    most = sorted(settles, key=lambda name: -len(settles[name]))[:MOST_QUESTIONS]
    dates = (Missing(phrases[name], tuple(settles[name])) for name in most)
    return (*bench.questions, *dates)


def _asks(bench: Bench, finding: Finding) -> list[Phrase]:
    """The facts that would make this finding certain; none for one that is certain already."""
    if finding.verdict not in ("possible", "likely", "cannot-tell"):
        return []
    if finding.spell is not None:
        return _spell_asks(finding)
    vague = dict.fromkeys(start.event for start in finding.starts if not start.span.is_day)
    asks = [Phrase("missing.day", event=Phrase(f"event.{event}")) for event in vague]
    if finding.done is not None and not finding.done.is_day:
        asks.append(Phrase("missing.day", event=Phrase(f"event.{finding.duty.done[0]}")))
    if finding.trigger is None and finding.events:
        asks.append(Phrase("missing.date", event=Phrase(f"event.{bench.case.events[finding.events[0]].event}")))
    if finding.verdict == "cannot-tell" and finding.due is not None and finding.duty.done:
        # where a plan came, its draft is what tells when the council had decided
        drafted = finding.why is not None and finding.why.key == "why.plan-without-draft"
        asks.append(
            Phrase("missing.done", event=Phrase(f"event.{'draft_plan_sent' if drafted else finding.duty.done[0]}"))
        )
    return asks


def _spell_asks(finding: Finding) -> list[Phrase]:
    if finding.trigger is None:
        return [Phrase("missing.spell-start")]
    why = finding.why.key if finding.why else ""
    return {
        "why.council-not-told": [Phrase("missing.council-told")],
        "why.education-not-said": [Phrase("missing.education")],
        "why.plan-uncertain": [Phrase("missing.plan-day")],
    }.get(why, [])
