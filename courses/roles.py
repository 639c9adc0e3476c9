"""Who may do what with a course. Asks the database; knows no page."""

from __future__ import annotations

from typing import Any, Literal

from django.contrib.auth.models import AnonymousUser

from courses.models import CourseRole, CourseVersion

What = Literal["see", "read", "edit", "publish", "rule", "people"]

ALLOWED: dict[str, frozenset[What]] = {
    CourseRole.Role.OWNER: frozenset({"see", "read", "edit", "publish", "rule", "people"}),
    CourseRole.Role.EDITOR: frozenset({"see", "read", "edit"}),
    CourseRole.Role.REVIEWER: frozenset({"see", "read", "rule"}),
}


def may(user: Any, course_id: str, what: What) -> bool:
    """Superusers may everything, staff what their role in the course allows.

    `read` is of all there is, drafts too; `see` is of what is published, and enough for it is Django's view
    permission.
    """
    if allows(user, role(user, course_id), what):
        return True
    if not _is_staff(user):
        return False
    if what != "see" or not user.has_perm("courses.view_course"):
        return False
    # A trial is sealed like what is published, and is a draft for all that.
    return CourseVersion.objects.published().filter(course=course_id, course__trial_of=None).exists()


def allows(user: Any, role: str, what: What) -> bool:
    """Whether the role is enough for it."""
    return _is_staff(user) and (user.is_superuser or what in ALLOWED.get(role, frozenset()))


def role(user: Any, course_id: str) -> str:
    """The user's role in the course; empty for none."""
    found = CourseRole.objects.filter(course=course_id, user=user.pk).values_list("role", flat=True).first()
    return found or ""


def may_begin(user: Any) -> bool:
    """Whether somebody may make a new course: superusers, and staff with Django's add permission."""
    return _is_staff(user) and bool(user.has_perm("courses.add_course"))


def _is_staff(user: Any) -> bool:
    return not isinstance(user, AnonymousUser) and user.is_active and user.is_staff
