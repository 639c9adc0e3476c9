"""What the model server is told of courses: what there is, and texts, so that questions find something."""

from __future__ import annotations

from channels.db import database_sync_to_async
from django.conf import settings

from courses import publish
from courses.models import CourseVersion
from tutor.inference import Inference

BESIDE = 5  # other courses that are searched where one does not answer


def beside(version: CourseVersion) -> list[CourseVersion]:
    """The newest versions of other courses in the same language: a bounded number, by title."""
    others = (one for one in publish.latest() if one.course_id != version.course_id)
    return [one for one in others if one.language == version.language][:BESIDE]


async def tell_course(version_id: int, deadline: float = 30.0) -> None:
    """Have the model server know a version, and read its texts. Raise InferenceError if it cannot be."""
    version = await CourseVersion.objects.aget(pk=version_id)
    server = Inference(settings.MODELS_URL, deadline, token=settings.MODELS_TOKEN)
    await server.tell_course(version.ref, await database_sync_to_async(publish.load)(version))
    await tell_texts(version_id, deadline)


async def tell_texts(version_id: int, deadline: float = 30.0) -> None:
    """Have a course read, and those beside it, before somebody asks. Raise InferenceError if it cannot be."""
    server = Inference(settings.MODELS_URL, deadline, token=settings.MODELS_TOKEN)
    for version in await database_sync_to_async(_all)(version_id):
        await server.tell_texts(version.ref, await database_sync_to_async(publish.load)(version))


def _all(version_id: int) -> list[CourseVersion]:
    version = CourseVersion.objects.get(pk=version_id)
    return [version, *beside(version)]
