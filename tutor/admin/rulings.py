"""The queue of what waits for a person: appeals, answers that nobody could check, questions nobody answered.

Whoever may rule on the answers of a course sees what waits in it, and decides one answer at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from courses import roles
from courses.models import CourseRole
from tutor import grading
from tutor.admin import ruled_draft
from tutor.grading.how_to_write import how_to_write
from tutor.models import Appeal, AskedQuestion, Ruling
from tutor.session import ruling as ruling_of
from tutor.session.ruling import Found, Question, RulingError

MOST = 200  # of each sort on the page: those that most learners wait for
LATELY = 50
NEW = "+"  # the choice that names a new misconception


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue."""

    kind: str
    course: str
    where: str
    text: str
    url: str
    learners: int
    since: datetime
    nearest: str = ""  # of a question: the title of what came nearest
    close: int | None = None  # of a question: what closes it, and all that ask the same


@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest, course_id: str | None = None) -> HttpResponse:
    """Sorted by how many learners wait, then by how long. A POST closes a question that is dealt with."""
    if request.method == "POST":
        return _closed(request)
    allowed = may_rule(request.user)
    if allowed is not None and not allowed:
        raise PermissionDenied
    if course_id is not None and not roles.may(request.user, course_id, "rule"):
        raise PermissionDenied
    within = Q() if allowed is None else Q(course__in=allowed)
    within &= Q(course=course_id) if course_id else Q()
    waiting = sorted([*_answers(within), *_questions(within)], key=lambda one: (-one.learners, one.since))
    settled = Ruling.objects.filter(within).exclude(state=Ruling.State.OPEN).select_related("ruled_by")
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # as on the pages of the draft
        "title": _("What waits for a person"),
        "waiting": waiting,
        "settled": settled.order_by("-ruled_at")[:LATELY],
        "course_id": course_id,
    }
    return render(request, "admin/rulings/queue.html", context)


@require_http_methods(["GET", "POST"])
def ruling(request: HttpRequest, ruling_id: int) -> HttpResponse:
    row = get_object_or_404(Ruling.objects.select_related("version", "ruled_by"), pk=ruling_id)
    if not roles.may(request.user, row.course_id, "rule"):
        raise PermissionDenied
    try:
        question = ruling_of.question_of(row)
    except (KeyError, StopIteration):
        question = None
    form = RulingForm(request.POST or None, question=question, ruling=row)
    if request.method == "POST" and form.is_valid():
        try:
            return _ruled(request, row, form)
        except RulingError as error:
            form.add_error(None, str(error))
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # as on the pages of the draft
        "title": _("An answer that waits"),
        "form": form,
        "row": row,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "admin/rulings/ruling.html", context | _shown(row, question), status=status)


def may_rule(user: Any) -> list[str] | None:
    """The courses on whose answers somebody may rule; None for all."""
    if user.is_superuser:
        return None
    ruling_roles = [role for role, whats in roles.ALLOWED.items() if "rule" in whats]
    return list(
        CourseRole.objects.filter(user=user, role__in=ruling_roles).values_list("course_id", flat=True)
    )


