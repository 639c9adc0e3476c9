"""The conversation. `EventRow` is the truth; everything else here can be made again from it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tutor.types import Event


class Session(models.Model):
    """One learner's conversation over one published course version.

    `last_seq` is the version that every turn checks; the other numbers save reading the whole log.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        "tutor.Learner", verbose_name=_("learner"), on_delete=models.CASCADE, related_name="sessions"
    )
    version = models.ForeignKey(
        "courses.CourseVersion", verbose_name=_("course version"), on_delete=models.PROTECT, related_name="+"
    )
    last_seq = models.PositiveIntegerField(_("last event"), default=0)
    answered_seq = models.PositiveIntegerField(_("last message answered"), default=0)
    opener_seq = models.PositiveIntegerField(_("event that asked what is open now"), default=0)
    distress_seq = models.PositiveIntegerField(_("last words of harm"), default=0)
    attended_seq = models.PositiveIntegerField(_("looked after up to"), default=0)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    last_at = models.DateTimeField(_("last event at"), auto_now=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-last_at"]
        indexes = [
            models.Index(fields=["learner", "-last_at"], name="session_by_learner"),
            models.Index(
                fields=["distress_seq"],
                name="session_words_of_harm",
                condition=models.Q(distress_seq__gt=models.F("attended_seq")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.learner}"


class EventRow(models.Model):
    """One line of the log: append only, dense `seq` per session, a `client_id` counts once."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    body = models.JSONField(default=dict)
    client_id = models.CharField(max_length=64, null=True)  # noqa: DJ001 - unique where it is set
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["session", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["session", "seq"], name="event_seq_once"),
            models.UniqueConstraint(fields=["session", "client_id"], name="event_client_id_once"),
        ]
        indexes = [models.Index(fields=["session", "kind", "seq"], name="event_by_kind")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"

    def as_event(self) -> Event:
        return Event(self.seq, self.kind, self.body, self.client_id, self.at)


class Attempt(models.Model):
    """What a learner submitted to a step, with its verdict and the seed that made the problem."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attempts")
    learner = models.ForeignKey("tutor.Learner", on_delete=models.CASCADE, related_name="attempts")
    course = models.ForeignKey("courses.Course", on_delete=models.PROTECT, related_name="+")
    message_seq = models.PositiveIntegerField()
    item = models.CharField(max_length=200)  # "<problem id>/<step id>"
    seed = models.BigIntegerField()
    text = models.TextField()
    outcome = models.CharField(max_length=20)
    score = models.FloatField()
    assisted = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["session", "message_seq"], name="attempt_once_per_message")
        ]
        indexes = [models.Index(fields=["learner", "course", "item"], name="attempt_by_item")]

    def __str__(self) -> str:
        return f"{self.item}: {self.outcome}"
