"""A copy of flows/ and content/ in which one text was changed, as somebody mending them might by mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.core.content import Content
from assistant.core.definitions import Definitions
from assistant.load import CONTENT, FLOWS, load_content, load_definitions


class Copy:
    """The rules and the prose, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.flows, self.content = folder / "flows", folder / "content"
        shutil.copytree(FLOWS, self.flows)
        shutil.copytree(CONTENT, self.content)

    def change(self, file: str, old: str, new: str) -> None:
        """Puts new text in the place of the first old one, which has to be there."""
        path = self.flows.parent / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file}: {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add(self, file: str, text: str) -> None:
        """Adds text at the end."""
        path = self.flows.parent / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def load(self) -> tuple[Definitions, Content]:
        """Both, read and checked as at a start."""
        return load_definitions(self.flows, self.content), load_content(content=self.content)
