"""Who signs in, and who learns: two things, because most learners never sign in."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody with a password: staff and instructors, later students of a school."""


class Learner(models.Model):
    """Somebody who learns: a guest (no user), a user, or a pseudonym that another site sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        "tutor.User",
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="learners",
    )
    site = models.ForeignKey(
        "tutor.Site",
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="learners",
    )
    pseudonym = models.CharField(_("pseudonym"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("learner")
        verbose_name_plural = _("learners")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "pseudonym"],
                condition=models.Q(site__isnull=False),
                name="learner_once_per_site",
            )
        ]

    def __str__(self) -> str:
        return self.pseudonym or f"guest {str(self.id)[:8]}"
