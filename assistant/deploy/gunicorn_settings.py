"""Gunicorn, with the limits of our own server:
``gunicorn -c assistant/deploy/gunicorn_settings.py 'assistant.web.wsgi:service()'``.

One process with threads: limits against guessing are counted in its memory, and letters are set one at a time.
"""

from __future__ import annotations

bind = "127.0.0.1:8000"
workers = 1
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 20
keepalive = 5
limit_request_line = 4_094
limit_request_fields = 50
limit_request_field_size = 8_190
preload_app = False  # each process opens the store for itself
accesslog = None  # the service writes its own lines, without addresses of visitors
loglevel = "critical"  # its other lines name paths and addresses
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a heartbeat, no data
control_socket_disable = True
