"""Answers that wait for a person, or were ruled on: appeals, and what the checker could not decide."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Ruling(models.Model):
    """One answer to one question, whoever gave it, and what a person found of it.

    Once it is settled, checking consults it (`session.overlay`): published content itself never changes.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits")
        RIGHT = "right", _("right")
        WRONG = "wrong", _("wrong")
        MISCONCEPTION = "misconception", _("a misconception")

    course = models.ForeignKey(
        "courses.Course", verbose_name=_("course"), on_delete=models.CASCADE, related_name="+"
    )
    version = models.ForeignKey(
        "courses.CourseVersion", verbose_name=_("course version"), on_delete=models.PROTECT, related_name="+"
    )
    item = models.CharField(_("question"), max_length=410)  # "<problem id>/<step id>"
    scaffold = models.CharField(max_length=200, blank=True)  # the hint whose own question it answers
    seed = models.BigIntegerField()  # the numbers of the variant in which it was given first
    is_for_all = models.BooleanField(default=True)  # the question is the same whatever the numbers
    asked = models.CharField(max_length=64)  # digest of the question: a changed one is another
    key = models.CharField(max_length=64, unique=True)  # digest of question, numbers and answer
    text = models.TextField(_("answer"))  # as it was typed first
    shown = models.JSONField(null=True)  # where the answer has several parts: what prints it again
    outcome = models.CharField(_("verdict"), max_length=20)
    reason = models.TextField(_("reason"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    misconception = models.CharField(_("misconception"), max_length=200, blank=True)
    name = models.CharField(_("its name"), blank=True)  # of a new misconception
    question = models.TextField(_("its question"), blank=True)
    note = models.TextField(_("note to the learner"), blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ruled by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ruled_at = models.DateTimeField(_("ruled"), null=True)
    draft_note = models.TextField(_("in the draft"), blank=True)  # what became of it there
    asked_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("ruling on an answer")
        verbose_name_plural = _("rulings on answers")
        ordering = ["asked_at"]
        indexes = [
            models.Index(fields=["course", "item", "state"], name="ruling_by_item"),
            models.Index(fields=["state", "course"], name="ruling_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.text[:60]}"

    @property
    def problem(self) -> str:
        return self.item.rpartition("/")[0]

    @property
    def step(self) -> str:
        return self.item.rpartition("/")[2]


class Appeal(models.Model):
    """One learner's answer that waits for a ruling: appealed, or queued because nobody could check it."""

    class Kind(models.TextChoices):
        APPEAL = "appeal", _("appeal")
        CANNOT_CHECK = "cannot_check", _("could not be checked")

    ruling = models.ForeignKey(
        Ruling, verbose_name=_("ruling"), on_delete=models.CASCADE, related_name="appeals"
    )
    learner = models.ForeignKey(
        "tutor.Learner", verbose_name=_("learner"), on_delete=models.CASCADE, related_name="appeals"
    )
    session = models.ForeignKey("tutor.Session", on_delete=models.CASCADE, related_name="appeals")
    verdict_seq = models.PositiveIntegerField()  # the event that is appealed
    message_seq = models.PositiveIntegerField()  # the answer
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    text = models.TextField(_("answer"))  # as typed
    at = models.DateTimeField(_("since"))
    settled_at = models.DateTimeField(_("settled"), null=True)
    told_at = models.DateTimeField(_("told"), null=True)

    class Meta:
        verbose_name = _("answer that waits")
        verbose_name_plural = _("answers that wait")
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["session", "verdict_seq"], name="appeal_once")]
        indexes = [
            models.Index(fields=["learner"], name="appeal_untold", condition=models.Q(told_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
