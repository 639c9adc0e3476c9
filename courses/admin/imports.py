"""Pages of imports: choose a file, watch it being read, look at what would happen, say yes, read the report.

Also the export of a course. What an import does is in `courses.imports`.
"""

from __future__ import annotations

import io
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses import drafts, imports, publish, roles
from courses.folder.archive import write_zip
from courses.importers import FORMATS, gift_write
from courses.imports import reading, report
from courses.models import CourseRole, CourseVersion, ImportJob
from courses.types import Problem
from tutor.grading.variants import VariantError, instantiate

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
COURSE = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SHOWN_JOBS = 30
LISTED = 10  # ids in a list of what would change; the report has all


def patterns(site: AdminSite) -> list[URLPattern]:
    def at(route: str, view: Any, name: str) -> URLPattern:
        return path(route, site.admin_view(view), name=name)

    return [
        at("import/", choose_file, "courses_import"),
        at("import/<uuid:job_id>/", job_page, "courses_import_job"),
        at("import/<uuid:job_id>/choose", choose_course, "courses_import_choose"),
        at("import/<uuid:job_id>/confirm", confirm, "courses_import_confirm"),
        at("import/<uuid:job_id>/cancel", cancel, "courses_import_cancel"),
        at("import/<uuid:job_id>/report.json", report_json, "courses_import_json"),
        at("import/<uuid:job_id>/report.csv", report_csv, "courses_import_csv"),
        at("draft/<slug:course_id>/export", export, "courses_export"),
    ]


