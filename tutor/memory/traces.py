"""Taking the traces of a learner further with what the log has new. Reads records and writes none.

A trace is read as of the evidence that is believed. Where it cannot be gone on with, it is made anew from the
whole log: nothing believed yet, another version of the course, a clock that ran ahead and was put right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from courses.types import Course
from tutor.learner.trace import Traces
from tutor.memory import guesses
from tutor.models import EvidenceRow, LearnerCourse, SkillState
from tutor.types import Evidence

CHUNK = 2_000  # rows of evidence in memory at once


@dataclass(frozen=True, slots=True)
class Followed:
    """Traces as of evidence `n`. `since`: how far the log was believed when they were read."""

    traces: Traces
    since: int
    until: datetime | None  # the newest moment in them


def follow(row: LearnerCourse, course: Course, n: int, now: datetime) -> Followed:
    """The traces of `row`'s learner as of evidence `n`."""
    goes_on = (
        row.believed_n > 0
        and row.traced_version_id == row.version_id
        and (row.traced_until is None or row.traced_until <= now)
    )
    learner_id = row.learner_id
    kept = _kept(learner_id, course.id, row.believed_n) if goes_on else {}
    traces = Traces(kept, needs(course), guesses.of(learner_id, course))
    until = row.traced_until if goes_on else None
    for one in evidence_between(learner_id, course.id, row.believed_n if goes_on else 0, n):
        at = _moment(one, until, now)
        until = until if one.ruled else at
        traces.follow(replace(one, at=at))
    return Followed(traces, row.believed_n, until)


def clicked(learner_id: UUID, course: Course, n: int, now: datetime) -> dict[str, int]:
    """The skills on which evidence `n` is a eureka, with the errors before it. Beliefs may lag behind it."""
    row = LearnerCourse.objects.get(learner_id=learner_id, course_id=course.id)
    kept, until = _kept(learner_id, course.id, row.believed_n), row.traced_until
    traces = Traces(kept, needs(course), guesses.of(learner_id, course))
    found: list[str] = []
    for one in evidence_between(learner_id, course.id, row.believed_n, n):
        at = _moment(one, until, now)
        until = until if one.ruled else at
        found = traces.follow(replace(one, at=at))
    return {skill: traces.of(skill).marks.misses for skill in found}


def _moment(one: Evidence, last: datetime | None, now: datetime) -> datetime:
    """When it counts. What was ruled later counts on its own day: a late ruling is no later day."""
    return min(one.at, now) if one.ruled else steady(one.at, last, now)


def steady(at: datetime, last: datetime | None, now: datetime) -> datetime:
    """A moment of the log as it can be counted with: never before the one before it, never ahead of now."""
    at = min(at, now)
    return at if last is None else max(at, last)


def needs(course: Course) -> dict[str, tuple[str, ...]]:
    """Skill → its direct prerequisites."""
    return {skill.id: skill.prerequisites for skill in course.skills}


def evidence_between(learner_id: UUID, course_id: str, after: int, upto: int) -> Iterator[Evidence]:
    rows = EvidenceRow.objects.filter(learner_id=learner_id, course_id=course_id, n__gt=after, n__lte=upto)
    return (row.as_evidence() for row in rows.order_by("n").iterator(CHUNK))


def _kept(learner_id: UUID, course_id: str, n: int) -> dict[str, dict[str, object]]:
    rows = SkillState.objects.filter(learner_id=learner_id, course_id=course_id, n=n)
    return dict(rows.values_list("skill", "trace"))
