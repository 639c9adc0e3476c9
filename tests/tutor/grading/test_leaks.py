"""Texts that give an answer away, and texts that do not."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


FIFTEEN: dict[str, Any] = {"kind": "number", "value": "15"}
ROOTS: dict[str, Any] = {"kind": "expression", "value": "1, -6"}
POINT: dict[str, Any] = {"kind": "expression", "value": "(3, -2)"}
LESS: dict[str, Any] = {"kind": "expression", "value": "x < 5"}
MITOSIS: dict[str, Any] = {"kind": "text", "accept": ["mitosis"]}

LEAKS += [
    *[
        (FIFTEEN, text)
        for text in (
            "It is fifteen.",
            "Take 12 and add 3.",
            "Start with twelve. Then add three.",
            "Half of 30 is it.",
            "Double 7, then add 1.",
            "3 less than 18 fits.",
            "The first digit is 1. The second digit is 5.",
            "It has 1 ten and 5 ones, so 15.",
            "Write a 1, followed by a 5.",
            "`return 12 + 3`",
            "`print(30 // 2)`",
            "In hexadecimal: `0xf`",
            '`{"answer": 15}`',
            r"$\boxed{15}$",
            "<b>15</b>",
            "&#49;&#53;",
            "1\u200b5",
            "⑮",
            "**15**",
            "The number between 14 and 16.",
            "It is 1500%.",
        )
    ],
    (HALF, "The numerator is 7. The denominator is 2."),
    (HALF, "Below the line stands two. On top stands seven."),
    (HALF, "`Fraction(7, 2)`"),
    (HALF, "It is 350%."),
    (MINUS, "It is negative. Its size is 21."),
    (FACTORS, "One factor is $x+2$. The other one is $x+3$."),
    (FACTORS, "Open bracket x plus two close bracket times open bracket x plus three close bracket."),
    (LINE, "y equals two x plus one"),
    (LINE, "`def f(x): return 2*x + 1` and so y = 2*x + 1"),
    (ROOTS, "One solution is 1. The other is minus six."),
    (POINT, "The first coordinate is 3. The second coordinate is -2."),
    (LESS, "So x is less than five."),
    (CHOICE, "Option A fits."),
    (CHOICE, "Take the first option."),
    (CHOICE, "It is not negative, and it is not $7$."),
    (CHOICE, "You can rule out negative and $7$."),
    (MITOSIS, "Spell it m-i-t-o-s-i-s."),
    (MITOSIS, "It starts with “mito”. It ends with “sis”."),
]
QUIET += [
    *[
        (FIFTEEN, text)
        for text in (
            "Take 12 and add 4.",
            "What is 12 + 3?",
            "How much do you get if you add 12 and 3?",
            "15x is too much.",
            "The digits add to 6.",
            "Line 15 needs another look.",
            "There are 15 ways to go wrong.",
            "150, 1.5 and 1/15 are not it.",
        )
    ],
    (HALF, "The denominator is 2."),
    (MINUS, "Mind the minus sign."),
    (ROOTS, "Which two numbers multiply to -6 and add to -5?"),
    (POINT, "The first coordinate is 3."),
    (CHOICE, "It is not negative."),
    (CHOICE, "Is it option A or B?"),
    (MITOSIS, "It starts with “m”."),
    (MITOSIS, "Meiosis is something else."),
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


ASKED: dict[str, Any] = {
    "kind": "number",
    "value": "7",
    "variable": "x",
    "asked": ["Solve $3x + 7 = 28$.", "3x + 7 = 28"],
}


@pytest.mark.parametrize(
    "text",
    [
        "Solve $3x + 7 = 28$.",
        "Subtract 7 from both sides.",
        "Where does the seven come in?",
        "Take the $7$ away on the left.",
        "You have used the 7 already.",
    ],
)
def test_what_the_question_shows_may_be_said(text: str) -> None:
    assert find_leak(text, parse_spec(ASKED)) is None


@pytest.mark.parametrize(
    "text", ["So x is 7.", "$x = 7$", "The answer: seven", "Take 21 and divide by 3, so 7.0 it is"]
)
def test_but_not_as_the_answer(text: str) -> None:
    assert leaks(text, parse_spec(ASKED))


def test_a_calculation_with_only_the_numbers_given_sets_it_up() -> None:
    spec = parse_spec(
        {"kind": "number", "value": "365", "asked": ["12 boxes of 30 pens, and 5 more. How many?"]}
    )
    assert not leaks("Multiply 12 by 30, then add 5.", spec)
    assert leaks("Take 360 and add 5.", spec)


HOSTILE = [
    "7 " * 5000,
    "a " * 8000,
    "(" * 9000,
    "$" * 9000,
    "take 1 and " * 900,
    "- " * 5000,
    "is not " * 1500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_long_texts_take_no_time(text: str) -> None:
    started = time.process_time()
    for body in (SEVEN, FACTORS, ROOTS, CHOICE, TEXT):
        find_leak(text, parse_spec(body))
    assert time.process_time() - started < 10


@given(st.text(max_size=80), st.sampled_from([SEVEN, HALF, FACTORS, ROOTS, LESS, CHOICE, TEXT]))
def test_no_text_raises(text: str, spec: dict[str, Any]) -> None:
    find_leak(text, parse_spec(spec))
