"""What the numbers of a question and of an attempt count."""

from __future__ import annotations

import pytest

from tutor.dialogue import things, words


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("Meg has 46 pencils. How many boxes do they need?", "boxes"),
        ("There are 4 rooms. How many total students are there?", "students"),
        ("Ann has 3 dogs. How many small dogs has she left, if one goes?", "small dogs"),
        ("He has 3 bags of 5. How many people can he serve?", "people"),
        ("It has 3 sides. How many of them are equal?", None),
        ("He runs 3 miles. How many times faster is he than 2 friends?", None),
        ("It costs 3 pounds. How much is that in all?", None),
    ],
)
def test_what_a_question_asks_the_number_of(question, counted):
    assert things.of_question([question]).get("things") == counted


def test_the_words_that_ask_are_quoted_only_where_they_are_clear():
    assert things.of_question(["Meg has 46 pens. How many boxes does she need?"])["asked"] == (
        "“how many boxes does she need”"
    )
    assert "asked" not in things.of_question(["How are you? You have 3 pens. How many boxes is that?"])
    assert "asked" not in things.of_question(["How are you?"])
    assert "asked" not in things.of_question([r"Look at $x = 3$. What is $2x$?"])


@pytest.mark.parametrize(
    ("text", "result", "counted"),
    [
        ("70 / 3 = 24 pencils", "24", "pencils"),
        ("16/2 = 8 more computers", "8", "computers"),
        ("12 x 1 = 12 brown socks in all", "12", "brown socks"),
        ("$1.30 x 2 = $2.60.", "$2.60", "dollars"),
        ("3 x 4 = 12 is right", "12", None),
        ("3 x 4 = 12 and she has 5 left", "12", None),
        ("2 x 12 = 24 which gives it", "24", None),
    ],
)
def test_what_a_learner_says_that_a_result_counts(text, result, counted):
    assert things.of_result(text, result) == counted


@pytest.mark.parametrize(
    ("left", "name"),
    [
        ("3 + 3 + 6", "addition"),
        ("10000-6000", "subtraction"),
        ("1.30 x 2", "multiplication"),
        ("50 divided by 10", "division"),
        ("30 + 45 x 2", None),
    ],
)
def test_the_operation_of_a_calculation(left, name):
    assert things.operation(left) == name


def test_what_is_not_known_is_not_spoken_of():
    for seed in range(200):
        assert "{" not in words.say("bare_number", seed, [], said="`7`", text="")
