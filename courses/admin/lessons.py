"""One lesson of a draft: its header, and what is in it put in order, moved and taken out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import drafts
from courses.admin.page import Desk, address, page
from courses.models import Unit

LISTS = {"passages": Unit.PASSAGE, "problems": Unit.PROBLEM}


def moved(order: tuple[str, ...], do: str, key: str) -> tuple[str, ...]:
    """The order with one row a place up or down; as it is for any other wish."""
    if do not in ("up", "down") or key not in order:
        return order
    keys, at = list(order), order.index(key)
    to = max(0, min(len(keys) - 1, at + (1 if do == "down" else -1)))
    keys.insert(to, keys.pop(at))
    return tuple(keys)


@page("read")
def lesson(desk: Desk, key: str) -> HttpResponse:
    try:
        head = drafts.value(desk.course, Unit.LESSON, key)
    except KeyError:
        raise Http404(_("There is no such lesson.")) from None
    if desk.request.method == "POST":
        return _changed(desk, head)
    found = next(one for one in desk.course.lessons if one.id == key)
    others = [(one.id, one.title) for one in desk.course.lessons if one.id != key]
    lists = [
        _list(desk, found, "passages", _("Passages"), _("passage")),
        _list(desk, found, "problems", _("Problems"), _("problem")),
    ]
    return desk.render(
        "lesson",
        head.title,
        here="courses_draft",
        lesson=found,
        seen=drafts.seen(head),
        lists=lists,
        others=others,
        trying=address("courses_draft_try", desk.row.pk, "lesson", key) if found.problems else "",
    )


def _list(desk: Desk, lesson: Any, name: str, title: str, noun: str) -> dict[str, Any]:
    unit = LISTS[name].value
    rows = [
        {
            "key": one.id,
            "title": one.title or one.id,
            "url": address(f"courses_draft_{unit}", desk.row.pk, one.id),
            "skills": ", ".join(one.skills),
            "guess": getattr(one, "guess", None),
            "steps": len(getattr(one, "steps", ())),
        }
        for one in getattr(lesson, name)
    ]
    new = address(f"courses_draft_{unit}_new", desk.row.pk, lesson.id)
    return {"name": name, "unit": unit, "title": title, "noun": noun, "rows": rows, "new": new}


def _changed(desk: Desk, head: drafts.LessonHead) -> HttpResponse:
    """Every button sends the whole form, so what was typed or dragged besides is never lost."""
    draft, posted, user = desk.changing(), desk.request.POST, desk.request.user
    do, _colon, rest = posted.get("do", "save").partition(":")
    unit, _colon, key = rest.partition(":")
    wanted = replace(
        head,
        id=posted.get("id", head.id).strip(),
        title=posted.get("title", head.title).strip(),
        source=posted.get("source", head.source).strip(),
        reveals_allowed=posted.get("reveals_allowed") == "on",
        **{name: moved(_order(posted, head, name), do if LISTS[name] == unit else "", key) for name in LISTS},
    )
    made = drafts.save(draft, Unit.LESSON, head.id, wanted, by=user, seen=posted.get("seen", ""))
    if do in ("move", "remove"):
        _picked(
            desk, unit, posted.getlist(f"pick-{unit}"), posted.get(f"to-{unit}") if do == "move" else None
        )
    elif made.number and do == "save":
        desk.said(_("Saved."))
    response = desk.to("courses_draft_lesson", wanted.id)
    if do in ("up", "down"):
        response["Location"] += f"#{unit}-{key}"
    return response


def _order(posted: Any, head: drafts.LessonHead, name: str) -> tuple[str, ...]:
    return tuple(posted.getlist(f"order-{LISTS[name].value}")) or getattr(head, name)


def _picked(desk: Desk, unit: str, keys: list[str], lesson: str | None) -> None:
    """Move what was picked to another lesson, or take it out."""
    draft, user = desk.changing(), desk.request.user
    course = drafts.read(draft)
    if not keys:
        raise drafts.DraftError(_("Nothing was picked: tick what you mean."))
    if unit not in (Unit.PASSAGE, Unit.PROBLEM):
        raise drafts.DraftError(_("Only passages and problems are moved like that."))
    with transaction.atomic():  # all of them or none
        for key in keys:
            try:
                value = drafts.value(course, unit, key)
            except KeyError:
                raise drafts.Stale(_("%s is not there any more.") % key) from None
            if lesson is None:
                drafts.remove(draft, unit, key, by=user, seen=drafts.seen(value))
            else:
                drafts.save(draft, unit, key, value, by=user, seen=drafts.seen(value), lesson=lesson)
    n = len(keys)
    if lesson is None:
        desk.said(
            ngettext(
                "%d was taken out. History can give it back.",
                "%d were taken out. History can give them back.",
                n,
            )
            % n
        )
    else:
        desk.said(
            ngettext("%(n)d was moved to %(lesson)s.", "%(n)d were moved to %(lesson)s.", n)
            % {"n": n, "lesson": lesson}
        )


def patterns(site: AdminSite) -> list[URLPattern]:
    return [
        path(
            "draft/<slug:course_id>/lesson/<path:key>", site.admin_view(lesson), name="courses_draft_lesson"
        ),
    ]
