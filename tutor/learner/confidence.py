"""When a learner is asked how sure they are, and what comes back when they were sure and wrong.

An error made in confidence is corrected best, if it is met again (hypercorrection: Butterfield & Metcalfe
2001). Knows what was asked and said, no probabilities.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

FIRST = 3  # problems before anybody is asked: who has just come has enough to get used to
EVERY = 5  # at most one problem in so many
SPREAD = 3  # the next time is one of so many places after that, so that it is no rhythm to wait for
SOONEST, LATEST = 2, 4  # other problems before one comes back
SURE_AND_WRONG = "You were sure of this one, and it came out otherwise: another look at it now."


def asks(seed: int, n: int) -> bool:
    """Whether to ask with the problem that comes after `n` others. Deterministic.

    Never among the first, never two in a row, and at most once in any EVERY problems in a row. `seed` is the
    learner's own.
    """
    draw = random.Random(seed)
    at = FIRST + draw.randrange(EVERY)
    while at < n:
        at += EVERY + draw.randrange(SPREAD)
    return at == n


@dataclass(frozen=True, slots=True)
class Met:
    """A problem as it was asked. `missed`: the learner was sure of an answer to it that was wrong."""

    problem: str
    missed: bool = False


def returning(met: Sequence[Met], seed: int, waits: bool = True) -> str | None:
    """The problem that is to come back now, the one missed longest ago first. `met`: one session, in order.

    It comes after SOONEST to LATEST others, drawn by `seed` and its place; later only if something else
    had to come first. Another sight of it (as when one like it followed at once) is none of the others.
    Once asked again after enough others it has come back. None if nothing is to come back. Without `waits`,
    as when there is nothing else left to ask, it comes at once.
    """
    for place, one in enumerate(met):
        if not one.missed:
            continue
        since = [other.problem for other in met[place + 1 :]]
        others = [problem for problem in since if problem != one.problem]
        if _came_back(one.problem, since, SOONEST if waits else 0):
            continue
        if not waits or len(others) >= random.Random(f"{seed}:{place}").randint(SOONEST, LATEST):
            return one.problem
    return None


def _came_back(problem: str, since: Sequence[str], between: int) -> bool:
    """Whether it was asked again with so many others in between."""
    return any(
        again == problem and sum(one != problem for one in since[:place]) >= between
        for place, again in enumerate(since)
    )
