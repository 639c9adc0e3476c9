"""One unit of a draft among its rows: found, written, moved, taken out. Knows no author and no rules.

All of it inside the caller's transaction, with the draft's row locked.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from courses import models, rows, types
from courses.units import About, LessonHead

# Positions are unique among siblings at every moment: rows go out of the way before they are placed.
ASIDE = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: in which lesson (empty for a lesson itself), and as which from 0."""

    lesson: str = ""
    at: int = 0


def about(version: models.CourseVersion) -> About:
    return About(
        version.title,
        version.summary,
        version.language,
        version.licence,
        version.source,
        version.contact,
        types.Bounds(version.autonomy_floor, version.autonomy_ceiling),
        tuple(version.lessons.order_by("position").values_list("key", flat=True)),
    )


def lesson_of(version: models.CourseVersion, key: str) -> models.Lesson | None:
    return models.Lesson.objects.filter(version=version, key=key).first()


def passage_of(version: models.CourseVersion, key: str) -> models.Passage | None:
    return models.Passage.objects.filter(lesson__version=version, key=key).select_related("lesson").first()


def problem_of(version: models.CourseVersion, key: str) -> models.Problem | None:
    return models.Problem.objects.filter(lesson__version=version, key=key).select_related("lesson").first()


def head(lesson: models.Lesson) -> LessonHead:
    return LessonHead(
        lesson.key,
        lesson.title,
        lesson.reveals_allowed,
        lesson.source,
        tuple(lesson.passages.order_by("position").values_list("key", flat=True)),
        tuple(lesson.problems.order_by("position").values_list("key", flat=True)),
    )


def skills_by_key(version: models.CourseVersion) -> dict[str, models.Skill]:
    return {row.key: row for row in version.skills.all()}


def write_about(version: models.CourseVersion, value: About) -> None:
    version.title, version.summary, version.language = value.title, value.summary, value.language
    version.licence, version.source, version.contact = value.licence, value.source, value.contact
    version.autonomy_floor, version.autonomy_ceiling = value.autonomy.floor, value.autonomy.ceiling
    fields = "title summary language licence source contact autonomy_floor autonomy_ceiling"
    version.save(update_fields=fields.split())
    by_key = {row.key: row for row in version.lessons.all()}
    place(version.lessons.all(), [by_key[key] for key in value.lessons])


def write_skills(
    version: models.CourseVersion, skills: tuple[types.Skill, ...], renamed: Mapping[str, str]
) -> None:
    """All skills anew. `renamed` leads from old ids to new ones: what names a skill follows it."""
    by_key = skills_by_key(version)
    version.skills.update(position=F("position") + ASIDE)
    for old in renamed:  # two that swap their ids would meet
        row = by_key[old]
        models.Skill.objects.filter(pk=row.pk).update(key=f"~{row.pk}")
    by_new_key = {renamed.get(key, key): row for key, row in by_key.items()}
    _write_milestones(version, renamed)
    changed: list[models.Skill] = []
    added: list[models.Skill] = []
    for position, skill in enumerate(skills):
        if skill.id in by_new_key:
            changed.append(row := by_new_key.pop(skill.id))
        else:
            added.append(row := models.Skill(version=version))
        row.key, row.position = skill.id, position
        row.title, row.description = skill.title, skill.description
    models.Skill.objects.filter(pk__in=[row.pk for row in by_new_key.values()]).delete()
    models.Skill.objects.bulk_update(changed, ["key", "position", "title", "description"], rows.BATCH)
    models.Skill.objects.bulk_create(added, rows.BATCH)
    models.Prerequisite.objects.filter(skill__version=version).delete()
    rows.write_prerequisites(skills_by_key(version), skills)


def users_of(version: models.CourseVersion, skill: str) -> tuple[list[str], list[str]]:
    """(problem/step, passage) keys that name a skill."""
    steps = models.StepSkill.objects.filter(skill__version=version, skill__key=skill)
    passages = models.PassageSkill.objects.filter(skill__version=version, skill__key=skill)
    named = steps.order_by("step__problem__lesson__position", "step__problem__position", "step__position")
    return (
        [f"{problem}/{step}" for problem, step in named.values_list("step__problem__key", "step__key")],
        list(passages.order_by("pk").values_list("passage__key", flat=True)),
    )


