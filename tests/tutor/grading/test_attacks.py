"""What is no answer earns nothing, whatever it says; and a right answer changed in one place is not right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.bench.grading import gaming, mutants, neutral
from tests.bench.grading.attacks import ATTACKS
from tests.bench.grading.corpus import everything
from tests.bench.grading.right import FAMILIES, FURTHER, Right
from tutor.grading import check, parse_spec
from tutor.grading.verdicts import FORM_SCORE

SEVEN: dict[str, Any] = {"kind": "number", "value": "7", "variable": "x"}
PAIR: dict[str, Any] = {"kind": "expression", "value": "1, -1"}
LINE: dict[str, Any] = {"kind": "expression", "value": "y = 2x + 1"}
TEXT: dict[str, Any] = {"kind": "text", "accept": ["slope"]}
CHOICE: dict[str, Any] = {"kind": "choice", "options": ["rises", "falls", "stays"], "correct": 0}


KINDS = {**FAMILIES, **FURTHER}


def every_attack(seed: int) -> Iterator[tuple[Right, str, str]]:
    """Every class on every kind, with texts among them that may be right after all."""
    draw = Random(seed + 1)
    for right in everything(seed, len(KINDS)):
        for name, generate in gaming.EVERY.items():
            for text in generate(right, draw):
                yield right, name, text


def test_every_class_of_attack_on_every_kind() -> None:
    tried = Counter[str]()
    for n, (right, name, text) in enumerate(every_attack(7)):
        # The bench tries all of them; to find out that a text is no right answer takes longest.
        if n % 5 or not gaming.is_no_answer(right, name, text):
            continue
        tried[name] += 1
        verdict = check(parse_spec(right.spec), text)
        assert verdict.score <= FORM_SCORE, (name, right.typed, text)
        assert verdict.outcome != "correct"
    assert tried.keys() == gaming.EVERY.keys()
    assert min(tried[name] for name in ATTACKS) >= len(KINDS) // 6


@pytest.mark.parametrize(
    ("spec", "response"),
    [
        *[(SEVEN, text) for text in ("7 or 8", "6, 7, 8", "x = 7 or x = 8", "7 ± 1", "[6, 8]", "6 < x < 8")],
        *[
            (SEVEN, text)
            for text in ("x = x", "7 = 7", "x >= 7", "≠ 7", "1/0", "nan", "∞", "value: 7", "~7", "7?8")
        ],
        *[(SEVEN, text) for text in ('{"value": "7"}', "7; DROP TABLE", "not 7", "\\placeholder{7}")],
        *[(PAIR, text) for text in ("1", "1, -1, 2", "±2", "{}", "x = x", "1 or 1", "-1, 0, 1")],
        *[(LINE, text) for text in ("y = y", "0 = 0", "0y = 0x", "2x + 1", "y = 2x + 1 + C", "y >= 2x + 1")],
        *[
            (TEXT, text)
            for text in ("slope gradient", "slope, mean, mode", "not slope", "slop", "sl*pe", ".*")
        ],
        *[
            (CHOICE, text)
            for text in ("rises falls", "rises or falls", "all", "r", "0", "1", "rise", "not rises")
        ],
    ],
)
def test_examples(spec: dict[str, Any], response: str) -> None:
    assert check(parse_spec(spec), response).score == 0.0


def test_right_answers_are_right() -> None:
    for right in everything(3, 3 * len(KINDS)):
        assert right.same(right.typed), right.typed
        assert check(parse_spec(right.spec), right.typed).outcome == "correct", right.typed


def test_one_change_makes_it_wrong() -> None:
    for right, text in mutants.mutants(3, len(KINDS)):
        assert check(parse_spec(right.spec), text).outcome != "correct", (right.typed, text)


def test_a_change_of_notation_changes_nothing() -> None:
    for right, change, text in neutral.rewritten(3, len(KINDS)):
        assert check(parse_spec(right.spec), text).outcome == "correct", (right.typed, change, text)
