"""Which fit serves a version of a course, and telling it to a model server that forgot it."""

from __future__ import annotations

import structlog
from channels.db import database_sync_to_async

from tutor.inference import Inference, InferenceError
from tutor.models import CourseFit

log = structlog.get_logger(__name__)


def serving(version_id: int) -> str:
    """The fit that serves this version, by the model server's name; "" for none: the filter's own numbers.

    A fit knows the items of its version only, so a new version goes without until it is fitted itself.
    """
    return (
        CourseFit.objects.filter(version_id=version_id, chosen=True).values_list("fit", flat=True).first()
        or ""
    )


def is_kept(version_id: int, fit: str) -> bool:
    return CourseFit.objects.filter(version_id=version_id, fit=fit).exists()


async def tell(inference: Inference, version_id: int, fit: str) -> bool:
    """False when it cannot be told: no longer here, or of a form that this server does not read."""
    fitted = await database_sync_to_async(_bytes)(version_id, fit)
    if fitted is None:
        return False
    try:
        await inference.tell_fit(fit, fitted)
    except InferenceError as error:
        if error.code != "bad_request":
            raise
        log.warning("fit_refused", fit=fit, error=str(error))
        await database_sync_to_async(_retire)(version_id, fit)
        return False
    return True


def _bytes(version_id: int, fit: str) -> bytes | None:
    row = CourseFit.objects.filter(version_id=version_id, fit=fit).values_list("fitted", flat=True).first()
    return None if row is None else bytes(row)


def _retire(version_id: int, fit: str) -> None:
    why = "The model server no longer reads it. Until the next fit the filter’s own numbers serve."
    CourseFit.objects.filter(version_id=version_id, fit=fit).update(chosen=False, log_digest="", why=why)
