"""The page of a draft's skills: all of them, one at a time to edit, and the graph of what needs what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from courses import drafts, graph, skill_edits
from courses.admin import graph_picture
from courses.admin.page import Desk, page
from courses.drafts import DraftError
from courses.models import Unit
from courses.skill_edits import Edited, Skills
from courses.types import Course, Skill

LISTED = 8  # problems and passages of a skill that are named


def patterns(site: AdminSite) -> list[URLPattern]:
    return [path("draft/<slug:course_id>/skills/", site.admin_view(skills), name="courses_draft_skills")]


@page()
def skills(desk: Desk) -> HttpResponse:
    form = desk.request.POST
    if desk.request.method != "POST":
        return _shown(desk)
    try:
        key = _saved(desk, form)
    except DraftError as error:
        return _shown(desk, error.problems, form)
    return redirect(_address(desk.row.pk, key, "#skill" if key else "#skills"))


def _address(course_id: str, key: str, fragment: str = "", **more: str) -> str:
    query = {**({"skill": key} if key else {}), **more}
    address = reverse("admin:courses_draft_skills", args=[course_id])
    return f"{address}?{urlencode(query)}{fragment}" if query else address + fragment


def _saved(desk: Desk, form: QueryDict) -> str:
    """Do what the form asks; the id of the skill to show then. Raise DraftError."""
    draft, seen = desk.changing(), form.get("seen", "")
    edited = _edited(desk.course.skills, form)
    renamed = dict(edited.renamed)
    drafts.save(draft, Unit.SKILLS, "", edited.skills, by=desk.request.user, seen=seen, renamed=renamed)
    return edited.key


def _edited(skills: Skills, form: QueryDict) -> Edited:
    what, _, about = form.get("do", "").partition(":")  # "up:add", from the list, or "change"
    key, need = about or form.get("key", ""), form.get("need", "")
    text = {name: form.get(name, "").strip() for name in ("title", "id", "description", "place")}
    match what:
        case "add":
            return skill_edits.add(
                skills, title=text["title"], key=text["id"], description=text["description"], after=key
            )
        case "change":
            place = int(text["place"]) if text["place"].isdecimal() else None
            return skill_edits.change(
                skills,
                key,
                title=text["title"],
                new_key=text["id"] or key,
                description=text["description"],
                place=place,
            )
        case "remove":
            return skill_edits.remove(skills, key)
        case "order":
            return skill_edits.order(skills, form.getlist("order"))
        case "up" | "down":
            return skill_edits.move(skills, key, -1 if what == "up" else 1)
        case "join":
            return skill_edits.join(skills, key, need)
        case "lead":  # the same edge, told from its other end
            return Edited(skill_edits.join(skills, need, key).skills, key, {})
        case "cut":
            key, need = about.split(" ", 1) if " " in about else (key, need)
            shown = form.get("shown", key)
            return Edited(skill_edits.cut(skills, key, need).skills, shown, {})
        case "turn":
            return skill_edits.turn(skills, key, need)
    raise DraftError("It is not said what should be done.")


def _shown(desk: Desk, errors: tuple[str, ...] = (), form: QueryDict | None = None) -> HttpResponse:
    request, course = desk.request, desk.course
    by_id = {skill.id: skill for skill in course.skills}
    asked = form.get("shown") or form.get("key", "") if form else request.GET.get("skill", "")
    selected = by_id.get(asked)
    other = by_id.get(request.GET.get("with", ""))
    whole, joins = request.GET.get("all") == "1", request.GET.get("join") == "1" and selected is not None
    edges = graph_picture.edges_of(course)
    marks = graph_picture.marks(course)
    context: dict[str, Any] = {
        "errors": errors,
        "typed": form if form else {},
        "seen": drafts.seen(course.skills),
        "skills": [
            {
                "skill": skill,
                "needs": [by_id[one] for one in skill.prerequisites if one in by_id],
                "marks": marks[skill.id],
            }
            for skill in course.skills
        ],
        "circles": [_circle(circle, course, by_id) for circle in graph.cycles(edges)],
        "picture": graph_picture.draw(course, selected.id if selected else "", whole=whole)
        if by_id
        else None,
        "whole": whole,
        "joins": joins,
        "selected": selected,
    }
    if selected is not None:
        context |= _about(course, selected, by_id, edges)
    if selected is not None and other is not None and other != selected:
        context["pair"] = _pair(selected, other)
    status = 400 if errors else 200
    return desk.render("skills", _("Skills"), here="courses_draft_skills", status=status, **context)


def _known(ids: Iterable[str], by_id: dict[str, Skill]) -> list[Skill]:
    return [by_id[one] for one in ids if one in by_id]


def _circle(circle: list[str], course: Course, by_id: dict[str, Skill]) -> dict[str, Any]:
    place = {skill.id: at for at, skill in enumerate(course.skills)}
    skill, need = graph.weakest(circle, place)
    return {"skills": [by_id[one] for one in circle], "skill": by_id[skill], "need": by_id[need]}


def _about(
    course: Course, selected: Skill, by_id: dict[str, Skill], edges: dict[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Everything that the panel of one skill says."""
    builds_on = [by_id[one] for one in graph.turned(edges)[selected.id]]
    problems = [one for one in course.problems() if selected.id in one.skills]
    passages = [one for lesson in course.lessons for one in lesson.passages if selected.id in one.skills]
    # What would close a circle is not offered.
    above, below = graph.reached(graph.turned(edges), selected.id), graph.reached(edges, selected.id)
    needs = set(selected.prerequisites)
    return {
        "place": course.skills.index(selected) + 1,
        "needs": _known(selected.prerequisites, by_id),
        "builds_on": builds_on,
        "may_need": [one for one in course.skills if one.id not in {selected.id, *needs, *above}],
        "may_lead": [
            one for one in course.skills if one.id not in {selected.id, *below} and one not in builds_on
        ],
        "problems": problems[:LISTED],
        "problems_more": len(problems) - LISTED,
        "passages": passages[:LISTED],
        "is_used": bool(problems or passages),
        "before_n": len(below),
        "after_n": len(above),
    }


def _pair(selected: Skill, other: Skill) -> dict[str, Any]:
    if other.id in selected.prerequisites:
        return {"skill": selected, "need": other, "joined": True, "other": other}
    if selected.id in other.prerequisites:
        return {"skill": other, "need": selected, "joined": True, "other": other}
    return {"skill": selected, "need": other, "joined": False, "other": other}
