"""Beliefs kept piece by piece: the same as all at once, whatever the clock, the version and the history."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses import publish
from courses.models import CourseVersion
from courses.types import Course, Problem
from tests.talk import Talk
from tests.tutor.learner import whole
from tutor import memory
from tutor.inference import ObserveResponse
from tutor.learner import mastery
from tutor.memory import beliefs, traces
from tutor.models import EvidenceRow, LearnerCourse, Review, SkillState

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
COURSE = "linear-equations"


def write(talk: Talk, times: Sequence[datetime], seed: int = 1) -> None:
    """Random evidence at `times`, after what there is."""
    luck = random.Random(seed)
    steps = [
        (f"{problem.id}/{step.id}", list(step.skills))
        for problem in publish.load(talk.version).problems()
        for step in problem.steps
    ]
    first = LearnerCourse.objects.get(learner=talk.learner).evidence_n + 1
    drawn = [luck.choice(steps) for _ in times]
    EvidenceRow.objects.bulk_create(
        EvidenceRow(
            learner=talk.learner, course_id=COURSE, n=n, session_id=talk.session_id, message_seq=1000 + n,
            item=item, skills=skills, score=luck.choice([0.0, 0.5, 1.0, 1.0]), assisted=luck.random() < 0.2,
            void=luck.random() < 0.1, says_unknown=luck.random() < 0.1, variant=luck.choice(["", "1"]), at=at,
        )
        for n, (at, (item, skills)) in enumerate(zip(times, drawn, strict=True), first)
    )  # fmt: skip
    LearnerCourse.objects.filter(learner=talk.learner).update(evidence_n=first + len(times) - 1)


def keep(talk: Talk, n: int | None = None) -> bool:
    """As after the model server's answer about evidence up to `n`."""
    who = beliefs.enrolment(talk.learner.id, COURSE)
    skills = publish.load(who.version_id).skills
    answer: ObserveResponse = {
        "learner": str(talk.learner.id),
        "n": who.evidence_n if n is None else n,
        "params": "test",
        "seed": 0,
        "beliefs": [{"skill": skill.id, "p": 0.5, "low": 0.2, "high": 0.8} for skill in skills],
    }
    return beliefs._keep(who, answer)


def kept(talk: Talk) -> list[tuple[Any, ...]]:
    """All that is kept of a learner's skills, but when it was written."""
    states = SkillState.objects.filter(learner=talk.learner).order_by("skill").values_list(
        "skill", "n", "got_at", "kept_at", "eureka_at", "eureka_n", "stuck_at", "trace"
    )  # fmt: skip
    reviews = Review.objects.filter(learner=talk.learner).order_by("skill")
    return [*states, *reviews.values_list("skill", "due_at", "n")]


def anew(talk: Talk) -> list[tuple[Any, ...]]:
    memory.forget_beliefs(talk.learner.id, COURSE)
    assert keep(talk)
    return kept(talk)


def past(*hours: float) -> list[datetime]:
    return [timezone.now() - 60 * DAY + hour * HOUR for hour in hours]


def test_piece_by_piece_is_what_the_whole_log_says(talk: Talk) -> None:
    luck = random.Random(7)
    write(talk, past(*sorted(luck.uniform(0, 24 * 50) for _ in range(120))))
    done = 0
    while done < 120:
        done = min(done + luck.randint(1, 9), 120)
        assert keep(talk, done)
    piece_by_piece = kept(talk)
    assert piece_by_piece == anew(talk)
    history = [row.as_evidence() for row in EvidenceRow.objects.order_by("n")]
    needs = traces.needs(publish.load(talk.version))
    for state in SkillState.objects.all():
        own = [one for one in history if state.skill in one.skills]
        results = [mastery.result(one, one.variant) for one in own]
        marks = (state.got_at, state.kept_at, state.eureka_at, state.stuck_at)
        assert marks == (
            whole.got_at(results), whole.kept_at(results), whole.eureka_at(results), whole.stuck_at(own)
        )  # fmt: skip
        if state.got_at is not None:
            due = Review.objects.get(skill=state.skill).due_at
            assert due == whole.due(history, state.skill, needs, timezone.now())
    assert any(state.got_at for state in SkillState.objects.all())


def test_twice_late_or_out_of_order_changes_nothing(talk: Talk) -> None:
    write(talk, past(*range(0, 400, 10)))
    assert keep(talk, 30)
    before = kept(talk)
    assert not keep(talk, 30)
    assert not keep(talk, 12)
    assert kept(talk) == before
    assert keep(talk)
    assert kept(talk) == anew(talk)


def test_who_was_overtaken_goes_on_from_there(talk: Talk) -> None:
    """Another worker keeps beliefs while this one follows the traces."""
    write(talk, past(*range(40)))
    assert keep(talk, 10)
    row = LearnerCourse.objects.get(learner=talk.learner)
    course = publish.load(talk.version)
    late = traces.follow(row, course, 40, timezone.now())
    assert keep(talk, 25)
    answer: ObserveResponse = {"learner": "", "n": 40, "params": "test", "seed": 0, "beliefs": []}
    assert not beliefs._write(row, "", answer, late)
    assert LearnerCourse.objects.get(learner=talk.learner).believed_n == 25
    assert keep(talk)
    assert kept(talk) == anew(talk)


