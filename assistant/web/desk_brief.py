"""Makes the brief of a desk case from its answers and its file: at each save, and when the rules have changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.core.assess import assess
from assistant.core.desk_brief import brief
from assistant.core.desk_file import consents
from assistant.core.pattern import kept
from assistant.store.desk import Listed
from assistant.store.keys import ServiceKey
from assistant.store.sealed import Kept
from assistant.web.service import Opened, service


def brief_of(content: Mapping[str, Any], account: str, now: int) -> dict[str, Any]:
    """What the list and the pattern take from a case, changed by the account of this id at ``now`` (seconds since 1970)."""
    case = Opened("", Kept(content["answers"], 0, 0)).case()
    file, assessment = content["file"], assess(service().definitions, case, service().today())
    consent = next((one for one in consents(file) if one.purpose == "pattern"), None)
    return {
        **brief(case, assessment),
        **{name: file[name] for name in ("called", "owner", "state", "level")},
        "pattern": {"until": consent.until.isoformat(), **kept(case, assessment)} if consent else None,
        "by": account,
        "at": now,
    }


def anew(key: ServiceKey, row: Listed) -> Listed | None:
    """The row with a brief as of today, from the whole case; None if that can't be opened."""
    whole = service().office.cases.load(key, row.id)
    return replace(row, brief=brief_of(whole.content, row.brief["by"], row.brief["at"])) if whole is not None else None
