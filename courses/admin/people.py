"""Who works on a course: owners, editors, reviewers."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from courses import drafts
from courses.admin.page import Desk, page
from courses.models import Course, CourseRole


@page("read", needs_draft=False)
def people(desk: Desk) -> HttpResponse:
    if desk.request.method == "POST":
        desk.need("people")
        with transaction.atomic():
            Course.objects.select_for_update().get(pk=desk.row.pk)  # two owners must not remove each other
            _changed(desk)
        return desk.to("courses_draft_people")
    roles = (
        CourseRole.objects.filter(course=desk.row).select_related("user").order_by("role", "user__username")
    )
    return desk.render(
        "people", _("People"), here="courses_draft_people", roles=roles, choices=CourseRole.Role.choices
    )


def _changed(desk: Desk) -> None:
    posted = desk.request.POST
    do, _colon, pk = posted.get("do", "").partition(":")
    if do == "add":
        _add(desk, posted.get("username", "").strip(), posted.get("role", ""))
        return
    found = CourseRole.objects.filter(course=desk.row, pk=pk if pk.isdigit() else 0).first()
    if found is None:
        raise drafts.Stale(_("This person has no role here any more."))
    role = _role(posted.get(f"role-{pk}", "")) if do == "change" else ""
    owners = CourseRole.objects.filter(course=desk.row, role=CourseRole.Role.OWNER)
    if role != CourseRole.Role.OWNER and list(owners.values_list("pk", flat=True)) == [found.pk]:
        raise drafts.DraftError(_("A course needs an owner: name another one first."))
    if role:
        found.role = role
        found.save(update_fields=["role"])
        desk.said(_("%(who)s is now %(role)s.") % {"who": found.user, "role": found.get_role_display()})
    else:
        found.delete()
        desk.said(_("%s has no role here any more.") % found.user)


def _add(desk: Desk, username: str, role: str) -> None:
    user = get_user_model().objects.filter(username=username, is_active=True, is_staff=True).first()
    if user is None:
        raise drafts.DraftError(_("Nobody on the staff signs in as “%s”.") % username)
    _row, created = CourseRole.objects.get_or_create(
        course=desk.row, user=user, defaults={"role": _role(role)}
    )
    if not created:
        raise drafts.DraftError(_("%s has a role already: change it below.") % user)
    desk.said(_("%s works on this course now.") % user)


def _role(role: str) -> str:
    if role not in CourseRole.Role.values:
        raise drafts.DraftError(_("There is no such role."))
    return role


def patterns(site: AdminSite) -> list[URLPattern]:
    return [path("draft/<slug:course_id>/people/", site.admin_view(people), name="courses_draft_people")]
