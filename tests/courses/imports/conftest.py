from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db.models.signals import post_save
from pytest_django import Settings

from courses import imports
from courses.models import CourseRole, CourseVersion, ImportJob
from tests.courses.importers import tiny_pool
from tests.courses.importers.tiny_pool import hint, problem, step
from tutor import heard as told


def pool_file(tmp_path: Path, *answers: str) -> bytes:
    """A pool with one course of sums, `Small Sums`, that can be used, and a problem in it that cannot."""
    sums = [
        problem(f"s{n}", [step(f"s{n}a", f"What is {answer} + 0?", answer, [hint(f"s{n}a-h1", "Count.")])])
        for n, answer in enumerate(answers, start=1)
    ]
    figure = problem("shape", [step("shapea", "Look at the figure below. ![](figure1.png) How long?", "3")])
    packed = tiny_pool.pack(tmp_path / "pool.tar.gz", tiny_pool.files([*sums, figure], {}))
    return packed.read_bytes()


@pytest.fixture(autouse=True)
def uploads(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    return tmp_path / "uploads"


@pytest.fixture
def ann(db: None) -> Any:
    return get_user_model().objects.create_superuser(username="ann", email="", password="pw")


@pytest.fixture
def asked() -> Any:
    """Ids of the jobs for which a worker was asked; none comes unless the test calls one."""
    heard: list[str] = []

    def hear(job_id: str, **kwargs: Any) -> None:
        heard.append(job_id)

    imports.import_asked.disconnect(dispatch_uid="tutor")
    imports.import_asked.connect(hear)
    yield heard
    imports.import_asked.disconnect(hear)
    told.connect()


@pytest.fixture
def begin(ann: Any, asked: list[str]) -> Any:
    """Upload something, and let a worker read it."""

    def begin(content: bytes, name: str = "pool.tar.gz", by: Any = None, **options: Any) -> ImportJob:
        job = imports.start(ContentFile(content, name), by=by or ann, options=options)
        imports.work(str(job.pk))
        job.refresh_from_db()
        return job

    return begin


@pytest.fixture
def finish() -> Any:
    """Say yes to all that can be written, and let a worker write it."""

    def finish(job: ImportJob, *, publish: bool = False) -> ImportJob:
        courses = enumerate(job.report["courses"])
        chosen = [n for n, course in courses if course["fate"] in ("new", "changed")]
        imports.confirm(job, chosen, publish=publish)
        imports.work(str(job.pk))
        job.refresh_from_db()
        return job

    return finish


@contextmanager
def _when_saved(model: Any, what: Callable[[], None]) -> Iterator[None]:
    def happen(**kwargs: Any) -> None:
        what()

    post_save.connect(happen, sender=model)
    try:
        yield
    finally:
        post_save.disconnect(happen, sender=model)


@pytest.fixture
def while_written() -> Any:
    """Something happens while the rows of a course are being written."""
    return lambda what: _when_saved(CourseVersion, what)


@pytest.fixture
def while_landing() -> Any:
    """Something happens when all is written and is about to be seen."""
    return lambda what: _when_saved(CourseRole, what)
