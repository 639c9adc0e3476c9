"""From a ramp's folder to a `Course`, or to all that is wrong with it. Knows files; judges no teaching."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from courses import types
from courses.folder import agree, schema
from courses.folder.files import F, LessonFolder, Ramp, RampFile
from courses.folder.problems import RampError, RampProblem, dotted
from courses.folder.yamlfile import Document, FileProblem, parse_markdown, parse_yaml, text_of

MAX_FILES = 100_000


def read(path: Path, progress: Callable[[int], None] | None = None) -> types.Course:
    """The course in the folder `path`. Raises RampError with every problem found, each with file and line.

    `progress` is told after each file how many bytes were read; what it raises ends the reading.
    """
    reader = _Reader(Path(path), progress)
    ramp = reader.ramp()
    problems = [*reader.problems, *agree.problems(ramp)]
    if problems or ramp.course is None:
        raise RampError(sorted(problems, key=_place))
    return _course(ramp.course.fields, ramp.lessons)


def _place(problem: RampProblem) -> tuple[bool, str, int]:
    return problem.file != "course.yaml", problem.file, problem.line or 0


class _Reader:
    """Walks the folder as its lists say and collects what is wrong on the way."""

    def __init__(self, root: Path, progress: Callable[[int], None] | None) -> None:
        self.root = root
        self.progress = progress
        self.done = 0
        self.problems: list[RampProblem] = []

    def ramp(self) -> Ramp:
        ramp = Ramp(self._file("course.yaml", schema.CourseFile))
        folders = self._names("lessons", "")
        if len(list(self.root.rglob("*"))) > MAX_FILES:
            self._complain("course.yaml", None, f"this folder holds more than {MAX_FILES} files")
            return ramp
        listed = ramp.course.fields.lessons if ramp.course else folders
        for name in dict.fromkeys(listed):
            lesson = self._lesson(f"lessons/{name}")
            if lesson:
                ramp.lessons.append(lesson)
        if ramp.course:
            self._listing(ramp.course, ("lessons",), ramp.course.fields.lessons, folders, "folder")
        return ramp

    def _lesson(self, folder: str) -> LessonFolder | None:
        file = self._file(f"{folder}/lesson.yaml", schema.LessonFile)
        passages_there = self._names(f"{folder}/passages", ".md")
        problems_there = self._names(f"{folder}/problems", ".yaml")
        passages = file.fields.passages if file else passages_there
        problems = file.fields.problems if file else problems_there
        read_passages = [self._passage(f"{folder}/passages/{name}.md") for name in dict.fromkeys(passages)]
        read_problems = [
            self._file(f"{folder}/problems/{name}.yaml", schema.ProblemFile)
            for name in dict.fromkeys(problems)
        ]
        if file is None:
            return None
        self._listing(file, ("passages",), passages, passages_there, "passage")
        self._listing(file, ("problems",), problems, problems_there, "problem")
        return LessonFolder(
            file,
            tuple(passage for passage in read_passages if passage),
            tuple(problem for problem in read_problems if problem),
        )

    def _passage(self, name: str) -> RampFile[schema.PassageFile] | None:
        text = self._text(name)
        if text is None:
            return None
        try:
            document, body = parse_markdown(text)
        except FileProblem as problem:
            self._complain(name, problem.line, problem.message)
            return None
        file = self._fit(name, document, schema.PassageFile, body)
        within = file is not None and file.fields.body is not None
        if bool(body) == within:
            self._complain(
                name,
                None,
                "has a body and text after its fields" if within else "has no text after its fields",
            )
        return file

    def _file(self, name: str, model: type[F]) -> RampFile[F] | None:
        text = self._text(name)
        if text is None:
            return None
        try:
            document = parse_yaml(text)
        except FileProblem as problem:
            self._complain(name, problem.line, problem.message)
            return None
        return self._fit(name, document, model)

    def _fit(self, name: str, document: Document, model: type[F], body: str = "") -> RampFile[F] | None:
        complaints = list(document.complaints)
        fields: F | None = None
        try:
            fields = model.model_validate({} if document.value is None else document.value)
        except ValidationError as error:
            found = schema.complaints(error)
            complaints += [(path, document.line(path), message) for path, message in found]
        for path, line, message in complaints:
            self.problems.append(RampProblem(name, line, dotted(path), message))
        return None if fields is None else RampFile(name, document, fields, body)

    def _text(self, name: str) -> str | None:
        path = self.root / name
        try:
            if path.exists() and not path.resolve().is_relative_to(self.root.resolve()):
                raise FileProblem("leads out of the ramp's folder")
            text = text_of(path)
        except FileProblem as problem:
            self._complain(name, problem.line, problem.message)
            return None
        self.done += len(text.encode())
        if self.progress is not None:
            self.progress(self.done)
        return text

    def _names(self, folder: str, suffix: str) -> list[str]:
        """Names in `folder`: of folders when `suffix` is empty, else of files, without their `suffix`."""
        place = self.root / folder
        if not place.is_dir():
            return []
        found = (entry for entry in place.iterdir() if not entry.name.startswith("."))
        if not suffix:
            return sorted(entry.name for entry in found if entry.is_dir())
        return sorted(entry.name.removesuffix(suffix) for entry in found if entry.name.endswith(suffix))

    def _listing(
        self, file: RampFile[F], path: tuple[str], listed: list[str], there: list[str], what: str
    ) -> None:
        for at, name in enumerate(listed):
            if name in listed[:at]:
                self.problems.append(file.problem((*path, at), f"{name} is listed twice"))
        for name in there:
            if name not in listed:
                self.problems.append(file.problem(path, f"does not list the {what} {name}, which is there"))

    def _complain(self, file: str, line: int | None, message: str) -> None:
        self.problems.append(RampProblem(file, line, "", message))


def _course(fields: schema.CourseFile, folders: list[LessonFolder]) -> types.Course:
    return types.Course(
        fields.id,
        fields.title,
        fields.summary,
        fields.language,
        fields.licence,
        fields.source,
        tuple(skill.value() for skill in fields.skills),
        tuple(_lesson(folder, fields) for folder in folders),
        fields.contact or "",
        fields.autonomy.value(),
    )


def _lesson(folder: LessonFolder, course: schema.CourseFile) -> types.Lesson:
    fields = folder.file.fields
    source = course.source if fields.source is None else fields.source
    return types.Lesson(
        fields.id,
        fields.title,
        tuple(passage.fields.value(passage.body) for passage in folder.passages),
        tuple(problem.fields.value(source, course.licence) for problem in folder.problems),
        fields.reveals_allowed,
        source,
    )
