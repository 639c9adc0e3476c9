"""Django's admin with the authors' pages beside the lists. Not in `tutor.admin`, which needs the site."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.urls import include, path


class Desk(AdminSite):
    site_header = site_title = "Edgewise"

    def get_urls(self) -> list[Any]:
        # Once the models are there.
        from courses.admin import desk as authors
        from tutor.admin import desk, looking

        pages = [*authors.patterns(self), *looking.patterns(self), *desk.patterns(self)]
        return [path("courses/", include(pages)), *super().get_urls()]
