"""“Try it”: opens a conversation over a draft, as a learner would have it."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses import drafts, roles
from courses.publish import PublishError
from tutor.session import trial
from tutor.web import editor, guests


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, course_id: str, unit: str = "", key: str = "") -> HttpResponse:
    """A GET only asks: a copy is made by pressing the button."""
    if not roles.may(request.user, course_id, "read"):
        raise PermissionDenied
    draft = drafts.of(course_id)
    if draft is None:
        raise Http404(_("This course has no draft."))
    try:
        trial.part(draft, unit, key)
    except KeyError as error:
        raise Http404(_("The draft has no such part.")) from error
    findings: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            opened = trial.begin(draft, unit, key)
        except PublishError as error:
            findings = error.findings
        else:
            guests.remember_trial(request, opened.learner_id)
            return redirect("session", opened.id)
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # as on the pages of the draft
        "title": _("Try it as a learner"),
        "draft": draft,
        "unit": unit,
        "key": key,
        "findings": findings,
        "back": editor.editor_of(course_id, unit, key),
    }
    return render(request, "admin/trying/begin.html", context, status=400 if findings else 200)
