"""What `courses` sends, and who does something about it. Connected when the app is ready."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

import structlog
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from courses import audience, imports, publish
from courses.drafts import checks
from courses.models import CourseVersion
from tutor import tasks
from tutor.models import EventRow

log = structlog.get_logger(__name__)

STILL_HERE = timedelta(days=7)  # who wrote nothing for longer has left the lesson


def connect() -> None:
    publish.published.connect(published, dispatch_uid="tutor")
    checks.asked.connect(lint_asked, dispatch_uid="tutor")
    imports.import_asked.connect(import_asked, dispatch_uid="tutor")
    audience.who_is_in.connect(who_is_in, dispatch_uid="tutor")


def published(version: CourseVersion, **_: Any) -> None:
    """The model server learns of a version before the first learner does; what it misses it asks for."""
    _queue(tasks.tell_course, version.pk)


def lint_asked(version_id: int, **_: Any) -> bool:
    return _queue(tasks.lint_draft, version_id)


def import_asked(job_id: str, **_: Any) -> None:
    _queue(tasks.work_import, job_id)


def who_is_in(course_id: str, **_: Any) -> dict[str, tuple[int, tuple[int, ...]]]:
    """By lesson: how many learners have a question of it open, and on which versions they are."""
    open_now = EventRow.objects.filter(
        session__version__course=course_id,
        session__last_at__gte=timezone.now() - STILL_HERE,
        seq=F("session__opener_seq"),
    )
    learners: defaultdict[str, set[Any]] = defaultdict(set)
    versions: defaultdict[str, set[int]] = defaultdict(set)
    lessons: dict[int, dict[str, str]] = {}
    rows = open_now.values_list(
        "session__learner", "session__version", "session__version__number", "body__problem", "body__passage"
    )
    for learner, version, number, problem, passage in rows:
        if version not in lessons:
            lessons[version] = _lessons(version)
        lesson = lessons[version].get(f"problem {problem}") or lessons[version].get(f"passage {passage}")
        if lesson is not None:
            learners[lesson].add(learner)
            versions[lesson].add(number)
    return {lesson: (len(who), tuple(sorted(versions[lesson]))) for lesson, who in learners.items()}


def _lessons(version_id: int) -> dict[str, str]:
    """Problem or passage → its lesson."""
    course = publish.load(version_id)
    problems = {f"problem {one.id}": lesson.id for lesson in course.lessons for one in lesson.problems}
    return problems | {f"passage {one.id}": lesson.id for lesson in course.lessons for one in lesson.passages}


def _queue(task: Any, about: Any) -> bool:
    """With the broker away what was done stands: who needs the rest asks again, or a sweep finds it."""
    try:
        task.delay(about)
    except OperationalError as error:
        log.warning("not_queued", task=task.name, about=str(about), error=repr(error))
        return False
    return True
