"""Learners who answered, written straight into the log: enough of them to fit a course on."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, timedelta

from courses import publish
from courses.models import CourseVersion
from tutor.models import EvidenceRow, Learner, LearnerCourse, Session

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def items(version: CourseVersion) -> list[tuple[str, tuple[str, ...]]]:
    """Every item of a course with its skills."""
    course = publish.load(version)
    return [(f"{one.id}/{step.id}", step.skills) for one in course.problems() for step in one.steps]


def scores(learner: int, count: int) -> list[float]:
    """Every second learner is right nearly always, the others hardly ever."""
    draw = random.Random(learner)
    likely = 0.95 if learner % 2 else 0.1
    return [float(draw.random() < likely) for _ in range(count)]


def write(
    version: CourseVersion,
    learners: int,
    answers: int,
    begin: datetime = BEGIN,
    first: int = 0,
    named: str = "",
) -> list[Learner]:
    """That many learners who answered that many items of the course, in its order, one a minute.

    With a name their ids are always the same: by these it is told who is kept aside in a fit. The name must
    not be used twice, as the model server of all tests would know them.
    """
    there = items(version)
    made = []
    for number in range(first, first + learners):
        own = uuid.uuid5(uuid.NAMESPACE_OID, f"{named} {number}") if named else uuid.uuid4()
        learner = Learner.objects.create(id=own)
        session = Session.objects.create(learner=learner, version=version)
        results = scores(number, answers)
        rows = [
            EvidenceRow(
                learner=learner,
                course_id=version.course_id,
                n=n,
                session=session,
                message_seq=n,
                item=there[n % len(there)][0],
                skills=list(there[n % len(there)][1]),
                score=score,
                assisted=False,
                at=begin + timedelta(days=number % 5, minutes=n),
            )
            for n, score in enumerate(results, start=1)
        ]
        EvidenceRow.objects.bulk_create(rows)
        LearnerCourse.objects.create(
            learner=learner,
            course_id=version.course_id,
            version=version,
            evidence_n=answers,
            evidence_at=rows[-1].at,
        )
        made.append(learner)
    return made
