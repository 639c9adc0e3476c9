"""The pages of a draft: see `courses.admin.desk`."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern


def patterns(site: AdminSite) -> list[URLPattern]:
    return []
