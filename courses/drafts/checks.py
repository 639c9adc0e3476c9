"""What the linter says of a draft: asked for, made in the background, kept with the state it is of.

Who has a background to run it in connects to `asked`.
"""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone

from courses import lint, on_site, rows
from courses.drafts.change import Stale, locked
from courses.lint import Finding, Severity
from courses.models import CourseVersion, LintReport
from courses.types import Course

asked = Signal()  # kwargs: version_id; sent once the wish is committed; True from who will call `look`

PATIENCE = timedelta(minutes=15)  # after which somebody may ask again for the same


def report(draft: CourseVersion) -> LintReport | None:
    """What was found in the draft as it stands now; None when nobody has looked since it changed."""
    return LintReport.objects.filter(version=draft.pk, digest=draft.digest).first()


def want(draft: CourseVersion) -> None:
    """Have the draft looked at as it stands, unless that is done or under way."""
    now = timezone.now()
    LintReport.objects.get_or_create(version_id=draft.pk)
    waiting = LintReport.objects.filter(version=draft.pk).exclude(digest=draft.digest)
    due = waiting.filter(~Q(wanted=draft.digest) | Q(wanted_at__lt=now - PATIENCE))
    if due.update(wanted=draft.digest, wanted_at=now):
        version_id = draft.pk
        transaction.on_commit(lambda: _ask(version_id))


def is_under_way(draft: CourseVersion) -> bool:
    """Whether somebody is looking at the draft as it stands."""
    return (
        LintReport.objects.filter(version=draft.pk, wanted=draft.digest).exclude(digest=draft.digest).exists()
    )


def look(version_id: int) -> None:
    """Run the linter over a draft and keep what it finds. A draft that is gone by then is nobody's loss."""
    try:
        with transaction.atomic():
            draft = locked(CourseVersion(pk=version_id))
            course = rows.read(draft)
    except Stale:
        return
    if report(draft) is not None:
        return
    began = time.monotonic()
    found = everything(course)
    report_of_it = {
        "digest": draft.digest,
        "findings": [dataclasses.asdict(one) for one in found],
        "seconds": time.monotonic() - began,
        "at": timezone.now(),
    }
    # Not over what somebody quicker found in a newer state: who waits for that would not ask again.
    with suppress(Stale), transaction.atomic():
        if locked(draft).digest == draft.digest:
            LintReport.objects.update_or_create(version_id=version_id, defaults=report_of_it)


def everything(course: Course) -> tuple[Finding, ...]:
    """All findings, with what this site can say of the course's links."""
    return lint.lint(course, exists=on_site.exists)


def findings(found: LintReport) -> tuple[Finding, ...]:
    return tuple(Finding(**{**one, "severity": Severity(one["severity"])}) for one in found.findings)


def stops(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What keeps a course from being published; the rest is advice."""
    return tuple(one for one in found if one.severity is not Severity.WARNING)


def counts(found: LintReport) -> dict[str, int]:
    """How many findings of each severity, heaviest first; none left out."""
    n = Counter(one["severity"] for one in found.findings)
    return {severity.value: n[severity.value] for severity in Severity}


def _ask(version_id: int) -> None:
    answers = asked.send_robust(CourseVersion, version_id=version_id)
    if not any(answer is True for _receiver, answer in answers):  # nobody does it: to be asked again
        LintReport.objects.filter(version=version_id).update(wanted="")
