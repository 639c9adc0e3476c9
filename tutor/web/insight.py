"""What a learner sees of what is believed of them: the whole course, one skill, and an older conversation."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses import publish
from tutor import session
from tutor.insight import because
from tutor.insight.climb import climb as climb_of
from tutor.models import Session
from tutor.session import SessionError


@require_GET
@never_cache
def climb(request: HttpRequest, session_id: UUID) -> HttpResponse:
    row = _own(request, session_id)
    course = publish.load(row.version)
    current = session.read(row.id).skills
    context = {"climb": climb_of(row.learner_id, course, current), "course": course, "session_id": row.id}
    return render(request, "insight/climb.html", context)


@require_GET
@never_cache
def skill(request: HttpRequest, session_id: UUID, skill_id: str) -> HttpResponse:
    """`?before=<n>` turns to older evidence."""
    row = _own(request, session_id)
    course = publish.load(row.version)
    before = request.GET.get("before", "")
    if before and not (before.isdecimal() and before.isascii() and len(before) < 10):
        raise Http404
    found = because.known(row.learner_id, course, skill_id, int(before) if before else None)
    if found is None:
        raise Http404
    newest = session.latest_session(row.learner_id, course.id)
    context = {
        "known": found,
        "course": course,
        "session_id": row.id,
        "newest_id": newest.id if newest else row.id,
    }
    return render(request, "insight/skill.html", context)


@require_GET
@never_cache
def transcript(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A conversation to read again, as it was: nothing is asked there, and nothing goes on."""
    row = _own(request, session_id)
    context = {
        "course": publish.load(row.version),
        "events": session.events_after(row.id, 0),
        "session_id": row.id,
    }
    return render(request, "insight/transcript.html", context)


def _own(request: HttpRequest, session_id: UUID) -> Session:
    """Unknown and foreign ids alike are not found."""
    try:
        return session.session_here(request.session, session_id)
    except SessionError as error:
        raise Http404(error.words) from error
