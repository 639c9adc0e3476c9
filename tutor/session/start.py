"""Opening a conversation, and finding it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from courses import publish
from courses.models import CourseVersion
from tutor import tasks
from tutor.models import EventRow, Learner, LearnerCourse, Session
from tutor.session.view import SessionError

log = structlog.get_logger(__name__)

LEARNER_KEY = "learner"  # in the browser's signed session: whose conversations it may open
TRIALS_KEY = "trials"  # and those of the learners that were made for trials of an author


@transaction.atomic
def open_session(learner: Learner, version: CourseVersion, trial: Mapping[str, str] | None = None) -> Session:
    """A new conversation over the version that is published now; it keeps that version to its end.

    `trial`: what of a draft an author tries.
    """
    course = publish.load(version)
    session = Session.objects.create(learner=learner, version=version, last_seq=1)
    EventRow.objects.create(
        session=session,
        seq=1,
        kind="opened",
        body={"course": course.id, "version": version.number, "title": course.title, **(trial or {})},
        at=timezone.now(),
    )
    LearnerCourse.objects.update_or_create(
        learner=learner,
        course_id=course.id,
        defaults={"version": version},
        create_defaults={"version": version},
    )
    version_id = version.pk
    transaction.on_commit(lambda: _have_it_read(version_id), robust=True)
    return session


def _have_it_read(version_id: int) -> None:
    """So that questions about the course find something; with the broker away the first one tells it."""
    try:
        tasks.tell_texts.delay(version_id)
    except OperationalError as error:
        log.warning("texts_not_queued", version=version_id, error=repr(error))


def session_of(learner_id: UUID | None, session_id: UUID) -> Session:
    """The learner's own session. Raise SessionError(not_found) for unknown and foreign ids alike."""
    rows = Session.objects.select_related("version__course", "learner").filter(id=session_id)
    session = rows.filter(learner_id=learner_id).first() if learner_id else None
    if session is None:
        raise SessionError("not_found", _("This conversation is not here, or it is somebody else’s."))
    return session


def session_here(store: Mapping[str, Any], session_id: UUID) -> Session:
    """As `session_of`, for its learner or one made for a trial. `store`: what a browser keeps."""
    own = store.get(LEARNER_KEY)
    here = [UUID(one) for one in (own, *store.get(TRIALS_KEY, ())) if one]
    found = Session.objects.filter(id=session_id, learner_id__in=here).values_list("learner_id", flat=True)
    return session_of(found.first(), session_id)


def latest_session(learner_id: UUID, course_id: str) -> Session | None:
    return (
        Session.objects.filter(learner_id=learner_id, version__course_id=course_id)
        .order_by("-last_at")
        .first()
    )
