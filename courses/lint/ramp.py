"""Does everything only depend on what came before it. Looks at skills in the order of lessons, no deeper.

Inside a lesson a passage is shown before the first problem on one of its skills, so only the order of
passages and the order of lessons can be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.lint.finding import Finding, Severity
from courses.types import Course

Place = tuple[int, int]  # lesson and passage, both from 0: later is greater


def prerequisites_first(course: Course) -> Iterator[Finding]:
    """A skill that comes before one it builds on, and a prerequisite that no lesson brings.

    Every skill is compared with what it builds on directly; so all that it builds on comes before it.
    """
    places = _uses(course) | _introductions(course)
    for skill in course.skills:
        for required in skill.prerequisites:
            if skill.id not in places:
                continue
            if required not in places:
                yield _stop(
                    "order",
                    f"skills/{skill.id}",
                    f"builds on {required!r}, which no lesson brings",
                    f"Add a passage or a problem on {required!r}, or take it out of the prerequisites.",
                )
            elif places[required] > places[skill.id]:
                at = course.lessons[places[required][0]].id
                yield _stop(
                    "order",
                    f"skills/{skill.id}",
                    f"comes before {required!r} (lesson {at}), which it builds on",
                    f"Move what introduces {required!r} to before it.",
                )


def introductions(course: Course) -> Iterator[Finding]:
    """A step on a skill that only a later lesson introduces, or that none does in a course with passages."""
    introduced = _introductions(course)
    if not introduced:
        return  # a collection of problems without exposition: nothing was promised
    for number, lesson in enumerate(course.lessons):
        for problem in lesson.problems:
            for step in problem.steps:
                for skill in step.skills:
                    place = f"{lesson.id}/{problem.id}/{step.id}"
                    if skill not in introduced:
                        yield _stop(
                            "introduced",
                            place,
                            f"uses {skill!r}, which no passage introduces",
                            f"Write a passage that introduces {skill!r}, or name it in one that does.",
                        )
                    elif introduced[skill][0] > number:
                        at = course.lessons[introduced[skill][0]].id
                        yield _stop(
                            "introduced",
                            place,
                            f"uses {skill!r} before lesson {at} introduces it",
                            f"Move the problem behind that passage, or the passage into lesson {lesson.id}.",
                        )


def shown(course: Course) -> Iterator[Finding]:
    """A passage that introduces no skill: passages are shown before the first problem on one of theirs."""
    for lesson in course.lessons:
        for passage in lesson.passages:
            if not passage.skills:
                yield Finding(
                    "unshown",
                    f"{lesson.id}/{passage.id}",
                    "introduces no skill, so no problem brings it up",
                    "Name the skills that it introduces.",
                    Severity.WARNING,
                )


def _stop(rule: str, place: str, message: str, remedy: str) -> Finding:
    return Finding(rule, place, message, remedy, Severity.STOP)


def _introductions(course: Course) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for i, lesson in enumerate(course.lessons):
        for j, passage in enumerate(lesson.passages):
            for skill in passage.skills:
                places.setdefault(skill, (i, j))
    return places


def _uses(course: Course) -> dict[str, Place]:
    """First use in a problem, for skills without a passage: it comes after every passage of its lesson."""
    places: dict[str, Place] = {}
    for i, lesson in enumerate(course.lessons):
        for problem in lesson.problems:
            for skill in problem.skills:
                places.setdefault(skill, (i, len(lesson.passages)))
    return places
