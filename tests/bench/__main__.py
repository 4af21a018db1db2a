"""Measures and prints. ``make bench`` runs it."""

from __future__ import annotations

from assistant.load import load_content, load_definitions
from tests.bench import desk, engine, letters, library, pages, writers


def main() -> None:
    """All figures, as they come."""
    definitions, content = load_definitions(), load_content()
    for part in (
        engine.figures(definitions, content),
        letters.figures(definitions, content),
        library.figures(definitions),
        pages.figures(definitions),
        desk.figures(definitions, content),
        writers.figures(),
    ):
        for line in part:
            print(line, flush=True)


if __name__ == "__main__":
    main()
