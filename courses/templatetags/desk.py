"""What leads authors: tabs on every page of a draft, and their courses on the first page of the admin."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import OuterRef, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from courses import roles
from courses.models import CourseRole, CourseVersion

register = template.Library()

TABS = (
    ("courses_draft", _("Overview")),
    ("courses_draft_about", _("About")),
    ("courses_draft_skills", _("Skills")),
    ("courses_draft_lint", _("Checks")),
    ("courses_draft_history", _("History")),
    ("courses_draft_people", _("People")),
    ("courses_draft_publish", _("Publish")),
)


def address(name: str, *args: Any) -> str:
    """The address of a page under the admin; empty where the page is not there."""
    try:
        return reverse(f"admin:{name}", args=args)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("admin/courses/draft/_yours.html")
def desk_yours(user: Any) -> dict[str, Any]:
    """The courses that somebody works on, for the first page of the admin."""
    titled = CourseVersion.objects.filter(course=OuterRef("course")).order_by("-is_draft", "-number")
    mine = CourseRole.objects.filter(user=user.pk if user.is_staff else None, course__trial_of=None)
    mine = mine.annotate(title=Subquery(titled.values("title")[:1]))
    return {"roles": mine, "may_begin": roles.may_begin(user)}


@register.inclusion_tag("admin/courses/draft/_tabs.html")
def desk_tabs(course_id: str, here: str = "courses_draft") -> dict[str, Any]:
    """`here` names the page, or the one that it belongs to."""
    tabs = [(words, address(name, course_id), name == here) for name, words in TABS]
    return {"tabs": [tab for tab in tabs if tab[1]]}
