"""Texts that give away an answer which is picked or put in place."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.grading import find_leak, parse_spec

SEVERAL = {"kind": "several", "options": ["$2x + 6 = 14$", "$x + 6 = 14$", "$2x = 8$"], "correct": [0, 2]}
NOTHING = {"kind": "several", "options": ["2", "4"], "correct": []}
ORDER = {"kind": "order", "items": ["heat", "boil", "steam", "condense"]}
MATCH = {"kind": "match", "pairs": {"sun": "star", "earth": "planet", "moon": "satellite"}}
CLOZE = {
    "kind": "cloze",
    "text": "It costs 4 and ___ each, which is a ___.",
    "gaps": [
        {"kind": "number", "value": "7"},
        {"kind": "choice", "options": ["price", "length"], "correct": 0},
    ],
}
LEAKING: list[tuple[dict[str, Any], str]] = [
    (SEVERAL, "Choose $2x+6=14$ and $2x = 8$."),
    (NOTHING, "None of them is right."),
    (NOTHING, "There is none."),
    (ORDER, "First heat, then boil, then comes the steam."),
    (ORDER, "heat, boil, steam, condense"),
    (MATCH, "The sun is a star."),
    (CLOZE, "Each costs 7."),
    (CLOZE, "The second gap is price."),
]
QUIET: list[tuple[dict[str, Any], str]] = [
    (SEVERAL, "What about $2x + 6 = 14$?"),
    (SEVERAL, "Look at $2x + 6 = 14$, $x + 6 = 14$ and $2x = 8$."),
    (SEVERAL, "Try $x + 6 = 14$ and $2x = 8$."),
    (NOTHING, "None of your work is lost."),
    (ORDER, "Does it boil before you heat it?"),
    (ORDER, "What comes after condense, boil or heat?"),
    (MATCH, "What is the sun? A star shines by itself."),
    (CLOZE, "How much is 4 and 3 more?"),
    (CLOZE, "It costs 4."),
]


@pytest.mark.parametrize(("spec", "text"), LEAKING)
def test_gives_it_away(spec: dict[str, Any], text: str) -> None:
    assert find_leak(text, parse_spec(spec))


@pytest.mark.parametrize(("spec", "text"), QUIET)
def test_gives_nothing_away(spec: dict[str, Any], text: str) -> None:
    assert find_leak(text, parse_spec(spec)) is None
