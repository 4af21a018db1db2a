"""Makes the brief of a desk case from its answers and its file: at each save, and when the rules have changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.core.assess import assess
from assistant.core.desk_brief import brief
from assistant.store.sealed import Kept
from assistant.web.service import Opened, service


def brief_of(content: Mapping[str, Any], account: str, now: int) -> dict[str, Any]:
    """What the list shows of a case, changed by the account of this id at ``now`` (seconds since 1970)."""
    case = Opened("", Kept(content["answers"], 0, 0)).case()
    file = content["file"]
    return {
        **brief(case, assess(service().definitions, case, service().today())),
        **{name: file[name] for name in ("called", "owner", "state", "level")},
        "by": account,
        "at": now,
    }
