"""The end of an answer as a question of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.grading import check, parse_spec
from tutor.grading.ending import ending
from tutor.types import Outcome

DERIVATION = {"kind": "derivation", "given": "3(x - 2) = 12", "answer": "x = 6"}
SHAPE = {"kind": "derivation", "given": "2(x + 1)", "answer": "2x + 2", "form": "expanded"}
ROOTS = {"kind": "derivation", "given": "x^2 = 4", "answer": "x = 2 or x = -2"}


@pytest.mark.parametrize(
    ("body", "right", "wrong"),
    [
        (DERIVATION, ("6", "x = 6"), "7"),
        (SHAPE, ("2x + 2", "2 + 2x"), "2x + 1"),
        (ROOTS, ("x = 2 or x = -2",), "x = 2"),
        ({"kind": "worked", "answer": "12"}, ("12",), "13"),
        ({"kind": "number", "value": "5"}, ("5",), "6"),
        ({"kind": "choice", "options": ["a", "b"], "correct": 1}, ("b",), "a"),
    ],
)
def test_the_end_alone_can_be_checked(body: dict[str, Any], right: tuple[str, ...], wrong: str) -> None:
    end = ending(parse_spec(body))
    assert end is not None
    for answer in right:
        assert check(end, answer).outcome is Outcome.CORRECT
    assert check(end, wrong).outcome is not Outcome.CORRECT


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "order", "items": ["a", "b"]},
        {"kind": "match", "pairs": {"a": "1", "b": "2"}},
        {"kind": "several", "options": ["a", "b"], "correct": [0]},
        {"kind": "derivation", "given": "x + 1 = 2"},
        {"kind": "worked", "answer": "twelve boxes"},
    ],
)
def test_what_has_no_end_of_its_own_is_left_unchecked(body: dict[str, Any]) -> None:
    assert ending(parse_spec(body)) is None
