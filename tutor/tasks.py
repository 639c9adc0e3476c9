"""Every Celery job: ids in, one call. All may run twice; a failed one is found again by its sweep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import structlog
from asgiref.sync import async_to_sync
from django.conf import settings
from django.utils import timezone

from courses import imports
from courses.drafts import checks
from tutor import memory, notify
from tutor.celery import app
from tutor.inference import InferenceError
from tutor.models import LearnerCourse

log = structlog.get_logger(__name__)

NIGHT = timedelta(hours=6)  # what is not fitted by then is fitted tomorrow
TRIAL = timedelta(days=1)  # how long an author's trial of a draft is kept
PAUSE_S = 60  # while the model server fits for somebody else, or is away
# A chain of jobs breaks where its next link is lost, so that one waits for a broker that is started again.
PATIENTLY = {"max_retries": 5, "interval_start": 1, "interval_step": 1, "interval_max": 5}


@app.task(autoretry_for=(InferenceError,), retry_backoff=True, max_retries=3)
def update_beliefs(learner_id: str, course_id: str) -> None:
    async_to_sync(_update_beliefs)(UUID(learner_id), course_id)


@app.task
def sweep_beliefs() -> None:
    for learner_id, course_id in memory.lagging():
        update_beliefs.delay(str(learner_id), course_id)


@app.task(autoretry_for=(InferenceError,), retry_backoff=True, max_retries=3)
def tell_texts(version_id: int) -> None:
    async_to_sync(memory.tell_texts)(version_id)


@app.task(autoretry_for=(InferenceError,), retry_backoff=True, max_retries=3)
def tell_course(version_id: int) -> None:
    async_to_sync(memory.tell_course)(version_id)


@app.task(time_limit=9 * 60)  # before the broker takes it for lost
def lint_draft(version_id: int) -> None:
    checks.look(version_id)


@app.task
def decay_beliefs(now: float | None = None, after: int = 0) -> None:
    """A batch of learners, then a job for the next one."""
    as_of = timezone.now() if now is None else datetime.fromtimestamp(now, UTC)
    try:
        last = memory.decay_some(as_of, after)
    except InferenceError as error:
        log.warning("decay_stopped", after=after, error=str(error))
        return
    if last is not None:
        decay_beliefs.apply_async((as_of.timestamp(), last), retry=True, retry_policy=PATIENTLY)


@app.task(time_limit=settings.FITTING_DEADLINE + 90)
def fit_courses(started: float | None = None) -> None:
    """One course, then a job for the next one: the model server fits one at a time."""
    begin = timezone.now() if started is None else datetime.fromtimestamp(started, UTC)
    course_id = memory.next_to_fit(begin)
    if course_id is None or timezone.now() - begin > NIGHT:
        return
    outcome = async_to_sync(memory.fit_course)(course_id)
    pause = PAUSE_S if outcome.result in ("busy", "failed") else 0
    fit_courses.apply_async((begin.timestamp(),), countdown=pause, retry=True, retry_policy=PATIENTLY)


@app.task(time_limit=settings.IMPORT_DEADLINE + 90)
def work_import(job_id: str) -> None:
    """Longer than the broker waits: whoever is given it a second time finds somebody at it."""
    imports.work(job_id)


@app.task
def sweep_imports() -> None:
    imports.sweep()


@app.task
def sweep_trials() -> None:
    memory.sweep_trials(timezone.now() - TRIAL)


@app.task
def pulse() -> None:
    """Shows that broker, beat and worker hear each other."""
    if settings.PULSE_FILE:
        Path(settings.PULSE_FILE).touch()


async def _update_beliefs(learner_id: UUID, course_id: str) -> None:
    try:
        changed = await memory.update_beliefs(learner_id, course_id)
    except LearnerCourse.DoesNotExist:  # forgotten since this was queued
        return
    if changed:
        await notify.beliefs_changed(learner_id)
