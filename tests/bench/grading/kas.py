"""KAS's own cases: comparison, what counts as simplified, and units."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench.grading.part import Part
from tests.bench.grading.rules import Rules
from tutor.grading import SpecError, check, forms, parse_spec, units
from tutor.grading.parser import parse
from tutor.grading.tree import MathsError
from tutor.types import Outcome

# KAS compares decimals to nine digits or so.
NEAR = "0.000000005"
_FUNCTION = re.compile(r"(?<![A-Za-z])([fgh])\s*\(")
SHOWN = 8


def spec_of(row: dict[str, Any]) -> dict[str, Any]:
    names = sorted({f"{name}()" for name in _FUNCTION.findall(f"{row['student']} {row['teacher'] or ''}")})
    if row["kind"] == "units":
        size = units.measured(units.parse(row["teacher"]))
        if size is None:
            raise SpecError("no unit")
        unit = " ".join(f"{name}^({power})" for name, power in size.unit)
        return {"kind": "number", "value": str(size.size.get((), 0)), "unit": unit}
    spec = {
        "kind": "expression",
        "value": row["teacher"],
        "names": names,
        "relative": NEAR,
        "calculation": True,
    }
    if row["test"] == "evaluating and comparing form":
        spec["form"] = "as_written"
    return spec


def is_right(row: dict[str, Any]) -> bool:
    if row["kind"] == "isSimplified":
        return _is_simplified(row["student"]) == row["equal"]
    try:
        outcome = check(parse_spec(spec_of(row)), row["student"]).outcome
    except SpecError:
        return False
    return (outcome is Outcome.CORRECT) == row["equal"]


def _is_simplified(text: str) -> bool:
    functions = _FUNCTION.findall(text)
    names = frozenset(f"{name}()" for name in functions) | set(re.findall("[A-Za-z]", text)) - set(functions)
    try:
        return forms.left_to_do("simplified", parse(text, names)) == ""
    except MathsError:
        return False


def run(data: Path | None, seed: int) -> Part:
    del seed
    path = None if data is None else data / "khan_kas.jsonl"
    if path is None or not path.is_file():
        return Part({}, notes=["kas: no khan_kas.jsonl found"])
    right, total, notes, naive = Counter[str](), Counter[str](), list[str](), Rules()
    for row in map(json.loads, path.read_text().splitlines()):
        key = "kas_simplified" if row["kind"] == "isSimplified" else "kas_compare"
        good = is_right(row)
        total[key] += 1
        right[key] += good
        if key == "kas_compare":
            naive.see(row["teacher"], row["student"], row["equal"])
        if not good and len(notes) < SHOWN:
            notes.append(f"{key}: {row['student']} | {row['teacher']}: should be {row['equal']}")
    return Part(
        metrics={key: right[key] / total[key] for key in total},
        baselines=naive.part("kas_compare"),
        floors={"kas_compare": 1.0, "kas_simplified": 0.9},
        notes=notes,
    )
