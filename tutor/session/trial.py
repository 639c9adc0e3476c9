"""An author walks through a draft: a copy of it, a learner made for it, and a conversation as any other."""

from __future__ import annotations

from courses import drafts, trials
from courses.models import CourseVersion
from courses.types import Course
from tutor.models import Learner, Session
from tutor.session.start import open_session


def part(draft: CourseVersion, unit: str = "", key: str = "") -> Course:
    """The whole draft, or one lesson or problem of it. Raise KeyError where it has no such part."""
    course = drafts.read(draft)
    if unit == "lesson":
        return trials.lesson(course, key)
    if unit == "problem":
        return trials.problem(course, key)
    if unit:
        raise KeyError(unit)
    return course


def begin(draft: CourseVersion, unit: str = "", key: str = "") -> Session:
    """Raise KeyError as `part`, and courses.publish.PublishError for what makes it impossible."""
    version = trials.make(part(draft, unit, key), draft.course_id)
    # A part is begun at once: there is nothing in it to be placed in.
    return open_session(Learner.objects.create(), version, {"trial": unit or "course", "key": key})
