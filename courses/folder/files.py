"""A ramp's files as they were read, before they are one course. Knows fields and lines; judges nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import BaseModel

from courses.folder import schema
from courses.folder.problems import FieldPath, RampProblem, dotted
from courses.folder.yamlfile import Document

F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class RampFile(Generic[F]):
    """One file that fits its schema."""

    name: str  # relative to the ramp's folder
    document: Document
    fields: F
    body: str = ""  # the Markdown of a passage

    def problem(self, path: FieldPath, message: str) -> RampProblem:
        return RampProblem(self.name, self.document.line(path), dotted(path), message)


@dataclass(frozen=True, slots=True)
class LessonFolder:
    file: RampFile[schema.LessonFile]
    passages: tuple[RampFile[schema.PassageFile], ...]
    problems: tuple[RampFile[schema.ProblemFile], ...]


@dataclass(slots=True)
class Ramp:
    """All files that could be read. `course` is None when course.yaml could not."""

    course: RampFile[schema.CourseFile] | None = None
    lessons: list[LessonFolder] = field(default_factory=list)
