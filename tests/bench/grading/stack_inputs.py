"""STACK's raw learner inputs: can each be read as an answer? `casvalid`, where it says more than
`phpvalid`, counts.

Inputs that are code, strings or sets of options of Maxima itself have no counterpart and are out of
scope, and
so is what only STACK's house rules forbid (implied products and spaces, which are ordinary typing here).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench.grading.part import Part
from tutor.grading.attempt import readable

SHOWN = 12
_CODE = re.compile(r'"|\bset\(|diff\(|\bint\(|limit\(|stackvector|binomial\(\w+,\[|%[a-z]')
_HOUSE = re.compile(
    r"[A-Za-z0-9] [A-Za-z0-9]|[²³]|\\|(?:sin|cos|tan)\^|\b[A-Z][a-z]+\(|<=?\w+<|^[^()\[\]{}]+,|\),|%$|ℼ[a-z]"
)
_JOINED = re.compile(r"\s*\b(?:and|or|not)\b\s*")
_LOGIC = re.compile(r"\b(?:xor|nand|nor|implies|true|false)\b")


class OutOfScope(Exception):
    """The reason, in a few words."""


def expected(row: dict[str, Any]) -> bool:
    return bool(row["phpvalid"] == "php_true" and row["casvalid"] != "cas_false")


def scope(raw: str) -> None:
    """Raises OutOfScope."""
    if _CODE.search(raw):
        raise OutOfScope("Maxima's own code and strings")
    if _LOGIC.search(raw):
        raise OutOfScope("propositional logic")
    if _HOUSE.search(_JOINED.sub("~", raw)):
        raise OutOfScope("STACK's house rules on spaces, products, signs and commas")


def run(data: Path | None, seed: int) -> Part:
    del seed
    path = None if data is None else data / "stack_inputs.jsonl"
    if path is None or not path.is_file():
        return Part({}, notes=["stack_inputs: no stack_inputs.jsonl found"])
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    left_out, notes, inside, right = Counter[str](), list[str](), 0, 0
    for row in rows:
        try:
            scope(row["raw"])
        except OutOfScope as reason:
            left_out[str(reason)] += 1
            continue
        inside += 1
        good = readable(row["raw"]) == expected(row)
        right += good
        if not good and len(notes) < SHOWN:
            notes.append(f"stack_inputs: {row['raw']!r} should be {'read' if expected(row) else 'refused'}")
    notes.append(f"stack_inputs out of scope: {dict(left_out.most_common())}")
    return Part(
        metrics={"stack_inputs_scope": inside / len(rows), "stack_inputs_right": right / inside},
        floors={"stack_inputs_scope": 0.8, "stack_inputs_right": 0.95},
        notes=notes,
    )
