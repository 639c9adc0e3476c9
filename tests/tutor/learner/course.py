"""A small course to choose from: count → add → equations, shapes beside them."""

from __future__ import annotations

from courses.types import Course, Lesson, Passage, Problem, Skill, Step
from tutor.types import Belief


def problem(problem_id: str, *skills: str, where: dict[str, str] | None = None) -> Problem:
    return Problem(problem_id, problem_id, "", (Step("s", "", {"kind": "number"}, skills),), where or {})


COURSE = Course(
    "c",
    "C",
    "",
    "en",
    "",
    "",
    skills=(
        Skill("count", "Counting"),
        Skill("add", "Adding", prerequisites=("count",)),
        Skill("equations", "Equations", prerequisites=("add", "count")),
        Skill("shapes", "Shapes"),
    ),
    lessons=(
        Lesson(
            "l1",
            "One",
            passages=(
                Passage("p-count", "Counting", "", ("count",)),
                Passage("p-add", "Adding", "", ("add", "count")),
            ),
            problems=(
                problem("count-1", "count"),
                problem("count-2", "count"),
                problem("add-1", "count", "add"),
            ),
        ),
        Lesson(
            "l2",
            "Two",
            passages=(
                Passage("p-shapes", "Shapes", "", ("shapes",)),
                Passage("p-more", "More adding", "", ("add",)),
            ),
            problems=(
                problem("equations-1", "equations"),
                problem("equations-2", "equations", "add"),
                problem("shapes-1", "shapes", where={"a": "2..9"}),
            ),
        ),
    ),
)
ALL = tuple(one.id for one in COURSE.problems())


def beliefs(**known: float) -> dict[str, Belief]:
    return {skill: Belief(skill, p, max(p - 0.1, 0), min(p + 0.1, 1)) for skill, p in known.items()}
