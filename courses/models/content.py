"""Courses as records: a course, its published versions and all that is in them.

Knows how content is stored and that published content never changes; not how it gets here (`publish`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, TypeVar, cast

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 200  # longest `key`, in characters; titles and texts may be as long as their authors like


class Immutable(TypeError):
    """Somebody tried to change published content. Publish a new version instead."""


Row = TypeVar("Row", bound="Content", covariant=True)


class ContentQuerySet(models.QuerySet[Row]):
    """Refuses what would change published rows in bulk; single rows refuse for themselves."""

    def published(self) -> ContentQuerySet[Row]:
        return self.filter(**{f"{self.model.to_version}published_at__isnull": False})

    def update(self, **values: Any) -> int:
        self._refuse_published()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_published()
        return super().delete()

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        rows = list(objs)
        if any(row.to_version and row.version_row.published_at is not None for row in rows):
            raise Immutable("a published version takes no new content")
        return super().bulk_create(rows, *args, **kwargs)

    def _refuse_published(self) -> None:
        if self.published().exists():
            raise Immutable(f"published {self.model._meta.verbose_name_plural} never change")


class Content(models.Model):
    """A version or a row inside one: may be changed until its version is published, then never again."""

    to_version: ClassVar[str] = ""  # lookup prefix from this row to its version, e.g. "lesson__version__"

    objects = ContentQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_published()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_published()
        return super().delete(*args, **kwargs)

    @property
    def version_row(self) -> CourseVersion:
        row: Any = self
        for name in self.to_version.split("__")[:-1]:
            row = getattr(row, name)
        return cast(CourseVersion, row)

    def _refuse_published(self) -> None:
        # Asked of the database: the version in memory may be older than its publication. Two questions,
        # because a row may have been moved in memory out of the published version where it still stands.
        into = CourseVersion.objects.published().filter(pk=self.version_row.pk)
        stands = type(self)._default_manager.filter(
            pk=self.pk, **{f"{self.to_version}published_at__isnull": False}
        )
        if into.exists() or stands.exists():
            raise Immutable(f"published {self._meta.verbose_name_plural} never change")


class Course(models.Model):
    """What an instructor publishes, under one stable id; all content is in its versions."""

    id = models.SlugField(_("id"), primary_key=True, max_length=80)
    # A copy that an author walks through as a learner: under an id of its own, so that nothing of it counts.
    trial_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, editable=False, related_name="trials"
    )

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id


class CourseVersion(Content):
    """One state of a course. `published_at` seals it: from then on it and all its rows are immutable."""

    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="versions", verbose_name=_("course")
    )
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"))
    summary = models.TextField(_("summary"), blank=True)
    language = models.CharField(_("language"), max_length=35, help_text=_("a BCP 47 tag, for example en"))
    licence = models.CharField(_("licence"), blank=True)
    source = models.CharField(_("source"), blank=True)
    contact = models.CharField(
        _("contact"), blank=True, default="", help_text=_("whom learners in distress can turn to")
    )
    autonomy_floor = models.PositiveSmallIntegerField(
        _("most help"),
        default=1,
        help_text=_("how much learners may have shown: 1 (most) to 5 (nothing unasked)"),
    )
    autonomy_ceiling = models.PositiveSmallIntegerField(
        _("least help"), default=5, help_text=_("how far learners may do without: 1 to 5")
    )
    digest = models.CharField(
        _("digest"), max_length=64, editable=False, help_text=_("SHA-256 of the content")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    # Edited by authors, one for each course, until it is published or discarded. What `publish` is just
    # writing is no draft, though it is not published either.
    is_draft = models.BooleanField(_("draft"), default=False, editable=False)
    # Of a draft: the version it began as, and how often it was changed since.
    begun_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    revision_n = models.PositiveIntegerField(_("changes"), default=0, editable=False)

    class Meta:
        verbose_name = _("course version")
        verbose_name_plural = _("course versions")
        ordering = ("course_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=("course", "number"), name="courses_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="courses_version_number_from_1"),
            models.UniqueConstraint(fields=("course",), condition=Q(is_draft=True), name="courses_one_draft"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.ref})"

    @property
    def ref(self) -> str:
        """How other processes name this version: `<course id>@<number>`."""
        return f"{self.course_id}@{self.number}"


class Keyed(Content):
    """A row with a stable id of its own (`key`) and a place among its siblings (`position`, from 0)."""

    key = models.CharField(
        _("key"), max_length=KEY_LENGTH, help_text=_("the author's id, the same in every version")
    )
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        abstract = True


def _unique_in(parent: str, name: str) -> tuple[models.UniqueConstraint, models.UniqueConstraint]:
    return (
        models.UniqueConstraint(fields=(parent, "key"), name=f"courses_{name}_key_once"),
        models.UniqueConstraint(fields=(parent, "position"), name=f"courses_{name}_position_once"),
    )


class Skill(Keyed):
    """A knowledge component: the smallest thing that is estimated."""

    to_version = "version__"
    version = models.ForeignKey(
        CourseVersion, on_delete=models.CASCADE, related_name="skills", verbose_name=_("version")
    )
    title = models.CharField(_("title"))
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ("version_id", "position")
        constraints = _unique_in("version", "skill")

    def __str__(self) -> str:
        return self.title


class Prerequisite(Content):
    """An edge: `requires` is needed for `skill`. Both are of one version; `publish` sees to that."""

    to_version = "skill__version__"
    skill = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="prerequisites", verbose_name=_("skill")
    )
    requires = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="unlocks", verbose_name=_("requires")
    )
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        ordering = ("skill_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("skill", "requires"), name="courses_prerequisite_once"),
            models.CheckConstraint(condition=~Q(skill=F("requires")), name="courses_prerequisite_no_loop"),
        )

    def __str__(self) -> str:
        return f"{self.skill} ← {self.requires}"


class Lesson(Keyed):
    """One stretch of a course: passages and problems."""

    to_version = "version__"
    version = models.ForeignKey(
        CourseVersion, on_delete=models.CASCADE, related_name="lessons", verbose_name=_("version")
    )
    title = models.CharField(_("title"))
    reveals_allowed = models.BooleanField(_("reveals allowed"), default=True)
    source = models.CharField(_("source"), blank=True)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ("version_id", "position")
        constraints = _unique_in("version", "lesson")

    def __str__(self) -> str:
        return self.title


class Passage(Keyed):
    """A short piece of exposition, with the guess that is asked for before it.

    `guess` is null or {"prompt": str, "choices": [{"text": str, "reply": str}], "truth": index}.
    """

    to_version = "lesson__version__"
    lesson = models.ForeignKey(
        Lesson, on_delete=models.CASCADE, related_name="passages", verbose_name=_("lesson")
    )
    title = models.CharField(_("title"))
    body = models.TextField(_("body"), help_text=_("Markdown with $maths$"))
    guess = models.JSONField(_("guess"), null=True, blank=True)
    skills = models.ManyToManyField(
        Skill, through="PassageSkill", related_name="passages", verbose_name=_("skills")
    )

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ("lesson_id", "position")
        constraints = _unique_in("lesson", "passage")

    def __str__(self) -> str:
        return self.title


class PassageSkill(Content):
    """A passage introduces a skill."""

    to_version = "passage__lesson__version__"
    passage = models.ForeignKey(
        Passage, on_delete=models.CASCADE, related_name="introduces", verbose_name=_("passage")
    )
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+", verbose_name=_("skill"))
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        verbose_name = _("skill of a passage")
        verbose_name_plural = _("skills of passages")
        ordering = ("passage_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("passage", "skill"), name="courses_passage_skill_once"),
        )

    def __str__(self) -> str:
        return str(self.skill)


class Problem(Keyed):
    """A stem and its steps.

    `where` holds the parameters as [[name, expression], …]: later ones build on earlier ones, and a JSON
    object would lose their order in PostgreSQL.
    """

    to_version = "lesson__version__"
    lesson = models.ForeignKey(
        Lesson, on_delete=models.CASCADE, related_name="problems", verbose_name=_("lesson")
    )
    title = models.CharField(_("title"), blank=True)
    stem = models.TextField(_("stem"), blank=True, help_text=_("Markdown with $maths$"))
    where = models.JSONField(_("where"), default=list, blank=True)
    source = models.CharField(_("source"), blank=True)
    licence = models.CharField(_("licence"), blank=True)

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ("lesson_id", "position")
        constraints = _unique_in("lesson", "problem")

    def __str__(self) -> str:
        return self.title or self.key


class Step(Keyed):
    """What is asked at one point of a problem. `answer` is a specification for `tutor.grading`."""

    to_version = "problem__lesson__version__"
    problem = models.ForeignKey(
        Problem, on_delete=models.CASCADE, related_name="steps", verbose_name=_("problem")
    )
    prompt = models.TextField(_("prompt"), blank=True, help_text=_("Markdown with $maths$"))
    answer = models.JSONField(_("answer"))
    solution = models.JSONField(
        _("solution"), default=list, blank=True, help_text=_("authored lines, in order")
    )
    skills = models.ManyToManyField(
        Skill, through="StepSkill", related_name="steps", verbose_name=_("skills")
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("problem_id", "position")
        constraints = _unique_in("problem", "step")

    def __str__(self) -> str:
        return self.key


class StepSkill(Content):
    """A step exercises a skill."""

    to_version = "step__problem__lesson__version__"
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="exercises", verbose_name=_("step"))
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+", verbose_name=_("skill"))
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        verbose_name = _("skill of a step")
        verbose_name_plural = _("skills of steps")
        ordering = ("step_id", "position")
        constraints = (models.UniqueConstraint(fields=("step", "skill"), name="courses_step_skill_once"),)

    def __str__(self) -> str:
        return str(self.skill)


class Hint(Keyed):
    """One rung of a step's ladder; with an `answer` a scaffold. `requires` lists keys of earlier hints."""

    to_version = "step__problem__lesson__version__"
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="hints", verbose_name=_("step"))
    title = models.CharField(_("title"), blank=True)
    text = models.TextField(_("text"), help_text=_("Markdown with $maths$"))
    answer = models.JSONField(_("answer"), null=True, blank=True)
    requires = models.JSONField(_("requires"), default=list, blank=True)

    class Meta:
        verbose_name = _("hint")
        verbose_name_plural = _("hints")
        ordering = ("step_id", "position")
        constraints = _unique_in("step", "hint")

    def __str__(self) -> str:
        return self.title or self.key


class Misconception(Keyed):
    """A named wrong idea at a step: the wrong answers that show it and the question that exposes it."""

    to_version = "step__problem__lesson__version__"
    step = models.ForeignKey(
        Step, on_delete=models.CASCADE, related_name="misconceptions", verbose_name=_("step")
    )
    name = models.CharField(_("name"))
    question = models.TextField(_("question"), blank=True)
    answers = models.JSONField(_("answers"), default=list, blank=True)

    class Meta:
        verbose_name = _("misconception")
        verbose_name_plural = _("misconceptions")
        ordering = ("step_id", "position")
        constraints = _unique_in("step", "misconception")

    def __str__(self) -> str:
        return self.name
