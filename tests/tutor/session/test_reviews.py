"""After two weeks away a day is an ordinary day: a few reviews, and nobody says how many wait."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse
from django.utils import timezone

from courses import publish
from courses.models import CourseVersion
from courses.types import Course, Lesson, Problem, Skill, Step
from tests.live import ModelServer
from tests.talk import Talk, bodies
from tests.tutor.web.conftest import guest
from tutor import memory
from tutor.learner import backlog
from tutor.models import EventRow, EvidenceRow, LearnerCourse, Review, Session, SkillState

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)
SKILLS = 30
WAITING = re.compile(rf"\b({SKILLS}|{SKILLS - backlog.PER_DAY})\b")


def course() -> Course:
    """Thirty skills that do not build on each other, so that no review covers two; one problem on each."""
    skills = tuple(Skill(f"k{n}", f"Skill k{n}") for n in range(SKILLS))
    problems = tuple(
        Problem(f"p-{one.id}", f"On {one.id}", "", (_step(one.id),), where={"a": "2..9", "b": "40..99"})
        for one in skills
    )
    return Course("away", "Away", "", "en", "CC0-1.0", "tests", skills, (Lesson("l", "L", (), problems),))


def _step(skill: str) -> Step:
    return Step("s", "What is $[[a]] + [[b]]$?", {"kind": "number", "value": "[[a + b]]"}, (skill,))


def back_after_two_weeks() -> Talk:
    """Everything was got two months ago and fell due while the learner was away; the course was finished."""
    talk = Talk(publish.publish(course()))
    learner, now = talk.learner, timezone.now()
    for n in range(SKILLS):
        SkillState.objects.create(
            learner=learner, course_id="away", skill=f"k{n}", p=0.97, low=0.9, high=0.99, n=0, params="test",
            seed=0, got_at=now - 60 * DAY,
        )  # fmt: skip
        Review.objects.create(
            learner=learner, course_id="away", skill=f"k{n}", n=0, due_at=now - (1 + n / 2) * DAY
        )
    session = Session.objects.get(id=talk.session_id)
    log = [
        EventRow(
            session=session, seq=seq, kind="problem", at=now - 60 * DAY,
            body={"problem": f"p-k{n}", "seed": -seed, "item": f"p-k{n}/s", "index": 0, "skills": []},
        )
        for seq, (n, seed) in enumerate(
            ((n, visit) for n in range(SKILLS) for visit in range(1, 5)), start=talk.view.last_seq + 1
        )
    ]  # fmt: skip
    finished = EventRow(session=session, seq=log[-1].seq + 1, kind="finished", body={"words": "Done."})
    finished.at = now - 14 * DAY
    EventRow.objects.filter(session=session).update(at=now - 60 * DAY)
    EventRow.objects.bulk_create([*log, finished])
    Session.objects.filter(id=session.id).update(last_seq=finished.seq, opener_seq=finished.seq)
    return talk


def a_day_of_reviews(talk: Talk, follow: bool = False) -> list[str]:
    """Answer what is asked until nothing is; the problems of the day. `follow`: beliefs do, each time."""
    begin = talk.view.last_seq
    talk.drive()
    for _ in range(3 * SKILLS):
        if talk.opener.kind == "finished":
            break
        talk.say(talk.right_answer())
        if follow:
            async_to_sync(memory.update_beliefs)(talk.learner.id, "away")
    assert talk.opener.kind == "finished"
    return [event.body["problem"] for event in talk.log() if event.kind == "problem" and event.seq > begin]


def test_a_day_offers_its_share_of_a_backlog_and_no_word_of_the_rest(version: CourseVersion) -> None:
    """While the beliefs lag, as with the model server down: what was done today counts all the same."""
    talk = back_after_two_weeks()
    begin = talk.view.last_seq
    asked = a_day_of_reviews(talk)
    assert len(asked) == len(set(asked)) == backlog.PER_DAY
    assert set(asked) == {f"p-k{n}" for n in range(SKILLS - backlog.PER_DAY, SKILLS)}, "the longest due"
    for event in talk.log():
        if event.seq > begin and event.kind in ("finished", "move", "problem"):
            assert not WAITING.search(event.body.get("words") or event.body["reason"])
    browser = guest(talk.learner)
    for name, more in (("session", []), ("climb", []), ("skill", ["k3"]), ("skill", ["k29"])):
        html = browser.get(reverse(name, args=[talk.session_id, *more])).content.decode()
        words = re.sub(r"<[^>]+>", " ", html)
        assert not re.search(r"overdue|waiting|backlog|\b\d+ reviews?\b|reviews? (left|due)", words)


def test_with_beliefs_that_follow_each_answer_it_is_the_same(
    version: CourseVersion, models: ModelServer
) -> None:
    """From real evidence of two months ago, with every date made by the program itself."""
    talk = back_after_two_weeks()
    SkillState.objects.all().delete()
    Review.objects.all().delete()
    then = timezone.now() - 60 * DAY
    EvidenceRow.objects.bulk_create(
        EvidenceRow(
            learner=talk.learner, course_id="away", n=n + 1, session_id=talk.session_id, message_seq=9000 + n,
            item=f"p-k{n % SKILLS}/s", variant=str(-1 - n // SKILLS), skills=[f"k{n % SKILLS}"], score=1.0,
            assisted=False, at=then + (n // SKILLS) * DAY - timedelta(minutes=n),
        )
        for n in range(2 * SKILLS)
    )  # fmt: skip
    LearnerCourse.objects.filter(learner=talk.learner).update(evidence_n=2 * SKILLS)
    async_to_sync(memory.update_beliefs)(talk.learner.id, "away")
    assert Review.objects.filter(due_at__lt=timezone.now() - 14 * DAY).count() == SKILLS
    asked = a_day_of_reviews(talk, follow=True)
    assert len(asked) == len(set(asked)) == backlog.PER_DAY
    later = Review.objects.filter(due_at__gt=timezone.now())
    assert {f"p-{skill}" for skill in later.values_list("skill", flat=True)} == set(asked)


def test_the_next_day_goes_on_and_a_finished_day_stays_finished(version: CourseVersion) -> None:
    talk = back_after_two_weeks()
    first = a_day_of_reviews(talk)
    assert a_day_of_reviews(talk) == []
    assert len(bodies(talk.log(), "finished")) == 2
    EventRow.objects.filter(session_id=talk.session_id).update(at=timezone.now() - DAY)
    talk.learner.evidence.update(at=timezone.now() - DAY)
    Review.objects.filter(skill__in=[one.removeprefix("p-") for one in first]).delete()  # as after the update
    second = a_day_of_reviews(talk)
    assert len(second) == backlog.PER_DAY
    assert set(first).isdisjoint(second)


def test_an_end_without_anything_due_is_said_once(version: CourseVersion, models: ModelServer) -> None:
    talk = back_after_two_weeks()
    Review.objects.all().delete()
    for _ in range(3):
        talk.drive()
    assert len(bodies(talk.log(), "finished")) == 1
