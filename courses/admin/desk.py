"""The authors' pages under Django's admin: gathers the addresses of modules that each bring some.

A module has `patterns(site)`, a list of `path("draft/<slug:course_id>/…", site.admin_view(view), name="…")`,
and is named in MODULES. The addresses lie under /admin/courses/, their names are in the namespace `admin`.
"""

from __future__ import annotations

from importlib import import_module

from django.contrib.admin import AdminSite
from django.urls import URLPattern

# One line each, so that two people who add one do not meet.
MODULES = [
    "courses.admin.drafts",
    "courses.admin.lessons",
    "courses.admin.history",
    "courses.admin.people",
    "courses.admin.publishing",
    "courses.admin.editing",
    "tutor.admin.looking",
]


def patterns(site: AdminSite) -> list[URLPattern]:
    return [found for name in MODULES for found in import_module(name).patterns(site)]
