"""A property that is worked out once, when it is first read. Room: the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class fact(Generic[Value]):  # noqa: N801 - read as a decorator
    """A property worked out once. ``functools.cached_property`` takes a lock each time, which costs more than the facts."""

    def __init__(self, work_out: Callable[[Any], Value]) -> None:
        self.work_out, self.__doc__ = work_out, work_out.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, place: Any, owner: type) -> Value:
        value = place.__dict__[self.name] = self.work_out(place)
        return value
