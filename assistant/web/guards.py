"""Guards around every page: https or this machine only, our own forms only, and headers that keep a page to itself."""

from __future__ import annotations

import hmac
from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, g, render_template, request
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix

from assistant.core.case import MOST_BYTES
from assistant.settings import HERE
from assistant.web import desk_session
from assistant.web.service import form_token, renew, service

OPEN = ("static", "health.alive", "health.ready")  # answered whatever host is asked for
LARGEST_FILE = MOST_BYTES + 20_000  # bytes, with the form around it
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Stale(BadRequest):
    """A form that no page of ours sent, or a page of answers that this browser no longer holds."""


class InMemory(Request):
    """A request whose files never touch the disk: what a family sends is a child's life, and small."""

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        return BytesIO()


class Stranger(BadRequest):
    """Asked for under a name that isn't ours."""


def stand(app: Flask, proxies: int) -> None:
    """Puts the guards in place. What ``proxies`` say of the visitor's address and of https is believed: so many, and no
    more. The name of the host is taken from none of them: a proxy passes it on as it is.
    """
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    app.request_class = InMemory
    app.before_request(_room_for_files)
    app.before_request(_only_where_safe)
    app.before_request(desk_session.find)
    app.before_request(_only_our_forms)
    app.after_request(renew)
    app.after_request(_headers)


def is_safe() -> bool:
    """Can nobody on the way read this request? True over https, and, if no host is named, on this machine itself."""
    return request.is_secure or (not service().settings.public and _bare(request.host) in HERE)


def _is_ours(host: str) -> bool:
    """Is this one of our names, with its port if one was named?"""
    hosts = service().settings.hosts or HERE
    return host.lower() in hosts or _bare(host).lower() in hosts


def _bare(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def from_our_page() -> bool:
    """As far as the browser says: was this sent by one of our pages?"""
    origin = request.headers.get("Origin")
    if origin not in (None, "null") and _netloc(origin) != request.host:
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no address at all, like "http://[x"
        return None


def _room_for_files() -> None:
    """A case file may be larger than any form."""
    if request.endpoint == "keep.by_file":
        request.max_content_length = LARGEST_FILE


def _only_where_safe() -> tuple[str, int] | None:
    """Over plain http, anybody on the same network could read what a family says: no case is started there. Nor under a
    name that somebody made up: it would come back in whatever the browser keeps of the page.
    """
    if request.endpoint in OPEN:
        return None
    if not is_safe():
        return render_template("insecure.html"), 403
    if not _is_ours(request.host):
        raise Stranger
    return None


def _only_our_forms() -> None:
    """No other site can send a form in the family's name. Each form carries a token made from the ticket, which no
    other site can read; a browser also says where a form comes from. (The cookie isn't sent from elsewhere either.)
    """
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if not from_our_page():
        raise Stale
    if request.endpoint in ("pages.begin", "tongues.choose"):
        return  # begins an empty case or goes on with the one there is; changes a language: nothing to forge
    if not hmac.compare_digest(request.form.get("token", "").encode(errors="replace"), form_token().encode()):
        raise desk_session.SignedOut if desk_session.signed_out() else Stale
    g.sent_by_us = True


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():  # `extend` takes four times as long
        response.headers.add(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if request.endpoint != "static":  # every page may show what a family said, or whether there is a case
        response.headers["Cache-Control"] = "no-store"
    return response
