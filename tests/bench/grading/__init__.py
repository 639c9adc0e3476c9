"""The checker against tables of cases, attacks and clocks: every part module that has a `run(data, seed)`."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import Args, Result
from tests.bench.grading.part import Part

Run = Callable[[Path | None, int], Part]


def parts() -> Iterator[tuple[str, Run]]:
    """Name and `run` of each part, by name."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        run = getattr(importlib.import_module(f"{__name__}.{module.name}"), "run", None)
        if run is not None and list(inspect.signature(run).parameters)[:2] == ["data", "seed"]:
            yield module.name, run


def run(args: Args) -> Result:
    """All parts put together; a part that lacks its table says so in a note."""
    metrics: dict[str, float] = {}
    baselines: dict[str, dict[str, float]] = {}
    floors: dict[str, float] = {}
    budgets: dict[str, float] = {}
    notes: list[str] = []
    for _, measure in parts():
        part = measure(args.data, args.seed)
        metrics |= part.metrics
        floors |= part.floors
        budgets |= part.budgets
        notes += part.notes
        for name, values in part.baselines.items():
            baselines.setdefault(name, {}).update(values)
    return Result(metrics, baselines, budgets, notes, floors)
