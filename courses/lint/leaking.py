"""Words that are shown before the solution is earned: do they give the answer away.

Knows no equality of its own: `tutor.grading.find_leak` decides, as it does for every word the tutor says.
"""

from __future__ import annotations

from collections.abc import Iterator

from courses.lint.finding import Finding
from courses.types import Course, Step
from tutor.grading import find_leak, spec_of, spec_of_hint
from tutor.grading.variants import instantiate

SEED = 0


def leaks(course: Course) -> Iterator[Finding]:
    for lesson in course.lessons:
        for problem in lesson.problems:
            variant = instantiate(problem, SEED)
            for step in variant.steps:
                yield from _step(f"{lesson.id}/{problem.id}/{step.id}", step, variant.stem)


def _step(place: str, step: Step, stem: str) -> Iterator[Finding]:
    spec = spec_of(step, stem)
    for hint in step.hints:
        words = f"{hint.title}\n{hint.text}"
        evidence = find_leak(words, spec)
        if evidence is not None:
            yield Finding("leak", f"{place}/{hint.id}", f"gives the step's answer away: {evidence}")
        if hint.is_scaffold:
            evidence = find_leak(words, spec_of_hint(hint))
            if evidence is not None:
                yield Finding("leak", f"{place}/{hint.id}", f"gives its own answer away: {evidence}")
    for misconception in step.misconceptions:
        evidence = find_leak(misconception.question, spec)
        if evidence is not None:
            yield Finding("leak", f"{place}/{misconception.id}", f"the question gives it away: {evidence}")
