"""The server: waitress, one process. Behind a proxy another WSGI server can run ``create_app`` as well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import waitress

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.web.app import create_app
from assistant.web.guards import LARGEST_FILE

THREADS = 8
LARGEST_REQUEST = LARGEST_FILE + 20_000  # bytes, with its head


def serve(definitions: Definitions, contents: Sequence[Content], data: Path, host: str, port: int) -> None:
    """Serves until it is stopped, in the languages of ``contents``. ``data`` is the database file; its folder is made if
    need be."""
    data.parent.mkdir(parents=True, exist_ok=True)
    app = create_app(definitions, contents[0], data, others=contents[1:])
    print(f"Serving on http://{host}:{port} (stop with Ctrl+C)", flush=True)  # noqa: T201 - said to whoever started it
    waitress.serve(
        app,
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_REQUEST,
        channel_timeout=30,
        _quiet=True,
    )
