"""What learners asked, for the authors of courses: what is missing, or hard to find."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AskedQuestion(models.Model):
    """A question with what came nearest to it. A learner's own words: they go with the learner."""

    class From(models.TextChoices):
        NOTHING = "nothing", _("nothing")
        UNSEARCHED = "unsearched", _("nobody could look")
        CLOSED = "closed", _("this course, but it gives away what was open")
        TASK = "task", _("the task itself")
        HERE = "here", _("this course")
        AHEAD = "ahead", _("this course, further on")
        NEAR = "near", _("this course, perhaps")
        ELSEWHERE = "elsewhere", _("another course")

    UNANSWERED = (From.NOTHING, From.UNSEARCHED, From.NEAR)

    learner = models.ForeignKey(
        "tutor.Learner", verbose_name=_("learner"), on_delete=models.CASCADE, related_name="questions"
    )
    course = models.ForeignKey(
        "courses.Course", verbose_name=_("course"), on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        "courses.CourseVersion", verbose_name=_("course version"), on_delete=models.PROTECT, related_name="+"
    )
    item = models.CharField(_("where"), max_length=250, blank=True)  # what was open
    text = models.TextField(_("question"))
    answered_from = models.CharField(_("answered from"), max_length=20, choices=From.choices)
    place = models.CharField(max_length=250, blank=True)  # "passage/<id>" or "skill/<id>", as it was searched
    nearest = models.TextField(_("nearest text"), blank=True)  # its title
    other_course = models.TextField(_("in course"), blank=True)  # the title of another one, where that has it
    score = models.FloatField(_("how near"), null=True)
    asked_at = models.DateTimeField(_("asked"))
    closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        verbose_name = _("question of a learner")
        verbose_name_plural = _("questions of learners")
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["course", "closed", "-asked_at"], name="question_by_course")]

    def __str__(self) -> str:
        return self.text[:80]
