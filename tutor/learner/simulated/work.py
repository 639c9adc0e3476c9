"""How a simulated learner works through a problem as the tutor puts it. Knows no policy and no beliefs.

A step is tried; after an error comes a hint and a second try, after that the solution. A problem that comes
worked or faded is helped from the start, and asks its last step only, or its second half.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.types import Problem, Step
from tutor.learner.simulated.minds import Answer, Steady
from tutor.learner.support import Support

TRIES = 2  # at one step, before its solution is shown


@dataclass(frozen=True, slots=True)
class Try:
    """One answer to one step. `at`: when it was given, in seconds."""

    item: str  # "<problem id>/<step id>"
    skills: tuple[str, ...]
    answer: Answer
    assisted: bool
    at: float


@dataclass(frozen=True, slots=True)
class Work:
    """What came of a problem."""

    tries: tuple[Try, ...]
    begun: float  # seconds
    ended: float
    revealed: bool  # some solution had to be shown

    @property
    def success(self) -> bool:
        """Every step right without help."""
        return bool(self.tries) and all(one.answer.right and not one.assisted for one in self.tries)


def work(
    mind: Steady, problem: Problem, now: float, support: Support = Support.PLAIN, *, probe: bool = False
) -> Work:
    """Work through `problem` from `now` on. A `probe` asks one step, once, and helps with nothing."""
    shown = support in (Support.WORKED, Support.FADED)
    tries: list[Try] = []
    begun, revealed = now, False
    if shown:
        now += mind.reads(now)
    for step in problem.steps[:1] if probe else asked(problem.steps, support):
        assisted = shown
        for left in reversed(range(1 if probe else TRIES)):
            answer = mind.attempt(step.skills, now, choices=choices(step.answer), helped=assisted)
            now += answer.seconds
            tries.append(Try(f"{problem.id}/{step.id}", step.skills, answer, assisted, now))
            if answer.right or probe:
                break
            now += mind.reads(now)  # a hint, or in the end the solution
            assisted, revealed = True, revealed or not left
    return Work(tuple(tries), begun, now, revealed)


def asked(steps: Sequence[Step], support: Support) -> tuple[Step, ...]:
    """The steps that are left to the learner."""
    if support is Support.WORKED:
        return tuple(steps[-1:])
    return tuple(steps[len(steps) // 2 :] if support is Support.FADED else steps)


def choices(spec: Mapping[str, Any]) -> int:
    """How many options an answer is picked from; 0 where it is written."""
    return len(spec.get("options", ())) if spec.get("kind") == "choice" else 0
