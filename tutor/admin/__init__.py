"""People and conversations in the admin. Logs are read there, never changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from courses.admin.filters import Courses
from tutor.admin.fits import CourseFitAdmin
from tutor.admin.questions import AskedQuestionAdmin
from tutor.admin.stuck import SkillFilter, StuckSkillAdmin
from tutor.dialogue.intent import Intent
from tutor.models import (
    AskedQuestion,
    Attempt,
    CourseFit,
    EventRow,
    EvidenceRow,
    Learner,
    LearnerCourse,
    Review,
    Session,
    Site,
    SkillState,
    StuckSkill,
    User,
)

admin.site.register(User, UserAdmin)
admin.site.register(Site)
admin.site.register(CourseFit, CourseFitAdmin)
admin.site.register(StuckSkill, StuckSkillAdmin)
admin.site.register(AskedQuestion, AskedQuestionAdmin)


class ReadOnlyAdmin(admin.ModelAdmin):
    """For views on the log and the log itself. What authors try out stands in none of them."""

    to_trial = "course__trial_of"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(**{self.to_trial: None})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EventInline(admin.TabularInline):
    model = EventRow
    fields = readonly_fields = ("seq", "kind", "body", "at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _spoke_of_harm() -> Exists:
    """Whether a person is needed: said by the move that answered it."""
    moves = EventRow.objects.filter(session=OuterRef("pk"), kind="move")
    return Exists(moves.filter(body__intent=Intent.DISTRESS.value))


class DistressFilter(admin.SimpleListFilter):
    """Conversations in which somebody wrote of harm or despair."""

    title = _("distress")
    parameter_name = "distress"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("new", _("spoke of harm, not looked at")), ("yes", _("spoke of harm"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Session]) -> QuerySet[Session]:
        if self.value() == "new":
            return queryset.filter(distress_seq__gt=F("attended_seq"))
        return queryset.filter(_spoke_of_harm()) if self.value() == "yes" else queryset


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    to_trial = "version__course__trial_of"
    list_display = ("version", "learner", "distress", "last_seq", "opened_at", "last_at")
    list_filter = (DistressFilter,)
    list_select_related = ("version", "learner")
    date_hierarchy = "opened_at"
    inlines = [EventInline]
    actions = ("attended",)

    @admin.action(description=_("Somebody has looked after this"), permissions=["view"])
    def attended(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        """Words of harm up to now are no longer counted as new; the log keeps them."""
        queryset.update(attended_seq=F("last_seq"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        return super().get_queryset(request).annotate(in_distress=_spoke_of_harm())

    @admin.display(description=_("spoke of harm"), boolean=True, ordering="in_distress")
    def distress(self, session: Any) -> bool | None:
        return True if session.in_distress else None


@admin.register(Learner)
class LearnerAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "user", "site", "created_at")
    list_select_related = ("user", "site")
    search_fields = ("id", "pseudonym", "user__username")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Learner]:
        trials = LearnerCourse.objects.filter(learner=OuterRef("pk"), course__trial_of__isnull=False)
        return admin.ModelAdmin.get_queryset(self, request).filter(~Exists(trials))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)  # a person's wish to be forgotten

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """The log of a person goes with the person, though nobody may delete from it otherwise."""
        deleted, counts, _lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ("item", "text", "outcome", "assisted", "learner", "at")
    list_filter = ("outcome", "assisted", ("course", Courses))
    list_select_related = ("learner", "course")
    search_fields = ("item",)


@admin.register(EvidenceRow)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ("learner", "n", "item", "score", "assisted", "void", "at")
    list_filter = (SkillFilter, ("course", Courses), "assisted", "void")
    list_select_related = ("learner",)


@admin.register(SkillState)
class SkillStateAdmin(ReadOnlyAdmin):
    list_display = (
        "learner",
        "skill",
        "p",
        "low",
        "high",
        "n",
        "got_at",
        "kept_at",
        "stuck_at",
        "params",
        "seed",
    )
    list_filter = (("course", Courses), ("stuck_at", admin.EmptyFieldListFilter))
    list_select_related = ("learner",)


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ("learner", "skill", "due_at")
    list_select_related = ("learner",)


@admin.register(LearnerCourse)
class LearnerCourseAdmin(ReadOnlyAdmin):
    list_display = ("learner", "course", "version", "evidence_n", "believed_n")
    list_select_related = ("learner", "course", "version")
