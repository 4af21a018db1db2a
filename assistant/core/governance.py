"""What a lawyer who looks after the rules wants to know: which are unproved, unconfirmed, overstated, or not looked at for
long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.core.content import Content
from assistant.core.dates import months_after
from assistant.core.definitions import Definitions, Duty
from assistant.core.strength import LAW_KINDS, bare, overstated

CHECK_MONTHS = 6


def report(definitions: Definitions, content: Content, today: date) -> Iterator[str]:
    """The state of the rules, a line each: first the counts, then whatever somebody should look at."""
    yield f"{len(definitions.duties)} rules, {len(definitions.provisions)} provisions, {len(definitions.routes)} routes"
    yield f"{len(definitions.questions)} questions, {len(definitions.letters)} letters; rules {definitions.rules_version}"
    found = list(faults(definitions, content, today))
    yield from found or ("nothing to look at",)


def faults(definitions: Definitions, content: Content, today: date) -> Iterator[str]:
    """Whatever somebody should look at: rules, provisions, then texts."""
    for duty in (row for versions in definitions.duties.values() for row in versions):
        yield from (f"rule {duty.id}: {wrong}" for wrong in _wrong(duty, definitions, content))
    for provision in definitions.provisions.values():
        if bare(provision):
            yield f"provision {provision.id}: not seen in its own text, and without a caution"
        if months_after(provision.checked, CHECK_MONTHS) < today:
            yield f"provision {provision.id}: last checked {provision.checked}, more than {CHECK_MONTHS} months ago"
    yield from (f"route {code}: no prose" for code in definitions.routes if code not in content.routes)
    yield from overstated(definitions, content)


def _wrong(duty: Duty, definitions: Definitions, content: Content) -> Iterator[str]:
    if not duty.law:
        yield "no provision"
    if not duty.proved:
        yield "no worked example, so no test covers it"
    # a duty of statute has to rest on a statute, a regulation or a judgment
    kinds = {definitions.provisions[id_].kind for id_ in duty.law}
    if duty.force == "statute" and not kinds & set(LAW_KINDS):
        yield "called law, but cites none"
    if duty.finding and duty.finding not in content.findings:
        yield f"no prose for its finding, {duty.finding}"
