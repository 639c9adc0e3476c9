"""How likely a learner who comes along the ramp is right without help, and where that falls too steeply.

`expected` is what can be said without a log: skills are learnt by trying, with the chances that the simulated
learners have. A fitted predictor may be passed to the linter in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from courses.lint.finding import Finding, Severity
from courses.types import Course, Problem, Step
from tutor.learner.simulated.minds import Steady
from tutor.learner.simulated.work import TRIES, choices

NEW = 0.35  # a new skill is there where what it builds on is; the model server reckons with the same
MEETINGS = 3  # of a parametric problem: it comes back with other numbers until it goes well
LOW = 0.30  # one new skill gives .35; what is below asks for several at once, or for what was never practised
FALL = 0.25  # from one problem to the next, to below LOW


def expected(course: Course) -> dict[str, float]:
    """Place of each step ("lesson/problem/step") → the chance that it is right at once and without help.

    The learner is new to the course, works through it in its order, is helped after errors, and comes to a
    problem as the tutor lets learners come: knowing what it builds on, where that could be practised before.
    """
    learner = _Expected({skill.id: skill.prerequisites for skill in course.skills})
    found: dict[str, float] = {}
    for lesson in course.lessons:
        for problem in lesson.problems:
            for step in problem.steps:
                found[f"{lesson.id}/{problem.id}/{step.id}"] = learner.success(step)
            learner.works(problem)
    return found


@dataclass
class _Expected:
    """Chances instead of draws: how likely each skill is there by now. `known`: those practised so far."""

    needs: Mapping[str, tuple[str, ...]]
    known: dict[str, float] = field(default_factory=dict)

    def success(self, step: Step) -> float:
        built_on = {before for skill in step.skills for before in self.needs.get(skill, ())}
        chance = 1.0
        for skill in step.skills:
            chance *= self._sure(skill) if skill in built_on else self._of(skill)
        options = choices(step.answer)
        luck = min(max(1.0 / options, Steady.guess), 1.0 - Steady.slip) if options else Steady.guess
        return luck + (1.0 - Steady.slip - luck) * chance

    def _of(self, skill: str) -> float:
        if skill in self.known:
            return self.known[skill]
        return NEW * min((self._sure(before) for before in self.needs.get(skill, ())), default=1.0)

    def _sure(self, skill: str) -> float:
        """As something else builds on it: practised, it is believed known, or the tutor would wait."""
        return 1.0 if skill in self.known else self._of(skill)

    def works(self, problem: Problem) -> None:
        for _ in range(MEETINGS if problem.where else 1):
            for step in problem.steps:
                wrong = 1.0 - self.success(step)
                for skill in step.skills:
                    missed = (1.0 - self._of(skill)) * (1.0 - Steady.learn)
                    self.known[skill] = 1.0 - missed * (1.0 - Steady.helped * wrong * (TRIES - 1))


def jumps(course: Course, predicted: Mapping[str, float]) -> Iterator[Finding]:
    """Where the ramp is too steep: below LOW at the start of a lesson, or after a fall of more than FALL.

    A problem is as hard as its hardest step.
    """
    practised: set[str] = set()
    for lesson in course.lessons:
        before: tuple[str, float] | None = None
        for problem in lesson.problems:
            place = f"{lesson.id}/{problem.id}"
            steps = [step for step in problem.steps if f"{place}/{step.id}" in predicted]
            if steps:
                hardest = min(steps, key=lambda step: predicted[f"{place}/{step.id}"])
                chance = predicted[f"{place}/{hardest.id}"]
                new = [skill for skill in hardest.skills if skill not in practised]
                if before is None and chance < LOW:
                    yield _steep_start(f"{place}/{hardest.id}", chance, new)
                elif before is not None and chance < LOW and before[1] - chance > FALL:
                    yield _jump(f"{place}/{hardest.id}", before, chance, new)
                before = problem.id, chance
            practised.update(problem.skills)


def _steep_start(place: str, chance: float, new: Sequence[str]) -> Finding:
    return Finding(
        "steep-start",
        place,
        f"its lesson begins with a predicted success without help of {chance:.2f}{_new(new)}",
        "Begin with a problem on a single new skill, or practise what it builds on before.",
        Severity.WARNING,
    )


def _jump(place: str, before: tuple[str, float], chance: float, new: Sequence[str]) -> Finding:
    return Finding(
        "jump",
        place,
        f"the predicted success without help falls from {before[1]:.2f} at {before[0]!r} "
        f"to {chance:.2f}{_new(new)}",
        "Put an easier one in between: one new skill at a time, then together.",
        Severity.WARNING,
    )


def _new(skills: Sequence[str]) -> str:
    """Why, as far as the course shows it."""
    if not skills:
        return ""
    named = ", ".join(map(repr, skills[:3])) + (" and others" if len(skills) > 3 else "")
    return f"; no problem before it practises {named}"