class ImportForm(forms.Form):
    """The fields below the file stand in where the file says nothing of itself."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A ramp folder as .zip, GIFT, Aiken, Moodle XML, or an OATutor content pool (.tar.gz): "
            "what it is, is seen from what is inside."
        ),
    )
    into = forms.ChoiceField(
        label=gettext_lazy("Goes into"),
        required=False,
        help_text=gettext_lazy("What has the same id there is replaced, the rest is added."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=300)
    licence = forms.CharField(label=gettext_lazy("Licence"), required=False, max_length=300)
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=300)
    language = forms.CharField(
        label=gettext_lazy("Language"),
        required=False,
        max_length=35,
        validators=[RegexValidator(LANGUAGE, gettext_lazy("For example en or pt-BR."))],
    )
    id = forms.CharField(
        label=gettext_lazy("Id of the course"),
        required=False,
        max_length=64,
        help_text=gettext_lazy("Only if the course should have another id than the file gives it."),
        validators=[
            RegexValidator(COURSE, gettext_lazy("Small letters, digits and hyphens, as in two-steps."))
        ],
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        own = [("", _("a course of its own"))] if roles.may_begin(user) else []
        into = cast(forms.ChoiceField, self.fields["into"])
        into.choices = own + [(course, title) for course, title in _edited_by(user)]

    def options(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "file" and value}


@require_http_methods(["GET", "POST"])
def choose_file(request: HttpRequest) -> HttpResponse:
    if not roles.may_begin(request.user) and not _edited_by(request.user):
        raise PermissionDenied
    if request.method == "GET":
        form = ImportForm(request.user, initial={"into": request.GET.get("into", ""), "language": "en"})
        return _choosing(request, form)
    form = ImportForm(request.user, request.POST, request.FILES)
    if not form.is_valid():
        return _choosing(request, form, 400)
    try:
        job = imports.start(form.cleaned_data["file"], by=request.user, options=form.options())
    except imports.ImportRefused as refusal:
        form.add_error("file", str(refusal))
        return _choosing(request, form, 400)
    return redirect("admin:courses_import_job", job.pk)


@require_GET
def job_page(request: HttpRequest, job_id: Any) -> HttpResponse:
    """The page, and for htmx the part of it that shows how far the work is."""
    if request.headers.get("HX-Request"):
        job = _mine(request, job_id, with_report=False)
        if job.state not in imports.WORKING:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return TemplateResponse(request, "admin/courses/_import_progress.html", {"job": job})
    job = _mine(request, job_id)
    context: dict[str, Any] = {
        "title": _("Import of %(name)s") % {"name": job.name},
        "job": job,
        "format": FORMATS.get(job.format, job.format),
        "is_working": job.state in imports.WORKING,
        "totals": report.totals(job.report),
        "courses": [_shown(job, n, course) for n, course in enumerate(job.report.get("courses", ()))],
        "choices": job.report.get("choose", ()),
        "errors": job.error.splitlines(),
        "left": report.by_reason(job.report.get("left", ())),
        "left_n": len(job.report.get("left", ())),
    }
    context["writable"] = [one for one in context["courses"] if one["told"]["fate"] in ("new", "changed")]
    # Over a draft nothing is published: its authors would not know what happened to it.
    onto_draft = any(one["told"].get("onto_draft") for one in context["writable"])
    context["may_publish"] = request.user.is_superuser and not onto_draft
    return _page(request, "admin/courses/import_job.html", context)


@require_POST
def choose_course(request: HttpRequest, job_id: Any) -> HttpResponse:
    return _asked(request, job_id, lambda job: imports.choose(job, request.POST.get("course", "")))


@require_POST
def confirm(request: HttpRequest, job_id: Any) -> HttpResponse:
    at_once = request.POST.get("publish") == "1"
    if at_once and not request.user.is_superuser:
        raise PermissionDenied
    chosen = [int(n) for n in request.POST.getlist("chosen") if n.isdecimal()]
    return _asked(request, job_id, lambda job: imports.confirm(job, chosen, publish=at_once))


@require_POST
def cancel(request: HttpRequest, job_id: Any) -> HttpResponse:
    return _asked(request, job_id, imports.cancel)


@require_GET
def report_json(request: HttpRequest, job_id: Any) -> HttpResponse:
    job = _mine(request, job_id)
    told = {"file": job.name, "format": job.format, "state": job.state, "totals": report.totals(job.report)}
    response = JsonResponse({**told, **job.report}, json_dumps_params={"indent": 1, "ensure_ascii": False})
    return _download(response, f"import-{job.pk}.json")


@require_GET
def report_csv(request: HttpRequest, job_id: Any) -> HttpResponse:
    job = _mine(request, job_id)
    response = HttpResponse(report.as_csv(job.report), content_type="text/csv; charset=utf-8")
    return _download(response, f"import-{job.pk}.csv")


@require_GET
def export(request: HttpRequest, course_id: str) -> HttpResponse:
    """The draft, or with `?version=` a published version: a ramp folder in a .zip, or `?format=gift`."""
    number = request.GET.get("version", "")
    draft = drafts.of(course_id) if not number and roles.may(request.user, course_id, "read") else None
    if draft is None and not roles.may(request.user, course_id, "see"):
        raise PermissionDenied
    versions = CourseVersion.objects.published().filter(course=course_id).order_by("-number")
    if number:
        versions = versions.filter(number=int(number) if number.isdecimal() else 0)
    version = draft or versions.filter(course__trial_of=None).first()
    if version is None:
        raise Http404
    course = drafts.read(version) if draft else publish.load(version)
    name = f"{course_id}-draft" if draft else f"{course_id}-{version.number}"
    if request.GET.get("format") == "gift":
        text = gift_write.with_losses(course)
        return _download(HttpResponse(text, content_type="text/plain; charset=utf-8"), f"{name}.gift")
    packed = io.BytesIO()
    write_zip(course, packed)
    return _download(HttpResponse(packed.getvalue(), content_type="application/zip"), f"{name}.zip")


def _edited_by(user: Any) -> list[tuple[str, str]]:
    """(id, title) of the courses that somebody may change, by title."""
    versions = CourseVersion.objects.filter(course__trial_of=None)
    if not user.is_superuser:
        mine = CourseRole.objects.filter(user=user.pk, role__in=("owner", "editor"))
        versions = versions.filter(course__in=mine.values("course"))
    seen = versions.exclude(published_at=None, is_draft=False).order_by("course", "number")
    titles = dict(seen.values_list("course_id", "title"))  # of several versions the newest stays
    return sorted(titles.items(), key=lambda pair: (pair[1].lower(), pair[0]))


def _choosing(request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    mine = ImportJob.objects.filter(by=request.user.pk).defer("report")[:SHOWN_JOBS]
    context = {"title": _("Import"), "form": form, "jobs": mine}
    return _page(request, "admin/courses/import.html", context, status)


def _mine(request: HttpRequest, job_id: Any, *, with_report: bool = True) -> ImportJob:
    """Of others an import is not even known, but to superusers."""
    jobs = ImportJob.objects.all() if with_report else ImportJob.objects.defer("report")
    job = get_object_or_404(jobs, pk=job_id)
    if job.by_id != request.user.pk and not request.user.is_superuser:
        raise Http404
    return job


def _asked(request: HttpRequest, job_id: Any, what: Any) -> HttpResponse:
    job = _mine(request, job_id)
    try:
        what(job)
    except imports.NotNow as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:courses_import_job", job.pk)


def _shown(job: ImportJob, n: int, told: dict[str, Any]) -> dict[str, Any]:
    samples = reading.samples(job, n) if job.state == ImportJob.State.READY else []
    lists = {name: told[name] for name in ("added", "replaced", "removed")}
    return {
        "n": n,
        "told": told,
        "skipped": report.by_reason(told["skipped"]),
        "adapted": report.by_reason(told["adapted"]),
        "samples": [_sample(problem) for problem in samples],
        "stops_more": told.get("stop_n", 0) - len(told.get("stops", ())),
        "lists": {name: {"first": ids[:LISTED], "more": len(ids) - LISTED} for name, ids in lists.items()},
    }


def _sample(problem: Problem) -> Problem:
    try:
        return instantiate(problem, 1)
    except VariantError:
        return problem


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    from django.contrib.admin import site

    return TemplateResponse(request, template, {**site.each_context(request), **context}, status=status)


def _download(response: HttpResponse, name: str) -> HttpResponse:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
