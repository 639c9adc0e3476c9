"""The editors of a problem and of a passage: one form each, saved as a whole. Knows no learner.

What is looked at rather than saved (preview, variants, an answer to try) is in `tutor.admin.looking`, which
prints as learners see it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses import drafts, roles, types
from courses.admin import kept_forms
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

    request: HttpRequest
    version: CourseVersion
    course: types.Course
    unit: Literal["problem", "passage"]
    key: str  # empty for a new one
    lesson: types.Lesson
    old: types.Problem | types.Passage | None
    may_edit: bool

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


def problem(request: HttpRequest, course_id: str, key: str) -> HttpResponse:
    return _edit(request, course_id, "problem", key)


def passage(request: HttpRequest, course_id: str, key: str) -> HttpResponse:
    return _edit(request, course_id, "passage", key)


def new_problem(request: HttpRequest, course_id: str, lesson_id: str) -> HttpResponse:
    return _edit(request, course_id, "problem", "", lesson_id)


def new_passage(request: HttpRequest, course_id: str, lesson_id: str) -> HttpResponse:
    return _edit(request, course_id, "passage", "", lesson_id)


@require_POST
def autosave(request: HttpRequest, course_id: str, unit: str, key: str) -> HttpResponse:
    """The form as it stands, for whoever comes back without having saved it."""
    version = _draft(request, course_id)
    if unit not in ("problem", "passage"):
        raise Http404
    if not roles.may(request.user, course_id, "edit"):
        raise PermissionDenied
    kept_forms.keep(request.user, version, unit, key, request.POST)
    return HttpResponse(_("kept, not saved yet"))


def _edit(
    request: HttpRequest, course_id: str, unit: Literal["problem", "passage"], key: str, lesson_id: str = ""
) -> HttpResponse:
    place = _place(request, course_id, unit, key, lesson_id)
    if request.method != "POST":
        return _page(
            place, _taken_up(place) or Shown(place.tree(), drafts.seen(place.old) if place.old else "")
        )
    if not place.may_edit:
        raise PermissionDenied
    do = request.POST.get("do", "save")
    if presses.is_press(do):
        return _pressed(place, do)
    if do.startswith("undo:"):
        return _undone(place, do.removeprefix("undo:"))
    if do == "forget":
        kept_forms.forget(request.user, place.version, unit, place.kept_key)
        return redirect(place.url)
    return _saved(place, over=do == "over")


def _place(
    request: HttpRequest, course_id: str, unit: Literal["problem", "passage"], key: str, lesson_id: str
) -> Place:
    version = _draft(request, course_id)
    course = drafts.read(version)
    old = None
    for lesson in course.lessons:
        units = lesson.problems if unit == "problem" else lesson.passages
        old = next((one for one in units if key and one.id == key), None)
        if old is not None or (not key and lesson.id == lesson_id):
            may_edit = roles.may(request.user, course_id, "edit")
            return Place(request, version, course, unit, key, lesson, old, may_edit)
    raise Http404(_("This is not in the draft (any more)."))


def _draft(request: HttpRequest, course_id: str) -> CourseVersion:
    if not roles.may(request.user, course_id, "read"):
        raise PermissionDenied
    version = drafts.of(course_id)
    if version is None:
        raise Http404(_("This course has no draft now."))
    return version


def _taken_up(place: Place) -> Shown | None:
    if "take" not in place.request.GET:
        return None
    kept = kept_forms.find(place.request.user, place.version, place.unit, place.kept_key)
    return None if kept is None else Shown(trees.planted(kept.form), kept.seen, unsaved=True)


def _typed(place: Place) -> Tree:
    return trees.planted(dict(place.request.POST.lists()))


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
        return redirect(_url("courses_draft_lesson", place.course.id, place.lesson.id) or "admin:index")
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
        "may_edit": place.may_edit,
        "urls": _urls(place),
    }
    if _is_fragment(place.request):
        html = render_to_string("admin/courses/editor/_fields.html", context, place.request)
        return HttpResponse(_focused(html, shown.focus))
    kept = None
    if place.request.method == "GET" and not shown.unsaved:
        kept = kept_forms.find(place.request.user, place.version, place.unit, place.kept_key)
    context |= {
        **admin.site.each_context(place.request),
        "title": _title(place),
        "kept": kept,
        "changes": list(_changes(place)[:SHOWN_CHANGES]) if place.key else [],
    }
    response = TemplateResponse(place.request, "admin/courses/editor/page.html", context)
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
    return {
        "self": place.url,
        "take": f"{place.url}?take=1",
        "autosave": reverse("admin:courses_draft_autosave", args=[course, place.unit, place.kept_key]),
        "preview": _url("courses_draft_preview", course, place.unit),
        "sample": _url("courses_draft_sample", course) if is_problem else "",
        "check": _url("courses_draft_check", course) if is_problem else "",
        "try": _url("courses_draft_try", course, place.key) if is_problem and place.key else "",
        "skills": _url("courses_draft_skills", course),
        "overview": _url("courses_draft", course),
        "lesson": _url("courses_draft_lesson", course, place.lesson.id),
        "history": _url("courses_draft_history", course),
    }


def _url(name: str, *args: str) -> str:
    """Of a page that another module brings; empty where none does."""
    try:
        return reverse(f"admin:{name}", args=args)
    except NoReverseMatch:
        return ""


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
