"""The authors' pages under Django's admin: gathers the addresses of modules that each bring some.

A module has `patterns(site)`, a list of `path("draft/<slug:course_id>/…", site.admin_view(view), name="…")`.
The addresses lie under /admin/courses/, their names are in the namespace `admin`. Those that need learners or
conversations are `tutor.desk`'s to add.
"""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.urls import URLPattern

from courses.admin import drafts, editing, history, imports, lessons, people, publishing, skills

MODULES = (drafts, lessons, history, people, publishing, editing, imports, skills)


def patterns(site: AdminSite) -> list[URLPattern]:
    return [found for module in MODULES for found in module.patterns(site)]
