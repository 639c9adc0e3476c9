"""One entry for all formats: what a file is, and the course in it. Decides by what is inside."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from courses import folder
from courses.folder.archive import ZipLimits, read_zip
from courses.importers import aiken, gift, moodle_xml, oatutor, oatutor_archive
from courses.importers.imported import (
    LIMITS,
    About,
    ChooseCourse,
    Imported,
    ImportProblem,
    Limits,
    Progress,
    Report,
)

# As `detect` names them, with the words a page shows.
FORMATS = {
    "ramp": "a ramp folder as a .zip",
    "gift": "GIFT",
    "aiken": "Aiken",
    "moodle": "Moodle XML",
    "oatutor": "an OATutor content pool (.tar.gz)",
}
_HEAD = 64 * 1024
_AIKEN_ANSWER = re.compile(r"^ANSWER:\s*[A-Z]\s*$", re.MULTILINE)
_AIKEN_OPTION = re.compile(r"^[A-Z][.)]\s", re.MULTILINE)


def detect(path: Path) -> str:
    """A key of FORMATS. Raises ImportProblem for what is none of them."""
    head = _head(path)
    if head.startswith(b"\x1f\x8b"):
        return "oatutor"
    if zipfile.is_zipfile(path):
        return "ramp"
    text = head.decode("utf-8-sig", errors="replace")
    if re.search(r"<quiz[\s>]", text):
        return "moodle"
    if text.lstrip().startswith("<"):
        raise ImportProblem(f"{path.name} is XML or HTML, but no Moodle quiz")
    if _AIKEN_ANSWER.search(text) and _AIKEN_OPTION.search(text):
        return "aiken"
    if re.search(r"(?<!\\)\{", text) or text.lstrip().startswith(("//", "::", "$CATEGORY:")):
        return "gift"
    raise ImportProblem(
        f"{path.name} is none of what can be read: {', '.join(FORMATS.values())}",
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError:
        raise ImportProblem(f"there is no file {path.name}") from None
    except OSError as error:
        raise ImportProblem(f"{path.name} cannot be opened: {error.strerror or error}") from error
    if not head.strip():
        raise ImportProblem(f"{path.name} is empty")
    return head


def read_any(
    path: Path,
    *,
    title: str = "",
    licence: str = "",
    source: str = "",
    language: str = "en",
    course: str = "",
    limits: Limits = LIMITS,
    progress: Progress | None = None,
) -> Imported:
    """The course in the file, whatever its format, and the report. Writes nothing.

    `title`, `licence`, `source` and `language` stand in where the file says nothing of itself; `course` names
    one of several. Raises ImportProblem (ChooseCourse where a name is needed), and whatever `progress`
    raises.
    """
    format_ = detect(path)
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise ImportProblem(
            f"{path.name} has {size // 2**20} MB; at most {limits.file_bytes // 2**20} MB can be read"
        )
    about = About(title, licence, source, language)
    match format_:
        case "oatutor":
            return _oatutor(path, course, progress)
        case "ramp":
            return _ramp(path, limits, progress)
        case "gift":
            return gift.read(path, about, limits, progress)
        case "aiken":
            return aiken.read(path, about, limits, progress)
    return moodle_xml.read(path, about, limits, progress)


def _ramp(path: Path, limits: Limits, progress: Progress | None) -> Imported:
    """A ramp says everything of itself."""
    bounds = ZipLimits(limits.unpacked_bytes, limits.member_bytes, limits.members, limits.ratio)
    try:
        course = read_zip(path, bounds, progress)
    except folder.RampError as error:
        lines = tuple(map(str, error.problems))
        more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
        raise ImportProblem(f"{lines[0]}{more}", lines) from error
    report = Report("ramp")
    for lesson in course.lessons:
        report.taken += [passage.id for passage in lesson.passages]
        report.taken += [problem.id for problem in lesson.problems]
        report.kinds.update("passage" for _ in lesson.passages)
    report.kinds.update(str(step.answer["kind"]) for problem in course.problems() for step in problem.steps)
    return Imported(course, report)


def _oatutor(path: Path, course: str, progress: Progress | None) -> Imported:
    try:
        names = [course] if course else oatutor.course_names(path, progress)
        if not names:
            raise ImportProblem(f"{path.name} holds no course")
        if len(names) > 1:
            raise ChooseCourse(tuple(names))
        read, found = oatutor.read_with_report(path, names[0], progress)
    except oatutor_archive.ImportProblem as error:
        raise ImportProblem(str(error)) from error
    report = Report("oatutor", [problem.id for problem in read.problems()], kinds=found.answers)
    for one in found.changed:
        report.change(one.place, one.what)
    for left in (*found.left_out, *found.parts_left_out):
        report.skip(left.place, left.reason)
    return Imported(read, report)
