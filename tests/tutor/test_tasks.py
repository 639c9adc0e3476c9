"""The Celery jobs, run as the worker runs them and queued as a turn queues them, on a real Redis."""

from __future__ import annotations

import asyncio
import time
import uuid

import pytest
import redis
from asgiref.sync import async_to_sync, sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings as configured

from tests.live import ModelServer
from tests.services import RedisServer
from tests.talk import Talk
from tutor import notify, tasks
from tutor.celery import app
from tutor.inference import InferenceError
from tutor.models import LearnerCourse, SkillState

pytestmark = pytest.mark.django_db(transaction=True)

QUEUE = "celery"


@pytest.fixture
def queue(redis_server: RedisServer) -> redis.Redis:
    client = redis.Redis.from_url(configured.REDIS_URL)
    client.delete(QUEUE)
    return client


def update(talk: Talk) -> None:
    tasks.update_beliefs(str(talk.learner.id), talk.version.course_id)


def enrolment(talk: Talk) -> LearnerCourse:
    return LearnerCourse.objects.get(learner=talk.learner)


def test_every_job_has_its_name_and_beat_knows_the_sweep() -> None:
    assert {name for name in app.tasks if name.startswith("tutor.")} == {
        "tutor.tasks.update_beliefs",
        "tutor.tasks.sweep_beliefs",
        "tutor.tasks.pulse",
    }
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_beliefs_come_up_to_the_evidence_and_twice_is_once(talk: Talk, models: ModelServer) -> None:
    talk.say(talk.right_answer())
    update(talk)
    first = list(SkillState.objects.values_list("skill", "p", "n").order_by("skill"))
    update(talk)
    assert list(SkillState.objects.values_list("skill", "p", "n").order_by("skill")) == first
    assert {n for _skill, _p, n in first} == {1}
    assert (enrolment(talk).evidence_n, enrolment(talk).believed_n) == (1, 1)


def test_open_pages_hear_of_new_beliefs_once(talk: Talk, models: ModelServer) -> None:
    talk.say(talk.right_answer())

    async def listen() -> list[dict]:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(notify.learner_group(talk.learner.id), channel)
        heard = asyncio.ensure_future(layer.receive(channel))
        for _ in range(2):  # the second changes nothing, so it tells nobody
            await sync_to_async(update, thread_sensitive=False)(talk)
        first = await asyncio.wait_for(heard, 10)
        more = asyncio.ensure_future(layer.receive(channel))
        await asyncio.wait([more], timeout=0.3)
        silent = not more.done()
        more.cancel()
        assert silent
        return [first]

    assert async_to_sync(listen)() == [{"type": "beliefs.changed"}]


def test_with_the_model_server_away_the_job_asks_to_be_run_again(talk: Talk) -> None:
    talk.say(talk.right_answer())
    with pytest.raises(InferenceError):
        update(talk)
    assert tasks.update_beliefs.max_retries == 3
    assert InferenceError in tasks.update_beliefs.autoretry_for
    assert (enrolment(talk).evidence_n, enrolment(talk).believed_n) == (1, 0)


def test_the_sweep_queues_who_lags_and_nobody_else(
    talk: Talk, models: ModelServer, queue: redis.Redis
) -> None:
    other = Talk(talk.version)
    for one in (talk, other):
        one.say(one.right_answer())
    update(other)
    queue.delete(QUEUE)
    tasks.sweep_beliefs()
    queued = queue.lrange(QUEUE, 0, -1)
    assert len(queued) == 1
    update(talk)
    queue.delete(QUEUE)
    tasks.sweep_beliefs()
    assert queue.llen(QUEUE) == 0


def test_a_turn_queues_its_job_only_with_evidence(talk: Talk, queue: redis.Redis) -> None:
    talk.to_a_problem()
    talk.press("hint")
    assert queue.llen(QUEUE) == 0
    talk.say(talk.right_answer(), client_id="one")
    talk.say("again", client_id="one")
    assert queue.llen(QUEUE) == 1


def test_without_a_broker_a_turn_is_as_quick_and_loses_nothing(talk: Talk, redis_server: RedisServer) -> None:
    answer = talk.right_answer()
    redis_server.stop()
    try:
        began = time.monotonic()
        talk.say(answer)
        waited = time.monotonic() - began
    finally:
        redis_server.start()
    assert waited < 3
    assert (enrolment(talk).evidence_n, enrolment(talk).believed_n) == (1, 0)


def test_a_job_for_somebody_who_was_forgotten_ends_quietly(talk: Talk) -> None:
    """Queued before a person had themselves deleted."""
    tasks.update_beliefs(str(uuid.uuid4()), talk.version.course_id)
