"""Answer specifications of a course: does the checker understand each. Knows no kind of answer itself."""

from __future__ import annotations

from collections.abc import Iterator

from courses.lint.finding import Finding
from courses.types import Course, Problem
from tutor.grading import SpecError, spec_of, spec_of_hint
from tutor.grading.variants import VariantError, instantiate

SEEDS = range(5)  # a fault that only rare parameters have is the business of a slower linter


def answer_faults(course: Course) -> Iterator[Finding]:
    for lesson in course.lessons:
        for problem in lesson.problems:
            place = f"{lesson.id}/{problem.id}"
            seen: set[Finding] = set()
            for seed in SEEDS if problem.where else (0,):
                for finding in _of_variant(place, problem, seed):
                    if finding not in seen:
                        yield finding
                    seen.add(finding)


def _of_variant(place: str, problem: Problem, seed: int) -> Iterator[Finding]:
    try:
        variant = instantiate(problem, seed)
    except VariantError as error:
        yield Finding("where", place, str(error))
        return
    for step in variant.steps:
        try:
            spec_of(step, variant.stem)
        except SpecError as error:
            yield Finding("answer", f"{place}/{step.id}", str(error))
        for hint in step.hints:
            if hint.is_scaffold:
                try:
                    spec_of_hint(hint)
                except SpecError as error:
                    yield Finding("answer", f"{place}/{step.id}/{hint.id}", str(error))
