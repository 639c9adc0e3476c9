"""What a visit came to: what was tried and done alone, what was hard, which beliefs moved. Knows no log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tutor.types import Evidence

HARD = 2  # misses on a skill, and nothing done alone since
MOVED = 5  # percent
MOST = 5  # bars that are named


@dataclass(frozen=True, slots=True)
class Tried:
    """`problems`: how many were answered; `alone`: those in which every answer was right and without help."""

    problems: int
    alone: int


def tried(evidence: Iterable[Evidence]) -> Tried:
    """From the whole answers of the visit."""
    found: dict[tuple[str, str], bool] = {}
    for one in evidence:
        problem = (one.item.partition("/")[0], one.variant)
        found[problem] = found.get(problem, True) and _alone(one)
    return Tried(len(found), sum(found.values()))


def hard(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The skills that went wrong more than once and have not gone right alone since, worst first."""
    misses: dict[str, int] = {}
    for one in evidence:
        for skill in one.skills:
            if _alone(one):
                misses.pop(skill, None)
            elif not one.void and one.score < 1.0 and one.weight > 0.0:
                misses[skill] = misses.get(skill, 0) + 1
    found = [skill for skill, count in misses.items() if count >= HARD]
    return tuple(sorted(found, key=lambda skill: -misses[skill]))


@dataclass(frozen=True, slots=True)
class Moved:
    """A bar, in percent, before the visit and now."""

    skill: str
    before: int
    after: int


def moved(before: Mapping[str, int], after: Mapping[str, int], practised: Iterable[str]) -> tuple[Moved, ...]:
    """The bars of what was practised that moved most, up or down, in the order of `after`."""
    only = set(practised)
    found = [
        Moved(skill, before[skill], after[skill])
        for skill in after
        if skill in only and skill in before and abs(after[skill] - before[skill]) >= MOVED
    ]
    most: Sequence[Moved] = sorted(found, key=lambda one: -abs(one.after - one.before))[:MOST]
    return tuple(one for one in found if one in most)


def _alone(one: Evidence) -> bool:
    return one.score >= 1.0 and not (one.assisted or one.void)
