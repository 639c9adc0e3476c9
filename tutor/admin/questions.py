"""What learners asked: for authors, what no course answers first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from courses.admin.filters import Courses
from tutor.models import AskedQuestion


class AskedQuestionAdmin(admin.ModelAdmin):
    """Read, and closed when it is dealt with; nothing else of it changes."""

    list_display = (
        "text",
        "course",
        "where",
        "answered_from",
        "came_nearest",
        "how_near",
        "asked_at",
        "closed",
    )
    list_filter = (("course", Courses), "closed", "answered_from")
    list_select_related = ("course",)
    list_per_page = 50
    search_fields = ("text", "nearest", "item")
    readonly_fields = fields_of_row = (
        "text",
        "course",
        "version",
        "item",
        "answered_from",
        "nearest",
        "other_course",
        "score",
        "asked_at",
    )
    fields = (*fields_of_row, "closed")
    actions = ("close",)
    date_hierarchy = "asked_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Open ones first, of these what nobody answered, of these the newest."""
        answered = Case(When(answered_from__in=AskedQuestion.UNANSWERED, then=Value(0)), default=Value(1))
        return ("closed", answered.asc(), "-asked_at")

    @admin.display(description=_("where"), ordering="item")
    def where(self, question: AskedQuestion) -> str:
        return question.item

    @admin.display(description=_("what came nearest"), ordering="nearest")
    def came_nearest(self, question: AskedQuestion) -> str:
        title = question.nearest or question.place.partition("/")[2]
        return f"{question.other_course}: {title}" if question.other_course else title

    @admin.display(description=_("how near"), ordering="score")
    def how_near(self, question: AskedQuestion) -> str:
        return "" if question.score is None else f"{question.score:.2f}"

    @admin.action(description=_("Close the chosen questions"), permissions=["change"])
    def close(self, request: HttpRequest, queryset: QuerySet[AskedQuestion]) -> None:
        queryset.update(closed=True)
