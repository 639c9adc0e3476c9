"""What is wrong with a course before anybody learns from it. Knows no database and no learner.

`faults` make a course impossible to publish; `advice` says where it is not yet a ramp.
"""

from __future__ import annotations

from courses.lint.answers import answer_faults
from courses.lint.finding import Finding
from courses.lint.leaking import leaks
from courses.lint.ramp import introductions, prerequisites_first
from courses.lint.structure import structure_faults
from courses.types import Course

__all__ = ["Finding", "advice", "faults"]


def faults(course: Course) -> tuple[Finding, ...]:
    """Broken ids and references, a graph that cannot be followed, answers that no checker understands."""
    broken = tuple(structure_faults(course))
    # Answers are read through the structure, so they are looked at only once it holds.
    return broken or tuple(answer_faults(course))


def advice(course: Course) -> tuple[Finding, ...]:
    """Skills out of order and words that give the answer away, in a course without `faults`."""
    return (*prerequisites_first(course), *introductions(course), *leaks(course))
