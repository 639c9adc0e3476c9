"""Questions of learners, with the skills whose text answers them. Knows no model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from courses import folder
from courses.types import Course
from scripts.places import ROOT

HERE = Path(__file__).parent
HALVES = ("own", "aside")


@dataclass(frozen=True)
class Question:
    """`skills`: those whose passage answers it; none: it belongs to `course`."""

    text: str
    skills: frozenset[str]
    course: str


def course() -> Course:
    return folder.read(ROOT / "courses" / "ramps" / "linear-equations")


def read(half: str, ramp: Course) -> list[Question]:
    """One half: `own` or `aside`. Raise KeyError for a skill that the course does not have."""
    body: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / f"{half}.yaml").read_text("utf-8"))
    known = {skill.id for skill in ramp.skills}
    missing = {skill for row in body["here"] for skill in row["answers"]} - known
    if missing:
        raise KeyError(f"{half}: {missing}")
    here = [Question(row["text"], frozenset(row["answers"]), ramp.id) for row in body["here"]]
    return here + [Question(row["text"], frozenset(), row["course"]) for row in body["elsewhere"]]
