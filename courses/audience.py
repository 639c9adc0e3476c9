"""What courses ask of those who know learners. Who knows them connects; without anybody there are none."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal

who_is_in = Signal()  # kwargs: course_id; answers {lesson id: (learners in it, numbers of their versions)}


def learners_in(course_id: str) -> dict[str, tuple[int, tuple[int, ...]]]:
    found: dict[str, tuple[int, tuple[int, ...]]] = {}
    answers: list[tuple[Any, Any]] = who_is_in.send(sender=None, course_id=course_id)
    for _receiver, answer in answers:
        found.update(answer)
    return found
