"""Pages on which staff read what is published. Nothing changes here: content comes in by `publish`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses import models, roles
from courses.admin.filters import Courses


class ReadOnly:
    """Viewing follows Django's view permission; nobody adds, changes or deletes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OfACourse(ReadOnly):
    """Of one object also for who works on the course that it is of; lists stay Django's."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if super().has_view_permission(request, obj):  # type: ignore[misc]
            return True
        return obj is not None and roles.may(request.user, _course_of(obj), "see")


class Inside(OfACourse):
    """What hangs on an object: whether it is shown there is asked with the object, its rows without."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if super().has_view_permission(request, obj):
            return True
        return obj is None and models.CourseRole.objects.filter(user=request.user.pk).exists()


def _course_of(obj: Any) -> str:
    """The id of a course, or of that of a version or of what is in one."""
    if isinstance(obj, models.Course):
        return str(obj.pk)
    while not hasattr(obj, "course_id"):
        obj = obj.lesson if hasattr(obj, "lesson_id") else obj.version
    return str(obj.course_id)


# What `get_queryset` adds to a row is in no type, so the columns that show it take Any.
def how_many(children: QuerySet[Any], parent: str) -> Coalesce:
    """How many `children` point by `parent` to the row: a subquery, for joins would multiply each other."""
    counted = children.filter(**{parent: OuterRef("pk")}).order_by().values(parent).annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def as_json(value: Any) -> SafeString:
    return format_html("<pre>{}</pre>", json.dumps(value, indent=2, ensure_ascii=False))


def as_list(items: Iterable[str]) -> SafeString:
    """A numbered list of texts (escaped) or safe pieces of HTML; nothing for no items."""
    entries = format_html_join("", "<li>{}</li>", ((item,) for item in items))
    return format_html("<ol>{}</ol>", entries) if entries else entries


class LessonInline(Inside, admin.TabularInline):
    model = models.Lesson
    fields = readonly_fields = ("title", "key", "problem_count", "reveals_allowed")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Lesson]:
        return (
            super().get_queryset(request).annotate(problem_n=how_many(models.Problem.objects.all(), "lesson"))
        )

    @admin.display(description=_("problems"))
    def problem_count(self, lesson: Any) -> int:
        return lesson.problem_n


class SkillInline(Inside, admin.TabularInline):
    model = models.Skill
    fields = readonly_fields = ("title", "key", "builds_on")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Skill]:
        return super().get_queryset(request).prefetch_related("prerequisites__requires")

    @admin.display(description=_("builds on"))
    def builds_on(self, skill: models.Skill) -> str:
        return ", ".join(edge.requires.title for edge in skill.prerequisites.all())


class VersionInline(Inside, admin.TabularInline):
    model = models.CourseVersion
    fields = readonly_fields = ("number", "title", "language", "licence", "published_at")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.CourseVersion]:
        return super().get_queryset(request).filter(published_at__isnull=False)


class PassageInline(Inside, admin.StackedInline):
    model = models.Passage
    fields = readonly_fields = ("title", "key", "introduced", "body", "guess_asked")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Passage]:
        return super().get_queryset(request).prefetch_related("introduces__skill")

    @admin.display(description=_("introduces"))
    def introduced(self, passage: models.Passage) -> str:
        return ", ".join(link.skill.title for link in passage.introduces.all())

    @admin.display(description=_("guess"))
    def guess_asked(self, passage: models.Passage) -> str:
        if passage.guess is None:
            return ""
        choices = as_list(f"{choice['text']} → {choice['reply']}" for choice in passage.guess["choices"])
        return format_html("<p>{}</p>{}", passage.guess["prompt"], choices)


class ProblemInline(Inside, admin.TabularInline):
    model = models.Problem
    fields = readonly_fields = ("title", "key", "stem")
    show_change_link = True


