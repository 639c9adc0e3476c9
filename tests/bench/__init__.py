"""Benches: `python -m tests.bench NAME`. A bench is a module here with `run(args: Args) -> Result`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Args:
    """What a bench is told.

    Attributes:
        data: a folder with data sets to look through by glob; None when none was named.
        seed: everything drawn at random is drawn from it.
        log: a review log, for benches on forgetting.
        train, test: attempts to fit on, and attempts of other learners to predict.
        graph: a table of skills with their prerequisites, where a bench asks for one.
        matrix: a table of people × items, 0 and 1, where a bench asks for one.
        learners: how many simulated learners of each kind; None: as many as the bench thinks right.
        minutes: how long the longest measure goes on; None: as long as the bench thinks right.
        parts: of a bench that has several, those to run; none named: all.
    """

    data: Path | None = None
    seed: int = 0
    log: Path | None = None
    train: Path | None = None
    test: Path | None = None
    graph: Path | None = None
    matrix: Path | None = None
    learners: int | None = None
    minutes: float | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What a bench measured.

    Attributes:
        metrics: key → value, with the unit in the key (`verdict_p95_ms`).
        baselines: name → the same keys, measured in the same run; a key may be missing.
        budgets: key → the largest value that is good enough.
        notes: lines for a person: what was not found, what is noise.
        floors: key → the smallest value that is good enough.
    """

    metrics: Mapping[str, float]
    baselines: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    budgets: Mapping[str, float] = field(default_factory=dict)
    notes: Sequence[str] = ()
    floors: Mapping[str, float] = field(default_factory=dict)
