"""Which prerequisite lies behind a question, and what to take it up with. Knows beliefs, no conversation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import isfinite

from courses.types import Course, Passage, Problem, Skill
from tutor.learner.ramp import KNOWN
from tutor.types import Belief


def missing(
    course: Course, about: Collection[str], asked: Collection[str], beliefs: Mapping[str, Belief]
) -> Skill | None:
    """The least known of the skills that a question is `about` and that those of the problem build on.

    `asked`: the skills of the problem, which are no detour. None where all are believed known, or nothing in
    the course could be shown or asked on it.
    """
    needed = _behind(course, asked) & set(about) - set(asked)
    shaky = [
        skill
        for skill in course.skills
        if skill.id in needed
        and _p(beliefs, skill.id) < KNOWN
        and (passage_on(course, skill.id) or problem_on(course, skill.id, "", ()))
    ]
    return min(shaky, key=lambda skill: _p(beliefs, skill.id), default=None)


def passage_on(course: Course, skill: str) -> Passage | None:
    """The passage that introduces a skill."""
    passages = (passage for lesson in course.lessons for passage in lesson.passages)
    return next((passage for passage in passages if skill in passage.skills), None)


def problem_on(course: Course, skill: str, left: str, done: Collection[str]) -> Problem | None:
    """A problem on a skill with as little else as possible: a new one, or one whose numbers can be new."""
    on_it = [one for one in course.problems() if skill in one.skills and one.id != left]
    return min(on_it, key=lambda one: (one.id in done and not one.where, len(one.skills)), default=None)


def _behind(course: Course, skills: Collection[str]) -> set[str]:
    """All that some skills build on, directly or not."""
    needs = {skill.id: skill.prerequisites for skill in course.skills}
    found: set[str] = set()
    waiting = list(skills)
    while waiting:
        for before in needs.get(waiting.pop(), ()):
            if before not in found:
                found.add(before)
                waiting.append(before)
    return found


def _p(beliefs: Mapping[str, Belief], skill: str) -> float:
    """0 for a skill nobody has an idea of, or no number."""
    return beliefs[skill].p if skill in beliefs and isfinite(beliefs[skill].p) else 0.0
