"""Which fit serves a version of a course, and telling it to a model server that forgot it."""

from __future__ import annotations

import structlog
from channels.db import database_sync_to_async

from courses.models import CourseVersion
from tutor.inference import Inference, InferenceError
from tutor.models import CourseFit

log = structlog.get_logger(__name__)


def serving(version: CourseVersion) -> str:
    """The fit that serves this version, by the model server's name; "" for none: the filter's own numbers.

    A new version has the fit of the one before until it is fitted itself: items keep their ids, and for those
    that the fit does not know the model server says the filter's numbers.
    """
    rows = CourseFit.objects.filter(
        course=version.course_id, version__number__lte=version.number, chosen=True
    )
    return rows.order_by("-version__number").values_list("fit", flat=True).first() or ""


def is_kept(course_id: str, fit: str) -> bool:
    return CourseFit.objects.filter(course=course_id, fit=fit).exists()


async def tell(inference: Inference, course_id: str, fit: str) -> bool:
    """False when it cannot be told: no longer here, or of a form that this server does not read."""
    fitted = await database_sync_to_async(_bytes)(course_id, fit)
    if fitted is None:
        return False
    try:
        await inference.tell_fit(fit, fitted)
    except InferenceError as error:
        if error.code != "bad_request":
            raise
        log.warning("fit_refused", fit=fit, error=str(error))
        await database_sync_to_async(_retire)(course_id, fit)
        return False
    return True


def _bytes(course_id: str, fit: str) -> bytes | None:
    row = CourseFit.objects.filter(course=course_id, fit=fit).values_list("fitted", flat=True).first()
    return None if row is None else bytes(row)


def _retire(course_id: str, fit: str) -> None:
    why = "The model server no longer reads it. Until the next fit the filter’s own numbers serve."
    CourseFit.objects.filter(course=course_id, fit=fit).update(chosen=False, log_digest="", why=why)
