"""The rules of the linter, in one list. Knows no rule's reasons: each stands in the module of its theme.

A rule is a function of a course whose structure holds. To add one, write it, put it into a list below and
into docs/authoring-lint.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from courses.lint.difficulty import expected, jumps
from courses.lint.duplicates import near_duplicates
from courses.lint.finding import Finding
from courses.lint.guesses import guesses
from courses.lint.leaking import leaks
from courses.lint.materials import Exists, alternative_texts, links, rights
from courses.lint.prompts import own_answers, two_at_once, yes_or_no
from courses.lint.proof import proofs
from courses.lint.ramp import introductions, prerequisites_first, shown
from courses.lint.reading import reading_level
from courses.lint.scaffolds import repeated_answers
from courses.lint.skills import few_items, reachable
from courses.lint.terms import terms_in_order
from courses.types import Course

Rule = Callable[[Course], Iterable[Finding]]

# Place of a step ("lesson/problem/step") → predicted unassisted success of a learner who comes to it along
# the ramp. A step that it says nothing about is not judged.
Predictor = Callable[[Course], Mapping[str, float]]
PredictedRule = Callable[[Course, Mapping[str, float]], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    prerequisites_first,
    reachable,
    introductions,
    shown,
    terms_in_order,
    guesses,
    few_items,
    near_duplicates,
    yes_or_no,
    two_at_once,
    rights,
    alternative_texts,
    reading_level,
)

# They work with answers, so they see the course without the problems whose answers nothing understands.
ANSWER_RULES: tuple[Rule, ...] = (
    leaks,
    own_answers,
    repeated_answers,
)

# They draw many variants of each problem: seconds, where the others take a moment.
DRAWN_RULES: tuple[Rule, ...] = (proofs,)

# Where no predictor is passed in, `difficulty.expected` stands in for it.
PREDICTED_RULES: tuple[PredictedRule, ...] = (jumps,)


def quick_findings(course: Course, answerable: Course, exists: Exists | None = None) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule(course)
    yield from links(course, exists)
    for rule in ANSWER_RULES:
        yield from rule(answerable)


def drawn_findings(answerable: Course, predictor: Predictor | None) -> Iterator[Finding]:
    for rule in DRAWN_RULES:
        yield from rule(answerable)
    predicted = (predictor or expected)(answerable)
    for predicted_rule in PREDICTED_RULES:
        yield from predicted_rule(answerable, predicted)
