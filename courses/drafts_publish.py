"""From a draft to the newest version: what stops it, and the seal. Knows no page."""

from __future__ import annotations

from courses import draft_checks, lint, publish, rows
from courses.drafts_change import DraftError
from courses.models import Course as CourseRow
from courses.models import CourseVersion
from courses.types import Course


def stops(draft: CourseVersion, course: Course) -> tuple[lint.Finding, ...]:
    """What keeps a draft from being published. Looked up, if the draft was looked at as it stands."""
    kept = draft_checks.report(draft)
    return draft_checks.stops(draft_checks.findings(kept) if kept else lint.lint(course))


def newest(course_id: str) -> CourseVersion | None:
    """What is published now, and what a draft is compared with."""
    return CourseVersion.objects.published().filter(course=course_id).order_by("-number").first()


def overtaken(draft: CourseVersion) -> CourseVersion | None:
    """The version that was published beside the draft, from a folder say, since the draft was begun."""
    found = newest(draft.course_id)
    return None if found is None or found.pk == draft.begun_from_id else found


def sealed(draft: CourseVersion) -> CourseVersion:
    """The draft, locked by the caller, as the newest version."""
    CourseRow.objects.select_for_update().get(pk=draft.course_id)  # one publisher of a course at a time
    course = rows.read(draft)
    fingerprint, before = publish.digest(course), newest(draft.course_id)
    if before is not None and before.digest == fingerprint:
        raise DraftError(f"Nothing differs from version {before.number}, which is published.")
    if found := stops(draft, course):
        raise publish.PublishError(found)
    if before is not None and before.number > draft.number:  # "the newest" is what was published last
        highest = CourseVersion.objects.filter(course=draft.course_id).order_by("-number")[0]
        draft.number = highest.number + 1
    draft.digest, draft.is_draft = fingerprint, False
    publish.seal(draft)
    return draft
