"""What time takes away: every night the numbers of learners are made as of now. What was got stays."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce

from tutor.inference import InferenceError
from tutor.memory.beliefs import decay_beliefs
from tutor.models import LearnerCourse

BATCH = 50  # learners of one job
LONGEST_S = 60.0  # a job that takes longer hands on the rest: the worker has others to do
OLD = timedelta(
    hours=20
)  # a day, give or take: tonight's job may begin earlier in its minute than last night's
MONTH = timedelta(days=30)

log = structlog.get_logger(__name__)


def decay_some(now: datetime, after: int, batch: int = BATCH) -> int | None:
    """Bring a batch of learners up to `now`; the id to go on after, or None when that was all.

    Only those whose numbers are not of today and who were here in the last DECAY_MONTHS. Raise
    InferenceError when the model server is away: tomorrow is early enough. One learner who cannot be done is
    logged, and keeps the numbers there are.
    """
    began = time.monotonic()
    for pk, learner_id, course_id in _fading(now, after, batch):
        try:
            async_to_sync(decay_beliefs)(learner_id, course_id, now)
        except InferenceError as error:
            if error.code == "unreachable":
                raise
            log.warning("decay_refused", learner=str(learner_id), course=course_id, error=str(error))
        except LearnerCourse.DoesNotExist:  # forgotten since the batch was read
            pass
        after = pk
        if time.monotonic() - began > LONGEST_S:
            return after
    return after if _fading(now, after, 1) else None


def _fading(now: datetime, after: int, most: int) -> list[tuple[int, UUID, str]]:
    rows = LearnerCourse.objects.annotate(as_of=Coalesce("believed_at", "evidence_at")).filter(
        pk__gt=after,
        evidence_n__gt=0,
        believed_n=F("evidence_n"),
        evidence_at__gte=now - settings.DECAY_MONTHS * MONTH,
        as_of__lt=now - OLD,
    )
    return list(rows.order_by("pk").values_list("pk", "learner_id", "course_id")[:most])
