"""What is edited on one page and saved as a whole: the parts of a course by name. Knows no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, TypeVar

from courses import plain, types

Named = TypeVar("Named", types.Lesson, types.Passage)

About = plain.About
LessonHead = plain.LessonHead

UnitValue = About | tuple[types.Skill, ...] | LessonHead | types.Passage | types.Problem


def about(course: types.Course) -> About:
    return About(
        course.title,
        course.summary,
        course.language,
        course.licence,
        course.source,
        course.contact,
        course.autonomy,
        tuple(lesson.id for lesson in course.lessons),
    )


def head(lesson: types.Lesson) -> LessonHead:
    return LessonHead(
        lesson.id,
        lesson.title,
        lesson.reveals_allowed,
        lesson.source,
        tuple(passage.id for passage in lesson.passages),
        tuple(problem.id for problem in lesson.problems),
    )


def value(course: types.Course, unit: str, key: str = "") -> Any:
    """The unit (a UnitValue) as it stands in the course. Raise KeyError when it is not there."""
    match unit:
        case "about":
            return about(course)
        case "skills":
            return course.skills
        case "lesson":
            return head(_found(course.lessons, key))
        case "passage":
            passages = [one for lesson in course.lessons for one in lesson.passages]
            return _found(passages, key)
        case "problem":
            return course.problem(key)
    raise KeyError(unit)


def seen(value: UnitValue | None) -> str:
    """A digest of the unit as somebody saw it; empty for one that is not there yet."""
    if value is None:
        return ""
    text = json.dumps(plain.plain(value), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _found(candidates: Iterable[Named], key: str) -> Named:
    for one in candidates:
        if one.id == key:
            return one
    raise KeyError(key)
