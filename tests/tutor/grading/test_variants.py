"""Parametric problems: the same numbers for the same seed, and errors that name the place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courses.types import Hint, Misconception, Problem, Step
from tutor.grading import answer_text, check, spec_of
from tutor.grading.variants import VariantError, instantiate

PROBLEM = Problem(
    id="two-steps",
    title="Solve for [[v]]",
    stem="$[[a]]x [[+b]] = [[c]]$",
    steps=(
        Step(
            id="solve",
            prompt="What is $x$ in $[[a*x + b]] = [[c]]$?",
            answer={"kind": "number", "value": "[[s]]", "variable": "x"},
            skills=("linear",),
            hints=(Hint("h", "Take [[b]] away.", answer={"kind": "number", "value": "[[c - b]]"}),),
            misconceptions=(Misconception("sign", "Sign", "Which sign?", ("[[(c + b)/a]]",)),),
            solution=("$[[a]]x = [[c - b]]$", "$x = [[(c - b)/a]]$"),
        ),
    ),
    where={
        "c": "a*s + b",
        "a": "2..9",
        "b": "-9..9 \\ 0",
        "s": "{-3, 2, 5}",
        "v": "x",
        "require": "a != b and gcd(a, b) = 1",
    },
)


def test_a_seed_gives_the_same_numbers_on_every_machine() -> None:
    filled = instantiate(PROBLEM, 1)
    assert filled == instantiate(PROBLEM, 1)
    assert filled == instantiate(replace(PROBLEM, where=dict(reversed(list(PROBLEM.where.items())))), 1)
    assert filled.stem == "$6x - 1 = 11$"
    assert filled.where == {}


def test_everything_is_filled_and_fits_together() -> None:
    stems = set()
    for seed in range(60):
        filled = instantiate(PROBLEM, seed)
        assert "[[" not in repr(filled)
        spec = spec_of(filled.steps[0])
        assert check(spec, answer_text(spec)).outcome == "correct"
        assert check(spec, filled.steps[0].misconceptions[0].answers[0]).misconception in ("sign", None)
        assert "+ -" not in filled.stem
        stems.add(filled.stem)
    assert len(stems) > 40


def test_another_problem_with_the_same_seed_differs() -> None:
    others = {instantiate(replace(PROBLEM, id=f"p{k}"), 1).stem for k in range(10)}
    assert len(others) > 5


def test_a_problem_without_parameters_comes_back_unchanged() -> None:
    plain = replace(PROBLEM, where={})
    assert instantiate(plain, 3) is plain


@pytest.mark.parametrize(
    ("hole", "filled"),
    [
        ("[[h]]", "-3/2"),
        ("$[[h]]$", "$-\\frac{3}{2}$"),
        ("$x [[+h]]$", "$x - \\frac{3}{2}$"),
        ("[[+a]]", "+ 2"),
        ("[[a*y + h]]", "2y - 3/2"),
        ("$[[a*y^2 - y]]$", "$2y^{2} - y$"),
        ("[[a^3 - 1]]", "7"),
        ("\\$[[a]] and $[[h]]$", "\\$2 and $-\\frac{3}{2}$"),
        ("[[price]] coins", "6 coins"),
        ("[[e1]]", "2y"),
    ],
)
def test_what_a_hole_becomes(hole: str, filled: str) -> None:
    where = {"a": "2..2", "h": "-3/2", "price": "3a", "e1": "a*y"}
    assert instantiate(replace(PROBLEM, title=hole, stem="", steps=(), where=where), 0).title == filled


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"a": "b", "b": "a"}, "depend on each other"),
        ({"a": "2..1"}, "no range"),
        ({"a": "1..9999999"}, "no range"),
        ({"a": "3..3 \\ 3"}, "nothing to choose"),
        ({"a": "1..9", "require": "a > 9"}, "held in none"),
        ({"a": "1..9", "require": "a + 1"}, "no condition"),
        ({"a": "1..9", "require": "a = z"}, "not about numbers"),
        ({"a": "1/0"}, "division by zero"),
        ({"a": "((("}, "where.a"),
        ({"2": "1..3"}, "not a name"),
        ({"b": "1..3"}, "two-steps"),
    ],
)
def test_errors_name_the_problem_and_the_place(where: dict[str, str], message: str) -> None:
    broken = replace(PROBLEM, title="[[+/]]" if "b" in where and len(where) == 1 else "", where=where)
    with pytest.raises(VariantError, match=message):
        instantiate(broken, 0)
