"""How often one address may use what is costly or could be guessed at. Counted in memory, never written down.

A library's or an advice service's computers share one address: the limits are far above what people there can use up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

_limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)


def stand(app: Flask) -> None:
    """Puts the limits in place."""
    _limiter.init_app(app)


def limited(often: str, together: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """At most so often ("20 per 15 minutes") from one address, or from all ``together``. More is answered with 429."""
    key = (lambda: "all") if together else get_remote_address
    made: Callable[[Callable[..., Any]], Callable[..., Any]] = _limiter.limit(often, key_func=key)
    return made
