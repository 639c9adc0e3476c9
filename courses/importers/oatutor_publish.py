"""Publishes every course of a pool, one after the other, and writes the report beside it.

The one module of the importers that writes to the database, through `publish` alone. Memory holds one course.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from courses import lint
from courses.drafts import checks
from courses.importers.oatutor import read_all
from courses.importers.oatutor_archive import Progress
from courses.importers.oatutor_report import ImportReport, PoolReport
from courses.models import CourseVersion
from courses.publish import PublishError, digest, latest_of, publish
from courses.types import Course


@dataclass(frozen=True, slots=True)
class Published:
    """One course's end: its version as `id@number`, and whether it is new, the same as before, or neither."""

    report: ImportReport
    ref: str
    outcome: str  # "new", "unchanged", "would be new", "refused"
    why: str = ""


def publish_all(
    archive: Path,
    whole: PoolReport,
    *,
    dry_run: bool = False,
    linted: bool = False,
    report: TextIO | None = None,
    progress: Progress | None = None,
) -> Iterator[Published]:
    """Each course as it is done; the JSON report grows with them. Raises ImportProblem.

    A course is published whole or not at all; one that cannot be does not keep the others out. `linted` keeps
    out what the linter stops, too, as it would a draft; else only what has faults stays out.
    """
    kept = _Report(report)
    for course, read in read_all(archive, whole, progress):
        stops = checks.stops(checks.everything(course)) if linted else ()
        if stops:
            done = Published(read, "", "refused", "\n".join(map(str, stops)))
        else:
            done = _look(course, read) if dry_run else _publish(course, read)
        if done.outcome == "refused":
            whole.refused.append((read.course, done.why))
        kept.add({**read.as_json(), "version": done.ref, "outcome": done.outcome, "why": done.why})
        yield done
    kept.close(whole)


def _publish(course: Course, read: ImportReport) -> Published:
    before = _newest(course.id)
    try:
        version = publish(course)
    except PublishError as error:
        return Published(read, "", "refused", str(error))
    same = before is not None and before.pk == version.pk
    return Published(read, version.ref, "unchanged" if same else "new")


def _look(course: Course, read: ImportReport) -> Published:
    """What publishing would do, with nothing written."""
    findings = lint.faults(course)
    if findings:
        return Published(read, "", "refused", "\n".join(map(str, findings)))
    before = _newest(course.id)
    if before is not None and before.digest == digest(course):
        return Published(read, before.ref, "unchanged")
    return Published(read, f"{course.id}@{before.number + 1 if before else 1}", "would be new")


def _newest(course_id: str) -> CourseVersion | None:
    try:
        return latest_of(course_id)
    except CourseVersion.DoesNotExist:
        return None


class _Report:
    """`{"courses": [...], "whole": {...}}`, written course by course: it may be large."""

    def __init__(self, file: TextIO | None) -> None:
        self._file = file
        self._begun = False

    def add(self, course: dict[str, Any]) -> None:
        self._write((",\n" if self._begun else '{"courses": [\n') + json.dumps(course, ensure_ascii=False))
        self._begun = True

    def close(self, whole: PoolReport) -> None:
        begin = "" if self._begun else '{"courses": ['
        self._write(f'{begin}\n], "whole": {json.dumps(whole.as_json(), ensure_ascii=False)}}}\n')

    def _write(self, text: str) -> None:
        if self._file is not None:
            self._file.write(text)
