"""Where a course out of a file would go, and what it would become there. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from courses import publish, roles, rows
from courses.imports import merging
from courses.lint.structure import structure_faults
from courses.models import Course as CourseRow
from courses.models import CourseVersion
from courses.types import Course


@dataclass(frozen=True, slots=True)
class Aim:
    """`fate` as in the report; `base` is what stands there now, `onto` its version (a draft before all)."""

    target: Course
    base: Course | None
    onto: CourseVersion | None
    fate: str
    words: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Digest of what stood there; empty for a new course. Another one means: somebody changed it."""
        return publish.digest(self.base) if self.base else ""


def aim(brought: Course, options: Mapping[str, Any], user: Any) -> Aim:
    """`options`: `into`, a course of which the draft takes all of it; or `id`, another id for the course."""
    course_id = options.get("into") or options.get("id") or brought.id
    onto = _stands(course_id)
    base = _content(onto)
    if options.get("into"):
        target = merging.merged(base, brought) if base else brought
    else:
        target = replace(brought, id=course_id)
    refusal = _refusal(course_id, onto, options, user)
    words = (refusal,) if refusal else tuple(str(fault) for fault in structure_faults(target))
    if words:
        return Aim(target, base, onto, "refused", words)
    if base is None:
        return Aim(target, base, onto, "new")
    same = publish.digest(base) == publish.digest(target)
    return Aim(target, base, onto, "unchanged" if same else "changed")


def _stands(course_id: str) -> CourseVersion | None:
    versions = CourseVersion.objects.filter(course=course_id)
    return versions.filter(is_draft=True).first() or versions.published().order_by("-number").first()


def _content(onto: CourseVersion | None) -> Course | None:
    """Not through what the process keeps in memory: a pool has many courses, each is looked at once."""
    return None if onto is None else rows.read(onto)


def _refusal(course_id: str, onto: CourseVersion | None, options: Mapping[str, Any], user: Any) -> str:
    if options.get("into") and onto is None:
        return f"There is no course {course_id!r} any more."
    row = CourseRow.objects.filter(pk=course_id).first()
    if row is not None and row.trial_of_id is not None:
        return f"The id {course_id!r} is taken: give another one."
    if onto is None and row is None:
        return "" if roles.may_begin(user) else "You may not begin a new course: ask who runs this site."
    if not roles.may(user, course_id, "edit"):
        return f"A course {course_id!r} is there already, and you are not among its authors: give another id."
    return ""
