"""Content pools into a database, their answers through the checker, the pages that show them.

docs/authoring-pool.md has the numbers. Every archive `oatutor*.tar.gz` under `--data` is taken; counts are
added, and of measures of time and memory the largest is told.
Parts: answers, import, ramps, pages; `--part` runs some of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench import Args, Result
from tests.bench.authoring import answers, imports
from tests.bench.grading.part import Part

PARTS = ("answers", "import", "ramps", "pages")


def run(args: Args) -> Result:
    archives = sorted(args.data.rglob("oatutor*.tar.gz")) if args.data else []
    if not archives:
        return Result({}, notes=["no oatutor*.tar.gz under --data"])
    chosen = args.parts or PARTS
    parts: list[Part] = []
    if "answers" in chosen:
        parts.append(answers.run(archives, args.seed))
    if set(chosen) - {"answers"}:
        with tempfile.TemporaryDirectory(prefix="edgewise-authoring-") as folder:
            parts += _with_database(archives, Path(folder), chosen)
    return _together(parts)


def _with_database(archives: Sequence[Path], folder: Path, chosen: Sequence[str]) -> list[Part]:
    """All of these need the pool published first, so that is measured whatever was chosen."""
    parts = [imports.run(archives, folder)]
    if "ramps" in chosen:
        parts.append(imports.in_process_of_its_own("ramps", folder))
    if "pages" in chosen:
        parts.append(imports.in_process_of_its_own("pages", folder))
    return parts


def _together(parts: Sequence[Part]) -> Result:
    metrics: dict[str, float] = {}
    baselines: dict[str, dict[str, float]] = {}
    budgets: dict[str, float] = {}
    floors: dict[str, float] = {}
    notes: list[str] = []
    for part in parts:
        metrics |= part.metrics
        budgets |= part.budgets
        floors |= part.floors
        notes += part.notes
        for name, values in part.baselines.items():
            baselines.setdefault(name, {}).update(values)
    return Result(metrics, baselines, budgets, notes, floors)
