"""When a problem has been met often enough. Knows visits and whether its skills are known, no predictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from courses.types import Problem

MOST_A_DAY = 10  # of one parametric problem: more of the same teach little until tomorrow


@dataclass(frozen=True, slots=True)
class Visit:
    """A problem was asked on a day; `alone`: all of it was right without help."""

    day: date
    alone: bool


def is_done(problem: Problem, visits: Sequence[Visit], known: bool, today: date) -> bool:
    """Whether `problem` is not asked any more as a new one, today or for good. `known`: its skills are.

    For good: met, and known; or a fixed one that was done alone. For today: a fixed one comes once a day, a
    parametric one MOST_A_DAY times. So nothing that is still to be learnt ever runs out of problems.
    """
    if not visits:
        return False
    if known or (not problem.where and any(one.alone for one in visits)):
        return True
    return sum(one.day >= today for one in visits) >= (MOST_A_DAY if problem.where else 1)
