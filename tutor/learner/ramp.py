"""Which problems are open, and the authored order to fall back on. Knows beliefs, no predictions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import isfinite

from courses.types import Course, Problem
from tutor.types import Belief

KNOWN = 0.80  # a prerequisite believed this likely carries what builds on it


def believed(beliefs: Mapping[str, Belief], skill: str) -> float:
    """0 for a skill nobody has an idea of, or no number."""
    return beliefs[skill].p if skill in beliefs and isfinite(beliefs[skill].p) else 0.0


def open_problems(
    course: Course, beliefs: Mapping[str, Belief], seen: Collection[str], known: float = KNOWN
) -> tuple[Problem, ...]:
    """Problems not in `seen` (ids that are done) whose prerequisites are believed known, in ramp order.

    A prerequisite that the problem itself practises does not count. Where nothing is open, the next problem
    of the ramp is: the result is empty only when every problem is done.
    """
    left = _left(course, seen)
    needs = _needs(course)
    ready = tuple(
        problem
        for problem in left
        if all(believed(beliefs, skill) >= known for skill in _prerequisites(problem, needs))
    )
    return ready or left[:1]


def next_in_ramp(
    course: Course, beliefs: Mapping[str, Belief], seen: Collection[str], known: float = KNOWN
) -> Problem | None:
    """The authored choice when nobody can predict: the first open problem with something left to learn.

    If all skills of the open ones are known, the first open one. None when every problem is done.
    """
    ready = open_problems(course, beliefs, seen, known)
    new = (problem for problem in ready if any(believed(beliefs, skill) < known for skill in problem.skills))
    return next(new, ready[0] if ready else None)


def sibling(course: Course, problem_id: str, seen: Collection[str]) -> Problem | None:
    """One like it, after a reveal: the same problem with other numbers, else another on one of its skills.

    Of several the one that shares most skills and adds fewest. None if there is no such problem. Raise
    KeyError for an unknown id.
    """
    problem = course.problem(problem_id)
    if problem.where:
        return problem
    skills = set(problem.skills)
    alike = [one for one in _left(course, seen) if one.id != problem_id and skills & set(one.skills)]
    return min(alike, key=lambda one: len(skills ^ set(one.skills)), default=None)


def detour(
    course: Course, problem_id: str, beliefs: Mapping[str, Belief], seen: Collection[str]
) -> Problem | None:
    """An easier way in, when a problem leads nowhere: one on the least known prerequisite, else a sibling.

    A problem on a prerequisite may have been done before; one that was not comes first. Raise KeyError for an
    unknown id. None when the course has nothing of the kind.
    """
    for skill in builds_on(course, problem_id, beliefs):
        found = problem_on(course, skill, problem_id, seen)
        if found is not None:
            return found
    return sibling(course, problem_id, {*seen, problem_id})


def problem_on(course: Course, skill: str, left: str, seen: Collection[str]) -> Problem | None:
    """One on `skill` with as little else as possible, and not `left`; those in `seen` come last."""
    on_it = [one for one in course.problems() if skill in one.skills and one.id != left]
    return min(on_it, key=lambda one: (one.id in seen, len(one.skills)), default=None)


def below(course: Course, skills: Iterable[str]) -> tuple[str, ...]:
    """All that `skills` build on, however far down, the nearest first."""
    needs = _needs(course)
    todo = [before for skill in skills for before in needs.get(skill, ())]
    found: dict[str, None] = {}
    while todo:
        one = todo.pop(0)
        if one not in found:
            found[one] = None
            todo += needs.get(one, ())
    return tuple(found)


def builds_on(course: Course, problem_id: str, beliefs: Mapping[str, Belief]) -> list[str]:
    """The skills that a problem needs and does not practise, the least known first."""
    problem = course.problem(problem_id)
    return sorted(_prerequisites(problem, _needs(course)), key=lambda skill: believed(beliefs, skill))


def _left(course: Course, seen: Collection[str]) -> tuple[Problem, ...]:
    done = set(seen)
    return tuple(problem for problem in course.problems() if problem.id not in done)


def _needs(course: Course) -> Mapping[str, tuple[str, ...]]:
    return {skill.id: skill.prerequisites for skill in course.skills}


def _prerequisites(problem: Problem, needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What `problem` builds on and does not practise itself, each once."""
    own = problem.skills
    needed = dict.fromkeys(before for skill in own for before in needs.get(skill, ()))
    return tuple(skill for skill in needed if skill not in own)
