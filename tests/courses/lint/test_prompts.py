from __future__ import annotations

from dataclasses import replace

import pytest

from courses.lint.prompts import own_answers, two_at_once, yes_or_no
from tests.courses.build import course, lesson, problem, step

NUMBER = {"kind": "number", "value": "7"}


def said(rule, prompt, answer=NUMBER, stem=""):
    one = replace(problem("p", step(prompt=prompt, answer=answer)), stem=stem)
    return [f.place for f in rule(course(lesson("l", one)))]


def choice(*options):
    return {"kind": "choice", "options": list(options), "correct": 0}


@pytest.mark.parametrize(
    "answer", [choice("Yes", "No"), choice("False", "True"), {"kind": "text", "accept": ["no", "No."]}]
)
def test_yes_or_no_is_found(answer):
    assert said(yes_or_no, "Is it even?", answer) == ["l/p/s1"]


@pytest.mark.parametrize(
    "answer",
    [choice("Yes", "No", "It depends"), choice("Yes, by 2", "No"), {"kind": "text", "accept": ["nought"]}],
)
def test_more_to_choose_from_is_no_yes_or_no(answer):
    assert said(yes_or_no, "Is it even?", answer) == []


@pytest.mark.parametrize(
    "prompt",
    [
        "What is the slope, and what is the intercept?",
        "How many adults and how many children came?",
        "What is the slope? Where does it meet the axis?",
        "Find the slope and the intercept.",
    ],
)
def test_two_questions_with_one_field_are_found(prompt):
    assert said(two_at_once, prompt) == ["l/p/s1"]


@pytest.mark.parametrize(
    "prompt",
    [
        "Find the distance between the school and the house.",
        "Find the product of the sum and the difference.",
        "How many are there? How many are on the shelf?",
        "What is $3 + 4$? You may use your fingers.",
        "What does a box cost, and the delivery is free?",
    ],
)
def test_one_question_in_many_words_is_one(prompt):
    assert said(two_at_once, prompt) == []


def test_two_questions_are_fine_where_the_answer_has_two_parts():
    two_parts = {"kind": "expression", "value": "(2, 3)"}
    assert said(two_at_once, "Find the slope and the intercept.", two_parts) == []


def test_a_question_that_says_its_answer_is_a_stop():
    assert said(own_answers, "What is $3 + 4$? The answer is $14/2$.") == ["l/p/s1"]
    assert said(own_answers, "Solve it.", NUMBER | {"variable": "x"}, "From $2x = 14$ comes $x = 7$.") == [
        "l/p/s1"
    ]


@pytest.mark.parametrize(
    "prompt",
    [
        "How much is half of 14, and is it 7?",  # shown, not said as the answer
        "If the answer is 7, enter 7.",
        "The answer is a whole number.",
    ],
)
def test_what_a_question_merely_shows_is_no_answer(prompt):
    assert said(own_answers, prompt) == []
