"""Brings the courses of an OATutor content pool in as `Course`s, and says what stayed out and why.

The pool's choices are kept where they are choices: order of lessons, steps, hints and what each requires. It
names no prerequisites between skills, so none are made up. Where a problem has variables, its first variant
is taken: the pool lists answers beside parameters, with no rule that would give other variants.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from courses.importers.oatutor_archive import ImportProblem, Pool, Progress, open_pool
from courses.importers.oatutor_problem import Built, build
from courses.importers.oatutor_records import (
    CoursePlan,
    LessonPlan,
    UnreadableProblem,
    contents,
    course_plans,
    problem_record,
    skill_model,
)
from courses.importers.oatutor_report import Changed, ImportReport, LeftOut, PoolReport
from courses.importers.oatutor_text import attribution, skill_title
from courses.importers.oatutor_traps import traps
from courses.types import Course, Lesson, Problem, Skill

__all__ = [
    "ImportProblem",
    "ImportReport",
    "LeftOut",
    "PoolReport",
    "course_names",
    "read",
    "read_all",
    "read_with_report",
]

CREDIT = "OATutor, https://www.oatutor.io/"
MAX_PROBLEMS = 10_000  # of one course, which is held in memory whole; the largest known has 2,050
_LANGUAGES = {"se": "sv"}  # the pool writes the country where a language is meant
_LONGEST_ID = 200

# What `progress` is told of: the archive is looked through first, then its problems are read.
WHOLE = 1000
LOOKED_THROUGH = 100


def course_names(archive: Path, progress: Progress | None = None) -> list[str]:
    """The courses in the archive, in its order. Raises ImportProblem, and whatever `progress` raises."""
    with open_pool(archive, problems=False, progress=progress) as pool:
        return [plan.name for plan in course_plans(pool)]


def read(archive: Path, name: str) -> Course:
    """The course called `name`. Raises ImportProblem."""
    return read_with_report(archive, name)[0]


def read_with_report(
    archive: Path, name: str, progress: Progress | None = None
) -> tuple[Course, ImportReport]:
    """The course called `name`, and what stayed out. Raises ImportProblem, and what `progress` raises."""
    with open_pool(archive, progress=_looking_through(progress)) as pool:
        plans = _with_ids(course_plans(pool))
        found = next(((plan, id_) for plan, id_ in plans if plan.name == name), None)
        if found is None:
            names = ", ".join(plan.name for plan, _ in plans)
            raise ImportProblem(f"no course is called {name!r}; there are: {names}")
        pace = _Pace(progress, _size(pool, [found[0]]))
        reading = _Import(*found, pool, skill_model(pool), pace)
        return reading.course(), reading.report


def read_all(
    archive: Path, whole: PoolReport | None = None, progress: Progress | None = None
) -> Iterator[tuple[Course, ImportReport]]:
    """One course after the other, none kept. Raises ImportProblem before the first one.

    `whole` is filled on the way and complete after the last course; courses that cannot be used stand in it.
    """
    whole = PoolReport() if whole is None else whole
    with open_pool(archive, progress=_looking_through(progress)) as pool:
        with_ids, skills = _with_ids(course_plans(pool)), skill_model(pool)
        plans = [plan for plan, _ in with_ids]
        counted, pace = _Whole(whole, pool, plans), _Pace(progress, _size(pool, plans))
        for plan, id_ in with_ids:
            reading = _Import(plan, id_, pool, skills, pace, counted)
            try:
                course = reading.course()
            except ImportProblem as error:
                whole.refused.append((plan.name, str(error)))
                whole.add(reading.report)
                continue
            whole.add(reading.report)
            yield course, reading.report
        whole.entries, whole.refused_entries = pool.entries.kinds, pool.entries.refused


def _looking_through(progress: Progress | None) -> Progress | None:
    if progress is None:
        return None
    return lambda done, whole: progress(LOOKED_THROUGH * done // max(1, whole), WHOLE)


def _size(pool: Pool, plans: Iterable[CoursePlan]) -> int:
    """How many problems are read for these courses; what stands in two of them is read twice."""
    by_lesson = pool.lessons()
    return sum(by_lesson.get(lesson.id, 0) for plan in plans for lesson in dict.fromkeys(plan.lessons))


class _Pace:
    """How many problems are done."""

    def __init__(self, progress: Progress | None, problems: int) -> None:
        self._progress, self._problems, self._done = progress, problems, 0

    def step_on(self) -> None:
        self._done += 1
        if self._progress is not None:
            share = (WHOLE - LOOKED_THROUGH) * self._done // self._problems
            self._progress(LOOKED_THROUGH + share, WHOLE)


class _Whole:
    """What is counted over all courses of an archive while they are read."""

    def __init__(self, report: PoolReport, pool: Pool, plans: Iterable[CoursePlan]) -> None:
        self.report = report
        self._lessons: set[str] = set()
        self._contents: set[bytes] = set()
        by_lesson = pool.lessons()
        planned = {lesson.id for plan in plans for lesson in plan.lessons}
        for lesson in by_lesson.keys() - planned:
            why = "it names no lesson, or cannot be read" if lesson is None else "no course has its lesson"
            for folder in pool.folders(lesson):
                report.in_no_course.append(LeftOut(folder, why))

    def is_new(self, lesson: str) -> bool:
        """Whether the lesson stood in no course before this one."""
        new = lesson not in self._lessons
        self._lessons.add(lesson)
        return new

    def saw(self, problem: Built | None, steps: int, content: bytes | None) -> None:
        self.report.distinct["problems seen"] += 1
        self.report.distinct["steps seen"] += steps
        if problem is not None:
            self.report.distinct["problems taken"] += 1
            self.report.distinct["steps taken"] += len(problem.steps)
        if content is not None and content not in self._contents:
            self._contents.add(content)
            self.report.distinct["contents seen"] += 1


class _Import:
    """One course on its way in: what it has used and counted so far."""

    def __init__(
        self,
        plan: CoursePlan,
        course_id: str,
        pool: Pool,
        skills_of_step: Mapping[str, list[str]],
        pace: _Pace,
        whole: _Whole | None = None,
    ) -> None:
        self.plan = plan
        self.pool = pool
        self.skills_of_step = skills_of_step
        self.pace = pace
        self.whole = whole
        self.skills: dict[str, Skill] = {}
        self.taken: set[str] = set()
        self.lesson_ids: set[str] = set()
        self.report = ImportReport(plan.name, course_id)

    def course(self) -> Course:
        plan, report = self.plan, self.report
        lessons = list(dict.fromkeys(plan.lessons))
        report.seen["lessons"] = len(lessons)
        sizes = self.pool.lessons()
        if (size := sum(sizes.get(lesson.id, 0) for lesson in lessons)) > MAX_PROBLEMS:
            raise ImportProblem(
                f"{plan.name!r} has {size} problems; a course can have {MAX_PROBLEMS}: divide it"
            )
        read = [self._lesson(lesson) for lesson in lessons]
        report.empty_lessons = [lesson.id for lesson in read if not lesson.problems]
        if not report.problems:
            raise ImportProblem(f"no problem of {plan.name!r} can be used")
        report.lessons, report.skills = len(read) - len(report.empty_lessons), len(self.skills)
        source = _join([attribution(plan.source), CREDIT])
        return Course(
            id=report.course_id,
            title=plan.name,
            summary=f"Imported from a content pool. Source: {source}.",
            language=_LANGUAGES.get(plan.language, plan.language or "en"),
            licence=attribution(plan.licence),
            source=source,
            skills=tuple(self.skills.values()),
            lessons=tuple(lesson for lesson in read if lesson.problems),
        )

    def _lesson(self, plan: LessonPlan) -> Lesson:
        id_ = _id(plan.id)
        usable = id_ not in self.lesson_ids
        self.lesson_ids.add(id_)
        new = self.whole is not None and self.whole.is_new(plan.id)
        found = []
        for folder in sorted(self.pool.folders(plan.id), key=_natural):
            problem = self._problem(folder, plan, new, None if usable else "its lesson's id is used twice")
            if problem is not None:
                found.append(problem)
            self.pace.step_on()
        return Lesson(id_, plan.title, (), tuple(found), source=attribution(self.plan.source))

    def _problem(self, folder: str, lesson: LessonPlan, new: bool, refused: str | None) -> Problem | None:
        """None, and a line in the report, when it cannot be worked."""
        files = self.pool.files(folder)
        inside = contents(files)
        report, content, built = self.report, None, None
        report.seen["problems"] += 1
        report.seen["steps"] += len(inside)
        report.seen["help"] += sum(map(len, inside.values()))
        try:
            record = problem_record(folder, files)
            known = traps(record)
            report.traps += known
            if new and self.whole is not None:
                self.whole.report.traps += known
            content = _fingerprint(record.model_dump(include=_CONTENT))
            if reason := refused or self.pool.broken(folder) or self._twice(record.id):
                raise UnreadableProblem(reason)
            built = build(record)
        except UnreadableProblem as reason:
            report.left_out.append(LeftOut(folder, str(reason)))
            self._without(folder, inside, f"its problem is left out: {reason}")
        if new and self.whole is not None:
            self.whole.saw(built, len(inside), content)
        return None if built is None else self._counted(folder, built, inside, lesson)

    def _twice(self, problem_id: str) -> str | None:
        return "its id is used twice" if _id(problem_id) in self.taken else None

    def _without(self, folder: str, steps: Mapping[str, list[str]], reason: str) -> None:
        for step, hints in steps.items():
            self.report.parts_left_out.append(LeftOut(folder, reason, step))
            self.report.parts_left_out += [LeftOut(folder, reason, step, hint) for hint in hints]

    def _counted(
        self, folder: str, built: Built, inside: Mapping[str, list[str]], lesson: LessonPlan
    ) -> Problem:
        """The problem, now that it is sound; its skills, numbers and credit are written down."""
        report, record = self.report, built.record
        for step_id, reason in built.steps_left_out.items():
            self._without(folder, {step_id: inside.get(step_id, [])}, reason)
        if built.steps_left_out:
            report.changed.append(Changed(folder, "taken up to the step before one that cannot be asked"))
        if built.is_variant:
            report.first_variants += 1
            report.changed.append(Changed(folder, "its variables have their first values"))
        for asked in built.steps:
            place, rungs = f"{folder}/{asked.record.id}", asked.rungs
            report.hints += len(rungs.hints)
            report.hints_left_out += len(rungs.left_out)
            report.hints_in_solution += len(rungs.solution)
            report.scaffolds_as_hints += rungs.without_answer
            report.parts_left_out += [
                LeftOut(folder, why, asked.record.id, id_) for id_, why in rungs.left_out
            ]
            report.changed += [Changed(f"{place}/{id_}", what) for id_, what in rungs.changed]
            report.changed += [Changed(place, what) for what in asked.changed]
            report.answers[str(asked.answer["kind"])] += 1
        report.problems += 1
        report.steps += len(built.steps)
        self.taken.add(_id(record.id))
        return Problem(
            id=_id(record.id),
            title=built.title or lesson.title,
            stem=built.stem,
            steps=tuple(
                asked.step(_id(asked.record.id), self._skills(asked.record.id, lesson))
                for asked in built.steps
            ),
            source=_join([*map(attribution, built.sources), CREDIT]),
            licence=self._licence(folder, record.licence),
        )

    def _licence(self, folder: str, own: str) -> str:
        """The problem's, else its course's, else what the archive's README says of all content."""
        if own.strip():
            return attribution(own)
        course = self.plan.licence.strip()
        if course:
            self.report.changed.append(Changed(folder, "it names no licence: it has its course's"))
        elif self.pool.licence:
            self.report.changed.append(
                Changed(folder, "it and its course name no licence: it has the archive's")
            )
        else:
            self.report.changed.append(Changed(folder, "nothing names a licence for it"))
        return attribution(course or self.pool.licence)

    def _skills(self, step_id: str, lesson: LessonPlan) -> tuple[str, ...]:
        """The step's skills; a step without any exercises what its lesson is about."""
        named = [name for name in self.skills_of_step.get(step_id, []) if name.strip()]
        titles = {_id(name): skill_title(name) for name in named}
        if not titles:
            self.report.steps_without_skill += 1
            titles = {_id(f"lesson-{lesson.id}"): lesson.title}
        for id_, title in titles.items():
            self.skills.setdefault(id_, Skill(id_, title))
        return tuple(titles)


