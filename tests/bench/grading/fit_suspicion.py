"""Fits the weights of `prose.suspicion` again: `python -m tests.bench.grading.fit_suspicion DIR`."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np

from tests.bench.grading.stepverify import Row, rows_of, spec_of, steps_of
from tutor.grading.prose.check import work_of
from tutor.grading.prose.claims import read
from tutor.grading.prose.signs import signs_of
from tutor.grading.prose.suspicion import WEIGHTS

RIDGE, STEPS, FOLDS, SEEDS = 8.0, 12, 5, 10
Tables = list[np.ndarray]


def signs_in(row: Row) -> list[dict[str, float]]:
    return signs_of(work_of(spec_of(row), [read(step) for step in steps_of(row)]))


def fitted(tables: Tables, marked: list[int]) -> np.ndarray:
    """Multinomial logit over the lines of each answer, by Newton's steps."""
    width = tables[0].shape[1]
    weights = np.zeros(width)
    for _ in range(STEPS):
        slope, bend = RIDGE * weights, RIDGE * np.eye(width)
        for table, at in zip(tables, marked, strict=True):
            sums = table @ weights
            share = np.exp(sums - sums.max())
            share /= share.sum()
            mean = share @ table
            slope = slope + mean - table[at]
            bend += (table * share[:, None]).T @ table - np.outer(mean, mean)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def hits(weights: np.ndarray, tables: Tables, marked: list[int]) -> list[tuple[bool, bool]]:
    found = [int(np.argmax(table @ weights)) for table in tables]
    return [(a == b, abs(a - b) <= 1) for a, b in zip(found, marked, strict=True)]


def crossed(tables: Tables, marked: list[int], groups: list[str]) -> np.ndarray:
    """Exact and within one, a row for each seed. Rows of one group are never on both sides."""
    names = sorted(set(groups))
    found = []
    for seed in range(SEEDS):
        order = np.random.RandomState(seed).permutation(len(names))
        fold = {names[name]: k % FOLDS for k, name in enumerate(order)}
        hit: list[tuple[bool, bool]] = []
        for part in range(FOLDS):
            held = [k for k, group in enumerate(groups) if fold[group] == part]
            rest = [k for k, group in enumerate(groups) if fold[group] != part]
            weights = fitted([tables[k] for k in rest], [marked[k] for k in rest])
            hit += hits(weights, [tables[k] for k in held], [marked[k] for k in held])
        found.append(np.mean(hit, axis=0))
    return np.array(found)


def teachers(rows: list[Row]) -> str:
    """How often two teachers who saw the same answer marked the same step."""
    seen: dict[tuple[str, ...], list[int]] = {}
    for row in rows:
        seen.setdefault((row["problem"], *row["student_incorrect_solution"]), []).append(
            row["incorrect_index"]
        )
    pairs = [pair for marks in seen.values() for pair in combinations(marks, 2)]
    exact = sum(a == b for a, b in pairs) / len(pairs)
    near = sum(abs(a - b) <= 1 for a, b in pairs) / len(pairs)
    whole = [marks for marks in seen.values() if len(marks) > 1]
    agreed = sum(len(set(marks)) == 1 for marks in whole)
    return f"{len(whole)} answers marked often, {agreed} alike; pairs exact {exact:.3f}, near {near:.3f}"


def main(folder: Path) -> None:
    rows = rows_of(folder, "stepverify_*.jsonl")
    signs, marked = [signs_in(row) for row in rows], [row["incorrect_index"] for row in rows]
    names = sorted(WEIGHTS)
    tables = [np.array([[line[name] for name in names] for line in lines]) for lines in signs]
    sys.stdout.write(f"teachers: {teachers(rows)}\n")
    apart = [str(k) for k in range(len(rows))]
    for kind, groups in (("rows", apart), ("problems", [row["problem"] for row in rows])):
        found = crossed(tables, marked, groups)
        mean, spread = found.mean(axis=0), found.std(axis=0)
        sys.stdout.write(
            f"cross-validated over {kind}: exact {mean[0]:.3f} (sd {spread[0]:.3f} over {SEEDS} seeds), "
            f"within one {mean[1]:.3f} (sd {spread[1]:.3f})\n"
        )
    for name, weight in zip(names, fitted(tables, marked), strict=True):
        sys.stdout.write(f'    "{name}": {weight:.2f},\n')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