def test_a_long_history_is_not_read_again(talk: Talk) -> None:
    write(talk, past(*(n / 10 for n in range(3_000))))
    assert keep(talk)
    write(talk, past(301.0), seed=2)
    with CaptureQueriesContext(connection) as few:
        row = LearnerCourse.objects.get(learner=talk.learner)
        read = list(traces.evidence_between(talk.learner.id, COURSE, row.believed_n, row.evidence_n))
        assert len(read) == 1
        assert keep(talk)
    evidence = [query["sql"] for query in few.captured_queries if 'FROM "tutor_evidencerow"' in query["sql"]]
    assert len(evidence) == 2
    assert all('"n" > 3000' in sql for sql in evidence)
    assert kept(talk) == anew(talk)


@pytest.mark.parametrize(
    "times",
    [
        [-hour for hour in range(60)],  # back with every answer
        [*range(30), *range(-200, -170)],
        [0, 24 * 20, 1, 24 * 20 + 1, 2, 25, 26, 27],
    ],
    ids=["always back", "back once", "to and fro"],
)
def test_a_clock_that_runs_backwards_leaves_a_sane_state(talk: Talk, times: list[float]) -> None:
    write(talk, past(*times))
    for n in range(1, len(times) + 1):
        assert keep(talk, n)
    assert kept(talk) == anew(talk)
    for state in SkillState.objects.all():
        assert state.kept_at is None or (state.got_at is not None and state.got_at <= state.kept_at)
    now = timezone.now()
    assert all(
        past(-300)[0] < due <= now + 3650 * DAY for due in Review.objects.values_list("due_at", flat=True)
    )


def test_days_that_only_ran_backwards_keep_nothing(talk: Talk) -> None:
    write(talk, past(*(-24 * n for n in range(40))))
    EvidenceRow.objects.update(score=1.0, assisted=False, void=False)
    assert keep(talk)
    assert SkillState.objects.filter(got_at__isnull=False).exists()
    assert not SkillState.objects.filter(kept_at__isnull=False).exists()


def test_a_clock_that_ran_years_ahead_and_was_put_right_locks_nothing(talk: Talk) -> None:
    write(talk, past(*range(10)))
    write(talk, [timezone.now() + 3650 * DAY] * 12, seed=3)
    EvidenceRow.objects.filter(n__gt=10).update(score=0.0)
    who = beliefs.enrolment(talk.learner.id, COURSE)
    row = LearnerCourse.objects.get(learner=talk.learner)
    then = timezone.now() + 3651 * DAY  # followed while the clock was ahead
    followed = traces.follow(row, publish.load(talk.version), who.evidence_n, then)
    assert followed.until is not None
    assert followed.until > timezone.now()
    assert keep(talk)
    LearnerCourse.objects.update(traced_until=followed.until)
    write(talk, [timezone.now()], seed=4)
    assert keep(talk)
    now = timezone.now()
    for state in SkillState.objects.all():
        assert all(at is None or at <= now for at in (state.got_at, state.kept_at, state.stuck_at))
    assert all(due <= now + 366 * DAY for due in Review.objects.values_list("due_at", flat=True))


def test_a_new_version_makes_the_traces_anew(talk: Talk) -> None:
    write(talk, past(*range(0, 600, 5)))
    EvidenceRow.objects.update(score=1.0, assisted=False, void=False)
    assert keep(talk)
    gone, newer = other_version(talk.version)
    LearnerCourse.objects.update(version=newer)
    write(talk, past(700.0), seed=5)
    assert keep(talk)
    assert not Review.objects.filter(skill=gone).exists()
    assert SkillState.objects.filter(skill="brand-new", got_at=None).exists()
    old = SkillState.objects.filter(skill=gone)
    ours = [row for row in kept(talk) if row[0] != gone]
    old.delete()
    assert ours == anew(talk)


def other_version(version: CourseVersion) -> tuple[str, CourseVersion]:
    """Without the last skill and its problems, with a new one, and with other prerequisites."""
    course: Course = publish.load(version)
    gone = course.skills[-1].id
    skills = [replace(skill, prerequisites=skill.prerequisites[:1]) for skill in course.skills[:-1]]
    skills.append(replace(course.skills[-1], id="brand-new", title="New", prerequisites=(skills[0].id,)))
    lessons = [
        replace(
            lesson,
            passages=tuple(one for one in lesson.passages if gone not in one.skills),
            problems=tuple(one if gone not in one.skills else _moved(one, gone) for one in lesson.problems),
        )
        for lesson in course.lessons
    ]
    return gone, publish.publish(replace(course, skills=tuple(skills), lessons=tuple(lessons)))


def _moved(problem: Problem, gone: str) -> Problem:
    """The same work under another name, now on the new skill."""
    steps = [
        replace(
            step,
            skills=tuple("brand-new" if one == gone else one for one in step.skills),
            answer={key: value for key, value in step.answer.items() if key != "milestones"},
        )
        for step in problem.steps
    ]
    return replace(problem, id=f"{problem.id}-2", steps=tuple(steps))
