"""Changes of a family's to a letter: laid on again after the facts change, seen if they may no longer fit, never lost."""

from __future__ import annotations

import pytest

from assistant.core.edits import Edit, fingerprint, lay
from assistant.core.letters import Block, Letter, Row


def paragraph(id_: str, text: str, kind: str = "paragraph") -> Block:
    return Block(f"{kind}/{id_}", kind, text)


SUBJECT = paragraph("stage1", "About Sam", "subject")
ONE, TWO, THREE = (paragraph(f"clock-{n}", text) for n, text in ((1, "First."), (2, "Second."), (3, "Third.")))
ASK, MORE = Block("item/a", "item", "Do it.", 1), Block("item/b", "item", "Say sorry.", 2)
LETTER = Letter("stage1-complaint", "About Sam", (SUBJECT, ONE, TWO, ASK, MORE))


def letter(*blocks: Block) -> Letter:
    return Letter("stage1-complaint", "About Sam", (SUBJECT, *blocks))


def texts(draft) -> list[str]:
    return [block.text for block in draft.letter.blocks]


def test_without_changes_the_letter_is_as_composed():
    assert lay(LETTER, ()).letter == LETTER


def test_a_paragraph_in_other_words_keeps_its_place_and_is_marked():
    draft = lay(LETTER, lay(LETTER, ()).changed("paragraph/clock-2", "Mine."))
    assert texts(draft) == ["About Sam", "First.", "Mine.", "Do it.", "Say sorry."]
    assert [block.edited for block in draft.letter.blocks] == [False, False, True, False, False]
    assert not draft.pieces[2].stale


def test_entries_are_counted_anew_when_one_is_left_out():
    draft = lay(LETTER, lay(LETTER, ()).changed("item/a", None))
    assert [(block.text, block.number) for block in draft.letter.blocks[-1:]] == [("Say sorry.", 1)]
    assert [piece.ours.id for piece in draft.pieces if piece.left_out] == ["item/a"]


def test_our_own_words_typed_again_are_no_change():
    edits = lay(LETTER, ()).changed("paragraph/clock-1", "Mine.")
    assert lay(LETTER, edits).changed("paragraph/clock-1", "First.") == ()
    assert lay(LETTER, edits).restored("paragraph/clock-1") == ()


def test_a_second_change_replaces_the_first_and_leaves_others_alone():
    edits = lay(LETTER, ()).changed("paragraph/clock-1", "Mine.")
    edits = lay(LETTER, edits).changed("item/b", None)
    edits = lay(LETTER, edits).changed("paragraph/clock-1", "Mine again.")
    assert sorted((edit.block, edit.text) for edit in edits) == [("item/b", None), ("paragraph/clock-1", "Mine again.")]


def test_the_title_follows_the_subject_line():
    edits = lay(LETTER, ()).changed("subject/stage1", "Complaint\n about Sam")
    assert lay(LETTER, edits).letter.title == "Complaint about Sam"


def test_when_our_words_change_below_a_change_it_stays_and_is_flagged():
    edits = lay(LETTER, ()).changed("paragraph/clock-1", "Mine.")
    draft = lay(letter(paragraph("clock-1", "First, three days later."), TWO), edits)
    assert texts(draft)[1] == "Mine."
    assert [piece.stale for piece in draft.pieces] == [False, True, False]


def test_saved_again_it_is_no_longer_flagged():
    edits = lay(LETTER, ()).changed("paragraph/clock-1", "Mine.")
    later = letter(paragraph("clock-1", "First, three days later."), TWO)
    assert not any(piece.stale for piece in lay(later, lay(later, edits).changed("paragraph/clock-1", "Mine.")).pieces)


def test_a_change_follows_its_paragraph_when_the_numbers_move():
    edits = lay(LETTER, ()).changed("paragraph/clock-1", "Mine.")
    moved = letter(paragraph("clock-1", "New."), paragraph("clock-2", "First."), paragraph("clock-3", "Second."))
    draft = lay(moved, edits)
    assert texts(draft) == ["About Sam", "New.", "Mine.", "Second."]
    # the place it moved from can be changed too, and neither is lost
    both = lay(moved, draft.changed("paragraph/clock-1", "Also mine."))
    assert texts(both) == ["About Sam", "Also mine.", "Mine.", "Second."]


@pytest.mark.parametrize("text", ["Mine.", None])
def test_a_change_whose_paragraph_is_gone_is_kept_aside_and_comes_back(text):
    edits = lay(LETTER, ()).changed("paragraph/clock-2", text)
    without = lay(letter(ONE), edits)
    assert without.loose == edits
    assert texts(without) == ["About Sam", "First."]
    assert without.changed("paragraph/clock-1", "Else.")[-1].text == "Else."
    again = lay(LETTER, without.changed("paragraph/clock-1", "Else."))
    assert again.loose == ()
    assert texts(again)[1:3] == ["Else.", *([text] if text else ["Do it."])]


def test_an_unknown_paragraph_is_an_error():
    with pytest.raises(KeyError):
        lay(LETTER, ()).changed("paragraph/nowhere", "x")


def test_marks_that_cannot_be_printed_are_dropped():
    draft = lay(LETTER, (Edit("paragraph/clock-1", "a\u202eb\x00c\ud83d", fingerprint(ONE)),))
    assert texts(draft)[1] == "abc"


@pytest.mark.parametrize(
    "other",
    [
        paragraph("clock-1", "First!"),
        Block("paragraph/clock-1", "quote", "First."),
        Block("paragraph/clock-1", "paragraph", "First.", head=("When",)),
        Block("paragraph/clock-1", "paragraph", "First.", rows=(Row(("x",)),)),
    ],
)
def test_a_fingerprint_tells_other_words_apart(other):
    assert fingerprint(other) != fingerprint(ONE)
    assert fingerprint(paragraph("clock-9", "First.")) == fingerprint(ONE)
