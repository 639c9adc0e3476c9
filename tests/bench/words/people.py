"""Self-descriptions with what their writers know, and the courses that they speak of. Knows no model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from courses import folder
from courses.types import Course, Lesson, Passage, Skill
from scripts.places import ROOT
from tutor.learner.simulated.terrain import Terrain

HERE = Path(__file__).parent
HALVES = ("own", "aside")


@dataclass(frozen=True)
class Person:
    """`silent`: the words say nothing of what is known; `untrue`: they are not so."""

    name: str
    course: str
    text: str
    known: frozenset[str]
    silent: bool
    untrue: bool


def courses() -> dict[str, Course]:
    """The course that ships, and one of 47 skills of school mathematics."""
    shipped = folder.read(ROOT / "courses" / "ramps" / "linear-equations")
    return {course.id: course for course in (shipped, _school(HERE / "school-maths.yaml"))}


def terrain(course: Course) -> Terrain:
    """Topics are the lessons in which skills are met first; one for all where lessons do not tell."""
    topic = {s: lesson.id for lesson in reversed(course.lessons) for p in lesson.passages for s in p.skills}
    return Terrain(
        {skill.id: skill.prerequisites for skill in course.skills},
        {skill.id: topic.get(skill.id, course.id) for skill in course.skills},
    )


def read(half: str, known: dict[str, Course]) -> list[Person]:
    """One half: `own` or `aside`. Raise KeyError for a skill that the course does not have."""
    body: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / f"{half}.yaml").read_text("utf-8"))
    people = []
    for course, rows in body.items():
        ground = terrain(known[course])
        for i, row in enumerate(rows):
            missing = set(row["knows"]) - set(ground.needs)
            if missing:
                raise KeyError(f"{half} {course} {i}: {missing}")
            people.append(
                Person(
                    name=f"{half} {course} {i}",
                    course=course,
                    text=row["text"],
                    known=ground.filled(row["knows"]),
                    silent=row.get("silent", False),
                    untrue=row.get("untrue", False),
                )
            )
    return people


def _school(path: Path) -> Course:
    body = yaml.safe_load(path.read_text("utf-8"))
    lessons = [
        Lesson(
            id=f"lesson-{i}",
            title=lesson["title"],
            passages=(
                Passage(f"passage-{i}", lesson["title"], "", tuple(skill[0] for skill in lesson["skills"])),
            ),
        )
        for i, lesson in enumerate(body["lessons"])
    ]
    skills = [
        Skill(id=name, title=title, description=description, prerequisites=tuple(needs))
        for lesson in body["lessons"]
        for name, title, description, needs in lesson["skills"]
    ]
    return Course(
        id=body["id"],
        title=body["title"],
        summary=body["summary"],
        language="en",
        licence="Apache-2.0",
        source="Written for Edgewise",
        skills=tuple(skills),
        lessons=tuple(lessons),
    )
