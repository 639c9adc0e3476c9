"""From a draft to the newest version: what stops it, and the seal. Knows no page."""

from __future__ import annotations

from courses import lint, publish, rows
from courses.differences import Renamed
from courses.drafts import checks
from courses.drafts.change import DraftError
from courses.models import Course as CourseRow
from courses.models import CourseVersion, Revision, Unit
from courses.types import Course


def stops(draft: CourseVersion, course: Course) -> tuple[lint.Finding, ...]:
    """What keeps a draft from being published. Looked up, if the draft was looked at as it stands."""
    kept = checks.report(draft)
    return checks.stops(checks.findings(kept) if kept else checks.everything(course))


def newest(course_id: str) -> CourseVersion | None:
    """What is published now, and what a draft is compared with."""
    return CourseVersion.objects.published().filter(course=course_id).order_by("-number").first()


def overtaken(draft: CourseVersion) -> CourseVersion | None:
    """The version that was published beside the draft, from a folder say, since the draft was begun."""
    found = newest(draft.course_id)
    return None if found is None or found.pk == draft.begun_from_id else found


def renamed(draft: CourseVersion) -> Renamed:
    """What was called otherwise since the draft began, as its history has it."""
    skills: dict[str, str] = {}
    problems: dict[str, str] = {}
    units = (Unit.SKILLS, Unit.PROBLEM)
    history = Revision.objects.filter(
        version=draft, unit__in=units, before__isnull=False, after__isnull=False
    )
    for unit, key, one, new in history.order_by("number").values_list(
        "unit", "key", "after__renamed", "after__value__id"
    ):
        if unit == Unit.SKILLS:
            _follow(skills, one or {})
        elif key != new:
            _follow(problems, {key: new})
    return Renamed(skills, problems)


def _follow(names: dict[str, str], step: dict[str, str]) -> None:
    """Old names to newest ones, by one more renaming."""
    first = {newest: old for old, newest in names.items()}
    for old, new in step.items():
        names[first.get(old, old)] = new


def sealed(draft: CourseVersion) -> CourseVersion:
    """The draft, locked by the caller, as the newest version."""
    CourseRow.objects.select_for_update().get(pk=draft.course_id)  # one publisher of a course at a time
    course = rows.read(draft)
    fingerprint, before = publish.digest(course), newest(draft.course_id)
    if before is not None and before.digest == fingerprint:
        raise DraftError(f"Nothing differs from version {before.number}, which is published.")
    if found := stops(draft, course):
        raise publish.PublishError(found)
    # "The newest" is what was published last; a draft that was made anew, by an import, leaves no gap.
    others = CourseVersion.objects.filter(course=draft.course_id).exclude(pk=draft.pk).order_by("-number")
    draft.number = (others.values_list("number", flat=True).first() or 0) + 1
    draft.digest, draft.is_draft = fingerprint, False
    publish.seal(draft)
    return draft
