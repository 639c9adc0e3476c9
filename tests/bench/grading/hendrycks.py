"""The pairs of the MATH benchmark's own equality test: order counts, a unit or a dollar sign does not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.bench.grading.found_answers import tidy
from tests.bench.grading.part import Part
from tests.bench.grading.rules import Rules
from tutor.grading import SpecError, check, parse_spec
from tutor.types import Outcome


def accepted(row: dict[str, Any]) -> bool:
    """Lists are in order there, so they are tuples here; a percent sign counts as a unit."""
    gold, pred = (_prepared(row[key]) for key in ("b", "a"))
    spec = {"kind": "expression", "value": gold, "calculation": True, "domain": "complex"}
    try:
        return check(parse_spec(spec), pred).outcome is Outcome.CORRECT
    except SpecError:
        return False


def _prepared(text: str) -> str:
    text = re.sub(r"\\+(?=[A-Za-z])", r"\\", text.replace("\f", "\\f"))
    text = tidy(text).replace("\\%", "").strip()
    return f"({text})" if re.fullmatch(r"[-\d.]+(?:,\s*[-\d.]+)+", text) else text


def run(data: Path | None, seed: int) -> Part:
    del seed
    path = None if data is None else data / "hendrycks.jsonl"
    if path is None or not path.is_file():
        return Part({}, notes=["hendrycks: no hendrycks.jsonl found"])
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    naive, notes, right = Rules(), list[str](), 0
    for row in rows:
        good = accepted(row) == row["equiv"]
        right += good
        naive.see(row["b"], row["a"], row["equiv"])
        if not good:
            notes.append(f"hendrycks: {row['a']!r} | {row['b']!r}: should be {row['equiv']}")
    return Part(
        metrics={"hendrycks_right": float(right)},
        baselines={
            name: {"hendrycks_right": len(rows) * part["r"]} for name, part in naive.part("r").items()
        },
        floors={"hendrycks_right": float(len(rows))},
        notes=notes,
    )
