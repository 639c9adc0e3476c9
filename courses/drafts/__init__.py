"""Drafts: opened, read, changed unit by unit, given back, thrown away. Knows authors by id and no page.

What one change does is in `change`, what publishing does in `sealing`, what the linter said in `checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from courses import checking, rows, types
from courses import publish as publishing
from courses.drafts.change import Change, DraftError, Stale, locked, new_token
from courses.drafts.sealing import sealed
from courses.models import Course as CourseRow
from courses.models import CourseRole, CourseVersion, Revision
from courses.units import About, LessonHead, UnitValue, seen, value

__all__ = [
    "About",
    "DraftError",
    "LessonHead",
    "Stale",
    "begin",
    "create",
    "discard",
    "duplicate",
    "of",
    "open",
    "publish",
    "read",
    "remove",
    "save",
    "seen",
    "undo",
    "value",
]

LOADED_DRAFTS = 8  # kept in memory by each process


def of(course_id: str) -> CourseVersion | None:
    """The draft of a course, if there is one."""
    return CourseVersion.objects.filter(course=course_id, is_draft=True, published_at=None).first()


def open(course_id: str, by: Any) -> CourseVersion:
    """The draft of a course: the one that is there, or a new one as the newest published version stands.

    Raise CourseVersion.DoesNotExist for a course of which there is nothing.
    """
    with transaction.atomic():
        # Whoever comes second waits here and finds the draft of the first.
        CourseRow.objects.select_for_update().filter(pk=course_id).first()
        found = of(course_id)
        if found is not None:
            return found
        newest = publishing.latest_of(course_id)
        return _begin(publishing.load(newest), newest)


def create(course_id: str, title: str, language: str, by: Any) -> CourseVersion:
    """A new course with an empty draft; `by` becomes its owner."""
    return begin(types.Course(course_id, title, "", language, "", "", (), ()), by)


def duplicate(course_id: str, new_id: str, title: str, by: Any) -> CourseVersion:
    """A new course whose draft holds what the draft of the other holds, or else its newest version."""
    draft = of(course_id)
    course = read(draft) if draft else publishing.load(publishing.latest_of(course_id))
    return begin(replace(course, id=new_id, title=title), by)


def begin(course: types.Course, by: Any) -> CourseVersion:
    """A new course with a draft that holds all of `course`. Raise DraftError when the id is taken."""
    problems = checking.beginnings(course)
    if CourseRow.objects.filter(pk=course.id).exists():
        problems.append(f"id: there is a course {course.id} already")
    if problems:
        raise DraftError(*problems)
    try:
        with transaction.atomic():
            CourseRow.objects.create(pk=course.id)
            if by is not None:
                CourseRole.objects.create(course_id=course.id, user=by, role=CourseRole.Role.OWNER)
            return _begin(course, None)
    except IntegrityError:
        raise DraftError(f"id: there is a course {course.id} already") from None


def discard(draft: CourseVersion, by: Any) -> None:
    """The draft goes with its history. A course of which nothing was ever published goes with it."""
    with transaction.atomic():
        version = locked(draft)
        course = version.course
        version.delete()
        if not course.versions.exists():
            # Where somebody tried the draft as a learner, the record of that keeps the course's row.
            with suppress(ProtectedError), transaction.atomic():
                course.delete()


def read(draft: CourseVersion) -> types.Course:
    """The whole draft as it stands now, shared: the mappings inside must not be changed.

    One query while nothing changes, a dozen after a change.
    """
    for _ in range(3):
        token = _token(draft)
        course = _loaded(draft.pk, token)
        if _token(draft) == token:
            return course
        _loaded.cache_clear()  # changed while it was read: what was kept may be of two states
    with transaction.atomic():
        return rows.read(locked(draft))


def save(
    draft: CourseVersion,
    unit: str,
    key: str,
    value: UnitValue,
    *,
    by: Any,
    seen: str,
    lesson: str | None = None,
    at: int | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Revision:
    """Change a unit, or add one (`seen` empty); what was not changed leaves no revision (number 0).

    `key` is what it was called so far; `lesson` and `at` move it (for a new passage or problem `lesson` is
    needed). For skills `renamed` leads from old ids to new ones: all that names them follows.
    Raise DraftError with what is wrong, Stale when somebody else changed it since.
    """
    with transaction.atomic():
        change = Change(locked(draft), by)
        return _told(draft, change.put(unit, key, value, seen, lesson, at, renamed or {}))


def remove(draft: CourseVersion, unit: str, key: str, *, by: Any, seen: str) -> Revision:
    """Take a lesson with all that is in it, a passage or a problem out of the draft. Raise as `save`."""
    with transaction.atomic():
        return _told(draft, Change(locked(draft), by).take(unit, key, seen))


def undo(draft: CourseVersion, number: int, *, by: Any) -> Revision:
    """Give the unit back what change `number` took; what was changed besides stays.

    Raise Stale when a later change was to the same, Revision.DoesNotExist for an unknown number.
    """
    with transaction.atomic():
        version = locked(draft)
        revision = Revision.objects.get(version=version, number=number)
        return _told(draft, Change(version, by, undoes=revision).undo())


def publish(draft: CourseVersion, *, by: Any) -> CourseVersion:
    """Seal the draft as the newest version of its course.

    Raise PublishError for faults and for what stops in the linter, DraftError when nothing has changed.
    """
    with transaction.atomic():
        return sealed(locked(draft))


def _begin(course: types.Course, begun_from: CourseVersion | None) -> CourseVersion:
    highest = CourseVersion.objects.filter(course=course.id).order_by("-number").first()
    version = publishing.new_version(
        course,
        number=highest.number + 1 if highest else 1,
        digest=new_token(),
        is_draft=True,
        begun_from=begun_from,
    )
    rows.write(course, version)
    return version


def _told(draft: CourseVersion, revision: Revision) -> Revision:
    """The caller's own row learns what the draft has become."""
    if revision.number:
        draft.refresh_from_db()
    return revision


def _token(draft: CourseVersion) -> str:
    """Another one after every change, also when the database gives an id a second time after a rollback."""
    return CourseVersion.objects.values_list("digest", flat=True).get(pk=draft.pk)


@lru_cache(maxsize=LOADED_DRAFTS)
def _loaded(version_id: int, token: str) -> types.Course:
    return rows.read(CourseVersion.objects.get(pk=version_id))
