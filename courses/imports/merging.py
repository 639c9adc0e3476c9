"""What a course becomes when a file is brought into it, and what that changes. Knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from courses import units
from courses.types import Course, Lesson, Passage, Problem

Item = TypeVar("Item", Passage, Problem)


@dataclass(frozen=True, slots=True)
class Change:
    """One unit (`courses.units`) that differs; `before` or `after` is None where it is not there."""

    unit: str
    key: str
    before: units.UnitValue | None
    after: units.UnitValue | None
    lesson: tuple[str | None, str | None] = (None, None)  # where it stands before and after
    at: tuple[int | None, int | None] = (None, None)


def merged(base: Course, brought: Course) -> Course:
    """`base` with all of `brought`: what has the same id is replaced where it stands, the rest comes after.

    Skills that `base` has stay as they are there. Source and licence of the file go with each item.
    """
    known = {skill.id for skill in base.skills}
    brought = replace(brought, lessons=tuple(_credited(lesson, brought) for lesson in brought.lessons))
    passages = {one.id: one for lesson in brought.lessons for one in lesson.passages}
    problems = {one.id: one for one in brought.problems()}
    old_passages = {one.id for lesson in base.lessons for one in lesson.passages}
    old_problems = {one.id for one in base.problems()}
    new = {
        lesson.id: replace(
            lesson,
            passages=tuple(one for one in lesson.passages if one.id not in old_passages),
            problems=tuple(one for one in lesson.problems if one.id not in old_problems),
        )
        for lesson in brought.lessons
    }
    nothing = Lesson("", "")
    kept = [
        replace(
            lesson,
            passages=(*_replaced(lesson.passages, passages), *new.get(lesson.id, nothing).passages),
            problems=(*_replaced(lesson.problems, problems), *new.get(lesson.id, nothing).problems),
        )
        for lesson in base.lessons
    ]
    old = {lesson.id for lesson in base.lessons}
    added = [lesson for key, lesson in new.items() if key not in old and (lesson.passages or lesson.problems)]
    return replace(
        base,
        skills=(*base.skills, *(skill for skill in brought.skills if skill.id not in known)),
        lessons=(*kept, *added),
    )


def changes(before: Course | None, after: Course) -> list[Change]:
    """Every unit that differs, in the order of the course; what is removed comes last."""
    old = _units(before) if before else {}
    new = _units(after)
    found = []
    for (unit, key), (value, lesson, at) in new.items():
        was, old_lesson, old_at = old.get((unit, key), (None, None, None))
        if old_lesson != lesson or not _same(was, value):
            found.append(Change(unit, key, was, value, (old_lesson, lesson), (old_at, at)))
    for (unit, key), (value, lesson, at) in old.items():
        if (unit, key) not in new:
            found.append(Change(unit, key, value, None, (lesson, None), (at, None)))
    return found


def _same(was: units.UnitValue | None, value: units.UnitValue) -> bool:
    """What a list holds is no change of its own: what was added to it, moved or removed is listed itself."""
    if isinstance(was, units.About) and isinstance(value, units.About):
        return replace(was, lessons=()) == replace(value, lessons=())
    if isinstance(was, units.LessonHead) and isinstance(value, units.LessonHead):
        return replace(was, passages=(), problems=()) == replace(value, passages=(), problems=())
    return was == value


Placed = tuple[units.UnitValue, str | None, int | None]


def _units(course: Course) -> dict[tuple[str, str], Placed]:
    return {(unit, key): placed for unit, key, placed in _each(course)}


def _each(course: Course) -> Iterator[tuple[str, str, Placed]]:
    yield "about", "", (units.about(course), None, None)
    yield "skills", "", (course.skills, None, None)
    for place, lesson in enumerate(course.lessons):
        yield "lesson", lesson.id, (units.head(lesson), None, place)
        for at, passage in enumerate(lesson.passages):
            yield "passage", passage.id, (passage, lesson.id, at)
        for at, problem in enumerate(lesson.problems):
            yield "problem", problem.id, (problem, lesson.id, at)


def _credited(lesson: Lesson, course: Course) -> Lesson:
    problems = tuple(
        replace(one, source=one.source or course.source, licence=one.licence or course.licence)
        for one in lesson.problems
    )
    return replace(lesson, source=lesson.source or course.source, problems=problems)


def _replaced(items: Iterable[Item], by_id: dict[str, Item]) -> Iterator[Item]:
    for one in items:
        yield by_id.get(one.id, one)
