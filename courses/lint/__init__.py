"""What is wrong with a course before anybody learns from it. Knows no database and no learner.

`lint` says everything that can be said; `faults` is the part without which a course cannot be stored at all,
`advice` the rest. docs/authoring-lint.md has every rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from courses.lint.answers import answer_faults
from courses.lint.finding import Finding, Severity
from courses.lint.materials import Exists
from courses.lint.places import in_order
from courses.lint.rules import Predictor, findings
from courses.lint.structure import structure_faults
from courses.types import Course

__all__ = ["Finding", "Severity", "advice", "faults", "lint"]


def lint(
    course: Course, *, predictor: Predictor | None = None, exists: Exists | None = None
) -> tuple[Finding, ...]:
    """All findings, in the order of the course.

    A course with a broken structure is told that alone: the rules follow its ids and references. Without
    `predictor` nothing is said of difficulty; without `exists`, of a path only whether it is one.
    """
    broken = tuple(structure_faults(course))
    if broken:
        return in_order(course, broken)
    unread = tuple(answer_faults(course))
    answerable = _without(course, {finding.place for finding in unread}) if unread else course
    return in_order(course, [*unread, *findings(course, answerable, predictor, exists)])


def faults(course: Course) -> tuple[Finding, ...]:
    """Broken ids and references, a graph that cannot be followed, answers that no checker understands."""
    broken = tuple(structure_faults(course))
    # Answers are read through the structure, so they are looked at only once it holds.
    return broken or tuple(answer_faults(course))


def advice(course: Course) -> tuple[Finding, ...]:
    """What `lint` says besides, of a course without `faults`."""
    return in_order(course, findings(course, course, None, None))


def _without(course: Course, places: Iterable[str]) -> Course:
    """The course without the problems that one of the places is in."""
    dropped = {tuple(place.split("/")[:2]) for place in places}
    lessons = (
        replace(
            lesson,
            problems=tuple(one for one in lesson.problems if (lesson.id, one.id) not in dropped),
        )
        for lesson in course.lessons
    )
    return replace(course, lessons=tuple(lessons))
