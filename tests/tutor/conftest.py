"""The shipped course and a conversation about it. The model server is down unless a test starts it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from pytest_django import Settings

from courses import folder, lint, publish
from courses.models import CourseVersion
from courses.types import Course
from scripts import ports
from scripts.places import ROOT
from tests.live import ModelServer
from tests.talk import Talk


@pytest.fixture
def version(transactional_db: None, settings: Settings) -> CourseVersion:
    settings.MODELS_URL = f"http://127.0.0.1:{ports.free()}"
    settings.CELERY_TASK_ALWAYS_EAGER = False
    course = shipped()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lint, "faults", lambda _course: ())  # `shipped` looked for them
        return publish.publish(course)


@cache
def shipped() -> Course:
    """Read and looked over once: every test publishes it anew, and a third of a second each adds up."""
    course = folder.read(ROOT / "courses" / "ramps" / "linear-equations")
    assert lint.faults(course) == ()
    return course


@pytest.fixture
def talk(version: CourseVersion) -> Talk:
    return Talk(version)


@pytest.fixture(scope="session")
def model_server() -> Iterator[ModelServer]:
    with ModelServer.running() as server:
        yield server


@pytest.fixture
def models(version: CourseVersion, model_server: ModelServer, settings: Settings) -> ModelServer:
    """A real model server that the settings name, up when the test begins."""
    model_server.ensure_up()
    settings.MODELS_URL = model_server.url
    settings.MODELS_DEADLINE = 10.0
    return model_server
