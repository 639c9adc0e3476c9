"""Forms that were left without saving, one for each author and unit."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from courses.models import Autosave, CourseVersion
from courses.models.content import KEY_LENGTH

_NOT_OF_THE_FORM = frozenset({"csrfmiddlewaretoken", "do", "seen", "theirs", "lesson"})


def key(unit_key: str, lesson_key: str) -> str:
    """What a form is kept under. A new unit has no key yet: it goes by its lesson."""
    return unit_key or f"+{lesson_key}"[:KEY_LENGTH]


def keep(user: Any, version: CourseVersion, unit: str, key: str, posted: QueryDict) -> None:
    form = {name: values for name, values in posted.lists() if name not in _NOT_OF_THE_FORM}
    Autosave.objects.update_or_create(
        user=user,
        version=version,
        unit=unit,
        key=key[:KEY_LENGTH],
        defaults={"form": form, "seen": posted.get("seen", "")[:64]},
    )


def find(user: Any, version: CourseVersion, unit: str, key: str) -> Autosave | None:
    return Autosave.objects.filter(user=user, version=version, unit=unit, key=key).first()


def forget(user: Any, version: CourseVersion, unit: str, key: str) -> None:
    Autosave.objects.filter(user=user, version=version, unit=unit, key=key).delete()
