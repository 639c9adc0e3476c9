"""Who works on a course, and what was changed in a draft. Knows no page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.content import KEY_LENGTH, Course, CourseVersion


class CourseRole(models.Model):
    """What somebody may do with a course; a superuser may do everything with every course."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")  # edits, publishes, says who else may
        EDITOR = "editor", _("editor")  # edits
        REVIEWER = "reviewer", _("reviewer")  # reads and tries drafts, rules on answers

    course = models.ForeignKey(
        Course, on_delete=models.CASCADE, related_name="roles", verbose_name=_("course")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("course role")
        verbose_name_plural = _("course roles")
        ordering = ("course_id", "user_id")
        constraints = (models.UniqueConstraint(fields=("course", "user"), name="courses_role_once"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.course_id} · {self.role}"


class Unit(models.TextChoices):
    """What is edited on one page, saved as a whole, and given back as a whole by undo."""

    ABOUT = "about", _("about the course")  # the header of the course and the order of its lessons
    SKILLS = "skills", _("skills")  # all of them, with their prerequisites
    LESSON = "lesson", _("lesson")  # its header and the order of what is in it
    PASSAGE = "passage", _("passage")
    PROBLEM = "problem", _("problem")


class Revision(models.Model):
    """One change of a draft: the unit as JSON before and after, null where it was not there.

    The JSON is {"value": `courses.plain`}, with "lesson" and "at" of what stands in a list.
    """

    version = models.ForeignKey(
        CourseVersion, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("version")
    )
    number = models.PositiveIntegerField(_("number"))  # dense per version, from 1
    unit = models.CharField(_("what"), max_length=10, choices=Unit)
    key = models.CharField(_("key"), max_length=KEY_LENGTH, blank=True)  # empty for about and skills
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    words = models.CharField(_("in words"), blank=True)
    undoes = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("undoes")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("version_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=("version", "number"), name="courses_revision_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.unit} {self.key}".rstrip()


class Autosave(models.Model):
    """A form as somebody left it, not yet saved: offered again when they come back."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    version = models.ForeignKey(
        CourseVersion, on_delete=models.CASCADE, related_name="+", verbose_name=_("version")
    )
    unit = models.CharField(_("what"), max_length=10, choices=Unit)
    key = models.CharField(_("key"), max_length=KEY_LENGTH, blank=True)
    form = models.JSONField(_("form"))  # field name → list of values, as posted
    seen = models.CharField(_("seen"), max_length=64)  # digest of the unit the form was made from
    at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        verbose_name = _("autosave")
        verbose_name_plural = _("autosaves")
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "version", "unit", "key"), name="courses_autosave_once_per_form"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.unit} {self.key}".rstrip()


class LintReport(models.Model):
    """What the linter found in a draft. Made in the background, for it can take minutes."""

    version = models.OneToOneField(
        CourseVersion, on_delete=models.CASCADE, related_name="lint_report", verbose_name=_("version")
    )
    wanted = models.CharField(_("wanted"), max_length=64, blank=True)  # digest of the state that is looked at
    wanted_at = models.DateTimeField(_("wanted at"), null=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)  # of the state the findings are of
    findings = models.JSONField(_("findings"), default=list)
    seconds = models.FloatField(_("seconds"), default=0)
    at = models.DateTimeField(_("at"), null=True)

    class Meta:
        verbose_name = _("linter’s report")
        verbose_name_plural = _("linter’s reports")

    def __str__(self) -> str:
        return f"{self.version_id}: {len(self.findings)}"
