"""Which passages to read before a problem. Knows what was read and believed, not what the passages say."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from courses.types import Course, Passage, Problem
from tutor.types import Belief

KNOWN = 0.85  # from here on nothing is explained unasked


def introducing(course: Course, skill: str) -> Passage | None:
    """The first passage that introduces a skill."""
    passages = (passage for lesson in course.lessons for passage in lesson.passages)
    return next((passage for passage in passages if skill in passage.skills), None)


def before(
    course: Course,
    problem: Problem,
    read: Collection[str],
    beliefs: Mapping[str, Belief],
    known: float = KNOWN,
) -> tuple[Passage, ...]:
    """Unread passages (ids not in `read`) on skills of `problem` that are not yet known.

    In the order of the course. A skill without a belief, or with one that is no number, is not known.
    """
    new = {skill for skill in problem.skills if skill not in beliefs or not beliefs[skill].p >= known}
    return tuple(
        passage
        for lesson in course.lessons
        for passage in lesson.passages
        if passage.id not in read and new.intersection(passage.skills)
    )
