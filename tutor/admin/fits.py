"""Fits of courses: which one serves and why, what was compared, how far its probabilities can be trusted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from courses.admin import ReadOnly
from courses.admin.filters import Courses
from tutor.insight import fits
from tutor.models import CourseFit

# Names of estimators in the report; combinations are joined by "+".
NAMES = {
    "graph": _("the filter alone"),
    "item_average": _("the average of each item"),
    "logistic": _("logistic regression"),
    "network": _("small networks"),
    "recall": _("what time has left"),
}


def estimator_name(name: str) -> str:
    """A report's name of an estimator, in words; one that is new here as it stands."""
    if name in NAMES:
        return str(NAMES[name])
    with_filter = {**NAMES, "graph": _("the filter")}
    return " + ".join(str(with_filter.get(part, part)) for part in name.split("+"))


class CourseFitAdmin(ReadOnly, admin.ModelAdmin):
    list_display = (
        "version",
        "made_at",
        "chosen",
        "estimator",
        "log_loss",
        "filter_loss",
        "answers",
        "learners",
    )
    list_filter = ("chosen", ("course", Courses))
    list_select_related = ("version",)
    fieldsets = (
        (None, {"fields": ("version", "made_at", "chosen", "why")}),
        (
            _("What it was fitted on"),
            {"fields": ("learners", "answers", "left_out", "seconds", "fit", "seed")},
        ),
        (_("What was compared"), {"fields": ("comparison",)}),
        (_("Predicted and seen"), {"fields": ("reliability",)}),
    )
    readonly_fields = (
        "version",
        "made_at",
        "chosen",
        "why",
        "learners",
        "answers",
        "left_out",
        "seconds",
        "fit",
        "seed",
        "comparison",
        "reliability",
    )

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[CourseFit]:
        return super().get_queryset(request).defer("fitted")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        shown = {"title": _("Fits of courses"), "standings": fits.standings()}
        return super().changelist_view(request, {**(extra_context or {}), **shown})

    @admin.display(description=_("estimator"))
    def estimator(self, fit: CourseFit) -> str:
        return estimator_name(fit.report["chosen"])

    @admin.display(description=_("log loss"))
    def log_loss(self, fit: CourseFit) -> str:
        return _loss(fit, fit.report["chosen"])

    @admin.display(description=_("of the filter alone"))
    def filter_loss(self, fit: CourseFit) -> str:
        return _loss(fit, "graph")

    @admin.display(description=_("answers"))
    def answers(self, fit: CourseFit) -> int:
        return fit.report["attempts"]

    @admin.display(description=_("learners"))
    def learners(self, fit: CourseFit) -> int:
        return fit.report["learners"]

    @admin.display(description=_("answers left out"))
    def left_out(self, fit: CourseFit) -> SafeString:
        return render_to_string("admin/tutor/coursefit/_left_out.html", {"count": fit.report["left_out"]})

    @admin.display(description=_("seconds"))
    def seconds(self, fit: CourseFit) -> float:
        return fit.report["seconds"]

    @admin.display(description=_("on held-out learners"))
    def comparison(self, fit: CourseFit) -> SafeString:
        rows = [
            {**one, "title": estimator_name(one["name"]), "chosen": one["name"] == fit.report["chosen"]}
            for one in sorted(fit.report["estimators"], key=lambda one: one["log_loss"])
        ]
        against = fit.report.get("against")
        return render_to_string("admin/tutor/coursefit/_comparison.html", {"rows": rows, "against": against})

    @admin.display(description=_("reliability"))
    def reliability(self, fit: CourseFit) -> SafeString:
        bins = fit.report["bins"]
        return render_to_string(
            "admin/tutor/coursefit/_reliability.html", {"bins": bins, "plot": fits.plot(bins)}
        )


def _loss(fit: CourseFit, name: str) -> str:
    found = {one["name"]: one["log_loss"] for one in fit.report["estimators"]}
    return f"{found[name]:.4f}" if name in found else ""
