"""Every course of the pools into a scratch database, by the command that an operator would use.

In a process of its own, so that its memory can be told from the bench's. Then once more, which must change
nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.grading.part import Part

ROOT = Path(__file__).parents[3]
TRAPS = (
    "empty_licences",
    "dangling_dependencies",
    "empty_hint_paths",
    "repeated_choices",
    "scaffold_repeats_answer",
)
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of the command took."""

    minutes: float
    processor_minutes: float
    peak_mb: float


def run(archives: Sequence[Path], folder: Path) -> Part:
    first = [_imported(archive, folder, "first") for archive in archives]
    again = [_imported(archive, folder, "again") for archive in archives]
    wholes = [report["whole"] for _, report in first]
    courses = [course for _, report in first for course in report["courses"]]
    distinct = _sum(whole["distinct"] for whole in wholes)
    traps = _sum(whole["traps"] for whole in wholes)
    kept = sum(course["outcome"] == "unchanged" for _, report in again for course in report["courses"])
    metrics: dict[str, float] = {
        "imported_courses": sum(course["outcome"] != "refused" for course in courses),
        "imported_lessons": sum(whole["taken"]["lessons"] for whole in wholes),
        "imported_problems": distinct["problems taken"],
        "problems_in_pool": distinct["problems seen"],
        "different_problems_in_pool": distinct["contents seen"],
        "imported_steps": distinct["steps taken"],
        "steps_in_pool": distinct["steps seen"],
        "imported_help_items": sum(whole["taken"]["help"] for whole in wholes),
        "help_items_seen": sum(whole["seen"]["help"] for whole in wholes),
        "unaccounted": sum(whole["unaccounted"] for whole in wholes),
        **{f"trap_{name}": traps[name] for name in TRAPS},
        "import_minutes": max(cost.minutes for cost, _ in first),
        "import_processor_minutes": max(cost.processor_minutes for cost, _ in first),
        "import_peak_mb": max(cost.peak_mb for cost, _ in first),
        "import_again_minutes": max(cost.minutes for cost, _ in again),
        "unchanged_the_second_time": kept / max(1, len(courses)),
    }
    return Part(
        metrics=metrics,
        budgets={"import_minutes": 10, "import_peak_mb": 1000, "unaccounted": 0},
        floors={"unchanged_the_second_time": 1},
        notes=list(_notes(wholes)),
    )


def _imported(archive: Path, folder: Path, name: str) -> tuple[Cost, dict[str, Any]]:
    """What it took, and the report."""
    report = folder / f"{name}-{archive.name}.json"
    if not (folder / "pool.sqlite3").exists():
        subprocess.run(_manage("migrate", "--verbosity", "0"), env=environment(folder), cwd=ROOT, check=True)
    command = _manage("import_oatutor", str(archive.resolve()), "--all", "--report", str(report))
    begun = time.monotonic()
    with (folder / "said.txt").open("w") as said:
        process = subprocess.Popen(command, env=environment(folder), cwd=ROOT, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
    taken = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import failed:\n{(folder / 'said.txt').read_text()[-2000:]}")
    cost = Cost(taken / 60, (usage.ru_utime + usage.ru_stime) / 60, usage.ru_maxrss / 1024)
    return cost, json.loads(report.read_text())


def _manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


def environment(folder: Path) -> dict[str, str]:
    """Settings for a process that works on the scratch database and tells nobody."""
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'pool.sqlite3'}",
        "SECRET_KEY": "bench",
        "DJANGO_SETTINGS_MODULE": "tutor.settings",
    }


def in_process_of_its_own(module: str, folder: Path) -> Part:
    """`tests.bench.authoring.<module>` on the scratch database; Django's settings are read once a process."""
    out = folder / f"{module}.json"
    command = [sys.executable, "-m", f"tests.bench.authoring.{module}", str(out)]
    subprocess.run(command, env=environment(folder), cwd=ROOT, check=True)
    return Part(**json.loads(out.read_text()))


def _sum(many: Any) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in many:
        total.update(one)
    return total


def _notes(wholes: Sequence[Mapping[str, Any]]) -> list[str]:
    notes = []
    for kind in ("problems", "steps", "help"):
        reasons = _sum(whole["why_left_out"][kind] for whole in wholes)
        seen = sum(whole["seen"][kind] for whole in wholes)
        for reason, times in reasons.most_common(SHOWN):
            notes.append(f"{kind} left out {times} of {seen} ({times / seen:.2%}): {reason}")
    for what, times in _sum(whole["changed"] for whole in wholes).most_common(SHOWN):
        notes.append(f"changed {times}: {what}")
    answers = _sum(whole["answers"] for whole in wholes)
    notes.append("kinds of answers: " + ", ".join(f"{kind} {n}" for kind, n in answers.most_common()))
    for whole in wholes:
        notes += [f"refused: {one['course']}: {one['why'][:200]}" for one in whole["courses_refused"]]
        notes += [f"in no course: {len(whole['in_no_course'])}"] if whole["in_no_course"] else []
    return notes
