"""Brings one course of an OATutor content pool in as a `Course`, and says what stayed out and why.

The pool's choices are kept where they are choices: order of lessons, steps, hints and what each requires. It
names no prerequisites between skills, so none are made up. Where a problem has variables, its first variant
is taken: the pool lists answers beside parameters, with no rule that would give other variants.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from courses.importers.oatutor_answers import NoAnswer, RawAnswer, specification
from courses.importers.oatutor_archive import ImportProblem, Pool, read_pool
from courses.importers.oatutor_hints import Ladder, ladder
from courses.importers.oatutor_records import (
    CoursePlan,
    LessonPlan,
    ProblemRecord,
    StepRecord,
    UnreadableProblem,
    course_plans,
    first_variant,
    lesson_of,
    problem_record,
    skill_model,
)
from courses.importers.oatutor_text import attribution, markdown, skill_title, speaks_of_a_figure
from courses.types import Course, Lesson, Problem, Skill, Step
from tutor.grading import spec_of

__all__ = ["ImportProblem", "ImportReport", "LeftOut", "course_names", "read", "read_with_report"]

_CREDIT = "OATutor, https://www.oatutor.io/"
_LANGUAGES = {"se": "sv"}  # the pool writes the country where a language is meant


@dataclass(frozen=True, slots=True)
class LeftOut:
    problem: str
    reason: str


@dataclass(slots=True)
class ImportReport:
    """What came in and what did not."""

    course: str
    problems: int = 0
    steps: int = 0
    hints: int = 0
    answers: Counter[str] = field(default_factory=Counter)  # kind of specification → steps
    left_out: list[LeftOut] = field(default_factory=list)
    hints_left_out: int = 0
    hints_in_solution: int = 0  # they tell the answer, so only the reveal shows them
    scaffolds_as_hints: int = 0
    first_variants: int = 0
    steps_without_skill: int = 0

    def reasons(self) -> Counter[str]:
        return Counter(left.reason for left in self.left_out)


def course_names(archive: Path) -> list[str]:
    """The courses in the archive, in its order. Raises ImportProblem."""
    return [plan.name for plan in course_plans(read_pool(archive, problems=False))]


def read(archive: Path, name: str) -> Course:
    """The course called `name`. Raises ImportProblem."""
    return read_with_report(archive, name)[0]


def read_with_report(archive: Path, name: str) -> tuple[Course, ImportReport]:
    """The course called `name`, and what was left out of it. Raises ImportProblem."""
    pool = read_pool(archive)
    plans = course_plans(pool)
    plan = next((plan for plan in plans if plan.name == name), None)
    if plan is None:
        raise ImportProblem(f"no course is called {name!r}; there are: {', '.join(p.name for p in plans)}")
    return _Import(plan, skill_model(pool)).course(pool)


class _Import:
    """One course on its way in: what it has used and counted so far."""

    def __init__(self, plan: CoursePlan, skills_of_step: Mapping[str, list[str]]) -> None:
        self.plan = plan
        self.skills_of_step = skills_of_step
        self.skills: dict[str, Skill] = {}
        self.taken: set[str] = set()
        self.report = ImportReport(plan.name)

    def course(self, pool: Pool) -> tuple[Course, ImportReport]:
        plan = self.plan
        wanted = {lesson.id: lesson for lesson in plan.lessons}
        folders = _by_lesson(pool, set(wanted))
        lessons = [self._lesson(lesson, folders.get(id_, []), pool) for id_, lesson in wanted.items()]
        if not self.report.problems:
            raise ImportProblem(f"no problem of {plan.name!r} can be used")
        source = _join([attribution(plan.source), _CREDIT])
        course = Course(
            id=_slug(plan.name),
            title=plan.name,
            summary=f"Imported from a content pool. Source: {source}.",
            language=_LANGUAGES.get(plan.language, plan.language or "en"),
            licence=attribution(plan.licence),
            source=source,
            skills=tuple(self.skills.values()),
            lessons=tuple(lesson for lesson in lessons if lesson.problems),
        )
        return course, self.report

    def _lesson(self, lesson: LessonPlan, folders: Iterable[str], pool: Pool) -> Lesson:
        found = (self._problem(folder, pool, lesson) for folder in folders)
        problems = tuple(problem for problem in found if problem is not None)
        return Lesson(_id(lesson.id), lesson.title, (), problems, source=attribution(self.plan.source))

    def _problem(self, folder: str, pool: Pool, lesson: LessonPlan) -> Problem | None:
        """None, and a line in the report, when it cannot be worked."""
        try:
            if folder in pool.broken:
                raise UnreadableProblem("a file is too large")
            read_record = problem_record(folder, pool.problems[folder])
            record = first_variant(read_record)
            self._refuse(record)
            steps = [self._step(step, record) for step in record.steps]
        except (UnreadableProblem, NoAnswer) as reason:
            self.report.left_out.append(LeftOut(folder, str(reason)))
            return None
        self.report.first_variants += record is not read_record
        return self._counted(record, steps, lesson)

    def _refuse(self, record: ProblemRecord) -> None:
        if _id(record.id) in self.taken:
            raise UnreadableProblem("its id is used twice")
        if not record.steps:
            raise UnreadableProblem("it has no steps")
        words = [record.title, record.body]
        words += [text for step in record.steps for text in (step.title, step.body, *step.choices)]
        if any(map(speaks_of_a_figure, words)):
            raise UnreadableProblem("it needs a figure")

    def _step(self, record: StepRecord, problem: ProblemRecord) -> tuple[StepRecord, Step, Ladder]:
        question = " ".join((problem.title, problem.body, record.title, record.body))
        answer = specification(RawAnswer(record.control, record.answers, record.choices, question))
        prompt = (
            markdown(f"{record.title}\n{record.body}") or markdown(problem.body) or markdown(problem.title)
        )
        bare = Step(_id(record.id), prompt, answer, ())
        rungs = ladder(record.hints, spec_of(bare, markdown(problem.body)))
        return record, replace(bare, hints=tuple(rungs.hints), solution=tuple(rungs.solution)), rungs

    def _counted(
        self, record: ProblemRecord, built: list[tuple[StepRecord, Step, Ladder]], lesson: LessonPlan
    ) -> Problem:
        """The problem, now that all of it is sound; its skills and numbers are written down."""
        steps = tuple(replace(step, skills=self._skills(raw.id, lesson)) for raw, step, _ in built)
        sources = [record.source, *(hint.source for raw, _, _ in built for hint in raw.hints)]
        report = self.report
        report.problems += 1
        report.steps += len(steps)
        report.answers.update(str(step.answer["kind"]) for step in steps)
        for _, _, rungs in built:
            report.hints += len(rungs.hints)
            report.hints_left_out += rungs.left_out
            report.hints_in_solution += len(rungs.solution)
            report.scaffolds_as_hints += rungs.without_answer
        self.taken.add(_id(record.id))
        return Problem(
            id=_id(record.id),
            title=markdown(record.title) or lesson.title,
            stem=markdown(record.body),
            steps=steps,
            source=_join([*map(attribution, sources), _CREDIT]),
            licence=attribution(record.licence or self.plan.licence),
        )

    def _skills(self, step_id: str, lesson: LessonPlan) -> tuple[str, ...]:
        """The step's skills; a step without any exercises what its lesson is about."""
        named = [_id(skill) for skill in self.skills_of_step.get(step_id, []) if skill.strip()]
        titles = {id_: skill_title(id_) for id_ in named}
        if not titles:
            self.report.steps_without_skill += 1
            titles = {f"lesson-{_id(lesson.id)}": lesson.title}
        for id_, title in titles.items():
            self.skills.setdefault(id_, Skill(id_, title))
        return tuple(titles)


def _by_lesson(pool: Pool, wanted: set[str]) -> dict[str, list[str]]:
    """Lesson id → folders of its problems, numbered ones in the order of their numbers."""
    folders: dict[str, list[str]] = {}
    for folder in sorted(pool.problems, key=_natural):
        lesson = lesson_of(folder, pool.problems[folder])
        if lesson in wanted:
            folders.setdefault(lesson, []).append(folder)
    return folders


def _natural(name: str) -> list[tuple[int, str]]:
    """`whole2` before `whole10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"([0-9]+)", name)]


def _id(text: str) -> str:
    """Ids stand in addresses and in `<problem>/<step>`: letters, digits, `.`, `_` and `-` only."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "course"


def _join(sources: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(source for source in sources if source))
