"""Reviews as a view on the evidence, and what a day holds of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from courses import publish
from courses.types import Course
from tests.talk import Talk
from tutor import memory
from tutor.learner.trace import Traces
from tutor.memory import reviews
from tutor.memory.traces import needs
from tutor.models import EvidenceRow, LearnerCourse, Review, SkillState
from tutor.types import Evidence

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)
NOW = timezone.now().replace(hour=12)


@pytest.fixture
def course(talk: Talk) -> Course:
    return publish.load(talk.version)


def got(talk: Talk, *skills: str, at: datetime = NOW - 60 * DAY) -> None:
    for skill in skills:
        SkillState.objects.create(
            learner=talk.learner, course_id=talk.version.course_id, skill=skill, p=0.9, low=0.8, high=1.0,
            n=1, params="test", seed=0, got_at=at,
        )  # fmt: skip


def evidence(n: int, days_ago: float, *skills: str) -> Evidence:
    return Evidence(n, f"item/{n}", skills, 1.0, False, False, NOW - days_ago * DAY)


def due(talk: Talk) -> dict[str, datetime]:
    return dict(Review.objects.filter(learner=talk.learner).values_list("skill", "due_at"))


def a_step(course: Course) -> tuple[str, str]:
    """A skill and one of its prerequisites that itself has none of the same."""
    return next((skill.id, skill.prerequisites[0]) for skill in course.skills if skill.prerequisites)


def keep(talk: Talk, course: Course, *history: Evidence) -> None:
    traces = Traces({}, needs(course))
    for one in history:
        traces.follow(one)
    row = LearnerCourse.objects.get(learner=talk.learner)
    reviews.keep(row, course, traces, history[-1].n, NOW)


def test_only_what_was_got_comes_back(talk: Talk, course: Course) -> None:
    later, before = a_step(course)
    got(talk, before)
    keep(talk, course, evidence(1, 30, before), evidence(2, 20, later))
    assert set(due(talk)) == {before}


def test_a_success_moves_the_review_of_what_it_builds_on(talk: Talk, course: Course) -> None:
    later, before = a_step(course)
    got(talk, before)
    history = [evidence(1, 30, before), evidence(2, 28, before)]
    keep(talk, course, *history)
    alone = due(talk)[before]
    keep(talk, course, *history, evidence(3, 10, later))
    implied = due(talk)[before]
    keep(talk, course, *history, evidence(3, 10, before))
    assert alone < implied < due(talk)[before]


def test_kept_twice_or_made_again_it_is_the_same(talk: Talk, course: Course) -> None:
    later, before = a_step(course)
    got(talk, later, before)
    history = [evidence(1, 30, before), evidence(2, 20, later, before), evidence(3, 5, later)]
    for n in range(1, 4):
        keep(talk, course, *history[:n])
    keep(talk, course, *history)
    step_by_step = list(Review.objects.order_by("skill").values_list("skill", "due_at", "n"))
    Review.objects.all().delete()
    keep(talk, course, *history)
    assert list(Review.objects.order_by("skill").values_list("skill", "due_at", "n")) == step_by_step


def test_a_skill_that_the_course_no_longer_has_does_not_come_back(talk: Talk, course: Course) -> None:
    _, before = a_step(course)
    got(talk, before, "gone")
    Review.objects.create(learner=talk.learner, course_id=course.id, skill="gone", due_at=NOW - DAY, n=1)
    keep(talk, course, evidence(1, 30, before, "gone"))
    assert set(due(talk)) == {before}


def test_a_day_holds_its_number_and_what_was_done_counts(talk: Talk, course: Course) -> None:
    skills = [skill.id for skill in course.skills]
    got(talk, *skills)
    keep(talk, course, *[evidence(n, 60 - n / 100, skill) for n, skill in enumerate(skills, start=1)])

    def covered(per_day: int) -> set[str]:
        picks = memory.reviews_for_today(talk.learner.id, course, course.problems(), NOW, per_day)
        assert len(picks) <= per_day
        return {skill for pick in picks for skill in pick.covers}

    assert covered(2) <= set(skills[:2])
    assert len(covered(len(skills))) > 2
    talk.to_a_problem()
    talk.say(talk.right_answer())
    EvidenceRow.objects.update(at=NOW)
    assert covered(1) == set()


def test_a_review_asks_for_nothing_that_was_not_got(talk: Talk, course: Course) -> None:
    _, before = a_step(course)
    got(talk, before)
    keep(talk, course, evidence(1, 50, before))
    picks = memory.reviews_for_today(talk.learner.id, course, course.problems(), NOW)
    assert picks
    assert all(set(pick.problem.skills) == {before} == set(pick.covers) for pick in picks)
