"""Findings of the bench of attacks and mutants: each was once accepted, flipped or raised."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.grading import check, parse_spec
from tutor.types import Finding, Outcome

MELONS: dict[str, Any] = {
    "kind": "worked",
    "problem": "Melons cost $3 each. After earning $105 there are 18 left. How many were there at first?",
    "solution": ["He sold $105 / $3 = 35 melons.", "At first there were 35 + 18 = 53."],
    "answer": "53",
}
LINEAR: dict[str, Any] = {"kind": "derivation", "given": "3(x - 2) = 12", "answer": "x = 6"}
SQUARE: dict[str, Any] = {
    "kind": "derivation",
    "given": "(x + 3)^2",
    "answer": "x^2 + 6x + 9",
    "form": "expanded",
}
CUBE: dict[str, Any] = {"kind": "antiderivative", "value": "x^3/3"}


@pytest.mark.parametrize(
    "text",
    [
        "52 or 53",
        "52, 53",
        "10 20 53",
        "52\n53",
        "between 50 and 53",
        "maybe 52\nmaybe 53",
        "1 2 3 4 5 = 53",
        "1 + 1 = 2. 50 51 53",
        "106 - 53",
        "0 * 53",
        "±53",
        "53 + C",
        "print(53)",
        "100 / 53 / 7, 53",
        f"{MELONS['problem'].upper()}?",
    ],
)
def test_which_number_is_meant_must_be_said(text: str) -> None:
    assert check(parse_spec(MELONS), text).outcome is Outcome.NOT_AN_ATTEMPT


def test_the_sign_of_the_last_number_counts() -> None:
    assert check(parse_spec(MELONS), "-53").outcome is Outcome.INCORRECT
    assert check(parse_spec({**MELONS, "answer": "-53"}), "-53").outcome is Outcome.CORRECT
    assert check(parse_spec(MELONS), "- 53").outcome is Outcome.CORRECT  # the point of a list


def test_a_fraction_at_the_end_is_one_number() -> None:
    spec = parse_spec({"kind": "worked", "answer": "7/2"})
    assert check(spec, "Each gets 7/2 cups.").outcome is Outcome.CORRECT
    assert check(spec, "Each gets 5/2 cups.").outcome is Outcome.INCORRECT


@pytest.mark.parametrize("text", ["53 = 35 + 18", "There were 53 (35 + 18) melons.", "It was 53 at first."])
def test_the_number_may_stand_before_its_sum(text: str) -> None:
    assert check(parse_spec(MELONS), text).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    "line", ["106 / 3 = 35", "-105 / 3 = 35", "105 ^ 30 = 35", "105 / 3 > 35", "35% * 3 = 105"]
)
def test_a_sum_that_may_be_false_is_no_step_of_the_solution(line: str) -> None:
    assert check(parse_spec(MELONS), f"So {line}\n35 + 18 = 53").process is not Finding.OK


def test_a_row_of_signs_does_not_raise() -> None:
    assert check(parse_spec(MELONS), "-" * 3900).outcome is Outcome.NOT_AN_ATTEMPT
    assert check(parse_spec(MELONS), "1" + "-" * 3900 + "2 = 3").reason


@pytest.mark.parametrize(
    "text",
    [
        "0 = 0\nx = 6",
        "x = x\nx = 6",
        "5\nx = 6",
        "maybe x = 1\nmaybe x = 2\nx = 6",
        "3x >= 18\nx = 6",
        "3(x - 2) = 12\n" * 40 + "x = 1\nx = 6",
    ],
)
def test_lines_that_show_no_way_earn_a_quarter_at_most(text: str) -> None:
    assert check(parse_spec(LINEAR), text).score <= 0.25


@pytest.mark.parametrize(
    "text", ["1) 3x = 18\n2) x = 6", "1. x - 2 = 4\n2. x = 6", "The answer is x = 6", "• x = 6"]
)
def test_numbers_of_lines_and_words_before_the_answer_do_not_matter(text: str) -> None:
    assert check(parse_spec(LINEAR), text).process is Finding.OK


def test_extra_solutions_may_be_cut_again_where_there_is_a_domain() -> None:
    spec = parse_spec({"kind": "derivation", "given": "sqrt(x) < 3", "answer": "0 <= x < 9"})
    assert check(spec, "x < 9\n0 <= x < 9").outcome is Outcome.CORRECT
    tight = parse_spec({"kind": "derivation", "given": "-5x <= 45", "answer": "x >= -9"})
    assert check(tight, "5x >= -54\nx >= -9").process is Finding.WRONG


@pytest.mark.parametrize("text", ["1 = x^2 + 6x + 9", "x = x^2 + 6x + 9", "(x + 3)^2 = 3 = x^2 + 6x + 9"])
def test_the_right_side_of_another_statement_is_no_answer(text: str) -> None:
    assert check(parse_spec(SQUARE), text).outcome is not Outcome.CORRECT


def test_an_opaque_power_in_a_system_does_not_raise() -> None:
    spec = parse_spec({"kind": "derivation", "given": "x^2 - 5x = -4", "answer": "x = 1 or x = 4"})
    assert check(spec, "x - 1 = 0 or x - 4 = 0\nx = 1 o^r x = 4").outcome is not Outcome.CORRECT


@pytest.mark.parametrize("end", ["C - C", "0C", "C ± 1"])
def test_a_constant_that_cancels_is_none(end: str) -> None:
    assert check(parse_spec(CUBE), f"x^3/3 + {end}").outcome is not Outcome.CORRECT
    assert check(parse_spec(CUBE), "F(x) = x^3/3 + C").outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("rational", "irrational"),
        ("rational", "national"),
        ("stable", "unstable"),
        ("stable", "table"),
        ("increase", "decrease"),
        ("symmetric", "asymmetric"),
        ("seventeen", "seventy"),
        ("equal", "equate"),
    ],
)
def test_the_contrary_is_no_slip(word: str, other: str) -> None:
    spec = parse_spec({"kind": "text", "accept": [word], "typos": 2})
    assert check(spec, other).outcome is Outcome.INCORRECT
    assert check(spec, word[:-2] + word[-1] + word[-2]).outcome is Outcome.CORRECT


@pytest.mark.parametrize("text", ["slope.", "“slope”", " Slope. "])
def test_a_full_stop_and_quotes_do_not_matter(text: str) -> None:
    assert check(parse_spec({"kind": "text", "accept": ["slope"]}), text).outcome is Outcome.CORRECT


def test_that_none_is_right_can_be_said() -> None:
    spec = parse_spec({"kind": "several", "options": ["a", "b"], "correct": []})
    assert check(spec, "none").outcome is Outcome.CORRECT
    assert check(spec, "a").outcome is Outcome.INCORRECT
    some = parse_spec({"kind": "several", "options": ["a", "b"], "correct": [0]})
    assert check(some, "None of them.").outcome is Outcome.INCORRECT


def test_line_ends_after_the_last_gap_do_not_matter() -> None:
    spec = parse_spec({"kind": "cloze", "text": "___", "gaps": [{"kind": "number", "value": "3"}]})
    assert check(spec, "3\n").outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    "line",
    [
        "He sold -105 / 3 = 35 melons.",
        "He sold 105 / 3 < 35 melons.",
        "He sold 105 / 3 >= 35 melons.",
        "He sold 105 / 3 != 35 melons.",
        "He sold 105  3 = 35 melons.",
        "He sold 105 / -/ 3 = 35 melons.",
        "He sold 105! / 3 = 35 melons.",
        "He sold 105% / 3 = 35 melons.",
    ],
)
def test_a_garbled_sum_above_a_right_end_is_asked_about(line: str) -> None:
    verdict = check(parse_spec(MELONS), f"{line}\nAt first there were 35 + 18 = 53.")
    assert verdict.outcome is Outcome.PARTIAL
    assert verdict.lines[0]["status"] in ("suspect", "wrong")


def test_comparing_on_purpose_is_no_slip() -> None:
    work = "105 / 3 = 35 melons, and 35 > 18, so more went than stayed.\nAt first there were 35 + 18 = 53."
    assert check(parse_spec(MELONS), work).outcome is Outcome.CORRECT


def test_a_line_of_signs_that_cannot_be_read_is_asked_about() -> None:
    spec = parse_spec({"kind": "derivation", "given": "2t - 16 = -28", "answer": "t = -6"})
    verdict = check(spec, "2t - 16 = ^28\n2t = -12\nt = -6")
    assert (verdict.outcome, verdict.process) == (Outcome.PARTIAL, Finding.SUSPECT)
    words = check(spec, "add 16 to both sides\n2t = -12\nt = -6")
    assert words.outcome is Outcome.CORRECT
