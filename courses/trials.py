"""Sealed copies of drafts that an author walks through as a learner does. Knows no learner.

A copy stands under a course of its own, `try-…`, which no list, count or fit shows; nothing of it is ever
published in the course that it is a copy of, and after a day it is gone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from django.db import models, transaction
from django.utils import timezone

from courses import lint, publish, rows
from courses.models import Course as CourseRow
from courses.models import CourseVersion
from courses.types import Course, Lesson

PREFIX = "try-"


def make(course: Course, of: str) -> CourseVersion:
    """A trial of `course`, a draft of `of` or a part of one. Raise publish.PublishError for what stops it."""
    copy = replace(course, id=f"{PREFIX}{uuid4().hex[:12]}")
    if findings := lint.faults(copy):
        raise publish.PublishError(findings)
    with transaction.atomic():
        CourseRow.objects.create(pk=copy.id, trial_of_id=of)
        version = publish.new_version(copy, number=1, digest=publish.digest(copy))
        rows.write(copy, version)
        # Sealed quietly: nobody is told of it.
        version.published_at = timezone.now()
        version.save(update_fields=["published_at"])
    return version


def lesson(course: Course, lesson_id: str) -> Course:
    """The course as one lesson. Raise KeyError for an unknown id."""
    found = next((one for one in course.lessons if one.id == lesson_id), None)
    if found is None:
        raise KeyError(lesson_id)
    return _only(course, found)


def problem(course: Course, problem_id: str) -> Course:
    """The course as one problem, with the passages on its skills that come before it. Raise KeyError."""
    wanted, home = course.problem(problem_id), course.lesson_of(problem_id)
    before = course.lessons[: course.lessons.index(home) + 1]
    skills = set(wanted.skills)
    read = tuple(
        passage for one in before for passage in one.passages if not skills.isdisjoint(passage.skills)
    )
    return _only(course, replace(home, passages=read, problems=(wanted,)))


def old(before: datetime) -> list[str]:
    """The trials that were made before that."""
    made = CourseRow.objects.filter(trial_of__isnull=False, versions__published_at__lt=before)
    return list(made.values_list("pk", flat=True).distinct())


def remove(course_ids: Collection[str]) -> None:
    """For good. Of other courses nothing is removed, whatever is asked for."""
    trials = CourseRow.objects.filter(pk__in=course_ids, trial_of__isnull=False)
    with transaction.atomic():
        # The manager's own refuses what is sealed, which a trial is only so that it behaves like a course.
        models.QuerySet(CourseVersion).filter(course__in=trials).delete()
        trials.delete()


def _only(course: Course, part: Lesson) -> Course:
    """What the part builds on is not in it, so a learner of it is taken to know that."""
    used = {skill for problem in part.problems for skill in problem.skills}
    used |= {skill for passage in part.passages for skill in passage.skills}
    skills = tuple(
        replace(one, prerequisites=tuple(below for below in one.prerequisites if below in used))
        for one in course.skills
        if one.id in used
    )
    passages = tuple(
        replace(one, skills=tuple(skill for skill in one.skills if skill in used)) for one in part.passages
    )
    return replace(course, skills=skills, lessons=(replace(part, passages=passages),))
