"""Texts that give an answer away, and texts that do not."""

from __future__ import annotations

from typing import Any

import pytest

from courses.types import Step
from tutor.grading import find_leak, leaks, parse_spec, spec_of

SEVEN: dict[str, Any] = {"kind": "number", "value": "7"}
HALF: dict[str, Any] = {"kind": "number", "value": "7/2"}
ONE: dict[str, Any] = {"kind": "number", "value": "1"}
MINUS: dict[str, Any] = {"kind": "number", "value": "-21"}
FACTORS: dict[str, Any] = {"kind": "expression", "value": "(x+2)(x+3)", "form": "factored"}
LINE: dict[str, Any] = {"kind": "expression", "value": "y = 2x+1"}
CHOICE: dict[str, Any] = {"kind": "choice", "options": ["positive", "negative", "$7$"], "correct": 0}
YES: dict[str, Any] = {"kind": "choice", "options": ["Yes", "No"], "correct": 0}
SEVENTH: dict[str, Any] = {"kind": "choice", "options": ["$\\frac{1}{7}$", "$7$"], "correct": 0}
TEXT: dict[str, Any] = {"kind": "text", "accept": ["slope"]}
RATIO: dict[str, Any] = {"kind": "text", "accept": ["5/12"]}

LEAKS = [
    (SEVEN, "So $x = 7$."),
    (SEVEN, "Then 7 is what you want"),
    (SEVEN, "It is a 7, I think."),
    (SEVEN, "It is seven!"),
    (SEVEN, "Try `14/2`."),
    (SEVEN, "That makes 7.0 in the end."),
    (SEVEN, "You need 7cm of it."),
    (SEVEN, "5, 6, 7"),
    (SEVEN, r"\(x = \frac{14}{2}\)"),
    (HALF, "so x is 3.5"),
    (HALF, "three and a half"),
    (HALF, "seven halves"),
    (HALF, "seven over two"),
    (HALF, "three point five"),
    (HALF, "It is 3½."),
    (ONE, "The value is one."),
    (MINUS, "minus twenty-one"),
    (MINUS, "You get −21."),
    (FACTORS, "$(x+3)(x+2)=0$"),
    (LINE, "Write $y - 1 = 2x$."),
    (CHOICE, "It is positive."),
    (YES, "The answer is yes."),
    (SEVENTH, "It is 1/7."),
    (TEXT, "That is called the *slope*."),
    (RATIO, "It is 5 / 12."),
]
QUIET = [
    (SEVEN, "Solve $3x + 7 = 28$."),
    (SEVEN, "What is 3 + 4?"),
    (SEVEN, "There are 17 of 70, or 7.5 a day, or 1/7."),
    (SEVEN, "Divide both sides by the number before $x$."),
    (SEVEN, "twenty-seven"),
    (HALF, "Divide $2x = 7$ by two."),
    (ONE, "Only one of the sides changes."),
    (MINUS, "21"),
    (FACTORS, "Factor $x^2+5x+6$."),
    (FACTORS, "Which two numbers add to 5?"),
    (CHOICE, "Is it positive, negative or $7$?"),
    (YES, "Yes, think again!"),
    (TEXT, "How steep is it? It slopes down."),
    (RATIO, "-5/12"),
    (RATIO, "15/12"),
]


@pytest.mark.parametrize(("spec", "text"), LEAKS)
def test_given_away(spec: dict[str, Any], text: str) -> None:
    evidence = find_leak(text, parse_spec(spec))
    assert evidence
    assert leaks(text, parse_spec(spec))


@pytest.mark.parametrize(("spec", "text"), QUIET)
def test_not_given_away(spec: dict[str, Any], text: str) -> None:
    assert find_leak(text, parse_spec(spec)) is None


def test_the_question_does_not_leak_its_own_answer() -> None:
    step = Step("s", "Simplify $2x+3x$.", {"kind": "expression", "value": "5x"}, ("terms",))
    assert not leaks(step.prompt, spec_of(step))
    assert leaks("That is $5x$.", spec_of(step))
