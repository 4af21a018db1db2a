"""The least a page can cost: one line of Flask under the same server. Started by tests/bench/pages.py."""

from __future__ import annotations

import sys

import waitress
from flask import Flask

from assistant.settings import Settings

app = Flask(__name__)


@app.get("/")
def page() -> str:
    """One line."""
    return "<p>Hello.</p>"


if __name__ == "__main__":
    waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=Settings().threads, ident=None, _quiet=True)
