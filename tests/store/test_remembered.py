"""What is remembered of a case: only its ticket gives it back, and there is an end to it."""

from __future__ import annotations

from assistant.store.remembered import Remembered
from assistant.store.sealed import new_ticket

LINE = ["The council appears to be 13 to 17 weeks late.", 2]


def test_only_the_ticket_gives_back_what_was_kept() -> None:
    memory, ticket = Remembered(), new_ticket()
    memory.keep(ticket, "so far 1", LINE)
    assert memory.recall(ticket, "so far 1") == LINE
    assert memory.recall(ticket, "so far 2") is None
    assert memory.recall(new_ticket(), "so far 1") is None


def test_what_lies_in_memory_can_t_be_read() -> None:
    memory, ticket = Remembered(), new_ticket()
    memory.keep(ticket, "so far 1", LINE)
    held = repr(vars(memory))
    assert "council" not in held
    assert ticket not in held


def test_the_one_not_asked_for_longest_is_forgotten() -> None:
    memory, (first, second, third) = Remembered(most=2), (new_ticket(), new_ticket(), new_ticket())
    memory.keep(first, "x", 1)
    memory.keep(second, "x", 2)
    assert memory.recall(first, "x") == 1
    memory.keep(third, "x", 3)
    assert [memory.recall(ticket, "x") for ticket in (first, second, third)] == [1, None, 3]


def test_what_is_no_ticket_remembers_nothing() -> None:
    memory = Remembered()
    memory.keep("", "x", 1)
    assert memory.recall("", "x") is None
