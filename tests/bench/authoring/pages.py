"""Seconds that the admin's pages take with the whole pool in the database, through Django's test client.

Run in a process of its own, on the scratch database. Pages that are not there yet are named.
"""

from __future__ import annotations

import importlib
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

EACH = 12  # rows of a kind that are opened
NEEDED_S = 1.0


def main(out: Path) -> None:
    django.setup()
    out.write_text(json.dumps(admin_pages()))


def admin_pages() -> dict[str, Any]:
    """A part of the bench: p95 over all pages, and of each kind. The database is the one of the settings."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    user = get_user_model().objects.create_superuser(
        username="bench", email="bench@example.org", password="bench"
    )
    client = Client()
    client.force_login(user)
    took: dict[str, list[float]] = defaultdict(list)
    notes: list[str] = []
    client.get("/admin/")  # templates and urls are read once a process
    for kind, address in _addresses(user, notes):
        begun = time.monotonic()
        response = client.get(address)
        took[kind].append(time.monotonic() - begun)
        if response.status_code != 200:
            notes.append(f"{address} answered {response.status_code}")
    every = [seconds for kind in took.values() for seconds in kind]
    notes += [f"{kind}: {len(times)} pages, p95 {_p95(times):.3f} s" for kind, times in took.items()]
    return {
        "metrics": {"admin_p95_s": _p95(every), "admin_worst_kind_p95_s": max(map(_p95, took.values()))},
        "budgets": {"admin_p95_s": NEEDED_S},
        "notes": notes,
    }


def _p95(times: list[float]) -> float:
    return times[0] if len(times) == 1 else statistics.quantiles(times, n=20, method="inclusive")[-1]


def _addresses(user: Any, notes: list[str]) -> Iterator[tuple[str, str]]:
    """(Kind, address) of lists, of versions, lessons, problems and skills spread over the pool, of drafts."""
    from django.urls import reverse

    from courses import models

    for kind in ("course", "courseversion", "lesson", "problem", "skill"):
        model = getattr(models, {"courseversion": "CourseVersion"}.get(kind, kind.capitalize()))
        listed = reverse(f"admin:courses_{kind}_changelist")
        yield f"list of {kind}s", listed
        yield f"list of {kind}s, searched", f"{listed}?q=algebra"
        keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
        for pk in keys[:: max(1, len(keys) // EACH)]:
            yield kind, reverse(f"admin:courses_{kind}_change", args=[pk])
    yield from _drafts(user, notes)


def _drafts(user: Any, notes: list[str]) -> Iterator[tuple[str, str]]:
    """The pages of the largest course's draft, where there are drafts."""
    from django.db.models import Count

    from courses.models import CourseVersion

    try:
        drafts = importlib.import_module("courses.drafts")
    except ModuleNotFoundError:
        notes.append("drafts: not there yet")
        return
    largest = CourseVersion.objects.annotate(n=Count("lessons__problems")).order_by("-n").first()
    if largest is None:
        return
    draft = drafts.open(largest.course_id, user)
    course = draft.course_id
    lessons = list(draft.lessons.order_by("position").values_list("key", flat=True))
    problems = [
        key for lesson in draft.lessons.all() for key in lesson.problems.values_list("key", flat=True)
    ]
    for name in ("courses_drafts", "courses_draft", "courses_draft_history", "courses_draft_skills"):
        for args in ([course], []):
            if address := _reversed(name, args):
                yield from ((name, address) for _ in range(3))
                break
        else:
            notes.append(f"{name}: not there yet")
    for name, keys in (("courses_draft_lesson", lessons), ("courses_draft_problem", problems)):
        if keys and not _reversed(name, [course, keys[0]]):
            notes.append(f"{name}: not there yet")
            continue
        for key in keys[:: max(1, len(keys) // EACH)]:
            yield name, _reversed(name, [course, key])


def _reversed(name: str, args: list[str]) -> str:
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(f"admin:{name}", args=args)
    except NoReverseMatch:
        return ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
