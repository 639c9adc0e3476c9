"""Frozen courses to rows and back, in a number of queries that does not grow with the course.

Knows nothing of versions that follow each other; `publish` does.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from courses import models, types

BATCH = 500  # rows an INSERT; more gains nothing

Parent = TypeVar("Parent")
Value = TypeVar("Value")
Placed = list[tuple[Parent, int, Value]]  # the parent's row, the position under it, what stands there


def write(course: types.Course, version: models.CourseVersion) -> None:
    """Insert everything in the course under a version that is not published yet."""
    skills = _write_skills(version, course.skills)
    lessons = models.Lesson.objects.bulk_create(
        [
            models.Lesson(
                version=version,
                key=lesson.id,
                position=i,
                title=lesson.title,
                reveals_allowed=lesson.reveals_allowed,
                source=lesson.source,
            )
            for i, lesson in enumerate(course.lessons)
        ],
        BATCH,
    )
    write_lessons_content(lessons, course.lessons, skills)


def write_lessons_content(
    lessons: Sequence[models.Lesson], values: Sequence[types.Lesson], skills: dict[str, models.Skill]
) -> None:
    """The passages and problems of lessons that hold none yet."""
    _write_passages(_place(lessons, [lesson.passages for lesson in values]), skills)
    _write_problems(_place(lessons, [lesson.problems for lesson in values]), skills)


def read(version: models.CourseVersion) -> types.Course:
    """Everything under a version as frozen values, in the authors' order."""
    passages, problems = _read_passages(lesson__version=version), _read_problems(lesson__version=version)
    lessons = version.lessons.order_by("position").values_list(
        "pk", "key", "title", "reveals_allowed", "source"
    )
    return types.Course(
        id=version.course_id,
        title=version.title,
        summary=version.summary,
        language=version.language,
        licence=version.licence,
        source=version.source,
        skills=read_skills(version),
        lessons=tuple(
            types.Lesson(key, title, tuple(passages[pk]), tuple(problems[pk]), reveals_allowed, source)
            for pk, key, title, reveals_allowed, source in lessons
        ),
        contact=version.contact,
        autonomy=types.Bounds(version.autonomy_floor, version.autonomy_ceiling),
    )


def _place(parents: Sequence[Parent], children: Sequence[Iterable[Value]]) -> Placed[Parent, Value]:
    return [
        (parent, position, child)
        for parent, siblings in zip(parents, children, strict=True)
        for position, child in enumerate(siblings)
    ]


def _write_skills(version: models.CourseVersion, skills: tuple[types.Skill, ...]) -> dict[str, models.Skill]:
    created = models.Skill.objects.bulk_create(
        [
            models.Skill(
                version=version, key=skill.id, position=i, title=skill.title, description=skill.description
            )
            for i, skill in enumerate(skills)
        ],
        BATCH,
    )
    by_key = {row.key: row for row in created}
    write_prerequisites(by_key, skills)
    return by_key


def write_prerequisites(by_key: dict[str, models.Skill], skills: tuple[types.Skill, ...]) -> None:
    """The edges of skills that have none yet."""
    placed = _place([by_key[skill.id] for skill in skills], [skill.prerequisites for skill in skills])
    models.Prerequisite.objects.bulk_create(
        [
            models.Prerequisite(skill=row, requires=by_key[required], position=i)
            for row, i, required in placed
        ],
        BATCH,
    )


def _write_passages(passages: Placed[models.Lesson, types.Passage], skills: dict[str, models.Skill]) -> None:
    created = models.Passage.objects.bulk_create(
        [
            models.Passage(
                lesson=lesson,
                key=passage.id,
                position=i,
                title=passage.title,
                body=passage.body,
                guess=None if passage.guess is None else dataclasses.asdict(passage.guess),
            )
            for lesson, i, passage in passages
        ],
        BATCH,
    )
    write_passage_skills(created, [passage for _, _, passage in passages], skills)


def write_passage_skills(
    created: Sequence[models.Passage], passages: Sequence[types.Passage], skills: dict[str, models.Skill]
) -> None:
    models.PassageSkill.objects.bulk_create(
        [
            models.PassageSkill(passage=row, skill=skills[key], position=i)
            for row, i, key in _place(created, [passage.skills for passage in passages])
        ],
        BATCH,
    )


def _write_problems(problems: Placed[models.Lesson, types.Problem], skills: dict[str, models.Skill]) -> None:
    created = models.Problem.objects.bulk_create(
        [
            models.Problem(
                lesson=lesson,
                key=problem.id,
                position=i,
                title=problem.title,
                stem=problem.stem,
                where=[[name, expression] for name, expression in problem.where.items()],
                source=problem.source,
                licence=problem.licence,
            )
            for lesson, i, problem in problems
        ],
        BATCH,
    )
    write_steps(created, [problem for _, _, problem in problems], skills)


def write_steps(
    created: Sequence[models.Problem], problems: Sequence[types.Problem], skills: dict[str, models.Skill]
) -> None:
    """The steps of problems that have none yet."""
    _write_steps(_place(created, [problem.steps for problem in problems]), skills)


