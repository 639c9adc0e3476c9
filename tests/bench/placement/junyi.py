"""Reads a table of exercises: name, prerequisites (commas between), topic. Drops what no course may have."""

from __future__ import annotations

import csv
from pathlib import Path

from models_server.wire import CourseSpec
from tutor.learner.simulated.terrain import Terrain


def read(path: Path) -> tuple[Terrain, list[str]]:
    """The skills with what was dropped, in words: self-loops, and prerequisites that are not in the table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["name"] for row in rows}
    needs: dict[str, tuple[str, ...]] = {}
    dropped = []
    for row in rows:
        wanted = [name.strip() for name in row["prerequisites"].split(",") if name.strip()]
        for name in wanted:
            if name == row["name"]:
                dropped.append(f"dropped a self-loop: {name}")
            elif name not in names:
                dropped.append(f"dropped an edge that leaves the area: {name} → {row['name']}")
        needs[row["name"]] = tuple(n for n in dict.fromkeys(wanted) if n in names and n != row["name"])
    return Terrain(needs, {row["name"]: row["topic"] or "none" for row in rows}), sorted(dropped)


def course(terrain: Terrain) -> CourseSpec:
    """One open item for each skill."""
    return {
        "skills": [
            {"id": skill, "prerequisites": list(before), "topic": terrain.topic[skill]}
            for skill, before in terrain.needs.items()
        ],
        "items": [
            {"id": skill, "problem": skill, "skills": [skill], "choices": 0} for skill in terrain.needs
        ],
    }
