"""Kinds of answers: what counts as right, what is right in another form, and what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.grading import SpecError, answer_text, check, control, parse_spec

NUMBER = {"kind": "number"}
EXPRESSION = {"kind": "expression"}
SPEED = {"kind": "number", "value": "9.8", "unit": "m/s^2"}
FIGURES = {"kind": "number", "value": "3.1415927", "figures": 4}
CASES: list[tuple[dict[str, Any], str, str]] = [
    # significant figures and decimals
    (FIGURES, "3.142", "correct"),
    (FIGURES, "3.141", "incorrect"),
    (FIGURES, "3.1420", "partial"),
    ({**NUMBER, "value": "999", "figures": 2}, "1000", "correct"),
    ({**NUMBER, "value": "12345.7", "figures": 6, "accuracy": 2}, "12000.0", "correct"),
    ({**NUMBER, "value": "3.99999", "decimals": 3}, "4.000", "correct"),
    ({**NUMBER, "value": "3.99999", "decimals": 3}, "4.0", "partial"),
    ({**NUMBER, "value": "200", "relative": "0.05"}, "209", "correct"),
    ({**NUMBER, "value": "200", "relative": "0.05"}, "211", "incorrect"),
    # decimal commas
    ({**NUMBER, "value": "1000.99", "decimal": "comma"}, "1.000,99", "correct"),
    ({**NUMBER, "value": "2.74", "decimal": "either"}, "2,74", "correct"),
    # units
    (SPEED, "9.8 m/s^2", "correct"),
    (SPEED, "9.8 N/kg", "correct"),
    (SPEED, "980 cm s^-2", "correct"),
    (SPEED, "9.8 m/s", "incorrect"),
    (SPEED, "9.8", "incorrect"),
    ({**NUMBER, "value": "3", "unit": "mW"}, "3 MW", "incorrect"),
    ({**SPEED, "units": "same"}, "9.8 N/kg", "partial"),
    ({**NUMBER, "value": "0", "unit": "m"}, "0 s", "incorrect"),
    ({**NUMBER, "value": "0", "unit": "m"}, "0 km", "correct"),
    (SPEED, "9.8 metres per second squared", "correct"),
    (SPEED, "9.8\\,\\mathrm{m/s^2}", "correct"),
    (SPEED, "9.8 \\text{m/s}^2", "correct"),
    (SPEED, "9.8 m/s2", "correct"),
    (SPEED, "4.9 m/s^2 + 4.9 m/s^2", "not_an_attempt"),
    (SPEED, "2*4.9 m/s^2", "not_an_attempt"),
    (SPEED, "expected: 9.8 m/s^2", "cannot_check"),
    ({**SPEED, "variable": "a"}, "a = 9.8 m/s^2", "correct"),
    ({**SPEED, "variable": "a"}, "g = 9.8 m/s^2", "not_an_attempt"),
    ({**NUMBER, "value": "5", "unit": "mW"}, "5 milliwatts", "correct"),
    ({**NUMBER, "value": "5", "unit": "mW"}, "5 megawatts", "incorrect"),
    ({**NUMBER, "value": "5", "unit": "kJ"}, "5 Kj", "incorrect"),
    ({**NUMBER, "value": "5", "unit": "€"}, "€5", "correct"),
    ({**NUMBER, "value": "5", "unit": "€"}, "5 euros", "correct"),
    ({**NUMBER, "value": "5", "unit": "€"}, "$5", "incorrect"),
    ({**NUMBER, "value": "5", "unit": "$"}, "$5", "correct"),
    # figures of numbers with separators, and of what only begins with a decimal number
    ({**NUMBER, "value": "1230", "figures": 4}, "1,230", "correct"),
    ({**NUMBER, "value": "47.43", "figures": 3}, "332/7", "partial"),
    ({"kind": "reading", "figures": 3}, "332/7", "not_an_attempt"),
    ({"kind": "reading", "figures": 3}, "332/0", "not_an_attempt"),
    ({"kind": "reading", "figures": 3}, "(123)*1.001", "not_an_attempt"),
    ({"kind": "reading", "figures": 4}, "1,230", "correct"),
    ({**NUMBER, "value": "25", "percent": True}, "25 percent", "correct"),
    # a size is looked at on both sides of where it turns
    ({**EXPRESSION, "value": "50 - x"}, "|x - 50|", "incorrect"),
    ({**EXPRESSION, "value": "x^2 + 5x + 6"}, "sqrt((x^2 + 5x + 6)^2)", "incorrect"),
    # the question dressed up is in no form
    ({**EXPRESSION, "value": "(x + 2)(x + 3)", "form": "factored"}, "e^(ln(x^2 + 5x + 6))", "partial"),
    ({**EXPRESSION, "value": "sqrt(2)/2", "form": "rational_denominator"}, "2^(-1/2)", "partial"),
    ({**EXPRESSION, "value": "x = 1 or x = 8", "solutions": True}, "x = 1 or x = 8 = x", "not_an_attempt"),
    # a reading of the learner's own
    ({"kind": "reading", "figures": 3}, "12.0", "correct"),
    ({"kind": "reading", "figures": 3}, "12", "partial"),
    ({"kind": "reading", "figures": 3, "strict": True}, "100", "partial"),
    # complex numbers, matrices, plus-minus
    ({**EXPRESSION, "value": "3 + 4i", "domain": "complex"}, "4i + 3", "correct"),
    ({**EXPRESSION, "value": "-1", "domain": "complex", "calculation": True}, "i^2", "correct"),
    ({**EXPRESSION, "value": "e^(i t)", "domain": "complex"}, "cos t + i sin t", "correct"),
    ({**EXPRESSION, "value": "[[1, 2], [3, 4]]"}, r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}", "correct"),
    ({**EXPRESSION, "value": "[[1, 2], [3, 4]]"}, "[[1, 2], [3, 5]]", "incorrect"),
    ({**EXPRESSION, "value": "x = 1 ± √2"}, "x = 1 + √2 or x = 1 - √2", "correct"),
    ({**EXPRESSION, "value": "x = 1 or x = 2", "solutions": True}, "x^2 - 3x + 2 = 0", "correct"),
    ({**EXPRESSION, "value": "a = 1, b = 2", "system": True}, "a + b = 3, a - b = -1", "correct"),
    ({**EXPRESSION, "value": "a = 1, b = 2", "system": True}, "a + b = 3, a - b = 1", "incorrect"),
    (
        {**EXPRESSION, "value": "A cos t + B sin t", "names": ["t"], "renaming": True},
        "P sin t + Q cos t",
        "correct",
    ),
    ({**EXPRESSION, "value": "(-∞, 1) ∪ [2, ∞)"}, "[2, ∞) ∪ (-∞, 1)", "correct"),
    ({**EXPRESSION, "value": "(-∞, 1) ∪ [2, ∞)"}, "(-∞, 1) ∪ (2, ∞)", "incorrect"),
    ({**EXPRESSION, "value": "(-∞, 1) ∪ [2, ∞)"}, "(-inf,1)U[2,inf)", "correct"),
    ({**EXPRESSION, "value": "(-∞, 1) ∪ [2, ∞)"}, "(-inf,1)U(2,inf)", "incorrect"),
    ({**EXPRESSION, "value": "(x+1)U(x+2)"}, "U(x^2+3x+2)", "correct"),
    ({**EXPRESSION, "value": "cos(60°)+x"}, "cos(60 degrees) + x", "correct"),
    ({**EXPRESSION, "value": "cos(60°)+x"}, "cos(61 degrees) + x", "incorrect"),
    ({**EXPRESSION, "value": "x < 16"}, "x >= x < 16 or x < x < 16", "not_an_attempt"),
    # forms
    ({**EXPRESSION, "value": "(x-1)^2 + 1", "form": "completed_square"}, "1 + (x-1)^2", "correct"),
    ({**EXPRESSION, "value": "(x-1)^2 + 1", "form": "completed_square"}, "x^2 - 2x + 2", "partial"),
    ({**EXPRESSION, "value": "1/(n-1) - 1/n", "form": "partial_fractions"}, "1/(n(n-1))", "partial"),
    ({**EXPRESSION, "value": "1/(n-1) - 1/n", "form": "partial_fractions"}, "-1/n + 1/(n-1)", "correct"),
    ({**EXPRESSION, "value": "2/n", "form": "single_fraction"}, "2(1/n)", "partial"),
    ({**EXPRESSION, "value": "√3/3", "form": "rational_denominator"}, "1/√3", "partial"),
    ({**EXPRESSION, "value": "√3/3", "form": "rational_denominator"}, "√3/3", "correct"),
    ({**EXPRESSION, "value": "x/2", "form": "lowest_terms"}, "(2/4)x", "partial"),
    ({**EXPRESSION, "value": "3·2^4", "form": "as_written", "calculation": True}, "2^4·3", "correct"),
    ({**EXPRESSION, "value": "3·2^4", "form": "as_written", "calculation": True}, "48", "partial"),
    ({**EXPRESSION, "value": "x^2", "form": "as_written", "apart_from": ["one_product"]}, "1x^2", "correct"),
    # antiderivatives
    ({"kind": "antiderivative", "value": "x^3/3"}, "x^3/3 + C", "correct"),
    ({"kind": "antiderivative", "value": "x^3/3"}, "(x^3 + c)/3", "correct"),
    ({"kind": "antiderivative", "value": "x^3/3"}, "x^3/3", "partial"),
    ({"kind": "antiderivative", "value": "x^3/3"}, "x^3/3 + c^2", "partial"),
    ({"kind": "antiderivative", "value": "x^3/3"}, "x^3 + C", "incorrect"),
    ({"kind": "antiderivative", "value": "sin(2x)", "constant": "optional"}, "2 sin x cos x", "correct"),
    # short strings
    ({"kind": "text", "accept": ["photosynthesis"], "typos": 1}, "photosyntesis", "correct"),
    ({"kind": "text", "accept": ["mitosis"], "typos": 2}, "meiosis", "incorrect"),
    ({"kind": "text", "accept": ["sulfate"], "typos": 1}, "sulfite", "incorrect"),
    ({"kind": "text", "accept": ["-5/12"], "typos": 2}, "5/12", "incorrect"),
    ({"kind": "text", "accept": ["affect"], "typos": 1, "unlike": ["effect"]}, "effect", "incorrect"),
    ({"kind": "text", "accept": ["café"], "accents": False}, "cafe", "correct"),
]


@pytest.mark.parametrize(("spec", "response", "outcome"), CASES)
def test_outcome(spec: dict[str, Any], response: str, outcome: str) -> None:
    verdict = check(parse_spec(spec), response)
    assert (verdict.outcome, bool(verdict.reason)) == (outcome, True), verdict.reason


SEVERAL = {"kind": "several", "options": ["2", "3", "4", "5"], "correct": [0, 1, 3]}
ORDER = {"kind": "order", "items": ["one", "two", "three"]}
MATCH = {
    "kind": "match",
    "pairs": {"sun": "star", "earth": "planet", "moon": "satellite"},
    "others": ["comet"],
}
CLOZE = {
    "kind": "cloze",
    "text": "The ___ of 3x is ___.",
    "gaps": [{"kind": "text", "accept": ["derivative"]}, {"kind": "number", "value": "3"}],
}
PICKED: list[tuple[dict[str, Any], str, str]] = [
    (SEVERAL, "5\n2\n3", "correct"),
    (SEVERAL, "2\n3\n4\n5", "incorrect"),
    (SEVERAL, "2", "incorrect"),
    (SEVERAL, "7", "not_an_attempt"),
    (ORDER, "one\ntwo\nthree", "correct"),
    (ORDER, "two\none\nthree", "incorrect"),
    (ORDER, "one\ntwo", "not_an_attempt"),
    (MATCH, "moon = satellite\nsun = star\nearth = planet", "correct"),
    (MATCH, "moon = comet\nsun = star\nearth = planet", "partial"),
    (MATCH, "moon = star\nsun = star\nearth = star", "incorrect"),
    (CLOZE, "derivative\n3", "correct"),
    (CLOZE, "derivative\n4", "incorrect"),
    (CLOZE, "derivative", "not_an_attempt"),
]


@pytest.mark.parametrize(("spec", "response", "outcome"), PICKED)
def test_picked_and_placed(spec: dict[str, Any], response: str, outcome: str) -> None:
    assert check(parse_spec(spec), response).outcome == outcome


NOTHING = {"kind": "several", "options": ["2", "4"], "correct": []}
SIGNS = {"kind": "match", "pairs": {"a = b": "c", "a": "d = e"}, "others": ["f"]}


def test_none_of_these_is_an_answer_and_silence_is_not() -> None:
    assert check(parse_spec(NOTHING), "none of these").outcome == "correct"
    assert check(parse_spec(NOTHING), "").outcome == "not_an_attempt"
    assert check(parse_spec(SEVERAL), "None of these").outcome == "incorrect"
    assert check(parse_spec(SEVERAL), "None of these\n2").outcome == "not_an_attempt"
    assert answer_text(parse_spec(NOTHING)) == "None of these"


def test_a_wrong_choice_does_not_tell_that_nothing_is_right() -> None:
    some, nothing = {**SEVERAL, "correct": [0]}, {**SEVERAL, "correct": []}
    assert check(parse_spec(some), "5").reason == check(parse_spec(nothing), "5").reason


def test_pairs_with_equals_signs_are_told_apart() -> None:
    assert check(parse_spec(SIGNS), "a = b = c\na = d = e").outcome == "correct"
    swapped = {"id": "swapped", "answers": ["a = b = f\na = c"]}
    found = check(parse_spec({**SIGNS, "misconceptions": [swapped]}), "a = c\na = b = f")
    assert found.misconception == "swapped"


@pytest.mark.parametrize("items", [["a", "b"], ["1", "2", "3"], ["b", "a"]])
def test_no_order_is_shown_as_the_right_one(items: list[str]) -> None:
    shown = control(parse_spec({"kind": "order", "items": items}))["options"]
    assert sorted(shown) == sorted(items)
    assert shown != items


def test_partners_do_not_stand_beside_their_own() -> None:
    spec = {"kind": "match", "pairs": {"one": "a", "two": "b", "three": "c"}}
    assert control(parse_spec(spec))["partners"] != ["a", "b", "c"]


def test_a_control_offers_everything_and_tells_nothing() -> None:
    assert control(parse_spec(ORDER))["options"] == ["one", "three", "two"]
    assert control(parse_spec(MATCH))["partners"] == ["comet", "planet", "satellite", "star"]
    assert [gap["kind"] for gap in control(parse_spec(CLOZE))["gaps"]] == ["text", "text"]
    assert control(parse_spec(SEVERAL)) == {"kind": "several", "options": ["2", "3", "4", "5"]}


@pytest.mark.parametrize("spec", [SEVERAL, ORDER, MATCH, CLOZE, SPEED])
def test_an_answer_can_be_said(spec: dict[str, Any]) -> None:
    assert answer_text(parse_spec(spec))


@pytest.mark.parametrize(
    "spec",
    [
        {**NUMBER, "value": "3", "unit": "parsnips"},
        {**NUMBER, "value": "1/0"},
        {**EXPRESSION, "value": "1/(x-x)"},
        {**EXPRESSION, "value": "x", "apart_from": ["zero_sum"]},
        {**EXPRESSION, "value": "x", "form": "as_written", "apart_from": ["magic"]},
        {"kind": "antiderivative", "value": "x", "variable": "1/0"},
        {**SEVERAL, "correct": [4]},
        {"kind": "order", "items": ["a", "a"]},
        {**CLOZE, "text": "one ___"},
        {**CLOZE, "text": "The ___ of $3x + ___$."},
        {**SEVERAL, "options": ["2", "none of these"], "correct": [0]},
        {"kind": "order", "items": ["a" * 1000, "b" * 1000, "c" * 1000, "d" * 1000]},
        {"kind": "match", "pairs": {"a": "b = c", "a = b": "c"}},
        {"kind": "match", "pairs": {"a": "b\nc", "d": "e"}},
        {"kind": "match", "pairs": {"a": "", "d": "e"}},
        {
            "kind": "match",
            "pairs": {"a": "b", "d": "e"},
            "misconceptions": [{"id": "m", "answers": ["a = b"]}],
        },
    ],
)
def test_a_specification_that_cannot_be_used_says_so(spec: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        parse_spec(spec)
