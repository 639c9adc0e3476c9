"""The pages: home, a conversation, and their forms for browsers without JavaScript."""

from __future__ import annotations

import uuid
from uuid import UUID

from asgiref.sync import async_to_sync
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from courses import publish
from courses.models import CourseVersion
from tutor import session
from tutor.insight import progress
from tutor.models import Session
from tutor.printing import html
from tutor.session import SessionError
from tutor.types import Answer, Event
from tutor.web import editor, guests


@require_GET
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    learner = guests.learner_of(request)
    cards = []
    for version in publish.latest():
        begun = session.latest_session(learner.id, version.course_id) if learner else None
        url = reverse("session", args=[begun.id]) if begun else None
        cards.append(progress.card(version, url))
    return render(request, "home.html", {"courses": cards, "learner": learner})


@require_POST
def start(request: HttpRequest, course_id: str) -> HttpResponse:
    here = CourseVersion.objects.published().filter(course_id=course_id, course__trial_of=None)
    version = here.order_by("-number").first()
    if version is None:
        raise Http404
    opened = session.open_session(guests.become_learner(request), version)
    return redirect("session", opened.id)


@require_POST
def afresh(request: HttpRequest) -> HttpResponse:
    guests.forget_learner(request)
    return redirect("home")


@require_GET
@never_cache
def conversation(request: HttpRequest, session_id: UUID) -> HttpResponse:
    try:
        row = session.session_here(request.session, session_id)
    except SessionError as error:
        return _refused(request, error)
    async_to_sync(_drive)(session_id)
    return render(request, "session.html", _page(request, row))


@require_POST
def answer(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What the websocket does, for a browser without JavaScript or behind a proxy that lets none through."""
    try:
        row = session.session_here(request.session, session_id)
        parts = request.POST.getlist("part") or None
        button = request.POST.get("button", "")
        kind = "button" if button else request.POST.get("kind", "answer")
        said = Answer(kind, button or request.POST.get("text", ""))
        client_id = request.POST.get("client_id", "")[:64] or session.appeal_id(said)
        if not client_id:
            raise SessionError("malformed", _("The form was incomplete. Reload the page, please."))
        where = request.POST.get("step") or None, request.POST.get("scaffold") or None
        sure = request.POST.get("sure") or None
        last = async_to_sync(_take_turn)(session_id, client_id, said, *where, None if button else parts, sure)
    except SessionError as error:
        if error.code == "not_found":
            return _refused(request, error)
        kept = request.POST.get("text", "")
        context = _page(request, row, parts) | {"error": error.words, "kept_text": kept}
        context["kept_sure"] = request.POST.get("sure", "")
        return render(request, "session.html", context, status=400)
    return redirect(reverse("session", args=[session_id]) + f"#e-{last}")


async def _take_turn(
    session_id: UUID,
    client_id: str,
    said: Answer,
    step: str | None,
    scaffold: str | None,
    parts: list[str] | None,
    sure: str | None,
) -> int:
    turn = session.take_turn(session_id, client_id, said, step, scaffold, parts, sure)
    return max([event.seq async for event in turn])


async def _drive(session_id: UUID) -> list[Event]:
    return [event async for event in session.drive(session_id)]


def _page(request: HttpRequest, row: Session, kept: list[str] | None = None) -> dict[str, object]:
    """`kept`: what stood in the fields of an answer that was refused."""
    view = session.read(row.id)
    events = session.events_after(row.id, 0)
    return {
        "learner": row.learner,
        "trial": _trial(row, events[0]) if view.is_trial else None,
        "session": {
            "id": row.id,
            "url": reverse("session", args=[row.id]),
            "socket_path": f"/ws/s/{row.id}/",
            "course_title": view.course.title,
            "language": view.course.language,
            "last_seq": view.last_seq,
            "placeable": session.is_placeable(view.course),
            "again_id": str(uuid.uuid4()),
            "done_id": str(uuid.uuid4()),
            "autonomy": session.autonomy_of(row.learner_id, view.course),
            "autonomy_id": str(uuid.uuid4()),
        },
        "events": events,
        "can_appeal": not view.is_trial,
        "appealed": session.appealed(events),
        "composer": html.composer(session.prompt_of(view), row.id, kept),
        "session_id": row.id,
        "bars": progress.bars(row.learner_id, view.course, view.skills),
    }


def _trial(row: Session, opened: Event) -> dict[str, str]:
    """What is tried, and the way back to where it is written."""
    unit, key = opened.body.get("trial", "course"), opened.body.get("key", "")
    unit = "" if unit == "course" else unit
    return {"back": editor.editor_of(str(row.version.course.trial_of_id), unit, key)}


def _refused(request: HttpRequest, error: SessionError) -> HttpResponse:
    return render(request, "404.html", {"words": error.words}, status=404)