class RulingForm(forms.Form):
    """What a person finds of one answer."""

    state = forms.ChoiceField(
        label=gettext_lazy("The answer is"), choices=Ruling.State.choices[1:], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("A note to the learner"),
        help_text=gettext_lazy("Said with “wrong” and “a misconception”. It must not give the answer away."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    misconception = forms.ChoiceField(label=gettext_lazy("Which misconception"), required=False)
    name = forms.CharField(label=gettext_lazy("Name of the new one"), max_length=200, required=False)
    question = forms.CharField(
        label=gettext_lazy("The question that exposes it"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    general = forms.CharField(
        label=gettext_lazy("The answer for all numbers"),
        help_text=gettext_lazy(
            "This question has other numbers for every learner. Written with its names, for example "
            "[[a]]x + [[b]], a right answer goes into the draft; else it counts with these numbers only."
        ),
        max_length=1000,
        required=False,
    )

    def __init__(self, data: Any, *, question: Question | None, ruling: Ruling) -> None:
        super().__init__(data, label_suffix="")
        known = question.step.misconceptions if question is not None else ()
        choices = [(one.id, one.name) for one in known]
        field = self.fields["misconception"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "---------"), *choices, (NEW, _("a new one, named below"))]
        if ruling.is_for_all or ruling.scaffold:
            del self.fields["general"]

    def found(self, taken: set[str]) -> Found:
        data = self.cleaned_data
        if data["state"] != Ruling.State.MISCONCEPTION:
            return Found(data["state"], note=data["note"] if data["state"] == Ruling.State.WRONG else "")
        is_named = not data["misconception"] and data["name"].strip()  # who names one means a new one
        if data["misconception"] != NEW and not is_named:
            return Found(data["state"], data["note"], data["misconception"])
        return Found(data["state"], data["note"], _slug(data["name"], taken), data["name"], data["question"])


def _ruled(request: HttpRequest, row: Ruling, form: RulingForm) -> HttpResponse:
    question = ruling_of.question_of(row)
    found = form.found({one.id for one in question.step.misconceptions})
    general = form.cleaned_data.get("general", "")
    if general and found.state == Ruling.State.RIGHT:
        ruled_draft.check_general(row, general)
    settled = ruling_of.rule(row, found, request.user)
    said = ruled_draft.put(settled, request.user, general if found.state == Ruling.State.RIGHT else "")
    Ruling.objects.filter(pk__in=[one.pk for one in settled]).update(draft_note=said)
    told = Appeal.objects.filter(ruling__in=settled).values("learner").distinct().count()
    words = ngettext("Ruled. %(n)s learner is told.", "Ruled. %(n)s learners are told.", told) % {"n": told}
    messages.success(request, " ".join(filter(None, (words, said))))
    return redirect("admin:courses_rulings")


def _closed(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("close", "")
    row = get_object_or_404(AskedQuestion, pk=number if number.isdecimal() and len(number) < 18 else -1)
    if not roles.may(request.user, row.course_id, "rule"):
        raise PermissionDenied
    AskedQuestion.objects.filter(course=row.course_id, text=row.text, closed=False).update(closed=True)
    messages.success(request, _("The question is closed."))
    return redirect("admin:courses_rulings")


def _answers(within: Q) -> list[Waiting]:
    rows = Ruling.objects.filter(within, state=Ruling.State.OPEN).annotate(
        learners=Count("appeals__learner", distinct=True),
        appealed=Count("appeals", filter=Q(appeals__kind=Appeal.Kind.APPEAL)),
    )
    return [
        Waiting(
            _("appeal") if row.appealed else _("could not be checked"),
            row.course_id,
            row.item,
            row.text,
            reverse("admin:courses_ruling", args=[row.pk]),
            row.learners,
            row.asked_at,
        )
        for row in rows.filter(learners__gt=0).order_by("-learners", "asked_at")[:MOST]
    ]


def _questions(within: Q) -> list[Waiting]:
    open_ = AskedQuestion.objects.filter(within, closed=False, answered_from__in=AskedQuestion.UNANSWERED)
    rows = open_.values("course", "text").annotate(
        learners=Count("learner", distinct=True),
        since=Min("asked_at"),
        where=Max("item"),
        row=Max("pk"),
        near=Max("nearest"),
    )
    return [
        Waiting(
            _("question without an answer"),
            one["course"],
            one["where"],
            one["text"],
            "",
            one["learners"],
            one["since"],
            one["near"],
            one["row"],
        )
        for one in rows.order_by("-learners", "since")[:MOST]
    ]


def _shown(row: Ruling, question: Question | None) -> dict[str, Any]:
    """What the page shows of the question, the answer and who else waits."""
    waiting = row.appeals.values("kind").annotate(n=Count("learner", distinct=True)).order_by("kind")
    others = Ruling.objects.filter(course=row.course_id, item=row.item, scaffold=row.scaffold).exclude(
        pk=row.pk
    )
    context: dict[str, Any] = {
        "waiting": [(Appeal.Kind(one["kind"]).label, one["n"]) for one in waiting],
        "others": others.annotate(learners=Count("appeals__learner", distinct=True)).order_by(
            "state", "-learners"
        )[:LATELY],
        "question": question,
        "wrong_ideas": question.step.misconceptions if question is not None else (),
    }
    if question is not None:
        hint = next((one for one in question.step.hints if one.id == row.scaffold), None)
        context |= {
            "prompt": question.step.prompt if hint is None else hint.text,
            "expected": grading.answer_text(question.spec),
            "how": how_to_write(question.spec),
        }
    return context


def _slug(name: str, taken: set[str]) -> str:
    """An id for a new misconception, like those that authors write."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "idea"
    return next(one for n in range(1, 100) if (one := plain if n == 1 else f"{plain}-{n}") not in taken)
