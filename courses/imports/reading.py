"""First half of an import: the file is read to its end, and what was found is kept on disk for the second."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from courses import plain
from courses.differences import differences
from courses.importers import ChooseCourse, Imported, ImportProblem, Progress, oatutor, read_any
from courses.importers.imported import Note, Report
from courses.importers.oatutor_report import ImportReport, PoolReport
from courses.imports import merging, report
from courses.imports.aim import aim
from courses.models import ImportJob
from courses.types import Course, Problem

SAMPLES = 3  # problems of a course that the preview shows
SENTENCES = 12  # about one lesson; the report names every item


def read(job: ImportJob, progress: Progress) -> report.Plain:
    """The report of the preview. Raise ImportProblem, and whatever `progress` raises."""
    found = []
    taken: set[str] = set()
    whole = PoolReport()
    try:
        for n, imported in enumerate(_courses(job, progress, whole)):
            found.append(_met(job, n, imported, taken))
    except ChooseCourse as choice:
        return {"choose": list(choice.names)}
    if not found:
        raise ImportProblem("Nothing in the file can be used.")
    return {"courses": found, "left": _left(whole)}


def course(job: ImportJob, n: int) -> Course:
    """A course as it was read."""
    return plain.course(json.loads(_kept(job, n).read_text(encoding="utf-8")))


def samples(job: ImportJob, n: int) -> list[Problem]:
    """The first problems of a course, without the others being read."""
    data = json.loads(_kept(job, n).with_suffix(".samples.json").read_text(encoding="utf-8"))
    return [plain.problem(one) for one in data]


def folder_of(job: ImportJob) -> Path:
    return Path(job.file.path).parent


def _courses(job: ImportJob, progress: Progress, whole: PoolReport) -> Iterator[Imported]:
    path, options = Path(job.file.path), job.options
    if job.format == "oatutor" and not options.get("into") and not options.get("course"):
        yield from _pool(path, progress, whole)
        return
    named = {name: options.get(name, "") for name in ("title", "licence", "source", "course")}
    yield read_any(path, **named, language=options.get("language") or "en", progress=progress)


def _pool(path: Path, progress: Progress, whole: PoolReport) -> Iterator[Imported]:
    """All courses of a pool, one after the other, none kept in memory."""
    try:
        for brought, found in oatutor.read_all(path, whole, progress):
            yield Imported(brought, _told(brought, found))
    except oatutor.ImportProblem as problem:
        raise ImportProblem(str(problem)) from problem


def _told(brought: Course, found: ImportReport) -> Report:
    return Report(
        "oatutor",
        taken=[problem.id for problem in brought.problems()],
        changed=[Note(one.place, one.what) for one in found.changed],
        skipped=[Note(one.place, one.reason) for one in (*found.left_out, *found.parts_left_out)],
        kinds=found.answers,
    )


def _left(whole: PoolReport) -> list[list[str]]:
    """What of a pool came into no course: [item, reason, detail]."""
    return [
        *([name, "the course cannot be used", why] for name, why in whole.refused),
        *([one.place, one.reason, ""] for one in whole.in_no_course),
        *([path, why, ""] for path, why in whole.refused_entries),
    ]


def _met(job: ImportJob, n: int, imported: Imported, taken: set[str]) -> report.Plain:
    brought = imported.course
    at = aim(brought, job.options, job.by)
    fate, words = at.fate, list(at.words)
    if at.target.id in taken:
        fate, words = "refused", [f"The file has two courses {at.target.id!r}: this is the second."]
    taken.add(at.target.id)
    changed = merging.changes(at.base, at.target)
    _keep(job, n, brought)
    told = report.of_course(brought, imported.report, changed, fate, words)
    if fate == "changed" and at.base:
        told["differences"] = [
            {
                "title": part.title,
                "sentences": list(part.sentences[:SENTENCES]),
                "more": len(part.sentences) - SENTENCES,
            }
            for part in differences(at.base, at.target)
        ]
    told["onto_draft"] = at.onto is not None and at.onto.is_draft
    return {**told, "id": at.target.id, "into": at.base.title if at.base else "", "mark": at.mark}


def _keep(job: ImportJob, n: int, brought: Course) -> None:
    path = _kept(job, n)
    path.write_text(json.dumps(plain.plain(brought)), encoding="utf-8")
    first = [plain.plain(problem) for problem in brought.problems()[:SAMPLES]]
    path.with_suffix(".samples.json").write_text(json.dumps(first), encoding="utf-8")


def _kept(job: ImportJob, n: int) -> Path:
    return folder_of(job) / f"course-{n:04}.json"