class StepInline(Inside, admin.StackedInline):
    """A step whole, with what hangs on it: Django has no inline inside an inline."""

    model = models.Step
    fields = readonly_fields = ("prompt", "specification", "exercised", "ladder", "wrong_ideas", "worked")

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Step]:
        return super().get_queryset(request).prefetch_related("exercises__skill", "hints", "misconceptions")

    @admin.display(description=_("answer"))
    def specification(self, step: models.Step) -> SafeString:
        return as_json(step.answer)

    @admin.display(description=_("skills"))
    def exercised(self, step: models.Step) -> str:
        return ", ".join(link.skill.title for link in step.exercises.all())

    @admin.display(description=_("hints"))
    def ladder(self, step: models.Step) -> SafeString:
        return as_list(
            format_html(
                "<strong>{}</strong> ({}) {} {}",
                hint.title,
                ", ".join((hint.key, *(f"← {key}" for key in hint.requires))),
                hint.text,
                "" if hint.answer is None else as_json(hint.answer),
            )
            for hint in step.hints.all()
        )

    @admin.display(description=_("misconceptions"))
    def wrong_ideas(self, step: models.Step) -> SafeString:
        return as_list(
            format_html("<strong>{}</strong> ({}) {}", one.name, "; ".join(one.answers), one.question)
            for one in step.misconceptions.all()
        )

    @admin.display(description=_("solution"))
    def worked(self, step: models.Step) -> SafeString:
        return as_list(step.solution)


class Published(OfACourse):
    """Drafts are their authors' own, and have pages of their own."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request).published()  # type: ignore[misc]
        return rows.filter(**{f"{rows.model.to_version}course__trial_of": None})


class HasParameters(admin.SimpleListFilter):
    title = _("parameters")
    parameter_name = "parameters"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("with parameters")), ("no", _("fixed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[models.Problem]) -> QuerySet[models.Problem]:
        if self.value() == "yes":
            return queryset.exclude(where=[])
        return queryset.filter(where=[]) if self.value() == "no" else queryset


@admin.register(models.Course)
class CourseAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("id", "newest_title", "version_count", "draft")
    search_fields = ("id", "versions__title")
    inlines = (VersionInline,)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Also for who works on a course, or may begin one: they find it here."""
        if super().has_view_permission(request, obj):
            return True
        if obj is None and roles.may_begin(request.user):
            return True
        mine = models.CourseRole.objects.filter(user=request.user.pk)
        return request.user.is_staff and (mine if obj is None else mine.filter(course=obj.pk)).exists()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        more = {"title": _("Courses"), "may_begin": roles.may_begin(request.user), "has_add_permission": True}
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        more = {"may_edit_draft": roles.may(request.user, object_id, "read")}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Course]:
        # Without what an import is just writing: nobody sees that yet.
        there = models.CourseVersion.objects.exclude(published_at=None, is_draft=False)
        versions = there.filter(course=OuterRef("pk")).order_by("-number")
        drafts = versions.filter(is_draft=True, published_at=None)
        mine = models.CourseRole.objects.filter(course=OuterRef("pk"), user=request.user.pk)
        everybody = super().get_queryset(request).filter(Exists(versions), trial_of=None)
        # A course that nobody has published is its authors' own.
        if not request.user.is_superuser:
            seen = (
                Exists(versions.published()) if request.user.has_perm("courses.view_course") else Q(pk__in=[])
            )
            everybody = everybody.filter(seen | Exists(mine))
        return everybody.annotate(
            title=Coalesce(
                Subquery(versions.published().values("title")[:1]), Subquery(versions.values("title")[:1])
            ),
            draft_n=Subquery(drafts.values("revision_n")[:1]),
            is_mine=Value(True) if request.user.is_superuser else Exists(mine),
            version_n=how_many(models.CourseVersion.objects.published(), "course"),
        )

    @admin.display(description=_("title"), ordering="title")
    def newest_title(self, course: Any) -> str:
        return course.title or ""

    @admin.display(description=_("draft"), ordering="draft_n")
    def draft(self, course: Any) -> str:
        if not course.is_mine:
            return ""
        words = _("begin one")
        if course.draft_n is not None:
            words = ngettext("%d change", "%d changes", course.draft_n) % course.draft_n
        return format_html('<a href="{}">{}</a>', reverse("admin:courses_draft", args=[course.pk]), words)

    @admin.display(description=_("versions"), ordering="version_n")
    def version_count(self, course: Any) -> int:
        return course.version_n


