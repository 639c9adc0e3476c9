"""Courses as records: what is taught (`content`), what authors change (`authoring`) and bring (`imports`)."""

from courses.models.authoring import Autosave, CourseRole, LintReport, Revision, Unit
from courses.models.content import (
    KEY_LENGTH,
    Content,
    ContentQuerySet,
    Course,
    CourseVersion,
    Hint,
    Immutable,
    Lesson,
    Misconception,
    Passage,
    PassageSkill,
    Prerequisite,
    Problem,
    Skill,
    Step,
    StepSkill,
)
from courses.models.imports import ImportJob

__all__ = [
    "KEY_LENGTH",
    "Autosave",
    "Content",
    "ContentQuerySet",
    "Course",
    "CourseRole",
    "CourseVersion",
    "Hint",
    "Immutable",
    "ImportJob",
    "Lesson",
    "LintReport",
    "Misconception",
    "Passage",
    "PassageSkill",
    "Prerequisite",
    "Problem",
    "Revision",
    "Skill",
    "Step",
    "StepSkill",
    "Unit",
]
