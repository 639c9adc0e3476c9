from __future__ import annotations

from dataclasses import replace

import pytest

from courses.lint.structure import structure_faults
from courses.types import Guess, GuessChoice, Hint, Misconception
from tests.courses.build import course, full_course, lesson, passage, problem, skill, step


def found(broken):
    return [(finding.rule, finding.place) for finding in structure_faults(broken)]


def with_step(**fields):
    return course(lesson("l", problem("p", step(**fields))))


def test_a_whole_course_has_no_faults():
    assert found(full_course()) == []


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (course(title=" "), ("empty", "")),
        (course(lesson("l", replace(problem("p"), steps=()))), ("empty", "l/p")),
        (course(lesson("l", problem("p")), lesson("m", problem("p"))), ("twice", "")),
        (course(lesson("l", problem("p", step("a"), step("a")))), ("twice", "l/p")),
        (course(skills=(skill("add"), skill("add"))), ("prerequisites", "")),
        (with_step(skills=("add", "add")), ("twice", "l/p/s1")),
        (with_step(skills=("ghost",)), ("unknown-skill", "l/p/s1")),
        (with_step(hints=(Hint("h", "a"), Hint("h", "b"))), ("twice", "l/p/s1")),
        (
            with_step(hints=(Hint("h", "a", requires=("later",)), Hint("later", "b"))),
            ("requires", "l/p/s1/h"),
        ),
        (with_step(hints=(Hint("h", "a", requires=("h",)),)), ("requires", "l/p/s1/h")),
        (with_step(misconceptions=(Misconception("m", "", ""),) * 2), ("twice", "l/p/s1")),
        (course(lesson("l", problem("x" * 201))), ("id", "")),
        (course(lesson("", problem("p"))), ("id", "")),
        (course(lesson("l", problem("p"), passages=(passage("w", "ghost"),))), ("unknown-skill", "l/w")),
        (
            course(
                lesson(
                    "l",
                    problem("p"),
                    passages=(replace(passage("w"), guess=Guess("?", (GuessChoice("a", "b"),), 1)),),
                )
            ),
            ("guess", "l/w"),
        ),
    ],
)
def test_a_fault_is_found_where_it_is(broken, expected):
    assert found(broken) == [expected]
