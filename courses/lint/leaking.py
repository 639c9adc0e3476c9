"""Words that are shown before the solution is earned: do they give the answer away.

Knows no equality of its own: `tutor.grading.find_leak` decides, as it does for every word the tutor says.
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.lint.finding import Finding, Severity
from courses.lint.memory import by_problem
from courses.types import Hint, Problem, Step
from tutor.grading import Spec, find_leak, spec_of, spec_of_hint
from tutor.grading.variants import instantiate

SEED = 0


@by_problem
def leaks(problem: Problem) -> Iterator[Finding]:
    """Of the first variant; what other numbers do is looked at with the other proofs."""
    variant = instantiate(problem, SEED)
    for step in variant.steps:
        yield from step_leaks(f"{problem.id}/{step.id}", step, variant.stem)


def step_leaks(place: str, step: Step, stem: str) -> Iterator[Finding]:
    """Of one step with its numbers. Raises SpecError."""
    spec = spec_of(step, stem)
    for number, hint in enumerate(step.hints, start=1):
        yield from _hint(f"{place}/{hint.id}", hint, spec, is_last=number == len(step.hints))
    for refused in spec.refused:
        evidence = find_leak(refused.why, spec) if refused.why else None
        if evidence is not None:
            yield Finding(
                "leak",
                place,
                f"gives the answer away by why “{refused.answer}” is refused: {evidence}",
                "Say what is wrong with that answer, without the number or word that would be right.",
                Severity.STOP,
            )
    for misconception in step.misconceptions:
        evidence = find_leak(misconception.question, spec)
        if evidence is not None:
            yield Finding(
                "leak",
                f"{place}/{misconception.id}",
                f"gives the answer away by its question: {evidence}",
                "Ask about the idea, without the number or word that would be right.",
                Severity.STOP,
            )


def _hint(place: str, hint: Hint, spec: Spec, *, is_last: bool) -> Iterator[Finding]:
    """The last rung may come close, so it is only advised against: unlike a reveal it is not earned."""
    # Read apart: a title of one hint and a number of its text are no sentence.
    evidence = find_leak(hint.text, spec) or (find_leak(hint.title, spec) if hint.title else None)
    if evidence is not None:
        yield Finding(
            "leak",
            place,
            f"gives the step's answer away: {evidence}",
            "Make it a line of the solution, which is shown when it is earned."
            if is_last
            else "Say how to go on and leave the result open, or make it a line of the solution.",
            Severity.WARNING if is_last else Severity.STOP,
        )
    if hint.is_scaffold:
        evidence = find_leak(hint.text, spec_of_hint(hint))
        if evidence is not None:
            yield Finding(
                "leak",
                place,
                f"gives its own answer away: {evidence}",
                "Ask without saying what is asked for.",
                Severity.STOP,
            )
