"""How many new plans a council issues within 20 weeks, beside England: one line, dated, and never a ranking.

Figures of the Department for Education by calendar year, plans left out for which the rules allow more time. Where there
is no figure nothing is said. Room: the engine.
"""

from __future__ import annotations

from assistant.core.definitions import Definitions, Timeliness
from assistant.core.words import Phrase

ENGLAND = "E92000001"


def share_beside_england(definitions: Definitions, gss: str) -> tuple[Timeliness, Timeliness] | None:
    """A council's share in the latest year for which there is one, and England's of that year; None without both."""
    england = {share.year: share for share in definitions.timeliness.get(ENGLAND, ()) if _known(share)}
    own = [share for share in definitions.timeliness.get(gss, ()) if _known(share) and share.year in england]
    if gss == ENGLAND or not own:
        return None
    latest = max(own, key=lambda share: share.year)
    return latest, england[latest.year]


def _known(share: Timeliness) -> bool:
    return share.percent is not None and share.without_exceptions


def timeliness_line(definitions: Definitions, gss: str) -> Phrase | None:
    """The share in a sentence, for the result and for a letter about lateness; None where there is no figure."""
    shares, council = share_beside_england(definitions, gss), definitions.councils.get(gss)
    if shares is None or council is None:
        return None
    own, england = shares
    return Phrase(
        "timeliness.line",
        council=council.letter_name,
        year=str(own.year),
        percent=f"{own.percent:g}",
        england=f"{england.percent:g}",
        plans=f"{own.plans:,}" if own.plans is not None else "?",
    )
