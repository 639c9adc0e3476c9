"""Sites that embed the tutor. Their API comes later; their learners are kept apart from the start."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Site(models.Model):
    """Another site whose people learn here under pseudonyms."""

    id = models.SlugField(_("id"), primary_key=True, max_length=60)
    name = models.CharField(_("name"), max_length=200)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")

    def __str__(self) -> str:
        return self.name
