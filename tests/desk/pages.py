"""What the tests of the desk's pages share: rows and proposals as forms."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from ..web.conftest import Family, hidden


def rows(*typed: tuple[str, str] | tuple[str, str, str], **about: str) -> dict[str, str]:
    """Rows of the quick timeline as a form: what happened, when, and a note."""
    form: dict[str, str] = dict(about)
    for number, row in enumerate(typed):
        form |= {f"{name}-{number}": text for name, text in zip(("kind", "date", "note"), row, strict=False)}
    return form


def save(family: Family, form: dict[str, str], status: int = 200) -> str:
    """Sends rows as typed on an empty page."""
    page = family.get("/timeline/quick")
    return family.post("/timeline/quick", {"token": hidden(page, "token"), **form}, status)


def fields(page: str) -> dict[str, str]:
    """All boxes and picked options of a page, by name."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, inner in re.findall(r'<select id="([^"]*)".*?>(.*?)</select>', page, re.DOTALL):
        picked = re.search(r'value="([^"]*)" selected', inner)
        found[name] = picked[1] if picked else ""
    return found


def paste(family: Family, text: str, status: int = 200) -> str:
    """Pastes a chronology."""
    page = family.get("/paste")
    return family.post("/paste", {"token": hidden(page, "token"), "text": text}, status)


def ticked(page: str) -> list[str]:
    """The numbers of the proposals that are ticked."""
    return re.findall(r'name="take" value="(\d+)" id="take-\d+" checked', page)


def take(family: Family, page: str, numbers: list[str] | None = None, status: int = 200, **changed: Any) -> str:
    """Takes the proposals that are ticked, or those named, with fields changed."""
    form: dict[str, Any] = {**fields(page), **changed, "take": ticked(page) if numbers is None else numbers}
    return family.post("/paste/take", form, status)
