"""Proves problems: what needs the checker, or many variants, is looked at problem by problem and kept.

Each is a rule of its own; they share the variants that were drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from courses.lint.answers import numbers_as_texts, verdicts
from courses.lint.degenerate import degenerate
from courses.lint.distractors import distractors
from courses.lint.finding import Finding
from courses.lint.leaking import step_leaks
from courses.lint.memory import by_problem
from courses.lint.remarks import Remark, Said, gathered
from courses.lint.sampler import SampledVariant, drawn, judged
from courses.lint.variety import ambiguous, variety
from courses.types import Problem
from tutor.grading import SpecError

DRAWS = 24
DRAWS_FOR_LEAKS = 12  # reading for leaks takes longest
DRAWS_OF_LINES = 8  # judging lines of algebra takes a tenth of a second
_LINES = ("derivation", "worked")
_APART = "Draw numbers that do not meet, or say it without a number."


@by_problem
def proofs(problem: Problem) -> Iterator[Finding]:
    """A rule of the linter: everything that is wrong with a problem, as far as its answers show it."""
    draws = [drawn(problem, seed) for seed in (range(DRAWS) if problem.where else range(1))]
    few = any(step.answer.get("kind") in _LINES for step in problem.steps)
    samples = tuple(judged(one) for one in (draws[:DRAWS_OF_LINES] if few else draws))
    yield from gathered(problem, verdicts(samples), len(samples))
    yield from gathered(problem, numbers_as_texts(samples), len(samples))
    yield from gathered(problem, distractors(tuple(draws)), len(draws))
    if problem.where:
        yield from variety(problem, draws)
        yield from gathered(problem, ambiguous(draws), len(draws))
        yield from gathered(problem, degenerate(problem, draws), len(draws))
        yield from gathered(problem, later_leaks(draws[:DRAWS_FOR_LEAKS]), DRAWS_FOR_LEAKS)


def later_leaks(draws: Sequence[SampledVariant]) -> Iterator[Said]:
    """Words that give an answer away in some variants, but not in the first, which `leaking` looks at."""
    told: set[str] = set()
    for number, variant in enumerate(draws):
        for step in variant.problem.steps if variant.problem is not None else ():
            try:
                found = list(step_leaks(step.id, step, variant.stem))
            except SpecError:  # told by another rule
                continue
            for leak in found:
                if not number:
                    told.add(leak.place)
                elif leak.place not in told:
                    yield variant, Remark("leak", leak.place, f"with some numbers it {leak.message}", _APART)
