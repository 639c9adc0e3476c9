"""A short detour to what a question rests on, and back. Read from the log, so that it outlives a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from courses.types import Passage
from tutor.dialogue.intent import Intent
from tutor.dialogue.state import fold
from tutor.learner import passages, ramp
from tutor.models import EventRow
from tutor.session.choosing import Chosen, Past
from tutor.session.commit import Draft
from tutor.session.view import View
from tutor.types import Event

THERE = "It is a short detour to “{title}”, because of what you asked."
BACK = "You left it for a short detour; here it is again."
MOST = 3  # problems of a detour, where solutions were shown: then back in any case
FROM_LOG = ("problem", "step", "passage", "guess", "placing")


@dataclass(frozen=True, slots=True)
class Going:
    """A detour that was taken. `left`: the question that waits, with its talk; `since`: what came after."""

    skill: str
    left: tuple[Event, ...]
    since: tuple[Event, ...]

    @property
    def problems(self) -> int:
        return sum(event.kind == "problem" for event in self.since)


def offered(view: View) -> str | None:
    """The skill that the learner was last offered a detour to."""
    told = [event.body.get("told") or {} for event in view.events if event.kind == "move"]
    return next((one["detour"] for one in reversed(told) if one.get("detour")), None)


def body_of(view: View) -> dict[str, Any]:
    """What the move that takes a detour says of it."""
    return {"round": {"skill": offered(view), "back": view.opener.seq if view.opener else None}}


def next_on(view: View, past: Past) -> Passage | Chosen | Draft | None:
    """The passage of the detour, its problem, or the question that was left; None where none is under way."""
    going = _going(view)
    if going is None:
        return None
    course = view.course
    left = str(going.left[0].body["problem"])
    if not going.problems:
        passage = passages.introducing(course, going.skill)
        if passage is not None and not any(
            event.kind == "passage" and event.body["passage"] == passage.id for event in going.since
        ):
            return passage
        used = {one.id for one in course.problems() if not one.where and past.visits(one.id)} | past.waiting
        problem = ramp.problem_on(course, going.skill, left, used)
        if problem is not None:
            title = next(skill.title for skill in course.skills if skill.id == going.skill)
            return Chosen(problem, THERE.format(title=title), "ramp")
    elif fold(view.events).revealed and going.problems < MOST and _has_sibling(view):
        return None  # one like it was promised
    return None if left in past.waiting else _again(view, going)


def _has_sibling(view: View) -> bool:
    return view.opener is not None and ramp.sibling(view.course, view.opener.body["problem"], ()) is not None


def is_on(view: View) -> bool:
    """Whether one is under way: there is one at a time."""
    return _going(view) is not None


def _going(view: View) -> Going | None:
    rows = EventRow.objects.filter(session_id=view.session_id)
    taken = rows.filter(kind="move", body__intent=Intent.TAKES_DETOUR.value, body__round__isnull=False)
    last = taken.order_by("seq").last()
    if last is None:
        return None
    found = rows.filter(seq__gt=last.seq, kind__in=FROM_LOG).order_by("seq")
    since = tuple(row.as_event() for row in found)
    if any(event.kind == "placing" or event.body.get("back") for event in since):
        return None  # it is over, or the learner is being placed anew
    left = rows.filter(seq__gte=last.body["round"]["back"], seq__lte=last.seq).order_by("seq")
    return Going(last.body["round"]["skill"], tuple(row.as_event() for row in left), since)


def _again(view: View, going: Going) -> Draft:
    """The question that was left, with the same numbers and at the same step.

    Whoever had tried it, or had help with it, has seen too much of it for it to prove anything.
    """
    left, state = going.left[0], fold(going.left)
    rows = EventRow.objects.filter(session_id=view.session_id, seq__lte=left.seq, kind="problem")
    begun = rows.order_by("seq").last()
    body = {**(begun.body if begun is not None else {}), **left.body}
    seen = body["seen_solution"] or state.assisted or state.attempted > 0
    again = {"seen_solution": seen, "asks_sure": False, "reason": BACK, "chosen_by": "ramp", "back": True}
    return Draft("problem", {**body, **again})
