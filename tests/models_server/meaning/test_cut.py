"""Markdown into passages; tokens are counted as words here."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models_server.meaning.cut import passages, plain, sentences


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def letters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"so $\frac{4x}{4} = \frac{52}{4}$", "so 4x/4 = 52/4"),
        (r"$3 \cdot 7 + 5 = 26$ is **true**", "3 times 7 + 5 = 26 is true"),
        ("1. **Name** it\n2. `Say` it", "Name it Say it"),
        ("x - 5 = 9 and -3", "x - 5 = 9 and -3"),
        ("\0$$\\", "\0"),
    ],
)
def test_marks_are_taken_out(text: str, said: str):
    assert plain(text) == said


def test_sentences_end_at_stops_paragraphs_and_items():
    text = "One. **Two!** Three 3.5 is\nno end\n\nFour\n* five\n* six"
    assert sentences(text) == ["One.", "**Two!", "Three 3.5 is no end", "Four", "* five", "* six"]


def test_sentences_share_a_passage_as_long_as_they_fit():
    assert passages("A b c. D e. F g h i. J.", 5, 50, words) == ["A b c. D e.", "F g h i. J."]


def test_a_sentence_is_not_cut_for_being_longer_than_a_passage():
    assert passages("A. B c d e f g. H.", 3, 50, words) == ["A.", "B c d e f g.", "H."]


@pytest.mark.parametrize("text", ["word " * 500, "x" * 1000, "ab " * 7 + "y" * 300])
def test_what_no_model_could_read_is_cut(text: str):
    pieces = passages(text, 10, 20, letters)
    assert max(letters(pieces)) <= 20
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["", "  \n\n ", "\t"])
def test_nothing_makes_no_passages(text: str):
    assert passages(text, 10, 20, words) == []
