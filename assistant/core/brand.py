"""The advice service under whose name a paper is printed, if one is named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Brand:
    """Name and address of an advice service; the address is one line, its parts parted by semicolons."""

    name: str
    address: str = ""

    @property
    def lines(self) -> str:
        """Both as they stand at the head of a page."""
        return "\n".join([self.name, *filter(None, (part.strip() for part in self.address.split(";")))])
