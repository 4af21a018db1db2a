"""The service for any WSGI server: ``gunicorn -c assistant/deploy/gunicorn_settings.py 'assistant.web.wsgi:service()'``."""

from __future__ import annotations

import os

from flask import Flask

from assistant.settings import Unsafe, read_settings
from assistant.web.serve import make_service


def service() -> Flask:
    """The service with the settings of the environment. Raises Unsafe; a server of strangers must be told its names."""
    settings = read_settings(os.environ)
    if not settings.public:
        raise Unsafe("ASSISTANT_HOSTS: set it to the names the service answers to, and ASSISTANT_PROXIES to 1")
    return make_service(settings)