def _write_steps(steps: Placed[models.Problem, types.Step], skills: dict[str, models.Skill]) -> None:
    created = models.Step.objects.bulk_create(
        [
            models.Step(
                problem=problem,
                key=step.id,
                position=i,
                prompt=step.prompt,
                answer=dict(step.answer),
                solution=list(step.solution),
            )
            for problem, i, step in steps
        ],
        BATCH,
    )
    models.StepSkill.objects.bulk_create(
        [
            models.StepSkill(step=row, skill=skills[key], position=i)
            for row, i, key in _place(created, [step.skills for _, _, step in steps])
        ],
        BATCH,
    )
    _write_hints(_place(created, [step.hints for _, _, step in steps]))
    _write_misconceptions(_place(created, [step.misconceptions for _, _, step in steps]))


def _write_hints(hints: Placed[models.Step, types.Hint]) -> None:
    models.Hint.objects.bulk_create(
        [
            models.Hint(
                step=step,
                key=hint.id,
                position=i,
                title=hint.title,
                text=hint.text,
                answer=None if hint.answer is None else dict(hint.answer),
                requires=list(hint.requires),
            )
            for step, i, hint in hints
        ],
        BATCH,
    )


def _write_misconceptions(misconceptions: Placed[models.Step, types.Misconception]) -> None:
    models.Misconception.objects.bulk_create(
        [
            models.Misconception(
                step=step,
                key=one.id,
                position=i,
                name=one.name,
                question=one.question,
                answers=list(one.answers),
            )
            for step, i, one in misconceptions
        ],
        BATCH,
    )


def _group(pairs: Iterable[tuple[int, Value]]) -> defaultdict[int, list[Value]]:
    """Values by the id of their parent; a parent without any gets an empty list."""
    groups: defaultdict[int, list[Value]] = defaultdict(list)
    for parent, value in pairs:
        groups[parent].append(value)
    return groups


def read_skills(version: models.CourseVersion) -> tuple[types.Skill, ...]:
    edges = models.Prerequisite.objects.filter(skill__version=version).order_by("position")
    requires = _group(edges.values_list("skill_id", "requires__key"))
    skills = version.skills.order_by("position").values_list("pk", "key", "title", "description")
    return tuple(
        types.Skill(key, title, description, tuple(requires[pk])) for pk, key, title, description in skills
    )


def read_lesson(row: models.Lesson) -> types.Lesson:
    """One lesson with all that is in it."""
    passages, problems = _read_passages(lesson=row)[row.pk], _read_problems(lesson=row)[row.pk]
    return types.Lesson(row.key, row.title, tuple(passages), tuple(problems), row.reveals_allowed, row.source)


def read_passage(row: models.Passage) -> types.Passage:
    return _read_passages(pk=row.pk)[row.lesson_id][0]


def read_problem(row: models.Problem) -> types.Problem:
    return _read_problems(pk=row.pk)[row.lesson_id][0]


def _within(prefix: str, where: dict[str, Any]) -> dict[str, Any]:
    """A condition on passages or problems as one on what hangs on them."""
    return {f"{prefix}{name}": value for name, value in where.items()}


def _read_passages(**where: Any) -> defaultdict[int, list[types.Passage]]:
    links = models.PassageSkill.objects.filter(**_within("passage__", where)).order_by("position")
    skills = _group(links.values_list("passage_id", "skill__key"))
    passages = models.Passage.objects.filter(**where).order_by("position")
    return _group(
        (lesson, types.Passage(key, title, body, tuple(skills[pk]), _guess(guess)))
        for pk, lesson, key, title, body, guess in passages.values_list(
            "pk", "lesson_id", "key", "title", "body", "guess"
        )
    )


def _guess(stored: dict[str, Any] | None) -> types.Guess | None:
    if stored is None:
        return None
    choices = tuple(types.GuessChoice(choice["text"], choice["reply"]) for choice in stored["choices"])
    return types.Guess(stored["prompt"], choices, stored["truth"])


def _read_problems(**where: Any) -> defaultdict[int, list[types.Problem]]:
    steps = _read_steps(where)
    problems = models.Problem.objects.filter(**where).order_by("position")
    return _group(
        (lesson, types.Problem(key, title, stem, tuple(steps[pk]), dict(where), source, licence))
        for pk, lesson, key, title, stem, where, source, licence in problems.values_list(
            "pk", "lesson_id", "key", "title", "stem", "where", "source", "licence"
        )
    )


def _read_steps(where: dict[str, Any]) -> defaultdict[int, list[types.Step]]:
    """The steps of all problems that fit `where`, by problem."""
    inside = _within("step__problem__", where)
    links = models.StepSkill.objects.filter(**inside).order_by("position")
    skills = _group(links.values_list("step_id", "skill__key"))
    hints = _group(
        (step, types.Hint(key, text, title, answer, tuple(requires)))
        for step, key, text, title, answer, requires in models.Hint.objects.filter(**inside)
        .order_by("position")
        .values_list("step_id", "key", "text", "title", "answer", "requires")
    )
    misconceptions = _group(
        (step, types.Misconception(key, name, question, tuple(answers)))
        for step, key, name, question, answers in models.Misconception.objects.filter(**inside)
        .order_by("position")
        .values_list("step_id", "key", "name", "question", "answers")
    )
    steps = models.Step.objects.filter(**_within("problem__", where)).order_by("position")
    return _group(
        (
            problem,
            types.Step(
                id=key,
                prompt=prompt,
                answer=answer,
                skills=tuple(skills[pk]),
                hints=tuple(hints[pk]),
                misconceptions=tuple(misconceptions[pk]),
                solution=tuple(solution),
            ),
        )
        for pk, problem, key, prompt, answer, solution in steps.values_list(
            "pk", "problem_id", "key", "prompt", "answer", "solution"
        )
    )
