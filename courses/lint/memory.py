"""Remembers what was found in a problem, by its content: an edit of one leaves the others as they are.

For rules that look at single problems and take long. Knows no rule.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, wraps

from courses.lint.finding import Finding
from courses.types import Course, Problem

REMEMBERED = 4096  # problems, for each rule
ProblemRule = Callable[[Problem], Iterable[Finding]]  # places begin with the problem's id


def by_problem(rule: ProblemRule) -> Callable[[Course], Iterator[Finding]]:
    """A rule of problems as a rule of courses."""

    @lru_cache(maxsize=REMEMBERED)
    def remembered(content: _Content) -> tuple[Finding, ...]:
        return tuple(rule(content.taken()))

    @wraps(rule)
    def of_course(course: Course) -> Iterator[Finding]:
        for lesson in course.lessons:
            for problem in lesson.problems:
                for finding in remembered(_Content(problem)):
                    yield replace(finding, place=f"{lesson.id}/{finding.place}")

    return of_course


class _Content:
    """A problem that counts by what is in it: its mappings have no hash of their own."""

    __slots__ = ("digest", "problem")

    def __init__(self, problem: Problem) -> None:
        self.problem: Problem | None = problem
        self.digest = hashlib.sha256(repr(problem).encode()).digest()

    def taken(self) -> Problem:
        """The problem, once: the memory keeps no more than the digest."""
        assert self.problem is not None
        problem, self.problem = self.problem, None
        return problem

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and other.digest == self.digest
