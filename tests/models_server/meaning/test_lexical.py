from __future__ import annotations

import pytest

from models_server.meaning.lexical import Lexicon, stems

PASSAGES = ["Undo the brackets first.", "Divide both sides by three.", "Both sides are worth the same."]
KNOWN = {"how", "bracelet", "slides", "first"}


def test_a_passage_with_rare_words_of_the_question_comes_first():
    scores = Lexicon(PASSAGES).scores("how do I divide the sides")
    assert scores.argmax() == 1
    assert scores[0] < scores[2]


def test_a_word_counts_in_all_its_forms():
    assert set(stems("divide divides divided dividing")) == {"divid"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("expanding brakets", "expanding brackets"),
        ("the Brackest", "the brackets"),
        ("bracket", "brackets"),
        ("divde it", "divide it"),
        ("a bracelet slides", "a bracelet slides"),  # words that the model knows
        ("brkts", "brkts"),
        ("dog 3x!", "dog 3x!"),
    ],
)
def test_slips_are_mended(typed: str, meant: str):
    assert Lexicon(PASSAGES).mended(typed, KNOWN) == meant


def test_a_course_without_words_scores_nothing():
    assert Lexicon([]).scores("anything").tolist() == []
    assert Lexicon([""]).scores("anything").tolist() == [0.0]
