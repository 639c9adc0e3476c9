from __future__ import annotations

import pytest

from courses.lint.scaffolds import repeated_answers
from courses.types import Hint
from tests.courses.build import course, lesson, problem, step

CHOICE = {"kind": "choice", "options": ["a slope", "a root"], "correct": 0}


def said(text, scaffold, answer, *, prompt="What is the sum of all of them?", **fields):
    one = step(prompt=prompt, answer=answer, hints=(Hint("h", text, answer=scaffold),))
    return [f.place for f in repeated_answers(course(lesson("l", problem("p", one, **fields))))]


def number(value):
    return {"kind": "number", "value": value}


@pytest.mark.parametrize(
    ("scaffold", "answer"),
    [
        (number("45"), number("45")),
        (number("9/2"), number("4.50")),
        (CHOICE, CHOICE),
        ({"kind": "text", "accept": ["A slope"]}, CHOICE),
        ({"kind": "expression", "value": "3 + 2*x"}, {"kind": "expression", "value": "2*x + 3"}),
    ],
)
def test_a_sub_question_with_the_steps_own_answer_is_found(scaffold, answer):
    assert said("And so?", scaffold, answer) == ["l/p/s1/h"]


@pytest.mark.parametrize(
    ("scaffold", "answer"),
    [
        (number("44"), number("45")),
        ({"kind": "expression", "value": "x + 3"}, {"kind": "expression", "value": "2*x + 3"}),
        (
            {"kind": "expression", "value": "x + x + 3"},
            {"kind": "expression", "value": "2*x + 3"},
        ),  # on the way
        (CHOICE, {"kind": "text", "accept": ["a root"]}),
        (number("2"), number("2")),  # small numbers meet by chance
    ],
)
def test_another_answer_or_one_that_meets_it_by_chance_is_not(scaffold, answer):
    assert said("How many of them are even?", scaffold, answer) == []


def test_a_small_number_is_found_where_the_words_are_the_steps_own():
    assert said("What is the sum of them all?", number("2"), number("2")) == ["l/p/s1/h"]


def test_answers_that_meet_in_one_draw_only_are_two_questions():
    where = {"a": "20..29", "b": "20..29"}
    assert said("How much?", number("[[a]]"), number("[[b]]"), where=where) == []
    assert said("How much?", number("[[a]]"), number("[[a]]"), where=where) == ["l/p/s1/h"]
