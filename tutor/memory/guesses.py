"""What was guessed before passages, read from the log. Never evidence, but a wrong one can make a eureka."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from courses.types import Course
from tutor.learner.trace import Guesses
from tutor.models import EventRow


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess as it was made, before its passage was read. `said` is empty for *no idea*."""

    at: datetime
    title: str  # of the passage
    prompt: str
    said: str
    truth: str

    @property
    def wrong(self) -> bool:
        return bool(self.said) and self.said != self.truth


def of(learner_id: UUID, course: Course) -> Guesses:
    """Reads the log only when asked: once a skill, at its first success."""

    def wrong(skill: str, before: datetime) -> datetime | None:
        """When a guess on the skill was first another than its truth; no idea is no wrong guess."""
        made = _made(learner_id, course, skill, at__lte=before)
        return next((one.at for one in made if one.wrong), None)

    return wrong


def first(learner_id: UUID, course: Course, skill: str) -> Guess | None:
    """The learner's first guess on a passage about the skill."""
    return next(_made(learner_id, course, skill), None)


def _made(learner_id: UUID, course: Course, skill: str, **which: Any) -> Iterator[Guess]:
    """In the order in which their passages were shown."""
    passages = [
        one.id for lesson in course.lessons for one in lesson.passages if one.guess and skill in one.skills
    ]
    if not passages:
        return
    shown = EventRow.objects.filter(
        session__learner_id=learner_id,
        session__version__course_id=course.id,
        kind="passage",
        body__passage__in=passages,
        **which,
    ).order_by("id")
    for passage in shown:
        guess = _answered_by(passage)
        if guess is not None:
            yield guess


def _answered_by(passage: EventRow) -> Guess | None:
    """The guess that this passage answered; None where none was asked for, or none of it was one."""
    before = EventRow.objects.filter(session_id=passage.session_id, seq__lt=passage.seq)
    asked = before.filter(kind="guess").last()
    if asked is None or asked.body["passage"] != passage.body["passage"] or not passage.body["truth"]:
        return None
    for said in before.filter(kind="message", seq__gt=asked.seq).order_by("seq"):
        text = said.body["text"]
        no_idea = not text or said.body["kind"] == "button"
        if no_idea or text in asked.body["choices"]:
            title, prompt, truth = asked.body["title"], asked.body["prompt"], passage.body["truth"]
            return Guess(passage.at, title, prompt, "" if no_idea else text, truth)
    return None
