"""Who is stuck where: skills on which practice leads nowhere, with the way to the answers behind it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from courses.admin import ReadOnly
from courses.admin.filters import Courses
from courses.models import Skill
from tutor.insight import stuck
from tutor.models import EvidenceRow, StuckSkill


def skill_titles(course: str, skill: str) -> Subquery:
    """The title of a skill in the newest version that has it; `course` and `skill` name the row's columns."""
    rows = Skill.objects.filter(version__course=OuterRef(course), key=OuterRef(skill))
    return Subquery(rows.order_by("-version__number").values("title")[:1])


class StuckSkillAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("learner", "skill_title", "course", "since", "problems", "answers")
    list_display_links = None
    list_filter = (("course", Courses),)
    list_select_related = ("learner", "course")
    list_per_page = 50
    ordering = ("-stuck_at",)
    search_fields = ("learner__id", "learner__pseudonym", "learner__user__username", "skill")
    search_help_text = _("learner or skill")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StuckSkill]:
        rows = super().get_queryset(request).filter(stuck_at__isnull=False, course__trial_of=None)
        return rows.annotate(title=skill_titles("course", "skill"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "title": _("Who is stuck where")})

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The rows of the page, with what is read for all of them at once."""
        changes = super().get_changelist_instance(request)
        rows: list[Any] = list(changes.result_list)
        tried = stuck.problems_tried(rows)
        for row in rows:
            row.tried = tried[row.pk]
        changes.result_list = rows
        return changes

    @admin.display(description=_("skill"), ordering="title")
    def skill_title(self, state: Any) -> str:
        return state.title or state.skill

    @admin.display(description=_("since"), ordering="stuck_at")
    def since(self, state: StuckSkill) -> Any:
        return state.stuck_at

    @admin.display(description=_("problems tried"))
    def problems(self, state: Any) -> int:
        return state.tried

    @admin.display(description=_("answers"))
    def answers(self, state: Any) -> SafeString:
        chosen = {
            "learner__id__exact": state.learner_id,
            "course__id__exact": state.course_id,
            SkillFilter.parameter_name: state.skill,
        }
        url = f"{reverse('admin:tutor_evidencerow_changelist')}?{urlencode(chosen)}"
        return format_html('<a href="{}">{}</a>', url, _("See what was answered"))


class SkillFilter(admin.SimpleListFilter):
    """Evidence on one skill: the page above leads here. It lists no others, courses have hundreds."""

    title = _("skill")
    parameter_name = "skill"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        key = self.value()
        if key is None:
            return []
        title = Skill.objects.filter(key=key).order_by("-version__number").values_list("title", flat=True)
        return [(key, title.first() or key)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[EvidenceRow]) -> QuerySet[EvidenceRow]:
        key = self.value()
        if key is None:
            return queryset
        # SQLite cannot look into a JSON list; a quoted key stands in its text only as an element of it.
        return queryset.annotate(on=Cast("skills", TextField())).filter(on__contains=f'"{key}"')
