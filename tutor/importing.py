"""Hears of imports that somebody asks for, and queues their jobs. `TutorConfig.ready` connects it."""

from __future__ import annotations

from typing import Any

from courses.signals import import_asked


def connect() -> None:
    import_asked.connect(_queue, dispatch_uid="tutor.importing")


def _queue(job_id: str, **kwargs: Any) -> None:
    from tutor import tasks  # once the models are there

    tasks.work_import.delay(job_id)
