"""Guards around every page: https or this machine only, and the headers that keep a page to itself."""

from __future__ import annotations

from flask import Flask, Response, render_template, request

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
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


def stand(app: Flask) -> None:
    """Puts the guards in place."""
    app.before_request(_only_where_safe)
    app.after_request(_headers)


def is_safe() -> bool:
    """Can nobody on the way read this request? True over https, and on this machine itself."""
    name, colon, port = request.host.rpartition(":")
    host = name if colon and port.isdecimal() else request.host
    return request.is_secure or host in LOOPBACK


def _only_where_safe() -> tuple[str, int] | None:
    """Over plain http, anybody on the same network could read what a family says: no case is started there."""
    if request.endpoint == "static" or is_safe():
        return None
    return render_template("insecure.html"), 403


def _headers(response: Response) -> Response:
    response.headers.extend(HEADERS)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static":  # every page may show what a family said, or whether there is a case
        response.headers["Cache-Control"] = "no-store"
    return response
