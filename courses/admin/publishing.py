"""Before a draft becomes what learners get: the linter's findings, the difference in words, one button."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import audience, drafts, publish, types
from courses.admin.page import Desk, address, page
from courses.differences import differences
from courses.drafts import checks, sealing
from courses.lint import Finding, Severity
from courses.publish import PublishError

SHOWN = 200  # findings on one page; the rest is counted


@page("read")
def lint_panel(desk: Desk) -> HttpResponse:
    assert desk.draft is not None
    report = checks.report(desk.draft)
    if report is None:
        checks.want(desk.draft)
        under_way = checks.is_under_way(desk.draft)
        return desk.render("lint", _("Checks"), here="courses_draft_lint", waiting=True, under_way=under_way)
    found = checks.findings(report)
    only = desk.request.GET.get("only", "")
    shown = [one for one in found if not only or one.severity == only]
    return desk.render(
        "lint",
        _("Checks"),
        here="courses_draft_lint",
        groups=_grouped(desk.course, shown[:SHOWN]),
        more=max(0, len(shown) - SHOWN),
        counts=checks.counts(report),
        only=only,
        report=report,
    )


@page("read")
def publish_page(desk: Desk) -> HttpResponse:
    assert desk.draft is not None
    if desk.request.method == "POST":
        return _publish(desk)
    report = checks.report(desk.draft)
    if report is None:
        checks.want(desk.draft)
    stops = checks.stops(checks.findings(report)) if report else ()
    before = publish.load(desk.newest) if desk.newest else None
    parts = differences(before, desk.course, sealing.renamed(desk.draft))
    return desk.render(
        "publish",
        _("Publish"),
        here="courses_draft_publish",
        waiting=report is None,
        under_way=report is None and checks.is_under_way(desk.draft),
        stops=_grouped(desk.course, stops[:SHOWN]),
        stop_n=len(stops),
        warnings=checks.counts(report)["warning"] if report else 0,
        parts=[{"part": part, "meaning": words} for part, words in _meanings(desk, parts)],
        overtaken=sealing.overtaken(desk.draft),
    )


def _meanings(desk: Desk, parts: Any) -> list[tuple[Any, str]]:
    """What each part of the difference means for who is in that lesson."""
    inside = audience.learners_in(desk.row.pk) if desk.newest else {}
    found = []
    for part in parts:
        n, versions = inside.get(part.lesson, (0, ()))
        words = ""
        if n:
            listed = ", ".join(str(one) for one in versions)
            words = ngettext(
                "%(n)d learner is in this lesson and finishes it as it is in version %(listed)s.",
                "%(n)d learners are in this lesson; they finish it as it is in version %(listed)s.",
                n,
            ) % {"n": n, "listed": listed}
        found.append((part, words))
    return found


def _publish(desk: Desk) -> HttpResponse:
    desk.need("publish")
    assert desk.draft is not None
    posted = desk.request.POST
    now = str(desk.newest.pk) if desk.newest else ""
    if posted.get("digest") != desk.draft.digest or posted.get("newest") != now:
        raise drafts.Stale(_("Something was changed or published since you opened this page: look again."))
    if checks.report(desk.draft) is None:
        raise drafts.Stale(_("The checks are not done yet. This page shows when they are."))
    try:
        version = drafts.publish(desk.draft, by=desk.request.user)
    except PublishError as error:
        messages.error(
            desk.request,
            ngettext(
                "%d thing stands in the way of publishing.",
                "%d things stand in the way of publishing.",
                len(error.findings),
            )
            % len(error.findings),
        )
        return desk.to("courses_draft_publish")
    desk.said(
        _("Version %d is published. Who begins now gets it; who is in a lesson finishes the version begun.")
        % version.number
    )
    return redirect(address("courses_draft", desk.row.pk))


def _grouped(course: types.Course, found: Any) -> list[dict[str, Any]]:
    """Findings by lesson, each with the page that mends it."""
    titles = {lesson.id: lesson.title for lesson in course.lessons}
    problems = {one.id for one in course.problems()}
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        lesson = one.place.partition("/")[0]
        groups[lesson].append(
            {"finding": one, "url": mends(course.id, one, titles, problems), "severity": NAMES[one.severity]}
        )
    return [
        {"title": titles.get(lesson) or OTHERS.get(lesson, lesson), "findings": those}
        for lesson, those in groups.items()
    ]


NAMES = {Severity.FAULT: "must be mended", Severity.STOP: "stops publishing", Severity.WARNING: "advice"}
OTHERS = {"": "The course", "skills": "Skills"}


def mends(course_id: str, finding: Finding, lessons: dict[str, str], problems: set[str]) -> str:
    """The address of the page on which the place of a finding is edited."""
    where = finding.place.split("/")
    if where[0] == "skills" and where[0] not in lessons:
        return address("courses_draft_skills", course_id)
    if where[0] not in lessons:
        return address("courses_draft_about", course_id)
    if len(where) == 1:
        return address("courses_draft_lesson", course_id, where[0])
    unit = "problem" if where[1] in problems else "passage"
    return address(f"courses_draft_{unit}", course_id, where[1])


def patterns(site: AdminSite) -> list[URLPattern]:
    return [
        path("draft/<slug:course_id>/lint/", site.admin_view(lint_panel), name="courses_draft_lint"),
        path("draft/<slug:course_id>/publish/", site.admin_view(publish_page), name="courses_draft_publish"),
    ]
