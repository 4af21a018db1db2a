"""How often one address may use what is costly or could be guessed at. Counted in memory, never written down.

A library's or an advice service's computers share one address: the limits are far above what people there can use up.
Counting is by process: with several of them, each allows as much.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, ip_network
from typing import Any

from flask import Flask, g, request
from flask_limiter import Limiter


def visitor() -> str:
    """Where a request comes from. A home or a phone has a whole network of IPv6 addresses (/64): it counts as one."""
    address = request.remote_addr or "unknown"
    try:
        return str(ip_network((IPv6Address(address).packed, 64), strict=False))
    except ValueError:
        return address


_limiter = Limiter(visitor, storage_uri="memory://", headers_enabled=True)


def stand(app: Flask) -> None:
    """Puts the limits in place. Each is looked at when its view is called. What the library does besides, before every
    request, is for limits of the whole service: there are none, and it costs as much as unsealing a case. What it does after
    a request is done only if a limit was looked at. Raises RuntimeError if an upgrade of the library hooks in otherwise.
    """
    hooks: tuple[list[Any], ...] = (
        app.before_request_funcs[None],
        app.after_request_funcs[None],
        app.teardown_request_funcs[None],
    )
    before = [len(each) for each in hooks]
    _limiter.init_app(app)
    if [len(each) for each in hooks] != [each + 1 for each in before]:
        raise RuntimeError("Flask-Limiter hooks into a request otherwise than in the version that this was written for")
    _, tell, tidy = (each.pop() for each in hooks)
    app.after_request(lambda response: tell(response) if "limited" in g else response)

    @app.teardown_request
    def _tidy(error: BaseException | None) -> None:
        if "limited" in g:
            tidy(error)


def limited(often: str, together: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """At most so often ("20 per 15 minutes") from one address, or from all ``together``. More is answered with 429."""
    key = (lambda: "all") if together else visitor
    limit: Callable[[Callable[..., Any]], Callable[..., Any]] = _limiter.limit(often, key_func=key)

    def made(view: Callable[..., Any]) -> Callable[..., Any]:
        counted = limit(view)

        @wraps(counted)
        def noted(*values: Any, **named: Any) -> Any:
            g.limited = True
            return counted(*values, **named)

        return noted

    return made
