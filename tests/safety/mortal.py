"""A service that can be killed a thousand times: everything is read once, and each life is a process of its own.

``python -m tests.safety.mortal STORE PORT``: for each line it reads it starts one server and prints its process id.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from assistant.load import load_content, load_definitions
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.serve import listen


def main(data: Path, port: int) -> None:
    """Lives until its input ends."""
    logging.disable()  # it is killed, and has nothing to say
    app = create_app(load_definitions(), load_content(), data)
    print("ready", flush=True)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            listen(app, Settings(), "127.0.0.1", port).run()
        print(child, flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
