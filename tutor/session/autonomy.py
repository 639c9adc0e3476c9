"""How much help a learner wants: five settings, between the bounds that the course sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from courses.types import Course
from tutor.learner.support import MIDDLE
from tutor.models import LearnerCourse
from tutor.session.commit import Decision, Draft
from tutor.session.view import View
from tutor.types import Answer, Event

BUTTON = "autonomy-"  # and the level: the button that sets it


@dataclass(frozen=True, slots=True)
class Setting:
    """`level`: what counts now, from 1 (show me more) to 5 (let me try alone)."""

    level: int
    floor: int
    ceiling: int
    limited: bool  # the course does not offer all five

    @property
    def levels(self) -> Sequence[int]:
        return range(self.floor, self.ceiling + 1)


def setting(learner_id: UUID, course: Course) -> Setting:
    """As the learner set it, within what the course allows."""
    rows = LearnerCourse.objects.filter(learner_id=learner_id, course_id=course.id)
    level = rows.values_list("autonomy", flat=True).first() or MIDDLE
    bounds = course.autonomy
    return Setting(bounds.within(level), bounds.floor, bounds.ceiling, not bounds.is_open)


def chosen(said: Answer) -> int | None:
    """The level that a button asks for; None for everything else."""
    level = said.text.removeprefix(BUTTON)
    if said.kind != "button" or level == said.text or level not in "12345" or len(level) != 1:
        return None
    return int(level)


def decide(view: View, message: Event, level: int) -> Decision:
    """The event that sets it; what is open stays as it was put."""
    bounds = view.course.autonomy
    body = {"level": bounds.within(level), "asked": level, "floor": bounds.floor, "ceiling": bounds.ceiling}
    return Decision((Draft("autonomy", body),), answers=message.seq)
