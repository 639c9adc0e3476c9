"""Which prerequisite a question rests on."""

from __future__ import annotations

from courses.types import Course, Lesson, Passage
from tests.courses import build
from tutor.learner import detour, passages, ramp
from tutor.types import Belief

SKILLS = (
    build.skill("count"),
    build.skill("add", "count"),
    build.skill("times", "add"),
    build.skill("solve", "times"),
    build.skill("bare"),
)


def course() -> Course:
    problems = (
        build.problem("p-add", build.step(skills=("add",))),
        build.problem("p-both", build.step(skills=("add", "times"))),
        build.problem("p-solve", build.step(skills=("solve", "bare"))),
    )
    passages = (Passage("counting", "Counting", "One, two.", ("count",)),)
    return build.course(Lesson("all", "All", passages, problems), skills=SKILLS)


def belief(skill: str, p: float) -> Belief:
    return Belief(skill, p, p, p)


def test_a_skill_further_down_that_is_not_known_is_missing() -> None:
    found = detour.missing(course(), ["add"], ["solve"], {})
    assert found is not None
    assert found.id == "add"


def test_the_least_known_of_several() -> None:
    beliefs = {"add": belief("add", 0.7), "count": belief("count", 0.4)}
    found = detour.missing(course(), ["add", "count"], ["solve"], beliefs)
    assert found is not None
    assert found.id == "count"


def test_what_is_known_asked_or_later_is_no_detour() -> None:
    assert detour.missing(course(), ["add"], ["solve"], {"add": belief("add", 0.9)}) is None
    assert detour.missing(course(), ["solve"], ["solve"], {}) is None
    assert detour.missing(course(), ["solve"], ["add"], {}) is None
    assert detour.missing(course(), ["bare"], ["add"], {}) is None


def test_its_problem_has_as_little_else_as_possible_and_is_new_where_one_is() -> None:
    def on(skill: str, left: str, *done: str) -> str | None:
        found = ramp.problem_on(course(), skill, left, done)
        return found.id if found is not None else None

    assert on("add", "p-solve") == "p-add"
    assert on("add", "p-solve", "p-add") == "p-both"
    assert on("solve", "p-solve") is None
    passage = passages.introducing(course(), "count")
    assert passage is not None
    assert passage.id == "counting"
