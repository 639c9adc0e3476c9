"""The authors’ pages that need learners or conversations; `tutor.desk` puts them beside the others."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path

from tutor.admin import quality, rulings, trying


def patterns(site: AdminSite) -> list[URLPattern]:
    def page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        return path(route, site.admin_view(view), name=name)

    return [
        page("rulings/", rulings.queue, "courses_rulings"),
        page("rulings/<int:ruling_id>/", rulings.ruling, "courses_ruling"),
        page("draft/<slug:course_id>/rulings/", rulings.queue, "courses_rulings"),
        page("draft/<slug:course_id>/quality/", quality.items, "courses_quality"),
        page("draft/<slug:course_id>/quality/<int:number>/", quality.items, "courses_quality"),
        page("draft/<slug:course_id>/quality/of/<path:key>", quality.line, "courses_quality_line"),
        page("draft/<slug:course_id>/try/", trying.begin, "courses_draft_try"),
        page("draft/<slug:course_id>/try/<str:unit>/<path:key>/", trying.begin, "courses_draft_try"),
    ]
