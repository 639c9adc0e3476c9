"""A course's overview, and how drafts and courses begin and end. See `courses.admin.desk`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import drafts, roles, types
from courses.admin.lessons import moved
from courses.admin.page import Desk, address, page
from courses.drafts import checks, sealing
from courses.models import Revision, Unit

HELP = (
    (1, gettext_lazy("1: the most")),
    (2, "2"),
    (3, "3"),
    (4, "4"),
    (5, gettext_lazy("5: nothing unasked")),
)


class BeginForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    id = forms.SlugField(
        label=gettext_lazy("Id"),
        max_length=64,
        required=False,
        help_text=gettext_lazy(
            "Small letters, digits and hyphens, as in linear-equations; it stays for ever. "
            "Left empty it is made from the title."
        ),
    )


class NewCourseForm(BeginForm):
    language = forms.CharField(
        label=gettext_lazy("Language"),
        initial="en",
        max_length=35,
        help_text=gettext_lazy("For example en or pt-BR."),
    )


class AboutForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=gettext_lazy("What somebody can do after it, in two sentences."),
    )
    language = forms.CharField(
        label=gettext_lazy("Language"), max_length=35, help_text=gettext_lazy("For example en or pt-BR.")
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence"), required=False, help_text=gettext_lazy("For example CC BY 4.0.")
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        help_text=gettext_lazy("Who wrote it, or where it is from."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Contact"),
        required=False,
        help_text=gettext_lazy("Whom learners in distress can turn to: a person or a help line."),
    )
    floor = forms.TypedChoiceField(
        label=gettext_lazy("Most help"),
        coerce=int,
        choices=HELP,
        help_text=gettext_lazy(
            "How much learners may let themselves be shown; they choose between these two."
        ),
    )
    ceiling = forms.TypedChoiceField(
        label=gettext_lazy("Least help"),
        coerce=int,
        choices=HELP,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("floor", 1) > data.get("ceiling", 5):
            self.add_error("ceiling", _("The least help cannot be more than the most."))
        return data


@page("see", needs_draft=False)
def overview(desk: Desk) -> HttpResponse:
    """The whole course at a glance; posted, its lessons are added, ordered or taken out."""
    if desk.draft is None:
        if desk.request.method == "POST":
            raise PermissionDenied
        tools = _tools(desk) if desk.newest else []
        return desk.render("none", desk.newest.title if desk.newest else desk.row.pk, tools=tools)
    desk.need("read")
    if desk.request.method == "POST":
        return _lessons_changed(desk)
    course = desk.course
    report = checks.report(desk.draft)
    return desk.render(
        "overview",
        course.title,
        here="courses_draft",
        course=course,
        about_seen=drafts.seen(drafts.value(course, Unit.ABOUT, "")),
        missing=_missing(course),
        counts=checks.counts(report) if report else None,
        last=Revision.objects.filter(version=desk.draft).select_related("by").order_by("-number").first(),
        overtaken=sealing.overtaken(desk.draft),
        is_long=len(course.problems()) > 60,
        problem_n=len(course.problems()),
        passage_n=sum(len(lesson.passages) for lesson in course.lessons),
        tools=_tools(desk),
    )


def _missing(course: types.Course) -> list[tuple[str, str, str]]:
    """What an empty course needs next, in order: (done or not, words, address)."""
    steps = [
        (
            bool(course.summary and course.licence and course.source),
            _("Say what the course is: summary, licence and source."),
            address("courses_draft_about", course.id),
        ),
        (
            bool(course.skills),
            _("Name its skills, the smallest things that can be known, and which needs which."),
            address("courses_draft_skills", course.id),
        ),
        (bool(course.lessons), _("Add a lesson, below."), "#lessons"),
        (
            any(lesson.passages for lesson in course.lessons) and bool(course.problems()),
            _("Write into each lesson the passages that introduce a skill and the problems that ask for it."),
            address("courses_draft_lesson", course.id, course.lessons[0].id) if course.lessons else "",
        ),
    ]
    if all(done for done, _words, _url in steps):
        return []
    return [("done" if done else "", words, url) for done, words, url in steps]


def _tools(desk: Desk) -> list[tuple[str, str]]:
    """What can be done with the draft, or where there is none with what is published."""
    named = []
    if desk.draft is not None and desk.course.problems():
        named.append((_("Try it as a learner"), address("courses_draft_try", desk.row.pk)))
    if desk.draft is None or desk.course.problems():
        named.append((_("Export"), address("courses_export", desk.row.pk)))
        named.append((_("Export as GIFT"), f"{address('courses_export', desk.row.pk)}?format=gift"))
    if desk.may("edit") and address("courses_import"):
        named.append((_("Import into it"), f"{address('courses_import')}?into={desk.row.pk}"))
    if sealing.newest(desk.row.pk) is not None:
        named.append((_("How the questions do"), address("courses_quality", desk.row.pk)))
    if roles.may_begin(desk.request.user):
        named.append((_("Duplicate"), address("courses_duplicate", desk.row.pk)))
    if desk.may("rule"):
        named.append((_("What waits for a person"), address("courses_rulings", desk.row.pk)))
    if desk.draft is not None and desk.may("publish"):
        named.append((_("Throw the draft away"), address("courses_draft_discard", desk.row.pk)))
    return [tool for tool in named if tool[1]]


def _lessons_changed(desk: Desk) -> HttpResponse:
    draft, posted, user = desk.changing(), desk.request.POST, desk.request.user
    about = drafts.value(desk.course, Unit.ABOUT, "")
    do, _colon, key = posted.get("do", "").partition(":")
    if do == "add":
        title = posted.get("title", "").strip()
        new = free_id(title, set(about.lessons), _("lesson"))
        head = drafts.LessonHead(new, title, True, "", (), ())
        drafts.save(draft, Unit.LESSON, new, head, by=user, seen="")
        return desk.to("courses_draft_lesson", new)
    if do == "remove":
        stands = drafts.value(desk.course, Unit.LESSON, key) if key in about.lessons else None
        revision = drafts.remove(
            draft, Unit.LESSON, key, by=user, seen=posted.get(f"seen:{key}") or drafts.seen(stands)
        )
        desk.said(_("The lesson was taken out. History can give it back (change %d).") % revision.number)
        return desk.to()
    order = tuple(posted.getlist("order")) or about.lessons
    changed = replace(about, lessons=moved(order, do, key))
    drafts.save(draft, Unit.ABOUT, "", changed, by=user, seen=posted.get("seen", ""))
    return desk.to()


def free_id(title: str, taken: set[str], fallback: str) -> str:
    """An id made from a title, with a number where it is taken."""
    stem = slugify(title).replace("_", "-")[:56].strip("-") or slugify(fallback) or "new"
    found, n = stem, 1
    while found in taken:
        n += 1
        found = f"{stem}-{n}"
    return found


@page("read")
def about(desk: Desk) -> HttpResponse:
    value = drafts.value(desk.course, Unit.ABOUT, "")
    initial = {name: getattr(value, name) for name in AboutForm.base_fields if hasattr(value, name)}
    initial |= {"floor": value.autonomy.floor, "ceiling": value.autonomy.ceiling}
    form = AboutForm(desk.request.POST or None, initial=initial)
    if desk.request.method == "POST":
        draft = desk.changing()
        if form.is_valid():
            data = dict(form.cleaned_data)
            bounds = types.Bounds(data.pop("floor"), data.pop("ceiling"))
            changed = replace(value, **data, autonomy=bounds)
            try:
                drafts.save(
                    draft,
                    Unit.ABOUT,
                    "",
                    changed,
                    by=desk.request.user,
                    seen=desk.request.POST.get("seen", ""),
                )
            except drafts.Stale as error:
                form.add_error(None, error.problems[0])
            except drafts.DraftError as error:
                for words in error.problems:
                    field, _colon, said = words.partition(": ")
                    form.add_error(field if field in form.fields else None, said or words)
            else:
                desk.said(_("Saved."))
                return desk.to("courses_draft_about")
    return desk.render(
        "about",
        _("About the course"),
        here="courses_draft_about",
        form=form,
        seen=drafts.seen(value),
        sure=form.is_bound,
    )


@page("edit", needs_draft=False, methods=("POST",))
def begin_draft(desk: Desk) -> HttpResponse:
    assert desk.course  # 404 where there is nothing to begin from
    drafts.open(desk.row.pk, desk.request.user)
    return desk.to()


@page("publish")
def discard(desk: Desk) -> HttpResponse:
    if desk.request.method == "POST":
        assert desk.draft is not None
        drafts.discard(desk.draft, desk.request.user)
        messages.success(desk.request, _("The draft was thrown away."))
        return desk.to() if desk.newest else redirect("admin:courses_course_changelist")
    return desk.render(
        "discard", _("Throw the draft away?"), changes=desk.draft.revision_n if desk.draft else 0
    )


def begin(request: HttpRequest) -> HttpResponse:
    """A new course."""
    if not roles.may_begin(request.user):
        raise PermissionDenied
    form = NewCourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = data["id"] or slugify(data["title"]).replace("_", "-")[:64].strip("-")
        made = _begun(form, lambda: drafts.create(new, data["title"], data["language"], request.user))
        if made:
            return redirect("admin:courses_draft", made)
    return _begin_page(request, form, _("New course"))


@page("see", needs_draft=False)
def duplicate(desk: Desk) -> HttpResponse:
    """A new course that begins as this one is."""
    if not roles.may_begin(desk.request.user) or (desk.draft and not desk.may("read")):
        raise PermissionDenied
    title = _("%s, copy") % desk.course.title
    form = BeginForm(desk.request.POST or None, initial={"title": title})
    if desk.request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = data["id"] or slugify(data["title"]).replace("_", "-")[:64].strip("-")
        made = _begun(form, lambda: drafts.duplicate(desk.row.pk, new, data["title"], desk.request.user))
        if made:
            desk.said(_("This is the copy; the other course stays as it is."))
            return redirect("admin:courses_draft", made)
    return _begin_page(desk.request, form, _("Duplicate %s") % desk.course.title)


def _begun(form: forms.Form, make: Any) -> str | None:
    """The id of the course that was made; None, and words in the form, when it cannot be."""
    try:
        return str(make().course_id)
    except drafts.DraftError as error:
        for words in error.problems:
            field, _colon, said = words.partition(": ")
            form.add_error(field if field in form.fields else None, said or words)
    return None


def _begin_page(request: HttpRequest, form: forms.Form, title: str) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": title,
        "form": form,
    }
    return TemplateResponse(request, "admin/courses/draft/begin.html", context)


def patterns(site: AdminSite) -> list[URLPattern]:
    views: list[tuple[str, Any, str]] = [
        ("begin/", begin, "courses_begin"),
        ("draft/<slug:course_id>/", overview, "courses_draft"),
        ("draft/<slug:course_id>/open/", begin_draft, "courses_draft_open"),
        ("draft/<slug:course_id>/about/", about, "courses_draft_about"),
        ("draft/<slug:course_id>/discard/", discard, "courses_draft_discard"),
        ("draft/<slug:course_id>/duplicate/", duplicate, "courses_duplicate"),
    ]
    return [path(route, site.admin_view(view), name=name) for route, view, name in views]
