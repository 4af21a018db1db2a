"""Return codes: a code opens its own case and no other, a wrong one opens nothing, and the file tells neither."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from mnemonic import Mnemonic

from assistant.store import codes
from assistant.store.sealed import CaseStore, Gone
from tests.store.test_sealed import ANSWERS, on_disk


def test_a_code_opens_its_own_case(store):
    one, other = store.create(ANSWERS), store.create({})
    assert store.load(one).has_code is False
    code = store.give_code(one)
    assert store.by_code(code) == one
    assert store.by_code(store.give_code(other)) == other
    assert store.load(one).has_code is True


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.title,
        lambda c: c.replace(" ", "  "),
        lambda c: c.replace(" ", "-"),
        lambda c: f" {c}.\n",
        lambda c: c.replace(" ", ", "),
    ],
)
def test_a_code_may_be_typed_in_any_way(store, change):
    ticket = store.create(ANSWERS)
    assert store.by_code(change(store.give_code(ticket))) == ticket


@pytest.mark.parametrize("code", ["", " ", "able baker", "\0", "é" * 5_000, "\ud800", "a b c d e f"])
def test_a_wrong_code_opens_nothing(store, code):
    store.give_code(store.create(ANSWERS))
    assert store.by_code(code) is None


def test_words_out_of_order_open_nothing(store):
    code = store.give_code(store.create(ANSWERS))
    turned = " ".join(sorted(code.split(), reverse=code.split() == sorted(code.split())))
    assert store.by_code(turned) is None


def test_a_new_code_ends_the_one_before(store):
    ticket = store.create(ANSWERS)
    first, second = store.give_code(ticket), store.give_code(ticket)
    assert store.by_code(first) is None
    assert store.by_code(second) == ticket


def test_the_file_tells_neither_code_nor_ticket(store, tmp_path):
    """A word of the code may be a word of the tables' own, like "name"."""
    ticket = store.create(ANSWERS)
    before = on_disk(tmp_path)
    code = store.give_code(ticket)
    lying = on_disk(tmp_path)
    for word in code.split():
        assert word.encode() in before or word.encode() not in lying
    assert code.encode() not in lying
    assert ticket.encode() not in lying


def test_the_ticket_of_one_code_cannot_be_put_under_another(store, file):
    mine, theirs = store.create(ANSWERS), store.create({})
    my_code, their_code = store.give_code(mine), store.give_code(theirs)
    boxes = file.execute("SELECT code, code_nonce, code_box FROM sealed ORDER BY rowid").fetchall()
    file.execute("UPDATE sealed SET code_nonce = ?, code_box = ? WHERE code = ?", (*boxes[0][1:], boxes[1][0]))
    assert store.by_code(my_code) == mine
    assert store.by_code(their_code) is None


def test_a_deleted_or_expired_case_has_no_code(store, clock):
    gone, over = store.create(ANSWERS), store.create(ANSWERS)
    codes_ = [store.give_code(gone), store.give_code(over)]
    store.delete(gone)
    clock.now += 25 * 3600
    assert [store.by_code(code) for code in codes_] == [None, None]
    for ticket in (gone, over, "no ticket"):
        with pytest.raises(Gone):
            store.give_code(ticket)


def test_a_case_is_kept_as_long_as_the_family_chose(store, clock):
    ticket = store.create(ANSWERS)
    store.save(ticket, store.load(ticket), ANSWERS, hours=2_160)
    clock.now += 2_159 * 3600
    store.save(ticket, store.load(ticket), {})  # an answer renews it
    clock.now += 2_159 * 3600
    assert store.load(ticket).hours == 2_160
    clock.now += 2 * 3600
    assert store.load(ticket) is None


def test_nobody_can_lengthen_a_case_in_the_file(store, file):
    ticket = store.create(ANSWERS)
    file.execute("UPDATE sealed SET hours = 2160")
    assert store.load(ticket) is None


def test_a_moved_case_is_out_of_reach_of_what_opened_it_before(store, tmp_path):
    ticket = store.create(ANSWERS)
    code = store.give_code(ticket)
    fresh = store.move(ticket)
    assert store.load(ticket) is None
    assert store.by_code(code) is None
    assert store.load(fresh).answers == ANSWERS
    with pytest.raises(Gone):
        store.move(ticket)


def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path):
    path = tmp_path / "cases.db"
    first = CaseStore(path)
    ticket = first.create(ANSWERS)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DROP INDEX sealed_code")
        for column in ("hours", "code", "code_nonce", "code_box"):
            db.execute(f"ALTER TABLE sealed DROP COLUMN {column}")
        db.execute("DROP TABLE salt")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'ways_back'")
    later = CaseStore(path)
    assert later.load(ticket).answers == ANSWERS
    assert later.by_code(later.give_code(ticket)) == ticket


def test_the_words_are_many_common_and_kind():
    everything = set(Mnemonic("english").wordlist)
    assert everything >= codes.UNKIND
    assert set(codes.words()) == everything - codes.UNKIND
    assert len(codes.words()) ** codes.WORDS > 2**64
    made = codes.new_code().split()
    assert len(made) == codes.WORDS
    assert set(made) <= set(codes.words())
    assert len({codes.new_code() for _ in range(50)}) == 50
