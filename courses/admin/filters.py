"""Filters that the admin's lists share."""

from __future__ import annotations

from typing import Any

from django.contrib import admin


class Courses(admin.RelatedFieldListFilter):
    """By course; what authors try out is none."""

    def field_choices(self, field: Any, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        ordering = self.field_admin_ordering(field, request, model_admin)
        choices: list[tuple[str, Any]] = field.get_choices(
            include_blank=False, ordering=ordering, limit_choices_to={"trial_of": None}
        )
        return choices
