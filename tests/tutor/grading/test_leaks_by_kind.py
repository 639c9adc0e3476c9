"""Kind by kind: texts that give away an answer, or a part of one that has parts, and texts that do not."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.bench.grading import held_leaks
from tutor.grading import find_leak, leaks, parse_spec
from tutor.grading.leaks import MAX_CHARS, TOO_LONG, UNREAD

READING = {"kind": "reading", "figures": 3}
SEVERAL = {"kind": "several", "options": ["whale", "shark", "bat", "penguin"], "correct": [0, 2]}
PRIMES = {"kind": "several", "options": ["2", "4", "5", "9"], "correct": [0, 2]}
NONE = {"kind": "several", "options": ["red", "blue"], "correct": []}
ORDER = {"kind": "order", "items": ["melt", "boil", "condense", "freeze"]}
MATCH = {"kind": "match", "pairs": {"Sun": "star", "Earth": "planet"}, "others": ["comet"]}
CLOZE = {
    "kind": "cloze",
    "text": "The ___ of 3x is ___.",
    "gaps": [{"kind": "text", "accept": ["derivative"]}, {"kind": "number", "value": "3"}],
}
DERIVATION = {"kind": "derivation", "given": "3(x - 2) = 12", "answer": "x = 6"}
OPEN = {"kind": "derivation", "given": "2(x + 1) = 3x - 4"}
ROOTS = {"kind": "derivation", "given": "x^2 - 5x + 6 = 0", "answer": "x = 2 or x = 3"}
EXPANDED = {
    "kind": "derivation",
    "given": "(x + 3)^2",
    "answer": "x^2 + 6x + 9",
    "form": "expanded",
}
WORKED = {"kind": "worked", "problem": "18 of the $3 melons are left.", "solution": ["35 + 18 = 53"]}
METRES = {"kind": "number", "value": "5000", "unit": "m"}
ROUNDED = {"kind": "number", "value": "9.8066", "figures": 3}
PERCENT = {"kind": "number", "value": "50", "percent": True}
ROOT = {"kind": "number", "value": "sqrt(2)"}
MIXED = {"kind": "number", "value": "5/2"}
BELOW = {"kind": "number", "value": "-3"}
LARGE = {"kind": "number", "value": "12000"}
TWELVE = {"kind": "number", "value": "12"}
MATRIX = {"kind": "expression", "value": "[[2, 0], [3, -1]]"}
SET = {"kind": "expression", "value": "{2, 3}"}
LESS = {"kind": "expression", "value": "x < 4"}
LEAST = {"kind": "expression", "value": "x >= 3"}
INTERVAL = {"kind": "expression", "value": "[2, 5]"}
HALF_OPEN = {"kind": "expression", "value": "(2, 5]"}
LINE = {"kind": "expression", "value": "y = 2x + 1"}
POINT = {"kind": "expression", "value": "(3, -6)"}
STANDARD = {"kind": "expression", "value": "3*10^4", "calculation": True}
INTEGRAL = {"kind": "antiderivative", "value": "x^3/3"}
SIGN = {"kind": "choice", "options": ["<", ">", "="], "correct": 1, "asked": ["3/4 ___ 2/3"]}
SIGN_TYPED = {"kind": "text", "accept": ["<"]}
CAPITAL = {"kind": "text", "accept": ["Canberra"]}
CELL = {"kind": "choice", "options": ["the nucleus", "the mitochondrion", "the vacuole"], "correct": 1}

TOLD: list[tuple[dict[str, Any], list[str]]] = [
    (SEVERAL, ["The whale is a mammal.", "Choose bat.", "Tick the first and the third.", "A and C."]),
    (SEVERAL, ["Sharks and penguins are out.", "All but the shark and the penguin.", "w-h-a-l-e"]),
    (
        PRIMES,
        ["2 and 5 are prime.", "five is one of them", "Only 4 and 9 are not prime.", "Pick 5 for sure."],
    ),
    (ORDER, ["melt, boil, condense, freeze", "melt → boil", "First melt, then boil.", "Melt comes first."]),
    (ORDER, ["Boil comes before condense.", "Freeze is last.", "It ends with freeze.", "Condense is third."]),
    (ORDER, ["Condense follows boil.", "After melt comes boil.", "1. melt 2. boil 3. condense 4. freeze"]),
    (MATCH, ["The Sun is a star.", "Earth goes with planet.", "Sun = star, Earth = planet", "star: Sun"]),
    (CLOZE, ["The first gap is derivative.", "The second gap is three.", "The derivative of 3x is 3."]),
    (DERIVATION, ["x is six", "It is 6.", "You end with x = 12/2.", "6 = x", "twelve over two is x"]),
    (OPEN, ["x is six", "x = 6", "The solution is six."]),
    (ROOTS, ["x is two or three", "2 and 3", "One solution is 2. The other one is 3."]),
    (EXPANDED, ["x squared plus six x plus nine", "x*x + 6*x + 9"]),
    (WORKED, ["There were fifty-three.", "Add 18 to 35.", "53 melons"]),
    (METRES, ["five kilometres", "5 km", "500,000 cm", "five thousand metres", "$5 \\times 10^3$ m"]),
    (METRES, ["It is 5000.", "5e3 metres"]),
    (ROUNDED, ["9.81", "nine point eight one", "981/100"]),
    (PERCENT, ["It's 50 percent.", "fifty per cent"]),
    (ROOT, ["the square root of two", "root 2", "2 ** 0.5", "two to the power of one half"]),
    (MIXED, ["two and a half", "2 1/2", "midway between 2 and 3", "250%", "Start from five and halve it."]),
    (BELOW, ["minus three", "3 below zero", "the opposite of three", "three less than zero"]),
    (LARGE, ["twelve thousand", "12k", "It's 12,000.", "1.2 times ten to the four", "120 hundreds"]),
    (TWELVE, ["XII", "a dozen", "Write 21 backwards.", "A one, then a two.", "=SUM(7,5)", "0b1100"]),
    (TWELVE, ["Double 7 and take two away.", "four threes", "Twice the answer is 24."]),
    (MATRIX, ["The first row is 2, 0. The second row is 3, -1.", "Row one: 2 0. Row two: 3 minus 1."]),
    (MATRIX, ["The columns are (2, 3) and (0, -1).", r"\begin{pmatrix} 2 & 0 \\ 3 & -1 \end{pmatrix}"]),
    (SET, ["two and three", "The smaller one is 2. The larger one is 3."]),
    (LESS, ["less than four", "anything below 4", "4 > x", "x must stay under 4", "x \\lt 4"]),
    (LEAST, ["x is at least 3", "three or more", "x must not be less than 3", "from 3 upwards"]),
    (INTERVAL, ["all numbers from 2 to 5, including 2 and 5", "x is at least 2 and at most 5"]),
    (INTERVAL, ["between two and five, both included"]),
    (HALF_OPEN, ["from 2, not included, to 5, included", "Open at 2, closed at 5."]),
    (LINE, ["y is one more than twice x", "Multiply x by 2, add 1, and that is y.", "f(x) = 2x + 1"]),
    (POINT, ["x is three. y is minus six.", "3 to the right and 6 down", "three comma minus six"]),
    (STANDARD, ["three times ten to the four", "3e4", "three multiplied by ten to the fourth power"]),
    (INTEGRAL, ["x cubed over three", "x**3/3", "a third of x to the third power", "x^3/3 + C"]),
    (SIGN, ["3/4 is greater than 2/3.", "2/3 is less than 3/4.", "The first fraction is larger."]),
    (SIGN_TYPED, ["It is the less-than sign.", "The first one is smaller."]),
    (CAPITAL, ["Can + berra", "arrebnaC, read backwards", "**Can**berra"]),
    (
        CELL,
        [
            "B is the right one.",
            "mitochondrion",
            "All but the second are wrong.",
            "The first and last are out.",
        ],
    ),
]
QUIET: list[tuple[dict[str, Any], list[str]]] = [
    (READING, ["It is about 1.25 m.", "Write three digits, such as 1.40."]),
    (
        SEVERAL,
        ["A shark is a fish.", "How does a whale breathe?", "Look at the whale and at the bat in turn."],
    ),
    (SEVERAL, ["You ticked the shark.", "Two of the options are right.", "Is it whale, shark or bat?"]),
    (PRIMES, ["A prime has exactly two divisors.", "Look at each of 2, 4, 5 and 9.", "9 is not prime."]),
    (NONE, ["Is it red or blue?"]),
    (
        ORDER,
        ["Which one comes first?", "Does boil come before or after condense?", "Boil means to turn to gas."],
    ),
    (ORDER, ["boil, condense, freeze and melt", "Freeze comes before boil in the alphabet, if that helps."]),
    (MATCH, ["The Sun is not a planet.", "Is Earth a star or a planet?", "A star gives its own light."]),
    (CLOZE, ["The second gap is a number.", "How steep is the line y = 3x?", "There are two gaps."]),
    (
        DERIVATION,
        ["The next line could be x - 2 = 4.", "3x - 6 = 12 is a correct line.", "Add 2 to both sides."],
    ),
    (OPEN, ["2x + 2 = 3x - 4 is a good first line.", "Then add 4 on both sides."]),
    (ROOTS, ["(x - 2)(x - 3) = 0 could be your next line.", "Which numbers have the product 6?"]),
    (EXPANDED, ["(x + 3)(x + 3) is a good first line.", "x² + 3x + 3x + 9 comes before you collect."]),
    (WORKED, ["18 melons are left.", "105 / 3 = 35 is right."]),
    (METRES, ["A kilometre is 1000 m.", "In which unit is it wanted?", "5 minutes do not matter."]),
    (TWELVE, ["On 12 March we did one like it.", "Exercise 12 is similar.", "World War II ended in 1945."]),
    (LESS, ["Add 1 to both sides.", "Read < as less than.", "In x + 2 > 5 you would find x > 3."]),
    (LEAST, ["Solve the condition x - 3 ≥ 0.", "What may stand under a root?"]),
    (INTERVAL, ["The ends are 2 and 5.", "A square bracket means that the end counts."]),
    (INTEGRAL, ["The integral of x^4 is x^5/5 + C.", "Do not forget the constant."]),
    (SIGN, ["< means less than.", "1/2 is less than 2/3.", "Which of the two is larger?"]),
    (CELL, ["Is it the nucleus or the mitochondrion?", "The vacuole stores water."]),
]


@pytest.mark.parametrize(("spec", "texts"), TOLD)
def test_given_away(spec: dict[str, Any], texts: list[str]) -> None:
    assert [text for text in texts if find_leak(text, parse_spec(spec)) in (None, UNREAD)] == []


@pytest.mark.parametrize(("spec", "texts"), QUIET)
def test_not_given_away(spec: dict[str, Any], texts: list[str]) -> None:
    assert [text for text in texts if leaks(text, parse_spec(spec))] == []


@pytest.mark.parametrize("spec", [TWELVE, SEVERAL, CAPITAL, CLOZE])
@pytest.mark.parametrize("text", ["word " * (MAX_CHARS // 4), "a" * 600, "Well" + " " * 300 + "done"])
def test_a_text_too_long_to_be_read_is_no_hint(spec: dict[str, Any], text: str) -> None:
    assert find_leak(text, parse_spec(spec)) == TOO_LONG


def test_a_text_that_is_not_read_through_is_no_hint() -> None:
    text = "; ".join(f"{n} + 1" for n in range(100, 1500))
    assert find_leak(text, parse_spec(TWELVE)) == UNREAD


def test_a_reading_is_never_given_away() -> None:
    assert find_leak("1.25 " * MAX_CHARS, parse_spec(READING)) is None


HOSTILE = [
    "x is at least 3 and ",
    "first row 1, 2 ",
    "heat then boil ",
    "1 = 2 < 3 ",
    "C and the ",
    "IV ",
    "twice x ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_long_texts_take_no_time(text: str) -> None:
    started = time.process_time()
    for spec in (METRES, LESS, MATRIX, INTEGRAL, PRIMES, ORDER, MATCH, CLOZE, DERIVATION, WORKED, SIGN):
        find_leak((text * MAX_CHARS)[: MAX_CHARS // 4], parse_spec(spec))
    assert time.process_time() - started < 20


def test_sentences_by_another_pen_stay_found() -> None:
    part = held_leaks.run(None, seed=1)
    assert all(part.metrics[key] >= floor for key, floor in part.floors.items()), part.notes
