"""Which prerequisite lies behind a question. Knows beliefs, no conversation."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from courses.types import Course, Skill
from tutor.learner import passages, ramp
from tutor.types import Belief


def missing(
    course: Course, about: Collection[str], asked: Collection[str], beliefs: Mapping[str, Belief]
) -> Skill | None:
    """The least known of the skills that a question is `about` and that those of the problem build on.

    `asked`: the skills of the problem, which are no detour. None where all are believed known, or nothing in
    the course could be shown or asked on it.
    """
    needed = set(ramp.below(course, asked)) & set(about) - set(asked)
    shaky = [
        skill
        for skill in course.skills
        if skill.id in needed
        and ramp.believed(beliefs, skill.id) < ramp.KNOWN
        and (passages.introducing(course, skill.id) or ramp.problem_on(course, skill.id, "", ()))
    ]
    return min(shaky, key=lambda skill: ramp.believed(beliefs, skill.id), default=None)
