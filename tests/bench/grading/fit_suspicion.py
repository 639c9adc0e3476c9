"""Fits the weights of `prose.suspicion` again: `python -m tests.bench.grading.fit_suspicion DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from tests.bench.grading.stepverify import Row, rows_of, solution_of
from tutor.grading.prose.claims import read
from tutor.grading.prose.plan import plan_of
from tutor.grading.prose.signs import Work, signs_of

RIDGE, STEPS, LEAST = 3.0, 250, 0.10


def signs_in(row: Row) -> list[dict[str, float]]:
    authored = [read(line) for line in solution_of(row)]
    lines = [read(step) for step in row["student_incorrect_solution"]]
    given = frozenset(read(row["problem"]).numbers)
    final, answer = (
        next((c.numbers[-1] for c in reversed(part) if c.numbers), None) for part in (lines, authored)
    )
    return signs_of(Work(lines, authored, plan_of(authored), given, final, answer))


def fitted(tables: list[np.ndarray], marked: list[int]) -> np.ndarray:
    """Multinomial logit over the lines of each answer, by Adam, which needs no step size to be found."""
    width = tables[0].shape[1]
    weights, mean, square = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, STEPS + 1):
        slope = RIDGE * weights / len(tables)
        for table, at in zip(tables, marked, strict=True):
            sums = table @ weights
            share = np.exp(sums - sums.max())
            share /= share.sum()
            share[at] -= 1
            slope = slope + table.T @ share / len(tables)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        rate = 0.3 if step <= 200 else 0.06
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def scores(weights: np.ndarray, tables: list[np.ndarray], marked: list[int]) -> tuple[float, float]:
    found = [int(np.argmax(table @ weights)) for table in tables]
    exact = [a == b for a, b in zip(found, marked, strict=True)]
    near = [abs(a - b) <= 1 for a, b in zip(found, marked, strict=True)]
    return sum(exact) / len(exact), sum(near) / len(near)


def crossed(tables: list[np.ndarray], marked: list[int], seeds: int = 3) -> tuple[float, float]:
    """Mean of five folds for each seed."""
    found = []
    for seed in range(seeds):
        order = np.random.RandomState(seed).permutation(len(tables))
        for fold in np.array_split(order, 5):
            held = set(fold.tolist())
            rest = [k for k in range(len(tables)) if k not in held]
            weights = fitted([tables[k] for k in rest], [marked[k] for k in rest])
            found.append(scores(weights, [tables[k] for k in held], [marked[k] for k in held]))
    exact, near = np.mean(found, axis=0)
    return float(exact), float(near)


def main(folder: Path) -> None:
    rows = rows_of(folder, "stepverify_*.jsonl")
    signs, marked = [signs_in(row) for row in rows], [row["incorrect_index"] for row in rows]
    names = sorted(signs[0][0])
    tables = [np.array([[row[name] for name in names] for row in rows_]) for rows_ in signs]
    keep = [k for k, weight in enumerate(fitted(tables, marked)) if abs(weight) >= LEAST]
    tables = [table[:, keep] for table in tables]
    sys.stdout.write(f"cross-validated exact, within one: {crossed(tables, marked)}\n")
    for k, weight in zip(keep, fitted(tables, marked), strict=True):
        sys.stdout.write(f'    "{names[k]}": {weight:.2f},\n')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
