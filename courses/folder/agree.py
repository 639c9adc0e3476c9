"""Whether a ramp's files agree with each other: ids, names of skills, hints in order. Reads no files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from courses.folder import schema
from courses.folder.answers import answer_complaints
from courses.folder.files import F, Ramp, RampFile
from courses.folder.problems import FieldPath, RampProblem

Complaints = Iterator[tuple[FieldPath, str]]


def problems(ramp: Ramp) -> Iterator[RampProblem]:
    """Everything in `ramp` that contradicts another place of it."""
    if ramp.course:
        yield from _placed(ramp.course, of_skills(ramp.course.fields.skills))
    lessons = [lesson.file for lesson in ramp.lessons]
    passages = [passage for lesson in ramp.lessons for passage in lesson.passages]
    asked = [problem for lesson in ramp.lessons for problem in lesson.problems]
    yield from _unique([(file.fields.id, file) for file in lessons], "lesson")
    yield from _unique([(file.fields.id, file) for file in passages], "passage")
    yield from _unique([(file.fields.id, file) for file in asked], "problem")
    known = {skill.id for skill in ramp.course.fields.skills} if ramp.course else None
    for lesson in ramp.lessons:
        if not lesson.file.fields.passages and not lesson.file.fields.problems:
            yield lesson.file.problem((), "lists neither passages nor problems")
        for passage in lesson.passages:
            yield from _placed(passage, of_passage(passage.fields, known))
        for problem in lesson.problems:
            yield from _placed(problem, of_problem(problem.fields, known))


def _placed(file: RampFile[F], complaints: Iterable[tuple[FieldPath, str]]) -> Iterator[RampProblem]:
    return (file.problem(path, message) for path, message in complaints)


def _unique(files: list[tuple[str, RampFile[F]]], what: str) -> Iterator[RampProblem]:
    first: dict[str, str] = {}
    for id_, file in files:
        if id_ in first:
            yield file.problem(("id",), f"the {what} {id_} is already in {first[id_]}")
        first.setdefault(id_, file.name)


def _twice(ids: list[str], path: FieldPath) -> Complaints:
    for at, id_ in enumerate(ids):
        if id_ in ids[:at]:
            yield (*path, at, "id"), f"{id_} is used twice"


def of_skills(skills: list[schema.SkillEntry]) -> Complaints:
    ids = [skill.id for skill in skills]
    yield from _twice(ids, ("skills",))
    for at, skill in enumerate(skills):
        path = ("skills", at, "prerequisites")
        yield from unknown(skill.prerequisites, set(ids), path)
        if skill.id in skill.prerequisites:
            yield (*path, skill.prerequisites.index(skill.id)), "a skill cannot need itself"


def unknown(names: list[str], known: set[str] | None, path: FieldPath) -> Complaints:
    if known is None:  # course.yaml could not be read, and that is said already
        return
    for at, name in enumerate(names):
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            meant = f": is {near[0]} meant?" if near else ""
            yield (*path, at), f"the course has no skill {name}{meant}"


def of_passage(passage: schema.PassageFile, known: set[str] | None) -> Complaints:
    yield from unknown(passage.skills, known, ("skills",))
    if passage.guess and len(passage.guess.truths()) != 1:
        yield ("guess", "choices"), "exactly one choice needs `truth: true`"


def of_problem(problem: schema.ProblemFile, known: set[str] | None) -> Complaints:
    yield from _twice([step.id for step in problem.steps], ("steps",))
    for at, step in enumerate(problem.steps):
        path: FieldPath = ("steps", at)
        yield from unknown(step.skills, known, (*path, "skills"))
        yield from _milestones(step, (*path, "answer", "milestones"))
        yield from _twice([entry.id for entry in step.misconceptions], (*path, "misconceptions"))
        yield from _hints(step, (*path, "hints"))
    yield from answer_complaints(problem)


def _milestones(step: schema.StepEntry, path: FieldPath) -> Complaints:
    """What their form should be is the checker's to say."""
    listed = step.answer.get("milestones")
    for at, milestone in enumerate(listed if isinstance(listed, list) else []):
        shows = milestone.get("shows") if isinstance(milestone, dict) else None
        if isinstance(shows, str) and shows not in step.skills:
            yield (*path, at, "shows"), f"{shows} is not among the skills of this step"


def _hints(step: schema.StepEntry, path: FieldPath) -> Complaints:
    ids = step.hint_ids()
    yield from _twice(ids, path)
    for at, hint in enumerate(step.hints):
        for which, name in enumerate(hint.requires):
            if name not in ids[:at]:
                yield (*path, at, "requires", which), f"no hint {name} comes before this one"
