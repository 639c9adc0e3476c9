"""Proves problems: what needs the checker, or many variants, is looked at problem by problem and kept.

Pure but for a memory of what was found: an edit of one problem leaves the others proved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from courses.lint.answers import verdicts
from courses.lint.degenerate import degenerate
from courses.lint.distractors import distractors
from courses.lint.finding import Finding, Severity
from courses.lint.remarks import Remark, Said, gathered
from courses.lint.sampler import SampledVariant, drawn, judged
from courses.lint.variety import ambiguous, variety
from courses.types import Course, Problem, Step
from tutor.grading import SpecError, find_leak, spec_of

DRAWS = 24
DRAWS_OF_LINES = 8  # judging lines of algebra takes a tenth of a second
REMEMBERED = 4096  # problems
_LINES = ("derivation", "worked")


def proofs(course: Course) -> Iterator[Finding]:
    """A rule of the linter: everything that is wrong with single problems, as far as answers show it."""
    for lesson in course.lessons:
        for problem in lesson.problems:
            for finding in problem_findings(problem):
                yield replace(finding, place=f"{lesson.id}/{finding.place}")


def problem_findings(problem: Problem) -> tuple[Finding, ...]:
    """Places begin with the problem's id."""
    return _remembered(_Proved(problem))


class _Proved:
    """A problem that counts by its content: its mappings have no hash of their own."""

    __slots__ = ("digest", "problem")

    def __init__(self, problem: Problem) -> None:
        self.problem: Problem | None = problem
        self.digest = hashlib.sha256(repr(problem).encode()).digest()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Proved) and other.digest == self.digest


@lru_cache(maxsize=REMEMBERED)
def _remembered(proved: _Proved) -> tuple[Finding, ...]:
    problem = proved.problem
    assert problem is not None
    proved.problem = None  # the digest is all that the memory needs
    return tuple(_found(problem))


def _found(problem: Problem) -> Iterator[Finding]:
    draws = [drawn(problem, seed) for seed in (range(DRAWS) if problem.where else range(1))]
    few = any(step.answer.get("kind") in _LINES for step in problem.steps)
    samples = tuple(judged(one) for one in (draws[:DRAWS_OF_LINES] if few else draws))
    yield from gathered(problem, verdicts(samples), len(samples))
    yield from gathered(problem, distractors(tuple(draws)), len(draws))
    if problem.where:
        yield from variety(problem, draws)
        yield from gathered(problem, ambiguous(draws), len(draws))
        yield from gathered(problem, degenerate(problem, draws), len(draws))
        yield from gathered(problem, later_leaks(draws), len(draws))


def later_leaks(draws: Sequence[SampledVariant]) -> Iterator[Said]:
    """Words that give the answer away in some variants, but not in the first, which `leaking` looks at."""
    seen: set[str] = set()
    for number, variant in enumerate(draws):
        if variant.problem is None:
            continue
        for step in variant.problem.steps:
            try:
                spec = spec_of(step, variant.problem.stem)
            except SpecError:
                continue
            for place, words in _words(step):
                if place not in seen and (evidence := find_leak(words, spec)) is not None:
                    if number:
                        yield variant, _leak(place, evidence)
                    else:
                        seen.add(place)


def _words(step: Step) -> Iterator[tuple[str, str]]:
    for hint in step.hints:
        yield f"{step.id}/{hint.id}", f"{hint.title}\n{hint.text}"
    for wrong in step.misconceptions:
        yield f"{step.id}/{wrong.id}", wrong.question


def _leak(place: str, evidence: str) -> Remark:
    return Remark(
        "leak",
        place,
        f"with some numbers it gives the step's answer away: {evidence}",
        "Draw numbers that do not meet, or say it without a number.",
        Severity.WARNING,
    )
