"""Every Celery job: ids in, one call. All may run twice; a failed one is found again by its sweep."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import structlog
from asgiref.sync import async_to_sync
from django.conf import settings

from tutor import memory, notify
from tutor.celery import app
from tutor.inference import InferenceError
from tutor.models import LearnerCourse

log = structlog.get_logger(__name__)


@app.task(autoretry_for=(InferenceError,), retry_backoff=True, max_retries=3)
def update_beliefs(learner_id: str, course_id: str) -> None:
    async_to_sync(_update_beliefs)(UUID(learner_id), course_id)


@app.task
def sweep_beliefs() -> None:
    for learner_id, course_id in memory.lagging():
        update_beliefs.delay(str(learner_id), course_id)


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