_CONTENT: Any = {"title": True, "body": True, "steps": {"__all__": {"title", "body", "answers"}}}


def _fingerprint(content: object) -> bytes:
    """The same for two problems that ask the same and have the same answers; their hints may differ."""
    return hashlib.blake2b(repr(content).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _with_ids(plans: Iterable[CoursePlan]) -> list[tuple[CoursePlan, str]]:
    """Each with an id of its own, made of its name alone, so that it stays the same in a later archive."""
    found: dict[str, CoursePlan] = {}
    for plan in plans:
        id_ = _slug(plan.name)
        if id_ in found:
            id_ = f"{id_[:70]}-{hashlib.blake2b(plan.name.encode(), digest_size=4).hexdigest()}"
        if id_ in found:
            raise ImportProblem(f"two courses are called {plan.name!r}")
        found[id_] = plan
    return [(plan, id_) for id_, plan in found.items()]


def _natural(name: str) -> list[tuple[int, str]]:
    """`whole2` before `whole10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"([0-9]{1,18})", name)]


def _id(text: str) -> str:
    """Ids stand in addresses and in `<problem>/<step>`: letters, digits, `.`, `_` and `-` only."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", text) or "-"
    if len(plain) <= _LONGEST_ID:
        return plain
    return f"{plain[:180]}-{hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80] or "course"


def _join(sources: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(source for source in sources if source))
