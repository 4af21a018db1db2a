"""Writes down which English each translated part was made from. ``make stamps`` runs it.

Only for parts that somebody has just translated or looked at: a stamp says that the two belong together.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.load import CONTENT, FIRST, sources_of, texts_of
from assistant.load_language import SOURCES, stamp

HEAD = "# Which English each part was made from: assistant/load_language.py. Written by `make stamps`.\n"


def write_stamps(language: str, wanted: Sequence[str] = (), content: Path = CONTENT) -> int:
    """Stamps the parts whose names begin as one of ``wanted`` says, or all there are; returns how many are stamped now."""
    english, made = texts_of(FIRST, content), texts_of(language, content)
    known = {name: said for name, said in sources_of(language, content).items() if name in english and name in made}
    fresh = {name: stamp(english[name]) for name in made if name in english and name.startswith(tuple(wanted) or "")}
    file = content / language / SOURCES
    before = file.read_text(encoding="utf-8").partition("[made_from]")[0] if file.is_file() else HEAD + "\n"
    lines = [f'"{name}" = "{said}"' for name, said in sorted({**known, **fresh}.items())]
    file.write_text("\n".join([f"{before}[made_from]", *lines, ""]), encoding="utf-8")
    return len(lines)


if __name__ == "__main__":
    if len(sys.argv) < 2 or not re.fullmatch(r"[a-z]{2,3}(_[A-Za-z]+)?", sys.argv[1]):
        sys.exit("usage: make stamps LANGUAGE=pl PARTS='findings/ sentences.toml:'")
    sys.stdout.write(f"{write_stamps(sys.argv[1], sys.argv[2:])} parts are stamped\n")
