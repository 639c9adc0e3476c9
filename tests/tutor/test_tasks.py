"""The Celery jobs, run as the worker runs them and queued as a turn queues them, on a real Redis."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from asgiref.sync import async_to_sync, sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings as configured
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from kombu.connection import Connection
from kombu.exceptions import OperationalError
from pytest_django import Settings

from courses import imports, publish
from courses.models import CourseVersion, ImportJob
from scripts import ports
from tests.courses.build import course as small_course
from tests.courses.imports.conftest import pool_file
from tests.fakes import Fitter, Refuses
from tests.live import ModelServer
from tests.services import RedisServer
from tests.talk import Talk
from tests.tutor import logs
from tutor import notify, session, tasks
from tutor.celery import app
from tutor.inference import Inference, InferenceError
from tutor.models import CourseFitting, LearnerCourse, SkillState

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


def test_every_job_has_its_name_and_beat_knows_only_jobs() -> None:
    assert {name for name in app.tasks if name.startswith("tutor.")} == {
        "tutor.tasks.update_beliefs",
        "tutor.tasks.sweep_beliefs",
        "tutor.tasks.decay_beliefs",
        "tutor.tasks.fit_courses",
        "tutor.tasks.lint_draft",
        "tutor.tasks.pulse",
        "tutor.tasks.sweep_imports",
        "tutor.tasks.sweep_trials",
        "tutor.tasks.work_import",
        "tutor.tasks.tell_course",
        "tutor.tasks.tell_texts",
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


def test_a_broker_that_refuses_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries are counted: before each further one kombu would sleep for two seconds or more."""
    asked: list[object] = []

    def refuse(*address: object, **_: object) -> None:
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("redis.connection.socket.socket", refuse)
    options = configured.CELERY_BROKER_TRANSPORT_OPTIONS
    with (
        Connection("redis://127.0.0.1:1/0", transport_options=options) as away,
        pytest.raises(OperationalError),
    ):
        tasks.pulse.apply_async(connection=away)
    assert len(asked) == 1


def test_a_job_for_somebody_who_was_forgotten_ends_quietly(talk: Talk) -> None:
    """Queued before a person had themselves deleted."""
    tasks.update_beliefs(str(uuid.uuid4()), talk.version.course_id)


@pytest.fixture
def fitter(version: CourseVersion, settings: Settings) -> Iterator[Fitter]:
    with Fitter.running() as fitter:
        settings.MODELS_URL = fitter.url
        yield fitter


def test_the_nightly_fit_does_one_course_after_another(
    version: CourseVersion, fitter: Fitter, queue: redis.Redis
) -> None:
    """One at a time, so that the worker's other processes are free for answers."""
    publish.publish(small_course())
    queue.delete(QUEUE)  # the model server is to be told of it
    fitter.says = [Refuses("too_little"), Refuses("too_little")]
    began = time.time()
    for at_it in (1, 2):
        tasks.fit_courses(began)
        assert len(fitter.asked) == at_it
        assert queue.llen(QUEUE) == 1
        queue.delete(QUEUE)
    tasks.fit_courses(began)
    assert queue.llen(QUEUE) == 0
    assert set(CourseFitting.objects.values_list("note", flat=True)) == {"Left as it is: it says why."}


def test_a_night_ends(version: CourseVersion, fitter: Fitter, queue: redis.Redis) -> None:
    tasks.fit_courses(time.time() - tasks.NIGHT.total_seconds() - 1)
    assert fitter.asked == []
    assert queue.llen(QUEUE) == 0


def test_a_busy_model_server_is_asked_again_a_little_later(
    version: CourseVersion, fitter: Fitter, queue: redis.Redis
) -> None:
    fitter.says = [Refuses("busy")]
    tasks.fit_courses()
    sent = json.loads(queue.lrange(QUEUE, 0, -1)[0])
    assert sent["headers"]["task"] == "tutor.tasks.fit_courses"
    assert sent["headers"]["eta"] is not None
    assert CourseFitting.objects.get().tried_at is None


def test_the_model_server_is_told_of_a_course_that_is_published(
    models: ModelServer, queue: redis.Redis
) -> None:
    version = publish.publish(small_course())
    (queued,) = [json.loads(one) for one in queue.lrange(QUEUE, 0, -1)]
    assert queued["headers"]["task"] == "tutor.tasks.tell_course"
    server = Inference(models.url, 10.0)

    def answer() -> str:
        with pytest.raises(InferenceError) as caught:
            async_to_sync(server.search)(version.ref, "sums")
        return caught.value.code

    assert answer() == "unknown_texts"
    tasks.tell_course(version.pk)
    assert answer() == "not_ready"  # told; the sentence model of this server is off


def test_a_draft_is_checked_within_the_brokers_patience() -> None:
    assert tasks.lint_draft.time_limit < configured.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]


def test_a_fit_has_a_deadline_of_its_own_within_the_brokers_patience() -> None:
    limit = tasks.fit_courses.time_limit
    assert limit > configured.FITTING_DEADLINE
    assert limit < configured.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]


def test_the_nightly_decay_hands_on_what_is_left(
    version: CourseVersion, models: ModelServer, queue: redis.Redis, settings: Settings
) -> None:
    begin = timezone.now() - timedelta(days=3)
    for learner in logs.write(version, learners=2, answers=1, begin=begin):
        tasks.update_beliefs(str(learner.id), version.course_id)
    tasks.decay_beliefs()
    assert not LearnerCourse.objects.filter(believed_at=None).exists()
    assert queue.llen(QUEUE) == 0
    LearnerCourse.objects.update(believed_at=None)
    settings.MODELS_URL = f"http://127.0.0.1:{ports.free()}"
    tasks.decay_beliefs()  # it is away: tomorrow is early enough
    assert queue.llen(QUEUE) == 0
    assert LearnerCourse.objects.filter(believed_at=None).count() == 2


def test_a_new_conversation_has_its_course_and_those_beside_it_read(
    talk: Talk, models: ModelServer, queue: redis.Redis
) -> None:
    beside = publish.publish(small_course())
    queue.delete(QUEUE)
    session.open_session(talk.learner, talk.version)
    (queued,) = [json.loads(one) for one in queue.lrange(QUEUE, 0, -1)]
    assert queued["headers"]["task"] == "tutor.tasks.tell_texts"
    tasks.tell_texts(talk.version.pk)
    for version in (talk.version, beside):  # told; the sentence model of this server is off
        with pytest.raises(InferenceError) as caught:
            async_to_sync(Inference(models.url, 10.0).search)(version.ref, "brackets")
        assert caught.value.code == "not_ready"


def test_an_import_is_queued_when_it_is_asked_for_and_its_job_reads_the_file(
    queue: redis.Redis, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    author = get_user_model().objects.create_superuser(username="ann", email="", password="pw")
    job = imports.start(ContentFile(pool_file(tmp_path, "3"), "pool.tar.gz"), by=author, options={})
    (message,) = queue.lrange(QUEUE, 0, -1)
    assert json.loads(message)["headers"]["task"] == "tutor.tasks.work_import"
    tasks.work_import(str(job.pk))
    job.refresh_from_db()
    assert job.state == "ready"
    assert job.report["courses"][0]["added"] == ["s1"]
    ImportJob.objects.update(touched_at=timezone.now() - timedelta(days=2))
    tasks.sweep_imports()
    job.refresh_from_db()
    assert job.state == "cancelled"
