"""A file on its way into courses: what it is, how far it has come, what became of it. Knows no format."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportJob(models.Model):
    """First read and previewed, then, when somebody says so, written: all of it or nothing."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READY = "ready", _("ready to look at")  # nothing is written yet
        WRITING = "writing", _("being written")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    file = models.FileField(_("file"), upload_to="imports/", max_length=300)
    name = models.CharField(_("name of the file"))
    format = models.CharField(_("format"), max_length=20, blank=True)
    options = models.JSONField(_("options"), default=dict)  # title, licence, source, language; which courses
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READING)
    done = models.PositiveIntegerField(_("done"), default=0)
    of = models.PositiveIntegerField(_("of"), default=0)  # 0: not known yet
    cancel_asked = models.BooleanField(_("cancel asked"), default=False)
    # Which worker is at it: only who holds it writes down progress. Null: it waits for one, or a person.
    run = models.UUIDField(null=True, editable=False)
    runs = models.PositiveSmallIntegerField(default=0, editable=False)  # workers that began with this state
    report = models.JSONField(_("report"), default=dict)
    error = models.TextField(_("error"), blank=True)  # in words for the person who asked
    at = models.DateTimeField(_("asked"), auto_now_add=True)
    touched_at = models.DateTimeField(_("last sign of life"), auto_now=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
