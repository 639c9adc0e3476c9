"""Second half of an import: every chosen course, or none of them.

Each course is written under a version that nobody sees, in a transaction of its own, so that learners do not
wait for a whole pool; one short transaction then puts all of them where they belong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import plain, rows
from courses import publish as publishing
from courses.drafts import checks
from courses.drafts.change import new_token
from courses.importers import ImportProblem, Progress
from courses.imports import merging, reading
from courses.imports.aim import Aim, aim
from courses.models import Autosave, CourseRole, CourseVersion, ImportJob, Revision, Unit
from courses.models import Course as CourseRow
from courses.types import Lesson

LINTING = timedelta(minutes=10)  # the most that one course is given
SHOWN_STOPS = 10  # of one course; its draft's page of checks has all


@dataclass(frozen=True, slots=True)
class Staged:
    """A course that is written but not yet seen, and what it takes the place of; not the course itself."""

    version: CourseVersion
    onto: CourseVersion | None
    revisions: int  # that the import adds to the history
    is_draft: bool
    stops: tuple[str, ...]  # why it is a draft although it should have been published at once


def write(job: ImportJob, progress: Progress) -> None:
    """Write the chosen courses and end the job. Raise ImportProblem, and whatever `progress` raises."""
    discard(job)  # what a run that was killed had written
    report, chosen = job.report, job.options["chosen"]
    whole = sum(report["courses"][n]["counts"]["problems"] for n in chosen) or 1
    done = 0
    staged = []
    for n in chosen:
        progress(done, whole)
        at = _checked(job, n)
        if at.fate != "unchanged":
            staged.append(_stage(job, at, _stops(job, at)))
        done += report["courses"][n]["counts"]["problems"]
    progress(done, whole)  # the last chance to cancel
    _land(job, staged)


def discard(job: ImportJob) -> None:
    """Remove versions that were never seen, or taken the place of, and courses left empty by that."""
    staged = CourseVersion.objects.filter(
        pk__in=job.options.get("staged", ()), published_at=None, is_draft=False
    )
    courses = list(staged.values_list("course_id", flat=True))
    staged.delete()
    CourseRow.objects.filter(pk__in=courses, versions=None).delete()
    if "staged" in job.options:
        del job.options["staged"]
        ImportJob.objects.filter(pk=job.pk).update(options=job.options)


def _checked(job: ImportJob, n: int) -> Aim:
    """Where the course goes now; it must stand there as it did when somebody looked at the preview."""
    told = job.report["courses"][n]
    at = aim(reading.course(job, n), job.options, job.by)
    if at.fate == "refused":
        raise ImportProblem("\n".join(at.words), at.words)
    if at.mark != told["mark"]:
        raise ImportProblem(
            _("%(course)s was changed since you looked at this: import the file again.")
            % {"course": at.target.id}
        )
    if job.options.get("publish"):
        _publishable(job, at)
    return at


def _publishable(job: ImportJob, at: Aim) -> None:
    if not job.by.is_superuser:
        raise ImportProblem(_("Only superusers publish what they import at once."))
    if at.onto is not None and at.onto.is_draft:
        words = _("%(course)s has a draft: import into it, and publish that.") % {"course": at.target.id}
        raise ImportProblem(words)


def _stops(job: ImportJob, at: Aim) -> tuple[str, ...]:
    """What keeps the course from being published at once: the same as keeps back a draft."""
    if not job.options.get("publish"):
        return ()
    # A large course is linted for minutes without a word: its worker is not to be taken for dead.
    ImportJob.objects.filter(pk=job.pk, run=job.run).update(touched_at=timezone.now() + LINTING)
    return tuple(str(one) for one in checks.stops(checks.everything(at.target)))


def _stage(job: ImportJob, at: Aim, stops: tuple[str, ...]) -> Staged:
    course = at.target
    is_draft = bool(stops) or not job.options.get("publish")
    digest = new_token() if is_draft else publishing.digest(course)
    with transaction.atomic():
        CourseRow.objects.select_for_update().get_or_create(pk=course.id)
        highest = CourseVersion.objects.filter(course=course.id).order_by("-number").first()
        number = highest.number + 1 if highest else 1
        version = publishing.new_version(course, number=number, digest=digest)
        rows.write(course, version)
        revisions = _revisions(job, version, at) if at.base and is_draft else []
        Revision.objects.bulk_create(revisions, rows.BATCH)
        _remember(job, version)
    return Staged(version, at.onto, len(revisions), is_draft, stops)


def _remember(job: ImportJob, version: CourseVersion) -> None:
    """Written down in the same transaction: whoever comes after a crash can remove it."""
    job.options.setdefault("staged", []).append(version.pk)
    if not ImportJob.objects.filter(pk=job.pk, run=job.run).update(options=job.options):
        raise ImportProblem(_("Somebody else has gone on with this import."))  # and this row goes, too


def _land(job: ImportJob, staged: list[Staged]) -> None:
    with transaction.atomic():
        courses = CourseRow.objects.filter(pk__in=[one.version.course_id for one in staged]).order_by("pk")
        list(courses.select_for_update())  # who publishes or begins a draft waits
        for one in staged:
            _unmoved(one)
        for one in staged:
            if one.is_draft:
                _become_draft(job, one)
            else:
                publishing.seal(one.version)
        # What was a draft until now is what is left to be removed.
        replaced = [one.onto.pk for one in staged if one.onto is not None and one.onto.is_draft]
        job.options["staged"] = replaced
        values: dict[str, Any] = {"state": ImportJob.State.DONE, "options": job.options, "run": None}
        held = ImportJob.objects.filter(pk=job.pk, run=job.run)
        if not held.update(**values, report=_result(job, staged), touched_at=timezone.now()):
            raise ImportProblem(_("Somebody else has gone on with this import."))  # nothing is kept


def _unmoved(one: Staged) -> None:
    """Nobody published or changed the course while its rows were written."""
    versions = CourseVersion.objects.filter(course=one.version.course_id).exclude(pk=one.version.pk)
    draft = versions.filter(is_draft=True).values_list("pk", "revision_n").first()
    newest = versions.published().order_by("-number").values_list("pk", flat=True).first()
    onto = one.onto
    if onto is not None and onto.is_draft:
        unmoved = draft == (onto.pk, onto.revision_n)
    else:
        unmoved = draft is None and newest == (onto.pk if onto else None)
    if not unmoved:
        words = _("%(course)s was changed while it was written: import the file again.")
        raise ImportProblem(words % {"course": one.version.course_id})


def _become_draft(job: ImportJob, one: Staged) -> None:
    """With the history of the draft whose place it takes, if there was one."""
    version, onto = one.version, one.onto
    old = onto if onto is not None and onto.is_draft else None
    version.begun_from = old.begun_from if old else onto
    version.revision_n = (old.revision_n if old else 0) + one.revisions
    if old is not None:
        CourseVersion.objects.filter(pk=old.pk).update(is_draft=False)
        Revision.objects.filter(version=old).update(version=version)
        Autosave.objects.filter(version=old).update(version=version)
    version.is_draft = True
    version.save(update_fields=["begun_from", "revision_n", "is_draft"])
    if onto is None:
        CourseRole.objects.get_or_create(
            course_id=version.course_id, user=job.by, defaults={"role": CourseRole.Role.OWNER}
        )


def _revisions(job: ImportJob, version: CourseVersion, at: Aim) -> list[Revision]:
    """One for each unit that the import changes, as if somebody had saved it: history and undo know them."""
    words = _("Imported from %(name)s.") % {"name": job.name}
    base, number = at.base, at.onto.revision_n if at.onto is not None and at.onto.is_draft else 0
    changes = merging.changes(base, at.target)
    # A lesson goes with all that is in it, in one piece, as when an author takes it out.
    gone = {change.key for change in changes if change.unit == Unit.LESSON and change.after is None}
    whole = {lesson.id: lesson for lesson in base.lessons if lesson.id in gone} if base else {}
    kept = [change for change in changes if change.after is not None or change.lesson[0] not in gone]
    return [
        Revision(
            version=version,
            number=number + place,
            unit=change.unit,
            key=change.key,
            before=_plain(change, 0, whole.get(change.key) if change.unit == Unit.LESSON else None),
            after=_plain(change, 1),
            words=words,
            by=job.by,
        )
        for place, change in enumerate(kept, start=1)
    ]


def _plain(change: merging.Change, side: int, whole: Lesson | None = None) -> plain.Plain | None:
    """As `courses.drafts` writes it down."""
    value = whole or (change.before, change.after)[side]
    if value is None:
        return None
    found: plain.Plain = {"value": plain.plain(value)}
    if change.at[side] is not None:
        found["at"] = change.at[side]
    if change.lesson[side]:
        found["lesson"] = change.lesson[side]
    return found


def _result(job: ImportJob, staged: list[Staged]) -> plain.Plain:
    """The report with what became of each course."""
    by_id = {one.version.course_id: one for one in staged}
    return {**job.report, "courses": [_became(told, by_id.get(told["id"])) for told in job.report["courses"]]}


def _became(told: plain.Plain, one: Staged | None) -> plain.Plain:
    if one is None:
        return {**told, "became": "unchanged" if told["fate"] == "unchanged" else "left"}
    if not one.is_draft:
        return {**told, "became": "published"}
    return {**told, "became": "draft", "stops": list(one.stops[:SHOWN_STOPS]), "stop_n": len(one.stops)}
