"""When a skill leads nowhere, and what to do instead. Knows evidence, the course and beliefs; writes nothing.

Wheel-spinning (Beck & Gong 2013): practice that does not end in mastery teaches little and costs courage.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from courses.types import Course, Problem
from tutor.learner import ramp
from tutor.types import Belief, Evidence

MOST_PROBLEMS = 3  # different ones, without a success of one's own
MOST_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Spin:
    """Practice of one skill since the last success of one's own, and since when it leads nowhere."""

    problems: tuple[tuple[str, str], ...] = ()  # problem and variant, each once
    attempts: int = 0
    since: datetime | None = None

    @property
    def is_enough(self) -> bool:
        return len(self.problems) >= MOST_PROBLEMS or self.attempts >= MOST_ATTEMPTS

    def after(self, one: Evidence) -> Spin:
        """With one more piece of evidence on the skill, in order of the log.

        It leads nowhere from the attempt on that made it three problems or ten attempts without an unassisted
        success. Only such a success ends it. What was revealed counts as practice that did not help. Problems
        that came begun let nobody try alone: their attempts count, they do not. On a later day it is tried
        afresh, and given up again after as many.
        """
        if one.score >= 1.0 and not one.assisted and not one.void:
            return Spin()
        later = self.since is not None and one.at.date() > self.since.date()
        before = Spin(since=self.since) if later and self.is_enough else self
        if before.is_enough:
            return before
        problem = (one.item.partition("/")[0], one.variant)
        problems = before.problems if one.begun else tuple(dict.fromkeys((*before.problems, problem)))
        spin = Spin(problems, before.attempts + 1, self.since)
        return replace(spin, since=one.at) if spin.is_enough else spin


def since(history: Iterable[Evidence]) -> datetime | None:
    """When a skill began to lead nowhere, or None. `history`: its evidence in order of the log."""
    spin = Spin()
    for one in history:
        spin = spin.after(one)
    return spin.since


def tried(history: Sequence[Evidence]) -> int:
    """How many different problems were tried since the last success of one's own; same `history`."""
    problems: set[tuple[str, str]] = set()
    for one in history:
        if one.score >= 1.0 and not one.assisted and not one.void:
            problems = set()
        else:
            problems.add((one.item.partition("/")[0], one.variant))
    return len(problems)


def resting(stuck: Mapping[str, datetime], today: date) -> frozenset[str]:
    """Skills that were given up today: they come back tomorrow. Dates in the learner's time zone."""
    return frozenset(skill for skill, at in stuck.items() if at.date() >= today)


def way_out(
    course: Course,
    skill: str,
    beliefs: Mapping[str, Belief],
    seen: Collection[str],
    resting: Collection[str],
    known: float,
) -> tuple[Problem, str] | None:
    """Another problem and a sentence for it: on the weakest prerequisite, else the same in another shape.

    `seen` are problems done; one of them may be asked again on a prerequisite, but after those that are new.
    None when the course has neither.
    """
    weakest = _weakest_prerequisite(course, skill, beliefs, known)
    if weakest is not None and weakest not in resting:
        on_it = [one for one in course.problems() if weakest in one.skills and skill not in one.skills]
        if on_it:
            title = next(one.title for one in course.skills if one.id == weakest)
            best = min(on_it, key=lambda one: (one.id in seen, len(one.skills)))
            return best, f"First a step back: this builds on “{title}”."
    tried = {_shape(one) for one in course.problems() if one.id in seen and skill in one.skills}
    others = [
        one
        for one in course.problems()
        if skill in one.skills and one.id not in seen and _shape(one) not in tried
    ]
    return (others[0], "The same idea in another shape.") if others else None


def _weakest_prerequisite(
    course: Course, skill: str, beliefs: Mapping[str, Belief], known: float
) -> str | None:
    """The least known of all that a skill builds on, however far down; None when all are known."""
    p = {one: ramp.believed(beliefs, one) for one in ramp.below(course, [skill])}
    return min((one for one in p if p[one] < known), key=lambda one: p[one], default=None)


def _shape(problem: Problem) -> tuple[str, ...]:
    """What its steps ask for: numbers, choices, lines, …"""
    return tuple(str(step.answer.get("kind", "")) for step in problem.steps)
