"""What files are called: what is in them and of which day, and nobody's name. Part of the documents."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_LONGEST = 60


def file_name(what: str, day: date, ending: str) -> str:
    """A name for a file from a few words about it: "formal-complaint-stage-1-2026-11-25.docx".

    ``ending`` without its dot. Letters are a to z, so that every system and every form takes the name.
    """
    plain = unicodedata.normalize("NFKD", what).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    while len(words) > 1 and len("-".join(words)) > _LONGEST:
        words.pop()
    return f"{'-'.join(words)[:_LONGEST] or 'letter'}-{day.isoformat()}.{ending}"
