"""The reviews of a learner in a course: when each skill comes back, and which problems are for today.

A view like the beliefs: when a skill is due follows from the evidence and the prerequisites of the course
alone. What a day holds is worked out on reading, because it depends on what day it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max

from courses.types import Course, Problem
from tutor.learner import backlog
from tutor.learner.cover import Pick, cover
from tutor.learner.trace import Traces
from tutor.memory.traces import needs
from tutor.models import EvidenceRow, LearnerCourse, Review, SkillState

MOST_A_DAY = 2_000  # pieces of evidence among which those of today are looked for


def keep(row: LearnerCourse, course: Course, traces: Traces, n: int, now: datetime) -> None:
    """Write when every skill that was got is due, as of evidence `n`; drop what the course no longer has.

    All skills, not only those tried last: a success moves the reviews of what it builds on.
    """
    got = SkillState.objects.filter(learner_id=row.learner_id, course_id=course.id, got_at__isnull=False)
    skills = set(got.values_list("skill", flat=True)).intersection(skill.id for skill in course.skills)
    rows = [
        Review(
            learner_id=row.learner_id,
            course_id=course.id,
            skill=skill,
            due_at=traces.of(skill).returns.due or now,
            n=n,
        )
        for skill in sorted(skills)
    ]
    Review.objects.filter(learner_id=row.learner_id, course_id=course.id).exclude(skill__in=skills).delete()
    Review.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["learner", "course", "skill"],
        update_fields=["due_at", "n"],
    )


def for_today(
    learner_id: UUID,
    course: Course,
    problems: Sequence[Problem],
    now: datetime,
    per_day: int = backlog.PER_DAY,
) -> tuple[Pick, ...]:
    """The problems of today's reviews, worth most first.

    Out of `problems` (those that may be asked; of equals the first is taken), and only such as practise
    nothing but what was got: a review is no new lesson.
    """
    done = _done_today(learner_id, course.id, now)
    due = _due(learner_id, course.id, done, now)
    skills = backlog.today(due, now, per_day, len(done))
    got = {one.skill for one in due}
    familiar = [problem for problem in problems if got.issuperset(problem.skills)]
    return cover(skills, familiar, needs(course))


def comes_back(learner_id: UUID, course_id: str, now: datetime) -> dict[str, date]:
    """Skill → the day on which it is for review, a backlog being spread over the days to come."""
    done = _done_today(learner_id, course_id, now)
    placed = backlog.spread(_due(learner_id, course_id, done, now), now, done_today=len(done))
    return {one.skill: one.at.date() for one in placed}


def _due(learner_id: UUID, course_id: str, done: Collection[str], now: datetime) -> list[backlog.Due]:
    """When each skill is due. What was done today is over for today, also before its new date is known."""
    rows = Review.objects.filter(learner_id=learner_id, course_id=course_id)
    tomorrow = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return [
        backlog.Due(skill, max(at, tomorrow) if skill in done else at)
        for skill, at in rows.values_list("skill", "due_at")
    ]


def _done_today(learner_id: UUID, course_id: str, now: datetime) -> set[str]:
    """The skills got on earlier days that were returned to today."""
    begin = now.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = EvidenceRow.objects.filter(learner_id=learner_id, course_id=course_id)
    newest = rows.aggregate(n=Max("n"))["n"] or 0
    tried = rows.filter(n__gt=newest - MOST_A_DAY, void=False, part="", at__gte=begin)
    old = SkillState.objects.filter(learner_id=learner_id, course_id=course_id, got_at__lt=begin)
    today = {skill for skills in tried.values_list("skills", flat=True) for skill in skills}
    return today.intersection(old.values_list("skill", flat=True))
