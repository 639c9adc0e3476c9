"""Which problem is worked out before one on a new skill. Knows the course and what was met, no answers.

A problem with numbers costs nothing: other numbers are another item. A fixed one that is shown proves
nothing any more, so it must be one that the course can spare.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from courses.types import Course, Problem, Step

LEFT = 2  # items that have to be left on each skill of what is shown: fewer could not show that it was got


def authored(step: Step) -> Sequence[str]:
    return step.solution


def candidates(
    course: Course,
    skill: str,
    wanted: Problem,
    done: Collection[str],
    allowed: Collection[str],
    lines: Callable[[Step], Sequence[str]] = authored,
) -> tuple[tuple[Problem, Step], ...]:
    """Problems to work out before `wanted`, each with its step on `skill`; the least worth keeping first.

    First those with other numbers, `wanted` itself before the others; then fixed ones in `done` (ids of what
    was asked or shown); then fixed ones that leave enough on each of their skills, the most first. What needs
    skills beside those of `wanted` comes after what does not. `allowed`: ids that may be shown at all.
    `lines`: how a step is worked out; it takes two.
    """
    found = [
        (problem, step)
        for problem in course.problems()
        if problem.id in allowed
        and (step := _step(problem, skill, lines)) is not None
        and (problem.where or (problem.id != wanted.id and _spare(course, problem, done) >= LEFT))
    ]

    def rank(one: tuple[Problem, Step]) -> tuple[int, ...]:
        problem, step = one
        cost = 0 if problem.where else 1 if problem.id in done else 2
        more = len(set(step.skills) - set(wanted.skills))
        return (cost, more, problem.id != wanted.id, -_spare(course, problem, done))

    return tuple(sorted(found, key=rank))


def _step(problem: Problem, skill: str, lines: Callable[[Step], Sequence[str]]) -> Step | None:
    return next((step for step in problem.steps if skill in step.skills and len(lines(step)) > 1), None)


def _spare(course: Course, problem: Problem, done: Collection[str]) -> int:
    """Items left on the skill that has fewest, were this one gone; what was done costs nothing."""
    if problem.id in done:
        return LEFT
    return min((_items(course, skill, {*done, problem.id}) for skill in problem.skills), default=0)


def _items(course: Course, skill: str, without: Collection[str]) -> int:
    """Problems on a skill; one with numbers counts for as many as are needed."""
    left = (one for one in course.problems() if skill in one.skills)
    return sum(LEFT if one.where else 1 for one in left if one.where or one.id not in without)
