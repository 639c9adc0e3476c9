"""Worked answers without a reference: right ones must not be flagged; of the wrong ones it is only told."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bench.grading.part import Part
from tests.bench.grading.stepverify import Row, rows_of
from tutor.grading.prose.check import check
from tutor.grading.spec_lines import WorkedSpec

_SUM = re.compile(r"(\d+(?:\.\d+)?) ?([-+*/]) ?(\d+(?:\.\d+)?) ?= ?\$?(\d+(?:\.\d+)?)")


def run(data: Path | None, seed: int) -> Part:
    """`processbench_*` over all `processbench_*.jsonl`. `seed` changes nothing."""
    rows = rows_of(data, "processbench_*.jsonl")
    if not rows:
        return Part({}, notes=["processbench: no table found"])
    ours = [(first_flagged(row), row["label"]) for row in rows]
    scanner = [(scanned(row), row["label"]) for row in rows]
    return Part(
        {"processbench_rows": float(len(rows)), **_scores(ours)},
        baselines={"scanner of false equations": _scores(scanner)},
        budgets={"processbench_right_flagged": 0.02},
    )


def first_flagged(row: Row) -> int:
    """The first step found wrong or suspect, from 0; -1 if none is."""
    steps = [" ".join(step.split()) or "." for step in row["steps"]]
    verdict = check(WorkedSpec(problem=row["problem"]), "\n".join(steps))
    found = [line["line"] - 1 for line in verdict.lines if line["status"] in ("wrong", "suspect")]
    return min(found, default=-1)


def scanned(row: Row) -> int:
    """The first step with `a + b = c` in plain digits that is false."""
    for at, step in enumerate(row["steps"]):
        for left, sign, right, stated in _SUM.findall(step):
            if abs(_value(float(left), sign, float(right)) - float(stated)) > 0.01:
                return at
    return -1


def _value(left: float, sign: str, right: float) -> float:
    if sign == "/":
        return left / right if right else float("inf")
    return {"+": left + right, "-": left - right, "*": left * right}[sign]


def _scores(pairs: list[tuple[int, int]]) -> dict[str, float]:
    """F1 as ProcessBench has it: harmonic mean of the shares found among wrong and among right solutions."""
    right = [found for found, marked in pairs if marked == -1]
    wrong = [(found, marked) for found, marked in pairs if marked != -1]
    kept = sum(found == -1 for found in right) / max(len(right), 1)
    hit = sum(found == marked for found, marked in wrong) / max(len(wrong), 1)
    return {
        "processbench_right_flagged": 1 - kept,
        "processbench_f1": 2 * kept * hit / (kept + hit) if kept + hit else 0.0,
    }
