"""Wrong answers to word problems, first wrong step marked by teachers: which line is found here?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.bench.grading.part import Part
from tutor.grading.prose.check import check
from tutor.grading.prose.claims import read
from tutor.grading.spec_lines import WorkedSpec

Row = dict[str, Any]
NOTE = (
    "stepverify: the weights that rank suspect lines were fitted to stepverify_0_500; on those rows the "
    "numbers are of the fit itself. Cross-validated there (5 folds, 10 seeds, no problem on both sides): "
    "exact .60, within one .82; with the choice of signs inside the folds too: .56, .81. Two teachers who "
    "marked the same answer agree on .64 and .86"
)


def run(data: Path | None, seed: int) -> Part:
    """`stepverify_exact`, `stepverify_within_one` over all `stepverify_*.jsonl`. `seed` changes nothing."""
    rows = rows_of(data, "stepverify_*.jsonl")
    if not rows:
        return Part({}, notes=["stepverify: no table found"])
    ours = [(first_found(row), row["incorrect_index"]) for row in rows]
    simple = [(simple_aligner(row), row["incorrect_index"]) for row in rows]
    return Part(
        {"stepverify_rows": float(len(rows)), **_scores(ours)},
        baselines={"simple aligner": _scores(simple)},
        floors={"stepverify_exact": 0.60, "stepverify_within_one": 0.80},
        notes=[NOTE],
    )


def rows_of(data: Path | None, pattern: str) -> list[Row]:
    found = sorted(data.glob(pattern)) if data is not None else []
    return [json.loads(line) for path in found for line in path.read_text().splitlines() if line.strip()]


def solution_of(row: Row) -> list[str]:
    return [line for line in row["reference_solution"].split("\n") if line.strip()]


def spec_of(row: Row) -> WorkedSpec:
    lines = solution_of(row)
    return WorkedSpec(problem=row["problem"], solution=tuple(lines), answer=lines[-1].strip())


def steps_of(row: Row) -> list[str]:
    """One line each, so that lines count as steps do."""
    return [" ".join(step.split()) or "." for step in row["student_incorrect_solution"]]


def first_found(row: Row) -> int:
    """The first line that is wrong or suspect, from 0; the last one if none is."""
    steps = steps_of(row)
    verdict = check(spec_of(row), "\n".join(steps))
    found = [line["line"] - 1 for line in verdict.lines if line["status"] in ("wrong", "suspect")]
    return min(found, default=len(steps) - 1)


def simple_aligner(row: Row) -> int:
    """The first step whose last number is nowhere in the authored solution, else the last step."""
    known = {number for line in solution_of(row) for number in read(line).numbers}
    steps = row["student_incorrect_solution"]
    for at, step in enumerate(steps):
        numbers = read(step).numbers
        if numbers and numbers[-1] not in known:
            return at
    return len(steps) - 1


def _scores(pairs: list[tuple[int, int]]) -> dict[str, float]:
    return {
        "stepverify_exact": sum(found == marked for found, marked in pairs) / len(pairs),
        "stepverify_within_one": sum(abs(found - marked) <= 1 for found, marked in pairs) / len(pairs),
    }
