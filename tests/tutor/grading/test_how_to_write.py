"""How an answer is to be written, said without the answer."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.grading import leaks, parse_spec
from tutor.grading.how_to_write import how_to_write

SPECS: list[tuple[dict[str, Any], str]] = [
    ({"kind": "number", "value": "7"}, "not to be rounded"),
    ({"kind": "number", "value": "7", "variable": "x"}, "“x =”"),
    ({"kind": "number", "value": "3.14", "decimals": 2}, "rounded to 2 decimal places"),
    ({"kind": "number", "value": "3.1", "decimals": 1}, "1 decimal place."),
    ({"kind": "number", "value": "0.31", "figures": 2}, "2 significant figures"),
    ({"kind": "number", "value": "10", "tolerance": "0.5"}, "close by"),
    ({"kind": "number", "value": "5", "unit": "km"}, "with its unit."),
    ({"kind": "number", "value": "5", "unit": "km", "asked": ["How many km?"]}, "(km)"),
    ({"kind": "expression", "value": "3/4", "form": "lowest_terms"}, "in lowest terms"),
    ({"kind": "expression", "value": "2x + 6"}, "any form"),
    ({"kind": "antiderivative", "value": "x^2"}, "constant"),
    ({"kind": "reading", "figures": 3}, "3 significant figures"),
    ({"kind": "choice", "options": ["a", "b"], "correct": 0}, "Pick one"),
    ({"kind": "several", "options": ["a", "b"], "correct": []}, "none"),
    ({"kind": "order", "items": ["first", "second"]}, "place in the order"),
    ({"kind": "match", "pairs": {"a": "one", "b": "two"}}, "partner"),
    ({"kind": "text", "accept": ["Paris"], "case": True}, "Capital letters"),
]


@pytest.mark.parametrize(("mapping", "says"), SPECS)
def test_the_form_is_named_and_the_answer_is_not(mapping: dict[str, Any], says: str) -> None:
    spec = parse_spec(mapping)
    assert says in how_to_write(spec)
    assert not leaks(how_to_write(spec), spec)
