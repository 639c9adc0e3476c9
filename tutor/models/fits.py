"""Predictors fitted on the logs of courses: which one serves a version of a course, and what was compared."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseFit(models.Model):
    """One fit of the predictor to a course's log. `fitted` is for the model server, which may forget it."""

    course = models.ForeignKey(
        "courses.Course", verbose_name=_("course"), on_delete=models.PROTECT, related_name="fits"
    )
    version = models.ForeignKey(
        "courses.CourseVersion", verbose_name=_("course version"), on_delete=models.PROTECT, related_name="+"
    )
    fit = models.CharField(_("fit"), max_length=64)  # the model server's name of these numbers
    fitted = models.BinaryField()
    report = models.JSONField(_("report"))  # wire.FitReport
    seed = models.BigIntegerField(_("seed"))
    log_digest = models.CharField(max_length=64)  # of what it was fitted on
    made_at = models.DateTimeField(_("made"))
    chosen = models.BooleanField(_("serves"), default=False)
    why = models.TextField(_("why"))  # it serves, or does not

    class Meta:
        verbose_name = _("fit of a course")
        verbose_name_plural = _("fits of courses")
        ordering = ["course", "-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "fit"], name="course_fit_once"),
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(chosen=True), name="course_fit_one_serves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.fit[:8]}"


class CourseFitting(models.Model):
    """How far a course is with being fitted: who is at it, and what came of the last try."""

    course = models.OneToOneField(
        "courses.Course",
        verbose_name=_("course"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="fitting",
    )
    busy_until = models.DateTimeField(_("being fitted until"), null=True)  # a claim: it lapses by itself
    tried_at = models.DateTimeField(_("last tried"), null=True)
    note = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("fitting of a course")
        verbose_name_plural = _("fitting of courses")

    def __str__(self) -> str:
        return f"{self.course_id}: {self.note}"