def write_lesson(
    version: models.CourseVersion, row: models.Lesson | None, value: LessonHead, at: int | None
) -> None:
    if row is None:
        row = models.Lesson(version=version, position=ASIDE)
    row.key, row.title = value.id, value.title
    row.reveals_allowed, row.source = value.reveals_allowed, value.source
    row.save()
    if at is not None or row.position == ASIDE:
        insert(version.lessons.all(), row, at)
    for siblings, keys in ((row.passages.all(), value.passages), (row.problems.all(), value.problems)):
        by_key = {one.key: one for one in siblings}
        place(siblings, [by_key[key] for key in keys])


def write_whole_lesson(version: models.CourseVersion, lesson: types.Lesson, at: int) -> None:
    """A lesson that is not there, with all that is in it."""
    row = models.Lesson.objects.create(
        version=version,
        key=lesson.id,
        position=ASIDE,
        title=lesson.title,
        reveals_allowed=lesson.reveals_allowed,
        source=lesson.source,
    )
    insert(version.lessons.all(), row, at)
    rows.write_lessons_content([row], [lesson], skills_by_key(version))


def write_passage(
    version: models.CourseVersion,
    row: models.Passage | None,
    value: types.Passage,
    lesson: models.Lesson,
    at: int | None,
) -> None:
    old = row.lesson if row else None
    if row is None:
        row = models.Passage(position=ASIDE)
    row.key, row.title, row.body = value.id, value.title, value.body
    row.guess = None if value.guess is None else dataclasses.asdict(value.guess)
    _settle(row, old, lesson, at, "passages")
    row.introduces.all().delete()
    rows.write_passage_skills([row], [value], skills_by_key(version))


def write_problem(
    version: models.CourseVersion,
    row: models.Problem | None,
    value: types.Problem,
    lesson: models.Lesson,
    at: int | None,
) -> None:
    old = row.lesson if row else None
    if row is None:
        row = models.Problem(position=ASIDE)
    row.key, row.title, row.stem = value.id, value.title, value.stem
    row.where = [[name, expression] for name, expression in value.where.items()]
    row.source, row.licence = value.source, value.licence
    _settle(row, old, lesson, at, "problems")
    row.steps.all().delete()
    rows.write_steps([row], [value], skills_by_key(version))


def take_out(row: models.Lesson | models.Passage | models.Problem) -> None:
    """The row goes, and what stood behind it moves up."""
    match row:
        case models.Lesson():
            siblings: QuerySet[Any] = row.version.lessons.all()
        case models.Passage():
            siblings = row.lesson.passages.all()
        case _:
            siblings = row.lesson.problems.all()
    row.delete()
    place(siblings.all(), list(siblings.all().order_by("position")))


def insert(siblings: QuerySet[Any], row: Any, at: int | None) -> None:
    """Put a row that is among the siblings at a place; at the end without one."""
    others = [one for one in siblings.order_by("position") if one.pk != row.pk]
    at = len(others) if at is None else max(0, min(at, len(others)))
    place(siblings, [*others[:at], row, *others[at:]])


def place(siblings: QuerySet[Any], ordered: Sequence[Any]) -> None:
    """Number the siblings as they are ordered. Nothing is written when they are already."""
    if all(row.position == at for at, row in enumerate(ordered)):
        return
    siblings.filter(position__lt=ASIDE).update(position=F("position") + 2 * ASIDE)
    for at, row in enumerate(ordered):
        row.position = at
    siblings.model._default_manager.bulk_update(ordered, ["position"], rows.BATCH)


def _settle(
    row: Any, old: models.Lesson | None, lesson: models.Lesson, at: int | None, children: str
) -> None:
    """Save a passage or problem in its lesson, and close the gap in the one it came from."""
    moves = old is None or old.pk != lesson.pk
    row.lesson = lesson
    if moves:
        row.position = ASIDE
    row.save()
    if moves or at is not None:
        insert(getattr(lesson, children).all(), row, at)
    if old is not None and moves:
        left = getattr(old, children).all()
        place(left, list(left.order_by("position")))


def _write_milestones(version: models.CourseVersion, renamed: Mapping[str, str]) -> None:
    """The lines of a derivation name the skills that they show, in the answer itself."""
    if not renamed:
        return
    steps = models.Step.objects.filter(
        problem__lesson__version=version, exercises__skill__key__startswith="~"
    )
    changed = []
    for step in steps.distinct():
        listed = step.answer.get("milestones", ())
        shown = [one for one in listed if isinstance(one, dict) and one.get("shows") in renamed]
        for one in shown:
            one["shows"] = renamed[one["shows"]]
        if shown:
            changed.append(step)
    models.Step.objects.bulk_update(changed, ["answer"], rows.BATCH)
