"""The first question to somebody new in a course: what they want and what they bring. Never marked."""

from __future__ import annotations

from typing import Any

from channels.db import database_sync_to_async

from courses.types import Course
from tutor import memory
from tutor.inference import InferenceError
from tutor.learner import placement
from tutor.models import EventRow, LearnerCourse
from tutor.session.choosing import Past
from tutor.session.commit import Decision, Draft
from tutor.session.view import View
from tutor.types import Event

ITEM = "opening"
QUESTION = "What brings you here, and how much of “{title}” do you know already?"
LEVELS = ("New to this", "Some of it", "Most of it")
MOST_OF_IT = LEVELS.index("Most of it")
QUESTIONS_NOW = "Now a few questions to find where to start. They are not marked against you."


async def is_due(view: View, past: Past) -> bool:
    """Whether the learner is new, the course long enough to be placed in, and the model server there."""
    if view.opener is not None or past.asked or past.passages or not is_placeable(view.course):
        return False
    if not await database_sync_to_async(_is_new)(view):
        return False
    problem = view.course.problems()[0]
    try:
        # Whoever cannot be placed need not be asked; and the course is known there once they have answered.
        await memory.ask("probe", view.learner_id, view.course.id, [f"{problem.id}/{problem.steps[0].id}"])
    except InferenceError:
        return False
    return True


def is_placeable(course: Course) -> bool:
    return placement.is_worth_it(len(course.skills), len(course.problems()))


def draft(course: Course) -> Draft:
    control = {"kind": "opening", "options": list(LEVELS)}
    return Draft(
        "opening", {"item": ITEM, "question": QUESTION.format(title=course.title), "control": control}
    )


def answered(view: View, message: Event) -> Decision:
    """Whatever is said, the questions that follow it begin."""
    own, level = _said(message)
    thanks = "Thank you, that helps." if own or level is not None else "That is fine."
    body = begun(f"{thanks} {QUESTIONS_NOW}") | {"level": level}
    return Decision((Draft("placing", body),), answers=message.seq)


def begun(words: str) -> dict[str, Any]:
    """The body of the event with which placement begins."""
    return {"item": "placing", "words": words, "level": None}


def _said(message: Event) -> tuple[str, int | None]:
    """The learner's own words, and the place of the tapped answer among LEVELS."""
    shown = message.body.get("shown")
    if shown is None:
        return ("" if message.body["kind"] == "button" else message.body["text"]), None
    own, place = shown["parts"]
    return own.strip(), int(place) if place else None


def _is_new(view: View) -> bool:
    """No evidence of this learner in this course, and never placed in it."""
    met = LearnerCourse.objects.filter(learner_id=view.learner_id, course_id=view.course.id, evidence_n__gt=0)
    begun = EventRow.objects.filter(
        session__learner_id=view.learner_id, session__version__course_id=view.course.id, kind="placing"
    )
    return not met.exists() and not begun.exists()
