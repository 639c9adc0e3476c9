"""How the questions of a course do with its learners, a page for each published version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from courses import publish, roles
from courses.models import CourseVersion
from tutor.insight import quality
from tutor.insight.quality import Item

# By what the table can be sorted; what has no number comes last.
ORDERS: dict[str, tuple[Any, Callable[[Item], float | None]]] = {
    "place": (gettext_lazy("Question"), lambda one: one.place),
    "seen": (gettext_lazy("Asked"), lambda one: -one.seen),
    "success": (gettext_lazy("Right alone"), lambda one: one.success.value),
    "off": (gettext_lazy("Against predicted"), lambda one: one.off),
    "discrimination": (gettext_lazy("Discrimination"), lambda one: one.discrimination),
    "hints": (gettext_lazy("With a hint"), lambda one: None if one.hints.value is None else -one.hints.value),
    "seconds": (gettext_lazy("Time"), lambda one: None if one.seconds is None else -one.seconds),
    "left": (gettext_lazy("Left at it"), lambda one: -one.left),
    "eurekas": (gettext_lazy("Clicked"), lambda one: -one.eurekas),
}


@require_GET
def line(request: HttpRequest, course_id: str, key: str) -> HttpResponse:
    """How the questions of one problem do, for the page on which it is written."""
    if not roles.may(request.user, course_id, "see"):
        raise PermissionDenied
    return render(request, "admin/quality/_line.html", {"course_id": course_id, "problem_id": key})


@require_GET
def items(request: HttpRequest, course_id: str, number: int | None = None) -> HttpResponse:
    """Of the newest version, or of the one with this number."""
    if not roles.may(request.user, course_id, "see"):
        raise PermissionDenied
    versions = list(CourseVersion.objects.published().filter(course=course_id).order_by("-number"))
    version = next((one for one in versions if number in (None, one.number)), None)
    if version is None:
        raise Http404(_("Nothing is published of this course."))
    order = request.GET.get("sort", "place")
    if order not in ORDERS:
        raise Http404
    by = ORDERS[order][1]
    found = quality.items(publish.load(version), version.pk)
    found.sort(key=lambda one: (by(one) is None, by(one) or 0, one.place))
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # as on the pages of the draft
        "title": _("How the questions do"),
        "version": version,
        "versions": versions,
        "items": found,
        "orders": [(name, words, name == order) for name, (words, _by) in ORDERS.items()],
        "few": quality.FEW,
    }
    return render(request, "admin/quality/items.html", context)