@admin.register(models.CourseVersion)
class CourseVersionAdmin(Published, admin.ModelAdmin):
    list_display = ("title", "course_id", "number", "language", "licence", "problem_count", "published_at")
    list_filter = (("course", Courses), "language", "licence")
    search_fields = ("title", "course__id", "summary")
    fields = readonly_fields = (
        "course",
        "number",
        "published_at",
        "title",
        "summary",
        "language",
        "licence",
        "source",
        "contact",
        "autonomy_floor",
        "autonomy_ceiling",
        "digest",
    )
    inlines = (LessonInline, SkillInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.CourseVersion]:
        problems = how_many(models.Problem.objects.all(), "lesson__version")
        return super().get_queryset(request).annotate(problem_n=problems)

    @admin.display(description=_("problems"), ordering="problem_n")
    def problem_count(self, version: Any) -> int:
        return version.problem_n


@admin.register(models.Lesson)
class LessonAdmin(Published, admin.ModelAdmin):
    list_display = ("title", "key", "version", "problem_count", "reveals_allowed")
    list_filter = (("version", admin.RelatedOnlyFieldListFilter), "reveals_allowed")
    list_select_related = ("version",)
    search_fields = ("title", "key")
    fields = readonly_fields = ("version", "title", "key", "position", "reveals_allowed", "source")
    inlines = (PassageInline, ProblemInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Lesson]:
        return (
            super().get_queryset(request).annotate(problem_n=how_many(models.Problem.objects.all(), "lesson"))
        )

    @admin.display(description=_("problems"), ordering="problem_n")
    def problem_count(self, lesson: Any) -> int:
        return lesson.problem_n


@admin.register(models.Problem)
class ProblemAdmin(Published, admin.ModelAdmin):
    list_display = ("__str__", "key", "lesson", "version", "step_count", "is_parametric", "licence")
    list_filter = (("lesson__version", admin.RelatedOnlyFieldListFilter), HasParameters, "licence")
    list_select_related = ("lesson__version",)
    list_per_page = 50
    search_fields = ("title", "key", "stem", "lesson__title")
    search_help_text = _("title, key, stem or lesson")
    fields = readonly_fields = (
        "lesson",
        "title",
        "key",
        "position",
        "stem",
        "parameters",
        "source",
        "licence",
    )
    inlines = (StepInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Problem]:
        return super().get_queryset(request).annotate(step_n=how_many(models.Step.objects.all(), "problem"))

    @admin.display(description=_("version"), ordering="lesson__version")
    def version(self, problem: models.Problem) -> models.CourseVersion:
        return problem.lesson.version

    @admin.display(description=_("steps"), ordering="step_n")
    def step_count(self, problem: Any) -> int:
        return problem.step_n

    @admin.display(description=_("parametric"), boolean=True)
    def is_parametric(self, problem: models.Problem) -> bool:
        return bool(problem.where)

    @admin.display(description=_("parameters"))
    def parameters(self, problem: models.Problem) -> SafeString:
        return as_list(f"{name} = {expression}" for name, expression in problem.where)


@admin.register(models.Skill)
class SkillAdmin(Published, admin.ModelAdmin):
    list_display = ("title", "key", "version", "step_count")
    list_filter = (("version", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("version",)
    search_fields = ("title", "key", "description")
    fields = readonly_fields = (
        "version",
        "title",
        "key",
        "position",
        "description",
        "builds_on",
        "leads_to",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Skill]:
        return (
            super()
            .get_queryset(request)
            .annotate(step_n=how_many(models.StepSkill.objects.all(), "skill"))
            .prefetch_related("prerequisites__requires", "unlocks__skill")
        )

    @admin.display(description=_("steps"), ordering="step_n")
    def step_count(self, skill: Any) -> int:
        return skill.step_n

    @admin.display(description=_("builds on"))
    def builds_on(self, skill: models.Skill) -> str:
        return ", ".join(edge.requires.title for edge in skill.prerequisites.all())

    @admin.display(description=_("leads to"))
    def leads_to(self, skill: models.Skill) -> str:
        return ", ".join(edge.skill.title for edge in skill.unlocks.all())
