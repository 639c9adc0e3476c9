"""When guesses are no longer asked for."""

from __future__ import annotations

import pytest

from tutor.learner.guessing import Guessed, is_off, is_told


def guesses(said: str) -> list[Guessed]:
    """`1- 1g 2s`: in lesson 1 no idea, then a guess; in lesson 2 one that was not asked for."""
    return [Guessed(one[0], empty=one[1] == "-", asked=one[1] != "s") for one in said.split()]


@pytest.mark.parametrize(
    ("said", "off"),
    [
        ("", ""),
        ("1- 1-", ""),
        ("1- 1- 1-", "1"),
        ("1- 1- 1g 1-", ""),
        ("1- 1g 1- 1- 1-", "1"),
        ("1- 1- 2-", "2"),  # the lesson of the third one
        ("1- 1- 1- 2-", "1"),  # the next lesson asks again, and one empty guess is no third
        ("1- 1- 1- 1s 2- 2- 2-", "12"),
        ("1- 1- 1s 1-", "1"),  # what did not ask is no guess
    ],
)
def test_three_empty_ones_in_a_row_switch_guesses_off_for_that_lesson(said: str, off: str) -> None:
    assert "".join(lesson for lesson in "123" if is_off(guesses(said), lesson)) == off


def test_it_is_told_once_a_lesson() -> None:
    assert not is_told(guesses("1- 1- 1-"), "1")
    assert is_told(guesses("1- 1- 1- 1s"), "1")
    assert not is_told(guesses("1- 1- 1- 1s"), "2")
