"""The store: nobody opens a row without its ticket, nothing is overwritten unseen, and what is deleted is gone."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from assistant.store.sealed import CaseStore, Conflict, Gone, Kept, new_ticket

MARKER = "Quennell-marker-7731"
ANSWERS = {"child": {"name": MARKER}, "problems": ["review"], "impact": "مرحبا\n" + "x" * 5000, "stage": None}


def on_disk(tmp_path: Path) -> bytes:
    return b"".join(path.read_bytes() for path in tmp_path.glob("cases.db*"))


def test_what_is_sealed_is_opened_unchanged(store):
    ticket = store.create(ANSWERS)
    kept = store.load(ticket)
    assert kept == Kept(ANSWERS, 1, kept.expires)
    store.save(ticket, kept, {"problems": ["waiting"]})
    assert store.load(ticket).answers == {"problems": ["waiting"]}


def test_nothing_can_be_read_where_it_lies(store, tmp_path):
    ticket = store.create(ANSWERS)
    lying = on_disk(tmp_path)
    for word in (MARKER, "problems", "review", ticket):
        assert word.encode() not in lying
    assert stat.S_IMODE((tmp_path / "cases.db").stat().st_mode) == 0o600


def test_two_cases_with_the_same_answers_look_unlike(store, file):
    store.create(ANSWERS)
    store.create(ANSWERS)
    rows = file.execute("SELECT id, nonce, box FROM sealed").fetchall()
    assert len({*rows[0], *rows[1]}) == 6


TAMPERINGS = {
    "a longer life": "UPDATE sealed SET expires = expires + 1",
    "an earlier version": "UPDATE sealed SET version = version - 1",
    "a shorter box": "UPDATE sealed SET box = substr(box, 1, length(box) - 1)",
    "an empty box": "UPDATE sealed SET box = x''",
    "another nonce": "UPDATE sealed SET nonce = zeroblob(12)",
    "a nonce too short": "UPDATE sealed SET nonce = x'00'",
    "a box of text": "UPDATE sealed SET box = 'text'",
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_row_that_was_tampered_with_is_not_opened(store, file, name):
    ticket = store.create(ANSWERS)
    file.execute(TAMPERINGS[name])
    assert store.load(ticket) is None


def test_rows_cannot_take_each_others_place(store, file):
    one, other = store.create({"a": 1}), store.create({"a": 2})
    rows = file.execute("SELECT id, version, expires, nonce, box FROM sealed").fetchall()
    for row, stranger in zip(rows, reversed(rows), strict=True):
        file.execute(
            "UPDATE sealed SET version = ?, expires = ?, nonce = ?, box = ? WHERE id = ?", (*stranger[1:], row[0])
        )
    assert store.load(one) is None
    assert store.load(other) is None


def test_an_older_row_put_back_is_a_row_of_its_own_version(store, file):
    """Whoever can write the file can put back what was there before. They can't mix it with what is there now."""
    ticket = store.create({"a": 1})
    older = file.execute("SELECT nonce, box FROM sealed").fetchone()
    store.save(ticket, store.load(ticket), {"a": 2})
    file.execute("UPDATE sealed SET nonce = ?, box = ?", older)
    assert store.load(ticket) is None


@pytest.mark.parametrize("ticket", ["", "x", "A" * 43, "A" * 44, "é" * 43, "=" * 43, "A" * 5000, "\x00", new_ticket()])
def test_what_is_no_ticket_opens_nothing(store, ticket):
    store.create(ANSWERS)
    assert store.load(ticket) is None
    store.delete(ticket)
    with pytest.raises(Gone):
        store.save(ticket, Kept({}, 1, 0), {})


def test_a_case_lives_a_day_from_its_last_answer(store, clock):
    ticket = store.create(ANSWERS)
    clock.now += 23 * 3600
    store.save(ticket, store.load(ticket), ANSWERS)
    clock.now += 23 * 3600
    assert store.load(ticket)
    clock.now += 3600
    assert store.load(ticket) is None


def test_what_is_deleted_is_not_in_the_file_any_more(store, file, tmp_path):
    """The box is what would be found: random bytes that stand nowhere else."""
    kept, gone = store.create(ANSWERS), store.create(ANSWERS)
    boxes = {id_: box[:32] for id_, box in file.execute("SELECT id, box FROM sealed")}
    assert all(box in on_disk(tmp_path) for box in boxes.values())
    store.delete(gone)
    left = {id_ for (id_,) in file.execute("SELECT id FROM sealed")}
    lying = on_disk(tmp_path)
    assert [box in lying for id_, box in boxes.items() if id_ in left] == [True]
    assert [box in lying for id_, box in boxes.items() if id_ not in left] == [False]
    assert store.load(kept)


def test_purging_removes_the_bytes_of_what_is_over(store, file, clock, tmp_path):
    for _ in range(20):
        store.create(ANSWERS)
    boxes = [box[:32] for (box,) in file.execute("SELECT box FROM sealed")]
    clock.now += 24 * 3600
    assert store.purge() == 20
    assert store.purge() == 0
    lying = on_disk(tmp_path)
    assert not any(box in lying for box in boxes)


def test_an_answer_written_over_is_not_in_the_file_once_the_case_is_deleted(store, file, tmp_path):
    ticket = store.create(ANSWERS)
    boxes = []
    for number in range(5):
        boxes.append(file.execute("SELECT box FROM sealed").fetchone()[0][:32])
        store.save(ticket, store.load(ticket), {**ANSWERS, "round": number})
    store.delete(ticket)
    assert not any(box in on_disk(tmp_path) for box in boxes)


def test_a_new_case_clears_away_old_ones(store, file, clock):
    store.create(ANSWERS)
    clock.now += 25 * 3600
    store.create(ANSWERS)
    assert file.execute("SELECT count(*) FROM sealed").fetchone() == (1,)


def test_two_tabs_are_told_of_each_other(store):
    ticket = store.create({})
    read = store.load(ticket)
    store.save(ticket, read, {"a": 1})
    with pytest.raises(Conflict):
        store.save(ticket, read, {"a": 2})
    assert store.load(ticket).answers == {"a": 1}


def test_a_deleted_case_cannot_be_saved_back_to_life(store):
    ticket = store.create({})
    read = store.load(ticket)
    store.delete(ticket)
    with pytest.raises(Gone):
        store.save(ticket, read, {"a": 1})
    assert store.load(ticket) is None


def test_eight_writers_at_once_lose_nothing(store):
    shared, failures = store.create({"n": 0}), list[BaseException]()

    def write(own: int) -> None:
        try:
            ticket = store.create({"own": own})
            for step in range(10):
                store.save(ticket, store.load(ticket), {"own": own, "step": step})
                add_one(store, shared)
            assert store.load(ticket).answers == {"own": own, "step": 9}
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(own,)) for own in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert store.load(shared).answers == {"n": 80}


def add_one(store: CaseStore, ticket: str) -> None:
    while True:
        read = store.load(ticket)
        try:
            store.save(ticket, read, {"n": read.answers["n"] + 1})
        except Conflict:
            continue
        return
