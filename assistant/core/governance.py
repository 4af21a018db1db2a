"""What a lawyer who looks after the rules wants to know: which are unproved, unconfirmed, or not looked at for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.core.content import Content
from assistant.core.dates import months_after
from assistant.core.definitions import Definitions, Duty, Provision

CHECK_MONTHS = 6
LAW_KINDS = ("statute", "regulation", "judgment")


def report(definitions: Definitions, content: Content, today: date) -> Iterator[str]:
    """The state of the rules, a line each: first the counts, then whatever somebody should look at."""
    rows = [row for versions in definitions.duties.values() for row in versions]
    yield f"{len(definitions.duties)} rules, {len(definitions.provisions)} provisions, {len(definitions.routes)} routes, "
    yield f"{len(definitions.questions)} questions, {len(definitions.letters)} letters; rules {definitions.rules_version}"
    yield from (f"rule {row.id}: no worked example" for row in rows if row.due and not row.examples)
    yield from (f"rule {row.id}: called law, but cites none" for row in rows if _overstated(row, definitions))
    yield from (f"provision {p.id}: unconfirmed and without a caution" for p in _provisions(definitions) if _bare(p))
    for provision in _provisions(definitions):
        if months_after(provision.checked, CHECK_MONTHS) < today:
            yield f"provision {provision.id}: last checked {provision.checked}, more than {CHECK_MONTHS} months ago"
    for code in sorted({row.finding for row in rows if row.finding}):
        if code not in content.findings:
            yield f"finding {code}: no prose"


def _provisions(definitions: Definitions) -> Iterator[Provision]:
    yield from definitions.provisions.values()


def _overstated(duty: Duty, definitions: Definitions) -> bool:
    """A duty of statute has to rest on a statute, a regulation or a judgment."""
    kinds = {definitions.provisions[id_].kind for id_ in duty.law}
    return duty.force == "statute" and not kinds & set(LAW_KINDS)


def _bare(provision: Provision) -> bool:
    return "M" in provision.sure and not provision.caution
