"""What was changed in a draft, by whom, before and after, with a button that gives it back."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from courses import drafts
from courses.admin.page import Desk, address, page
from courses.models import Revision

A_PAGE = 25


@page("read")
def history(desk: Desk) -> HttpResponse:
    found = Revision.objects.filter(version=desk.draft).select_related("by", "undoes").order_by("-number")
    shown = Paginator(found, A_PAGE).get_page(desk.request.GET.get("p"))
    undone = set(Revision.objects.filter(undoes__in=shown.object_list).values_list("undoes_id", flat=True))
    rows = [
        {
            "revision": one,
            "diff": diff(one.before, one.after),
            "undone": one.pk in undone,
            "url": _url(desk, one),
        }
        for one in shown.object_list
    ]
    return desk.render("history", _("History"), here="courses_draft_history", rows=rows, shown=shown)


@page("edit", methods=("POST",))
def undo(desk: Desk, number: int) -> HttpResponse:
    try:
        made = drafts.undo(desk.changing(), number, by=desk.request.user)
    except Revision.DoesNotExist:
        raise Http404(_("There is no such change.")) from None
    except drafts.DraftError as error:
        desk.refused(error)
    else:
        desk.said(_("Change %(of)d was undone; that is change %(n)d.") % {"of": number, "n": made.number})
    return desk.to("courses_draft_history")


def diff(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[tuple[str, str, str]]:
    """(what, before, after) for every field that differs."""
    old, new = _flat(before), _flat(after)
    names = dict.fromkeys([*old, *new])
    return [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name) != new.get(name)]


def _flat(held: dict[str, Any] | None) -> dict[str, str]:
    """Fields by a name in words, lists of things with ids by those: "step s1, hint h2, text"."""
    if held is None:
        return {}
    flat: dict[str, str] = {}
    _flatten(held.get("value"), (), flat)
    for name in ("lesson", "at"):
        if name in held:
            flat[{"lesson": "in lesson", "at": "place"}[name]] = str(
                held[name] + 1 if name == "at" else held[name]
            )
    return flat


def _flatten(value: Any, path: tuple[str, ...], into: dict[str, str]) -> None:
    if isinstance(value, dict):
        for name, one in value.items():
            _flatten(one, (*path, name), into)
    elif isinstance(value, list) and value and all(isinstance(one, dict) and "id" in one for one in value):
        for one in value:
            noun = path[-1].removesuffix("s") if path else "skill"
            _flatten(one, (*path[:-1], f"{noun} {one['id']}"), into)
        into[", ".join((*path, "order")) if path else "order"] = ", ".join(one["id"] for one in value)
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        into[", ".join(path)] = "\n".join(value)
    elif value not in (None, "", []):
        into[", ".join(path)] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _url(desk: Desk, revision: Revision) -> str:
    key = (revision.after or {}).get("value")
    if revision.after is None:
        return ""
    names = [desk.row.pk]
    if isinstance(key, dict) and "id" in key:
        names.append(key["id"])
    return address(f"courses_draft_{revision.unit}", *names)


def patterns(site: AdminSite) -> list[URLPattern]:
    return [
        path("draft/<slug:course_id>/history/", site.admin_view(history), name="courses_draft_history"),
        path("draft/<slug:course_id>/undo/<int:number>/", site.admin_view(undo), name="courses_draft_undo"),
    ]
