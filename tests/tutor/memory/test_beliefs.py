"""Evidence to beliefs through a real model server, also when it forgets, restarts or is away."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from tests.live import ModelServer
from tests.talk import Talk
from tests.tutor.memory.test_traces import write
from tutor import memory
from tutor.inference import InferenceError
from tutor.memory import beliefs
from tutor.models import EvidenceRow, LearnerCourse, Review, SkillState

pytestmark = pytest.mark.django_db(transaction=True)  # both databases run what is marked


def update(talk: Talk) -> bool:
    return async_to_sync(memory.update_beliefs)(talk.learner.id, talk.version.course_id)


def numbers(talk: Talk) -> dict[str, tuple[float, float, float, int]]:
    rows = SkillState.objects.filter(learner=talk.learner)
    return {row.skill: (row.p, row.low, row.high, row.n) for row in rows}


def reviews(talk: Talk) -> dict[str, tuple[datetime, int]]:
    rows = Review.objects.filter(learner=talk.learner)
    return {row.skill: (row.due_at, row.n) for row in rows}


def test_a_right_answer_raises_its_skill_and_names_what_made_the_number(
    talk: Talk, models: ModelServer
) -> None:
    talk.to_a_problem()
    skill = talk.step.skills[0]
    talk.say(talk.wrong_answer())
    assert update(talk)
    low = numbers(talk)[skill][0]
    talk.say("never mind", "chat")
    for _ in range(3):
        talk.say(talk.right_answer())
    assert update(talk)
    row = SkillState.objects.get(learner=talk.learner, skill=skill)
    assert row.p > low
    assert row.low <= row.p <= row.high
    assert row.n == LearnerCourse.objects.get().believed_n == EvidenceRow.objects.count()
    assert row.params


def test_nothing_new_changes_nothing(talk: Talk, models: ModelServer) -> None:
    talk.say(talk.right_answer())
    assert update(talk)
    assert not update(talk)


def test_a_restarted_model_server_changes_no_number(talk: Talk, models: ModelServer) -> None:
    for _ in range(4):
        talk.say(talk.right_answer())
        update(talk)
    before, due = numbers(talk), reviews(talk)
    assert due
    models.restart()
    memory.forget_beliefs(talk.learner.id, talk.version.course_id)
    assert update(talk)
    assert numbers(talk) == before
    assert reviews(talk) == due


def test_a_server_that_lost_its_memory_between_two_answers_gets_the_rest(
    talk: Talk, models: ModelServer
) -> None:
    talk.say(talk.right_answer())
    update(talk)
    models.restart()
    talk.say(talk.right_answer())
    assert update(talk)
    assert LearnerCourse.objects.get().believed_n == 2


def test_a_long_history_is_told_in_several_calls(talk: Talk, models: ModelServer) -> None:
    """Each call has a deadline; a server that lost everything must still catch up."""
    pieces = beliefs.MOST_AT_ONCE + 40
    write(talk, [timezone.now() - timedelta(minutes=pieces - n) for n in range(pieces)])
    assert update(talk)
    assert LearnerCourse.objects.get().believed_n == pieces
    assert {state.n for state in SkillState.objects.all()} == {pieces}


def test_with_the_server_away_the_learner_is_found_by_the_sweep(talk: Talk) -> None:
    talk.say(talk.right_answer())
    with pytest.raises(InferenceError) as caught:
        update(talk)
    assert caught.value.code == "unreachable"
    assert memory.lagging() == [(talk.learner.id, talk.version.course_id)]


def test_the_next_problem_is_the_model_servers_choice_and_says_why(talk: Talk, models: ModelServer) -> None:
    talk.to_a_problem()
    talk.say(talk.right_answer())
    talk.to_a_problem()
    assert talk.opener.body["chosen_by"] == "model"
    assert talk.opener.body["reason"].endswith(".")


def test_without_it_the_ramp_goes_on(talk: Talk) -> None:
    talk.to_a_problem()
    assert talk.opener.body["chosen_by"] == "ramp"
    assert talk.opener.body["reason"]
