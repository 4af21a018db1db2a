"""A service with a fault of its own making: the result page breaks on the very words of the family, when told to.

``python -m tests.safety.broken PORT``, with ASSISTANT_DATA.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from flask import request

from assistant.cli_service import languages, load_content, load_definitions
from assistant.settings import read_settings
from assistant.web import result
from assistant.web.serve import serve

whole = result.judged


def judged(case: Any) -> Any:
    """As it should be, or an error that quotes all that was typed."""
    if "X-Break" in request.headers:
        raise ValueError(f"{case.kept.answers}")
    return whole(case)


if __name__ == "__main__":
    result.judged = judged
    contents = [load_content(language) for language in languages()]
    serve(load_definitions(), contents, read_settings(os.environ), "127.0.0.1", int(sys.argv[1]))
