"""The rules of the linter, in one list. Knows no rule's reasons: each stands in the module of its theme.

A rule is a function of a course whose structure holds. To add one, write it, put it into a list below and
into docs/authoring-lint.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from courses.lint.difficulty import expected, jumps
from courses.lint.finding import Finding
from courses.lint.leaking import leaks
from courses.lint.proof import proofs
from courses.lint.ramp import introductions, prerequisites_first
from courses.types import Course

Rule = Callable[[Course], Iterable[Finding]]

# Place of a step ("lesson/problem/step") → predicted unassisted success of a learner who comes to it along
# the ramp. A step that it says nothing about is not judged.
Predictor = Callable[[Course], Mapping[str, float]]
PredictedRule = Callable[[Course, Mapping[str, float]], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    prerequisites_first,
    introductions,
)

# They work with answers, so they see the course without the problems whose answers nothing understands.
ANSWER_RULES: tuple[Rule, ...] = (
    leaks,
    proofs,
)

# Where no predictor is passed in, `difficulty.expected` stands in for it.
PREDICTED_RULES: tuple[PredictedRule, ...] = (jumps,)


def findings(course: Course, answerable: Course, predictor: Predictor | None) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule(course)
    for rule in ANSWER_RULES:
        yield from rule(answerable)
    predicted = (predictor or expected)(answerable)
    for predicted_rule in PREDICTED_RULES:
        yield from predicted_rule(answerable, predicted)
