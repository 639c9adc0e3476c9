"""Learners who guess at random, never know, or meet a course of one skill: no dead end and no mastery."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from courses import publish
from courses.models import CourseVersion
from courses.types import Course, Lesson, Problem, Skill, Step
from tests.live import ModelServer
from tests.talk import Talk, wrong
from tutor import memory
from tutor.models import EventRow, EvidenceRow, SkillState

pytestmark = pytest.mark.django_db(transaction=True)

TURNS = 40


def update(talk: Talk) -> None:
    async_to_sync(memory.update_beliefs)(talk.learner.id, talk.version.course_id)


def at_random(talk: Talk, luck: random.Random) -> None:
    """Somewhere on the page: an option or a number, a button, or nothing that means anything."""
    answer = talk.step.answer
    if answer["kind"] == "choice":
        talk.say(str(luck.choice(answer["options"])))
    elif luck.random() < 0.6:
        talk.say(
            wrong(answer) if answer["kind"] in ("order", "match", "several") else str(luck.randint(-99, 99))
        )
    else:
        talk.press(luck.choice(["hint", "idk", "reveal"]))


def test_who_answers_at_random_is_led_on_and_masters_nothing(talk: Talk, models: ModelServer) -> None:
    luck = random.Random(1)
    for turn in range(TURNS):
        talk.to_a_problem()
        if talk.opener.kind == "finished":  # all that is open was given up: it is back tomorrow
            break
        at_random(talk, luck)
        if turn % 10 == 9:
            update(talk)
    problems = [event.body["problem"] for event in talk.log() if event.kind == "problem"]
    assert len(problems) > 3
    states = list(SkillState.objects.all())
    assert states
    assert not any(state.kept_at for state in states)
    assert all(0.0 <= state.low <= state.p <= state.high <= 1.0 for state in states)


def test_who_never_knows_masters_nothing_and_is_led_on_until_all_that_is_open_rests(
    talk: Talk, models: ModelServer
) -> None:
    for turn in range(TURNS):
        if talk.opener.kind == "finished":  # as above
            break
        if talk.opener.kind in ("guess", "example"):
            talk.say("", "guess")
        else:
            assert talk.opener.kind in ("problem", "step")
            talk.press("idk")
        if turn % 10 == 9:
            update(talk)
    asked = [event for event in talk.log() if event.kind == "problem"]
    assert len(asked) >= 3
    assert len({event.body["seed"] for event in asked}) > 1, "never the same numbers again and again"
    states = list(SkillState.objects.all())
    assert not any(state.got_at or state.kept_at or state.eureka_at for state in states)
    tried = {skill for row in EvidenceRow.objects.all() for skill in row.skills}
    assert max(state.p for state in states if state.skill in tried) < 0.5


def test_a_course_of_one_skill_goes_from_its_first_question_to_kept(
    version: CourseVersion, models: ModelServer
) -> None:
    step = Step("s", "What is $[[a]] + 4$?", {"kind": "number", "value": "[[a + 4]]"}, ("add",))
    problem = Problem("p", "Sums", "", (step,), where={"a": "2..99"})
    fixed = Problem("q", "One", "", (Step("s", "$1 + 1$?", {"kind": "number", "value": "2"}, ("add",)),))
    lesson = Lesson("l", "L", (), (problem, fixed))
    course = Course("one", "One", "", "en", "CC0-1.0", "tests", (Skill("add", "Adding"),), (lesson,))
    talk = Talk(publish.publish(course))
    for _ in range(12):
        if talk.opener.kind == "finished":
            break
        talk.say(talk.right_answer())
        update(talk)
    assert talk.opener.kind == "finished"
    state = SkillState.objects.get()
    assert state.got_at
    assert not state.kept_at
    assert 0.5 < state.p <= 1.0


def test_a_server_clock_that_jumps_back_between_two_messages_breaks_nothing(
    talk: Talk, models: ModelServer
) -> None:
    """The log before the jump lies an hour ahead of everything that comes after it."""
    talk.say(talk.right_answer())
    update(talk)
    ahead = timezone.now() + timedelta(hours=1)
    EvidenceRow.objects.update(at=ahead)
    EventRow.objects.update(at=ahead)
    talk.to_a_problem()
    skill = talk.step.skills[0]
    talk.say(talk.right_answer())
    update(talk)
    rows = list(EvidenceRow.objects.order_by("n"))
    assert rows[1].at < rows[0].at
    assert rows[1].seconds is None
    now = timezone.now()
    state = SkillState.objects.get(skill=skill)
    assert state.got_at is None or state.got_at <= now
    talk.to_a_problem()
    assert talk.opener.kind in ("problem", "step")
