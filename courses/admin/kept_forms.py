"""Forms that were left without saving, one for each author and unit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from courses import types, units
from courses.models import Autosave, CourseVersion, Revision
from courses.models.content import KEY_LENGTH

ON_ITS_WAY = timedelta(seconds=10)
NOT_OF_THE_FORM = frozenset({"csrfmiddlewaretoken", "do", "seen", "theirs", "lesson"})


def key(unit_key: str, lesson_key: str) -> str:
    """What a form is kept under. A new unit has no key yet: it goes by its lesson."""
    return unit_key or f"+{lesson_key}"[:KEY_LENGTH]


def fields(posted: QueryDict) -> dict[str, list[str]]:
    """What was typed: not the buttons, nor answers that were only tried."""
    return {
        name: values
        for name, values in posted.lists()
        if name not in NOT_OF_THE_FORM and not name.endswith("-try")
    }


def keep(user: Any, version: CourseVersion, unit: str, key: str, posted: QueryDict) -> None:
    form = fields(posted)
    Autosave.objects.update_or_create(
        user=user,
        version=version,
        unit=unit,
        key=key[:KEY_LENGTH],
        defaults={"form": form, "seen": posted.get("seen", "")[:64]},
    )


def is_overtaken(
    user: Any, version: CourseVersion, course: types.Course, unit: str, key: str, posted: QueryDict
) -> bool:
    """Whether the same person has saved this form while it was on its way here to be kept."""
    lately = timezone.now() - ON_ITS_WAY
    saved = Revision.objects.filter(version=version, unit=unit, by=user, at__gte=lately)
    try:
        now = units.value(course, unit, key)
    except KeyError:  # a new one, kept under its lesson
        return saved.filter(before=None).exists()
    return posted.get("seen") != units.seen(now) and saved.filter(key=key).exists()


def find(user: Any, version: CourseVersion, unit: str, key: str) -> Autosave | None:
    return Autosave.objects.filter(user=user, version=version, unit=unit, key=key).first()


def forget(user: Any, version: CourseVersion, unit: str, key: str) -> None:
    Autosave.objects.filter(user=user, version=version, unit=unit, key=key).delete()
