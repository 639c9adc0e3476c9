"""Runs one bench, prints its table with baselines beside it, and writes the JSON. Knows no bench by name."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from tests import bench
from tests.bench import Args, Result


def names() -> list[str]:
    """All benches there are."""
    return sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if module.name[0] != "_")


def machine() -> dict[str, str | int | float]:
    """What the numbers were measured on."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(pages * size / 2**30, 1),
        "gpu": _gpu(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def _cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _gpu() -> str:
    if not shutil.which("nvidia-smi"):
        return "none"
    asked = ("nvidia-smi", "--query-gpu=name", "--format=csv,noheader")
    said = subprocess.run(asked, capture_output=True, text=True)
    return ", ".join(said.stdout.split("\n")).strip(", ") or "none"


def table(result: Result) -> str:
    """One line a metric: value, budget, then each baseline with the ratio of value to baseline."""
    head = ["metric", "value", "budget", *result.baselines]
    rows = [head]
    for key, value in result.metrics.items():
        row = [key, _number(value), _bar(value, result.budgets.get(key), result.floors.get(key))]
        row += [_compared(value, baseline.get(key)) for baseline in result.baselines.values()]
        rows.append(row)
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )


def _number(value: float) -> str:
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def _bar(value: float, budget: float | None, floor: float | None) -> str:
    """The largest or the smallest value that is good enough, and whether this one is."""
    if floor is not None:
        return f"≥ {_number(floor)} {'ok' if value >= floor else 'MISSED'}"
    return "" if budget is None else f"≤ {_number(budget)} {'ok' if value <= budget else 'MISSED'}"


def _compared(value: float, baseline: float | None) -> str:
    if baseline is None:
        return ""
    return f"{_number(baseline)} (×{value / baseline:.2f})" if baseline else _number(baseline)


def as_json(name: str, result: Result, described: dict[str, str | int | float]) -> str:
    """The result for other programs: bench, machine, metrics, baselines."""
    baselines = {key: dict(values) for key, values in result.baselines.items()}
    whole = {"bench": name, "machine": described, "metrics": dict(result.metrics), "baselines": baselines}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", choices=names(), metavar="NAME", help=", ".join(names()) or "none yet")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder with data sets")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there too")
    parser.add_argument("--graph", type=Path, metavar="FILE", help="skills and their prerequisites")
    parser.add_argument("--matrix", type=Path, metavar="FILE", help="people × items, 0 and 1")
    parser.add_argument("--learners", type=int, metavar="N", help="simulated learners of each kind")
    parser.add_argument("--minutes", type=float, metavar="M", help="how long overload goes on (serving)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--train", type=Path, metavar="FILE", help="attempts to fit on (tracing)")
    parser.add_argument(
        "--test", type=Path, metavar="FILE", help="attempts of other learners to predict (tracing)"
    )
    parser.add_argument("--part", dest="parts", action="append", metavar="NAME", help="only this (dialogue)")
    parser.add_argument("--log", type=Path, metavar="FILE", help="a review log (retention)")
    chosen = parser.parse_args(arguments)
    if chosen.data is not None and not chosen.data.is_dir():
        parser.error(f"--data {chosen.data}: no such folder")
    for name in ("log", "train", "test", "graph", "matrix"):
        file: Path | None = getattr(chosen, name)
        if file is not None and not file.is_file():
            parser.error(f"--{name} {file}: no such file")
    module = importlib.import_module(f"tests.bench.{chosen.name}")
    chosen.parts = tuple(chosen.parts or ())
    told = Args(**{known.name: getattr(chosen, known.name) for known in fields(Args)})
    result: Result = module.run(told)
    described = machine()
    print(f"{chosen.name} on {described['cpu']}, {described['cores']} cores, GPU: {described['gpu']}")
    print(table(result))
    for note in result.notes:
        print(f"note: {note}")
    if chosen.json:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(as_json(chosen.name, result, described))
    return 0


if __name__ == "__main__":
    sys.exit(main())
