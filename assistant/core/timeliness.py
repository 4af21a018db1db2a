"""How many new plans a council issues within 20 weeks, beside England: one line, dated, and never a ranking.

Figures of the Department for Education by calendar year, plans left out for which the rules allow more time. Where there
is no figure nothing is said. Room: the engine.
"""

from __future__ import annotations

from assistant.core.definitions import Definitions, Timeliness
from assistant.core.words import Figure, Phrase

ENGLAND = "E92000001"


def share_beside_england(definitions: Definitions, gss: str) -> tuple[Timeliness, Timeliness] | None:
    """A council's share in the latest year for which there is one, and England's of that year; None without both."""
    england = {share.year: share for share in definitions.timeliness.get(ENGLAND, ())}
    own = [share for share in definitions.timeliness.get(gss, ()) if share.year in england]
    return (own[-1], england[own[-1].year]) if own and gss != ENGLAND else None


def timeliness_line(definitions: Definitions, gss: str) -> Phrase | None:
    """The share in a sentence, for the result and the council's page; None where there is no figure."""
    shares, council = share_beside_england(definitions, gss), definitions.councils.get(gss)
    if shares is None or council is None:
        return None
    own, england = shares
    plans = Figure(own.plans) if own.plans is not None else "?"
    values = {"council": council.letter_name, "year": str(own.year), "percent": own.within, "plans": plans}
    return Phrase("timeliness.few" if own.few else "timeliness.line", england=england.within, **values)
