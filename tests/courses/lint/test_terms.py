from __future__ import annotations

from dataclasses import replace

import pytest

from courses.lint.terms import terms_in_order
from courses.types import Hint
from tests.courses.build import course, lesson, passage, problem, skill, step

SKILLS = (skill("add"), skill("subtract", "add"))


def ramp(prompt, body, *, first="Some words.", **fields):
    """A step on adding, and later the passage (before a step on subtracting) that may define a term."""
    early = problem("p1", step(prompt=prompt, **fields))
    late = problem("p2", step(prompt="What is the difference?", skills=("subtract",)))
    passages = (
        replace(passage("a", "add"), body=first),
        replace(passage("b", "subtract"), body=body),
    )
    return course(
        lesson("one", early, passages=passages[:1]), lesson("two", late, passages=passages[1:]), skills=SKILLS
    )


def said(ramp):
    return [(f.place, f.message) for f in terms_in_order(ramp)]


@pytest.mark.parametrize(
    "body",
    [
        "A **difference** is what is left.",
        "What is left is called the *difference*.",
        "We call it a **difference**.",
        "Two words:\n\n* **Difference**: what is left.",
        "The **difference** means what is left.",
    ],
)
def test_a_term_before_the_passage_that_defines_it_is_a_stop(body):
    assert said(ramp("Find the difference.", body)) == [
        ("one/p1/s1", "uses the term 'difference' before it is introduced (in lesson two)")
    ]


def test_so_is_one_in_a_hint_and_in_the_plural():
    hints = (Hint("h", "Think of differences."),)
    assert [place for place, _ in said(ramp("Go on.", "A **difference** is left.", hints=hints))] == []
    assert [place for place, _ in said(ramp("Go on.", "A **difference** is a rest.", hints=hints))] == [
        "one/p1/s1/h"
    ]


@pytest.mark.parametrize(
    ("prompt", "body", "first"),
    [
        ("Find the difference.", "Mind the **difference** here.", "Some words."),  # stressed, not defined
        ("Find the $difference$.", "A **difference** is a rest.", "Some words."),  # in a formula
        ("Make it different.", "A **difference** is a rest.", "Some words."),  # another word
        ("Find the difference.", "A **difference** is a rest.", "The difference is small."),  # said before
        (
            "A **difference** is a rest. Find it.",
            "A **difference** is a rest.",
            "Some words.",
        ),  # defined there
        ("Take a note.", "**Note:** the sign is a minus.", "Some words."),  # a label
    ],
)
def test_near_misses(prompt, body, first):
    assert said(ramp(prompt, body, first=first)) == []


def test_a_skill_whose_title_is_a_name_is_a_term_too():
    skills = (skill("add"), replace(skill("subtract", "add"), title="Number line"))
    named = replace(ramp("Draw a number line.", "Some words."), skills=skills)
    assert [place for place, _ in said(named)] == ["one/p1/s1"]
    assert said(replace(named, skills=SKILLS)) == []


def test_a_passage_counts_from_the_problem_that_brings_it():
    """It stands in a later lesson, and is shown before the first problem on its skill."""
    brought = ramp("Find the difference.", "A **difference** is a rest.", skills=("subtract",))
    assert said(brought) == []
