"""Which guesses were wrong. Read from the log; a guess is never evidence, but it can make a eureka."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from courses.types import Course
from tutor.learner.trace import Guesses
from tutor.models import EventRow


def of(learner_id: UUID, course: Course) -> Guesses:
    """Reads the log only when asked: once a skill, at its first success."""
    passages = [passage for lesson in course.lessons for passage in lesson.passages if passage.guess]

    def wrong(skill: str, before: datetime) -> datetime | None:
        return _wrong_guess(
            learner_id, course.id, [passage.id for passage in passages if skill in passage.skills], before
        )

    return wrong


def _wrong_guess(learner_id: UUID, course_id: str, passages: list[str], before: datetime) -> datetime | None:
    """When one of `passages` first answered a guess that was not its truth; no idea is no wrong guess."""
    if not passages:
        return None
    shown = EventRow.objects.filter(
        session__learner_id=learner_id,
        session__version__course_id=course_id,
        kind="passage",
        body__passage__in=passages,
        at__lte=before,
    ).order_by("id")
    return next((event.at for event in shown if _was_wrong(event)), None)


def _was_wrong(passage: EventRow) -> bool:
    """Whether the guess that this passage answered was another than what turned out right."""
    before = EventRow.objects.filter(session_id=passage.session_id, seq__lt=passage.seq)
    asked = before.filter(kind="guess").last()
    if asked is None:
        return False
    for said in before.filter(kind="message", seq__gt=asked.seq).order_by("seq"):
        text = said.body["text"]
        if not text or said.body["kind"] == "button":
            return False
        if text in asked.body["choices"]:
            return bool(text != passage.body["truth"])
    return False
