"""Django's admin with the authors' pages beside the lists. Not in `tutor.admin`, which needs the site."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.urls import include, path


class Desk(AdminSite):
    site_header = site_title = "Edgewise"

    def get_urls(self) -> list[Any]:
        from courses.admin import desk  # once the models are there

        return [path("courses/", include(desk.patterns(self))), *super().get_urls()]
