"""The shapes a JSON document may have: one description that reads a value, names each error's place, and writes the
JSON Schema published for others. Used for the case file; knows nothing of families or law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.core.dates import NOTATIONS, read_when


class CaseError(ValueError):
    """Something in a case file that is not allowed: ``at`` is its JSON Pointer, the message says what is allowed."""

    def __init__(self, message: str, at: str = "") -> None:
        super().__init__(message)
        self.at = at


def pointer(at: str, key: str | int) -> str:
    """The JSON Pointer (RFC 6901) of a member of the value at ``at``; overlong keys are cut."""
    named = str(key)[:80].encode("utf-8", "replace").decode()  # half a surrogate pair could not be printed
    return f"{at}/{named.replace('~', '~0').replace('/', '~1')}"


class Shape:
    """What may stand at one place of a document."""

    def read(self, value: Any, at: str) -> Any:
        """The value as Python has it; raises CaseError."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Shape):
    """A string of at most ``most`` characters."""

    most: int = 2_000

    def read(self, value: Any, at: str) -> str:
        if not isinstance(value, str):
            raise CaseError("text in quotation marks is expected here", at)
        if len(value) > self.most:
            raise CaseError(f"at most {self.most:,} characters are allowed here, not {len(value):,}", at)
        if "\x00" in value or any(0xD800 <= ord(sign) <= 0xDFFF for sign in value if sign > "\ud7ff"):
            raise CaseError("a character that is not text (NUL or half of a surrogate pair) stands here", at)
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.most}


@dataclass(frozen=True)
class OneOf(Shape):
    """One of a closed list of words."""

    words: tuple[str, ...]

    def read(self, value: Any, at: str) -> str:
        if not isinstance(value, str) or value not in self.words:
            raise CaseError("one of these is allowed here: " + ", ".join(self.words), at)
        return value

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Date(Shape):
    """A date in any notation of the case file; with ``day`` only a single day."""

    day: bool = False

    def read(self, value: Any, at: str) -> Any:
        if not isinstance(value, str) or len(value) > 40:
            raise CaseError(f"a date is written as {NOTATIONS}", at)
        try:
            when = read_when(value)
        except ValueError as error:
            raise CaseError(str(error), at) from None
        if self.day and not getattr(when, "is_day", False):
            raise CaseError("one day is expected here, written as 2026-11-21", at)
        return when

    def schema(self) -> dict[str, Any]:
        day = r"\d{4}-\d{2}-\d{2}"
        if self.day:
            return {"type": "string", "format": "date"}
        return {"type": "string", "pattern": rf"^({day}(/{day})?|\d{{4}}(-\d{{2}})?|not-yet|unknown)$"}


@dataclass(frozen=True)
class Whole(Shape):
    """A whole number between two bounds, both allowed."""

    least: int
    most: int

    def read(self, value: Any, at: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise CaseError(f"a whole number from {self.least} to {self.most} is expected here", at)
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Flag(Shape):
    """true, false, or null for nobody knows."""

    def read(self, value: Any, at: str) -> bool | None:
        if value is not None and not isinstance(value, bool):
            raise CaseError("true, false or null is expected here", at)
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": ["boolean", "null"]}


@dataclass(frozen=True)
class ListOf(Shape):
    """A list of at most ``most`` values of one shape."""

    item: Shape
    most: int

    def read(self, value: Any, at: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise CaseError("a list in square brackets is expected here", at)
        if len(value) > self.most:
            raise CaseError(f"at most {self.most} entries are allowed here, not {len(value):,}", at)
        return tuple(self.item.read(item, pointer(at, place)) for place, item in enumerate(value))

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "maxItems": self.most, "items": self.item.schema()}


@dataclass(frozen=True)
class Object(Shape):
    """A mapping with known keys; an unknown key is an error, never skipped."""

    fields: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    title: str = field(default="", compare=False)

    def read(self, value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise CaseError("an object in curly brackets is expected here", at)
        for key in value:
            if key not in self.fields:
                raise CaseError("this key is not known; allowed here: " + ", ".join(self.fields), pointer(at, key))
        for key in self.required:
            if key not in value:
                raise CaseError(f"the key {key} is needed here", at)
        return {key: self.fields[key].read(item, pointer(at, key)) for key, item in value.items()}

    def schema(self) -> dict[str, Any]:
        members = {key: shape.schema() for key, shape in self.fields.items()}
        made: dict[str, Any] = {"type": "object", "properties": members, "additionalProperties": False}
        if self.required:
            made["required"] = list(self.required)
        return {"title": self.title, **made} if self.title else made
