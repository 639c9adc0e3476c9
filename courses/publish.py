"""Between frozen courses and their records: publish one, load one, name the newest.

The only writer of content. Knows no learner; who wants to hear of a new version connects to `published`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.dispatch import Signal
from django.utils import timezone

from courses import lint, rows
from courses.models import Course as CourseRow
from courses.models import CourseVersion
from courses.types import Course, Problem

published = Signal()  # kwargs: version, a CourseVersion; sent once its transaction is committed

LOADED_COURSES = 32  # kept in memory by each process; the largest known course takes some 20 MB


class PublishError(ValueError):
    """The course cannot be published. `findings` says what is wrong and where."""

    def __init__(self, findings: tuple[lint.Finding, ...]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


def publish(course: Course) -> CourseVersion:
    """Store a course as its next version, whole or not at all; the newest one again if nothing has changed.

    Raise PublishError for what `lint.faults` finds. An older content that comes back is a new version too:
    "the newest" must mean what was published last.
    """
    findings = lint.faults(course)
    if findings:
        raise PublishError(findings)
    fingerprint = digest(course)
    with transaction.atomic():
        # One publisher of a course at a time: the others wait here, and then see what was published.
        CourseRow.objects.select_for_update().get_or_create(pk=course.id)
        versions = CourseVersion.objects.filter(course=course.id).order_by("-number")
        newest = versions.published().first()
        if newest is not None and newest.digest == fingerprint:
            return newest
        highest = versions.first()  # a draft has a number too
        version = new_version(course, number=highest.number + 1 if highest else 1, digest=fingerprint)
        rows.write(course, version)
        seal(version)
    return version


def new_version(course: Course, **fields: Any) -> CourseVersion:
    """The row of a version, with the header of the course; nothing is in it yet."""
    return CourseVersion.objects.create(
        course_id=course.id,
        title=course.title,
        summary=course.summary,
        language=course.language,
        licence=course.licence,
        source=course.source,
        contact=course.contact,
        autonomy_floor=course.autonomy.floor,
        autonomy_ceiling=course.autonomy.ceiling,
        **fields,
    )


def seal(version: CourseVersion) -> None:
    """From here on nothing below the version changes any more; those who want to know are told on commit."""
    version.published_at = timezone.now()
    version.save(update_fields=["number", "digest", "is_draft", "published_at"])
    # Robust: the version stands, whatever becomes of those who are told. Their errors are logged.
    transaction.on_commit(lambda: _tell(version))


def load(version: CourseVersion | int) -> Course:
    """The course as frozen values, shared: the mappings inside must not be changed.

    A dozen queries the first time, then none (one, by id, to learn which content the id stands for).
    Raise CourseVersion.DoesNotExist for an unknown id.
    """
    if isinstance(version, int):
        version = CourseVersion.objects.get(pk=version)
    if version.published_at is None:
        return rows.read(version)
    return _loaded(version.pk, version.digest)


def latest() -> list[CourseVersion]:
    """The newest published version of every course, by title."""
    newer = CourseVersion.objects.published().filter(course=OuterRef("course"), number__gt=OuterRef("number"))
    versions = CourseVersion.objects.published().filter(~Exists(newer), course__trial_of=None)
    return list(versions.select_related("course").order_by("title", "course_id"))


def latest_of(course_id: str) -> CourseVersion:
    """The newest published version of a course. Raise CourseVersion.DoesNotExist if there is none."""
    version = CourseVersion.objects.published().filter(course=course_id).order_by("-number").first()
    if version is None:
        raise CourseVersion.DoesNotExist(f"nothing is published of course {course_id!r}")
    return version


def digest(course: Course) -> str:
    """SHA-256, in hexadecimal, of everything in the course; the same on every machine."""
    text = json.dumps(_plain(course), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


# With the digest, because a rollback lets the database give an id a second time.
@lru_cache(maxsize=LOADED_COURSES)
def _loaded(version_id: int, digest: str) -> Course:
    return rows.read(CourseVersion.objects.get(pk=version_id))


def _tell(version: CourseVersion) -> None:
    published.send_robust(CourseVersion, version=version)


def _plain(value: Any) -> Any:
    """Values as JSON knows them."""
    if dataclasses.is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        if isinstance(value, Course) and not value.contact:
            del plain["contact"]  # courses published before it was there keep their digest
        if isinstance(value, Course) and value.autonomy.is_open:
            del plain["autonomy"]  # as above
        if isinstance(value, Problem):
            plain["where"] = list(value.where.items())  # their order has a meaning, and keys are sorted
        return plain
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return value
