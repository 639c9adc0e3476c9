"""What the authors' pages share: who may see them, the course and its draft, the tabs. Knows no page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from courses import drafts, publish, roles, types
from courses.drafts import sealing
from courses.models import Course, CourseVersion
from courses.templatetags.desk import address

__all__ = ["Desk", "address", "page"]


@dataclass
class Desk:
    """One request to a page of a course: who asks, about which course, what may they do."""

    request: HttpRequest
    row: Course

    @cached_property
    def draft(self) -> CourseVersion | None:
        return drafts.of(self.row.pk)

    @cached_property
    def newest(self) -> CourseVersion | None:
        """What is published of the course now."""
        return sealing.newest(self.row.pk)

    @cached_property
    def course(self) -> types.Course:
        """The draft; without one what is published."""
        if self.draft is not None:
            return drafts.read(self.draft)
        if self.newest is None:
            raise Http404(_("There is nothing of this course."))
        return publish.load(self.newest)

    @cached_property
    def role(self) -> str:
        return roles.role(self.request.user, self.row.pk)

    def may(self, what: roles.What) -> bool:
        if what == "see":
            return roles.may(self.request.user, self.row.pk, what)
        return roles.allows(self.request.user, self.role, what)

    def need(self, what: roles.What) -> None:
        if not self.may(what):
            raise PermissionDenied

    def changing(self) -> CourseVersion:
        """The draft, for somebody who may change it."""
        self.need("edit")
        if self.draft is None:
            raise PermissionDenied
        return self.draft

    def to(self, name: str = "courses_draft", *args: Any) -> HttpResponse:
        return redirect(address(name, self.row.pk, *args))

    def said(self, words: str) -> None:
        messages.success(self.request, words)

    def refused(self, error: drafts.DraftError) -> None:
        for words in error.problems:
            messages.error(self.request, words)

    def render(
        self, template: str, title: str, *, here: str = "", status: int = 200, **more: Any
    ) -> HttpResponse:
        """A page with the tabs of the course; `here` is the name of the tab."""
        version = self.draft or self.newest
        context = {
            **admin.site.each_context(self.request),
            "is_nav_sidebar_enabled": False,  # the course needs the room
            "title": title,
            "course_id": self.row.pk,
            "course_title": version.title if version else self.row.pk,
            "draft": self.draft,
            "newest": self.newest,
            "here": here,
            "may_edit": self.may("edit"),
            "may_publish": self.may("publish"),
            "may_people": self.may("people"),
            **more,
        }
        return TemplateResponse(self.request, f"admin/courses/draft/{template}.html", context, status=status)


View = Callable[..., HttpResponse]


def page(
    what: roles.What = "read", *, needs_draft: bool = True, methods: tuple[str, ...] = ("GET", "POST")
) -> Callable[[View], View]:
    """A view of a course for who may do `what`, called with a `Desk`.

    405 for another method, 404 for an unknown course, 403 for who may not; without a draft back to the
    overview, which says how to begin one.
    """

    def around(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, course_id: str, **more: Any) -> HttpResponse:
            if request.method not in (*methods, "HEAD" if "GET" in methods else ""):
                return HttpResponseNotAllowed(methods)
            desk = Desk(request, get_object_or_404(Course, pk=course_id, trial_of=None))
            desk.need(what)
            if needs_draft and desk.draft is None:
                messages.info(request, _("There is no draft of this course."))
                return desk.to()
            try:
                return view(desk, **more)
            except drafts.DraftError as error:
                desk.refused(error)
                return redirect(
                    request.get_full_path() if "GET" in methods else address("courses_draft", course_id)
                )

        return shown

    return around
