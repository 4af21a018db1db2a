"""The measure of how hard a text is to read, held to what was counted by ear and to sums done by hand."""

from __future__ import annotations

import pytest

from tests.letters.grade import grade, syllables

BY_EAR = {
    1: "the plan school came changed asked months health late year judge straight weeks’ can’t 20",
    2: "council council’s answer review needed issued table places support appeal being doing carried people quiet",
    3: "family adviser decision ombudsman annual period usual however whoever earliest qualifies",
    4: "education education’s apology cooperate certificate apologise society information solicitor anxiety understanding",
    5: "recommendation representative educational unreasonably university suitability",
}
COUNTED = [(word, number) for number, words in BY_EAR.items() for word in words.split()]


@pytest.mark.parametrize(("word", "number"), COUNTED)
def test_syllables_are_counted_as_they_are_spoken(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("texts", "sum_by_hand"),
    [
        # six words, one sentence, six syllables
        (["The cat sat on the mat."], 0.39 * 6 + 11.8 * 1 - 15.59),
        # nine words, two sentences, ten syllables: the numbers in brackets are not read
        (["The council is late (1, 2).", "It has been two weeks."], 0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59),
    ],
)
def test_the_grade_is_the_published_sum(texts, sum_by_hand):
    assert grade(texts) == pytest.approx(sum_by_hand)


def test_long_words_in_long_sentences_are_graded_above_eight():
    hard = "Notwithstanding the aforementioned considerations, the authority’s administrative arrangements demonstrated"
    assert grade([f"{hard} an unsatisfactory appreciation of statutory responsibilities."]) > 12
