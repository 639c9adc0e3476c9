"""The courses of the scratch database as folders and back, and through the linter. A process of its own."""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import django

SHOWN = 15


def main(out: Path) -> None:
    django.setup()
    from courses.publish import latest, load

    part: dict[str, Any] = {"metrics": {}, "budgets": {}, "floors": {}, "notes": []}
    write = getattr(importlib.import_module("courses.folder"), "write", None)
    lint = getattr(importlib.import_module("courses.lint"), "lint", None)
    equal, courses, seconds, findings = 0, 0, 0.0, Counter[str]()
    for version in latest():
        course = load.__wrapped__(version) if hasattr(load, "__wrapped__") else load(version)
        courses += 1
        if write is not None:
            equal += _comes_back(course, write, part["notes"])
        if lint is not None:
            begun = time.monotonic()
            findings.update(finding.rule for finding in lint(course))
            seconds += time.monotonic() - begun
    if write is None:
        part["notes"].append("roundtrip_equal: courses.folder has no write")
    else:
        part["metrics"]["roundtrip_equal"] = equal / max(1, courses)
        part["floors"]["roundtrip_equal"] = 1
    if lint is None:
        part["notes"].append("lint_minutes: courses.lint has no lint")
    else:
        part["metrics"] |= {"lint_minutes": seconds / 60, "lint_findings": sum(findings.values())}
        part["budgets"]["lint_minutes"] = 5
        part["notes"] += [f"finding {n}: {rule}" for rule, n in findings.most_common(SHOWN)]
    out.write_text(json.dumps(part))


def _comes_back(course: Any, write: Any, notes: list[str]) -> bool:
    """Database → folder → course → folder: the same values, and the same bytes."""
    from courses.folder import read

    with tempfile.TemporaryDirectory(prefix="edgewise-folder-") as scratch:
        first, second = Path(scratch, "first"), Path(scratch, "second")
        try:
            write(course, first)
            again = read(first)
            write(again, second)
        except ValueError as error:
            notes.append(f"roundtrip: {course.id}: {str(error)[:300]}")
            return False
        same = again == course and _bytes(first) == _bytes(second)
        if not same:
            notes.append(f"roundtrip: {course.id} comes back otherwise")
        return same


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
