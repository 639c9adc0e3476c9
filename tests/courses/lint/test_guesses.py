from __future__ import annotations

from dataclasses import replace

from courses.lint.guesses import guesses
from courses.types import Guess, GuessChoice
from tests.courses.build import course, lesson, passage, problem

GUESS = Guess("More?", (GuessChoice("yes", "Right."), GuessChoice("no", "Look.")), 0)
CODE = "```python\nprint(1)\n```\n"


def said(body, guess=None):
    told = replace(passage("a", "add"), body=body, guess=guess)
    return [f.message for f in guesses(course(lesson("l", problem("p"), passages=(told,))))]


def test_what_is_told_without_a_guess_before_it_is_a_warning():
    assert said("Some words.") == ["what this passage explains is told before anything was guessed"]
    assert said("**Example.** Take 3.") == ["a worked example is told before anything was guessed"]
    assert said(CODE) == ["a piece of code is told before anything was guessed"]
    assert said("Some words.", GUESS) == []


def test_one_guess_is_enough_for_one_example_or_piece_of_code():
    assert said(f"Words, for example these.\n\n{CODE}", GUESS) == []
    assert said("Example 1: take 3.\n\nThen go on.\n\nExample 2: take 4.", GUESS) == [
        "there is one guess before 2 examples or pieces of code"
    ]
    assert said(CODE + "\nAnd now\n\n" + CODE, GUESS) == [
        "there is one guess before 2 examples or pieces of code"
    ]
