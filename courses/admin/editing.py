"""The editors of a problem and of a passage: one form each, saved as a whole. Knows no learner.

What is looked at rather than saved (preview, variants, an answer to try) is in `tutor.admin.looking`, which
prints as learners see it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from courses import drafts, types
from courses.admin import kept_forms
from courses.admin.page import Desk, address, page
from courses.forms import passages, presses, problems
from courses.forms import tree as trees
from courses.forms.bound import Form
from courses.forms.declared import PASSAGE, PROBLEM
from courses.forms.faults import Faults, FormError
from courses.forms.tree import Tree
from courses.models import CourseVersion, Revision

SHOWN_CHANGES = 6
SHOWN_DIFFERENCES = 40


@dataclass(frozen=True, slots=True)
class Place:
    """What is edited, where, by whom."""

    desk: Desk
    version: CourseVersion
    unit: Literal["problem", "passage"]
    key: str  # empty for a new one
    lesson: types.Lesson
    old: types.Problem | types.Passage | None

    @property
    def request(self) -> HttpRequest:
        return self.desk.request

    @property
    def course(self) -> types.Course:
        return self.desk.course

    @property
    def kept_key(self) -> str:
        """What its autosave is kept under: a new one has only its lesson."""
        return kept_forms.key(self.key, self.lesson.id)

    @property
    def inherited(self) -> tuple[str, str]:
        return self.lesson.source or self.course.source, self.course.licence

    @property
    def url(self) -> str:
        if self.key:
            return reverse(f"admin:courses_draft_{self.unit}", args=[self.course.id, self.key])
        return reverse(f"admin:courses_draft_{self.unit}_new", args=[self.course.id, self.lesson.id])

    def tree(self) -> Tree:
        if isinstance(self.old, types.Problem):
            return problems.to_tree(self.old, self.inherited)
        if isinstance(self.old, types.Passage):
            return passages.to_tree(self.old)
        return problems.blank() if self.unit == "problem" else passages.blank()

    def tidied(self, tree: Tree) -> Tree:
        return problems.tidied(tree) if self.unit == "problem" else passages.tidied(tree)

    def read(self, tree: Tree) -> types.Problem | types.Passage:
        skills = {skill.id for skill in self.course.skills}
        if self.unit == "problem":
            old = self.old if isinstance(self.old, types.Problem) else None
            return problems.read(tree, skills, self.inherited, old)
        return passages.read(tree, skills, self.old if isinstance(self.old, types.Passage) else None)


@dataclass(frozen=True, slots=True)
class Shown:
    """The form as it is to be printed."""

    tree: Tree
    seen: str
    faults: Faults | None = None
    focus: str = ""
    unsaved: bool = False
    theirs: dict[str, Any] | None = None


@page("read")
def problem(desk: Desk, key: str) -> HttpResponse:
    return _edit(desk, "problem", key)


@page("read")
def passage(desk: Desk, key: str) -> HttpResponse:
    return _edit(desk, "passage", key)


@page("edit")
def new_problem(desk: Desk, lesson_id: str) -> HttpResponse:
    return _edit(desk, "problem", "", lesson_id)


@page("edit")
def new_passage(desk: Desk, lesson_id: str) -> HttpResponse:
    return _edit(desk, "passage", "", lesson_id)


@page("edit", methods=("POST",))
def autosave(desk: Desk, unit: str, key: str) -> HttpResponse:
    """The form as it stands, for whoever comes back without having saved it."""
    if unit not in ("problem", "passage"):
        raise Http404
    if kept_forms.is_overtaken(desk.request.user, desk.changing(), desk.course, unit, key, desk.request.POST):
        return HttpResponse("")
    kept_forms.keep(desk.request.user, desk.changing(), unit, key, desk.request.POST)
    return HttpResponse(_("kept, not saved yet"))


def _edit(desk: Desk, unit: Literal["problem", "passage"], key: str, lesson_id: str = "") -> HttpResponse:
    place = _place(desk, unit, key, lesson_id)
    if desk.request.method != "POST":
        shown = Shown(place.tree(), drafts.seen(place.old) if place.old else "")
        return _page(place, _taken_up(place) or shown)
    desk.need("edit")
    do = desk.request.POST.get("do", "save")
    if presses.is_press(do):
        return _pressed(place, do)
    if do.startswith("undo:"):
        return _undone(place, do.removeprefix("undo:"))
    if do == "forget":
        kept_forms.forget(desk.request.user, place.version, unit, place.kept_key)
        return redirect(place.url)
    return _saved(place, over=do == "over")


def _place(desk: Desk, unit: Literal["problem", "passage"], key: str, lesson_id: str) -> Place:
    assert desk.draft is not None  # `page` sees to it
    for lesson in desk.course.lessons:
        units = lesson.problems if unit == "problem" else lesson.passages
        old = next((one for one in units if key and one.id == key), None)
        if old is not None or (not key and lesson.id == lesson_id):
            return Place(desk, desk.draft, unit, key, lesson, old)
    raise Http404(_("This is not in the draft (any more)."))


def _taken_up(place: Place) -> Shown | None:
    if "take" not in place.request.GET:
        return None
    kept = kept_forms.find(place.request.user, place.version, place.unit, place.kept_key)
    return None if kept is None else Shown(trees.planted(kept.form), kept.seen, unsaved=True)


def _typed(place: Place) -> Tree:
    return trees.planted(kept_forms.fields(place.request.POST))


def _pressed(place: Place, do: str) -> HttpResponse:
    seen = place.request.POST.get("seen", "")
    try:
        done = presses.pressed(_typed(place), do)
    except KeyError:  # the page of a moment ago
        return _page(place, Shown(trees.renumbered(_typed(place)), seen, unsaved=True))
    return _page(place, Shown(trees.renumbered(done.tree), seen, focus=done.focus, unsaved=True))


def _undone(place: Place, number: str) -> HttpResponse:
    try:
        revision = drafts.undo(place.version, int(number), by=place.request.user)
    except (Revision.DoesNotExist, ValueError) as error:
        words = (
            " ".join(error.problems)
            if isinstance(error, drafts.DraftError)
            else _("There is no such change.")
        )
        messages.error(place.request, words)
        return redirect(place.url)
    messages.success(place.request, _("Undone. The undoing can be undone too."))
    after = (revision.after or {}).get("value")
    if after is None:  # it was taken back that this was added
        return place.desk.to("courses_draft_lesson", place.lesson.id)
    return redirect(reverse(f"admin:courses_draft_{place.unit}", args=[place.course.id, after["id"]]))


def _saved(place: Place, over: bool) -> HttpResponse:
    seen = place.request.POST.get("seen", "")
    if over and place.old is not None:  # they have seen what the other made of it
        seen = place.request.POST.get("theirs", seen)
    tree = place.tidied(_typed(place))
    try:
        value = place.read(tree)
        revision = drafts.save(
            place.version,
            place.unit,
            place.key,
            value,
            by=place.request.user,
            seen=seen,
            lesson=None if place.key else place.lesson.id,
        )
    except FormError as error:
        return _page(place, Shown(tree, seen, error.faults, unsaved=True))
    except drafts.Stale as error:
        return _page(place, _stale(place, tree, seen, error))
    except drafts.DraftError as error:
        return _page(place, Shown(tree, seen, Faults(*error.problems), unsaved=True))
    kept_forms.forget(place.request.user, place.version, place.unit, place.kept_key)
    messages.success(place.request, _("Saved.") if revision.number else _("Nothing had changed."))
    return redirect(reverse(f"admin:courses_draft_{place.unit}", args=[place.course.id, value.id]))


def _stale(place: Place, tree: Tree, seen: str, error: drafts.Stale) -> Shown:
    """Both, side by side; nothing is decided for anybody."""
    last = _changes(place).first()
    now = drafts.seen(place.old) if place.old else ""
    if place.old is None or now == seen:  # not this unit: the draft itself is gone, or its place in it
        return Shown(tree, seen, Faults(*error.problems), unsaved=True)
    theirs, mine = dict(trees.posted(place.tree())), dict(trees.posted(tree))
    labels = {**Form(_declared(place), place.tree()).labels, **Form(_declared(place), tree).labels}
    differences = [
        {"where": labels.get(name, name), "theirs": _text(theirs.get(name)), "mine": _text(mine.get(name))}
        for name in dict.fromkeys((*theirs, *mine))
        if _text(theirs.get(name)) != _text(mine.get(name))
    ]
    told = {
        "by": last.by if last and last.by else _("Somebody"),
        "at": last.at if last else None,
        "seen": now,
        "differences": differences[:SHOWN_DIFFERENCES],
    }
    return Shown(tree, seen, theirs=told, unsaved=True)


def _text(values: list[str] | None) -> str:
    return ", ".join(values or ())


def _changes(place: Place) -> Any:
    found = Revision.objects.filter(version=place.version, unit=place.unit, key=place.key)
    return found.select_related("by").order_by("-number")


def _declared(place: Place) -> Any:
    return PROBLEM if place.unit == "problem" else PASSAGE


def _page(place: Place, shown: Shown) -> HttpResponse:
    """The whole page, or for a pressed button with scripts its fields alone."""
    skills = [(skill.id, skill.title) for skill in place.course.skills]
    gives = dict(zip(("source", "licence"), place.inherited, strict=True))
    form = Form(_declared(place), shown.tree, shown.faults, {"skills": skills}, gives)
    context: dict[str, Any] = {
        "form": form,
        "seen": shown.seen,
        "theirs": shown.theirs,
        "unsaved": shown.unsaved,
        "course": place.course,
        "lesson": place.lesson,
        "may_edit": place.desk.may("edit"),
        "urls": _urls(place),
    }
    if _is_fragment(place.request):
        html = render_to_string("admin/courses/draft/editor/_fields.html", context, place.request)
        return HttpResponse(_focused(html, shown.focus))
    kept = None
    if place.request.method == "GET" and not shown.unsaved:
        kept = kept_forms.find(place.request.user, place.version, place.unit, place.kept_key)
    changes = list(_changes(place)[:SHOWN_CHANGES]) if place.key else []
    response = cast(
        TemplateResponse,
        place.desk.render(
            "editor/page", _title(place), here="courses_draft", kept=kept, changes=changes, **context
        ),
    )
    response.render()
    focus = shown.focus or ("id_title" if not place.key and not shown.faults else "")
    if shown.faults or shown.theirs:
        focus = "faults" if shown.faults else "stale"
    response.content = _focused(response.rendered_content, focus)
    return response


def _is_fragment(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _focused(html: str, focus: str) -> str:
    """With the focus on the element of that id: names of fields are letters, figures and hyphens."""
    return html.replace(f'id="{focus}"', f'id="{focus}" autofocus', 1) if focus else html


def _title(place: Place) -> str:
    if place.old is not None:
        return place.old.title or place.key
    return _("A new problem") if place.unit == "problem" else _("A new passage")


def _urls(place: Place) -> dict[str, str]:
    course = place.course.id
    is_problem = place.unit == "problem"
    is_used = is_problem and place.key and place.version.begun_from_id is not None
    return {
        "self": place.url,
        "take": f"{place.url}?take=1",
        "autosave": reverse("admin:courses_draft_autosave", args=[course, place.unit, place.kept_key]),
        "preview": address("courses_draft_preview", course, place.unit),
        "sample": address("courses_draft_sample", course) if is_problem else "",
        "check": address("courses_draft_check", course) if is_problem else "",
        "try": address("courses_draft_try", course, place.unit, place.key) if place.key else "",
        "skills": address("courses_draft_skills", course),
        "use": address("courses_quality_line", course, place.key) if is_used else "",
        "quality": address("courses_quality", course),
        "lesson": address("courses_draft_lesson", course, place.lesson.id),
        "history": address("courses_draft_history", course),
    }


def patterns(site: AdminSite) -> list[URLPattern]:
    views: list[tuple[str, Callable[..., HttpResponse], str]] = [
        ("problem/<path:key>", problem, "courses_draft_problem"),
        ("passage/<path:key>", passage, "courses_draft_passage"),
        ("new-problem/<path:lesson_id>", new_problem, "courses_draft_problem_new"),
        ("new-passage/<path:lesson_id>", new_passage, "courses_draft_passage_new"),
        ("autosave/<slug:unit>/<path:key>", autosave, "courses_draft_autosave"),
    ]
    return [
        path(f"draft/<slug:course_id>/{route}", site.admin_view(view), name=name)
        for route, view, name in views
    ]
