"""For whoever runs the service: is it alive, and can it take answers just now? Tells strangers nothing else."""

from __future__ import annotations

import shutil
import sqlite3

from flask import Blueprint, Response

from assistant.web.service import service

room = Blueprint("health", __name__)
LEAST_FREE = 50_000_000  # bytes on the disk of the store


@room.get("/health")
def alive() -> Response:
    """The process answers. Looks at nothing else, so that a slow disk doesn't get it restarted."""
    return Response("alive\n", 200, mimetype="text/plain")


@room.get("/ready")
def ready() -> Response:
    """Cases can be read and written, and there is room on the disk; else 503, so that a proxy can send people elsewhere."""
    try:
        service().store.check()
    except sqlite3.Error:
        return Response("the store can't be written to\n", 503, mimetype="text/plain")
    if shutil.disk_usage(service().settings.data.parent).free < LEAST_FREE:
        return Response("the disk is nearly full\n", 503, mimetype="text/plain")
    return Response("ready\n", 200, mimetype="text/plain")
