"""A model server that understands texts: it loads the sentence model once for all tests here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from pytest_django import Settings

from courses.models import CourseVersion
from tests.live import ModelServer, wait_until
from tutor import memory
from tutor.inference import Inference, InferenceError
from tutor.session import questions


@pytest.fixture(scope="session")
def reader() -> Iterator[ModelServer]:
    with ModelServer.running(MODELS_MEANING="on") as server:
        wait_until(lambda: _understands(server.url), "the sentence model")
        yield server


def _understands(url: str) -> bool:
    async def ask() -> bool:
        try:
            return bool(await Inference(url, 30.0).embed(["brackets"]))
        except InferenceError:
            return False

    return async_to_sync(ask)()


@pytest.fixture
def understanding(
    version: CourseVersion, reader: ModelServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> ModelServer:
    """The settings name it. Its patience is long: what is shown here is what it finds, not how fast."""
    settings.MODELS_URL = reader.url
    settings.MODELS_DEADLINE = 10.0
    monkeypatch.setattr(questions, "PATIENCE", 20.0)
    read_up(version)
    return reader


def read_up(version: CourseVersion) -> None:
    """Until the model server has read a course and those beside it."""
    async_to_sync(memory.tell_texts)(version.pk)
    for one in (version, *memory.beside(version)):
        wait_until(partial(_has_read, one.ref), f"{one.ref} to be read")


def _has_read(ref: str) -> bool:
    async def ask() -> bool:
        try:
            await Inference(settings.MODELS_URL, 30.0).search(ref, "brackets")
        except InferenceError:
            return False
        return True

    return async_to_sync(ask)()
