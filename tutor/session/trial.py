"""An author walks through a draft: a copy of it, a learner made for it, and a conversation as any other."""

from __future__ import annotations

from courses import drafts, trials
from courses.models import CourseVersion
from tutor.models import Learner, Session
from tutor.session.start import open_session

UNITS = ("lesson", "problem")


def begin(draft: CourseVersion, unit: str = "", key: str = "") -> Session:
    """Of the whole draft, or of one lesson or problem. Raise KeyError, courses.publish.PublishError."""
    course = drafts.read(draft)
    if unit == "lesson":
        course = trials.lesson(course, key)
    elif unit == "problem":
        course = trials.problem(course, key)
    elif unit:
        raise KeyError(unit)
    version = trials.make(course, draft.course_id)
    # A part is begun at once: there is nothing in it to be placed in.
    return open_session(Learner.objects.create(), version, {"trial": unit or "course", "key": key})
